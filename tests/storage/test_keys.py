"""Keys: found by their prefix, worth nothing unless every character is right and in force."""

import asyncio
from datetime import timedelta
from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from datasources.facts.errors import Conflict
from datasources.facts.organization import (
    MOST_KEYS,
    MOST_KEYS_ROLLING,
    ApiKey,
    KeyScope,
    Principal,
)
from datasources.sql.engine import Database
from datasources.sql.key_secrets import hash_of, matches, new_secret, prefix_of
from datasources.sql.stores.keys import KeyStore
from datasources.sql.stores.organizations import OrganizationStore
from tests.builders import NOW
from tests.storage.builders import an_organization

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
OFFICE = ip_network("203.0.113.0/24")


def test_a_secret_is_long_random_and_known_by_its_prefix():
    secrets = [new_secret() for _ in range(50)]
    assert len({secret.prefix for secret in secrets}) == len(secrets)
    for secret in secrets:
        assert prefix_of(secret.text) == secret.prefix
        assert secret.text.startswith(secret.prefix)
        assert len(secret.text) - len(secret.prefix) == 32
        assert matches(secret.text, secret.hash)
        assert secret.text not in repr(secret)


@given(st.text())
def test_no_other_text_is_a_secret(text: str):
    assert prefix_of(text) is None
    assert not matches(text, hash_of(text + "x"))


def test_characters_of_other_alphabets_are_no_secret():
    secret = new_secret().text
    for wrong in (secret[:-1] + "é", secret[:-1] + "٣", secret + "\n", secret[:-1], secret + "0"):
        assert prefix_of(wrong) is None


async def test_organizations_are_found_by_id_name_and_slug(database: Database):
    one, other = await an_organization(database, "one"), await an_organization(database, "other")
    async with database.read() as transaction:
        store = OrganizationStore(transaction)
        assert await store.all() == (one, other)
        assert await store.by_ids([other.id, 0]) == {other.id: other}
        assert await store.by_name("One") == await store.by_name("one") == one
        assert await store.by_name("nobody") is None


async def test_a_key_speaks_for_its_organization(database: Database):
    owner = await an_organization(database)
    async with database.write() as transaction:
        store = KeyStore(transaction)
        key, secret = await store.create(owner.id, KeyScope.WRITE, NOW, label="Website")
        assert await store.authenticate(secret, NOW) == Principal(owner.id, key.id, KeyScope.WRITE)
        assert await store.all() == (key,)
    assert (key.label, key.scope, key.created_at) == ("Website", KeyScope.WRITE, NOW)


async def test_a_key_of_no_organization_is_refused(database: Database):
    with pytest.raises(Conflict):
        async with database.write() as transaction:
            await KeyStore(transaction).create(99, KeyScope.READ, NOW)


async def test_what_is_not_wholly_right_speaks_for_nobody(database: Database):
    owner = await an_organization(database)
    async with database.write() as transaction:
        store = KeyStore(transaction)
        _, secret = await store.create(owner.id, KeyScope.READ, NOW)
        last = "0" if secret[-1] != "0" else "1"
        wrong = [
            "",
            "x",
            secret[:-1],
            secret[:-1] + last,
            secret.lower(),
            f" {secret}",
            new_secret().text,
        ]
        assert [await store.authenticate(each, NOW) for each in wrong] == [None] * len(wrong)


async def test_a_key_works_until_the_moment_it_expires(database: Database):
    owner = await an_organization(database)
    async with database.write() as transaction:
        store = KeyStore(transaction)
        _, secret = await store.create(owner.id, KeyScope.READ, NOW, expires_at=NOW + SECOND)
        assert await store.authenticate(secret, NOW) is not None
        assert await store.authenticate(secret, NOW + SECOND) is None


async def test_a_revoked_key_is_worth_nothing_and_revoked_once(database: Database):
    owner = await an_organization(database)
    async with database.write() as transaction:
        store = KeyStore(transaction)
        key, secret = await store.create(owner.id, KeyScope.READ, NOW)
        assert await store.revoke(key.prefix, NOW)
        assert not await store.revoke(key.prefix, NOW + SECOND)
        assert not await store.revoke("ig_live_unknown0", NOW)
        assert await store.authenticate(secret, NOW) is None
        assert (await store.all())[0].revoked_at == NOW


async def test_use_is_noted_at_most_once_a_minute(database: Database):
    owner = await an_organization(database)
    async with database.write() as transaction:
        store = KeyStore(transaction)
        key, _ = await store.create(owner.id, KeyScope.READ, NOW)
        noted = []
        for seconds in (0, 59, 60):
            await store.touch({key.id: NOW + seconds * SECOND})
            noted.append((await store.all())[0].last_used_at)
    assert noted == [NOW, NOW, NOW + 60 * SECOND]


async def test_the_secret_is_nowhere_in_the_database(database: Database):
    owner = await an_organization(database)
    async with database.write() as transaction:
        key, secret = await KeyStore(transaction).create(owner.id, KeyScope.READ, NOW)
        (row,) = await transaction.rows(text("SELECT * FROM api_key"))
    assert hash_of(secret) in row
    assert secret.removeprefix(key.prefix) not in str(row)


async def _rolled(database: Database, overlap: timedelta, **made) -> list[ApiKey]:
    """Make a key, roll it a day later; return both as they are then."""
    owner = await an_organization(database)
    async with database.write() as transaction:
        store = KeyStore(transaction)
        old, _ = await store.create(owner.id, KeyScope.WRITE, NOW, **made)
        assert await store.roll(old.prefix, NOW + DAY, overlap) is not None
        return list(await store.all())


async def test_a_rolled_key_has_a_successor_that_may_do_the_same(database: Database):
    old, new = await _rolled(database, 2 * DAY, label="Website", networks=[OFFICE])
    assert (new.organization_id, new.scope) == (old.organization_id, old.scope)
    assert (new.label, new.networks, new.expires_at) == ("Website", (OFFICE,), None)
    assert new.prefix != old.prefix


@pytest.mark.parametrize(
    ("days", "works_until"), [(0, DAY), (1, 2 * DAY), (9, 10 * DAY), (10, 10 * DAY)]
)
async def test_both_keys_work_until_the_overlap_ends(
    database: Database, days: int, works_until: timedelta
):
    old, new = await _rolled(database, days * DAY, expires_at=NOW + 10 * DAY)
    assert old.expires_at == NOW + works_until
    assert not old.in_force(NOW + works_until)
    assert new.expires_at == NOW + 11 * DAY
    assert new.in_force(NOW + works_until)


async def test_only_a_key_in_force_is_rolled(database: Database):
    owner = await an_organization(database)
    async with database.write() as transaction:
        store = KeyStore(transaction)
        revoked, _ = await store.create(owner.id, KeyScope.READ, NOW)
        expired, _ = await store.create(owner.id, KeyScope.READ, NOW, expires_at=NOW + SECOND)
        await store.revoke(revoked.prefix, NOW)
        for prefix in (revoked.prefix, expired.prefix, "ig_live_unknown0", ""):
            assert await store.roll(prefix, NOW + SECOND, DAY) is None
        assert len(await store.all()) == 2


async def _keys(database: Database, organization_id: int, count: int) -> list[ApiKey]:
    """Make keys that have nothing to end them."""
    async with database.write() as transaction:
        store = KeyStore(transaction)
        return [(await store.create(organization_id, KeyScope.READ, NOW))[0] for _ in range(count)]


async def _is_refused(database: Database, organization_id: int) -> bool:
    try:
        await _keys(database, organization_id, 1)
    except Conflict as refusal:
        return f"{MOST_KEYS} keys in force" in refusal.message.en
    return False


@pytest.mark.parametrize(("there", "refused"), [(MOST_KEYS - 1, False), (MOST_KEYS, True)])
async def test_an_organization_has_so_many_keys_and_no_more(
    database: Database, there: int, refused: bool
):
    owner, other = await an_organization(database), await an_organization(database, "other")
    await _keys(database, owner.id, there)
    assert await _is_refused(database, owner.id) is refused
    assert not await _is_refused(database, other.id)


async def test_keys_that_no_longer_work_leave_room(database: Database):
    owner = await an_organization(database)
    made = await _keys(database, owner.id, MOST_KEYS - 2)
    async with database.write() as transaction:
        store = KeyStore(transaction)
        await store.create(owner.id, KeyScope.READ, NOW - DAY, expires_at=NOW)
        await store.create(owner.id, KeyScope.READ, NOW - DAY, expires_at=NOW + SECOND)
        await store.create(owner.id, KeyScope.READ, NOW)
    assert await _is_refused(database, owner.id)
    async with database.write() as transaction:
        await KeyStore(transaction).revoke(made[0].prefix, NOW)
    assert not await _is_refused(database, owner.id)


async def test_of_two_who_make_the_last_key_one_does(database: Database):
    owner = await an_organization(database)
    await _keys(database, owner.id, MOST_KEYS - 1)
    made = await asyncio.gather(*(_is_refused(database, owner.id) for _ in range(2)))
    assert sorted(made) == [False, True]


async def test_every_key_can_be_rolled_where_there_may_be_no_more(database: Database):
    owner = await an_organization(database)
    keys = await _keys(database, owner.id, MOST_KEYS)
    async with database.write() as transaction:
        store = KeyStore(transaction)
        rolled = [await store.roll(each.prefix, NOW, DAY) for each in keys]
        successor = next(each for each in rolled if each)[0]
        assert sum(each.in_force(NOW) for each in await store.all()) == MOST_KEYS_ROLLING
        assert await store.roll(successor.prefix, NOW, timedelta()) is not None
    with pytest.raises(Conflict):
        async with database.write() as transaction:
            await KeyStore(transaction).roll(keys[0].prefix, NOW, DAY)


async def test_a_key_speaks_for_its_organization_from_its_networks_only(database: Database):
    owner = await an_organization(database)
    networks = [OFFICE, ip_network("2001:db8::/32")]
    async with database.write() as transaction:
        store = KeyStore(transaction)
        key, secret = await store.create(owner.id, KeyScope.READ, NOW, networks=networks)
        principal = await store.authenticate(secret, NOW)
    assert key.networks == tuple(networks)
    assert principal is not None
    inside = ("203.0.113.0", "203.0.113.255", "2001:db8::1")
    outside = ("203.0.112.255", "203.0.114.0", "2001:db9::", "::ffff:203.0.113.1")
    assert [principal.may_call_from(ip_address(each)) for each in inside] == [True] * 3
    assert [principal.may_call_from(ip_address(each)) for each in outside] == [False] * 4
    assert not principal.may_call_from(None)


async def test_a_key_without_networks_may_be_used_anywhere():
    for address in (ip_address("203.0.113.1"), ip_address("::1"), None):
        assert Principal(1, 1, KeyScope.READ).may_call_from(address)
