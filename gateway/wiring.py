"""The composition root: opens the sources, and gives each request its scope."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from starlette.datastructures import Headers

from datasources.dataset.reader import Dataset
from gateway.client_address import Address
from gateway.clock import today_in_new_york
from gateway.in_force import InForce
from gateway.partner_side import PartnerSide
from resolvers.catalogue import Catalogue
from resolvers.desk import Desk
from resolvers.ports import Geocoder, PostalCodeGeocoder
from resolvers.scope import Scope

_log = logging.getLogger(__name__)


class NotReady(Exception):
    """Something that requests need is missing; the text says what, without paths or hosts."""


class Services:
    """What requests are served with; for one thread.

    The catalogue is replaced as a whole: a request keeps the one it began with.

    Attributes:
        partners: Storage and who may use it; None until it is open.
        leaving: Whether the server was told to end: it answers, but asks for no more.
        ending: Set when it ends; what would go on for ever ends then.
    """

    def __init__(self, geocoder: Geocoder, today: Callable[[], date]) -> None:
        self._geocoder = geocoder
        self._today = today
        self._in_force: InForce | None = None
        self.partners: PartnerSide | None = None
        self.leaving = False
        self.ending = asyncio.Event()

    async def desk(
        self, headers: Headers, request_id: str, address: Address | None = None
    ) -> Desk | None:
        """Return the partner side of one request; None where storage is not open.

        Raises:
            BadInput: It brings several keys, or credentials of another kind beside its key.
            Forbidden: Its key may not be used from its address.
            StorageUnavailable: A key came, and the database cannot tell whose it is.
        """
        side = self.partners
        return await side.desk(headers, request_id, address) if side else None

    def dataset(self) -> tuple[str, str] | None:
        """Return name and version of the data set that requests get; None where none is open."""
        card = self._in_force and self._in_force.card
        return (card.name, card.version) if card else None

    @contextmanager
    def scope(self, desk: Desk | None = None) -> Iterator[Scope]:
        """Give one request what it may use, for as long as the block lasts.

        Raises:
            NotReady: No data set is open.
        """
        if self._in_force is None:
            raise NotReady("The data set is not open.")
        with self._in_force.used() as catalogue:
            yield Scope(catalogue, self._geocoder, self._today(), desk)

    def serve(self, catalogue: Catalogue) -> None:
        """Give a catalogue to the requests that begin from now on."""
        self.close()
        self._in_force = InForce(catalogue)

    def close(self) -> None:
        """Serve no data set any more."""
        if self._in_force is not None:
            self._in_force.retire()
            self._in_force = None


def wire() -> Services:
    """Make the services, with no data set open yet."""
    return Services(geocoder=PostalCodeGeocoder(), today=today_in_new_york)


def open_catalogue(path: Path) -> Catalogue:
    """Open a data set for questions.

    Raises:
        DatasetUnreadable: The file cannot be read as a data set.
    """
    catalogue = Catalogue(Dataset.open(path))
    card = catalogue.dataset.card
    fields = {"dataset": card.name, "version": card.version, "incentives": card.incentive_count}
    _log.info("data set open", extra={"fields": fields})
    return catalogue


def prepare(catalogue: Catalogue) -> None:
    """Prepare every state, so that no request has to wait for it."""
    for state in catalogue.dataset.states:
        catalogue.gas_matters(state)
        for with_state in (True, False):
            catalogue.shelf(state, with_state=with_state)
