"""A cursor is of one list of one organization, and nobody can make one up."""

from typing import Any

import pytest

from gateway.seals import SecretSeal
from tests.graphs import opaque
from tests.homes import fill
from tests.partner import Partners

_END = "{ pageInfo { endCursor } }"
_BY_STATUS = "filter: {status: NOT_STARTED}, "
_BY_CHANGE = "orderBy: {field: UPDATED_AT}, "
_BACKWARDS = "orderBy: {field: CREATED_AT, direction: DESC}, "
CURSORS = [
    f"{{ customers(first: 1%s) {_END} }}",
    f"{{ customers(filter: {{states: OR}}, first: 1%s) {_END} }}",
    *(
        f"{{ applications({narrowed}first: 1%s) {_END} }}"
        for narrowed in ("", _BY_STATUS, _BY_CHANGE, _BACKWARDS)
    ),
    f"{{ application(by: {{number: 1}}) {{ history(first: 1%s) {_END} }} }}",
    f"{{ application(by: {{number: 1}}) {{ history(first: 1, latestFirst: true%s) {_END} }} }}",
    f"{{ application(by: {{number: 2}}) {{ history(first: 1%s) {_END} }} }}",
    f"{{ customer(by: {{number: 1}}) {{ history(first: 1%s) {_END} }} }}",
]
"""Lists that differ in something; a cursor is of one of them."""


def end(data: dict[str, Any]) -> str:
    (found,) = data.values()
    cursor: str = found.get("history", found)["pageInfo"]["endCursor"]
    return cursor


def after(cursor: str) -> str:
    return f', after: "{cursor}"'


@pytest.mark.parametrize("place", range(len(CURSORS)))
async def test_a_cursor_goes_on_in_its_own_list_and_in_no_other(partners: Partners, place: int):
    await fill(partners, 1, 3)
    cursor = end(await partners.first.ask(CURSORS[place] % ""))
    for number, query in enumerate(CURSORS):
        body = await partners.first.answer(query % after(cursor))
        refused = [error["extensions"] for error in body.get("errors", ())]
        assert [(each["code"], each["field"]) for each in refused] == (
            [] if number == place else [("BAD_USER_INPUT", "after")]
        )


@pytest.mark.parametrize("query", CURSORS)
async def test_a_cursor_of_another_organization_is_refused(partners: Partners, query: str):
    await fill(partners, 2, 2)
    await fill(partners, 1, 2, start=2)
    cursor = end(await partners.second.ask(query % ""))
    own = query.replace("number: 2}", "number: 4}").replace("number: 1}", "number: 3}")
    assert await partners.first.ask(own % "")
    assert await partners.first.code(own % after(cursor)) == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    "forged",
    [
        "x",
        "%",
        "é",
        "AAAA",
        opaque("Cursor:2026-11-21T12:00:00+00:00 1"),
        opaque("2026-11-21T12:00:00+00:00 1"),
        SecretSeal("another").sign("2026-11-21T12:00:00+00:00 1", "(1, 'customers')"),
    ],
)
@pytest.mark.parametrize("query", [CURSORS[0], CURSORS[2]])
async def test_a_cursor_that_was_made_up_is_refused(partners: Partners, query: str, forged: str):
    (error,) = (await partners.first.answer(query % after(forged)))["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["extensions"]["field"] == "after"


async def test_a_cursor_with_one_other_character_is_refused(partners: Partners):
    await fill(partners, 1, 2)
    cursor = end(await partners.first.ask(CURSORS[2] % ""))
    for place in range(len(cursor)):
        other = "A" if cursor[place] != "A" else "B"
        forged = cursor[:place] + other + cursor[place + 1 :]
        body = await partners.first.answer(CURSORS[2] % after(forged))
        assert "errors" in body, place
