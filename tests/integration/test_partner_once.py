"""Every mutation honours an idempotency key: a request that comes again changes nothing more."""

from dataclasses import dataclass
from typing import Any

import pytest
from graphql import GraphQLObjectType

from schema.build import build_schema
from tests.changes import (
    ADD,
    CHARGER,
    CLAIM,
    REMOVE,
    THERMOSTAT,
    TRANSITION,
    UNDO,
    UPDATE,
    applied,
    claim,
    device_id,
    rows,
)
from tests.partner import Partners, a_lookup, mutation
from tests.storage.builders import a_customer

MAP = """
mutation Map($input: [DeviceMappingInput!]!) {
  change: mapDevices(input: $input) {
    mappings { name device { number } } userErrors { code } requestId
  }
}
"""
HOME = {"referenceId": "home-1"}


def names(**devices: int) -> list[dict[str, Any]]:
    """Return what gives devices names."""
    return [{"name": name, "deviceNumber": number} for name, number in devices.items()]


def claims(*fields: str) -> list[dict[str, str]]:
    """Return what claims fields of customers."""
    return [{"entity": "CUSTOMER", "field": each} for each in fields]


@dataclass(frozen=True, slots=True)
class Try:
    """A request, and another one of the same mutation."""

    document: str
    asked: dict[str, Any]
    other: dict[str, Any]


FIRST = {"by": {"number": 1}}
TRIES = {
    "lookupIncentives": Try(
        mutation("lookup"), {"input": a_lookup(CHARGER)}, {"input": a_lookup(THERMOSTAT)}
    ),
    "refreshIncentives": Try(
        mutation("refresh"),
        {"input": HOME | {"buildingType": "COMMERCIAL"}},
        {"input": HOME},
    ),
    "overrideIncentives": Try(
        mutation("override"),
        {"input": HOME | {"buildingType": "RESIDENTIAL", "deviceNumbers": [THERMOSTAT]}},
        {"input": HOME | {"buildingType": "RESIDENTIAL", "deviceNumbers": [CHARGER]}},
    ),
    "updateApplication": Try(
        UPDATE,
        FIRST | {"input": {"rebateType": "instant"}},
        FIRST | {"input": {"rebateType": "later"}},
    ),
    "transitionApplication": Try(
        TRANSITION, FIRST | {"to": "IN_PROGRESS"}, FIRST | {"to": "COMPLETED"}
    ),
    "addCustomerDevice": Try(
        ADD,
        {"customer": HOME, "input": {"deviceNumber": THERMOSTAT}},
        {"customer": HOME, "input": {"deviceNumber": CHARGER}},
    ),
    "removeCustomerDevice": Try(REMOVE, {"id": device_id(3)}, {"id": device_id(4)}),
    "undoOverride": Try(UNDO, {"by": HOME}, {"by": {"number": 2}}),
    "claimFields": Try(
        CLAIM, {"fields": claims("email", "phone")}, {"fields": claims("phone", "email")}
    ),
    "mapDevices": Try(MAP, {"input": names(Box=CHARGER)}, {"input": names(Box=THERMOSTAT)}),
}
EVERY = pytest.mark.parametrize("name", TRIES)


@pytest.fixture
async def lived(partners: Partners) -> Partners:
    """Return organizations of which one has a customer whose devices were replaced."""
    await applied(partners.first, CHARGER, CHARGER)
    await partners.first.override(CHARGER, THERMOSTAT)
    async with partners.database.write(1) as writing:
        await partners.work(writing).customers.insert(a_customer("another"))
    return partners


def test_every_mutation_is_tried():
    kind = build_schema()._schema.mutation_type
    assert isinstance(kind, GraphQLObjectType)
    assert set(TRIES) == set(kind.fields)


@EVERY
async def test_a_repeat_is_answered_alike_and_changes_nothing(lived: Partners, name: str):
    caller, tried = lived.first.keyed("k"), TRIES[name]
    first = await caller.ask(tried.document, **tried.asked)
    before = await rows(lived.database)
    assert await caller.ask(tried.document, **tried.asked) == first
    assert await rows(lived.database) == before
    (payload,) = first.values()
    assert payload["userErrors"] == []


@EVERY
async def test_another_request_with_the_key_of_the_first_is_refused(lived: Partners, name: str):
    caller, tried = lived.first.keyed("k"), TRIES[name]
    await caller.ask(tried.document, **tried.asked)
    before = await rows(lived.database)
    assert await caller.code(tried.document, **tried.other) == "IDEMPOTENCY_CONFLICT"
    assert await rows(lived.database) == before


async def test_a_repeat_takes_back_no_later_claim_and_is_told_what_it_did(partners: Partners):
    caller, asked = partners.first.keyed("k"), {"fields": claims("email")}
    first = await caller.ask(CLAIM, **asked)
    await claim(partners.first, "customer.phone")
    before = await rows(partners.database)
    assert await caller.ask(CLAIM, **asked) == first
    assert await rows(partners.database) == before


async def test_a_repeat_takes_back_no_later_name_and_is_told_what_it_did(partners: Partners):
    caller, asked = partners.first.keyed("k"), {"input": names(Box=CHARGER)}
    first = await caller.ask(MAP, **asked)
    await partners.first.ask(MAP, input=names(Box=THERMOSTAT))
    before = await rows(partners.database)
    assert await caller.ask(MAP, **asked) == first
    assert await rows(partners.database) == before


@pytest.mark.parametrize("name", ["claimFields", "mapDevices"])
async def test_a_refused_request_leaves_its_key_free(partners: Partners, name: str):
    caller, tried = partners.first.keyed("k"), TRIES[name]
    wrong: dict[str, Any] = {"fields": claims("isTest"), "input": names(Box=9)}
    (argument,) = tried.asked
    refused = await caller.ask(tried.document, **{argument: wrong[argument]})
    assert refused["change"]["userErrors"] != []
    assert (await caller.ask(tried.document, **tried.asked))["change"]["userErrors"] == []


async def test_claiming_nothing_happens_once_too(partners: Partners):
    caller = partners.first.keyed("k")
    assert (await caller.ask(CLAIM, fields=[]))["change"]["claimedFields"] == []
    await claim(partners.first, "customer.phone")
    assert (await caller.ask(CLAIM, fields=[]))["change"]["claimedFields"] == []
    async with partners.database.read() as reading:
        assert len(await partners.work(reading).claims.all()) == 1
