"""Programs kept in storage, by number."""

from collections.abc import Sequence

from datasources.facts.catalog import CatalogProgram
from resolvers.loaders.loader import Loader
from resolvers.work import Work


class NumberedProgramLoader(Loader[int, CatalogProgram | None]):
    """Finds stored programs by number; None for unknown numbers."""

    async def find(self, work: Work, keys: Sequence[int]) -> list[CatalogProgram | None]:
        """Find programs, with their tiers, in one statement."""
        found = await work.programs.by_numbers(keys)
        return [found.get(key) for key in keys]
