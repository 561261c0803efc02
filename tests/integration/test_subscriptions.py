"""What happens to applications is told to whoever follows them: each event once, in order."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from datasources.facts.errors import StorageUnavailable
from datasources.facts.history import Event
from datasources.sql.transaction import Transaction
from gateway.execution.failures import Answer, Refused
from gateway.execution.orders import Operation
from resolvers.changes import Changes
from resolvers.work import Storage, Work
from tests.changes import CHARGER, applied, history, of_customer, update
from tests.graphs import REQUEST, opaque
from tests.homes import fill
from tests.partner import Caller, Partners
from tests.storage.builders import an_event

FIELDS = "id at actor keyPrefix requestId entity entityId field before after reason from to"
FOLLOW = f"""subscription Follow($by: ApplicationBy, $after: ID) {{
    told: applicationChanged(by: $by, after: $after) {{ {FIELDS} }} }}"""
FIRST = {"number": 1}


async def bodies(
    caller: Caller, query: str = FOLLOW, **variables: Any
) -> AsyncGenerator[dict[str, Any], None]:
    """Follow; every answer ends the wait for it within ten seconds."""
    begun = await caller.graph._engine.begin(Operation(query, variables), caller.context())
    if isinstance(begun, Answer):
        yield begun.body(REQUEST)
        return
    async with aclosing(begun):
        while True:
            async with asyncio.timeout(10):
                answer = await anext(begun, None)
            if answer is None:
                return
            yield answer.body(REQUEST)


async def followed(caller: Caller, count: int, **variables: Any) -> list[dict[str, Any]]:
    """Return so many events."""
    found = []
    async with aclosing(bodies(caller, **variables)) as coming:
        async for body in coming:
            assert "errors" not in body, body["errors"]
            found.append(body["data"]["told"])
            if len(found) == count:
                break
    return found


async def refusal(caller: Caller, **variables: Any) -> tuple[str, str | None]:
    """Return code and field of why following cannot begin."""
    async with aclosing(bodies(caller, **variables)) as coming:
        body = await anext(coming)
    assert "data" not in body
    (error,) = body["errors"]
    return error["extensions"]["code"], error["extensions"].get("field")


@asynccontextmanager
async def listening(caller: Caller, count: int, **variables: Any) -> AsyncIterator[Any]:
    """Follow from before the block, which has to cause so many events."""
    before = caller.changes.listeners
    task = asyncio.create_task(followed(caller, count, **variables))
    async with asyncio.timeout(10):
        while caller.changes.listeners == before and not task.done():  # noqa: ASYNC110 it tells nobody
            await asyncio.sleep(0.001)
    yield task


async def happen(partners: Partners, events: list[Event], organization: int = 1) -> None:
    async with partners.database.write(organization) as writing:
        await partners.database.work(writing, organization).events.append(events)


async def test_a_change_is_told_as_its_history_tells_it(partners: Partners):
    await applied(partners.first, CHARGER)
    known = len(await history(partners.first, 1))
    async with listening(partners.first, 2, by=FIRST) as told:
        await update(partners.first, 1, **of_customer(email="a@example.org", firstName="Ann"))
    (page,) = [
        found["application"]["history"]["nodes"]
        for found in [
            await partners.first.ask(
                f"{{ application(by: {{number: 1}}) {{ history {{ nodes {{ {FIELDS} }} }} }} }}"
            )
        ]
    ]
    assert await told == page[known : known + 2]


async def test_each_application_is_told_of_itself_and_of_its_customer(partners: Partners):
    await fill(partners, 1, 2)
    about = [
        ("application", 1, 1), ("application", 2, 2), ("customer", 1, 1), ("customer", 2, 2),
        ("customer_device", 2, 2), ("customer_device", 1, 1),
    ]  # fmt: skip
    async with (
        listening(partners.first, 3, by=FIRST) as one,
        listening(partners.first, 3, by={"id": opaque("Application:2")}) as other,
        listening(partners.reader, 6) as every,
    ):
        await happen(
            partners,
            [
                an_event(entity_id, entity=entity, customer_id=customer, field=f"f{number}")
                for number, (entity, entity_id, customer) in enumerate(about)
            ],
        )
    assert [each["field"] for each in await one] == ["f0", "f2", "f5"]
    assert [each["field"] for each in await other] == ["f1", "f3", "f4"]
    assert [each["field"] for each in await every] == [f"f{number}" for number in range(6)]


async def test_customers_without_an_application_are_not_told_of(partners: Partners):
    await fill(partners, 1, 1)
    async with listening(partners.first, 1) as told:
        await happen(partners, [an_event(9, customer_id=9), an_event(1, customer_id=1, field="f")])
    assert [each["field"] for each in await told] == ["f"]


@pytest.mark.parametrize("by", [None, FIRST])
async def test_whoever_comes_back_misses_nothing_and_gets_nothing_twice(
    partners: Partners, by: dict[str, Any] | None
):
    await fill(partners, 1, 1)
    (first, *_) = await followed(partners.first, 1, after=opaque("ApplicationEvent:1"), by=by)
    assert (first["id"], first["field"]) == (opaque("ApplicationEvent:2"), "device")
    many = [an_event(1, customer_id=1, field=f"f{number}") for number in range(250)]
    await happen(partners, many[:230])
    async with listening(partners.first, 252, after=first["id"], by=by) as told:
        await happen(partners, many[230:])
    fields = [each["field"] for each in await told]
    assert fields == ["status", "rebateType", *(each.field for each in many)]


async def test_following_begins_with_what_happens_from_now_on(partners: Partners):
    await fill(partners, 1, 1)
    async with listening(partners.first, 1) as told:
        await happen(partners, [an_event(1, customer_id=1, field="new")])
    assert [each["field"] for each in await told] == ["new"]


async def test_nobody_is_told_of_another_organization(partners: Partners):
    await fill(partners, 1, 1)
    await fill(partners, 2, 1)
    async with listening(partners.second, 1) as told:
        await happen(partners, [an_event(1, customer_id=1, field="theirs")], 1)
        await happen(partners, [an_event(2, customer_id=2, field="mine")], 2)
    assert [each["field"] for each in await told] == ["mine"]
    assert await refusal(partners.second, by=FIRST) == ("BAD_USER_INPUT", "by")
    foreign = opaque("ApplicationEvent:1")
    assert await refusal(partners.second, after=foreign) == ("BAD_USER_INPUT", "after")


@pytest.mark.parametrize(
    ("variables", "field"),
    [
        ({"by": {"number": 99}}, "by"),
        ({"by": {"number": -1}}, "by"),
        ({"by": {"id": opaque("Customer:1")}}, "by.id"),
        ({"by": {"id": "nonsense"}}, "by.id"),
        ({"by": {}}, "by"),
        ({"after": opaque("ApplicationEvent:99")}, "after"),
        ({"after": opaque("ApplicationEvent:x")}, "after"),
        ({"after": opaque("Application:1")}, "after"),
        ({"after": "nonsense"}, "after"),
    ],
)
async def test_what_is_not_there_cannot_be_followed(
    partners: Partners, variables: dict[str, Any], field: str
):
    assert await refusal(partners.first, **variables) == ("BAD_USER_INPUT", field)


async def test_following_takes_a_key(partners: Partners):
    assert await refusal(partners.nobody) == ("UNAUTHENTICATED", None)


async def test_an_organization_follows_as_much_as_it_may(partners: Partners):
    full = replace(partners.first, changes=Changes(partners.database, every_s=0.01, most=1))
    await fill(partners, 1, 1)
    async with listening(full, 1) as told:
        assert await refusal(full) == ("TOO_MANY_SUBSCRIPTIONS", None)
        other = replace(partners.second, changes=full.changes)
        async with listening(other, 1) as theirs:
            assert full.changes.listeners == 2
        theirs.cancel()
        await happen(partners, [an_event(1, customer_id=1)])
    assert len(await told) == 1
    assert full.changes.listeners == 0
    assert await followed(full, 1, after=opaque("ApplicationEvent:1"))


async def test_nobody_looks_once_nobody_listens(partners: Partners):
    tasks = asyncio.all_tasks()
    async with listening(partners.first, 1) as told:
        assert asyncio.all_tasks() - tasks - {told}
        told.cancel()
        await asyncio.wait([told])
    assert partners.first.changes.listeners == 0
    assert asyncio.all_tasks() == tasks


class Failing:
    """Storage that is away when it is told to be."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self.away = False

    def read(self) -> Any:
        if self.away:
            raise StorageUnavailable("The database does not answer.")
        return self.storage.read()

    def write(self, organization_id: int | None = None) -> Any:
        return self.storage.write(organization_id)

    def work(self, transaction: Transaction, organization_id: int) -> Work:
        return self.storage.work(transaction, organization_id)


async def test_while_storage_is_away_nothing_is_missed(partners: Partners):
    storage = Failing(partners.database)
    caller = replace(partners.first, changes=Changes(storage, every_s=0.01))
    await fill(partners, 1, 1)
    async with listening(caller, 1) as told:
        storage.away = True
        await happen(partners, [an_event(1, customer_id=1, field="meanwhile")])
        await asyncio.sleep(0.03)
        assert not told.done()
        storage.away = False
    assert [each["field"] for each in await told] == ["meanwhile"]


async def test_an_event_that_cannot_be_read_ends_the_subscription_with_the_reason(
    partners: Partners,
):
    await fill(partners, 1, 1)
    storage = Failing(partners.database)
    caller = replace(partners.first, database=storage)
    found = []
    async with aclosing(bodies(caller, after=opaque("ApplicationEvent:3"))) as coming:
        async for body in coming:
            found.append(body)
            storage.away = True
            await happen(partners, [an_event(1, customer_id=1)])
    assert found[0]["data"]["told"]["field"] == "rebateType"
    assert [each["extensions"]["code"] for each in found[1]["errors"]] == ["STORAGE_UNAVAILABLE"]
    assert ("data" in found[1], len(found)) == (False, 2)


async def test_a_subscription_is_refused_where_there_is_one_answer_only(partners: Partners):
    with pytest.raises(Refused) as refused:
        await partners.first.answer(FOLLOW)
    assert (refused.value.status, refused.value.failure.code) == (406, "NOT_ACCEPTABLE")


async def test_only_one_thing_is_followed_at_once(partners: Partners):
    query = "subscription { a: applicationChanged { id } b: applicationChanged { id } }"
    async with aclosing(bodies(partners.first, query)) as coming:
        (error,) = (await anext(coming))["errors"]
    assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
