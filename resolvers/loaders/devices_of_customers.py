"""All devices of a customer, by the customer's id."""

from collections.abc import Sequence

from datasources.facts.customer import CustomerDevice
from resolvers.loaders.loader import Loader
from resolvers.work import Work

Units = tuple[CustomerDevice, ...]


class DevicesOfCustomerLoader(Loader[int, Units]):
    """Finds the devices of customers, oldest first; none for unknown customers."""

    async def find(self, work: Work, keys: Sequence[int]) -> list[Units]:
        """Find the devices of all customers in one statement."""
        found = await work.units.by_customers(keys)
        return [found.get(key, ()) for key in keys]
