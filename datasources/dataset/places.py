"""Looks places up in a data set file, each by primary key."""

from datetime import date
from functools import lru_cache

import msgspec

from datasources.dataset.file import DatasetFile
from datasources.facts.geography import ZipCode
from datasources.facts.income import AmiLimits, AmiPrecision
from datasources.facts.money import Dollars

_ZIP = (
    "SELECT zip, area, zcta, state, city, county, county_fips, latitude, longitude"
    " FROM zip WHERE zip = ?"
)
_OVERLAPS = "SELECT geography, share FROM overlap WHERE area = ? ORDER BY position"
_SERVICE = "SELECT geography FROM service WHERE area = ? ORDER BY position"
_AMI = (
    "SELECT ami_80, ami_150, precision, source, valid_from, published_80"
    " FROM ami WHERE level = ? AND key = ? ORDER BY valid_from"
)
_CHARGER_TRACT = "SELECT eligible FROM charger_tract WHERE level = ? AND key = ?"
_ANY_CHARGER_TRACT = "SELECT 1 FROM charger_tract LIMIT 1"

_MOST_REMEMBERED = 4_096

_published = msgspec.json.Decoder(tuple[int, ...])


class Places:
    """The tables of places of one open file."""

    def __init__(self, file: DatasetFile) -> None:
        self._rows = file.rows
        # Many questions are about the same places, and places never change.
        self.zip = lru_cache(_MOST_REMEMBERED)(self._zip)
        self.overlaps = lru_cache(_MOST_REMEMBERED)(self._overlaps)
        self.service = lru_cache(_MOST_REMEMBERED)(self._service)
        self.ami = lru_cache(_MOST_REMEMBERED)(self._ami)
        self.charger_tract = lru_cache(_MOST_REMEMBERED)(self._charger_tract)
        self.knows_charger_tracts = bool(file.rows(_ANY_CHARGER_TRACT))

    def _zip(self, zip_code: str) -> ZipCode | None:
        """Find a ZIP code."""
        rows = self._rows(_ZIP, zip_code)
        return ZipCode(*rows[0]) if rows else None

    def _overlaps(self, area: str) -> tuple[tuple[int, float], ...]:
        """Return (geography number, share) of a ZIP area, greatest share first."""
        return tuple(self._rows(_OVERLAPS, area))

    def _service(self, area: str) -> tuple[int, ...]:
        """Return the numbers of the territories that touch a ZIP area, most likely first."""
        return tuple(number for (number,) in self._rows(_SERVICE, area))

    def _ami(self, level: str, key: str) -> tuple[AmiLimits, ...]:
        """Return the limits of an area, oldest first."""
        return tuple(_limits(*row) for row in self._rows(_AMI, level, key))

    def _charger_tract(self, level: str, key: str) -> bool | None:
        """Tell whether an area is eligible for the 30C credit."""
        rows = self._rows(_CHARGER_TRACT, level, key)
        return bool(rows[0][0]) if rows else None


def _limits(
    ami_80: int, ami_150: int, precision: str, source: str, valid_from: str, published: str | None
) -> AmiLimits:
    return AmiLimits(
        ami_80=Dollars(ami_80),
        ami_150=Dollars(ami_150),
        precision=AmiPrecision(precision),
        source=source,
        valid_from=date.fromisoformat(valid_from),
        published_80=tuple(map(Dollars, _published.decode(published))) if published else None,
    )
