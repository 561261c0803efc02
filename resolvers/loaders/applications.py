"""Applications by id."""

from collections.abc import Sequence

from datasources.facts.application import Application
from resolvers.loaders.loader import Loader
from resolvers.work import Work


class ApplicationLoader(Loader[int, Application | None]):
    """Finds applications by id; None for unknown ids."""

    async def find(self, work: Work, keys: Sequence[int]) -> list[Application | None]:
        """Find applications, and their devices, in one statement."""
        found = await work.applications.by_ids(keys)
        return [found.get(key) for key in keys]
