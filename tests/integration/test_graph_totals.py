"""What offers are worth together and which inputs are missing, asked in GraphQL."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from datasources.dataset.reader import Dataset
from datasources.dataset.write import write_dataset
from datasources.facts.incentive import AmountType
from datasources.facts.relationship import Combination, Relationships
from tests.builders import NOW, an_amount
from tests.graphs import Graph, a_small_country

ASK = """
query Ask($input: CalculatorInput!) {
  calculator(input: $input) {
    totals {
      certain potential
      byPaymentMethod { paymentMethod certain potential count }
      appliedMaximums { incentives { key } maximum reduction text }
      uncounted { key }
    }
    missingInputs { field couldLose couldUnlock { count amount incentives { key } } }
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
    "gasUtility": "none",
}


@pytest.fixture(scope="module")
def capped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """Return the graph over offers with a combined maximum, one of which is a share of a cost."""
    content = a_small_country()
    content.relationships["OR"] = Relationships(
        combinations=(Combination(("OR-1", "OR-2"), 1_250.5),)
    )
    share = an_amount(0.3, type=AmountType.PERCENT)
    content.incentives = [
        replace(each, amount=share) if each.key == "OR-3" else each for each in content.incentives
    ]
    path = tmp_path_factory.mktemp("capped") / "country.dataset"
    write_dataset(content, path, NOW)
    dataset = Dataset.open(path)
    yield Graph(dataset)
    dataset.close()


async def ask(graph: Graph, **changes: Any) -> Any:
    return (await graph.ask(ASK, input=HOME | changes))["calculator"]


async def test_totals_are_told_by_payment_method_and_add_up(graph: Graph):
    found = (await ask(graph))["totals"]

    assert found == {
        "certain": "3000.00",
        "potential": "3000.00",
        "byPaymentMethod": [
            {
                "paymentMethod": "POS_REBATE",
                "certain": "1000.00",
                "potential": "1000.00",
                "count": 1,
            },
            {"paymentMethod": "REBATE", "certain": "2000.00", "potential": "2000.00", "count": 2},
        ],
        "appliedMaximums": [],
        "uncounted": [],
    }


async def test_conditional_offers_count_for_the_potential_only(graph: Graph):
    found = (await ask(graph, householdSize=None))["totals"]
    assert (found["certain"], found["potential"]) == ("2000.00", "3000.00")


async def test_filters_narrow_the_totals(graph: Graph):
    found = (await ask(graph, paymentMethods=["POS_REBATE"]))["totals"]
    assert (found["certain"], found["potential"]) == ("1000.00", "1000.00")


async def test_nothing_is_worth_nothing(graph: Graph):
    found = (await ask(graph, items=["EBIKE"]))["totals"]

    assert (found["certain"], found["potential"]) == ("0.00", "0.00")
    assert found["byPaymentMethod"] == []


async def test_a_combined_maximum_lowers_the_totals_and_says_so(capped: Graph):
    found = (await ask(capped))["totals"]

    assert (found["certain"], found["potential"]) == ("1250.50", "1250.50")
    assert found["appliedMaximums"] == [
        {
            "incentives": [{"key": "OR-1"}, {"key": "OR-2"}],
            "maximum": "1250.50",
            "reduction": "749.50",
            "text": "Together these incentives pay at most $1,250.50, so $749.50 less is counted.",
        }
    ]
    spanish = (await ask(capped, language="ES"))["totals"]["appliedMaximums"][0]["text"]
    assert spanish == (
        "En conjunto estos incentivos pagan como máximo $1,250.50; se cuentan $749.50 menos."
    )


async def test_what_hangs_on_a_price_is_named_and_not_counted(capped: Graph):
    found = (await ask(capped))["totals"]
    assert found["uncounted"] == [{"key": "OR-3"}]


async def test_a_whole_input_misses_nothing(graph: Graph):
    assert (await ask(graph))["missingInputs"] == []


@pytest.mark.parametrize(
    ("field", "keys"),
    [
        ("ownerStatus", ["OR-2", "OR-1", "OR-3"]),
        ("householdIncome", ["OR-2"]),
        ("householdSize", ["OR-2"]),
        ("utility", ["OR-1"]),
    ],
)
async def test_an_input_that_is_missing_names_what_it_could_unlock(
    graph: Graph, field: str, keys: list[str]
):
    (found,) = (await ask(graph, **{field: None}))["missingInputs"]

    assert found == {
        "field": field,
        "couldLose": 0,
        "couldUnlock": {
            "count": len(keys),
            "amount": f"{1000 * len(keys)}.00",
            "incentives": [{"key": key} for key in keys],
        },
    }


async def test_a_tax_filing_that_is_missing_could_take_a_credit_away(graph: Graph):
    (found,) = (await ask(graph, taxFiling=None, asOf="2025-06-30"))["missingInputs"]

    assert (found["field"], found["couldLose"]) == ("taxFiling", 1)
    assert found["couldUnlock"] == {"count": 0, "amount": "0.00", "incentives": []}


async def test_the_input_that_could_unlock_most_comes_first(graph: Graph):
    found = (await ask(graph, ownerStatus=None, utility=None))["missingInputs"]
    assert [each["field"] for each in found] == ["ownerStatus", "utility"]
