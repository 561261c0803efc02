"""What other circumstances would change, asked in GraphQL."""

from typing import Any

import pytest

from datasources.facts.geography import GeocodedAddress
from resolvers.ports import PostalCodeGeocoder
from tests.graphs import Graph

ASK = """
query Ask($baseline: CalculatorInput!, $scenarios: [ScenarioInput!]!) {
  compareHouseholds(baseline: $baseline, scenarios: $scenarios) {
    baseline { incentives { key shortDescription } totals { certain potential } }
    scenarios {
      label
      result {
        asOf location { zip } incentives { key shortDescription } totals { certain potential }
      }
      added { key shortDescription }
      removed { key shortDescription }
      difference { certain potential }
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


def keys(rows: list[dict[str, Any]]) -> list[str]:
    return [row["key"] for row in rows]


async def one(graph: Graph, changes: dict[str, Any], **home: Any) -> dict[str, Any]:
    """Return what one set of changes leads to."""
    scenarios = [{"label": "other", "changes": changes}]
    data = await graph.ask(ASK, baseline=HOME | home, scenarios=scenarios)
    (found,) = data["compareHouseholds"]["scenarios"]
    return found


async def test_scenarios_stand_beside_the_baseline_in_the_order_asked(graph: Graph):
    scenarios = [
        {"label": "more income", "changes": {"householdIncome": 90_000}},
        {"label": "last year", "changes": {"asOf": "2025-06-30"}},
        {"label": "nothing else", "changes": {}},
    ]
    data = await graph.ask(ASK, baseline=HOME, scenarios=scenarios)
    found = data["compareHouseholds"]
    richer, earlier, same = found["scenarios"]

    assert keys(found["baseline"]["incentives"]) == ["OR-2", "OR-1", "OR-3"]
    assert [each["label"] for each in found["scenarios"]] == [
        "more income",
        "last year",
        "nothing else",
    ]
    assert (keys(richer["added"]), keys(richer["removed"])) == ([], ["OR-2"])
    assert richer["difference"] == {"certain": "-1000.00", "potential": "-1000.00"}
    assert (keys(earlier["added"]), earlier["result"]["asOf"]) == (["IRA-1"], "2025-06-30")
    assert earlier["difference"] == {"certain": "1000.00", "potential": "1000.00"}
    assert same["result"]["incentives"] == found["baseline"]["incentives"]
    assert same["difference"] == {"certain": "0.00", "potential": "0.00"}


async def test_what_is_left_out_stays_and_null_clears(graph: Graph):
    kept = await one(graph, {"taxFiling": "SINGLE"}, paymentMethods=["REBATE"])
    cleared = await one(graph, {"paymentMethods": None}, paymentMethods=["REBATE"])
    unknown = await one(graph, {"householdSize": None})

    assert keys(kept["result"]["incentives"]) == ["OR-1", "OR-3"]
    assert keys(cleared["result"]["incentives"]) == ["OR-2", "OR-1", "OR-3"]
    assert keys(unknown["removed"]) == ["OR-2"]
    assert unknown["difference"] == {"certain": "-1000.00", "potential": "0.00"}


async def test_null_gives_back_the_default(graph: Graph):
    found = await one(graph, {"includePaused": None, "asOf": None}, includePaused=False)

    assert keys(found["added"]) == ["OR-3"]
    assert found["result"]["asOf"] == "2026-11-21"


async def test_each_result_has_its_own_language(graph: Graph):
    found = await one(graph, {"language": "ES", "householdIncome": 0}, householdIncome=90_000)

    assert found["added"] == [{"key": "OR-2", "shortDescription": "$500 de descuento."}]
    back = await one(graph, {"language": None, "householdIncome": 90_000}, language="ES")
    assert back["removed"] == [{"key": "OR-2", "shortDescription": "$500 de descuento."}]
    assert back["result"]["incentives"][0]["shortDescription"].startswith("$1,000 off")


async def test_another_place_is_looked_up(graph: Graph):
    found = await one(graph, {"at": {"zip": "97702"}})
    assert found["result"]["location"] == {"zip": "97702"}


class Counting(PostalCodeGeocoder):
    """Counts how often it is asked."""

    asked = 0

    async def geocode(self, address: str) -> GeocodedAddress | None:
        self.asked += 1
        return await super().geocode(address)


async def test_a_place_is_looked_up_once_for_all_scenarios(graph: Graph):
    geocoder = Counting()
    counted = Graph(graph.scope.dataset, geocoder=geocoder)
    home = {"at": {"address": "456 Main St, Bend, OR 97701"}}
    scenarios = [
        {"label": str(number), "changes": {"householdSize": number}} for number in range(1, 9)
    ]
    await counted.ask(ASK, baseline=HOME | home, scenarios=scenarios)
    assert geocoder.asked == 1


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"householdSize": 9}, "BAD_USER_INPUT", "householdSize"),
        ({"at": None}, "BAD_USER_INPUT", "at"),
        ({"at": {"zip": "9770"}}, "BAD_USER_INPUT", "at.zip"),
        ({"at": {"zip": "00000"}}, "LOCATION_NOT_FOUND", "at"),
        ({"items": []}, "BAD_USER_INPUT", "items"),
        ({"asOf": "1999-12-31"}, "BAD_USER_INPUT", "asOf"),
        ({"utility": "nobody"}, "UNKNOWN_UTILITY", "utility"),
        ({"utility": None, "authorityTypes": ["UTILITY"]}, "UTILITY_REQUIRED", "utility"),
    ],
)
async def test_what_goes_wrong_names_the_scenario(
    graph: Graph, changes: dict[str, Any], code: str, field: str
):
    scenarios = [{"label": "fine", "changes": {}}, {"label": "wrong", "changes": changes}]
    refusal = await graph.refusal(ASK, baseline=HOME, scenarios=scenarios)
    assert refusal[:2] == (code, f"scenarios.1.changes.{field}")


@pytest.mark.parametrize("home", [{"householdSize": 0}, {"utility": "nobody"}])
async def test_what_goes_wrong_names_the_baseline(graph: Graph, home: dict[str, Any]):
    scenarios = [{"label": "other", "changes": {}}]
    refusal = await graph.refusal(ASK, baseline=HOME | home, scenarios=scenarios)
    assert refusal[1] == f"baseline.{next(iter(home))}"


@pytest.mark.parametrize("label", ["", " ", "x" * 101, "a\nb", "first"])
async def test_a_label_is_plain_short_and_its_own(graph: Graph, label: str):
    scenarios = [{"label": "first", "changes": {}}, {"label": label, "changes": {}}]
    refusal = await graph.refusal(ASK, baseline=HOME, scenarios=scenarios)
    assert refusal[:2] == ("BAD_USER_INPUT", "scenarios.1.label")


@pytest.mark.parametrize(("count", "fine"), [(0, False), (1, True), (10, True), (11, False)])
async def test_one_to_ten_scenarios_are_compared(graph: Graph, count: int, fine: bool):
    scenarios = [{"label": str(number), "changes": {}} for number in range(count)]
    body = await graph.answer(ASK, baseline=HOME, scenarios=scenarios)

    assert ("errors" not in body) is fine
    if not fine:
        assert body["errors"][0]["extensions"]["field"] == "scenarios"


async def test_every_field_of_the_input_can_be_changed(graph: Graph):
    query = """{ input: __type(name: "CalculatorInput") { inputFields { name } }
        changes: __type(name: "CalculatorChanges") { inputFields { name } } }"""
    found = await graph.ask(query)
    assert found["changes"] == found["input"]
