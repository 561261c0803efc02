"""Programs kept in storage, by number."""

from collections.abc import Sequence

from datasources.facts.catalog import CatalogProgram
from datasources.sql.stores.catalog_programs import CatalogProgramStore
from datasources.sql.transaction import Transaction
from resolvers.loaders.loader import Loader


class NumberedProgramLoader(Loader[int, CatalogProgram | None]):
    """Finds stored programs by number; None for unknown numbers."""

    async def find(self, reading: Transaction, keys: Sequence[int]) -> list[CatalogProgram | None]:
        """Find programs, and their tiers, in two statements."""
        found = await CatalogProgramStore(reading).by_numbers(keys)
        return [found.get(key) for key in keys]
