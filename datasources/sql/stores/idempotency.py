"""Answers to requests with an idempotency key, kept for a day."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam

from datasources.facts.history import StoredAnswer
from datasources.sql.rows import columns_of
from datasources.sql.tables import IdempotencyRow, table_of
from datasources.sql.tenancy import TenantStore, delete_mine, select_mine

_RECORD = table_of(IdempotencyRow)
_FIND = select_mine(_RECORD, *columns_of(_RECORD, StoredAnswer)).where(
    _RECORD.c.field == bindparam("asked"),
    _RECORD.c.key == bindparam("called"),
    _RECORD.c.created_at > bindparam("expired"),
)
_EXPIRED = delete_mine(_RECORD).where(_RECORD.c.created_at <= bindparam("expired"))
_KEPT = timedelta(hours=24)


class IdempotencyStore(TenantStore):
    """Reads and keeps the first answers to one organization's requests."""

    async def find(self, field: str, key: str, now: datetime) -> StoredAnswer | None:
        """Find what was answered to a mutation with a key, unless that is a day ago."""
        rows = await self._rows(_FIND, asked=field, called=key, expired=now - _KEPT)
        return StoredAnswer(*rows[0]) if rows else None

    async def insert(self, field: str, key: str, answer: StoredAnswer) -> None:
        """Keep an answer, in the transaction of what it tells; forget those of a day ago.

        Raises:
            Conflict: The key was used for that mutation within the last day.
        """
        await self._run(_EXPIRED, expired=answer.created_at - _KEPT)
        row = {
            "field": field,
            "key": key,
            "request_hash": answer.request_hash,
            "answer": answer.answer,
            "created_at": answer.created_at,
        }
        await self._insert(_RECORD, [row])
