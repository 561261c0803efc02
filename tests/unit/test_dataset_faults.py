"""Everything that makes a data set unfit for use is found and named."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from datasources.dataset.check import faults
from datasources.facts.coverage import DataPartner, RebateRollout
from datasources.facts.dates import FuzzyDate
from datasources.facts.incentive import AuthorityType
from datasources.facts.income import PovertyLevels, StateTax, TaxTable
from datasources.facts.money import Dollars
from datasources.facts.relationship import AllOf, AnyOf, Combination, Relationships
from tests.builders import (
    BEND,
    OREGON,
    PACIFIC_POWER,
    a_content,
    a_federal_incentive,
    a_federal_program,
    a_geography,
    a_jurisdiction,
    a_program,
    a_size_test,
    a_source,
    a_utility,
    ami_limits,
    an_authority,
    an_incentive,
)

DAY = date(2025, 1, 1)
PARTNER = DataPartner("or-partner", "OR", "A partner")
LEVELS = PovertyLevels("AK", DAY, (Dollars(1),), Dollars(1))
TAX = StateTax("CO", DAY, {}, {})
WASHINGTON = RebateRollout("WA", "HEAR", "open", DAY, "https://example.org")


def found(**changes: Any) -> list[str]:
    return [str(fault) for fault in faults(a_content(**changes))]


def test_a_whole_content_has_no_faults():
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"jurisdictions": [a_jurisdiction()] * 2}, "jurisdiction, OR"),
        ({"sources": [a_source()] * 2}, "source, example"),
        ({"partners": [PARTNER] * 2}, "partner of OR, OR or-partner"),
        ({"authorities": [an_authority()] * 2}, "authority of OR, OR utility or-pacific-power"),
        (
            {"programs": [a_federal_program(), a_program(), a_program()]},
            "program of OR, or_pacificPower_heatPumps",
        ),
        ({"incentives": [an_incentive()] * 2}, "incentive of OR, OR-1"),
        ({"incentives": [an_incentive("X"), a_federal_incentive("X")]}, "incentive, X"),
        ({"utilities": [a_utility()] * 2, "service": []}, "utility of OR, or-pacific-power"),
        ({"overlaps": [("97701", OREGON, 0.5)] * 2}, f"overlap, 97701 {OREGON}"),
        ({"service": [("97701", PACIFIC_POWER)] * 2}, f"service, 97701 {PACIFIC_POWER}"),
        ({"zips": [*a_content().zips, next(iter(a_content().zips))]}, "zip of OR, 97701"),
        ({"ami": [(("zcta", "97701"), ami_limits())] * 2}, "ami, zcta 97701 2025-01-01"),
        ({"charger_tracts": [(("state", "GU"), True)] * 2}, "charger_tract, state GU"),
        ({"income_tests": [a_size_test()] * 2}, "income_test, or-low-income"),
        ({"poverty_levels": [LEVELS] * 2}, "poverty_levels, AK 2025-01-01"),
        ({"tax_tables": [TaxTable(DAY, ())] * 2}, "tax_table, 2025-01-01"),
        ({"state_taxes": [TAX] * 2}, "state_tax of CO, CO 2025-01-01"),
    ],
)
def test_a_key_that_comes_twice_is_a_fault(changes: dict[str, Any], fault: str):
    assert found(**changes) == [f"{fault}: comes more than once"]


def test_a_geography_number_that_comes_twice_is_a_fault():
    geographies = [*a_content().geographies, a_geography(BEND, name="Another")]
    assert found(geographies=geographies) == [
        f"geography of OR, {BEND}: comes more than once",
    ]


def test_authorities_of_another_type_or_state_may_share_a_key():
    here = an_authority()
    others = [replace(here, type=AuthorityType.OTHER), replace(here, state="WA")]
    states = [a_jurisdiction(), a_jurisdiction("WA")]
    assert found(authorities=[here, *others], jurisdictions=states) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        (
            {"incentives": [an_incentive(program="gone")]},
            "incentive of OR, OR-1: belongs to a program that is not there: gone",
        ),
        (
            {"incentives": [an_incentive(program="residentialCleanEnergyCredit")]},
            "incentive of OR, OR-1: belongs to a program of the federal government",
        ),
        (
            {"incentives": [a_federal_incentive(program="or_pacificPower_heatPumps")]},
            "incentive, IRA-1: belongs to a program of OR",
        ),
        (
            {"incentives": [an_incentive(geo_group="gone")]},
            "incentive of OR, OR-1: is for a geo group that is not there: gone",
        ),
        (
            {"programs": [a_federal_program(), a_program(authority="gone")]},
            "program of OR, or_pacificPower_heatPumps: "
            "is run by a utility authority that is not there: gone",
        ),
        (
            {"authorities": [an_authority(geographies=frozenset({77}))]},
            "authority of OR, or-pacific-power: serves a geography that is not there: 77",
        ),
        (
            {"geo_groups": {"OR": {"bend": frozenset({77, BEND})}}},
            "geo_group of OR, bend: holds a geography that is not there: 77",
        ),
        (
            {"overlaps": [("97701", 77, 1.0)]},
            "overlap, 97701: touches a geography that is not there: 77",
        ),
        (
            {"service": [("97701", BEND)]},
            f"service, 97701: is served by a geography that is no utility's territory: {BEND}",
        ),
        (
            {"utilities": [a_utility(geography=77)], "service": []},
            "utility of OR, or-pacific-power: has a territory that is not there: 77",
        ),
        (
            {"ami": [(("zcta", "97701"), ami_limits(source="gone"))]},
            "ami, zcta 97701: comes from a source that is not there: gone",
        ),
        (
            {"relationships": {"OR": Relationships({"OR-1": AnyOf(("OR-1b", "IRA-1"))})}},
            "relationships of OR, OR-1b: names an incentive that is not there",
        ),
        (
            {"relationships": {"OR": Relationships({}, {"OR-1": ("OR-9",)})}},
            "relationships of OR, OR-9: names an incentive that is not there",
        ),
        (
            {"relationships": {"OR": Relationships(combinations=(Combination(("Z",), 1),))}},
            "relationships of OR, Z: names an incentive that is not there",
        ),
        (
            {"rollouts": [WASHINGTON]},
            "rollout of WA, HEAR: belongs to an unknown state: WA",
        ),
    ],
)
def test_a_reference_that_leads_nowhere_is_a_fault(changes: dict[str, Any], fault: str):
    assert found(**changes) == [fault]


def test_an_offer_of_an_unknown_state_is_a_fault():
    everything = found(jurisdictions=[])
    assert "incentive of OR, OR-1: belongs to an unknown state: OR" in everything
    assert "program of OR, or_pacificPower_heatPumps: belongs to an unknown state: OR" in everything
    assert "utility of OR, or-pacific-power: belongs to an unknown state: OR" in everything


def test_a_boundary_needs_its_geography_and_a_polygon():
    assert found(boundaries={77: "{}"}) == [
        "boundary, 77: bounds a geography that is not there",
        "boundary, 77: the boundary is not GeoJSON",
    ]


def test_a_missing_income_test_is_no_fault():
    assert found(incentives=[an_incentive(income_test="gone")]) == []


def related(relationships: Relationships) -> list[str]:
    offers = [an_incentive(key) for key in "ABCDE"]
    return found(incentives=offers, relationships={"OR": relationships})


@pytest.mark.parametrize(
    "relationships",
    [
        Relationships({"A": AllOf(("B", "C")), "B": "C", "D": AnyOf(("A", "C"))}),
        Relationships({}, {"A": ("B", "C"), "B": ("C",)}),
        Relationships({"A": "B"}, {"A": ("C",), "C": ("D",)}),
    ],
)
def test_relationships_without_a_circle_are_no_fault(relationships: Relationships):
    assert related(relationships) == []


@pytest.mark.parametrize(
    ("relationships", "members"),
    [
        (Relationships({"A": "A"}), "A"),
        (Relationships({"A": "B", "B": AllOf((AnyOf(("C", "A")),))}), "AB"),
        (Relationships({}, {"A": ("B",), "B": ("C",), "C": ("A",)}), "ABC"),
        (Relationships({"A": "B"}, {"A": ("B",)}), "AB"),
    ],
)
def test_relationships_in_a_circle_are_a_fault(relationships: Relationships, members: str):
    (fault,) = related(relationships)
    assert fault.startswith("relationships of OR, ")
    assert "in a circle: " in fault
    assert set(fault.partition("in a circle: ")[2].split(" → ")) == set(members)


def test_every_circle_is_named():
    two = Relationships({"A": "B", "B": "A", "C": "D", "D": "C"})
    assert len(related(two)) == 2


@pytest.mark.parametrize(
    ("start", "end", "faulty"),
    [
        ("2025-06-01", "2025-05-31", True),
        ("2025-06-01", "2025-06-01", False),
        ("2025-06-15", "2025Q2", False),
        ("2026", "2025", True),
    ],
)
def test_an_offer_that_ends_before_it_starts_is_a_fault(start: str, end: str, faulty):
    offer = an_incentive(start=FuzzyDate.parse(start), end=FuzzyDate.parse(end))
    message = f"incentive of OR, OR-1: ends ({end}) before it starts ({start})"
    assert found(incentives=[offer]) == ([message] if faulty else [])


@pytest.mark.parametrize("field", ["items", "payment_methods", "owner_status"])
def test_an_offer_needs_items_payment_methods_and_owners(field: str):
    (fault,) = found(incentives=[an_incentive(**{field: ()})])
    assert fault == f"incentive of OR, OR-1: has no {field.replace('_', ' ')}"


def test_all_faults_are_named_together():
    offers = [an_incentive("OR-1", program="gone"), an_incentive("OR-2", items=())]
    assert len(found(incentives=offers)) == 2
