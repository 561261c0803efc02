"""What resolvers ask of services outside, whoever answers."""

import re
from typing import Protocol

from datasources.facts.geography import GeocodedAddress, LocationPrecision


class Geocoder(Protocol):
    """Finds where an address lies."""

    async def geocode(self, address: str) -> GeocodedAddress | None:
        """Locate an address on one line; None where it cannot be found.

        Raises:
            UpstreamTransient: The service behind it does not answer.
        """


class PostalCodeGeocoder:
    """Knows no streets: takes the state and ZIP code that the address ends with."""

    async def geocode(self, address: str) -> GeocodedAddress | None:
        """Read the ZIP code at the end of an address; the match has no point."""
        match = _ENDING.search(address)
        if match is None:
            return None
        return GeocodedAddress(
            state=(match["state"] or "").upper(),
            zip=match["zip"],
            precision=LocationPrecision.ZIP,
        )


_ENDING = re.compile(
    r"(?:\b(?P<state>[A-Za-z]{2})[ ,]+)?\b(?P<zip>\d{5})(?:-\d{4})?[ ,]*(?:USA?)?[ .]*$"
)
