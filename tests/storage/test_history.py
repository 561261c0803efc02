"""History keeps what happened, tells it in order, and offers no way to change it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from datasources.facts.history import ActorKind, Event, HistoryRequest
from datasources.facts.organization import KeyScope
from datasources.sql.engine import Database
from datasources.sql.failures import StorageFault
from datasources.sql.stores.applications import ApplicationStore
from datasources.sql.stores.customers import CustomerStore
from datasources.sql.stores.events import EventStore
from datasources.sql.stores.keys import KeyStore
from tests.builders import NOW
from tests.storage.builders import (
    Stocked,
    a_customer,
    an_application,
    an_event,
    an_organization,
    stocked,
)

SECOND, INSTANT = timedelta(seconds=1), timedelta(microseconds=1)
EVERYTHING = HistoryRequest(100)
BACKWARDS = HistoryRequest(100, latest_first=True)
ENTITIES = {"c": "customer", "u": "customer_device", "a": "application", "b": "application"}


async def lived(database: Database) -> tuple[Stocked, int, int]:
    """Store a customer with two applications and a neighbour with one, and their lives.

    Returns:
        What is stocked, the id of the second application, and of the neighbour's.
    """
    stock = await stocked(database)
    async with database.write(stock.organization) as writing:
        applications = ApplicationStore(writing, stock.organization)
        second = await applications.insert(an_application(stock.customer.id, "another"))
        neighbour = await CustomerStore(writing, stock.organization).insert(a_customer("ref-2"))
        theirs = await applications.insert(an_application(neighbour.id))
        ids = {
            "c": stock.customer.id, "u": stock.units[0].id, "a": stock.application.id,
            "b": second.id,
        }  # fmt: skip
        mine = [
            an_event(ids[kind], entity=ENTITIES[kind], customer_id=ids["c"], field=kind + str(n))
            for n, kind in enumerate("cuabcuab")
        ]
        foreign = an_event(neighbour.id, field="foreign")
        await EventStore(writing, stock.organization).append([*mine[:4], foreign, *mine[4:]])
    return stock, second.id, theirs.id


def told(events: tuple[Event, ...]) -> list[str | None]:
    return [event.field for event in events]


async def test_events_come_back_as_they_were_in_the_order_they_happened(database: Database):
    organization = (await an_organization(database)).id
    async with database.write(organization) as transaction:
        key, _ = await KeyStore(transaction).create(organization, KeyScope.WRITE, NOW)
        await CustomerStore(transaction, organization).insert(a_customer())
        store = EventStore(transaction, organization)
        events = [
            an_event(1, field="email", before=None, after="a***", key_id=key.id),
            an_event(1, field="approval_date", before=NOW.date(), after=[1, {"x": None}]),
            an_event(5, entity="customer_device", customer_id=1, actor=ActorKind.SYSTEM),
            an_event(1, reason="devices_replaced"),
        ]
        await store.append([*events, an_event(2)])
        await store.append([])
        found = await store.all_of_customer(1)
        assert [replace(each, id=0) for each in found] == events
        assert (await store.of_customers([1], EVERYTHING))[1] == found
        assert await store.all_of_customer(3) == ()


async def test_an_application_is_told_with_its_customer_and_devices_but_no_other(
    database: Database,
):
    stock, second, theirs = await lived(database)
    async with database.read() as reading:
        store = EventStore(reading, stock.organization)
        ids = [stock.application.id, second, theirs, 999]
        found = await store.of_applications(ids, EVERYTHING)
        counts = await store.count_of_applications(ids)
    assert {id_: told(events) for id_, events in found.items()} == {
        stock.application.id: ["c0", "u1", "a2", "c4", "u5", "a6"],
        second: ["c0", "u1", "b3", "c4", "u5", "b7"],
        theirs: ["foreign"],
    }
    assert counts == {stock.application.id: 6, second: 6, theirs: 1}


async def test_a_customer_is_told_with_everything(database: Database):
    stock, _, _ = await lived(database)
    async with database.read() as reading:
        store = EventStore(reading, stock.organization)
        found = await store.of_customers([stock.customer.id, 999], EVERYTHING)
        counts = await store.count_of_customers([stock.customer.id, 999])
    assert told(found[stock.customer.id]) == ["c0", "u1", "a2", "b3", "c4", "u5", "a6", "b7"]
    assert (list(found), counts) == ([stock.customer.id], {stock.customer.id: 8})


@pytest.mark.parametrize("latest_first", [False, True])
@pytest.mark.parametrize("limit", [1, 2, 6, 7])
async def test_pages_of_many_meet_without_gap_or_repeat(
    database: Database, limit: int, latest_first: bool
):
    stock, second, _ = await lived(database)
    seen: dict[int, list[str | None]] = {stock.application.id: [], second: []}
    async with database.read() as reading:
        store = EventStore(reading, stock.organization)
        for id_ in seen:
            after = None
            while True:
                request = HistoryRequest(limit, after, latest_first)
                both = await store.of_applications(list(seen), request)
                if id_ not in both:
                    break
                seen[id_] += told(both[id_])
                assert len(both[id_]) <= limit
                after = both[id_][-1].id
    order = -1 if latest_first else 1
    assert seen == {
        stock.application.id: ["c0", "u1", "a2", "c4", "u5", "a6"][::order],
        second: ["c0", "u1", "b3", "c4", "u5", "b7"][::order],
    }


@pytest.mark.parametrize("latest_first", [False, True])
async def test_a_history_ends_with_what_happened_at_the_moment_it_is_told_up_to(
    database: Database, latest_first: bool
):
    stock = await stocked(database)
    of, application = stock.customer.id, stock.application.id
    moments = (NOW, NOW + SECOND, NOW + SECOND + INSTANT)
    async with database.write(stock.organization) as writing:
        store = EventStore(writing, stock.organization)
        await store.append(
            [an_event(of, field=str(place), at=at) for place, at in enumerate(moments)]
        )
    everything = ["0", "1", "2"]
    for until, length in [(NOW - INSTANT, 0), *zip(moments, (1, 2, 3), strict=True), (None, 3)]:
        request = HistoryRequest(9, latest_first=latest_first, until=until)
        expected = everything[:length][:: -1 if latest_first else 1]
        async with database.read() as reading:
            store = EventStore(reading, stock.organization)
            assert told((await store.of_customers([of], request)).get(of, ())) == expected
            of_application = await store.of_applications([application], request)
            assert told(of_application.get(application, ())) == expected
            assert (await store.count_of_customers([of], until)).get(of, 0) == length
            counts = await store.count_of_applications([application], until)
            assert counts.get(application, 0) == length


async def test_an_event_is_found_by_its_id(database: Database):
    stock, _, _ = await lived(database)
    async with database.read() as reading:
        store = EventStore(reading, stock.organization)
        first, *_, last = await store.all_of_customer(stock.customer.id)
        assert await store.by_ids([last.id, 999, first.id]) == {first.id: first, last.id: last}


async def test_what_happens_meanwhile_comes_at_the_end(database: Database):
    stock, _, _ = await lived(database)
    of = stock.customer.id
    async with database.write(stock.organization) as writing:
        store = EventStore(writing, stock.organization)
        first = (await store.of_customers([of], HistoryRequest(7)))[of]
        latest = (await store.of_customers([of], HistoryRequest(7, latest_first=True)))[of]
        await store.append([an_event(of, field="new")])
        rest = (await store.of_customers([of], HistoryRequest(7, first[-1].id)))[of]
        before = HistoryRequest(7, latest[-1].id, latest_first=True)
        assert (told(rest), told((await store.of_customers([of], before))[of])) == (
            ["b7", "new"],
            ["c0"],
        )


async def test_the_same_number_elsewhere_has_another_history(database: Database):
    stock, _, _ = await lived(database)
    other = (await an_organization(database, "other")).id
    async with database.write(other) as writing:
        store = EventStore(writing, other)
        await store.append([an_event(stock.customer.id, field="elsewhere")])
        assert await store.of_customers([stock.customer.id], BACKWARDS) == {}
        assert await store.of_applications([stock.application.id], BACKWARDS) == {}
        assert told(await store.all_of_customer(stock.customer.id)) == ["elsewhere"]


@pytest.mark.parametrize(
    ("after", "limit", "every", "one"),
    [
        (0, 100, "c0 u1 a2 b3 foreign c4 u5 a6 b7", "c0 u1 a2 c4 u5 a6"),
        (4, 100, "foreign c4 u5 a6 b7", "c4 u5 a6"),
        (5, 2, "c4 u5", "c4 u5"),
        (8, 100, "b7", ""),
        (9, 100, "", ""),
    ],
)
async def test_news_are_what_happened_after_an_event(
    database: Database, after: int, limit: int, every: str, one: str
):
    stock, _, _ = await lived(database)
    async with database.write(stock.organization) as writing:
        alone = await CustomerStore(writing, stock.organization).insert(a_customer("ref-3"))
        stranger = an_event(alone.id, customer_id=alone.id, field="of nobody's application")
        await EventStore(writing, stock.organization).append([stranger])
    other = (await an_organization(database, "another")).id
    async with database.read() as reading:
        store = EventStore(reading, stock.organization)
        assert await store.latest() == 10
        assert told(await store.news(after, limit)) == every.split()
        assert told(await store.news_of(stock.application, after, limit)) == one.split()
        elsewhere = EventStore(reading, other)
        assert await elsewhere.latest() == 0
        assert await elsewhere.news(after, limit) == ()
        assert await elsewhere.news_of(stock.application, after, limit) == ()


@pytest.mark.parametrize("statement", ["UPDATE event SET reason = 'another'", "DELETE FROM event"])
async def test_the_database_refuses_to_change_history(database: Database, statement: str):
    organization = (await an_organization(database)).id
    async with database.write(organization) as transaction:
        await CustomerStore(transaction, organization).insert(a_customer())
        await EventStore(transaction, organization).append([an_event(1)])
    with pytest.raises(StorageFault):
        async with database.write(organization) as transaction:
            await transaction.run(text(statement))
    async with database.read() as transaction:
        assert await EventStore(transaction, organization).count_of_customers([1]) == {1: 1}


def test_history_offers_no_way_to_change_it():
    offered = {name for name in dir(EventStore) if not name.startswith("_")}
    assert offered == {
        "append", "by_ids", "of_applications", "of_customers", "count_of_applications",
        "count_of_customers", "all_of_customer", "latest", "news", "news_of",
    }  # fmt: skip
