"""Devices of the catalog by number."""

from collections.abc import Sequence

from datasources.facts.catalog import Device
from datasources.sql.stores.devices import DeviceStore
from datasources.sql.transaction import Transaction
from resolvers.loaders.loader import Loader


class DeviceLoader(Loader[int, Device | None]):
    """Finds devices by number; None for unknown numbers."""

    async def find(self, reading: Transaction, keys: Sequence[int]) -> list[Device | None]:
        """Find devices in one statement."""
        found = await DeviceStore(reading).by_numbers(keys)
        return [found.get(key) for key in keys]
