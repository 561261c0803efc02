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

_AT = "'2026-11-21 12:00:00+00:00'"
# Customers 1 and 2 were looked up and then, in one request, given other devices; the devices that
# customer 1 has had are all gone.
OF_OLD = [
    f"INSERT INTO organization (id, name, slug, created_at) VALUES (1, 'A', 'a', {_AT})",
    "INSERT INTO device (number, name, category, active) VALUES (42, 'Charger', 'c', TRUE)",
    *(
        "INSERT INTO customer (id, organization_id, reference_id, street1, city, state, "
        "postal_code, country_code, possible_utilities, utility_stale, version, created_at, "
        f"updated_at) VALUES ({n}, 1, 'ref-{n}', '', '', '', '', 'US', '[]', FALSE, 1, {_AT}, "
        f"{_AT})"
        for n in (1, 2)
    ),
    "INSERT INTO customer_device (id, organization_id, customer_id, device, quantity, created_at, "
    f"updated_at) VALUES (24, 1, 2, 42, 1, {_AT}, {_AT})",
    "INSERT INTO application (id, organization_id, customer_id, program, status, version, "
    f"created_at, updated_at) VALUES (31, 1, 2, 'p', 'not_started', 1, {_AT}, {_AT})",
    *(
        "INSERT INTO event (id, organization_id, entity, entity_id, at, actor, request_id) "
        f"VALUES ({n}, 1, '{entity}', {of}, {_AT}, 'partner', '{request}')"
        for n, (entity, of, request) in enumerate(
            [
                ("customer", 1, "first"),
                ("customer_device", 11, "first"),
                ("customer_device", 12, "first"),
                ("customer", 2, "first"),
                ("customer_device", 23, "first"),
                ("customer_device", 11, "second"),
                ("customer_device", 13, "second"),
                ("customer_device", 23, "second"),
                ("customer_device", 24, "second"),
                ("application", 31, "second"),
                ("customer_device", 99, "without a trace"),
            ],
            start=1,
        )
    ),
]


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


async def test_events_of_old_are_told_whose_customer_they_are_about(empty_url: str):
    async with Database.open(empty_url) as database:
        await upgrade(database, "2026_11_21_1240")
        async with database.write() as writing:
            for statement in OF_OLD:
                await writing.run(text(statement))
        await upgrade(database)
        async with database.read() as reading:
            rows = await reading.rows(text("SELECT id, customer_id FROM event ORDER BY id"))
        assert dict(rows) == {
            1: 1, 2: 1, 3: 1, 4: 2, 5: 2, 6: 1, 7: 1, 8: 2, 9: 2, 10: 2, 11: 0,
        }  # fmt: skip
        for statement in ("UPDATE event SET customer_id = 9", "DELETE FROM event"):
            with pytest.raises(StorageFault):
                async with database.write() as writing:
                    await writing.run(text(statement))
        await downgrade(database, "2026_11_21_1240")
        with pytest.raises(StorageFault):
            async with database.write() as writing:
                await writing.run(text("DELETE FROM event"))


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
