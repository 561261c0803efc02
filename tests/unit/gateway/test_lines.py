"""Who waits how long behind whom."""

import asyncio

import pytest

from gateway.lines import Lines
from gateway.turns import Turns


@pytest.mark.parametrize(
    ("joined", "let_in"),
    [
        ("aaa", "aaa"),
        ("aaab", "abaa"),
        ("aaabb", "ababa"),
        ("aabbc", "abcab"),
    ],
)
def test_callers_are_let_in_by_turns(joined, let_in):
    lines: Lines[str] = Lines()
    for caller in joined:
        lines.join(caller, caller)
    assert "".join(lines.next() for _ in joined) == let_in
    assert len(lines) == 0


def test_whoever_leaves_is_not_let_in():
    lines: Lines[str] = Lines()
    for one in ("a1", "a2", "b1"):
        lines.join(one[0], one)
    assert lines.leave("a", "a1")
    assert not lines.leave("a", "a1")
    assert [lines.next() for _ in range(len(lines))] == ["a2", "b1"]


@pytest.mark.parametrize(
    ("joined", "caller", "short"),
    [
        ("", "b", False),
        ("a", "b", False),
        ("aa", "b", True),
        ("aab", "b", False),
        ("aa", "a", False),
    ],
)
def test_a_line_is_short_where_another_is_too_long(joined, caller, short):
    lines: Lines[str] = Lines()
    for each in joined:
        lines.join(each, each)
    assert lines.is_short(caller) is short


async def asked(turns: Turns, callers: str) -> list[asyncio.Task[bool]]:
    asking = [asyncio.create_task(turns.take(caller)) for caller in callers]
    await asyncio.sleep(0)
    return asking


async def test_a_neighbour_waits_for_one_turn_of_a_crowd_and_not_for_all():
    turns, order = Turns(100, at_once=1), []

    async def ask(caller: str) -> None:
        assert await turns.take(caller)
        order.append(caller)
        turns.give_back()

    await asyncio.gather(*(ask(caller) for caller in "a" * 20 + "b"))
    assert order.index("b") <= 2


async def test_a_neighbour_takes_the_place_of_the_last_of_a_crowd_that_fills_all():
    turns = Turns(5, at_once=1)
    crowd = await asked(turns, "aaaaaa")
    assert [task.done() for task in crowd] == [True] + [False] * 4 + [True]
    (neighbour,) = await asked(turns, "b")
    assert await crowd[4] is False
    turns.give_back()
    for task in (crowd[1], neighbour, crowd[2]):
        assert await task
        turns.give_back()


async def test_nobody_is_pushed_out_for_a_caller_who_waits_as_often():
    turns = Turns(3, at_once=1)
    waiting = await asked(turns, "aab")
    assert not turns.may_wait("a")
    assert not turns.may_wait("b")
    assert not turns.may_wait("c")
    assert await turns.take("c") is False
    for task in waiting:
        assert await task
        turns.give_back()
