"""A folder laid out like the public repository becomes a data set, or all its faults are named."""

from pathlib import Path
from typing import Any

import pytest

from datasources.dataset.errors import ImportRefused, SourceUnusable
from datasources.dataset.national.importing import ImportReport, import_national
from datasources.dataset.national.read import read_national
from datasources.dataset.reader import Dataset
from datasources.dataset.slips import FindingCode
from datasources.facts.incentive import AuthorityType
from datasources.facts.income import AmiPrecision, SizeLimits
from datasources.facts.relationship import AllOf, AnyOf
from tests.builders import NOW
from tests.national import Files, a_national_folder, an_incentive_record, quietly

PROCESSED = "scripts/income_limits/data/processed"
INCENTIVES = "data/OR/incentives.json"


def imported(folder: Path, files: Files = {}) -> tuple[ImportReport, Dataset]:  # noqa: B006 - never changed
    source = a_national_folder(folder / "source", files)
    report = import_national(str(source), folder / "data" / "national.dataset", NOW, quietly)
    return report, Dataset.open(folder / "data" / "national.dataset")


def refusals(folder: Path, files: Files) -> list[str]:
    with pytest.raises(ImportRefused) as refused:
        read_national(a_national_folder(folder, files), quietly)
    return [str(fault) for fault in refused.value.faults]


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


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"payment_methods": ["cash"]}, "Invalid enum value 'cash' - at `$.payment_methods[0]`"),
        ({"items": []}, "Expected `array` of length >= 1 - at `$.items`"),
        ({"amount": {"type": "percent"}}, "Object missing required field `number` - at `$.amount`"),
        ({"end_date": "soon"}, "not a date, month, quarter, half or year: 'soon'"),
        ({"end_date": "2024-09-31"}, "day is out of range for month"),
        ({"url": "https://example.org"}, "Expected `object`, got `str` - at `$.url`"),
    ],
)
def test_a_wrong_incentive_is_named_by_file_and_id(
    tmp_path: Path, change: dict[str, Any], message: str
):
    assert refusals(tmp_path, {INCENTIVES: [an_incentive_record(**change)]}) == [
        f"{INCENTIVES}, OR-1: {message}"
    ]


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        ({INCENTIVES: "[{"}, f"{INCENTIVES}, file: Input data was truncated"),
        ({INCENTIVES: "{}"}, f"{INCENTIVES}, file: Expected `array`, got `object`"),
        ({INCENTIVES: None}, f"{INCENTIVES}, file: is missing"),
        (
            {INCENTIVES: [{"program": "p"}]},
            f"{INCENTIVES}, element 1: Object missing required field `id`",
        ),
        (
            {"data/OR/authorities.json": {"village": {"x": {"name": "X", "geography_ids": []}}}},
            "data/OR/authorities.json, x: unknown authority type village",
        ),
        (
            {"scripts/data/zips.csv": None},
            "scripts/data/zips.csv, file: is missing",
        ),
        (
            {"scripts/data/zips.csv": "zip,city\n97701,Bend\n"},
            "scripts/data/zips.csv, header: lacks the column state_id",
        ),
        (
            {"scripts/data/zcta-to-geography.csv": [("zcta", "geography_id"), ("97701", 1)]},
            "scripts/data/zcta-to-geography.csv, header: lacks the column intersection_proportion",
        ),
        (
            {f"{PROCESSED}/ami_by_zcta.csv": "zcta,ami_80,ami_150\n97701,76000.0\n"},
            f"{PROCESSED}/ami_by_zcta.csv, row 1: has too few columns",
        ),
        (
            {f"{PROCESSED}/ami_by_zcta.csv": "zcta,ami_80,ami_150\n97701,,1\n"},
            f"{PROCESSED}/ami_by_zcta.csv, row 1 (97701): ami_80: Expected `int`, got `str`",
        ),
        (
            {"data/loan_programs.json": [{"id": 7, "name": "L", "is_national": False}]},
            "data/loan_programs.json, 7: Object missing required field `state`",
        ),
        (
            {"data/low_income_thresholds.json": {"x": {"type": "age", "source_url": ""}}},
            "data/low_income_thresholds.json, x: Invalid value 'age' - at `$.type`",
        ),
        (
            {"data/OR/incentive_relationships.json": {"prerequisites": {"OR-1": {}}}},
            "data/OR/incentive_relationships.json, file: expected either allOf or anyOf"
            " - at `$.prerequisites[...]`",
        ),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, files: Files, fault: str):
    assert fault in refusals(tmp_path, files)


def test_every_fault_of_every_file_is_reported(tmp_path: Path):
    files = {
        INCENTIVES: [
            an_incentive_record(id="A", items="ebike"),
            an_incentive_record(id="B", program="gone"),
            an_incentive_record(id="C", owner_status=["landlord"]),
        ],
        "scripts/data/zcta-to-geography.csv": [
            ("zcta", "geography_id", "intersection_proportion"),
            ("97701", 99, "1.0"),
            ("9770", 1, "1.0"),
            ("97701", 1, "nan"),
            ("97701", 1, "1.5"),
        ],
    }
    found = refusals(tmp_path, files)
    assert [fault.split(":")[0] for fault in found] == [
        f"{INCENTIVES}, A",
        f"{INCENTIVES}, C",
        "scripts/data/zcta-to-geography.csv, row 2 (9770)",
        "scripts/data/zcta-to-geography.csv, row 3 (97701)",
        "scripts/data/zcta-to-geography.csv, row 4 (97701)",
        f"{INCENTIVES}, B",
        "scripts/data/zcta-to-geography.csv, 97701",
    ]


def test_a_fault_in_what_facts_say_names_their_file(tmp_path: Path):
    twice = {"id": "IRA-1", "program": "residentialCleanEnergyCredit"}
    records = [an_incentive_record(**twice), an_incentive_record(**twice)]
    assert refusals(tmp_path, {"data/ira_incentives.json": records}) == [
        "data/ira_incentives.json, IRA-1: comes more than once"
    ]


def test_a_refused_source_leaves_the_old_file(tmp_path: Path):
    report, _ = imported(tmp_path)
    broken = a_national_folder(tmp_path / "broken", {INCENTIVES: "["})
    path = tmp_path / "data" / "national.dataset"
    with pytest.raises(ImportRefused, match="truncated"):
        import_national(str(broken), path, NOW, quietly)
    assert Dataset.open(path).card == report.card
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_of_something_else_is_refused(tmp_path: Path):
    with pytest.raises(SourceUnusable, match="not laid out like the public repository"):
        import_national(str(tmp_path), tmp_path / "file", NOW, quietly)


def test_a_source_that_does_not_exist_is_refused(tmp_path: Path):
    with pytest.raises(SourceUnusable, match="There is no folder or archive at"):
        import_national(str(tmp_path / "gone"), tmp_path / "file", NOW, quietly)


def test_many_faults_are_summed_up_in_one_line(tmp_path: Path):
    records = [an_incentive_record(id=f"X-{n}", items=[]) for n in range(8)]
    with pytest.raises(ImportRefused, match=r"X-4: .*; and 3 more$") as refused:
        read_national(a_national_folder(tmp_path, {INCENTIVES: records}), quietly)
    assert len(refused.value.faults) == 8


def test_authorities_have_their_type_and_areas(tmp_path: Path):
    _, dataset = imported(tmp_path)
    authority = dataset.states["OR"].authorities[AuthorityType.UTILITY, "or-pacific-power"]
    assert authority.geographies == frozenset({3})
