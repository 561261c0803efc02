"""Moves packs of the catalog into storage and out of it."""

from datasources.catalog.pack import CatalogPack
from datasources.facts.catalog import Device
from datasources.facts.errors import Conflict
from datasources.facts.filters import DeviceFilter
from datasources.sql.stores.catalog_programs import CatalogProgramStore
from datasources.sql.stores.devices import DeviceStore
from datasources.sql.transaction import Transaction

_EVERY = DeviceFilter()
_AT_ONCE = 1_000


async def store_pack(transaction: Transaction, pack: CatalogPack) -> None:
    """Add what a pack holds; devices and programs of the same numbers are replaced.

    Raises:
        Conflict: A key or a tier's number of the pack belongs to another program.
    """
    await DeviceStore(transaction).upsert(pack.devices)
    if pack.programs:
        try:
            await CatalogProgramStore(transaction).upsert(pack.programs)
        except Conflict:
            raise Conflict(
                "A program's key or a tier's number belongs to another program that is stored."
            ) from None


async def stored_pack(transaction: Transaction) -> CatalogPack:
    """Return all that is stored, by number."""
    devices: list[Device] = []
    store, last = DeviceStore(transaction), None
    while page := await store.page(_EVERY, _AT_ONCE, last):
        devices += page
        last = page[-1].number
    return CatalogPack(tuple(devices), await CatalogProgramStore(transaction).all())
