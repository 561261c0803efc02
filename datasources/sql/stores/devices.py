"""Devices of the catalog."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import starmap
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, select

from datasources.facts.catalog import Device
from datasources.facts.filters import DeviceFilter
from datasources.sql.arrays import one_of
from datasources.sql.listing import Listing, Parameters, among, parameters_of
from datasources.sql.rows import columns_of, maker_of
from datasources.sql.tables import DeviceRow, table_of
from datasources.sql.transaction import Transaction
from datasources.sql.upsert import upsert

_DEVICE = table_of(DeviceRow)
_ALL = select(*columns_of(_DEVICE, Device))
_BY_NUMBERS = _ALL.where(one_of(_DEVICE.c.number, "numbers"))
_CONDITIONS = {
    **among(_DEVICE.c.category, "categories"),
    "manufacturer": func.lower(_DEVICE.c.manufacturer) == bindparam("manufacturer"),
    "active": _DEVICE.c.active == bindparam("active"),
}
_WORDS = func.lower(
    _DEVICE.c.name
    + " "
    + func.coalesce(_DEVICE.c.manufacturer, "")
    + " "
    + func.coalesce(_DEVICE.c.model_name, "")
    + " "
    + func.coalesce(_DEVICE.c.model_number, "")
)
_WORD = "word_"
_ESCAPE = "/"


def _condition(name: str) -> ColumnElement[bool]:
    if name.startswith(_WORD):
        return _WORDS.like(bindparam(name), escape=_ESCAPE)
    return _CONDITIONS[name]


_LISTED = Listing(_ALL, _DEVICE, _condition)
_device = maker_of(Device)


class DeviceStore:
    """Reads and fills the catalog of devices."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def by_numbers(self, numbers: Sequence[int]) -> dict[int, Device]:
        """Find devices in one statement; unknown numbers are absent."""
        found = starmap(_device, await self._transaction.rows(_BY_NUMBERS, {"numbers": numbers}))
        return {device.number: device for device in found}

    async def page(
        self, wanted: DeviceFilter, limit: int, after: int | None = None
    ) -> tuple[Device, ...]:
        """Return devices by number, those after a number."""
        seen = () if after is None else (after,)
        statement, values = _LISTED.page_by(("number",), _parameters(wanted), limit, seen)
        return tuple(starmap(_device, await self._transaction.rows(statement, values)))

    async def count(self, wanted: DeviceFilter) -> int:
        """Return how many devices are wanted."""
        [(count,)] = await self._transaction.rows(*_LISTED.count(_parameters(wanted)))
        return int(count)

    async def upsert(self, devices: Sequence[Device]) -> None:
        """Add devices, or replace those of the same number."""
        await upsert(self._transaction, _DEVICE, [_to_row(device) for device in devices])


def _parameters(wanted: DeviceFilter) -> Parameters:
    words = (wanted.text or "").lower().split()
    manufacturer = wanted.manufacturer and wanted.manufacturer.lower()
    return {
        **parameters_of(replace(wanted, text=None, manufacturer=manufacturer)),
        **{f"{_WORD}{place}": f"%{_literal(word)}%" for place, word in enumerate(words)},
    }


def _literal(word: str) -> str:
    """Return a pattern that a word fits, and nothing else."""
    for special in (_ESCAPE, "%", "_"):
        word = word.replace(special, _ESCAPE + special)
    return word


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
        "specs": device.specs,
    }
