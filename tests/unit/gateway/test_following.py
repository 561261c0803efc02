"""What is served follows what is chosen, and no request loses the data set it began with."""

import asyncio
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from datasources.dataset.write import write_dataset
from gateway.choice import keep_choice
from gateway.following import Follower
from gateway.settings import Settings
from gateway.wiring import NotReady, Services
from resolvers.ports import PostalCodeGeocoder
from tests.builders import NOW, a_content


@pytest.fixture
def services() -> Iterator[Services]:
    services = Services(PostalCodeGeocoder(), lambda: date(2026, 11, 21))
    yield services
    services.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, dataset=None)


@pytest.fixture
def follower(settings: Settings, services: Services) -> Follower:
    choose(settings, "first")
    follower = Follower(settings, services)
    follower.start()
    return follower


def choose(settings: Settings, name: str) -> Path:
    path = settings.home / f"{name}.sqlite"
    write_dataset(a_content(name=name), path, NOW)
    keep_choice(settings.home, path)
    return path


def served(services: Services) -> str:
    with services.scope() as scope:
        # A question to the file: it fails when the file is closed.
        assert scope.dataset.zip("97701") is not None
        return scope.dataset.card.name


async def test_another_choice_is_served(settings, services, follower):
    assert served(services) == "first"
    choose(settings, "second")
    await follower.catch_up()
    assert served(services) == "second"


async def test_a_request_finishes_on_the_data_set_it_began_with(settings, services, follower):
    with services.scope() as early:
        choose(settings, "second")
        await follower.catch_up()
        with services.scope() as late:
            assert (early.dataset.card.name, late.dataset.card.name) == ("first", "second")
            assert early.dataset.zip("97701") == late.dataset.zip("97701")


async def test_the_file_is_closed_when_the_last_request_has_ended(settings, services, follower):
    with services.scope() as first, services.scope():
        choose(settings, "second")
        await follower.catch_up()
        assert open_files(first) == 1
    assert open_files(first) == 0


async def test_a_file_that_nobody_uses_is_closed_at_once(settings, services, follower):
    with services.scope() as earlier:
        pass
    choose(settings, "second")
    await follower.catch_up()
    assert open_files(earlier) == 0


async def test_what_cannot_be_opened_is_told_once_and_leaves_the_old_one(
    settings, services, follower, caplog
):
    choose(settings, "second").write_bytes(b"nonsense" * 1000)
    for _ in range(3):
        await follower.catch_up()
    assert served(services) == "first"
    (record,) = caplog.records
    assert record.levelname == "ERROR"
    assert "second.sqlite" in record.message


async def test_a_file_that_is_mended_is_served(settings, services, follower):
    path = choose(settings, "second")
    path.write_bytes(b"nonsense" * 1000)
    await follower.catch_up()
    write_dataset(a_content(name="mended"), path, NOW)
    await follower.catch_up()
    assert served(services) == "mended"


async def test_nothing_is_opened_again_when_nothing_changed(services, follower):
    with services.scope() as before:
        await follower.catch_up()
    with services.scope() as after:
        assert after.catalogue is before.catalogue


async def test_without_a_data_set_it_waits_for_one(settings, services):
    follower = Follower(settings, services)
    keep_choice(settings.home, settings.home / "missing.sqlite")
    await follower.catch_up()
    with pytest.raises(NotReady), services.scope():
        pass
    choose(settings, "first")
    await follower.catch_up()
    assert served(services) == "first"


async def test_it_looks_at_once_when_it_is_told_to(settings, services):
    follower = Follower(settings, services, every_s=3600)
    choose(settings, "first")
    follower.start()
    async with follower.following(), asyncio.timeout(30):
        choose(settings, "second")
        follower.look_now()
        while served(services) != "second":  # noqa: ASYNC110 - nothing tells when that is so
            await asyncio.sleep(0.01)


def open_files(scope) -> int:
    """Count the descriptors that this process has on a scope's file."""
    path = str(scope.dataset._file._path)
    links = Path("/proc/self/fd").iterdir()
    return sum(os.path.realpath(link) == path for link in links)
