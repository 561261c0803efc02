"""What organizations set, and what they were answered."""

from dataclasses import replace
from datetime import timedelta

import pytest

from datasources.facts.errors import Conflict
from datasources.facts.history import ClaimedField, StoredAnswer
from datasources.sql.engine import Database
from datasources.sql.stores.claimed_fields import ClaimedFieldStore
from datasources.sql.stores.device_mappings import DeviceMappingStore
from datasources.sql.stores.idempotency import IdempotencyStore
from tests.builders import NOW
from tests.storage.builders import CHARGER, HEAT_PUMP, an_organization, some_devices

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
