"""What organizations set, what they were answered, and what happened."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from datasources.facts.errors import Conflict
from datasources.facts.history import ActorKind, ClaimedField, StoredAnswer
from datasources.facts.organization import KeyScope
from datasources.sql.engine import Database
from datasources.sql.failures import StorageFault
from datasources.sql.stores.claimed_fields import ClaimedFieldStore
from datasources.sql.stores.device_mappings import DeviceMappingStore
from datasources.sql.stores.events import EventStore
from datasources.sql.stores.idempotency import IdempotencyStore
from datasources.sql.stores.keys import KeyStore
from tests.builders import NOW
from tests.storage.builders import CHARGER, HEAT_PUMP, an_event, an_organization, some_devices

DAY = timedelta(hours=24)
ANSWER = StoredAnswer("hash", '{"check": 1}', NOW)


async def test_claims_replace_the_ones_before(database: Database):
    organization = (await an_organization(database)).id
    email, serial = ClaimedField("customer", "email"), ClaimedField("customer_device", "serial")
    async with database.write(organization) as transaction:
        store = ClaimedFieldStore(transaction, organization)
        assert await store.all() == frozenset()
        await store.replace([email, serial, email])
        assert await store.all() == {email, serial}
        await store.replace([serial])
        assert await store.all() == {serial}
        await store.replace([])
        assert await store.all() == frozenset()


async def test_names_for_devices_are_kept_changed_and_forgotten(database: Database):
    organization = (await an_organization(database)).id
    await some_devices(database)
    async with database.write(organization) as transaction:
        store = DeviceMappingStore(transaction, organization)
        await store.upsert({"wall box": CHARGER, "pump": HEAT_PUMP})
        await store.upsert({"wall box": HEAT_PUMP})
        await store.upsert({})
        assert await store.by_names(["wall box", "none"]) == {"wall box": HEAT_PUMP}
        assert list((await store.all()).items()) == [("pump", HEAT_PUMP), ("wall box", HEAT_PUMP)]
        assert await store.delete(["pump", "none"]) == 1
        assert await store.all() == {"wall box": HEAT_PUMP}


async def test_a_name_for_no_device_is_refused(database: Database):
    organization = (await an_organization(database)).id
    with pytest.raises(Conflict):
        async with database.write(organization) as transaction:
            await DeviceMappingStore(transaction, organization).upsert({"ghost": 999})


async def test_an_answer_is_found_for_a_day(database: Database):
    organization = (await an_organization(database)).id
    async with database.write(organization) as transaction:
        store = IdempotencyStore(transaction, organization)
        await store.insert("lookupIncentives", "key", ANSWER)
        almost = NOW + DAY - timedelta(seconds=1)
        assert await store.find("lookupIncentives", "key", almost) == ANSWER
        assert await store.find("lookupIncentives", "key", NOW + DAY) is None
        assert await store.find("lookupIncentives", "other", NOW) is None
        assert await store.find("updateApplication", "key", NOW) is None


async def test_a_key_is_used_once_a_day_for_each_field(database: Database):
    organization = (await an_organization(database)).id
    async with database.write(organization) as transaction:
        store = IdempotencyStore(transaction, organization)
        await store.insert("lookupIncentives", "key", ANSWER)
        await store.insert("updateApplication", "key", ANSWER)
    with pytest.raises(Conflict):
        async with database.write(organization) as transaction:
            await IdempotencyStore(transaction, organization).insert(
                "lookupIncentives", "key", ANSWER
            )


async def test_old_answers_are_forgotten_when_a_new_one_is_kept(database: Database):
    organization = (await an_organization(database)).id
    later = replace(ANSWER, created_at=NOW + DAY)
    async with database.write(organization) as transaction:
        store = IdempotencyStore(transaction, organization)
        await store.insert("lookupIncentives", "key", ANSWER)
        await store.insert("lookupIncentives", "key", later)
        assert await store.find("lookupIncentives", "key", NOW + DAY) == later


async def test_history_is_read_in_the_order_it_happened(database: Database):
    organization = (await an_organization(database)).id
    async with database.write(organization) as transaction:
        key, _ = await KeyStore(transaction).create(organization, KeyScope.WRITE, NOW)
        store = EventStore(transaction, organization)
        events = [
            an_event(1, field="email", before=None, after="a***", key_id=key.id),
            an_event(1, field="approval_date", before=NOW.date(), after=[1, {"x": None}]),
            an_event(1, actor=ActorKind.SYSTEM, reason="devices_replaced"),
        ]
        await store.append([*events, an_event(2)])
        await store.append([])
        first = await store.page("customer", 1, 2)
        rest = await store.page("customer", 1, 9, after=first[-1].id)
        assert [replace(each, id=0) for each in (*first, *rest)] == events
        assert await store.count("customer", 1) == 3
        assert await store.page("application", 1, 9) == ()


@pytest.mark.parametrize("statement", ["UPDATE event SET reason = 'another'", "DELETE FROM event"])
async def test_the_database_refuses_to_change_history(database: Database, statement: str):
    organization = (await an_organization(database)).id
    async with database.write(organization) as transaction:
        await EventStore(transaction, organization).append([an_event(1)])
    with pytest.raises(StorageFault):
        async with database.write(organization) as transaction:
            await transaction.run(text(statement))
    async with database.read() as transaction:
        assert await EventStore(transaction, organization).count("customer", 1) == 1


def test_history_offers_no_way_to_change_it():
    offered = {name for name in dir(EventStore) if not name.startswith("_")}
    assert offered == {"append", "page", "count"}
