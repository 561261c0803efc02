"""Customers by id."""

from collections.abc import Sequence

from datasources.facts.customer import Customer
from resolvers.loaders.loader import Loader
from resolvers.work import Work


class CustomerLoader(Loader[int, Customer | None]):
    """Finds customers by id; None for unknown ids."""

    async def find(self, work: Work, keys: Sequence[int]) -> list[Customer | None]:
        """Find customers in one statement."""
        found = await work.customers.by_ids(keys)
        return [found.get(key) for key in keys]
