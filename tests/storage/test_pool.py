"""Connections are lent one transaction at a time, replaced when cut, and closed at the end."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy.dialects.sqlite import dialect

from datasources.facts.errors import Conflict, StorageUnavailable
from datasources.sql.connection import Bound, Row
from datasources.sql.pool import Pool

AWAY = StorageUnavailable("away")


class Fake:
    """A connection that notes what it is asked, and fails where it is told to."""

    dialect = dialect()

    def __init__(self, fails: dict[str, Exception]) -> None:
        self.usable = True
        self.fails = fails
        self.asked: list[str] = []

    def _note(self, what: str) -> None:
        self.asked.append(what)
        if error := self.fails.get(what):
            raise error

    async def begin(self) -> None:
        self._note("begin")

    async def commit(self) -> None:
        self._note("commit")

    async def rollback(self) -> None:
        self._note("rollback")

    async def close(self) -> None:
        self._note("close")

    async def rows(self, text: str, values: Bound) -> Sequence[Row]:
        raise NotImplementedError

    async def run(self, text: str, values: Bound) -> int:
        raise NotImplementedError

    async def rows_of_each(self, text: str, several: Sequence[Bound]) -> Sequence[Row]:
        raise NotImplementedError

    async def run_each(self, text: str, several: Sequence[Bound]) -> None:
        raise NotImplementedError


class Server:
    """Makes connections; the next ones fail as the last one told."""

    def __init__(self) -> None:
        self.made: list[Fake] = []
        self.fails: dict[str, Exception] = {}

    async def connect(self) -> Fake:
        await asyncio.sleep(0)
        if error := self.fails.get("connect"):
            raise error
        self.made.append(Fake(dict(self.fails)))
        return self.made[-1]


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def pool(server: Server) -> Pool:
    return Pool(server.connect, 2)


async def test_a_connection_is_used_again(pool: Pool, server: Server):
    for _ in range(3):
        async with pool.transaction():
            pass
    assert [fake.asked for fake in server.made] == [["begin", "commit"] * 3]


async def test_who_comes_at_once_has_a_connection_each_and_no_more_than_there_are(
    pool: Pool, server: Server
):
    inside, most = 0, 0

    async def use() -> None:
        nonlocal inside, most
        async with pool.transaction():
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    await asyncio.gather(*(use() for _ in range(20)))
    assert (most, len(server.made)) == (2, 2)


async def test_what_fails_is_undone_and_told(pool: Pool, server: Server):
    with pytest.raises(ZeroDivisionError):
        async with pool.transaction():
            raise ZeroDivisionError
    assert server.made[0].asked == ["begin", "rollback"]


async def test_what_cannot_be_committed_is_undone_and_told(pool: Pool, server: Server):
    server.fails = {"commit": Conflict("no")}
    with pytest.raises(Conflict):
        async with pool.transaction():
            pass
    assert server.made[0].asked == ["begin", "commit", "rollback"]


async def test_a_connection_that_was_cut_since_its_last_use_is_replaced(pool: Pool, server: Server):
    async with pool.transaction():
        pass
    server.made[0].fails = {"begin": AWAY}
    async with pool.transaction():
        pass
    cut, new = server.made
    assert cut.asked == ["begin", "commit", "begin", "close"]
    assert new.asked == ["begin", "commit"]


@pytest.mark.parametrize("where", ["connect", "begin"])
async def test_where_there_is_no_connection_that_is_told_and_nobody_waits_for_it(
    pool: Pool, server: Server, where: str
):
    server.fails = {where: AWAY}
    for _ in range(3):
        with pytest.raises(StorageUnavailable):
            async with pool.transaction():
                pass
    assert all(fake.asked == ["begin", "close"] for fake in server.made)
    server.fails = {}
    async with pool.transaction():
        pass


async def test_a_connection_that_is_spoilt_is_closed(pool: Pool, server: Server):
    async with pool.transaction():
        server.made[0].usable = False
    assert server.made[0].asked == ["begin", "commit", "close"]


async def test_who_gives_up_waiting_leaves_the_turn_to_others(pool: Pool):
    async def use() -> None:
        async with pool.transaction():
            await asyncio.sleep(0)

    async with pool.transaction(), pool.transaction():
        gone, patient = (asyncio.create_task(use()) for _ in range(2))
        await asyncio.sleep(0)
        gone.cancel()
    await patient
    await asyncio.gather(*(use() for _ in range(4)))
    assert gone.cancelled()


async def test_closing_waits_for_who_is_inside_and_refuses_who_comes(pool: Pool, server: Server):
    async with pool.transaction():
        closing = asyncio.create_task(pool.close())
        await asyncio.sleep(0)
        with pytest.raises(StorageUnavailable):
            async with pool.transaction():
                pass
        assert not closing.done()
    await closing
    await pool.close()
    assert server.made[0].asked == ["begin", "commit", "close"]


async def test_who_waited_for_a_turn_when_it_closed_is_refused(pool: Pool):
    async def use() -> Any:
        async with pool.transaction():
            return True

    async with pool.transaction(), pool.transaction():
        waiting = asyncio.create_task(use())
        await asyncio.sleep(0)
        closing = asyncio.create_task(pool.close())
        await asyncio.sleep(0)
    with pytest.raises(StorageUnavailable):
        await waiting
    await closing
