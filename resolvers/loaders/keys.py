"""Keys of the caller's organization, by id."""

from collections.abc import Sequence

from datasources.facts.organization import ApiKey
from resolvers.loaders.loader import Loader
from resolvers.work import Work


class KeyLoader(Loader[int, ApiKey | None]):
    """Finds keys of the organization; None for unknown ids and for keys of others."""

    async def find(self, work: Work, keys: Sequence[int]) -> list[ApiKey | None]:
        """Find keys in one statement."""
        found = await work.keys.by_ids(keys)
        own = {
            id_: key for id_, key in found.items() if key.organization_id == self._organization_id
        }
        return [own.get(id_) for id_ in keys]
