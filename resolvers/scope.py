"""What one request may use: handed to every read, never looked up."""

from dataclasses import dataclass
from datetime import date

from datasources.dataset.reader import Dataset
from resolvers.catalogue import Catalogue
from resolvers.ports import Geocoder


@dataclass(frozen=True, slots=True)
class Scope:
    """The sources and circumstances of one request.

    Attributes:
        catalogue: The data in force when the request began; it stays the same until the answer.
        today: The current date in New York: at a year's end the conservative choice.
    """

    catalogue: Catalogue
    geocoder: Geocoder
    today: date

    @property
    def dataset(self) -> Dataset:
        """The data set behind the catalogue."""
        return self.catalogue.dataset
