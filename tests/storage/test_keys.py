"""Keys: found by their prefix, worth nothing unless every character is right and in force."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from datasources.facts.errors import Conflict
from datasources.facts.organization import KeyScope, Principal
from datasources.sql.engine import Database
from datasources.sql.key_secrets import hash_of, matches, new_secret, prefix_of
from datasources.sql.stores.keys import KeyStore
from datasources.sql.stores.organizations import OrganizationStore
from tests.builders import NOW
from tests.storage.builders import an_organization

SECOND = timedelta(seconds=1)


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
            await store.touch(key.id, NOW + seconds * SECOND)
            noted.append((await store.all())[0].last_used_at)
    assert noted == [NOW, NOW, NOW + 60 * SECOND]


async def test_the_secret_is_nowhere_in_the_database(database: Database):
    owner = await an_organization(database)
    async with database.write() as transaction:
        key, secret = await KeyStore(transaction).create(owner.id, KeyScope.READ, NOW)
        (row,) = (await transaction.run(text("SELECT * FROM api_key"))).all()
    assert hash_of(secret) in row
    assert secret.removeprefix(key.prefix) not in str(row)
