"""Whatever is asked, right or wrong, the graph answers without a bug and with a code."""

from dataclasses import dataclass
from typing import Any

import pytest
from graphql import GraphQLSchema, build_schema
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis_graphql import Mode

from gateway.execution.codes import Code
from schema import build
from tests.changes import administrator
from tests.operations import Known, operations
from tests.partner import Caller, Partners

SEEN = """
{
  applications(first: 1) {
    edges { cursor node { id number customer { id } devices { id number } } }
  }
  programs(first: 1) { edges { cursor node { id key number } } }
  devices(first: 1) { edges { cursor node { id number } } }
  utility(by: {eiaId: "14354"}) { id key }
}
"""
USUAL = {
    "address": ["456 Main St, Bend, OR 97701"],
    "city": ["Bend"],
    "countryCode": ["US"],
    "deviceNumber": ["44", "123"],
    "deviceNumbers": ["44", "123"],
    "first": ["1", "100"],
    "householdIncome": ["50000"],
    "householdSize": ["4"],
    "postalCode": ["97701"],
    "quantity": ["2"],
    "referenceId": ["home-1"],
    "state": ["OR"],
    "street1": ["456 Main St"],
    "version": ["1", "2"],
    "zip": ["97701"],
}

few_and_the_same = settings(
    max_examples=50,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@dataclass(frozen=True, slots=True)
class Office:
    """An administrator's key, and what is stored that it may find."""

    caller: Caller
    known: Known


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema(build.build_schema().as_str())


@pytest.fixture
async def office(partners: Partners) -> Office:
    caller = administrator(partners)
    await caller.lookup(44, 123, createApplication=True)
    return Office(caller, known_values(await caller.ask(SEEN)))


@pytest.mark.parametrize("mode", [Mode.POSITIVE, Mode.NEGATIVE], ids=["valid", "faulty"])
@pytest.mark.parametrize("root", ["Query", "Mutation"])
@few_and_the_same
@given(data=st.data())
async def test_no_operation_finds_a_bug(
    office: Office, schema: GraphQLSchema, root: str, mode: Mode, data: st.DataObject
):
    query = data.draw(operations(schema, root, mode, office.known))
    answer = await office.caller.answer(query)
    codes = [error["extensions"].get("code") for error in answer.get("errors", [])]
    assert None not in codes
    assert Code.INTERNAL not in codes
    if mode is Mode.POSITIVE:
        assert Code.GRAPHQL_VALIDATION_FAILED not in codes


def known_values(seen: Any) -> Known:
    rows = [seen[name]["edges"][0] for name in ("applications", "programs", "devices")]
    application, program, device = (row["node"] for row in rows)
    own = [application, application["customer"], *application["devices"], program, device]
    numbers = [each.get("number") for each in own]
    ids = [each["id"] for each in (*own, seen["utility"])]
    return USUAL | {
        "after": [row["cursor"] for row in rows],
        "id": ids,
        "ids": ids,
        "customerDeviceIds": [each["id"] for each in application["devices"]],
        "key": [program["key"], seen["utility"]["key"]],
        "number": [str(number) for number in numbers if number is not None],
        "utility": [seen["utility"]["key"], "14354"],
    }
