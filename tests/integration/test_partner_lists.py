"""Applications are listed: filtered, ordered, paged, with all they lead to at a constant cost."""

from datetime import timedelta
from typing import Any

import pytest

from tests.builders import NOW
from tests.graphs import opaque
from tests.homes import PROGRAMS, fill
from tests.partner import Partners, Statements

LIST = """
query L($filter: ApplicationFilter, $order: ApplicationOrder, $first: Int, $after: String) {
    applications(filter: $filter, orderBy: $order, first: $first, after: $after) {
        nodes { number } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""
COUNT = "query L($filter: ApplicationFilter) { applications(filter: $filter) { totalCount } }"
ALL = """{ applications(first: 50) { nodes {
    customer { referenceId } devices { device { name } } program { name }
    history(first: 3) { totalCount nodes { field keyPrefix } pageInfo { hasNextPage } } } } }"""


async def numbers(partners: Partners, **told: Any) -> list[int]:
    found = (await partners.first.ask(LIST, **told))["applications"]["nodes"]
    return [each["number"] for each in found]


async def selects(partners: Partners, query: str, **told: Any) -> int:
    with Statements(partners.database) as seen:
        await partners.first.ask(query, **told)
    return sum(statement.startswith("SELECT") for statement in seen)


async def test_fifty_applications_take_as_many_statements_as_one(partners: Partners):
    await fill(partners, 1, 1)
    one = await selects(partners, ALL)
    await fill(partners, 1, 49, start=1)
    assert len((await partners.first.ask(ALL))["applications"]["nodes"]) == 50
    assert await selects(partners, ALL) == one
    # Applications with their devices, customers, customer devices, catalog devices, programs with
    # their tiers, a page of every history, its count, and the keys.
    assert one <= 9


@pytest.mark.parametrize(
    ("query", "plain"),
    [
        ("{ customers { %s nodes { number } } }", 1),
        ("{ applications { %s nodes { number } } }", 1),
        ("{ devices { %s nodes { number } } }", 1),
        ("{ customer(by: {number: 1}) { history { %s nodes { at } } } }", 2),
        ("{ application(by: {number: 1}) { history { %s nodes { at } } } }", 2),
    ],
)
async def test_a_list_is_counted_only_when_somebody_asks(
    partners: Partners, query: str, plain: int
):
    await fill(partners, 1, 3)
    assert await selects(partners, query % "") == plain
    assert await selects(partners, query % "totalCount") == plain + 1


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, [1, 2, 3, 4, 5]),
        ({"status": ["SUBMITTED"]}, [3, 4]),
        ({"status": ["SUBMITTED", "NOT_STARTED", "SUBMITTED"]}, [1, 2, 3, 4, 5]),
        ({"status": ["APPROVED"]}, []),
        ({"referenceId": "home-2"}, [3]),
        ({"referenceId": "nobody"}, []),
        ({"customer": {"number": 4}}, [4]),
        ({"customer": {"number": 99}}, []),
        ({"customer": {"id": opaque("Customer:4")}}, [4]),
        ({"customer": {"id": opaque("Customer:4000000000")}}, []),
        ({"customer": {"referenceId": "home-1"}}, [2]),
        ({"customer": {"referenceId": "home-1"}, "referenceId": "home-1"}, [2]),
        ({"customer": {"referenceId": "home-1"}, "referenceId": "home-2"}, []),
        ({"customer": {"number": 2}, "referenceId": "home-1"}, [2]),
        ({"customer": {"number": 2}, "referenceId": "home-2"}, []),
        ({"program": {"key": PROGRAMS[0]}}, [1, 3, 5]),
        ({"program": {"key": "or_gone"}}, [2, 4]),
        ({"program": {"key": "nothing"}}, []),
        ({"program": {"id": opaque(f"Program:{PROGRAMS[0]}")}}, [1, 3, 5]),
        ({"program": {"number": 838}}, [1, 3, 5]),
        ({"program": {"number": 1}}, []),
        ({"program": {"number": 838}, "status": ["SUBMITTED"]}, [3]),
        ({"updatedSince": (NOW + timedelta(hours=98)).isoformat()}, [1, 2, 3]),
        ({"updatedSince": (NOW + timedelta(hours=98, seconds=1)).isoformat()}, [1, 2]),
    ],
)
async def test_applications_are_filtered(
    partners: Partners, wanted: dict[str, Any], found: list[int]
):
    await fill(partners, 1, 5)
    await fill(partners, 2, 5)
    assert await numbers(partners, filter=wanted) == found
    count = await partners.first.ask(COUNT, filter=wanted)
    assert count == {"applications": {"totalCount": len(found)}}


ORDERS: list[tuple[dict[str, str] | None, list[int]]] = [
    (None, [1, 2, 3, 4, 5]),
    ({"field": "CREATED_AT"}, [1, 2, 3, 4, 5]),
    ({"field": "CREATED_AT", "direction": "DESC"}, [5, 4, 3, 2, 1]),
    ({"field": "UPDATED_AT", "direction": "ASC"}, [5, 4, 3, 2, 1]),
    ({"field": "UPDATED_AT", "direction": "DESC"}, [1, 2, 3, 4, 5]),
]


@pytest.mark.parametrize(("order", "found"), ORDERS)
async def test_applications_are_ordered_and_paged(
    partners: Partners, order: dict[str, str] | None, found: list[int]
):
    await fill(partners, 1, 5)
    seen, after = [], None
    while True:
        page = (await partners.first.ask(LIST, order=order, first=2, after=after))["applications"]
        seen += [node["number"] for node in page["nodes"]]
        info = page["pageInfo"]
        assert info["hasPreviousPage"] is (after is not None)
        after = info["endCursor"]
        assert len(after) < 120
        if not info["hasNextPage"]:
            break
    assert seen == found


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"first": 0}, "first"),
        ({"first": 101}, "first"),
        ({"filter": {"status": []}}, "status"),
        ({"filter": {"referenceId": "x" * 257}}, "referenceId"),
        ({"filter": {"customer": {"referenceId": "x" * 257}}}, "customer.referenceId"),
        ({"filter": {"customer": {"id": opaque("Program:1")}}}, "customer.id"),
        ({"filter": {"program": {"id": opaque("Customer:1")}}}, "program.id"),
        ({"filter": {"program": {"key": "\u0000"}}}, "program.key"),
    ],
)
async def test_a_list_that_cannot_be_is_refused(
    partners: Partners, told: dict[str, Any], field: str
):
    (error,) = (await partners.first.answer(LIST, **told))["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["extensions"]["field"] == field


async def test_without_a_key_nothing_is_listed(partners: Partners):
    assert await partners.nobody.code(LIST) == "UNAUTHENTICATED"


async def test_lists_of_others_are_empty(partners: Partners):
    await fill(partners, 2, 3)
    assert await numbers(partners) == []
    assert await numbers(partners, filter={"customer": {"number": 1}}) == []
