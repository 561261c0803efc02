"""Scalars: single values with a form of their own."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, DecimalException
from typing import NewType

import strawberry
from strawberry.types.scalar import ScalarDefinition

from datasources.facts.dates import FuzzyDate

EiaId = NewType("EiaId", str)
"""Digits of the number that the Energy Information Administration gave a utility."""

_RFC_3339 = "https://www.rfc-editor.org/rfc/rfc3339"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LONGEST_EIA_ID = 10


def _read_date(value: object) -> date:
    try:
        # Python would read 20250125 and 2025-W04-6 too.
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise ValueError("A day is written 2025-01-25.")


def _read_time(value: object) -> datetime:
    try:
        if isinstance(value, str):
            moment = datetime.fromisoformat(value)
            if moment.tzinfo is not None:
                return moment.astimezone(UTC)
    # At the ends of the calendar other offsets have moments that UTC has not.
    except (ValueError, OverflowError):
        pass
    raise ValueError("A moment is written 2025-01-25T12:00:00+00:00, with its offset.")


def _read_decimal(value: object) -> Decimal:
    try:
        if isinstance(value, str | int) and not isinstance(value, bool):
            number = Decimal(value)
            if number.is_finite():
                return number
    except DecimalException:
        pass
    raise ValueError("An amount is written 750.00.")


def _read_fuzzy_date(value: object) -> FuzzyDate:
    try:
        if isinstance(value, str):
            return FuzzyDate.parse(value)
    except ValueError:
        pass
    raise ValueError("A period is written 2025, 2025H2, 2025Q3, 2025-03 or 2025-03-10.")


def _read_eia_id(value: object) -> EiaId:
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if text.isascii() and text.isdigit() and len(text) <= _LONGEST_EIA_ID:
        return EiaId(text)
    raise ValueError(f"An EIA id has 1 to {_LONGEST_EIA_ID} digits.")


SCALARS: Mapping[object, ScalarDefinition] = {
    date: strawberry.scalar(
        name="Date",
        description="A day, as `2025-01-25`.",
        specified_by_url=_RFC_3339,
        serialize=date.isoformat,
        parse_value=_read_date,
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description="A moment with its offset, as `2025-01-25T12:00:00+00:00`.",
        specified_by_url=_RFC_3339,
        serialize=datetime.isoformat,
        parse_value=_read_time,
    ),
    Decimal: strawberry.scalar(
        name="Decimal",
        description="An exact amount of money or quantity, as a string: `750.00`.",
        serialize=str,
        parse_value=_read_decimal,
    ),
    FuzzyDate: strawberry.scalar(
        name="FuzzyDate",
        description=(
            "A period as programs publish it: "
            "`2025`, `2025H2`, `2025Q3`, `2025-03` or `2025-03-10`."
        ),
        serialize=str,
        parse_value=_read_fuzzy_date,
    ),
    EiaId: strawberry.scalar(
        name="EiaId",
        description=(
            "A utility's number with the US Energy Information Administration: digits, as a "
            "string. An integer is accepted as input."
        ),
        serialize=str,
        parse_value=_read_eia_id,
    ),
}
"""How each Python type is written and read."""
