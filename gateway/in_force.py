"""The data set in force: requests share it, and it is closed when the last of them has ended."""

from collections.abc import Iterator
from contextlib import contextmanager

from datasources.facts.coverage import DatasetCard
from resolvers.catalogue import Catalogue


class InForce:
    """A catalogue with the requests that use it counted; for one thread."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._users = 0
        self._retired = False

    @property
    def card(self) -> DatasetCard:
        """What the data set says of itself."""
        return self._catalogue.dataset.card

    @contextmanager
    def used(self) -> Iterator[Catalogue]:
        """Lend the catalogue to one request; its file stays open until the block ends."""
        self._users += 1
        try:
            yield self._catalogue
        finally:
            self._users -= 1
            self._close_if_done()

    def retire(self) -> None:
        """Lend it to nobody any more; it is closed now, or after the last request that has it."""
        self._retired = True
        self._close_if_done()

    def _close_if_done(self) -> None:
        if self._retired and not self._users:
            self._catalogue.dataset.close()
