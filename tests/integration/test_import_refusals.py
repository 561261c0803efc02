"""A broken source is refused with every fault, and what was imported before stays."""

from pathlib import Path
from typing import Any

import pytest

from datasources.dataset.errors import ImportRefused, SourceUnusable
from datasources.dataset.national.importing import import_national
from datasources.dataset.national.read import read_national
from datasources.dataset.reader import Dataset
from tests.builders import NOW
from tests.national import Files, a_national_folder, an_incentive_record, imported, quietly

PROCESSED = "scripts/income_limits/data/processed"
INCENTIVES = "data/OR/incentives.json"


def refusals(folder: Path, files: Files) -> list[str]:
    with pytest.raises(ImportRefused) as refused:
        read_national(a_national_folder(folder, files), quietly)
    return [str(fault) for fault in refused.value.faults]


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
