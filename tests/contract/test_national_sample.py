"""The public sample is imported whole: its counts, its order, and what it says of places."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from datasources.dataset.check import faults
from datasources.dataset.content import DatasetContent
from datasources.dataset.findings import count_by_code, findings
from datasources.dataset.reader import Dataset
from datasources.dataset.slips import FindingCode
from datasources.facts.coverage import RolloutStatus
from datasources.facts.geography import Fuel, GeographyKind
from datasources.facts.incentive import AuthorityType
from datasources.facts.income import (
    AmiPrecision,
    AmiShare,
    CountyLimits,
    FilingLimits,
    PovertyShare,
    SizeLimits,
)
from datasources.facts.relationship import AllOf
from tests.builders import TODAY
from tests.national import CASES, needs_sample, sample_content

pytestmark = needs_sample

MEGABYTES_ALLOWED = 40


@pytest.fixture(scope="module")
def content() -> DatasetContent:
    return sample_content()


@pytest.fixture(scope="module")
def dataset(sample_file: Path) -> Iterator[Dataset]:
    opened = Dataset.open(sample_file)
    yield opened
    opened.close()


def utility_cases() -> list[Any]:
    if not CASES.is_file():
        return []
    cases = map(json.loads, CASES.read_text("utf-8").splitlines())
    return [
        pytest.param(case, id=case["id"])
        for case in cases
        if case["endpoint"].endswith("/utilities") and case["status"] == 200
    ]


def test_every_kind_of_fact_is_there_in_full(content: DatasetContent):
    counts = {
        "incentives": 4906 + 12,
        "programs": 1217 + 7,
        "authorities": 2363,
        "geographies": 5611,
        "utilities": 2169 + 82,
        "income_tests": 146,
        "poverty_levels": 3,
        "tax_tables": 1,
        "jurisdictions": 56,
        "relationships": 26,
        "geo_groups": 19,
        "boundaries": 69,
        "loans": 78,
        "zips": 41_691 - 641,
        "overlaps": 82_187,
        "ami": 33_559 + 3_228 + 12,
        "charger_tracts": 33_559 + 85_528 + 4,
    }
    assert {name: len(getattr(content, name)) for name in counts} == counts
    assert len(content.tax_tables[0].brackets) == 28
    assert sum(map(len, content.geo_groups.values())) == 83


def test_the_sample_has_no_faults(content: DatasetContent):
    assert faults(content) == []


def test_states_have_the_counts_that_their_files_have(dataset: Dataset):
    def size(code: str) -> tuple[int, int, int]:
        state = dataset.states[code]
        return len(state.incentives), len(state.programs), len(state.authorities)

    assert size("CO") == (741, 64, 89)
    assert size("MA") == (877, 59, 59)
    assert size("OR") == (505, 100, 54)
    assert size("WV") == (0, 1, 6)
    assert size("PR") == (0, 0, 0)


def test_thirty_three_states_are_launched_and_five_are_territories(dataset: Dataset):
    jurisdictions = [state.jurisdiction for state in dataset.states.values()]
    statuses = Counter(jurisdiction.status for jurisdiction in jurisdictions)
    assert statuses == {RolloutStatus.LAUNCHED: 33, RolloutStatus.NONE: 23}
    assert {j.code for j in jurisdictions if j.territory} == {"PR", "GU", "MP", "VI", "AS"}
    launched = [s for s in dataset.states.values() if s.jurisdiction.status == "launched"]
    assert sum(len(state.incentives) for state in launched) == 4584
    assert list(dataset.states) == sorted(dataset.states)


def test_federal_offers_come_first_in_the_order_of_their_file(content: DatasetContent):
    federal = [offer.key for offer in content.incentives[:12]]
    numbers = (1, 4, 5, 8, 10, 11, 14, 15, 16, 18, 19, 20)
    assert sorted(federal) == sorted(f"IRA-{number}" for number in numbers)
    assert all(offer.state is None for offer in content.incentives[:12])
    assert {offer.program for offer in content.incentives[:12]} <= {
        program.key for program in content.programs if program.state is None
    }


def test_geographies_of_every_kind_are_there(content: DatasetContent):
    assert Counter(geography.kind for geography in content.geographies) == {
        GeographyKind.STATE: 56,
        GeographyKind.COUNTY: 3235,
        GeographyKind.CUSTOM: 69,
        GeographyKind.ELECTRIC_TERRITORY: 2169,
        GeographyKind.GAS_TERRITORY: 82,
    }


def test_income_tests_of_every_kind_are_there(dataset: Dataset):
    assert Counter(type(test.limits) for test in dataset.income_tests.values()) == {
        SizeLimits: 96,
        AmiShare: 34,
        CountyLimits: 8,
        FilingLimits: 6,
        PovertyShare: 2,
    }
    assert "LPEA Income Qualification " in dataset.income_tests
    limits = dataset.income_tests["vt-default"].limits
    assert isinstance(limits, CountyLimits)
    assert limits.other is not None


def test_relationships_of_every_kind_are_there(content: DatasetContent):
    every = content.relationships.values()
    assert sum(len(related.exclusions) for related in every) == 134
    assert sum(len(related.combinations) for related in every) == 9
    needs = [need for related in every for need in related.prerequisites.values()]
    assert len(needs) == 114
    assert all(isinstance(need, AllOf) for need in needs)


def test_the_highest_bracket_of_each_status_has_no_end(dataset: Dataset):
    open_ended = [b for b in dataset.tax_tables[0].brackets if b.income_max is None]
    assert sorted((b.filing, b.rate) for b in open_ended) == [
        ("hoh", 0.37),
        ("joint", 0.37),
        ("married_filing_separately", 0.37),
        ("single", 0.37),
    ]


def test_poverty_levels_begin_with_one_person(dataset: Dataset):
    by_area = {levels.area: levels for levels in dataset.poverty_levels}
    assert by_area["other"].by_size[0] == 15_650
    assert by_area["AK"].by_size[7] == 67_710
    assert by_area["HI"].per_additional == 6330


def test_income_limits_are_found_at_every_level(dataset: Dataset):
    (limits,) = dataset.ami("zcta", "84106")
    assert (limits.ami_80, limits.ami_150) == (92_400, 184_050)
    assert limits.precision is AmiPrecision.ZCTA
    assert limits.valid_from == date(2025, 1, 1)
    assert dataset.ami("zcta", "80202")[0].ami_80 == 102_650
    assert dataset.ami("tract", "01001")[0].ami_80 == 65_450
    assert dataset.ami("tract", "01001")[0].precision is AmiPrecision.COUNTY
    assert dataset.ami("tract", "09110") != ()
    assert dataset.ami("state", "GU")[0].ami_150 == 145_350
    assert dataset.ami("zcta", "00801")[0].precision is AmiPrecision.TERRITORY
    assert dataset.ami("zcta", "00851") == ()


def test_charger_tracts_are_found_at_every_level(content: DatasetContent, dataset: Dataset):
    eligible = Counter(level for (level, _), eligible in content.charger_tracts if eligible)
    assert eligible == {"zcta": 24_521, "tract": 55_471, "state": 4}
    assert dataset.charger_tract("tract", "01001020300") is False
    assert dataset.charger_tract("tract", "01001020200") is True
    assert dataset.charger_tract("state", "PR") is None


def test_a_child_zip_lies_in_its_parents_area(dataset: Dataset):
    child = dataset.zip("00501")
    assert child is not None
    assert (child.area, child.zcta, child.state, child.city) == (
        "11742",
        "11742",
        "NY",
        "Holtsville",
    )
    assert (child.county, child.county_fips) == ("Suffolk", "36103")
    assert dataset.zip("09001") is None


def test_overlaps_are_ordered_by_share_and_know_no_territory(dataset: Dataset):
    overlaps = dataset.overlaps("00601")
    assert overlaps[0] == (54, 1.0)
    assert [share for _, share in overlaps] == sorted((s for _, s in overlaps), reverse=True)
    kinds = {dataset.geography(number).kind for number, _ in overlaps}
    assert kinds <= {GeographyKind.STATE, GeographyKind.COUNTY, GeographyKind.CUSTOM}


def test_a_point_in_a_town_is_in_its_boundary(dataset: Dataset):
    names = [dataset.geography(n).name for n in dataset.custom_areas_at(39.63396, -106.510955)]
    assert names == ["Town of Avon"]


@pytest.mark.parametrize("case", utility_cases())
def test_utilities_of_a_place_come_in_the_published_order(dataset: Dataset, case: dict[str, Any]):
    response = case["response"]
    state = response["location"]["state"]
    zip_code = case["params"].get("zip") or json.loads(case["params"]["address"])["zip"]
    found = dataset.zip(zip_code)
    area = found.area if found else zip_code
    here = [utility for utility in dataset.service(area) if utility.state == state]
    electric = {u.key: {"name": u.name} for u in here if u.fuel is Fuel.ELECTRIC}
    gas = {u.key: {"name": u.name} for u in here if u.fuel is Fuel.GAS}
    assert list(electric.items()) == list(response["utilities"].items())
    assert list(gas.items()) == list(response.get("gas_utilities", gas).items())


def test_known_utilities_carry_their_eia_id(dataset: Dataset):
    assert dataset.utilities["or-pacific-power"].eia_id == "14354"
    assert dataset.utilities["ca-sacramento-municipal-utility-district"].eia_id == "16534"


def test_ten_electric_and_two_gas_utilities_are_no_authorities(dataset: Dataset):
    types = {Fuel.ELECTRIC: AuthorityType.UTILITY, Fuel.GAS: AuthorityType.GAS_UTILITY}
    silent = Counter(
        utility.fuel
        for utility in dataset.utilities.values()
        if (types[utility.fuel], utility.key) not in dataset.states[utility.state].authorities
    )
    assert silent == {Fuel.ELECTRIC: 10, Fuel.GAS: 2}


def test_known_slips_of_the_sample_are_found(content: DatasetContent):
    counts = count_by_code(findings(content, TODAY))
    assert counts[FindingCode.MONTHLY_LIMITS] == 15
    assert counts[FindingCode.UNUSED_INCOME_TEST] == 146 - 129
    assert counts[FindingCode.UTILITY_WITHOUT_AUTHORITY] == 12
    assert counts[FindingCode.PAUSED] == 135
    assert FindingCode.MISSING_INCOME_TEST not in counts


def test_the_file_stays_small(sample_file: Path):
    assert sample_file.stat().st_size < MEGABYTES_ALLOWED * 1_000_000
