"""The history: events are added and read, never changed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, func, or_

from datasources.facts.field import Entity
from datasources.facts.history import Event, HistoryRequest
from datasources.sql.documents import of_document, to_document
from datasources.sql.paging import first_of_each
from datasources.sql.tables import ApplicationRow, EventRow, table_of
from datasources.sql.tenancy import TenantStore, select_mine

Histories = dict[int, tuple[Event, ...]]

_EVENT = table_of(EventRow)
_APPLICATION = table_of(ApplicationRow)
# In the order of the fact's fields: names cost a look-up in each of many rows.
_NAMES = [field.name for field in fields(Event)]
_WRITTEN = [name for name in _NAMES if name != "id"]
_COLUMNS = [_EVENT.c[name] for name in _NAMES]
_BEFORE, _AFTER = _NAMES.index("before"), _NAMES.index("after")

# Whoever wants all of it wants it up to a moment that never comes.
_UNTIL = _EVENT.c.at <= bindparam("until")
_NEVER = datetime.max.replace(tzinfo=UTC)
_OF_CUSTOMERS = and_(_EVENT.c.customer_id.in_(bindparam("ids", expanding=True)), _UNTIL)
_WITH_APPLICATION = and_(
    _EVENT.c.organization_id == _APPLICATION.c.organization_id,
    _EVENT.c.customer_id == _APPLICATION.c.customer_id,
    # An application is made of its customer and of the customer's devices, but of no other.
    or_(_EVENT.c.entity != Entity.APPLICATION.value, _EVENT.c.entity_id == _APPLICATION.c.id),
)
_OF_APPLICATIONS = (
    select_mine(_APPLICATION)
    .join(_EVENT, _WITH_APPLICATION)
    .where(_APPLICATION.c.id.in_(bindparam("ids", expanding=True)), _UNTIL)
)
_BY_APPLICATION = _OF_APPLICATIONS.with_only_columns(*_COLUMNS)
_BY_CUSTOMER = select_mine(_EVENT, *_COLUMNS).where(_OF_CUSTOMERS)
_OLDEST_FIRST = _EVENT.c.id > bindparam("after")
_LATEST_FIRST = _EVENT.c.id < bindparam("after")
_BEFORE_ALL, _AFTER_ALL = 0, 2**31 - 1

_PAGES_OF_APPLICATIONS: Mapping[bool, Select[Any]] = {
    False: first_of_each(_BY_APPLICATION.where(_OLDEST_FIRST), _APPLICATION.c.id, _EVENT.c.id),
    True: first_of_each(
        _BY_APPLICATION.where(_LATEST_FIRST), _APPLICATION.c.id, _EVENT.c.id.desc()
    ),
}
_PAGES_OF_CUSTOMERS: Mapping[bool, Select[Any]] = {
    False: first_of_each(_BY_CUSTOMER.where(_OLDEST_FIRST), _EVENT.c.customer_id, _EVENT.c.id),
    True: first_of_each(
        _BY_CUSTOMER.where(_LATEST_FIRST), _EVENT.c.customer_id, _EVENT.c.id.desc()
    ),
}
_COUNTS_OF_APPLICATIONS = _OF_APPLICATIONS.with_only_columns(
    _APPLICATION.c.id.label("owner"), func.count().label("events")
).group_by(_APPLICATION.c.id)
_COUNTS_OF_CUSTOMERS = (
    select_mine(_EVENT, _EVENT.c.customer_id.label("owner"), func.count().label("events"))
    .where(_OF_CUSTOMERS)
    .group_by(_EVENT.c.customer_id)
)
_BY_IDS = select_mine(_EVENT, *_COLUMNS).where(_EVENT.c.id.in_(bindparam("ids", expanding=True)))
_ALL_OF_CUSTOMER = (
    select_mine(_EVENT, *_COLUMNS)
    .where(_EVENT.c.customer_id == bindparam("of_customer"))
    .order_by(_EVENT.c.id)
)


class EventStore(TenantStore):
    """Adds to and reads the history of one organization's data."""

    async def append(self, events: Sequence[Event]) -> None:
        """Add events, in the transaction of what they tell."""
        await self._insert(_EVENT, [_to_row(event) for event in events])

    async def by_ids(self, ids: Sequence[int]) -> dict[int, Event]:
        """Find events in one statement; unknown ids are absent."""
        found = map(_to_fact, await self._run(_BY_IDS, ids=list(ids)))
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

    async def all_of_customer(self, customer_id: int) -> tuple[Event, ...]:
        """Return all that ever happened to a customer's data, oldest first."""
        return tuple(map(_to_fact, await self._run(_ALL_OF_CUSTOMER, of_customer=customer_id)))

    async def _counts(
        self, statement: Select[Any], ids: Sequence[int], until: datetime | None
    ) -> dict[int, int]:
        rows = await self._rows(statement, ids=list(ids), until=until or _NEVER)
        return {row["owner"]: row["events"] for row in rows}

    async def _pages(
        self, statements: Mapping[bool, Select[Any]], ids: Sequence[int], request: HistoryRequest
    ) -> Histories:
        after = request.after
        if after is None:
            after = _AFTER_ALL if request.latest_first else _BEFORE_ALL
        statement = statements[request.latest_first]
        found = defaultdict[int, list[Event]](list)
        asked = {"ids": list(ids), "after": after, "most": request.limit}
        for row in await self._run(statement, **asked, until=request.until or _NEVER):
            found[row[-1]].append(_to_fact(row))
        return {owner: tuple(events) for owner, events in found.items()}


def _to_fact(row: Row[Any]) -> Event:
    values = list(row[: len(_NAMES)])
    values[_BEFORE] = of_document(values[_BEFORE])
    values[_AFTER] = of_document(values[_AFTER])
    return Event(*values)


def _to_row(event: Event) -> dict[str, Any]:
    row = {name: getattr(event, name) for name in _WRITTEN}
    return {**row, "before": to_document(event.before), "after": to_document(event.after)}
