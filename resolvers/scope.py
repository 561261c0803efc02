"""What one request may use: handed to every read, never looked up."""

from dataclasses import dataclass
from datetime import date

from datasources.dataset.reader import Dataset
from datasources.facts.errors import StorageUnavailable
from resolvers.catalogue import Catalogue
from resolvers.desk import Desk
from resolvers.ports import Geocoder


@dataclass(frozen=True, slots=True)
class Scope:
    """The sources and circumstances of one request.

    Attributes:
        catalogue: The data in force when the request began; it stays the same until the answer.
        today: The current date in New York: at a year's end the conservative choice.
        desk: The partner side; None where no storage is configured.
    """

    catalogue: Catalogue
    geocoder: Geocoder
    today: date
    desk: Desk | None = None

    @property
    def dataset(self) -> Dataset:
        """The data set behind the catalogue."""
        return self.catalogue.dataset

    def open_desk(self) -> Desk:
        """Return the partner side.

        Raises:
            StorageUnavailable: No storage is configured.
        """
        if self.desk is None:
            raise StorageUnavailable("No storage is configured.")
        return self.desk
