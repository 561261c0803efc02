"""All applications of a customer, by the customer's id."""

from collections.abc import Sequence

from datasources.facts.application import Application
from datasources.sql.stores.applications import ApplicationStore
from datasources.sql.transaction import Transaction
from resolvers.loaders.loader import OwnedLoader

Applications = tuple[Application, ...]


class ApplicationsOfCustomerLoader(OwnedLoader[int, Applications]):
    """Finds the applications of customers, oldest first; none for unknown customers."""

    async def find(self, reading: Transaction, keys: Sequence[int]) -> list[Applications]:
        """Find the applications of all customers, and their devices, in two statements."""
        found = await ApplicationStore(reading, self.organization_id).by_customers(keys)
        return [found.get(key, ()) for key in keys]
