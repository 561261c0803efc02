"""Batches tell everybody who waits, and answers are what follows."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pytest

from datasources.facts.errors import StorageUnavailable
from resolvers.loaders.answer import Answer, known, together
from resolvers.loaders.batch import Batch
from resolvers.loaders.loader import Loader
from resolvers.work import Work
from tests.partner import Partners


@pytest.fixture
def asked() -> Batch[str, int]:
    batch: Batch[str, int] = Batch()
    batch.keys.extend(("one", "two"))
    return batch


def of(batch: Batch[str, int], key: str) -> Answer[int]:
    """Return the answer for a key."""
    return Answer(batch, partial(batch.value, key))


def _note(told: list[Any], what: object, _: object) -> None:
    told.append(what)


async def rounds() -> None:
    """Let the loop do what is due, and what comes of it."""
    for _ in range(3):
        await asyncio.sleep(0)


async def test_values_belong_to_the_keys_in_their_order(asked: Batch[str, int]):
    asked.answer([1, 2])
    assert [await of(asked, key) for key in ("two", "one", "two")] == [2, 1, 2]


async def test_too_few_values_are_nobodys(asked: Batch[str, int]):
    with pytest.raises(ValueError, match="shorter"):
        asked.answer([1])
    assert not asked.is_over


async def test_a_failure_is_every_keys(asked: Batch[str, int]):
    asked.fail(StorageUnavailable("Away."))
    for key in ("one", "two"):
        with pytest.raises(StorageUnavailable, match="Away"):
            await of(asked, key)


async def test_who_waits_is_told_in_order_and_not_at_once(asked: Batch[str, int]):
    told: list[int] = []
    for number in range(3):
        asked.add_done_callback(partial(_note, told, number))
    asked.answer([1, 2])
    assert told == []
    await rounds()
    assert told == [0, 1, 2]


async def test_one_who_fails_when_told_keeps_no_other_from_it(asked: Batch[str, int]):
    told: list[str] = []
    complaints: list[BaseException] = []
    asyncio.get_running_loop().set_exception_handler(
        lambda _, context: complaints.append(context["exception"])
    )

    def fail(_: object) -> None:
        raise RuntimeError("of its own")

    for each in (partial(_note, told, "before"), fail, fail, partial(_note, told, "after")):
        asked.add_done_callback(each)
    asked.answer([1, 2])
    await rounds()
    assert told == ["before", "after"]
    assert [str(each) for each in complaints] == ["of its own"] * 2


async def test_who_asks_when_it_is_over_is_told_later_too(asked: Batch[str, int]):
    asked.answer([1, 2])
    await rounds()
    told: list[int] = []
    asked.add_done_callback(partial(_note, told, 1))
    assert told == []
    await rounds()
    assert told == [1]


async def test_tasks_that_give_up_give_up_alone(asked: Batch[str, int]):
    answer = of(asked, "one")

    async def wait() -> int:
        return await answer

    gone, patient = (asyncio.create_task(wait()) for _ in range(2))
    await rounds()
    gone.cancel()
    await rounds()
    asked.answer([1, 2])
    assert await patient == 1
    assert gone.cancelled()


async def test_what_follows_is_worked_out_when_it_is_over(asked: Batch[str, int]):
    steps: list[int] = []

    def double(found: int) -> int:
        steps.append(found)
        return found * 2

    answer = of(asked, "two").then(double).then(str)
    assert answer.batch is asked
    asked.answer([1, 2])
    assert steps == []
    assert (await answer, steps) == ("4", [2])


async def test_what_is_known_needs_no_waiting():
    answer = known(7).then(str)
    assert answer.batch.is_over
    assert (answer.value(), await answer) == ("7", "7")


async def test_several_answers_are_one(asked: Batch[str, int]):
    both = together([of(asked, "two"), known(0), of(asked, "one")])
    assert both.batch is asked
    asked.answer([1, 2])
    assert await both == [2, 0, 1]


async def test_answers_of_several_batches_wait_for_all(asked: Batch[str, int]):
    other: Batch[str, int] = Batch()
    other.keys.append("three")
    both = together([of(asked, "two"), of(other, "three"), of(asked, "one")])
    asked.answer([1, 2])
    await rounds()
    assert not both.batch.is_over
    other.answer([3])
    assert await both == [2, 3, 1]


async def test_no_answers_are_known():
    nothing: Answer[list[int]] = together([])
    assert nothing.batch.is_over
    assert nothing.value() == []


@pytest.mark.parametrize("first", [True, False])
async def test_one_that_fails_fails_all(asked: Batch[str, int], first: bool):
    other: Batch[str, int] = Batch()
    other.keys.append("three")
    both = together([of(asked, "one"), of(other, "three")])
    failing, fine = (asked, other) if first else (other, asked)
    failing.fail(StorageUnavailable("Away."))
    fine.answer([0] * len(fine.keys))
    with pytest.raises(StorageUnavailable, match="Away"):
        await both


class Doubles(Loader[int, int]):
    """Answers at once, and tells what it was asked."""

    def __init__(self, partners: Partners, wrong: Callable[[], None] = lambda: None) -> None:
        super().__init__(partners.database, 1)
        self.batches: list[list[int]] = []
        self._wrong = wrong

    async def find(self, work: Work, keys: Sequence[int]) -> list[int]:
        del work
        self.batches.append(list(keys))
        self._wrong()
        return [key * 2 for key in keys]


async def test_who_asks_in_the_same_round_asks_together(partners: Partners):
    loader = Doubles(partners)
    # The first asks now, the others when their tasks begin.
    answers: Any = (loader.load(1), loader.load_many([2, 1]), loader.load_many([3]))
    assert await asyncio.gather(*answers) == [2, [4, 2], [6]]
    assert loader.batches == [[1, 2, 3]]


async def test_what_is_known_is_not_asked_for(partners: Partners):
    loader = Doubles(partners)
    loader.prime(1, 100)
    assert await loader.load_many([1, 2]) == [100, 4]
    assert loader.batches == [[2]]


async def test_what_was_asked_for_stays_as_it_was(partners: Partners):
    loader = Doubles(partners)
    assert await loader.load(1) == 2
    loader.prime(1, 100)
    assert await loader.load(1) == 2


async def test_any_failure_is_told_and_asked_again(partners: Partners):
    def fail() -> None:
        raise RuntimeError

    loader = Doubles(partners, fail)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            await loader.load(1)
    assert loader.batches == [[1], [1]]
