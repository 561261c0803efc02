"""Whose a key is: asked rarely, remembered briefly, its use noted without anybody waiting."""

import asyncio
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

import pytest
from starlette.datastructures import Headers

from datasources.facts.errors import BadInput, Forbidden, StorageUnavailable
from datasources.facts.organization import KeyScope
from datasources.sql.engine import Database
from datasources.sql.stores.keys import KeyStore
from datasources.sql.stores.stores import Stores
from datasources.sql.transaction import Transaction
from gateway.callers import Callers, key_of
from gateway.key_uses import KeyUses
from tests.builders import NOW
from tests.storage.builders import an_organization

MINUTE = timedelta(minutes=1)


class Storage:
    """A database that counts how often it is read and written, and may be away for either."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.reads = self.writes = 0
        self.away = self.unreadable = False

    def read(self) -> AbstractAsyncContextManager[Transaction]:
        self.reads += 1
        if self.unreadable:
            raise StorageUnavailable("away")
        return self._database.read()

    def write(self, organization_id: int | None = None) -> AbstractAsyncContextManager[Transaction]:
        self.writes += 1
        if self.away:
            raise StorageUnavailable("away")
        return self._database.write(organization_id)

    def work(self, transaction: Transaction, organization_id: int) -> Stores:
        return self._database.work(transaction, organization_id)


async def a_key(database: Database, **made) -> str:
    owner = await an_organization(database)
    async with database.write() as transaction:
        _, secret = await KeyStore(transaction).create(owner.id, KeyScope.READ, NOW, **made)
    return secret


async def last_used(database: Database) -> datetime | None:
    async with database.read() as transaction:
        [key] = await KeyStore(transaction).all()
    return key.last_used_at


async def test_storage_is_asked_once_for_right_and_wrong_keys(database: Database):
    secret = await a_key(database)
    storage = Storage(database)
    callers = Callers(storage, lambda: NOW)
    for _ in range(3):
        principal = await callers.principal(secret)
        assert principal is not None
        assert principal.scope == KeyScope.READ
        assert await callers.principal("nonsense") is None
        assert await callers.principal(None) is None
    assert (storage.reads, storage.writes) == (2, 0)


async def test_who_asks_at_once_is_told_by_one_reading(database: Database):
    secret = await a_key(database)
    storage = Storage(database)
    callers = Callers(storage, lambda: NOW)
    asked = [secret, "nonsense"] * 20
    found = await asyncio.gather(*(callers.principal(key) for key in asked))
    assert [principal is not None for principal in found] == [True, False] * 20
    assert storage.reads == 2


async def test_who_gives_up_waiting_for_a_key_gives_up_alone(database: Database):
    secret = await a_key(database)
    storage = Storage(database)
    callers = Callers(storage, lambda: NOW)
    first, second = (asyncio.create_task(callers.principal(secret)) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    assert await second is not None
    assert (first.cancelled(), storage.reads) == (True, 1)


async def test_everybody_is_told_that_keys_cannot_be_read_and_the_next_one_asks_again(
    database: Database,
):
    secret = await a_key(database)
    storage = Storage(database)
    callers = Callers(storage, lambda: NOW)
    storage.unreadable = True
    told = await asyncio.gather(
        *(callers.principal(secret) for _ in range(3)), return_exceptions=True
    )
    assert [type(each) for each in told] == [StorageUnavailable] * 3
    storage.unreadable = False
    assert await callers.principal(secret) is not None
    assert storage.reads == 2


async def test_the_use_of_a_key_is_written_after_requests_not_in_them(database: Database):
    secret = await a_key(database)
    storage = Storage(database)
    callers = Callers(storage, lambda: NOW)
    async with callers.noting():
        await callers.principal(secret)
        assert storage.writes == 0
        assert await last_used(database) is None
    assert storage.writes == 1
    assert await last_used(database) == NOW


async def test_a_key_is_noted_once_however_often_it_is_used(database: Database):
    await a_key(database)
    storage = Storage(database)
    uses = KeyUses(storage)
    for _ in range(100):
        uses.note(1, NOW)
    await uses.write()
    uses.note(1, NOW + MINUTE / 2)
    await uses.write()
    assert storage.writes == 1
    assert await last_used(database) == NOW


async def test_uses_of_many_keys_are_written_in_one_transaction(database: Database):
    owner = await an_organization(database)
    async with database.write() as transaction:
        keys = [await KeyStore(transaction).create(owner.id, KeyScope.READ, NOW) for _ in range(3)]
    storage = Storage(database)
    uses = KeyUses(storage)
    for number, (key, _) in enumerate(keys):
        uses.note(key.id, NOW + number * MINUTE)
    await uses.write()
    async with database.read() as transaction:
        noted = [key.last_used_at for key in await KeyStore(transaction).all()]
    assert noted == [NOW, NOW + MINUTE, NOW + 2 * MINUTE]
    assert storage.writes == 1


async def test_a_use_that_cannot_be_written_stops_nobody(database: Database):
    secret = await a_key(database)
    storage = Storage(database)
    storage.away = True
    callers = Callers(storage, lambda: NOW)
    async with callers.noting():
        assert await callers.principal(secret) is not None
    assert await last_used(database) is None


async def test_a_key_is_refused_from_elsewhere_also_while_it_is_remembered(database: Database):
    secret = await a_key(database, networks=[ip_network("203.0.113.0/24")])
    callers = Callers(Storage(database), lambda: NOW)
    assert await callers.principal(secret, ip_address("203.0.113.7")) is not None
    for elsewhere in (ip_address("203.0.114.7"), None):
        with pytest.raises(Forbidden):
            await callers.principal(secret, elsewhere)
    assert await callers.principal(secret, ip_address("203.0.113.8")) is not None


async def test_wrong_keys_cost_what_right_ones_do(database: Database):
    """Nobody learns from how much is done whether a key is near to one that works."""
    secret = await a_key(database)
    asked = []
    for key in (secret, secret[:-1] + "_", "ig_live_" + "0" * 40, "nonsense"):
        async with database.read() as transaction:
            counted = Counting(transaction)
            await KeyStore(counted).authenticate(key, NOW)
            asked.append(counted.statements)
    assert asked == [1, 1, 1, 1]


class Counting:
    """A transaction that counts its statements."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self.statements = 0

    async def rows(self, *asked):
        self.statements += 1
        return await self._transaction.rows(*asked)


@pytest.mark.parametrize(
    "sent",
    [
        [("x-api-key", "key-1"), ("authorization", "Bearer key-1")],
        [("x-api-key", "key-1"), ("authorization", "")],
        [("x-api-key", "key-1"), ("x-api-key", "key-2")],
        [("x-api-key", "key-1"), ("x-api-key", "key-1")],
    ],
    ids=["authorization", "empty authorization", "two keys", "one key twice"],
)
def test_more_than_one_key_is_refused(sent: list[tuple[str, str]]):
    with pytest.raises(BadInput) as refused:
        key_of(Headers(raw=[(name.encode(), value.encode()) for name, value in sent]))
    assert "key-1" not in str(refused.value)


@pytest.mark.parametrize(
    ("sent", "key"),
    [({}, None), ({"x-api-key": "key-1"}, "key-1"), ({"authorization": "Bearer key-1"}, None)],
    ids=["nothing", "a key", "authorization alone"],
)
def test_a_key_comes_in_its_own_header(sent: dict[str, str], key: str | None):
    assert key_of(Headers(sent)) == key
