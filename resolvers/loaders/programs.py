"""Programs kept in storage, by key."""

from collections.abc import Sequence

from datasources.facts.catalog import CatalogProgram
from datasources.sql.stores.catalog_programs import CatalogProgramStore
from datasources.sql.transaction import Transaction
from resolvers.loaders.loader import Loader


class ProgramLoader(Loader[str, CatalogProgram | None]):
    """Finds stored programs by key; None for unknown keys."""

    async def find(self, reading: Transaction, keys: Sequence[str]) -> list[CatalogProgram | None]:
        """Find programs, and their tiers, in two statements."""
        found = await CatalogProgramStore(reading).by_keys(keys)
        return [found.get(key) for key in keys]
