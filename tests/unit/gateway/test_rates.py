"""How much a caller may ask: buckets that leak, and whose they are."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest

from datasources.facts.organization import KeyScope, Principal
from gateway.execution.failures import Refused
from gateway.rates.bucket import Rate
from gateway.rates.meter import LeakyMeter, Policy
from gateway.rates.own import OwnBuckets
from gateway.rates.rates import Rates, rates_of
from gateway.settings import Settings
from schema.costs import REQUEST

RATE = Rate(per_s=10, burst=100)
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@dataclass
class Clock:
    at: float = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def buckets(clock: Clock) -> OwnBuckets:
    return OwnBuckets(clock)


def meter(buckets: OwnBuckets, name: str = "a", rate: Rate = RATE) -> LeakyMeter:
    return LeakyMeter(Policy("key", rate), buckets, name, lambda: NOW)


async def drain(buckets: OwnBuckets, points: int, name: str = "a") -> None:
    await buckets.pour(name, RATE, points, always=True)


@pytest.mark.parametrize(("points", "fitted"), [(100, True), (101, False)])
async def test_a_bucket_takes_what_it_holds_and_not_a_point_more(buckets, points, fitted):
    assert (await buckets.pour("a", RATE, points, always=False)).fitted is fitted


@pytest.mark.parametrize(("after_s", "fitted"), [(4.9, False), (5.0, True)])
async def test_a_bucket_leaks_with_time(buckets, clock, after_s, fitted):
    await drain(buckets, 100)
    clock.at += after_s
    assert (await buckets.pour("a", RATE, 50, always=False)).fitted is fitted


async def test_what_did_not_fit_was_not_poured_in(buckets):
    await drain(buckets, 60)
    assert not (await buckets.pour("a", RATE, 50, always=False)).fitted
    assert (await buckets.pour("a", RATE, 40, always=False)).fitted


async def test_nobody_gets_more_than_a_whole_bucket_however_long_they_wait(buckets, clock):
    clock.at += 1e6
    await drain(buckets, -500)
    assert (await buckets.pour("a", RATE, 0, always=False)).left(RATE) == 100


async def test_each_caller_has_a_bucket(buckets):
    await drain(buckets, 100, "a")
    assert (await buckets.pour("b", RATE, 100, always=False)).fitted


async def test_the_bucket_that_was_used_least_recently_is_forgotten(clock):
    buckets = OwnBuckets(clock, most=2)
    for name in ("a", "b", "a", "c"):
        await drain(buckets, 50, name)
    assert list(buckets._empty_at) == ["a", "c"]


async def test_a_request_is_refused_with_the_time_to_wait(buckets):
    await drain(buckets, 100)
    asking = meter(buckets)
    with pytest.raises(Refused) as refused:
        await asking.enter()
    assert (refused.value.status, refused.value.failure.code) == (429, "RATE_LIMITED")
    assert refused.value.headers == {"retry-after": str(REQUEST // 10)}


async def test_who_waits_as_long_as_told_is_served(buckets, clock):
    await drain(buckets, 97)
    with pytest.raises(Refused) as refused:
        await meter(buckets).enter()
    clock.at += int(refused.value.headers["retry-after"])
    await meter(buckets).enter()


async def test_an_operation_takes_its_cost_and_gives_back_what_it_did_not_need(buckets):
    asking = meter(buckets)
    await asking.enter()
    assert asking.allowance().remaining == 100 - REQUEST
    await asking.charge(70)
    assert asking.allowance().remaining == 30
    await asking.settle(25)
    assert asking.allowance().remaining == 75


async def test_what_costs_more_than_was_told_is_owed(buckets, clock):
    asking = meter(buckets)
    await asking.charge(70)
    await asking.settle(130)
    assert asking.allowance().remaining == 0
    clock.at += 3
    assert not (await buckets.pour("a", RATE, 1, always=False)).fitted
    clock.at += 1
    assert (await buckets.pour("a", RATE, 1, always=False)).fitted


async def test_an_operation_that_costs_more_than_there_ever_is_may_run_on_a_full_allowance(buckets):
    asking = meter(buckets)
    await asking.enter()
    await asking.charge(5000)
    with pytest.raises(Refused):
        await meter(buckets).enter()


async def test_a_refused_operation_takes_nothing(buckets):
    await drain(buckets, 50)
    asking = meter(buckets)
    await asking.enter()
    with pytest.raises(Refused) as refused:
        await asking.charge(70)
    assert refused.value.headers == {"retry-after": "2"}
    assert asking.allowance().remaining == 50


async def test_headers_tell_what_is_left_by_the_draft(buckets):
    asking = meter(buckets)
    await asking.charge(25)
    assert asking.headers() == {
        "ratelimit-policy": '"key";q=100;qu="points";w=10',
        "ratelimit": '"key";r=75;t=3',
    }


async def test_the_allowance_says_when_it_will_be_whole(buckets):
    asking = meter(buckets)
    await asking.charge(40)
    told = asking.allowance()
    assert (told.limit, told.remaining, told.cost) == (100, 60, 40)
    assert told.reset_at == NOW + timedelta(seconds=4)


async def left_of(rates: Rates, principal: Principal | None, address: str) -> int:
    found = rates.meter(principal, ip_address(address))
    assert found is not None
    await found.enter()
    return found.allowance().remaining


HERE, THERE = "203.0.113.9", "198.51.100.7"
ONE, OTHER_KEY, NEIGHBOUR = (
    Principal(1, 1, KeyScope.READ),
    Principal(1, 2, KeyScope.READ),
    Principal(2, 3, KeyScope.READ),
)


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        ((ONE, HERE), (ONE, HERE), True),
        ((ONE, HERE), (ONE, THERE), True),
        ((ONE, HERE), (OTHER_KEY, HERE), False),
        ((ONE, HERE), (NEIGHBOUR, HERE), False),
        ((ONE, HERE), (None, HERE), False),
        ((None, HERE), (None, HERE), True),
        ((None, HERE), (None, THERE), False),
        ((None, "2001:db8::1"), (None, "2001:db8::ffff"), True),
        ((None, "2001:db8::1"), (None, "2001:db8:0:1::1"), False),
    ],
)
async def test_callers_are_told_apart_by_key_or_else_by_address(first, second, shared):
    rates = Rates(RATE, RATE, None, lambda: NOW)
    await left_of(rates, *first)
    assert await left_of(rates, *second) == 100 - REQUEST * (2 if shared else 1)


@pytest.mark.parametrize(
    ("chosen", "keys", "addresses"),
    [
        ({}, True, False),
        ({"host": "localhost"}, True, False),
        ({"host": "::1"}, True, False),
        ({"host": "0.0.0.0"}, True, True),
        ({"host": "graph.example.org"}, True, True),
        ({"trusted_proxies": "127.0.0.1"}, True, True),
        ({"rate_anonymous_points": 7}, True, True),
        ({"host": "0.0.0.0", "rate_anonymous_points": 0}, True, False),
        ({"rate_points": 0}, False, False),
    ],
)
def test_settings_say_who_is_counted(chosen, keys, addresses):
    rates = rates_of(Settings(**chosen), lambda: NOW)
    address = ip_address(HERE)
    assert (rates.meter(ONE, address) is not None) is keys
    assert (rates.meter(None, address) is not None) is addresses
