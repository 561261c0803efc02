"""Places: areas, ZIP codes, utilities, and where a home is."""

from dataclasses import dataclass
from enum import StrEnum


class GeographyKind(StrEnum):
    """What sort of area a geography is."""

    STATE = "state"
    COUNTY = "county"
    CUSTOM = "custom"
    ELECTRIC_TERRITORY = "electric_territory"
    GAS_TERRITORY = "gas_territory"


class Fuel(StrEnum):
    """What a utility delivers."""

    ELECTRIC = "electric"
    GAS = "gas"


class LocationPrecision(StrEnum):
    """How exactly a place is known."""

    STATE = "state"
    ZIP = "zip"
    STREET = "street"
    ROOFTOP = "rooftop"


@dataclass(frozen=True, slots=True)
class Geography:
    """An area that offers are tied to. Numbers are unique within a data set.

    Attributes:
        key: The utility's key, for territories; None otherwise.
        state: Two-letter code.
        county_fips: Five digits, for counties.
    """

    number: int
    kind: GeographyKind
    name: str
    state: str
    key: str | None = None
    county_fips: str | None = None


@dataclass(frozen=True, slots=True)
class Utility:
    """A utility in one state; a company serving two states is two utilities.

    Attributes:
        key: The data set's id, unique: ``or-pacific-power``.
        eia_id: Digits of the number the Energy Information Administration gave the company.
        geography: Number of its territory.
    """

    key: str
    name: str
    fuel: Fuel
    state: str
    geography: int
    eia_id: str | None = None


@dataclass(frozen=True, slots=True)
class ZipCode:
    """A postal ZIP code and where it lies.

    Attributes:
        area: What overlaps and limits are looked up by: the ZCTA where known, else the ZIP.
        zcta: Census ZIP code tabulation area, None where the data have none.
    """

    zip: str
    area: str
    zcta: str | None
    state: str
    city: str | None = None
    county: str | None = None
    county_fips: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class GeocodedAddress:
    """What a geocoder says of an address.

    Attributes:
        county_fips: Five digits, by the newest county codes.
        tract: Eleven digits; None when the match is too coarse for its tract to be trusted.
    """

    state: str
    zip: str
    precision: LocationPrecision
    latitude: float | None = None
    longitude: float | None = None
    county_fips: str | None = None
    tract: str | None = None
    city: str | None = None
    county: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a home is, and every area it touches.

    Attributes:
        geographies: Numbers of states, counties and custom areas, greatest overlap first.
        counties: FIPS codes of the counties among them, in the same order.
    """

    state: str
    precision: LocationPrecision
    geographies: tuple[int, ...]
    counties: tuple[str, ...] = ()
    area: str | None = None
    zip: str | None = None
    zcta: str | None = None
    tract: str | None = None
    city: str | None = None
    county: str | None = None
    county_fips: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """An address as people write it on an envelope."""

    street1: str
    city: str
    state: str
    postal_code: str
    street2: str | None = None
    country_code: str = "US"

    @property
    def formatted(self) -> str:
        """The address on one line.

        >>> PostalAddress("456 Main St", "Bend", "OR", "97701").formatted
        '456 Main St, Bend, OR 97701'
        """
        street = f"{self.street1}, {self.street2}" if self.street2 else self.street1
        return f"{street}, {self.city}, {self.state} {self.postal_code}"
