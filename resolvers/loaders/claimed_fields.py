"""What the caller's organization fills in itself."""

from collections.abc import Sequence
from typing import Literal

from datasources.facts.history import ClaimedField
from resolvers.loaders.loader import Loader
from resolvers.work import Work

Claims = frozenset[ClaimedField]
All = Literal["all"]


class ClaimedFieldLoader(Loader[All, Claims]):
    """Reads all claims once an operation; its one key is ``all``."""

    async def find(self, work: Work, keys: Sequence[All]) -> list[Claims]:
        """Read all claims in one statement."""
        found = await work.claims.all()
        return [found for _ in keys]
