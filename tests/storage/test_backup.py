"""A backup is whole, of one moment, for its owner alone, and in nobody's way."""

import asyncio
import sqlite3
import threading
from pathlib import Path

import pytest

from datasources.facts.errors import BadInput, StorageUnavailable
from datasources.sql.backup import back_up
from datasources.sql.engine import Database
from datasources.sql.inspect import concerns
from datasources.sql.stores.organizations import OrganizationStore
from tests.builders import NOW
from tests.storage.builders import stocked
from tests.storage.conftest import Template

BATCH = 10


@pytest.fixture
def url(template: Template, tmp_path: Path) -> str:
    return template.copy_to(tmp_path)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups" / "backup.sqlite"


async def test_a_backup_is_the_database_and_nothing_lies_beside_it(url: str, target: Path):
    async with Database.open(url) as database:
        kept = await stocked(database)
        # What was written last is still in the log, not in the file.
        back_up(url, target)
    assert _modes(target.parent) == {target.name: 0o600}
    async with Database.open(f"sqlite:///{target}") as copy:
        assert await concerns(copy) == []
        async with copy.read() as transaction:
            applications = copy.work(transaction, kept.organization).applications
            assert await applications.by_ids([kept.application.id])


def _modes(folder: Path) -> dict[str, int]:
    return {each.name: each.stat().st_mode & 0o777 for each in folder.iterdir()}


async def test_a_backup_is_of_one_moment_while_writers_go_on(url: str, target: Path):
    async with Database.open(url) as database:
        done = threading.Event()

        async def write() -> int:
            batches = 0
            while not done.is_set() or not batches:
                async with database.write() as transaction:
                    store = OrganizationStore(transaction)
                    for number in range(BATCH):
                        name = f"{batches}-{number}"
                        await store.insert(name, name, NOW)
                batches += 1
            return batches

        writing = asyncio.create_task(write())
        for number in range(5):
            await asyncio.to_thread(back_up, url, target.with_name(str(number)))
        done.set()
        batches = await writing
    counts = [_organizations(target.with_name(str(number))) for number in range(5)]
    assert [count % BATCH for count in counts] == [0] * 5
    assert counts == sorted(counts)
    assert counts[-1] <= batches * BATCH


def _organizations(path: Path) -> int:
    connection = sqlite3.connect(path)
    [(count,)] = connection.execute("SELECT count(*) FROM organization").fetchall()
    connection.close()
    return count


def test_a_backup_replaces_nothing(url: str, target: Path):
    target.write_text("mine")
    with pytest.raises(BadInput):
        back_up(url, target)
    assert target.read_text() == "mine"


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path, target: Path):
    missing = tmp_path / "missing.sqlite"
    with pytest.raises(BadInput):
        back_up(f"sqlite:///{missing}", target)
    assert not missing.exists()
    assert not target.exists()


def test_postgresql_is_backed_up_by_its_own_tool(target: Path):
    with pytest.raises(BadInput) as told:
        back_up("postgresql://someone:secret@db/graph", target)
    assert "pg_dump" in str(told.value)
    assert "secret" not in str(told.value)


def test_a_folder_that_is_not_there_is_told(url: str, tmp_path: Path):
    with pytest.raises(StorageUnavailable):
        back_up(url, tmp_path / "nowhere" / "backup.sqlite")


def test_a_damaged_database_is_not_passed_on_as_a_backup(url: str, target: Path):
    source = Path(url.removeprefix("sqlite:///"))
    content = bytearray(source.read_bytes())
    content[8192:40960] = b"\xff" * (40960 - 8192)
    source.write_bytes(content)
    with pytest.raises(StorageUnavailable):
        back_up(url, target)
    assert list(target.parent.iterdir()) == []
