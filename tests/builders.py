"""Builds facts for tests: a small, whole data set, and parts of it that show only what matters."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from datasources.dataset.content import DatasetContent
from datasources.dataset.reader import Dataset
from datasources.dataset.write import write_dataset
from datasources.facts.coverage import DataSource, Jurisdiction, RolloutStatus
from datasources.facts.geography import Fuel, Geography, GeographyKind, Utility, ZipCode
from datasources.facts.household import OwnerStatus
from datasources.facts.incentive import (
    Amount,
    AmountType,
    Authority,
    AuthorityType,
    Incentive,
    PaymentMethod,
    Program,
)
from datasources.facts.income import AmiLimits, AmiPrecision, IncomeTest, SizeLimits
from datasources.facts.money import Dollars
from datasources.facts.text import Text

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
TODAY = date(2026, 11, 21)

OREGON = 38
DESCHUTES = 2268
BEND = 3300
PACIFIC_POWER = 4500
CASCADE_GAS = 5600
UNIT_SQUARE = '{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}'


def a_source(**changes: Any) -> DataSource:
    facts: dict[str, Any] = {
        "key": "example",
        "name": "Example data",
        "url": "https://example.org/data",
        "licence": "CC0-1.0",
    }
    return DataSource(**facts | changes)


def a_jurisdiction(code: str = "OR", **changes: Any) -> Jurisdiction:
    facts: dict[str, Any] = {"name": "Oregon", "fips": "41", "status": RolloutStatus.LAUNCHED}
    return Jurisdiction(code, **facts | changes)


def a_geography(number: int = BEND, **changes: Any) -> Geography:
    facts: dict[str, Any] = {"kind": GeographyKind.CUSTOM, "name": "City of Bend", "state": "OR"}
    return Geography(number, **facts | changes)


def a_utility(key: str = "or-pacific-power", **changes: Any) -> Utility:
    facts: dict[str, Any] = {
        "name": "Pacific Power",
        "fuel": Fuel.ELECTRIC,
        "state": "OR",
        "geography": PACIFIC_POWER,
        "eia_id": "14354",
    }
    return Utility(key, **facts | changes)


def an_authority(key: str = "or-pacific-power", **changes: Any) -> Authority:
    facts: dict[str, Any] = {
        "type": AuthorityType.UTILITY,
        "state": "OR",
        "name": "Pacific Power",
        "geographies": frozenset({PACIFIC_POWER}),
    }
    return Authority(key, **facts | changes)


def a_program(key: str = "or_pacificPower_heatPumps", **changes: Any) -> Program:
    facts: dict[str, Any] = {
        "state": "OR",
        "authority_type": AuthorityType.UTILITY,
        "authority": "or-pacific-power",
        "name": Text("Heat pump rebates"),
        "url": Text("https://example.org/heat-pumps"),
    }
    return Program(key, **facts | changes)


def a_federal_program(key: str = "residentialCleanEnergyCredit", **changes: Any) -> Program:
    facts: dict[str, Any] = {
        "state": None,
        "authority_type": AuthorityType.FEDERAL,
        "authority": None,
        "name": Text("Residential Clean Energy Credit (25D)"),
    }
    return a_program(key, **facts | changes)


def an_amount(number: float = 1000, **changes: Any) -> Amount:
    facts: dict[str, Any] = {"type": AmountType.DOLLAR_AMOUNT}
    return Amount(number=number, **facts | changes)


def an_incentive(key: str = "OR-1", **changes: Any) -> Incentive:
    facts: dict[str, Any] = {
        "state": "OR",
        "program": "or_pacificPower_heatPumps",
        "items": ("ducted_heat_pump",),
        "amount": an_amount(),
        "payment_methods": (PaymentMethod.REBATE,),
        "owner_status": (OwnerStatus.HOMEOWNER, OwnerStatus.RENTER),
        "description": Text("$1,000 off a ducted heat pump."),
        "url": Text("https://example.org/heat-pumps/ducted"),
    }
    return Incentive(key, **facts | changes)


def a_federal_incentive(key: str = "IRA-1", **changes: Any) -> Incentive:
    facts: dict[str, Any] = {"state": None, "program": "residentialCleanEnergyCredit"}
    return an_incentive(key, **facts | changes)


def a_size_test(key: str = "or-low-income", *limits: float) -> IncomeTest:
    """Return an income test with limits for one person, two people, and so on."""
    amounts = dict(enumerate(limits or (40_000, 46_000, 52_000, 58_000), start=1))
    return IncomeTest(key, SizeLimits(amounts), "https://example.org/limits")


def ami_limits(ami_80: int = 76_000, ami_150: int = 142_500, **changes: Any) -> AmiLimits:
    facts: dict[str, Any] = {
        "precision": AmiPrecision.ZCTA,
        "source": "example",
        "valid_from": date(2025, 1, 1),
    }
    return AmiLimits(Dollars(ami_80), Dollars(ami_150), **facts | changes)


def a_content(**changes: Any) -> DatasetContent:
    """Return a whole data set without faults: Bend, Oregon, with one offer and one federal one."""
    facts: dict[str, Any] = {
        "name": "Example",
        "published_at": None,
        "sources": [a_source()],
        "jurisdictions": [a_jurisdiction()],
        "geographies": _geographies(),
        "utilities": [
            a_utility(),
            a_utility(
                "or-cascade-natural-gas",
                name="Cascade Natural Gas",
                fuel=Fuel.GAS,
                geography=CASCADE_GAS,
                eia_id=None,
            ),
        ],
        "authorities": [an_authority()],
        "programs": [a_federal_program(), a_program()],
        "incentives": [a_federal_incentive(), an_incentive()],
        "zips": [
            ZipCode("97701", "97701", "97701", "OR", "Bend", "Deschutes", "41017"),
            ZipCode("97708", "97701", "97701", "OR", "Bend", "Deschutes", "41017"),
        ],
        "overlaps": [("97701", OREGON, 1.0), ("97701", DESCHUTES, 0.98), ("97701", BEND, 0.4)],
        "service": [("97701", PACIFIC_POWER), ("97701", CASCADE_GAS)],
        "boundaries": {BEND: UNIT_SQUARE},
        "ami": [(("zcta", "97701"), ami_limits())],
        "charger_tracts": [(("zcta", "97701"), False), (("tract", "41017001902"), True)],
    }
    return DatasetContent(**facts | changes)


def _geographies() -> list[Geography]:
    kind = GeographyKind
    return [
        a_geography(OREGON, kind=kind.STATE, name="Oregon"),
        a_geography(DESCHUTES, kind=kind.COUNTY, name="Deschutes", county_fips="41017"),
        a_geography(BEND),
        a_geography(
            PACIFIC_POWER,
            kind=kind.ELECTRIC_TERRITORY,
            name="Pacific Power",
            key="or-pacific-power",
        ),
        a_geography(
            CASCADE_GAS,
            kind=kind.GAS_TERRITORY,
            name="Cascade Natural Gas",
            key="or-cascade-natural-gas",
        ),
    ]


def a_dataset(folder: Path, **changes: Any) -> Dataset:
    """Write a content into a folder and open it."""
    path = folder / "example.dataset"
    write_dataset(a_content(**changes), path, NOW)
    return Dataset.open(path)
