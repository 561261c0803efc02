"""Why an offer is listed or not, asked in GraphQL."""

from collections.abc import Iterator
from typing import Any

import pytest

from datasources.dataset.reader import Dataset
from datasources.dataset.write import write_dataset
from datasources.facts.relationship import Combination, Relationships
from tests.builders import NOW
from tests.graphs import Graph, a_small_country

ASK = """
query Ask(
  $input: CalculatorInput!, $outcomes: [Outcome!], $status: CheckStatus, $first: Int = 100,
  $after: String
) {
  calculator(input: $input) {
    evaluations(outcomes: $outcomes, first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {
        incentive { key }
        outcome
        checks(status: $status) {
          code requirement status advisory subject operator expected actual
        }
        relatedIncentives { kind maximum incentives { key } }
      }
    }
  }
}
"""
HOME = {
    "at": {"zip": "97701"},
    "ownerStatus": "HOMEOWNER",
    "householdIncome": 40_000,
    "householdSize": 2,
    "taxFiling": "JOINT",
    "utility": "or-pacific-power",
}


@pytest.fixture(scope="module")
def related(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """Return the graph over offers that bear on each other: OR-3 needs OR-2, which beats OR-1."""
    content = a_small_country()
    content.relationships["OR"] = Relationships(
        {"OR-3": "OR-2"}, {"OR-2": ("OR-1",)}, (Combination(("OR-2", "OR-3"), 1_500),)
    )
    path = tmp_path_factory.mktemp("related") / "country.dataset"
    write_dataset(content, path, NOW)
    dataset = Dataset.open(path)
    yield Graph(dataset)
    dataset.close()


async def evaluations(
    graph: Graph, home: dict[str, Any] | None = None, **variables: Any
) -> dict[str, Any]:
    """Return what was found of each offer, by its key, in order."""
    data = await graph.ask(ASK, input=HOME | (home or {}), **variables)
    return {row["incentive"]["key"]: row for row in data["calculator"]["evaluations"]["nodes"]}


def check(row: dict[str, Any], code: str) -> dict[str, Any]:
    """Return the only check of a code."""
    (found,) = [each for each in row["checks"] if each["code"] == code]
    return found


async def test_every_candidate_has_an_outcome_and_the_list_comes_first(graph: Graph):
    found = await evaluations(graph)

    assert {key: row["outcome"] for key, row in found.items()} == {
        "OR-2": "ELIGIBLE",
        "OR-1": "ELIGIBLE",
        "OR-3": "ELIGIBLE",
        "IRA-1": "INELIGIBLE",
    }
    assert list(found) == ["OR-2", "OR-1", "OR-3", "IRA-1"]


async def test_only_unknowns_make_an_offer_conditional(graph: Graph):
    found = await evaluations(graph, {"householdSize": None})

    assert list(found) == ["OR-1", "OR-3", "OR-2", "IRA-1"]
    assert found["OR-2"]["outcome"] == "CONDITIONAL"
    income = check(found["OR-2"], "INCOME")
    assert (income["status"], income["actual"]) == ("PENDING", "40000")
    assert income["expected"] == ["80 % of the area median income"]


@pytest.mark.parametrize(
    ("outcomes", "keys"),
    [
        (["ELIGIBLE"], ["OR-1", "OR-3"]),
        (["CONDITIONAL"], ["OR-2"]),
        (["INELIGIBLE"], ["IRA-1"]),
        (["INELIGIBLE", "ELIGIBLE"], ["OR-1", "OR-3", "IRA-1"]),
        (None, ["OR-1", "OR-3", "OR-2", "IRA-1"]),
    ],
)
async def test_outcomes_narrow_the_evaluations(
    graph: Graph, outcomes: list[str] | None, keys: list[str]
):
    assert list(await evaluations(graph, {"householdSize": None}, outcomes=outcomes)) == keys


async def test_an_empty_list_of_outcomes_is_refused(graph: Graph):
    refusal = await graph.refusal(ASK, input=HOME, outcomes=[])
    assert refusal == ("BAD_USER_INPUT", "outcomes", ["calculator", "evaluations"])


async def test_filters_of_the_input_narrow_the_evaluations(graph: Graph):
    assert list(await evaluations(graph, {"items": ["SMART_THERMOSTAT"]})) == ["OR-1"]
    assert list(await evaluations(graph, {"includePaused": False})) == ["OR-2", "OR-1", "IRA-1"]


async def test_checks_say_in_words_and_values_what_was_asked_for(graph: Graph):
    found = await evaluations(graph)

    assert found["OR-2"]["checks"] == [
        {
            "code": "AUTHORITY_AREA",
            "requirement": "The home is in Oregon",
            "status": "MET",
            "advisory": False,
            "subject": "place.areas",
            "operator": "IN",
            "expected": ["Oregon"],
            "actual": "Oregon",
        },
        {
            "code": "OWNER_STATUS",
            "requirement": "The household owns or rents its home",
            "status": "MET",
            "advisory": False,
            "subject": "household.ownerStatus",
            "operator": "IN",
            "expected": ["homeowner", "renter"],
            "actual": "homeowner",
        },
        {
            "code": "INCOME",
            "requirement": ("Household income is at most 80 % of the area median income: $60,800"),
            "status": "MET",
            "advisory": False,
            "subject": "household.income",
            "operator": "LTE",
            "expected": ["60800"],
            "actual": "40000",
        },
    ]
    assert check(found["IRA-1"], "NOT_ENDED") == {
        "code": "NOT_ENDED",
        "requirement": "The offer is open until December 31, 2025",
        "status": "FAILED",
        "advisory": False,
        "subject": "date",
        "operator": "LTE",
        "expected": ["2025-12-31"],
        "actual": "2026-11-21",
    }


async def test_checks_are_worded_in_the_language_of_the_input(graph: Graph):
    found = await evaluations(graph, {"language": "ES"})

    assert [each["requirement"] for each in found["OR-2"]["checks"]] == [
        "La vivienda está en Oregon",
        "El hogar es propietario o inquilino de su vivienda",
        "El ingreso del hogar es como máximo el 80 % del ingreso medio del área: $60,800",
    ]
    assert check(found["OR-3"], "STARTED")["requirement"] == (
        "La oferta está abierta desde el 1 de julio de 2024"
    )


@pytest.mark.parametrize(("income", "outcome"), [(60_800, "ELIGIBLE"), (60_801, "INELIGIBLE")])
async def test_income_at_the_limit_still_meets_it(graph: Graph, income: int, outcome: str):
    found = await evaluations(graph, {"householdIncome": income})
    assert found["OR-2"]["outcome"] == outcome


async def test_checks_can_be_asked_for_by_status(graph: Graph):
    found = await evaluations(graph, {"householdIncome": 90_000}, status="FAILED")

    assert found["OR-1"]["checks"] == []
    assert [each["code"] for each in found["OR-2"]["checks"]] == ["INCOME"]


async def test_an_offer_that_has_not_begun_is_listed_and_its_check_is_advisory(graph: Graph):
    found = await evaluations(graph, {"asOf": "2024-01-01"})

    started = check(found["OR-3"], "STARTED")
    assert (found["OR-3"]["outcome"], started["status"]) == ("ELIGIBLE", "FAILED")
    assert started["advisory"] is True


async def test_a_tax_that_is_not_known_is_not_in_the_way(graph: Graph):
    found = await evaluations(graph, {"asOf": "2025-06-30", "taxFiling": None})

    tax = check(found["IRA-1"], "TAX_LIABILITY")
    assert (found["IRA-1"]["outcome"], tax["status"], tax["advisory"]) == (
        "ELIGIBLE",
        "PENDING",
        True,
    )


async def test_a_utility_that_is_not_named_is_open_and_another_ones_offer_is_not(graph: Graph):
    unnamed = await evaluations(graph, {"utility": None})
    elsewhere = await evaluations(graph, {"utility": None, "at": {"zip": "97702"}})

    area = check(unnamed["OR-1"], "AUTHORITY_AREA")
    assert area["requirement"] == "The home is served by Pacific Power"
    assert (area["status"], area["actual"]) == ("PENDING", None)
    area = check(elsewhere["OR-1"], "AUTHORITY_AREA")
    assert (area["status"], area["actual"]) == ("FAILED", None)


async def test_areas_are_compared_with_the_homes_own_of_the_same_kind(nation: Graph):
    there = HOME | {"asOf": "2025-06-01"}
    data = await nation.ask(ASK, input=there, status="FAILED")
    areas = [
        each
        for row in data["calculator"]["evaluations"]["nodes"]
        for each in row["checks"]
        if each["code"] == "AUTHORITY_AREA"
    ]
    assert areas
    assert {each["actual"] for each in areas} == {"Pacific Power (PacifiCorp)"}


async def test_pages_join_to_the_whole_list(graph: Graph):
    keys, cursor = [], None
    for _ in range(3):
        data = await graph.ask(ASK, input=HOME, first=2, after=cursor)
        page = data["calculator"]["evaluations"]
        keys += [row["incentive"]["key"] for row in page["nodes"]]
        cursor = page["pageInfo"]["endCursor"]
        assert page["totalCount"] == 4
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert keys == ["OR-2", "OR-1", "OR-3", "IRA-1"]


@pytest.mark.parametrize("first", [0, 101])
async def test_pages_out_of_range_are_refused(graph: Graph, first: int):
    refusal = await graph.refusal(ASK, input=HOME, first=first)
    assert refusal == ("BAD_USER_INPUT", "first", ["calculator", "evaluations"])


async def test_what_replaces_or_caps_an_offer_is_named(related: Graph):
    found = await evaluations(related)

    assert found["OR-1"]["outcome"] == "INELIGIBLE"
    assert found["OR-1"]["relatedIncentives"] == [
        {"kind": "SUPERSEDED_BY", "maximum": None, "incentives": [{"key": "OR-2"}]}
    ]
    assert check(found["OR-1"], "EXCLUSION") == {
        "code": "EXCLUSION",
        "requirement": "The offer is not combined with Home rebates (OR-2)",
        "status": "FAILED",
        "advisory": False,
        "subject": "incentives.eligible",
        "operator": "NOT_IN",
        "expected": ["OR-2"],
        "actual": None,
    }
    assert found["OR-3"]["relatedIncentives"] == [
        {"kind": "COMBINED_MAXIMUM", "maximum": "1500.00", "incentives": [{"key": "OR-2"}]}
    ]


async def test_a_prerequisite_that_is_missing_is_named(related: Graph):
    found = await evaluations(related, {"householdIncome": 90_000, "language": "ES"})

    assert found["OR-3"]["outcome"] == "INELIGIBLE"
    assert found["OR-3"]["relatedIncentives"][0] == {
        "kind": "PREREQUISITE_MISSING",
        "maximum": None,
        "incentives": [{"key": "OR-2"}],
    }
    needed = check(found["OR-3"], "PREREQUISITE")
    assert needed["requirement"] == (
        "Antes se requiere otro incentivo: Reembolsos para viviendas (OR-2)"
    )
    assert found["OR-1"]["outcome"] == "ELIGIBLE"


async def test_a_winner_that_may_still_come_is_a_hint(related: Graph):
    found = await evaluations(related, {"householdSize": None})

    excluded = check(found["OR-1"], "EXCLUSION")
    assert (excluded["status"], excluded["advisory"]) == ("PENDING", True)
    assert found["OR-1"]["outcome"] == "ELIGIBLE"
    assert found["OR-3"]["outcome"] == "CONDITIONAL"
