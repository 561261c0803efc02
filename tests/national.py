"""The national data as tests use them: the public sample where it is at hand, or a small source."""

import csv
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from datasources.dataset.content import DatasetContent
from datasources.dataset.embedded.policies import read_policies
from datasources.dataset.national.importing import ImportReport, import_national
from datasources.dataset.national.read import read_national
from datasources.dataset.reader import Dataset
from tests.builders import NOW

SHARED = Path(__file__).parents[2] / "shared"
SAMPLE = SHARED / "data" / "rewiring-america"
CASES = SHARED / "cases" / "calculator.jsonl"

needs_sample = pytest.mark.skipif(
    not SAMPLE.is_dir(), reason="needs the national sample beside the checkout: ../shared/data"
)

_PROCESSED = "scripts/income_limits/data/processed"

Files = Mapping[str, Any]
"""Content by path below the folder: text, rows of a CSV file, or what becomes JSON."""


def quietly(_step: str, _done: int, _total: int) -> None:
    """Follow an import without saying anything."""


@cache
def sample_content() -> DatasetContent:
    """Return the facts of the public sample; read once, not to be changed."""
    return read_national(SAMPLE, quietly)


def a_national_folder(folder: Path, files: Files = {}) -> Path:  # noqa: B006 - never changed
    """Write a small source without faults: one offer in Oregon and a federal one.

    Args:
        folder: Where it goes.
        files: What some files hold instead; None leaves a file out.
    """
    for name, content in {**_states(), **_figures(), **_places(), **files}.items():
        if content is not None:
            _write(folder / name, content)
    return folder


def an_incentive_record(**changes: Any) -> dict[str, Any]:
    record = {
        "id": "OR-1",
        "program": "or_pacificPower",
        "items": ["ducted_heat_pump"],
        "amount": {"type": "dollar_amount", "number": 1000},
        "payment_methods": ["rebate"],
        "owner_status": ["homeowner"],
        "short_description": {"en": "$1,000 off."},
        "url": {"en": "https://example.org"},
    }
    return record | changes


def _states() -> dict[str, Any]:
    files: dict[str, Any] = {}
    for state in read_policies().launched:
        files[f"data/{state}/authorities.json"] = {}
        files[f"data/{state}/programs.json"] = {}
        files[f"data/{state}/incentives.json"] = []
    program = {"name": {"en": "Rebates"}, "url": {"en": "https://example.org"}}
    power = {"name": "Pacific Power", "geography_ids": [3]}
    return files | {
        "data/OR/authorities.json": {"utility": {"or-pacific-power": power}},
        "data/OR/programs.json": {
            "or_pacificPower": {
                **program,
                "authority_type": "utility",
                "authority": "or-pacific-power",
            }
        },
        "data/OR/incentives.json": [an_incentive_record()],
        "data/ira_incentives.json": [
            an_incentive_record(id="IRA-1", program="residentialCleanEnergyCredit")
        ],
        "data/geo_groups.json": {"OR": {"or-bend": {"geographies": [2]}}},
        "data/data_partners.json": {"OR": {"or-partner": {"name": "A partner"}}},
        "data/loan_programs.json": [
            {"id": 1, "name": "A loan", "state": "OR", "is_national": False, "terms": None}
        ],
    }


def _figures() -> dict[str, Any]:
    levels = {"levels_by_hhsize": list(range(0, 9000, 1000)), "per_additional": 1000}
    bracket = {"filing_status": "single", "standard_deduction": 15_000}
    return {
        "data/low_income_thresholds.json": {
            "or-low ": {
                "type": "hhsize",
                "source_url": "https://example.org",
                "thresholds": {"1": 40_000, "4": 80_000},
            }
        },
        "data/federal_poverty_levels.json": {"other": levels},
        "data/tax_brackets.json": [
            {**bracket, "income_min": 0, "income_max": 11_925, "tax_rate": 0.1},
            {**bracket, "income_min": 11_926, "income_max": 10_000_000_000, "tax_rate": 0.12},
        ],
    }


def _places() -> dict[str, Any]:
    geographies = [
        ("id", "key", "type", "name", "state", "county_fips", "geometry"),
        (1, "", "state", "Oregon", "OR", "", ""),
        (2, "", "county", "Deschutes County", "OR", "41017", ""),
        (3, "or-pacific-power", "electric_territory", "Pacific Power", "OR", "", ""),
        (4, "or-central", "electric_territory", "Central Electric", "OR", "", ""),
    ]
    zips = [
        ("zip", "city", "state_id", "zcta", "parent_zcta", "county_fips", "county_name"),
        ("97701", "Bend", "OR", "TRUE", "", "41017", "Deschutes"),
        ("97708", "Bend", "OR", "FALSE", "97701", "41017", "Deschutes"),
        ("97799", "Nowhere", "OR", "FALSE", "", "", ""),
    ]
    return {
        "scripts/data/geographies.csv": geographies,
        "scripts/data/zips.csv": zips,
        "scripts/data/zcta-to-geography.csv": [
            ("zcta", "geography_id", "intersection_proportion"),
            ("97701", 2, "0.987"),
            ("97701", 1, "1.0"),
        ],
        "scripts/data/zip-to-geography-approx.csv": [
            ("zip", "geography_id", "predominant"),
            ("97701", 4, 0),
            ("97708", 3, 1),
            ("97708", 4, 1),
        ],
        f"{_PROCESSED}/ami_by_zcta.csv": [("zcta", "ami_80", "ami_150"), ("97701", "76000.0", 1)],
        f"{_PROCESSED}/ami_by_territory_zip.csv": [
            ("zip", "state", "ami_80", "ami_150"),
            ("", "GU", "71050.0", "145350"),
            ("00801", "VI", "68000.0", "139200"),
        ],
        f"{_PROCESSED}/30c_eligibility_by_zcta.csv": [("zcta", "is_eligible"), ("97701", 0)],
        f"{_PROCESSED}/30c_eligibility_by_tract.csv": [
            ("tract_geoid", "is_eligible"),
            ("41017001902", 1),
        ],
    }


def imported(folder: Path, files: Files = {}) -> tuple[ImportReport, Dataset]:  # noqa: B006 - never changed
    """Import a small source that lies in a folder of its own; return what was told and made."""
    source = a_national_folder(folder / "source", files)
    report = import_national(str(source), folder / "data" / "national.dataset", NOW, quietly)
    return report, Dataset.open(folder / "data" / "national.dataset")


def _write(path: Path, content: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, str):
        path.write_text(content, "utf-8")
    elif path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(content)
    else:
        path.write_text(json.dumps(content), "utf-8")
