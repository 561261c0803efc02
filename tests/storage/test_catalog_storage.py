"""Packs go into storage whole or not at all, and come out as they went in."""

import pytest

from datasources.catalog.pack import DEMO, CatalogPack
from datasources.catalog.read import parse_pack, read_pack
from datasources.catalog.write import write_pack
from datasources.facts.errors import Conflict
from datasources.facts.organization import KeyScope
from datasources.sql.engine import Database
from datasources.sql.stores.keys import KeyStore
from datasources.sql.stores.organizations import OrganizationStore
from gateway import catalog_storage
from gateway.catalog_storage import store_pack, stored_pack
from gateway.demo import seed_demo
from tests.builders import NOW
from tests.offers import a_device, a_stored_program, a_tier
from tests.storage.builders import an_organization


async def stored(database: Database) -> CatalogPack:
    async with database.read() as transaction:
        return await stored_pack(transaction)


async def store(database: Database, pack: CatalogPack) -> None:
    async with database.write() as transaction:
        await store_pack(transaction, pack)


async def test_the_demo_pack_comes_out_as_it_went_in(database: Database):
    pack = read_pack(DEMO)
    await store(database, pack)
    assert await stored(database) == pack
    assert parse_pack(write_pack(await stored(database))) == pack


async def test_an_empty_pack_changes_nothing(database: Database):
    await store(database, read_pack(DEMO))
    await store(database, CatalogPack())
    assert await stored(database) == read_pack(DEMO)


async def test_devices_and_programs_are_replaced_by_number(database: Database):
    await store(database, CatalogPack((a_device(1), a_device(2)), (a_stored_program(1),)))
    program = a_stored_program(1, key="renamed", tiers=(a_tier(7), a_tier(1)))
    await store(database, CatalogPack((a_device(2, name="Other"),), (program,)))
    found = await stored(database)
    assert found.devices == (a_device(1), a_device(2, name="Other"))
    assert found.programs == (program,)


@pytest.mark.parametrize(
    "program", [a_stored_program(2, key="program1"), a_stored_program(2, tiers=(a_tier(1),))]
)
async def test_what_belongs_to_another_program_is_refused_whole(database: Database, program):
    await store(database, CatalogPack((), (a_stored_program(1),)))
    with pytest.raises(Conflict, match="belongs to another program"):
        await store(database, CatalogPack((a_device(1),), (a_stored_program(3), program)))
    assert await stored(database) == CatalogPack((), (a_stored_program(1),))


async def test_a_great_catalog_comes_out_whole(database: Database, monkeypatch):
    monkeypatch.setattr(catalog_storage, "_AT_ONCE", 2)
    pack = CatalogPack(tuple(a_device(number) for number in range(1, 6)))
    await store(database, pack)
    assert await stored(database) == pack


async def test_the_demo_is_made_once_and_in_a_file_only(database: Database):
    seed, again = await seed_demo(database, NOW), await seed_demo(database, NOW)
    assert again is None
    if not database.is_file:
        assert seed is None
        assert await stored(database) == CatalogPack()
        return
    assert seed is not None
    assert (seed.organization.name, seed.organization.slug) == ("Demo", "demo")
    assert await stored(database) == read_pack(DEMO)
    async with database.read() as transaction:
        principal = await KeyStore(transaction).authenticate(seed.secret, NOW)
    assert principal is not None
    assert principal.organization_id == seed.organization.id
    assert principal.may(KeyScope.ADMIN)


async def test_storage_that_is_in_use_is_left_alone(database: Database):
    await an_organization(database)
    assert await seed_demo(database, NOW) is None
    assert await stored(database) == CatalogPack()


async def test_a_catalog_without_an_organization_is_left_alone(database: Database):
    await store(database, CatalogPack((a_device(1),)))
    assert await seed_demo(database, NOW) is None
    async with database.read() as transaction:
        assert await OrganizationStore(transaction).all() == ()
