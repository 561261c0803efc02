"""Batches tell everybody who waits, each for itself, with a task or without."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pytest

from datasources.facts.errors import StorageUnavailable
from gateway.execution.compiled.errand import Errand
from resolvers.loaders.batch import Answer, Batch
from resolvers.loaders.loader import Loader
from resolvers.work import Work
from tests.partner import Partners


@pytest.fixture
def asked() -> Batch[str, int]:
    batch: Batch[str, int] = Batch()
    batch.keys.extend(("one", "two"))
    return batch


def _note(told: list[Any], what: object, _: object) -> None:
    told.append(what)


async def rounds() -> None:
    """Let the loop do what is due, and what comes of it."""
    for _ in range(3):
        await asyncio.sleep(0)


async def test_values_belong_to_the_keys_in_their_order(asked: Batch[str, int]):
    asked.answer([1, 2])
    assert [await Answer(asked, key) for key in ("two", "one", "two")] == [2, 1, 2]


async def test_too_few_values_are_nobodys(asked: Batch[str, int]):
    with pytest.raises(ValueError, match="shorter"):
        asked.answer([1])
    assert not asked.is_over


async def test_a_failure_is_every_keys(asked: Batch[str, int]):
    asked.fail(StorageUnavailable("Away."))
    for key in ("one", "two"):
        with pytest.raises(StorageUnavailable, match="Away"):
            await Answer(asked, key)


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


async def _read(batch: Batch[str, int], *keys: str) -> list[int]:
    return [await Answer(batch, key) for key in keys]


async def test_tasks_and_errands_wait_for_the_same_batch(asked: Batch[str, int]):
    ended: list[Errand] = []
    errands = [Errand(_read(asked, "one", "two"), ended.append) for _ in range(2)]
    for errand in errands:
        # As the loop calls it: in no task.
        asyncio.get_running_loop().call_soon(errand.begin)
    tasks = [asyncio.create_task(_read(asked, "two", "one")) for _ in range(2)]
    await rounds()
    asked.answer([1, 2])
    assert await asyncio.gather(*tasks) == [[2, 1]] * 2
    assert ended == errands
    assert [each.result() for each in errands] == [[1, 2]] * 2


async def test_an_errand_that_is_cancelled_gives_up_alone(asked: Batch[str, int]):
    ended: list[Errand] = []
    gone, patient = (Errand(_read(asked, "one"), ended.append) for _ in range(2))
    for errand in (gone, patient):
        asyncio.get_running_loop().call_soon(errand.begin)
    await rounds()
    gone.cancel()
    await rounds()
    asked.answer([1, 2])
    await rounds()
    assert ended == [gone, patient]
    assert gone.cancelled()
    assert patient.result() == [1]


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
