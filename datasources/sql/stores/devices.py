"""Devices of the catalog."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, bindparam, func, select

from datasources.facts.catalog import Device
from datasources.facts.filters import DeviceFilter
from datasources.sql.documents import of_document, to_document
from datasources.sql.tables import DeviceRow, table_of
from datasources.sql.transaction import Transaction
from datasources.sql.upsert import upsert

_DEVICE = table_of(DeviceRow)
_BY_NUMBERS = select(_DEVICE).where(_DEVICE.c.number.in_(bindparam("numbers", expanding=True)))
_WORDS = func.lower(
    _DEVICE.c.name
    + " "
    + func.coalesce(_DEVICE.c.manufacturer, "")
    + " "
    + func.coalesce(_DEVICE.c.model_name, "")
    + " "
    + func.coalesce(_DEVICE.c.model_number, "")
)


class DeviceStore:
    """Reads and fills the catalog of devices."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def by_numbers(self, numbers: Sequence[int]) -> dict[int, Device]:
        """Find devices in one statement; unknown numbers are absent."""
        rows = await self._transaction.rows(_BY_NUMBERS, {"numbers": list(numbers)})
        return {row["number"]: _to_fact(row) for row in rows}

    async def page(
        self, wanted: DeviceFilter, limit: int, after: int | None = None
    ) -> tuple[Device, ...]:
        """Return devices by number, those after a number."""
        statement = select(_DEVICE).where(*_conditions(wanted))
        if after is not None:
            statement = statement.where(_DEVICE.c.number > after)
        ordered = statement.order_by(_DEVICE.c.number).limit(limit)
        return tuple(_to_fact(row) for row in await self._transaction.rows(ordered))

    async def count(self, wanted: DeviceFilter) -> int:
        """Return how many devices are wanted."""
        statement = select(func.count()).select_from(_DEVICE).where(*_conditions(wanted))
        return int((await self._transaction.run(statement)).scalar_one())

    async def upsert(self, devices: Sequence[Device]) -> None:
        """Add devices, or replace those of the same number."""
        await upsert(self._transaction, _DEVICE, [_to_row(device) for device in devices])


def _conditions(wanted: DeviceFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.categories:
        conditions.append(_DEVICE.c.category.in_(wanted.categories))
    if wanted.manufacturer is not None:
        conditions.append(func.lower(_DEVICE.c.manufacturer) == wanted.manufacturer.lower())
    if wanted.active is not None:
        conditions.append(_DEVICE.c.active.is_(wanted.active))
    words = (wanted.text or "").lower().split()
    return conditions + [_WORDS.contains(word, autoescape=True) for word in words]


def _to_fact(row: RowMapping) -> Device:
    return Device(**{**row, "specs": of_document(row["specs"])})


def _to_row(device: Device) -> dict[str, Any]:
    return {
        "number": device.number,
        "name": device.name,
        "category": device.category,
        "manufacturer": device.manufacturer,
        "model_name": device.model_name,
        "model_number": device.model_number,
        "description": device.description,
        "list_price": device.list_price,
        "active": device.active,
        "specs": to_document(device.specs),
    }
