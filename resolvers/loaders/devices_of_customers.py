"""All devices of a customer, by the customer's id."""

from collections.abc import Sequence

from datasources.facts.customer import CustomerDevice
from datasources.sql.stores.customer_devices import CustomerDeviceStore
from datasources.sql.transaction import Transaction
from resolvers.loaders.loader import OwnedLoader

Units = tuple[CustomerDevice, ...]


class DevicesOfCustomerLoader(OwnedLoader[int, Units]):
    """Finds the devices of customers, oldest first; none for unknown customers."""

    async def find(self, reading: Transaction, keys: Sequence[int]) -> list[Units]:
        """Find the devices of all customers in one statement."""
        found = await CustomerDeviceStore(reading, self.organization_id).by_customers(keys)
        return [found.get(key, ()) for key in keys]
