"""Events by id."""

from collections.abc import Sequence

from datasources.facts.history import Event
from resolvers.loaders.loader import Loader
from resolvers.work import Work


class EventLoader(Loader[int, Event | None]):
    """Finds events of histories by id; None for unknown ids."""

    async def find(self, work: Work, keys: Sequence[int]) -> list[Event | None]:
        """Find events in one statement."""
        found = await work.events.by_ids(keys)
        return [found.get(key) for key in keys]
