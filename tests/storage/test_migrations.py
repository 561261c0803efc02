"""Tables become what the stores know, step by step, there and back."""

from pathlib import Path

import pytest
from sqlalchemy import text

from datasources.facts.errors import BadInput
from datasources.sql.current import ensure_current
from datasources.sql.engine import Database
from datasources.sql.failures import StorageFault
from datasources.sql.inspect import concerns
from datasources.sql.migrate import (
    EMPTY,
    StorageOutdated,
    downgrade,
    newest_revision,
    revision_of,
    upgrade,
)
from datasources.sql.stores.organizations import OrganizationStore
from tests.builders import NOW
from tests.storage.builders import stocked

STEPS = sorted(Path("datasources/sql/migrations/versions").glob("2*.py"))
REVISIONS = [step.name[:15] for step in STEPS]


async def test_tables_go_up_down_and_up_again(empty_url: str):
    async with Database.open(empty_url) as database:
        assert await revision_of(database) == EMPTY
        assert await upgrade(database) == newest_revision() == REVISIONS[-1]
        assert await downgrade(database, EMPTY) == EMPTY
        assert await upgrade(database) == newest_revision()
        assert await concerns(database) == []


async def test_every_step_can_be_taken_alone_both_ways(empty_url: str):
    async with Database.open(empty_url) as database:
        for revision in REVISIONS:
            assert await upgrade(database, revision) == revision
        for revision in [*REVISIONS[-2::-1], EMPTY]:
            assert await downgrade(database, revision) == revision


async def test_upgrading_what_is_current_keeps_what_is_stored(database: Database):
    stock = await stocked(database)
    await upgrade(database)
    async with database.read() as transaction:
        assert list(await OrganizationStore(transaction).by_ids([stock.organization]))
    assert await concerns(database) == []


async def test_models_and_migrations_agree(database: Database):
    assert await concerns(database) == []


async def test_a_difference_between_models_and_tables_is_found(empty_url: str):
    async with Database.open(empty_url) as database:
        await upgrade(database)
        async with database.write() as transaction:
            await transaction.run(text("ALTER TABLE organization ADD COLUMN extra INTEGER"))
            await transaction.run(text("DROP INDEX ix_api_key_organization_id"))
        found = await concerns(database)
        assert len(found) == 2
        assert "extra" in found[0] + found[1]


async def test_an_unknown_revision_is_refused(database: Database):
    with pytest.raises(BadInput, match="no revision nonsense"):
        await upgrade(database, "nonsense")
    assert await revision_of(database) == newest_revision()


async def test_a_newer_database_is_left_alone(empty_url: str):
    async with Database.open(empty_url) as database:
        await upgrade(database)
        async with database.write() as transaction:
            await transaction.run(
                text("UPDATE alembic_version SET version_num = '2099_01_01_0000'")
            )
        with pytest.raises(StorageOutdated):
            await upgrade(database)
        with pytest.raises(StorageOutdated):
            await ensure_current(database)


async def test_a_file_is_upgraded_at_the_start_and_a_server_is_not(empty_url: str):
    async with Database.open(empty_url) as database:
        if database.is_file:
            await ensure_current(database)
            assert await revision_of(database) == newest_revision()
        else:
            with pytest.raises(StorageOutdated, match="database upgrade"):
                await ensure_current(database)
            assert await revision_of(database) == EMPTY


async def test_a_current_database_passes_at_the_start(database: Database):
    await ensure_current(database)


async def test_a_step_that_fails_leaves_nothing(empty_url: str):
    async with Database.open(empty_url) as database:
        async with database.write() as transaction:
            await transaction.run(text("CREATE TABLE customer (already INTEGER)"))
        with pytest.raises(StorageFault):
            await upgrade(database)
        assert await revision_of(database) == EMPTY
        async with database.write() as transaction:
            await transaction.run(text("DROP TABLE customer"))
        assert await upgrade(database) == newest_revision()


async def test_damage_of_a_file_is_found(tmp_path: Path):
    path = tmp_path / "test.sqlite"
    async with Database.open(f"sqlite:///{path}") as database:
        await upgrade(database)
        async with database.write() as transaction:
            await OrganizationStore(transaction).insert("A", "a", NOW)
        async with database.migrate() as connection:
            await connection.execute(
                text(
                    "INSERT INTO api_key (organization_id, prefix, secret_hash, scope, created_at)"
                    " VALUES (99, 'x', 'x', 'read', '2026-01-01 00:00:00')"
                )
            )
        assert await concerns(database) == ["Row 1 of api_key refers to nothing."]


async def test_the_newest_step_is_told_without_taking_any(empty_url: str):
    async with Database.open(empty_url) as database:
        await upgrade(database)
        before = await revision_of(database)
        await ensure_current(database)
        assert await revision_of(database) == before == newest_revision()
