"""Questions about earlier days: the offers of then, by the rules of then."""

from typing import Any

import pytest

from tests.graphs import Graph

ASK = """
query Ask($input: CalculatorInput!, $outcomes: [Outcome!]) {
  calculator(input: $input) {
    asOf
    incentives { key authorityType }
    evaluations(outcomes: $outcomes, first: 100) {
      nodes { incentive { key } outcome checks(status: PENDING) { code } }
    }
  }
}
"""
HOME = {
    "at": {"zip": "97701"},
    "ownerStatus": "HOMEOWNER",
    "householdIncome": 60_000,
    "householdSize": 2,
    "taxFiling": "JOINT",
}


async def federal(nation: Graph, day: str) -> set[str]:
    """Return which federal credits there are on a day, by section of the tax code."""
    data = await nation.ask(ASK, input=HOME | {"asOf": day}, outcomes=["ELIGIBLE"])
    rows: list[dict[str, Any]] = data["calculator"]["incentives"]
    return {row["key"].split("-")[1] for row in rows if row["authorityType"] == "FEDERAL"}


async def test_the_middle_of_2025_has_the_federal_credits(nation: Graph):
    assert await federal(nation, "2025-06-30") >= {"25C", "25D", "30D", "25E"}


async def test_today_has_none_of_them(nation: Graph):
    assert not await federal(nation, "2026-11-21") & {"25C", "25D", "30D", "25E"}


@pytest.mark.parametrize(
    ("section", "last", "next_day"),
    [
        ("25C", "2025-12-31", "2026-01-01"),
        ("25D", "2025-12-31", "2026-01-01"),
        ("30D", "2025-09-30", "2025-10-01"),
        ("25E", "2025-09-30", "2025-10-01"),
    ],
)
async def test_a_credit_holds_on_its_last_day_and_not_on_the_next(
    nation: Graph, section: str, last: str, next_day: str
):
    assert section in await federal(nation, last)
    assert section not in await federal(nation, next_day)


async def test_the_charger_credit_is_open_where_the_tract_is_not_known(nation: Graph):
    data = await nation.ask(ASK, input=HOME | {"asOf": "2025-06-30"}, outcomes=["CONDITIONAL"])
    found = {
        row["incentive"]["key"]: [check["code"] for check in row["checks"]]
        for row in data["calculator"]["evaluations"]["nodes"]
    }
    assert [codes for key, codes in found.items() if "30C" in key] == [["CHARGER_TRACT"]]
    assert "30C" not in await federal(nation, "2025-06-30")
