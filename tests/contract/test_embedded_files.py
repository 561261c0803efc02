"""The files of the embedded data set say what their sources say, and hang together."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from datasources.dataset.check import faults
from datasources.dataset.content import DatasetContent
from datasources.dataset.embedded.build import build_content, write_compiled
from datasources.dataset.embedded.device_categories import read_device_categories
from datasources.dataset.embedded.policies import read_eia_ids, read_policies
from datasources.dataset.embedded.state_files import read_states
from datasources.dataset.embedded.texts import read_phrasebook
from datasources.dataset.errors import ImportRefused
from datasources.facts.coverage import RolloutStatus
from datasources.facts.geography import Fuel, Utility
from datasources.facts.household import TaxFiling
from datasources.facts.incentive import Amount, AmountType, Incentive, PaymentMethod
from datasources.facts.income import AmiPrecision, CountyLimits, SizeLimits
from datasources.facts.item import Item
from tests.builders import NOW

STARTER = Path(__file__).parents[3] / "shared" / "data" / "starter.json"
NO_DEVICE = {Item.ENERGY_AUDIT, Item.EFFICIENCY_REBATES, Item.OTHER}
RATE_SLIPS = {"NY-46", "NY-52"}


@pytest.fixture(scope="module")
def content() -> DatasetContent:
    return build_content()


@pytest.fixture(scope="module")
def offers(content: DatasetContent) -> dict[str, Incentive]:
    return {offer.key: offer for offer in content.incentives}


@pytest.fixture(scope="module")
def starter() -> list[dict[str, Any]]:
    if not STARTER.exists():
        pytest.skip("the facts that the files were made from are not beside this checkout")
    programs: list[dict[str, Any]] = json.loads(STARTER.read_text("utf-8"))["programs"]
    return programs


def test_the_content_has_no_faults(content):
    assert faults(content) == []


def test_there_is_a_file_for_each_of_56_jurisdictions_and_12_are_launched(content):
    launched = [row.code for row in content.jurisdictions if row.status is RolloutStatus.LAUNCHED]
    assert len(content.jurisdictions) == len({row.fips for row in content.jurisdictions}) == 56
    assert launched == ["AZ", "CA", "CO", "GA", "IL", "MA", "MI", "NY", "OR", "TX", "VT", "WA"]
    assert sorted(row.code for row in content.jurisdictions if row.territory) == [
        "AS", "GU", "MP", "PR", "VI",
    ]  # fmt: skip


def test_every_key_comes_once(content):
    keys = Counter(offer.key for offer in content.incentives)
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_program_of_the_facts_is_there_with_its_authority(content, starter):
    known = {(p.state, p.name.en, p.authority_type.value, p.authority) for p in content.programs}
    missing = [
        row["program"]
        for row in starter
        if (row["state"], row["program"], row["authority_type"], row["authority_key"]) not in known
    ]
    assert (len(starter), missing) == (112, [])


def test_every_incentive_of_the_facts_is_there_with_its_terms(offers, starter):
    compared = 0
    for program in starter:
        for row in program["incentives"]:
            offer = offers[row["ref"]]
            assert list(offer.items) == row["items"], row["ref"]
            assert list(offer.payment_methods) == row["payment_methods"], row["ref"]
            assert list(offer.owner_status) == row["owner_status"], row["ref"]
            assert offer.paused is row.get("paused", False), row["ref"]
            assert (str(offer.start) if offer.start else None) == row.get("start_date"), row["ref"]
            assert (str(offer.end) if offer.end else None) == row.get("end_date"), row["ref"]
            assert (offer.income_test is None) is ("income_test" not in row), row["ref"]
            assert offer.url.en == program["url"], row["ref"]
            compared += 1
    assert compared == 201


def test_every_amount_of_the_facts_is_kept_but_for_two_that_confuse_rate_and_sum(offers, starter):
    rows = {row["ref"]: row["amount"] for program in starter for row in program["incentives"]}
    for key, row in rows.items():
        amount = offers[key].amount
        assert (amount.type, amount.number, amount.unit) == (
            row["type"],
            row["number"],
            row.get("unit"),
        )
        limits = (None, None) if key in RATE_SLIPS else (row.get("minimum"), row.get("maximum"))
        assert (amount.minimum, amount.maximum) == limits, key


def test_every_income_limit_of_the_facts_is_kept_as_a_yearly_one(content, offers, starter):
    tests = {test.key: test for test in content.income_tests}
    rows = [(row["ref"], row.get("income_test")) for p in starter for row in p["incentives"]]
    for key, row in rows:
        if row and "household_size_max" in row:
            months = {"year": 1, "month": 12}[row["period"]]
            stated = {int(size): most * months for size, most in row["household_size_max"].items()}
            assert tests[offers[key].income_test].limits == SizeLimits(stated), key


@pytest.mark.parametrize(
    ("test", "county", "size", "most"),
    [
        ("wa-puget-sound-mmi-by-county", "53033", 1, 7_955 * 12),
        ("ny-empower-moderate", "36001", 1, 62_850),
        ("vt-default", "50007", 4, 95_100),
        ("vt-default-moderate", "50001", 8, 172_680),
    ],
)
def test_limits_by_county_are_those_of_their_source(content, test, county, size, most):
    limits = next(each.limits for each in content.income_tests if each.key == test)
    assert isinstance(limits, CountyLimits)
    assert limits.counties[county][size] == most


@pytest.mark.parametrize(
    ("county", "ami_80", "ami_150", "one", "eight"),
    [
        ("41017", 96_150, 180_300, 67_350, 126_950),
        ("06037", 133_250, 162_150, 93_300, 175_900),
        ("53033", 116_650, 246_600, 81_700, 154_000),
        ("48201", 83_200, 156_000, 58_250, 109_850),
    ],
)
def test_published_county_limits_are_exact(content, county, ami_80, ami_150, one, eight):
    [limits] = [limits for area, limits in content.ami if area == ("county", county)]
    assert (limits.ami_80, limits.ami_150, limits.precision) == (
        ami_80,
        ami_150,
        AmiPrecision.COUNTY,
    )
    assert limits.published_80 is not None
    assert (limits.published_80[0], limits.published_80[-1]) == (one, eight)
    assert limits.valid_from == date(2026, 5, 1)


def test_state_limits_are_marked_as_estimates_of_each_fiscal_year(content):
    limits = [limits for area, limits in content.ami if area == ("state", "OR")]
    assert [(each.valid_from, each.ami_80, each.ami_150) for each in limits] == [
        (date(2025, 10, 1), 98_400, 184_500),
        (date(2026, 10, 1), 103_400, 193_850),
    ]
    assert {each.precision for each in limits} == {AmiPrecision.STATE_ESTIMATE}


def test_every_jurisdiction_has_limits_of_some_kind(content):
    with_limits = {key for (level, key), _ in content.ami if level == "state"}
    lacking = {row.code for row in content.jurisdictions} - with_limits
    assert lacking == {"VI"}
    assert {key for (_, key), _ in content.ami if key.startswith("78")} == {
        "78010",
        "78020",
        "78030",
    }


@pytest.mark.parametrize(
    ("year", "filing", "deduction", "first_top"),
    [
        (date(2025, 1, 1), TaxFiling.SINGLE, 15_000, 11_925),
        (date(2025, 7, 4), TaxFiling.JOINT, 31_500, 23_850),
        (date(2026, 1, 1), TaxFiling.HOH, 24_150, 17_700),
        (date(2026, 1, 1), TaxFiling.MARRIED_FILING_SEPARATELY, 16_100, 12_400),
    ],
)
def test_tax_brackets_are_dated(content, year, filing, deduction, first_top):
    table = next(table for table in content.tax_tables if table.valid_from == year)
    brackets = [bracket for bracket in table.brackets if bracket.filing is filing]
    assert (brackets[0].income_max, brackets[0].standard_deduction) == (first_top, deduction)
    assert brackets[1].income_min == first_top + 1
    assert (len(brackets), brackets[-1].income_max, brackets[-1].rate) == (7, None, 0.37)


def test_poverty_levels_grow_evenly_with_the_household(content):
    levels = {(each.area, each.valid_from.year): each for each in content.poverty_levels}
    assert levels["other", 2026].by_size[:2] == (15_960, 21_640)
    assert levels["AK", 2025].by_size[3] == 19_550 + 3 * 6_880
    assert levels["HI", 2026].per_additional == 6_530


@pytest.mark.parametrize(
    ("zip_code", "state", "county", "electric"),
    [
        ("97701", "OR", "41017", "or-pacific-power"),
        ("97204", "OR", "41051", "or-portland-general-electric"),
        ("95814", "CA", "06067", "ca-sacramento-municipal-utility-district"),
        ("20500", "DC", "11001", "dc-pepco"),
        ("00901", "PR", "72127", "pr-puerto-rico-electric-power-authority"),
        ("96913", "GU", "66010", "gu-guam-power-authority"),
        ("00851", "VI", "78010", "vi-virgin-islands-water-and-power-authority"),
    ],
)
def test_a_zip_code_leads_to_state_county_and_utility(content, zip_code, state, county, electric):
    place = next(place for place in content.zips if place.zip == zip_code)
    assert (place.state, place.county_fips) == (state, county)
    areas = {area.number: area for area in content.geographies}
    touched = [areas[number] for area, number, _ in content.overlaps if area == place.area]
    assert [(area.state, area.county_fips) for area in touched] == [(state, None), (state, county)]
    assert _serving(content, place.area, Fuel.ELECTRIC)[0].key == electric


def test_military_zip_codes_are_known_but_touch_nothing(content):
    place = next(place for place in content.zips if place.zip == "09001")
    assert place.state == "AE"
    assert [row for row in content.overlaps if row[0] == "09001"] == []
    assert _serving(content, "09001", Fuel.ELECTRIC) == []


def test_a_zip_code_of_no_known_county_may_have_any_utility_of_its_state(content):
    served = set(content.service)
    here = {u.geography for u in content.utilities if u.state == "OR"}
    unknown = [z for z in content.zips if z.state == "OR" and z.county_fips is None]
    assert unknown
    assert all((place.area, number) in served for place in unknown for number in here)


@pytest.mark.parametrize(
    ("key", "name", "eia_id"),
    [
        (
            "ca-sacramento-municipal-utility-district",
            "Sacramento Municipal Utility District",
            "16534",
        ),
        ("ca-southern-california-edison", "Southern California Edison", "17609"),
        ("or-pacific-power", "Pacific Power (PacifiCorp)", "14354"),
        ("ut-rocky-mountain-power", "Rocky Mountain Power", "14354"),
        ("wa-puget-sound-energy", "Puget Sound Energy", "15500"),
        ("gu-guam-power-authority", "Guam Power Authority", "40428"),
    ],
)
def test_utilities_carry_the_name_and_number_of_their_company(content, key, name, eia_id):
    utility = next(utility for utility in content.utilities if utility.key == key)
    assert (utility.name, utility.eia_id, read_eia_ids()[key]) == (name, eia_id, eia_id)


def test_every_utility_serves_some_place(content):
    served = {number for _, number in content.service}
    assert [u.key for u in content.utilities if u.geography not in served] == []


def test_federal_credits_end_by_law_and_federal_rebates_later(content):
    federal = [offer for offer in content.incentives if offer.state is None]
    ends = {offer.program: str(offer.end) for offer in federal}
    assert ends == {
        "residentialCleanEnergyCredit": "2025-12-31",
        "energyEfficientHomeImprovementCredit": "2025-12-31",
        "cleanVehicleCredit": "2025-09-30",
        "creditForPreviouslyOwnedCleanVehicles": "2025-09-30",
        "alternativeFuelVehicleRefuelingPropertyCredit": "2026-06-30",
        "homeElectrificationAndApplianceRebates": "2031-09-30",
        "homeEfficiencyRebates": "2031-09-30",
    }
    assert content.incentives[: len(federal)] == federal


def test_federal_rebates_reach_open_states_that_do_not_list_them_themselves(content):
    opened = {(row.state, row.rebate) for row in content.rollouts if row.status == "open"}
    launched = {r.code for r in content.jurisdictions if r.status is RolloutStatus.LAUNCHED}
    for rebate, group in (("HEAR", "hear-open"), ("HOMES", "homes-open")):
        reached = {state for state, groups in content.geo_groups.items() if group in groups}
        assert reached == {state for state, each in opened if each == rebate} - launched


def test_federal_exclusions_hold_where_the_federal_rebates_are(content):
    assert content.relationships["DC"].exclusions["US-HOMES-low"] == ("US-HOMES",)
    assert "US-HOMES-low" not in content.relationships["NM"].exclusions
    assert content.relationships["NM"].exclusions["US-HEAR-panel-low"] == (
        "US-HEAR-panel-moderate",
    )
    assert not any(key.startswith("US-") for key in content.relationships["OR"].exclusions)
    assert [row.maximum for row in content.relationships["DC"].combinations] == [14_000, 14_000]


def test_policies_name_33_states_and_the_shared_program_of_massachusetts():
    policies = read_policies()
    [shared] = policies.shared_programs
    [replacement] = policies.federal_replacements
    assert len(policies.launched) == 33
    assert (shared.host, len(shared.exempt)) == ("ma-massSave", 5)
    assert (replacement.state, replacement.items) == ("MA", ("energy_audit",))
    assert {tax.state for tax in policies.state_taxes} == {"CO", "MA", "NM"}


def test_every_item_but_those_that_are_no_device_belongs_to_one_kind_of_device():
    items = Counter(item for category in read_device_categories() for item in category.items)
    assert set(items) == {item.value for item in Item} - {item.value for item in NO_DEVICE}
    assert set(items.values()) == {1}


def test_there_are_words_for_everything_that_may_be_described():
    book = read_phrasebook()
    assert set(book.items) == set(Item)
    assert set(book.payments) == set(PaymentMethod)


def test_every_offer_is_described_shortly_in_both_languages(content):
    for offer in content.incentives:
        assert offer.description.en.endswith(".")
        assert offer.description.es
        assert offer.description.es.endswith(".")
        assert len(offer.description.en) <= 180, offer.key


def test_money_is_never_promised_per_unit_with_a_total_of_one_unit(content):
    rates = [o for o in content.incentives if o.amount.type is AmountType.DOLLARS_PER_UNIT]
    assert [o.key for o in rates if _total_is_the_rate(o.amount)] == []


def test_every_source_that_stands_in_a_state_file_is_a_web_address():
    for document in read_states():
        state = document.content
        links = [row.source for row in state.rollouts] + [t.source for t in state.income_tests]
        assert all(link.startswith("https://") for link in links), state.code


def _serving(content: DatasetContent, area: str, fuel: Fuel) -> list[Utility]:
    by_number = {utility.geography: utility for utility in content.utilities}
    serving = [by_number[number] for each, number in content.service if each == area]
    return [utility for utility in serving if utility.fuel is fuel]


def _total_is_the_rate(amount: Amount) -> bool:
    return amount.maximum == amount.number


def test_a_fault_among_the_files_is_refused_with_its_file(tmp_path, content):
    broken = replace(content, programs=content.programs[:-1])
    with pytest.raises(
        ImportRefused, match=r"states/\w\w\.yaml, .* belongs to a program that is not"
    ):
        write_compiled(broken, tmp_path / "broken.sqlite", NOW)
    assert list(tmp_path.iterdir()) == []
