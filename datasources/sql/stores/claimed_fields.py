"""Fields that organizations fill in themselves."""

from collections.abc import Collection
from dataclasses import asdict
from itertools import starmap

from datasources.facts.history import ClaimedField
from datasources.sql.rows import columns_of
from datasources.sql.tables import ClaimedFieldRow, table_of
from datasources.sql.tenancy import TenantStore, delete_mine, select_mine

_CLAIM = table_of(ClaimedFieldRow)
_ALL = select_mine(_CLAIM, *columns_of(_CLAIM, ClaimedField))
_DELETE = delete_mine(_CLAIM)


class ClaimedFieldStore(TenantStore):
    """Reads and writes what one organization claims."""

    async def all(self) -> frozenset[ClaimedField]:
        """Return every field that is claimed."""
        return frozenset(starmap(ClaimedField, await self._rows(_ALL)))

    async def replace(self, fields: Collection[ClaimedField]) -> None:
        """Claim these fields, and no others."""
        await self._run(_DELETE)
        await self._insert(_CLAIM, [asdict(field) for field in sorted(set(fields))])
