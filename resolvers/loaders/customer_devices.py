"""Devices of customers by id."""

from collections.abc import Sequence

from datasources.facts.customer import CustomerDevice
from resolvers.loaders.loader import Loader
from resolvers.work import Work


class CustomerDeviceLoader(Loader[int, CustomerDevice | None]):
    """Finds devices of customers by id; None for unknown ids."""

    async def find(self, work: Work, keys: Sequence[int]) -> list[CustomerDevice | None]:
        """Find devices in one statement."""
        found = await work.units.by_ids(keys)
        return [found.get(key) for key in keys]
