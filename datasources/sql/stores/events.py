"""The history: events are added and read, never changed."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import RowMapping, bindparam

from datasources.facts.history import Event
from datasources.sql.documents import of_document, to_document
from datasources.sql.tables import EventRow, table_of
from datasources.sql.tenancy import TenantStore, count_mine, select_mine

_EVENT = table_of(EventRow)
_OF = (_EVENT.c.entity == bindparam("kind"), _EVENT.c.entity_id == bindparam("of_id"))
_SHOWN = [column for column in _EVENT.c if column is not _EVENT.c.organization_id]
_PAGE = (
    select_mine(_EVENT, *_SHOWN)
    .where(*_OF, _EVENT.c.id > bindparam("after"))
    .order_by(_EVENT.c.id)
    .limit(bindparam("most"))
)
_COUNT = count_mine(_EVENT).where(*_OF)


class EventStore(TenantStore):
    """Adds to and reads the history of one organization's data."""

    async def append(self, events: Sequence[Event]) -> None:
        """Add events, in the transaction of what they tell."""
        await self._insert(_EVENT, [_to_row(event) for event in events])

    async def page(
        self, entity: str, entity_id: int, limit: int, after: int = 0
    ) -> tuple[Event, ...]:
        """Return what happened to one thing, oldest first, after the event of an id."""
        rows = await self._rows(_PAGE, kind=entity, of_id=entity_id, after=after, most=limit)
        return tuple(_to_fact(row) for row in rows)

    async def count(self, entity: str, entity_id: int) -> int:
        """Return how many events there are of one thing."""
        return int((await self._run(_COUNT, kind=entity, of_id=entity_id)).scalar_one())


def _to_fact(row: RowMapping) -> Event:
    values = {"before": of_document(row["before"]), "after": of_document(row["after"])}
    return Event(**{**row, **values})


def _to_row(event: Event) -> dict[str, Any]:
    row = asdict(event)
    del row["id"]
    return {**row, "before": to_document(event.before), "after": to_document(event.after)}
