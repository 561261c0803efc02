"""A folder laid out like the public repository becomes a data set, or all its faults are named."""

from pathlib import Path

import pytest

from datasources.dataset.national.importing import import_national
from datasources.dataset.slips import FindingCode
from datasources.facts.incentive import AuthorityType
from datasources.facts.income import AmiPrecision, SizeLimits
from datasources.facts.relationship import AllOf, AnyOf
from tests.builders import NOW
from tests.national import a_national_folder, an_incentive_record, imported

PROCESSED = "scripts/income_limits/data/processed"
INCENTIVES = "data/OR/incentives.json"


def test_a_folder_becomes_a_data_set(tmp_path: Path):
    report, dataset = imported(tmp_path)
    assert report.card == dataset.card
    assert report.checksum is None
    assert report.counts["incentives"] == 2
    assert [offer.key for offer in dataset.states["OR"].incentives] == ["OR-1"]
    assert [offer.key for offer in dataset.federal] == ["IRA-1"]
    assert dataset.states["OR"].geo_groups == {"or-bend": frozenset({2})}
    assert dataset.states["OR"].partners[0].name == "A partner"
    assert dataset.loans[0]["terms"] is None
    assert len(dataset.states) == 56


def test_the_report_counts_findings_by_sort(tmp_path: Path):
    paused = an_incentive_record(paused=True, low_income="gone")
    report, _ = imported(tmp_path, {INCENTIVES: [paused]})
    assert report.findings_by_code[FindingCode.PAUSED] == 1
    (missing,) = [f for f in report.findings if f.code is FindingCode.MISSING_INCOME_TEST]
    assert (missing.where, missing.id) == (INCENTIVES, "OR-1")


def test_the_same_folder_has_the_same_version(tmp_path: Path):
    first, _ = imported(tmp_path / "a")
    second, _ = imported(tmp_path / "b")
    assert first.card.version == second.card.version


def test_progress_is_told_from_the_first_step_to_the_last(tmp_path: Path):
    told: list[tuple[str, int, int]] = []
    source = a_national_folder(tmp_path / "source")
    import_national(str(source), tmp_path / "file", NOW, lambda *step: told.append(step))
    assert told[0] == ("federal", 0, 6)
    assert told[-1] == ("write", 1, 1)


def test_federal_programs_are_known_where_the_folder_does_not_name_them(tmp_path: Path):
    _, dataset = imported(tmp_path)
    assert len(dataset.federal_programs) == 7
    credit = dataset.programs["residentialCleanEnergyCredit"]
    assert credit.name.en == "Federal Residential Clean Energy Credit (25D)"
    assert (credit.state, credit.authority) == (None, None)


def test_federal_programs_of_the_folder_are_believed(tmp_path: Path):
    own = {"name": {"en": "Own name"}, "url": {"en": "u"}, "authority_type": "federal"}
    files = {"federal-programs.json": {"residentialCleanEnergyCredit": own}}
    _, dataset = imported(tmp_path, files)
    assert [program.name.en for program in dataset.federal_programs] == ["Own name"]


def test_a_zip_code_without_an_area_is_left_out(tmp_path: Path):
    _, dataset = imported(tmp_path)
    child = dataset.zip("97708")
    assert child is not None
    assert child.area == "97701"
    assert dataset.zip("97799") is None


def test_overlaps_are_sorted_by_share(tmp_path: Path):
    _, dataset = imported(tmp_path)
    assert dataset.overlaps("97701") == ((1, 1.0), (2, 0.987))


def test_predominant_utilities_of_all_the_areas_zip_codes_come_first_and_once(tmp_path: Path):
    _, dataset = imported(tmp_path)
    assert [u.key for u in dataset.service("97701")] == ["or-pacific-power", "or-central"]


def test_of_equal_utilities_those_of_the_areas_own_zip_code_come_first(tmp_path: Path):
    header = ("zip", "geography_id", "predominant")
    rows = [header, ("97700", 3, 1), ("97701", 4, 1)]
    zips = [
        ("zip", "city", "state_id", "zcta", "parent_zcta", "county_fips", "county_name"),
        ("97700", "Bend", "OR", "FALSE", "97701", "", ""),
        ("97701", "Bend", "OR", "TRUE", "", "", ""),
    ]
    files = {"scripts/data/zip-to-geography-approx.csv": rows, "scripts/data/zips.csv": zips}
    _, dataset = imported(tmp_path, files)
    assert [u.key for u in dataset.service("97701")] == ["or-central", "or-pacific-power"]


def test_an_income_test_keeps_the_blank_at_the_end_of_its_key(tmp_path: Path):
    _, dataset = imported(tmp_path)
    assert dataset.income_tests["or-low "].limits == SizeLimits({1: 40_000, 4: 80_000})


def test_limits_of_territories_are_by_state_or_by_zip(tmp_path: Path):
    _, dataset = imported(tmp_path)
    assert dataset.ami("state", "GU")[0].ami_80 == 71_050
    assert dataset.ami("zcta", "00801")[0].precision is AmiPrecision.TERRITORY
    assert dataset.charger_tract("state", "VI") is True


@pytest.mark.parametrize("name", ["ami-by-county.csv", "../ami-by-county.csv"])
def test_counties_stand_in_for_tracts(tmp_path: Path, name: str):
    rows = [("county_fips", "state", "ami_80", "ami_150", "exact"), ("41017", "OR", 1, 2, 1)]
    _, dataset = imported(tmp_path, {name: rows})
    (limits,) = dataset.ami("tract", "41017")
    assert (limits.precision, limits.source) == (AmiPrecision.COUNTY, "hud-county-minimum")


def test_tracts_are_preferred_to_counties(tmp_path: Path):
    files = {
        f"{PROCESSED}/ami_by_tract.csv": [
            ("tract_geoid", "state", "ami_80", "ami_150"),
            ("41017001902", "OR", 5, 6),
        ],
        "ami-by-county.csv": [("county_fips", "ami_80", "ami_150"), ("41017", 1, 2)],
    }
    _, dataset = imported(tmp_path, files)
    assert dataset.ami("tract", "41017001902")[0].precision is AmiPrecision.TRACT
    assert dataset.ami("tract", "41017") == ()


def test_relationships_of_every_shape_are_read(tmp_path: Path):
    offers = [an_incentive_record(id=key) for key in ("A", "B", "C", "D")]
    related = {
        "prerequisites": {
            "A": {"allOf": ["B", {"anyOf": ["C", "D"]}], "description": "why"},
            "B": "C",
        },
        "exclusions": {"C": {"ids": ["D"], "description": "why"}},
        "combinations": [{"ids": ["A", "B"], "max_value": 500}],
    }
    files = {INCENTIVES: offers, "data/OR/incentive_relationships.json": related}
    _, dataset = imported(tmp_path, files)
    read = dataset.states["OR"].relationships
    assert read is not None
    assert read.prerequisites == {"A": AllOf(("B", AnyOf(("C", "D")))), "B": "C"}
    assert read.exclusions == {"C": ("D",)}
    assert read.combinations[0].maximum == 500


def test_unused_fields_and_new_items_are_no_fault(tmp_path: Path):
    record = an_incentive_record(items=["hydrogen_boiler"], bonus_available=True)
    _, dataset = imported(tmp_path, {INCENTIVES: [record]})
    assert dataset.incentives["OR-1"].items == ("hydrogen_boiler",)


def test_authorities_have_their_type_and_areas(tmp_path: Path):
    _, dataset = imported(tmp_path)
    authority = dataset.states["OR"].authorities[AuthorityType.UTILITY, "or-pacific-power"]
    assert authority.geographies == frozenset({3})
