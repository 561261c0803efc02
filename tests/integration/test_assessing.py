"""Devices are matched with programs of the embedded data set and of the demo catalog."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from datasources.catalog.pack import DEMO, CatalogPack
from datasources.catalog.read import read_pack
from datasources.facts.catalog import BuildingType
from datasources.facts.check import HouseholdFlags, ProgramResult
from datasources.facts.geography import Fuel, Utility
from datasources.facts.household import Household, OwnerStatus
from datasources.facts.requirement import CheckCode, CheckStatus
from resolvers.assessing import Assessment, Situation, assess_units
from resolvers.places import ZIP_UNKNOWN, place_of_zip
from resolvers.rules.units import Unit
from resolvers.utilities import named_utility
from tests.builders import TODAY
from tests.graphs import Graph
from tests.offers import a_customer_device, a_stored_program

MET, FAILED, PENDING = CheckStatus.MET, CheckStatus.FAILED, CheckStatus.PENDING
PACIFIC_POWER, PGE, SMUD = "14354", "15248", "16534"
CHARGE_AT_HOME = "or_pacificPower_chargeAtHome"
PACIFIC_REBATES = "or_pacificPower_pacificPowerRebates"
SMART_CHARGING = "or_portlandGeneralElectric_smartChargingTeslaTelematics"
NINETY_DAYS = "Installation must be within 90 days of application"
CONTRACTOR = "Must use licensed contractor"
UNKNOWN = Household()
NOBODY = Utility("or-nobody", "Nobody", Fuel.ELECTRIC, "OR", geography=-1)

Assess = Callable[..., Assessment]


@pytest.fixture(scope="module")
def pack() -> CatalogPack:
    return read_pack(DEMO)


@pytest.fixture(scope="module")
def assess(nation: Graph, pack: CatalogPack) -> Assess:
    """Return a function that assesses devices by number at a ZIP code."""
    devices = {device.number: device for device in pack.devices}

    def run(zip_code, utility, *numbers, household=UNKNOWN, owned=None, **changes):
        place = place_of_zip(nation.scope.dataset, zip_code, ZIP_UNKNOWN)
        if isinstance(utility, str):
            utility = named_utility(
                nation.scope.dataset, utility, place.state, Fuel.ELECTRIC, "utility"
            )
        building = changes.pop("building_type", BuildingType.RESIDENTIAL)
        stored = changes.pop("stored", pack.programs)
        units = [Unit(replace(devices[number], **changes), owned) for number in numbers]
        situation = Situation(place, utility, building, household, TODAY)
        return assess_units(nation.scope.catalogue, stored, units, situation)

    return run


def program(assessment: Assessment, key: str) -> ProgramResult:
    (found,) = (each for each in assessment.programs if each.program == key)
    return found


def keys(assessment: Assessment) -> list[str]:
    return [each.program for each in assessment.programs]


def texts(found: ProgramResult, status: CheckStatus) -> list[list[str]]:
    return [
        [each.text.en for each in row.findings if each.status is status] for row in found.results
    ]


def statuses(found: ProgramResult, tier: str, code: CheckCode) -> list[CheckStatus]:
    (row,) = (row for row in found.results if row.tier == tier)
    return [each.status for each in row.findings if each.code is code]


def test_a_charger_in_bend_earns_750_of_pacific_power_once_it_is_installed(assess):
    found = program(assess("97701", PACIFIC_POWER, 123), CHARGE_AT_HOME)
    assert (found.total, found.certain, found.combinations) == (75_000, 0, 1)
    assert [(row.tier, row.device, row.eligible) for row in found.results] == [("456", 123, True)]
    assert texts(found, PENDING) == [[NINETY_DAYS, CONTRACTOR]]
    assert texts(found, FAILED) == [[]]


def test_a_dumb_charger_in_portland_earns_nothing_and_is_told_why(assess):
    found = program(assess("97204", PGE, 124), SMART_CHARGING)
    assert (found.total, found.certain, found.combinations) == (0, 0, 0)
    assert texts(found, PENDING) == [[]]
    assert texts(found, FAILED) == [
        ["Device not OCPP compliant", "Charger level must be at least LEVEL_2"]
    ]


def test_a_smart_charger_in_portland_has_nothing_open(assess):
    found = program(assess("97204", PGE, 123), SMART_CHARGING)
    assert (found.total, found.certain) == (30_000, 30_000)
    assert texts(found, MET)[0][0] == "Device must be OCPP compliant"


def test_a_charger_and_a_panel_in_sacramento_earn_1250_of_two_programs(assess):
    found = assess("95814", SMUD, 123, 456)
    chargers = program(found, "ca_smud_chargeAtHome")
    panels = program(found, "ca_smud_goElectricPanel")
    assert (chargers.total, panels.total) == (50_000, 75_000)
    assert chargers.combinations + panels.combinations == 2
    assert (texts(chargers, PENDING), texts(panels, PENDING)) == ([[NINETY_DAYS]], [[CONTRACTOR]])


def test_two_chargers_earn_twice_in_the_catalog_and_once_in_the_data_set(assess):
    one, two = assess("97701", PACIFIC_POWER, 123), assess("97701", PACIFIC_POWER, 123, 123)
    assert program(two, CHARGE_AT_HOME).total == 150_000
    assert program(two, PACIFIC_REBATES).total == program(one, PACIFIC_REBATES).total == 150_000
    assert [row.amount for row in program(two, PACIFIC_REBATES).results if row.tier == "OR-36"] == [
        150_000, 0,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("days", "license_number", "certain"),
    [(90, "EC-1", 75_000), (91, "EC-1", 0), (90, None, 0), (None, "EC-1", 0)],
)
def test_what_is_told_after_the_sale_makes_the_amount_certain(
    assess, days, license_number, certain
):
    submitted = {} if days is None else {"application_submitted_date": TODAY}
    installed = TODAY if days is None else date_before(days)
    owned = a_customer_device(
        installation_date=installed, contractor_license=license_number, details=submitted
    )
    found = program(assess("97701", PACIFIC_POWER, 123, owned=owned), CHARGE_AT_HOME)
    assert found.certain == certain
    assert found.total == (0 if days == 91 else 75_000)


def date_before(days):
    return TODAY.fromordinal(TODAY.toordinal() - days)


def test_a_utility_that_is_not_known_brings_no_utility_programs(assess, nation):
    found = keys(assess("97701", NOBODY, 5, 44, 123))
    runs = nation.scope.dataset.programs
    assert found
    assert [key for key in found if key not in runs or runs[key].authority_type == "utility"] == []
    assert "or_oregonDepartmentOfEnergy_heatPumpPurchaseProgram" in found


def test_another_utility_of_the_same_place_brings_its_own_programs(assess):
    found = keys(assess("97204", PACIFIC_POWER, 123))
    assert CHARGE_AT_HOME in found
    assert SMART_CHARGING not in found


@pytest.mark.parametrize(
    ("building", "there"),
    [(BuildingType.MULTIFAMILY, True), (BuildingType.COMMERCIAL, False)],
)
def test_stored_programs_are_for_their_kinds_of_building(assess, building, there):
    found = keys(assess("97701", PACIFIC_POWER, 123, building_type=building))
    assert (CHARGE_AT_HOME in found) is there


@pytest.mark.parametrize(
    ("changes", "there"),
    [
        ({}, True),
        ({"enabled": False}, False),
        ({"states": ("OR", "WA")}, True),
        ({"states": ("WA",)}, False),
        ({"eia_ids": (PGE, PACIFIC_POWER)}, True),
        ({"eia_ids": (PGE,)}, False),
    ],
)
def test_a_stored_program_is_evaluated_where_everything_matches(assess, changes, there):
    stored = [a_stored_program(**changes)]
    assert ("program1" in keys(assess("97701", PACIFIC_POWER, 123, stored=stored))) is there
    assert "program1" not in keys(assess("97701", PACIFIC_POWER, 456, stored=stored))


def test_the_income_of_an_unknown_household_is_an_open_check(assess):
    found = assess("97701", PACIFIC_POWER, 123)
    assert statuses(program(found, PACIFIC_REBATES), "OR-36", CheckCode.INCOME) == [PENDING]
    assert program(found, PACIFIC_REBATES).certain == 0
    assert found.household is None


@pytest.mark.parametrize(
    ("income", "status", "certain"), [(50_196, MET, 150_000), (50_197, FAILED, 0)]
)
def test_a_known_household_meets_an_income_test_or_does_not(assess, income, status, certain):
    household = Household(OwnerStatus.HOMEOWNER, income, 2)
    found = program(assess("97701", PACIFIC_POWER, 123, household=household), PACIFIC_REBATES)
    assert statuses(found, "OR-36", CheckCode.INCOME) == [status]
    assert (found.total, found.certain) == (certain, certain)


def test_the_household_is_placed_against_the_median(assess):
    household = Household(income=100_000, size=2)
    found = assess("97701", PACIFIC_POWER, 123, household=household)
    assert found.household == HouseholdFlags(
        is_under_80_ami=False, is_under_150_ami=True, is_over_150_ami=False
    )


@pytest.mark.parametrize(("cents", "amount"), [(None, 0), (40_000, 30_000), (100_000, 50_000)])
def test_a_share_takes_the_price_to_be_known(assess, cents, amount):
    household = Household(OwnerStatus.HOMEOWNER, 90_000, 2)
    found = assess("97701", PACIFIC_POWER, 123, household=household, list_price=cents)
    rebates = program(found, PACIFIC_REBATES)
    assert (rebates.total, rebates.certain) == (amount, amount)
    open_price = [] if cents else [PENDING]
    assert statuses(rebates, "OR-34", CheckCode.PRICE_KNOWN) == open_price


def test_programs_whose_offers_are_all_paused_are_not_evaluated(assess, nation):
    paused = "or_oregonDepartmentOfEnergy_homeElectrificationAndApplianceRebateProgramHEAR"
    assert paused in nation.scope.dataset.programs
    assert paused not in keys(assess("97701", PACIFIC_POWER, 5))


def test_the_catalog_comes_first_and_every_program_once(assess):
    found = keys(assess("95814", SMUD, 123, 456))
    assert found[:2] == ["ca_smud_chargeAtHome", "ca_smud_goElectricPanel"]
    assert len(found) == len(set(found))


def test_the_utilities_of_the_demo_catalog_are_those_of_the_data_set(nation, pack):
    served = {
        (utility.eia_id, utility.state) for utility in nation.scope.dataset.utilities.values()
    }
    named = {
        (eia_id, state)
        for each in pack.programs
        for eia_id in each.eia_ids
        for state in each.states
    }
    assert named == {("14354", "OR"), ("15248", "OR"), ("16534", "CA")}
    assert named <= served


def test_no_program_of_the_demo_catalog_has_a_key_of_the_data_set(nation, pack):
    assert [each.key for each in pack.programs if each.key in nation.scope.dataset.programs] == []
