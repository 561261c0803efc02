"""Checks of single input values; each says which field is at fault."""

from collections.abc import Sequence
from typing import TypeVar

from strawberry import UNSET

from datasources.facts.errors import BadInput
from resolvers.rules.plain_text import typeable

T = TypeVar("T")

LONGEST_TEXT = 200


def given(value: T | None) -> T | None:
    """Return a value, None where the caller left it out."""
    return None if value is UNSET else value


def within(value: int | None, low: int, high: int, field: str) -> int | None:
    """Return a number of a range, both ends included.

    Raises:
        BadInput: It is outside.
    """
    found = given(value)
    if found is not None and not low <= found <= high:
        raise BadInput(f"{field} must be >= {low} and <= {high}", field)
    return found


def plain(value: str | None, field: str, longest: int = LONGEST_TEXT) -> str | None:
    """Return a text that people could have typed.

    Raises:
        BadInput: It is too long, or has control characters.
    """
    found = given(value)
    if found is None:
        return None
    if len(found) > longest:
        raise BadInput(f"{field} must have at most {longest} characters", field)
    if not typeable(found):
        raise BadInput(f"{field} must not have control characters", field)
    return found


def some(values: Sequence[T] | None, field: str) -> tuple[T, ...] | None:
    """Return a list that has something in it; None where there is no list.

    Raises:
        BadInput: It is empty, which would ask for nothing.
    """
    found = given(values)
    if found is None:
        return None
    if not found:
        raise BadInput(f"{field} must have at least one value; leave it out for all", field)
    return tuple(found)
