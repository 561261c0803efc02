"""Devices of customers."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import starmap
from typing import Any

from sqlalchemy import bindparam, func

from datasources.facts.customer import CustomerDevice
from datasources.facts.errors import Conflict
from datasources.sql.arrays import one_of
from datasources.sql.rows import columns_of, maker_of
from datasources.sql.tables import CustomerDeviceRow, table_of
from datasources.sql.tenancy import TenantStore, delete_mine, select_mine, update_mine

_UNIT = table_of(CustomerDeviceRow)
_ALL = select_mine(_UNIT, *columns_of(_UNIT, CustomerDevice))
_BY_IDS = _ALL.where(one_of(_UNIT.c.id, "ids"))
_BY_CUSTOMERS = _ALL.where(one_of(_UNIT.c.customer_id, "customer_ids")).order_by(_UNIT.c.id)
_COUNTS = (
    select_mine(_UNIT, _UNIT.c.device, func.count().label("units"))
    .where(_UNIT.c.customer_id == bindparam("of_customer"))
    .group_by(_UNIT.c.device)
)
_UPDATE = update_mine(_UNIT).where(_UNIT.c.id == bindparam("of_id"))
_DELETE = delete_mine(_UNIT).where(one_of(_UNIT.c.id, "ids"))
_DELETE_ALL = delete_mine(_UNIT).where(_UNIT.c.customer_id == bindparam("of_customer"))

_unit = maker_of(CustomerDevice)


class CustomerDeviceStore(TenantStore):
    """Reads and writes the devices of one organization's customers."""

    async def by_ids(self, ids: Sequence[int]) -> dict[int, CustomerDevice]:
        """Find devices in one statement; unknown ids are absent."""
        found = starmap(_unit, await self._rows(_BY_IDS, ids=ids))
        return {device.id: device for device in found}

    async def by_customers(
        self, customer_ids: Sequence[int]
    ) -> dict[int, tuple[CustomerDevice, ...]]:
        """Find the devices of customers in one statement, by id; who has none is absent."""
        grouped = defaultdict[int, list[CustomerDevice]](list)
        rows = await self._rows(_BY_CUSTOMERS, customer_ids=customer_ids)
        for device in starmap(_unit, rows):
            grouped[device.customer_id].append(device)
        return {customer_id: tuple(units) for customer_id, units in grouped.items()}

    async def count_by_device(self, customer_id: int) -> dict[int, int]:
        """Return how many of each device a customer has, by the device's number."""
        return dict(await self._rows(_COUNTS, of_customer=customer_id))

    async def insert(self, devices: Sequence[CustomerDevice]) -> tuple[CustomerDevice, ...]:
        """Add devices.

        Returns:
            The devices with their ids and their organization, in the order given.

        Raises:
            Conflict: There is no such customer, or no such device in the catalog.
        """
        ids = await self._insert_numbered(_UNIT, [_to_row(each) for each in devices])
        return tuple(
            replace(device, id=number, organization_id=self._organization_id)
            for device, number in zip(devices, ids, strict=True)
        )

    async def restore(self, devices: Sequence[CustomerDevice]) -> None:
        """Add devices that were removed once, under the ids that they had.

        Raises:
            Conflict: There is no such customer, or no such device in the catalog.
        """
        await self._insert(_UNIT, [{"id": each.id, **_to_row(each)} for each in devices])

    async def update(self, device: CustomerDevice) -> CustomerDevice:
        """Write a device that was read and changed.

        Raises:
            Conflict: There is no such device any more.
        """
        if await self._run(_UPDATE, of_id=device.id, **_to_row(device)) != 1:
            raise Conflict("The device was removed since it was read.")
        return replace(device, organization_id=self._organization_id)

    async def delete(self, ids: Sequence[int]) -> int:
        """Remove devices, also from the applications that list them; return how many."""
        return await self._run(_DELETE, ids=ids)

    async def delete_all(self, customer_id: int) -> int:
        """Remove all devices of a customer, also from applications; return how many."""
        return await self._run(_DELETE_ALL, of_customer=customer_id)


def _to_row(device: CustomerDevice) -> dict[str, Any]:
    """Return every column but the id and the organization."""
    return {
        "customer_id": device.customer_id,
        "device": device.device,
        "quantity": device.quantity,
        "purchase_price": device.purchase_price,
        "installation_cost": device.installation_cost,
        "total_project_cost": device.total_project_cost,
        "purchase_date": device.purchase_date,
        "installation_date": device.installation_date,
        "contractor_license": device.contractor_license,
        "details": device.details,
        "created_at": device.created_at,
        "updated_at": device.updated_at,
    }
