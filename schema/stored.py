"""What objects of storage refer to."""

from typing import TypeVar

from datasources.facts.errors import Conflict

T = TypeVar("T")


def there(found: T | None) -> T:
    """Return what an object refers to.

    Raises:
        Conflict: It went away between two readings.
    """
    if found is None:
        raise gone()
    return found


def gone() -> Conflict:
    """Return why something that is referred to cannot be shown."""
    return Conflict("What this refers to is not kept any more.")
