"""Who gets a turn, in which order, and who is told that there is none."""

import asyncio

import pytest

from gateway.turns import Turns


async def rounds(count: int = 5) -> None:
    """Let the event loop go round."""
    for _ in range(count):
        await asyncio.sleep(0)


async def test_a_turn_is_had_at_once_where_nobody_is():
    turns = Turns(1)
    assert await turns.take()
    assert turns.all_taken
    turns.give_back()
    assert not turns.all_taken


async def test_turns_are_given_in_the_order_of_asking():
    turns, order = Turns(10, at_once=1), []

    async def ask(number: int) -> None:
        assert await turns.take()
        order.append(number)
        await asyncio.sleep(0)
        turns.give_back()

    await asyncio.gather(*(ask(number) for number in range(10)))
    assert order == list(range(10))


@pytest.mark.parametrize(("at_once", "begun"), [(1, 1), (2, 2), (5, 5), (6, 5)])
async def test_no_more_are_taken_than_may_be_at_once(at_once: int, begun: int):
    turns, taken = Turns(100, at_once=at_once), []

    async def ask() -> None:
        taken.append(await turns.take())

    asking = [asyncio.create_task(ask()) for _ in range(5)]
    await rounds(20)
    assert len(taken) == begun
    for _ in range(5):
        turns.give_back()
        await rounds()
    await asyncio.gather(*asking)


async def test_one_turn_is_given_in_a_round():
    turns, seen = Turns(100, at_once=100), []

    async def ask() -> None:
        assert await turns.take()
        seen.append(1)

    asking = [asyncio.create_task(ask()) for _ in range(10)]
    lengths = []
    while len(seen) < len(asking):
        await asyncio.sleep(0)
        lengths.append(len(seen))
    steps = [after - before for before, after in zip([0, *lengths], lengths, strict=False)]
    assert max(steps) == 1


async def test_whoever_comes_when_all_are_taken_or_waited_for_is_told_so_at_once():
    turns = Turns(2, at_once=1)
    assert await turns.take()
    waiting = asyncio.create_task(turns.take())
    await rounds()
    assert not await turns.take()
    turns.give_back()
    assert await waiting


async def test_patience_ends_without_a_turn_and_its_place_is_free_again():
    turns = Turns(2, at_once=1, patience_s=0.01)
    assert await turns.take()
    assert not await turns.take()
    assert not turns.all_taken
    turns.give_back()
    await rounds()
    assert await turns.take()


@pytest.mark.parametrize("freed_first", [True, False], ids=["given", "waiting"])
async def test_whoever_gives_up_leaves_the_turn_to_the_next(freed_first: bool):
    turns = Turns(3, at_once=1)
    assert await turns.take()
    gone, patient = (asyncio.create_task(turns.take()) for _ in range(2))
    await rounds()
    if freed_first:
        turns.give_back()
    gone.cancel()
    if not freed_first:
        turns.give_back()
    assert await patient
    with pytest.raises(asyncio.CancelledError):
        await gone
    turns.give_back()
    await rounds()
    assert await turns.take()
