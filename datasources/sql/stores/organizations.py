"""Organizations."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, insert, or_, select

from datasources.facts.organization import Organization
from datasources.sql.tables import OrganizationRow, table_of
from datasources.sql.transaction import Transaction

_ORGANIZATION = table_of(OrganizationRow)
_BY_IDS = select(_ORGANIZATION).where(_ORGANIZATION.c.id.in_(bindparam("ids", expanding=True)))
_CALLED = select(_ORGANIZATION).where(
    or_(_ORGANIZATION.c.name == bindparam("called"), _ORGANIZATION.c.slug == bindparam("called"))
)
_ALL = select(_ORGANIZATION).order_by(_ORGANIZATION.c.name)
_INSERT = insert(_ORGANIZATION).returning(_ORGANIZATION)


class OrganizationStore:
    """Reads and adds organizations."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def by_ids(self, ids: Sequence[int]) -> dict[int, Organization]:
        """Find organizations in one statement; unknown ids are absent."""
        rows = await self._transaction.rows(_BY_IDS, {"ids": list(ids)})
        return {row["id"]: Organization(**row) for row in rows}

    async def by_name(self, name: str) -> Organization | None:
        """Find an organization by its name or its slug."""
        rows = await self._transaction.rows(_CALLED, {"called": name})
        return Organization(**rows[0]) if rows else None

    async def all(self) -> tuple[Organization, ...]:
        """Return every organization, by name."""
        return tuple(Organization(**row) for row in await self._transaction.rows(_ALL))

    async def insert(self, name: str, slug: str, now: datetime) -> Organization:
        """Add an organization.

        Raises:
            Conflict: The name or the slug is taken.
        """
        values = {"name": name, "slug": slug, "created_at": now}
        (row,) = await self._transaction.rows(_INSERT, values)
        return Organization(**row)
