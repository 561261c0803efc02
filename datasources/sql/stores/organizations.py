"""Organizations."""

from collections.abc import Sequence
from datetime import datetime
from itertools import starmap

from sqlalchemy import bindparam, insert, or_, select

from datasources.facts.organization import Organization
from datasources.sql.arrays import one_of
from datasources.sql.rows import columns_of
from datasources.sql.tables import OrganizationRow, table_of
from datasources.sql.transaction import Transaction

_ORGANIZATION = table_of(OrganizationRow)
_COLUMNS = columns_of(_ORGANIZATION, Organization)
_ALL = select(*_COLUMNS).order_by(_ORGANIZATION.c.name)
_BY_IDS = _ALL.where(one_of(_ORGANIZATION.c.id, "ids"))
_CALLED = _ALL.where(
    or_(_ORGANIZATION.c.name == bindparam("called"), _ORGANIZATION.c.slug == bindparam("called"))
)
_INSERT = insert(_ORGANIZATION).returning(*_COLUMNS)


class OrganizationStore:
    """Reads and adds organizations."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def by_ids(self, ids: Sequence[int]) -> dict[int, Organization]:
        """Find organizations in one statement; unknown ids are absent."""
        found = starmap(Organization, await self._transaction.rows(_BY_IDS, {"ids": ids}))
        return {organization.id: organization for organization in found}

    async def by_name(self, name: str) -> Organization | None:
        """Find an organization by its name or its slug."""
        rows = await self._transaction.rows(_CALLED, {"called": name})
        return Organization(*rows[0]) if rows else None

    async def all(self) -> tuple[Organization, ...]:
        """Return every organization, by name."""
        return tuple(starmap(Organization, await self._transaction.rows(_ALL)))

    async def insert(self, name: str, slug: str, now: datetime) -> Organization:
        """Add an organization.

        Raises:
            Conflict: The name or the slug is taken.
        """
        values = {"name": name, "slug": slug, "created_at": now}
        (row,) = await self._transaction.rows(_INSERT, values)
        return Organization(*row)
