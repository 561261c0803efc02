"""Programs kept in storage, by key."""

from collections.abc import Sequence

from datasources.facts.catalog import CatalogProgram
from resolvers.loaders.loader import Loader
from resolvers.work import Work


class ProgramLoader(Loader[str, CatalogProgram | None]):
    """Finds stored programs by key; None for unknown keys."""

    async def find(self, work: Work, keys: Sequence[str]) -> list[CatalogProgram | None]:
        """Find programs, with their tiers, in one statement."""
        found = await work.programs.by_keys(keys)
        return [found.get(key) for key in keys]
