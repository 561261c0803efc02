"""Devices of the catalog by number."""

from collections.abc import Sequence

from datasources.facts.catalog import Device
from resolvers.loaders.loader import Loader
from resolvers.work import Work


class DeviceLoader(Loader[int, Device | None]):
    """Finds devices by number; None for unknown numbers."""

    async def find(self, work: Work, keys: Sequence[int]) -> list[Device | None]:
        """Find devices in one statement."""
        found = await work.devices.by_numbers(keys)
        return [found.get(key) for key in keys]
