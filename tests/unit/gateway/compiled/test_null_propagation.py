"""Null goes up to the nearest place where it may stand, and its error is told once."""

import json
from typing import Any

import pytest

from gateway.execution.orders import Operation
from tests.unit.gateway.compiled.both_ways import BothWays, Fixed
from tests.unit.gateway.compiled.every_kind import Box
from tests.unit.gateway.compiled.plain_kinds import Sample
from tests.unit.gateway.compiled.whims import Problem, Raised, World


def nothing(_: World) -> None:
    """Return null."""


def raising(_: World) -> Raised:
    return Raised(ValueError("broken"))


def returning(_: World) -> Problem:
    return Problem("returned")


def boxes(number: int) -> Any:
    return lambda _: [Box(f"/b{i}") for i in range(number)]


def samples(number: int) -> Any:
    return lambda _: [Sample(f"/s{i}") for i in range(number)]


def box(place: str = "/b") -> Any:
    return lambda _: Box(place)


FINE = [{"words": "fine"}, {"words": "fine"}]
WORDS: Fixed = {f"/s{i}/words": lambda _: "fine" for i in range(3)}
COUNTS: Fixed = {f"/b{i}/lateCount": lambda _: 7 for i in range(3)}

AT_ONCE: dict[str, tuple[str, Fixed, Any, list[Any]]] = {
    "at a field that may be null": (
        "{ boxOrNone { box { n } } }",
        {"/boxOrNone(0)": box(), "/b/box": raising},
        {"boxOrNone": {"box": None}},
        ["boxOrNone", "box"],
    ),
    "at the object above": (
        "{ boxOrNone { label } }",
        {"/boxOrNone(0)": box(), "/b/label": nothing},
        {"boxOrNone": None},
        ["boxOrNone", "label"],
    ),
    "two objects above": (
        "{ boxOrNone { box { inner { words } n } n } }",
        {
            "/boxOrNone(0)": box(),
            "/b/n": lambda _: 1,
            "/b/box": box("/c"),
            "/c/inner": lambda _: Sample("/s"),
            "/s/words": raising,
        },
        {"boxOrNone": {"box": None, "n": 1}},
        ["boxOrNone", "box", "inner", "words"],
    ),
    "at an item that may be null": (
        "{ boxOrNone { samples { words } } }",
        {
            "/boxOrNone(0)": box(),
            "/b/samples": samples(3),
            **WORDS,
            "/s1/words": nothing,
        },
        {"boxOrNone": {"samples": [FINE[0], None, FINE[1]]}},
        ["boxOrNone", "samples", 1, "words"],
    ),
    "above a list of what must not be null": (
        "{ boxOrNone { inners { words } } }",
        {"/boxOrNone(0)": box(), "/b/inners": samples(3), **WORDS, "/s1/words": returning},
        {"boxOrNone": None},
        ["boxOrNone", "inners", 1, "words"],
    ),
    "at a list within a list": (
        "{ boxOrNone { rows { words } } }",
        {
            "/boxOrNone(0)": box(),
            "/b/rows": lambda _: [[Sample("/s0")], [Sample("/s1")], None],
            **WORDS,
            "/s0/words": raising,
        },
        {"boxOrNone": {"rows": [None, [FINE[0]], None]}},
        ["boxOrNone", "rows", 0, 0, "words"],
    ),
    "nowhere, so that there are no data": (
        "{ hello box { label } }",
        {"/box(0)": box(), "/b/label": raising},
        None,
        ["box", "label"],
    ),
}
LATER: dict[str, tuple[str, Fixed, Any, list[Any]]] = {
    "at a field that may be null": (
        "{ boxOrNone { lateText } }",
        {"/boxOrNone(0)": box(), "/b/lateText(1)": raising},
        {"boxOrNone": {"lateText": None}},
        ["boxOrNone", "lateText"],
    ),
    "at the object above": (
        "{ boxOrNone { lateCount } }",
        {"/boxOrNone(0)": box(), "/b/lateCount": nothing},
        {"boxOrNone": None},
        ["boxOrNone", "lateCount"],
    ),
    "two objects above": (
        "{ boxOrNone { lateBox { boxSoon { lateCount } } } }",
        {
            "/boxOrNone(0)": box(),
            "/b/lateBox('lateBox')": box("/c"),
            "/c/boxSoon": box("/d"),
            "/d/lateCount": returning,
        },
        {"boxOrNone": {"lateBox": None}},
        ["boxOrNone", "lateBox", "boxSoon", "lateCount"],
    ),
    "at an item that may be null": (
        "{ later { lateCount } }",
        {"/later(0)": boxes(3), **COUNTS, "/b1/lateCount": raising},
        {"later": [{"lateCount": 7}, None, {"lateCount": 7}]},
        ["later", 1, "lateCount"],
    ),
    "above a list of what must not be null": (
        "{ boxOrNone { boxes { lateCount } } }",
        {"/boxOrNone(0)": box(), "/b/boxes": boxes(3), **COUNTS, "/b2/lateCount": raising},
        {"boxOrNone": None},
        ["boxOrNone", "boxes", 2, "lateCount"],
    ),
    "nowhere, so that there are no data": (
        "{ hello soon { ... on Box { lateCount } } }",
        {"/soon(0)": boxes(1), "/b0/lateCount": nothing},
        None,
        ["soon", 0, "lateCount"],
    ),
}


@pytest.mark.parametrize("case", AT_ONCE)
async def test_null_of_what_is_there_at_once_stands(both: BothWays, case: str):
    await assert_null(both, *AT_ONCE[case])


@pytest.mark.parametrize("case", LATER)
async def test_null_of_what_arrives_later_stands(both: BothWays, case: str):
    await assert_null(both, *LATER[case])


@pytest.mark.parametrize(
    ("query", "fixed"),
    [
        (
            "{ boxOrNone { lateCount boxSoon { lateCount lateText } } }",
            {"/b/lateCount": raising, "/b/boxSoon": box("/c"), "/c/lateCount": raising},
        ),
        ("{ boxOrNone { lateCount label } }", {"/b/lateCount": raising, "/b/label": nothing}),
        ("{ boxOrNone { label n } }", {"/b/label": nothing, "/b/n": nothing}),
        (
            "{ boxOrNone { boxes { label lateCount } } }",
            {
                "/b/boxes": boxes(2),
                "/b0/label": lambda _: "fine",
                "/b0/lateCount": raising,
                "/b1/label": raising,
            },
        ),
    ],
    ids=["both later", "one later", "both at once", "of two items"],
)
async def test_of_two_that_null_one_place_one_is_told(both: BothWays, query: str, fixed: Fixed):
    told = await both.same(query, {"/boxOrNone(0)": box(), **fixed})
    assert json.loads(told.data) == {"boxOrNone": None}
    assert len(told.errors) == 1


async def test_errors_before_the_place_was_nulled_are_told(both: BothWays):
    fixed = {"/boxOrNone(0)": box(), "/b/plus(2, None)": raising, "/b/n": raising}
    told = await both.same("{ boxOrNone { plus n } }", fixed)
    assert {json.loads(error)[0]["path"][1] for error in told.errors} == {"n", "plus"}


async def test_a_field_after_one_that_nulled_the_object_is_not_asked(both: BothWays):
    query = "{ boxOrNone { label plus } }"
    ready = both.ready(query)
    assert ready
    for each in ready:
        world = both.world(fixed={"/boxOrNone(0)": box(), "/b/label": nothing})
        await both.told(each, Operation(query), world)
        assert "/b/plus(2, None)" not in world.asked


async def assert_null(both: BothWays, query: str, fixed: Fixed, data: Any, path: list[Any]):
    told = await both.same(query, fixed)
    assert json.loads(told.data) == data
    (error,) = told.errors
    assert json.loads(error)[0]["path"] == path
