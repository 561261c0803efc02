"""Mutations happen once each, one after another."""

import json
from typing import Any

import pytest

from gateway.execution.orders import Operation
from tests.unit.gateway.compiled.both_ways import BothWays, Fixed
from tests.unit.gateway.compiled.every_kind import Box
from tests.unit.gateway.compiled.whims import Problem, Promise, Raised


def raising(_: Any) -> Raised:
    return Raised(ValueError("broken"))


def box(_: Any) -> Box:
    return Box("/b")


async def test_one_begins_when_the_one_before_has_ended(both: BothWays):
    query = "mutation { a: pushLater(n: 1) { n } b: push(n: 2) { lateCount } c: pushLater { n } }"
    told = await both.same(query)
    assert told.done == [
        "pushLater (1,) begins",
        "pushLater (1,) ends",
        "push (2,)",
        "pushLater (0,) begins",
        "pushLater (0,) ends",
    ]
    assert list(json.loads(told.data)) == ["a", "b", "c"]


async def test_all_below_one_is_there_before_the_next_begins(both: BothWays):
    query = "mutation { push { boxSoon { lateCount } } pushLater { n } }"
    fixed: Fixed = {"/push(0)": box, "/b/boxSoon": lambda _: Box("/c")}
    for ready in both.ready(query) or ():
        world = both.world(fixed=fixed)
        await both.told(ready, Operation(query), world)
        assert world.asked.index("/c/lateCount") < world.asked.index("/pushLater(0)")


@pytest.mark.parametrize(
    ("first", "fixed"),
    [
        ("count", {"/count": raising}),
        ("push { label }", {"/push(0)": box, "/b/label": lambda _: None}),
        ("push { lateCount }", {"/push(0)": box, "/b/lateCount": raising}),
        ("mustPush { n }", {"/mustPush(0)": lambda _: None}),
    ],
    ids=["it fails", "below it", "later below it", "when it arrives"],
)
async def test_nothing_begins_after_one_that_left_no_data(both: BothWays, first: str, fixed: Fixed):
    told = await both.same(f"mutation {{ {first} pushLater {{ n }} }}", fixed)
    assert told.data == "null"
    assert len(told.errors) == 1
    assert not any("pushLater" in done for done in told.done)


async def test_one_that_failed_does_not_keep_the_next_from_happening(both: BothWays):
    told = await both.same("mutation { tryPush { n } count }", {"/tryPush(0, None)": raising})
    assert told.done == ["tryPush (0, None)", "count ()"]
    assert json.loads(told.data)["tryPush"] is None


@pytest.mark.parametrize("asked", ["n label", "n lateCount", "__typename", "n asked"])
@pytest.mark.parametrize(
    "fixed",
    [
        {"/push(0)": lambda _: None},
        {"/push(0)": raising},
        {"/push(0)": lambda _: Problem("returned")},
        {"/push(0)": lambda _: "no box"},
        {"/push(0)": lambda _: type("Heir", (Box,), {})("/b")},
        {"/push(0)": lambda world: Promise(world, "push", Box("/b"))},
        {"/push(0)": box, "/b/n": raising},
        {"/push(0)": box, "/b/n": lambda _: "many"},
        {"/push(0)": box, "/b/label": raising, "/b/lateCount": raising},
    ],
    ids=["null", "error", "returned", "wrong", "heir", "later", "raises", "odd", "below"],
)
async def test_one_happens_once_whatever_becomes_of_its_payload(
    both: BothWays, fixed: Fixed, asked: str
):
    told = await both.same(f"mutation {{ push {{ {asked} }} }}", fixed)
    assert told.done == ["push (0,)"]
