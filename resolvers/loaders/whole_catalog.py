"""All programs kept in storage."""

from collections.abc import Sequence
from typing import Literal

from datasources.facts.catalog import CatalogProgram
from datasources.sql.stores.catalog_programs import CatalogProgramStore
from datasources.sql.transaction import Transaction
from resolvers.loaders.loader import Loader

Programs = tuple[CatalogProgram, ...]
All = Literal["all"]


class WholeCatalogLoader(Loader[All, Programs]):
    """Reads every stored program once an operation; its one key is ``all``."""

    async def find(self, reading: Transaction, keys: Sequence[All]) -> list[Programs]:
        """Read all programs, and their tiers, in two statements."""
        found = await CatalogProgramStore(reading).all()
        return [found for _ in keys]
