"""Applications by id."""

from collections.abc import Sequence

from datasources.facts.application import Application
from datasources.sql.stores.applications import ApplicationStore
from datasources.sql.transaction import Transaction
from resolvers.loaders.loader import OwnedLoader


class ApplicationLoader(OwnedLoader[int, Application | None]):
    """Finds applications by id; None for unknown ids."""

    async def find(self, reading: Transaction, keys: Sequence[int]) -> list[Application | None]:
        """Find applications, and their devices, in two statements."""
        found = await ApplicationStore(reading, self.organization_id).by_ids(keys)
        return [found.get(key) for key in keys]
