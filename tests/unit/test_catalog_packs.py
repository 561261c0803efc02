"""Packs of the catalog: read as they are written, and refused where they are wrong."""

from datetime import date

import pytest

from datasources.catalog.pack import DEMO, CatalogPack
from datasources.catalog.read import parse_pack, read_pack
from datasources.catalog.write import write_pack
from datasources.dataset.errors import ImportRefused, SourceUnusable
from datasources.facts.catalog import BuildingType, Device, PaymentType
from datasources.facts.incentive import AmountType, AmountUnit
from datasources.facts.requirement import CheckCode, CheckOperator, Knowable
from datasources.facts.text import Text
from tests.offers import a_device, a_requirement, a_stored_program, a_tier, rate

GOOD = """\
devices:
  - number: 7
    name: Heat pump
    category: heat_pump
    list_price: 1999.99
    specs: {capacityTons: 3, isColdClimate: true, seer2: 17.5, refrigerant: R-32}
  - {number: 8, name: Charger, category: ev_charger, active: false, specs: {chargerLevel: DCFC}}
programs:
  - number: 1
    key: or_operator_program
    name: {en: Program, es: Programa}
    operator: Operator
    url: https://example.org/
    eia_ids: ["14354"]
    states: [OR]
    building_types: [residential]
    customer_maximum: 1500.5
    required_fields: [customer.email]
    tiers:
      - number: 2
        name: Tier
        category: heat_pump
        payment_type: ongoing
        amount: {type: dollars_per_unit, number: 400, unit: ton, minimum: 1, maximum: 1000}
        customer_maximum: 20
        requirements:
          - key: before
            code: claim_window
            subject: customerDevice.installationDate
            operator: between
            expected: [2026-01-01, 2026-12-31]
            text: Installed in 2026
            failure: {en: Not installed in 2026, es: No instalado en 2026}
            knowable: after_sale
      - number: 3
        name: Other tier
        category: ev_charger
        payment_type: install
        amount: {type: percent, number: 0.5}
        requirements:
          - {key: level, code: charger_level, subject: device.chargerLevel, operator: gte,
             expected: [LEVEL_2], text: A level}
          - {key: permit, code: permit, subject: customerDevice.permitNumber, operator: present,
             text: A permit}
"""


def test_a_pack_reads_as_facts():
    pack = parse_pack(GOOD)
    pump, charger = pack.devices
    assert (pump.number, pump.list_price, pump.active) == (7, 199_999, True)
    assert pump.specs == {
        "capacityTons": 3, "isColdClimate": True, "seer2": 17.5, "refrigerant": "R-32",
    }  # fmt: skip
    assert charger == Device(
        8, "Charger", "ev_charger", active=False, specs={"chargerLevel": "DCFC"}
    )
    (program,) = pack.programs
    assert (program.name, program.url) == (
        Text("Program", "Programa"),
        Text("https://example.org/"),
    )
    assert (program.customer_maximum, program.eia_ids) == (150_050, ("14354",))
    assert program.building_types == (BuildingType.RESIDENTIAL,)


def test_the_tiers_of_a_pack_read_as_facts():
    first, second = parse_pack(GOOD).programs[0].tiers
    assert first.payment_type is PaymentType.ONGOING
    assert first.amount == rate(400, minimum=1, maximum=1_000)
    assert (first.amount.type, first.amount.unit) == (AmountType.DOLLARS_PER_UNIT, AmountUnit.TON)
    assert first.customer_maximum == 2_000
    (window,) = first.requirements
    assert window == a_requirement(
        "before",
        code=CheckCode.CLAIM_WINDOW,
        subject="customerDevice.installationDate",
        operator=CheckOperator.BETWEEN,
        expected=(date(2026, 1, 1), date(2026, 12, 31)),
        text=Text("Installed in 2026"),
        failure=Text("Not installed in 2026", "No instalado en 2026"),
        knowable=Knowable.AFTER_SALE,
    )
    assert [asked.expected for asked in second.requirements] == [("LEVEL_2",), ()]


@pytest.mark.parametrize("pack", [parse_pack(GOOD), CatalogPack(), parse_pack("{}")])
def test_what_is_written_reads_back(pack):
    assert parse_pack(write_pack(pack)) == pack


@pytest.mark.parametrize(
    ("old", "new", "where", "message"),
    [
        ("number: 8", "number: 7", "line 7, devices[1].number", "7 comes twice"),
        ("number: 8", "number: 0", "line 7, devices[1].number", ">= 1"),
        ("number: 8", "number: 3000000000", "line 7, devices[1].number", "<= 2147483647"),
        ("name: Charger", "name: ''", "line 7, devices[1].name", "length >= 1"),
        ("active: false", "activ: false", "line 7, devices[1].activ", "unknown field"),
        ("    category: heat_pump\n    list", "    category: heatpump\n    list",
         "line 4, devices[0].category", "not one of appliance, ev_charger, "),
        ("list_price: 1999.99", "list_price: 1999.999", "line 5, devices[0].list_price",
         "money has no parts of a cent"),
        ("list_price: 1999.99", "list_price: -1", "line 5, devices[0].list_price", ">= 0"),
        ("list_price: 1999.99", "list_price: .nan", "line 5, devices[0].list_price", ">= 0"),
        ("seer2: 17.5", "seer2: .inf", "line 6, devices[0].specs", "too great"),
        ("seer2: 17.5", "seer2: [1]", "line 6, devices[0].specs", "got `array`"),
        ("seer2: 17.5", "capacityTons: 4", "line 6", "the key 'capacityTons' comes twice"),
        ("DCFC", "LEVEL_3", "line 7, devices[1].specs.chargerLevel", "not one of LEVEL_1, LEVEL_2"),
        ("key: or_op", "key: 1 or_op", "line 10, programs[0].key", "matching regex"),
        ("https://ex", "ftp://ex", "line 13, programs[0].url", "matching regex"),
        ('["14354"]', '["014354"]', "line 14, programs[0].eia_ids[0]", "matching regex"),
        ("[OR]", "[WA, OG]", "line 15, programs[0].states[1]", "there is no state OG"),
        ("[residential]", "[single_family]", "line 16, programs[0].building_types[0]",
         "Invalid enum value 'single_family'"),
        ("1500.5", "0.001", "line 17, programs[0].customer_maximum", "parts of a cent"),
        ("customer.email", "email", "line 18, programs[0].required_fields[0]", "matching regex"),
        ("customer.email", "customer.shoe", "line 18, programs[0].required_fields[0]",
         "nobody can fill in a field customer.shoe"),
        ("customer.email", "customer.isTest", "line 18, programs[0].required_fields[0]",
         "nobody can fill in a field customer.isTest"),
        ("number: 3", "number: 2", "line 35, programs[0].tiers[1].number", "2 comes twice"),
        ("category: ev_charger\n        pay", "category: charger\n        pay",
         "line 37, programs[0].tiers[1].category", "not one of"),
        ("maximum: 20\n", "maximum: 0.1234\n", "line 25, programs[0].tiers[0].customer_maximum",
         "parts of a cent"),
        ("number: 0.5", "number: 50", "line 39, programs[0].tiers[1].amount.number",
         "a share is a number from 0 to 1"),
        ("unit: ton, ", "", "line 24, programs[0].tiers[0].amount",
         "an amount for each unit needs a unit"),
        ("number: 0.5", "number: 0.5, unit: ton", "line 39, programs[0].tiers[1].amount.unit",
         "only an amount for each unit has a unit"),
        ("minimum: 1,", "minimum: 1001,", "line 24, programs[0].tiers[0].amount.minimum",
         "the least is more than the most"),
        ("key: permit", "key: level", "line 43, programs[0].tiers[1].requirements[1].key",
         "level comes twice"),
        ("operator: gte", "operator: atleast", "line 41, programs[0].tiers[1].requirements[0].oper",
         "Invalid enum value 'atleast'"),
    ],
)  # fmt: skip
def test_a_faulty_pack_is_refused_where_it_is_wrong(old, new, where, message):
    assert GOOD.count(old) == 1
    with pytest.raises(ImportRefused) as refused:
        parse_pack(GOOD.replace(old, new), "pack.yaml")
    (fault,) = refused.value.faults
    assert fault.where == "pack.yaml"
    assert fault.id.startswith(where)
    assert message in fault.message


@pytest.mark.parametrize(
    ("subject", "operator", "expected", "message"),
    [
        ("device.seer2", "gte", "[15]", None),
        ("device.seer2", "gte", "['15']", "values that have an order"),
        ("device.seer2", "gte", "[true]", "values that have an order"),
        ("device.seer2", "gte", "[.inf]", "too great"),
        ("device.seer2", "gte", "[]", "gte does not compare with 0 values"),
        ("device.seer2", "lt", "[1, 2]", "lt does not compare with 2 values"),
        ("device.seer2", "between", "[1, 2]", None),
        ("device.seer2", "between", "[2, 1]", "values that have an order"),
        ("device.seer2", "between", "[1]", "between does not compare with 1 values"),
        ("device.chargerLevel", "gte", "[LEVEL_2]", None),
        ("device.chargerLevel", "gte", "[2]", "values that have an order"),
        ("device.chargerLevel", "between", "[LEVEL_1, LEVEL_2]", "values that have an order"),
        ("device.connector", "gt", "[LEVEL_2]", "values that have an order"),
        ("device.connector", "in", "[J1772, NACS]", None),
        ("device.connector", "in", "[]", "in does not compare with 0 values"),
        ("device.isUlListed", "eq", "[true]", None),
        ("customer.isHomeowner", "present", "[]", None),
        ("customer.isHomeowner", "present", "[true]", "present does not compare with 1 values"),
        ("household.income", "lte", "[50000]", None),
        ("place.state", "not_in", "[WA]", None),
        ("date", "lte", "[2026-12-31]", None),
        ("date", "lte", "[2026-02-30]", "written as 2026-12-31"),
        ("customerDevice.purchaseDate", "gte", "[2026]", "written as 2026-12-31"),
        ("place.areas", "in", "[1]", "nothing is known by the name 'place.areas'"),
        ("device", "present", "[]", "nothing is known"),
        ("device.", "present", "[]", "nothing is known"),
        ("utility.name", "present", "[]", "nothing is known"),
    ],
)
def test_a_requirement_compares_what_can_be_compared(subject, operator, expected, message):
    text = write_pack(CatalogPack(programs=(a_stored_program(tiers=(a_tier(),)),)))
    asked = f"{{key: k, code: efficiency, subject: {subject}, operator: {operator}, "
    text += f"    requirements:\n    - {asked}expected: {expected}, text: T}}\n"
    text = text.replace("  tiers:", "  enabled: true\n  tiers:")
    if message is None:
        assert parse_pack(text).programs[0].tiers[0].requirements[0].subject == subject
        return
    with pytest.raises(ImportRefused, match="requirements") as refused:
        parse_pack(text)
    (fault,) = refused.value.faults
    assert message in fault.message


def test_all_faults_of_a_pack_are_named_at_once():
    text = GOOD.replace("[OR]", "[OG]").replace("number: 8", "number: 7").replace("0.5}", "5}")
    with pytest.raises(ImportRefused) as refused:
        parse_pack(text)
    assert [fault.id for fault in refused.value.faults] == [
        "line 7, devices[1].number",
        "line 15, programs[0].states[0]",
        "line 39, programs[0].tiers[1].amount.number",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("devices: [", "did not find"),
        ("", "Expected `object`, got `null`"),
        ("- 1", "Expected `object`, got `array`"),
        ("1: 2", "Expected `str`"),
        ("? [a]\n: b", "a key is no plain text"),
        ("devices: \x01", "not YAML that can be read"),
        ("devices: !!timestamp 2026-13-40", "not YAML that can be read"),
        ("devices: !!python/object:os.system 1", "could not determine a constructor"),
    ],
)
def test_what_is_no_pack_at_all_is_refused(text, message):
    with pytest.raises(ImportRefused, match="pack") as refused:
        parse_pack(text)
    assert message in refused.value.faults[0].message


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(SourceUnusable, match=r"absent\.yaml cannot be read: No such file"):
        read_pack(tmp_path / "absent.yaml")
    binary = tmp_path / "binary.yaml"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SourceUnusable, match=r"it is not UTF-8 text"):
        read_pack(binary)


def test_the_demo_pack_reads_and_writes():
    pack = read_pack(DEMO)
    assert [device.number for device in pack.devices] == [5, 42, 44, 55, 66, 77, 123, 124, 240, 456]
    assert [program.number for program in pack.programs] == [838, 900, 1001, 1002]
    assert parse_pack(write_pack(pack)) == pack


def test_every_text_of_the_demo_pack_is_in_both_languages():
    texts = [
        text
        for program in read_pack(DEMO).programs
        for tier in program.tiers
        for text in (
            program.name,
            tier.name,
            *(asked.text for asked in tier.requirements),
            *(asked.failure for asked in tier.requirements if asked.failure),
        )
    ]
    assert len(texts) > 12
    assert [text for text in texts if text.es is None] == []


def test_the_demo_pack_has_the_names_of_the_worked_examples():
    pack = read_pack(DEMO)
    names = [program.name.en for program in pack.programs]
    assert names == [
        'Pacific Power \N{EN DASH} Oregon "Charge at Home" EV Charger Rebate',
        "PGE Smart Charging \N{EN DASH} Tesla Telematics Path",
        "SMUD Charge@Home EV Rebates",
        "SMUD Go Electric Bonus \N{EN DASH} Residential Panel-Upgrade & Make-Ready Rebate",
    ]
    tiers = {tier.number: tier.name.en for program in pack.programs for tier in program.tiers}
    assert tiers == {
        456: "Standard Rebate",
        501: "Smart Charger Tier",
        789: "Standard Tier",
        790: "Panel Make Ready",
    }


def test_a_pack_of_an_empty_spec_list_stays_one():
    pack = CatalogPack(devices=(a_device(specs={}), a_device(124, specs=None)))
    assert parse_pack(write_pack(pack)) == pack
