"""All applications of a customer, by the customer's id."""

from collections.abc import Sequence

from datasources.facts.application import Application
from resolvers.loaders.loader import Loader
from resolvers.work import Work

Applications = tuple[Application, ...]


class ApplicationsOfCustomerLoader(Loader[int, Applications]):
    """Finds the applications of customers, oldest first; none for unknown customers."""

    async def find(self, work: Work, keys: Sequence[int]) -> list[Applications]:
        """Find the applications of all customers, and their devices, in one statement."""
        found = await work.applications.by_customers(keys)
        return [found.get(key, ()) for key in keys]
