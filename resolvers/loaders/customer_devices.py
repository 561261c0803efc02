"""Devices of customers by id."""

from collections.abc import Sequence

from datasources.facts.customer import CustomerDevice
from datasources.sql.stores.customer_devices import CustomerDeviceStore
from datasources.sql.transaction import Transaction
from resolvers.loaders.loader import OwnedLoader


class CustomerDeviceLoader(OwnedLoader[int, CustomerDevice | None]):
    """Finds devices of customers by id; None for unknown ids."""

    async def find(self, reading: Transaction, keys: Sequence[int]) -> list[CustomerDevice | None]:
        """Find devices in one statement."""
        found = await CustomerDeviceStore(reading, self.organization_id).by_ids(keys)
        return [found.get(key) for key in keys]
