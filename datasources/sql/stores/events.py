"""The history: events are added and read, never changed."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from itertools import starmap
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    Table,
    and_,
    asc,
    bindparam,
    desc,
    exists,
    func,
    or_,
)

from datasources.facts.application import Application
from datasources.facts.field import Entity
from datasources.facts.history import Event, HistoryRequest
from datasources.sql.arrays import one_of, one_selected
from datasources.sql.rows import columns_of, maker_of
from datasources.sql.tables import ApplicationRow, CustomerRow, EventRow, table_of
from datasources.sql.tenancy import TenantStore, mine, select_mine

Histories = dict[int, tuple[Event, ...]]
Belongs = Callable[[FromClause], ColumnElement[bool]]
"""Returns the condition that an event is told of the owner whose row stands beside it."""

_EVENT = table_of(EventRow)
_APPLICATION = table_of(ApplicationRow)
_CUSTOMER = table_of(CustomerRow)
_COLUMNS = columns_of(_EVENT, Event)
_WRITTEN = [field.name for field in fields(Event) if field.name != "id"]

_ALL = select_mine(_EVENT, *_COLUMNS).order_by(_EVENT.c.id)
_BY_IDS = _ALL.where(one_of(_EVENT.c.id, "ids"))
_ALL_OF_CUSTOMER = _ALL.where(_EVENT.c.customer_id == bindparam("of_customer"))

# One row of an index, however much has happened.
_LATEST = select_mine(_EVENT, _EVENT.c.id).order_by(desc(_EVENT.c.id)).limit(1)

# Whoever wants all of it wants it up to a moment that never comes.
_NEVER = datetime.max.replace(tzinfo=UTC)
_BEFORE_ALL, _AFTER_ALL = 0, 2**31 - 1


def _of_customer(event: FromClause) -> ColumnElement[bool]:
    return event.c.customer_id == _CUSTOMER.c.id


def _of_application(event: FromClause) -> ColumnElement[bool]:
    # An application is made of its customer and of the customer's devices, but of no other.
    no_other = or_(
        event.c.entity != Entity.APPLICATION.value, event.c.entity_id == _APPLICATION.c.id
    )
    return and_(event.c.customer_id == _APPLICATION.c.customer_id, no_other)


def _news(belongs: ColumnElement[bool]) -> Select[Any]:
    """Return what reads the events after one that was seen, oldest first."""
    return _ALL.where(belongs, _EVENT.c.id > bindparam("after")).limit(bindparam("most"))


_NEWS = _news(exists(select_mine(_APPLICATION, _APPLICATION.c.id).where(_of_application(_EVENT))))
_NEWS_OF_APPLICATION = _news(
    and_(
        _EVENT.c.customer_id == bindparam("of_customer"),
        or_(
            _EVENT.c.entity != Entity.APPLICATION.value,
            _EVENT.c.entity_id == bindparam("of_application"),
        ),
    )
)


def _page(owner: Table, belongs: Belongs, *, latest_first: bool) -> Select[Any]:
    """Return what reads the first events of each owner: no more of a history than is told."""
    seen = _EVENT.alias("seen")
    after, order = seen.c.id > bindparam("after"), asc
    if latest_first:
        after, order = seen.c.id < bindparam("after"), desc
    first = (
        select_mine(seen, seen.c.id)
        .where(belongs(seen), seen.c.at <= bindparam("until"), after)
        .order_by(order(seen.c.id))
        .limit(bindparam("most"))
        .correlate(owner)
    )
    return (
        select_mine(owner)
        .join(_EVENT, one_selected(_EVENT.c.id, first))
        .where(one_of(owner.c.id, "ids"))
        .with_only_columns(*_COLUMNS, owner.c.id)
        .order_by(owner.c.id, order(_EVENT.c.id))
    )


def _pages(owner: Table, belongs: Belongs) -> Mapping[bool, Select[Any]]:
    """Return the statements for pages from a history's beginning, and for those from its end."""
    return {latest: _page(owner, belongs, latest_first=latest) for latest in (False, True)}


def _counts(owner: Table, belongs: Belongs) -> Select[Any]:
    """Return what counts the events of each owner."""
    return (
        select_mine(owner)
        .join(_EVENT, and_(mine(_EVENT), belongs(_EVENT)))
        .where(one_of(owner.c.id, "ids"), _EVENT.c.at <= bindparam("until"))
        .with_only_columns(owner.c.id, func.count())
        .group_by(owner.c.id)
    )


_PAGES_OF_APPLICATIONS = _pages(_APPLICATION, _of_application)
_PAGES_OF_CUSTOMERS = _pages(_CUSTOMER, _of_customer)
_COUNTS_OF_APPLICATIONS = _counts(_APPLICATION, _of_application)
_COUNTS_OF_CUSTOMERS = _counts(_CUSTOMER, _of_customer)

_event = maker_of(Event)


class EventStore(TenantStore):
    """Adds to and reads the history of one organization's data."""

    async def append(self, events: Sequence[Event]) -> None:
        """Add events, in the transaction of what they tell."""
        await self._insert(_EVENT, [_to_row(event) for event in events])

    async def by_ids(self, ids: Sequence[int]) -> dict[int, Event]:
        """Find events in one statement; unknown ids are absent."""
        found = starmap(_event, await self._rows(_BY_IDS, ids=ids))
        return {event.id: event for event in found}

    async def of_applications(self, ids: Sequence[int], request: HistoryRequest) -> Histories:
        """Return a page of what happened to each application, to its customer and their devices.

        Returns:
            The events by application, from one statement; absent where none are left.
        """
        return await self._pages(_PAGES_OF_APPLICATIONS, ids, request)

    async def of_customers(self, ids: Sequence[int], request: HistoryRequest) -> Histories:
        """Return a page of what happened to each customer, its devices and applications.

        Returns:
            The events by customer, from one statement; absent where none are left.
        """
        return await self._pages(_PAGES_OF_CUSTOMERS, ids, request)

    async def count_of_applications(
        self, ids: Sequence[int], until: datetime | None = None
    ) -> dict[int, int]:
        """Count the events of applications, in one statement; who has none is absent.

        Args:
            ids: Of the applications.
            until: What happened later does not count; None: all of it does.
        """
        return await self._counts(_COUNTS_OF_APPLICATIONS, ids, until)

    async def count_of_customers(
        self, ids: Sequence[int], until: datetime | None = None
    ) -> dict[int, int]:
        """Count the events of customers likewise."""
        return await self._counts(_COUNTS_OF_CUSTOMERS, ids, until)

    async def latest(self) -> int:
        """Return the id of the last event that happened; 0 where none ever did."""
        rows = await self._rows(_LATEST)
        return rows[0][0] if rows else 0

    async def news(self, after: int, limit: int) -> tuple[Event, ...]:
        """Return the first events of any application after one that was seen, oldest first.

        Args:
            after: Its id; it is one of the organization's, or 0 for the beginning.
            limit: Most events to return.
        """
        rows = await self._rows(_NEWS, after=after, most=limit)
        return tuple(starmap(_event, rows))

    async def news_of(self, application: Application, after: int, limit: int) -> tuple[Event, ...]:
        """Return the first events of one application likewise."""
        of = {"of_customer": application.customer_id, "of_application": application.id}
        rows = await self._rows(_NEWS_OF_APPLICATION, **of, after=after, most=limit)
        return tuple(starmap(_event, rows))

    async def all_of_customer(self, customer_id: int) -> tuple[Event, ...]:
        """Return all that ever happened to a customer's data, oldest first."""
        rows = await self._rows(_ALL_OF_CUSTOMER, of_customer=customer_id)
        return tuple(starmap(_event, rows))

    async def _counts(
        self, statement: Select[Any], ids: Sequence[int], until: datetime | None
    ) -> dict[int, int]:
        return dict(await self._rows(statement, ids=ids, until=until or _NEVER))

    async def _pages(
        self, statements: Mapping[bool, Select[Any]], ids: Sequence[int], request: HistoryRequest
    ) -> Histories:
        after = request.after
        if after is None:
            after = _AFTER_ALL if request.latest_first else _BEFORE_ALL
        statement = statements[request.latest_first]
        found = defaultdict[int, list[Event]](list)
        asked = {"ids": ids, "after": after, "most": request.limit}
        for *row, owner in await self._rows(statement, **asked, until=request.until or _NEVER):
            found[owner].append(_event(*row))
        return {owner: tuple(events) for owner, events in found.items()}


def _to_row(event: Event) -> dict[str, Any]:
    return {name: getattr(event, name) for name in _WRITTEN}
