"""Requests that come again: an idempotency key makes a mutation happen once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from datasources.facts.errors import Conflict
from datasources.sql.engine import Database
from datasources.sql.transaction import Transaction
from resolvers.desk import Flights
from tests.builders import NOW
from tests.partner import CHECK, Partners, a_lookup, codes, mutation

DIRECTED = f"""
mutation Check($input: LookupIncentivesInput!, $key: String!) {{
  lookupIncentives(input: $input) @idempotent(key: $key) {{ {CHECK} }}
}}
"""


async def test_a_repeat_is_answered_as_it_was_the_first_time(partners: Partners):
    caller = partners.first.keyed("k")
    first = await caller.lookup(123, createApplication=True)
    state = await partners.first.state()
    again = await caller.lookup(123, createApplication=True)

    assert again == first
    assert again["check"]["operation"] == "LOOKUP"
    assert await partners.first.state() == state


@pytest.mark.parametrize("told", [{"buildingType": "COMMERCIAL"}, {"deviceNumbers": [123, 123]}])
async def test_another_request_with_the_same_key_is_refused(
    partners: Partners, told: dict[str, Any]
):
    caller = partners.first.keyed("k")
    await caller.lookup(123)
    state = await partners.first.state()

    assert await caller.code(mutation("lookup"), input=a_lookup(123) | told) == (
        "IDEMPOTENCY_CONFLICT"
    )
    assert await partners.first.state() == state


async def test_a_key_is_of_one_mutation_and_one_organization(partners: Partners):
    await partners.first.keyed("k").lookup(123)
    assert codes(await partners.first.keyed("k").refresh()) == []
    assert codes(await partners.second.keyed("k").lookup(44)) == []
    assert (await partners.second.state()).numbers("home-1") == [44]


async def test_a_refused_request_leaves_its_key_free(partners: Partners):
    caller = partners.first.keyed("k")
    assert codes(await caller.lookup(9)) == ["NO_DEVICE_CATEGORIES"]
    assert codes(await caller.lookup(123)) == []


async def test_a_dry_run_leaves_its_key_free(partners: Partners):
    caller = partners.first.keyed("k")
    await caller.check("lookup", dry=True, **a_lookup(123))
    assert codes(await caller.lookup(44)) == []
    assert (await partners.first.state()).numbers("home-1") == [44]


async def test_without_a_key_everything_happens_again(partners: Partners):
    await partners.first.lookup(123)
    await partners.first.lookup(123)
    assert (await partners.first.state()).customer("home-1").version == 2


async def test_of_twins_in_flight_one_is_answered_and_one_is_told_to_wait(partners: Partners):
    caller = partners.first.keyed("k")
    twins = await asyncio.gather(
        *(caller.answer(mutation("lookup"), input=a_lookup(123)) for _ in range(2))
    )
    waiting = [each["errors"][0] for each in twins if "errors" in each]

    assert [each["extensions"]["code"] for each in waiting] == ["IDEMPOTENCY_IN_PROGRESS"]
    assert sum("errors" not in each for each in twins) == 1
    assert (await partners.first.state()).numbers("home-1") == [123]
    assert codes(await caller.lookup(123)) == []


async def test_twins_of_two_processes_happen_once(partners: Partners):
    """Each process knows its own flights only; the transaction knows them all."""
    elsewhere = replace(partners.first, flights=Flights())
    twins = await asyncio.gather(
        partners.first.keyed("k").lookup(123, createApplication=True),
        elsewhere.keyed("k").lookup(123, createApplication=True),
    )
    assert twins[0] == twins[1]
    assert (await partners.first.state()).customer("home-1").version == 1


async def test_an_answer_that_is_cut_off_leaves_nothing_behind(partners: Partners):
    dying = replace(partners.first, database=Dying(partners.database, ZeroDivisionError()))
    told = a_lookup(123, createApplication=True)

    assert await dying.keyed("k").code(mutation("lookup"), input=told) == "INTERNAL"
    state = await partners.first.state()
    assert (state.customers, state.applications) == ((), ())
    async with partners.database.read() as reading:
        work = partners.work(reading)
        assert await work.answers.find("lookupIncentives", "k", NOW) is None
        assert await work.events.all_of_customer(1) == ()
    assert codes(await partners.first.keyed("k").lookup(123)) == []


async def test_a_conflict_is_an_error_of_the_request(partners: Partners):
    losing = replace(partners.first, database=Dying(partners.database, Conflict("changed")))
    assert await losing.code(mutation("lookup"), input=a_lookup(123)) == "CONFLICT"


class Dying(Database):
    """A database that breaks off when everything is written, but for the commit."""

    def __init__(self, real: Database, error: Exception) -> None:
        self._real = real
        self._error = error

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Transaction]:
        async with self._real.read() as reading:
            yield reading

    @asynccontextmanager
    async def write(self, organization_id: int | None = None) -> AsyncIterator[Transaction]:
        async with self._real.write(organization_id) as writing:
            yield writing
            raise self._error


async def test_an_answer_is_forgotten_after_a_day(partners: Partners):
    await partners.first.keyed("k").lookup(123)
    async with partners.database.read() as reading:
        answers = partners.work(reading).answers
        day = timedelta(hours=24)
        assert await answers.find("lookupIncentives", "k", NOW + day - timedelta(seconds=1))
        assert await answers.find("lookupIncentives", "k", NOW + day) is None


async def test_the_key_may_stand_on_the_field(partners: Partners):
    first = await partners.first.ask(DIRECTED, input=a_lookup(123), key="k")
    assert await partners.first.ask(DIRECTED, input=a_lookup(123), key="k") == first
    assert await partners.first.code(DIRECTED, input=a_lookup(44), key="k") == (
        "IDEMPOTENCY_CONFLICT"
    )
    assert (await partners.first.state()).customer("home-1").version == 1


async def test_header_and_field_are_the_same_key(partners: Partners):
    first = await partners.first.keyed("k").lookup(123)
    again = await partners.first.ask(DIRECTED, input=a_lookup(123), key="k")
    both = await partners.first.keyed("k").ask(DIRECTED, input=a_lookup(123), key="k")

    assert again["lookupIncentives"] == both["lookupIncentives"] == first
    assert await partners.first.keyed("k").code(DIRECTED, input=a_lookup(123), key="other") == (
        "BAD_USER_INPUT"
    )


async def test_two_mutations_of_one_request_may_have_keys_of_their_own(partners: Partners):
    query = """mutation Two($one: LookupIncentivesInput!, $two: LookupIncentivesInput!) {
        one: lookupIncentives(input: $one) @idempotent(key: "1") { check { referenceId } }
        two: lookupIncentives(input: $two) @idempotent(key: "2") { check { referenceId } } }"""
    told = {"one": a_lookup(123), "two": a_lookup(44, referenceId="home-2")}
    first = await partners.first.ask(query, **told)
    assert await partners.first.ask(query, **told) == first
    assert len((await partners.first.state()).customers) == 2


@pytest.mark.parametrize("key", ["", "x" * 256, "a\nb", "\u0000"])
async def test_a_key_is_a_short_text(partners: Partners, key: str):
    assert await partners.first.code(DIRECTED, input=a_lookup(123), key=key) == "BAD_USER_INPUT"
    header = partners.first.keyed(key)
    assert await header.code(mutation("lookup"), input=a_lookup(123)) == "BAD_USER_INPUT"
    assert (await partners.first.state()).customers == ()


async def test_the_longest_key_is_kept(partners: Partners):
    caller = partners.first.keyed("x" * 255)
    assert await caller.lookup(123) == await caller.lookup(123)
