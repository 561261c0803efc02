"""Fields that are read off their object when they are asked for.

Objects are made by the hundred, and of some fifty values a client wants a few.
"""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

import strawberry

from schema.ids import global_id

ID = "Opaque id, unique over all kinds of object."


def derived(path: str, *, description: str) -> Any:  # noqa: ANN401 - typed as what it holds
    """Make a field whose value is an attribute of what its object is made of.

    Args:
        path: From the object on, as ``fact.created_at``.
        description: For clients.
    """
    return derived_by(attrgetter(path), description=description)


def derived_id(kind: str, path: str) -> Any:  # noqa: ANN401 - as above
    """Make the field of an object's global id.

    Args:
        kind: Of the object.
        path: To its key, from the object on.
    """
    key = attrgetter(path)
    return derived_by(lambda shown: global_id(kind, str(key(shown))), description=ID)


def derived_by(read: Callable[[Any], Any], *, description: str) -> Any:  # noqa: ANN401 - as above
    """Make a field whose value a function reads off its object."""
    # A default stays on the class as it is, and what is not set by `__init__` is then read off it.
    made: Any = strawberry.field(default=property(read), description=description)
    made.init = False
    return made
