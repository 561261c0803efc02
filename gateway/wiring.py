"""The composition root: opens the sources, and gives each request its scope."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from datasources.dataset.embedded.build import ensure_embedded
from datasources.dataset.reader import Dataset
from gateway.clock import now_utc, today_in_new_york
from gateway.settings import Settings
from resolvers.catalogue import Catalogue
from resolvers.ports import Geocoder, PostalCodeGeocoder
from resolvers.scope import Scope

_log = logging.getLogger(__name__)


class NotReady(Exception):
    """Something that requests need is missing; the text says what, without paths or hosts."""


@dataclass(slots=True)
class Services:
    """What requests are served with.

    Attributes:
        catalogue: None until a data set is open. It is replaced as a whole: a request keeps the
            one it began with.
    """

    geocoder: Geocoder
    today: Callable[[], date]
    catalogue: Catalogue | None = None

    def scope(self) -> Scope:
        """Return the scope of one request.

        Raises:
            NotReady: No data set is open.
        """
        if self.catalogue is None:
            raise NotReady("The data set is not open.")
        return Scope(catalogue=self.catalogue, geocoder=self.geocoder, today=self.today())

    def close(self) -> None:
        """Release the data set."""
        if self.catalogue is not None:
            self.catalogue.dataset.close()
            self.catalogue = None


def wire() -> Services:
    """Make the services, with no data set open yet."""
    return Services(geocoder=PostalCodeGeocoder(), today=today_in_new_york)


def dataset_path(settings: Settings) -> Path:
    """Return the data set file to serve; the embedded one is compiled when it is missing.

    Raises:
        ImportRefused: The embedded data set has faults.
    """
    if settings.dataset is not None:
        return settings.dataset
    return ensure_embedded(settings.home, now_utc())


def open_catalogue(path: Path) -> Catalogue:
    """Open a data set and prepare it for questions.

    Raises:
        DatasetUnreadable: The file cannot be read as a data set.
    """
    catalogue = Catalogue(Dataset.open(path))
    card = catalogue.dataset.card
    fields = {"dataset": card.name, "version": card.version, "incentives": card.incentive_count}
    _log.info("data set open", extra={"fields": fields})
    return catalogue
