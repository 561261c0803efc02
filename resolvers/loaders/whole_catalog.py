"""All programs kept in storage."""

from collections.abc import Sequence
from typing import Literal

from datasources.facts.catalog import CatalogProgram
from resolvers.loaders.loader import Loader
from resolvers.work import Work

Programs = tuple[CatalogProgram, ...]
All = Literal["all"]


class WholeCatalogLoader(Loader[All, Programs]):
    """Reads every stored program once an operation; its one key is ``all``."""

    async def find(self, work: Work, keys: Sequence[All]) -> list[Programs]:
        """Read all programs, with their tiers, in one statement."""
        found = await work.programs.all()
        return [found for _ in keys]
