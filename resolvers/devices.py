"""Reads the catalog of devices; nobody needs a key for it."""

from datasources.facts.catalog import Device
from datasources.facts.filters import DeviceFilter
from datasources.sql.stores.devices import DeviceStore
from resolvers.pages import Page
from resolvers.scope import Scope


async def find_device(scope: Scope, number: int) -> Device | None:
    """Find a device by its number.

    Raises:
        StorageUnavailable: No storage is configured, or it is away or busy.
    """
    return await scope.open_desk().loaders.devices.load(number)


async def list_devices(
    scope: Scope, wanted: DeviceFilter, first: int, after: int | None
) -> Page[Device]:
    """Return one page of devices by number, those after a number.

    Raises:
        StorageUnavailable: No storage is configured, or it is away or busy.
    """
    async with scope.open_desk().database.read() as reading:
        store = DeviceStore(reading)
        rows = await store.page(wanted, first + 1, after)
        total = await store.count(wanted)
    return Page(rows[:first], len(rows) > first, total)
