"""Organizations' own names for devices."""

from collections.abc import Mapping, Sequence

from datasources.sql.arrays import one_of
from datasources.sql.tables import DeviceMappingRow, table_of
from datasources.sql.tenancy import TenantStore, delete_mine, select_mine

_MAPPING = table_of(DeviceMappingRow)
_ALL = select_mine(_MAPPING, _MAPPING.c.name, _MAPPING.c.device).order_by(_MAPPING.c.name)
_BY_NAMES = _ALL.where(one_of(_MAPPING.c.name, "names"))
_DELETE = delete_mine(_MAPPING).where(one_of(_MAPPING.c.name, "names"))


class DeviceMappingStore(TenantStore):
    """Reads and writes one organization's names for devices."""

    async def all(self) -> dict[str, int]:
        """Return the device's number by name, in the order of the names."""
        return dict(await self._rows(_ALL))

    async def by_names(self, names: Sequence[str]) -> dict[str, int]:
        """Find the numbers of devices in one statement; unknown names are absent."""
        return dict(await self._rows(_BY_NAMES, names=names))

    async def upsert(self, devices: Mapping[str, int]) -> None:
        """Give devices names; a name that is used already means the new device from now on.

        Raises:
            Conflict: There is no such device in the catalog.
        """
        rows = [{"name": name, "device": number} for name, number in devices.items()]
        await self._upsert(_MAPPING, rows)

    async def delete(self, names: Sequence[str]) -> int:
        """Forget names; return how many there were."""
        return await self._run(_DELETE, names=names)
