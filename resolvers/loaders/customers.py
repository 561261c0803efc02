"""Customers by id."""

from collections.abc import Sequence

from datasources.facts.customer import Customer
from datasources.sql.stores.customers import CustomerStore
from datasources.sql.transaction import Transaction
from resolvers.loaders.loader import OwnedLoader


class CustomerLoader(OwnedLoader[int, Customer | None]):
    """Finds customers by id; None for unknown ids."""

    async def find(self, reading: Transaction, keys: Sequence[int]) -> list[Customer | None]:
        """Find customers in one statement."""
        found = await CustomerStore(reading, self.organization_id).by_ids(keys)
        return [found.get(key) for key in keys]
