"""What a requirement of a pack may compare: subjects, operators, and values that fit them."""

import re
from collections.abc import Iterator
from datetime import date
from math import isfinite

from datasources.catalog.shapes import Plain, RequirementEntry
from datasources.facts.requirement import CheckOperator, Value

CHARGER_LEVEL = "chargerLevel"
CHARGER_LEVELS = ("LEVEL_1", "LEVEL_2", "DCFC")
"""The levels of a charger: the only words with an order."""

_SUBJECT = re.compile(
    r"date|place\.state|(device|customerDevice|customer|household)\.[a-z][A-Za-z0-9]*"
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_GREATEST = 2**53
_ORDER = {CheckOperator.GT, CheckOperator.GTE, CheckOperator.LT, CheckOperator.LTE}
_COUNTS = {
    CheckOperator.PRESENT: range(1),
    CheckOperator.ABSENT: range(1),
    CheckOperator.BETWEEN: range(2, 3),
    CheckOperator.IN: range(1, 1_000),
    CheckOperator.NOT_IN: range(1, 1_000),
}
_ONE = range(1, 2)


def to_values(subject: str, expected: tuple[Plain, ...]) -> tuple[Value, ...]:
    """Turn the values of a requirement into what its subject is compared with."""
    return tuple(_day(value) or value if _holds_days(subject) else value for value in expected)


def slips(asked: RequirementEntry) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a requirement: the key, and what is wrong with it."""
    if not _SUBJECT.fullmatch(asked.subject):
        yield "subject", f"nothing is known by the name {asked.subject!r}"
        return
    count = len(asked.expected)
    if count not in _COUNTS.get(asked.operator, _ONE):
        yield "expected", f"{asked.operator} does not compare with {count} values"
        return
    if _holds_days(asked.subject) and not all(_day(value) for value in asked.expected):
        yield "expected", f"{asked.subject} is a day, written as 2026-12-31"
    elif not all(comparable(value) for value in asked.expected):
        yield "expected", "a number is too great"
    elif not _in_order(asked):
        yield "expected", f"{asked.operator} needs values that have an order"


def comparable(value: Plain) -> bool:
    """Tell whether a value is the same for whoever reads it: numbers have their limits."""
    if isinstance(value, int | float):
        return isfinite(value) and abs(value) <= _GREATEST
    return True


def _in_order(asked: RequirementEntry) -> bool:
    values = to_values(asked.subject, asked.expected)
    if asked.operator is CheckOperator.BETWEEN:
        return all(_is_scale(value) for value in values) and _rising(*values)
    if asked.operator in _ORDER:
        of_charger = asked.subject == f"device.{CHARGER_LEVEL}"
        return all(value in CHARGER_LEVELS if of_charger else _is_scale(value) for value in values)
    return True


def _rising(low: Value, high: Value) -> bool:
    return isinstance(low, date) is isinstance(high, date) and low <= high  # type: ignore[operator]  # both are days or both numbers


def _is_scale(value: Value) -> bool:
    return isinstance(value, int | float | date) and not isinstance(value, bool)


def _holds_days(subject: str) -> bool:
    return subject == "date" or subject.endswith("Date")


def _day(value: Plain) -> date | None:
    if not (isinstance(value, str) and _DAY.fullmatch(value)):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
