"""The forms in which single values are written and read."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from datasources.facts.dates import FuzzyDate
from schema.scalars import SCALARS, EiaId


def read(kind: object, value: object) -> object:
    parse = SCALARS[kind].parse_value
    assert parse is not None
    return parse(value)


def write(kind: object, value: object) -> object:
    serialize = SCALARS[kind].serialize
    assert serialize is not None
    return serialize(value)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (date, "2024-02-29", date(2024, 2, 29)),
        (datetime, "2025-01-25T12:00:00+00:00", datetime(2025, 1, 25, 12, tzinfo=UTC)),
        (Decimal, "750.00", Decimal("750.00")),
        (FuzzyDate, "2025H2", FuzzyDate.parse("2025H2")),
        (EiaId, "14354", EiaId("14354")),
    ],
)
def test_a_value_is_read_as_it_is_written(kind: object, text: str, value: object):
    assert write(kind, value) == text
    assert read(kind, text) == value


def test_an_integer_is_read_where_it_loses_nothing():
    assert read(EiaId, 14354) == "14354"
    assert read(Decimal, 750) == Decimal(750)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (date, "20250125"),
        (date, "2025-W04-6"),
        (date, "2025-02-29"),
        (date, "2025-01-25\n"),
        (date, 2025),
        (datetime, "2025-01-25T12:00:00"),
        (datetime, "2025-01-25"),
        (datetime, 0),
        (Decimal, "NaN"),
        (Decimal, "Infinity"),
        (Decimal, ""),
        (Decimal, 0.1),
        (Decimal, True),
        (FuzzyDate, "2025Q5"),
        (FuzzyDate, 2025),
        (EiaId, ""),
        (EiaId, "-1"),
        (EiaId, "1" * 11),
        (EiaId, "\u0661"),
        (EiaId, True),
        (EiaId, 1.0),
    ],
)
def test_anything_else_is_refused(kind: Any, value: object):
    with pytest.raises(ValueError, match=r"writ|digits"):
        read(kind, value)
