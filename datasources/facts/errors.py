"""Errors with a meaning for the caller.

GraphError
├── BadInput            the caller's mistake, with the field
│   ├── UnknownUtility  no such utility in that state
│   └── UtilityRequired utility offers were asked for without naming the utility
├── LocationNotFound    no such ZIP code or address
└── NoData              the place exists, the data do not reach it
"""

from typing import ClassVar

from datasources.facts.text import Text


class GraphError(Exception):
    """An expected failure; its text is safe to show.

    Attributes:
        code: Stable name for programs, in SCREAMING_SNAKE case.
        field: Dotted path of the input value that caused it, if one did.
    """

    code: ClassVar[str] = "INTERNAL"

    def __init__(self, message: Text | str, field: str | None = None) -> None:
        self.message = message if isinstance(message, Text) else Text(message)
        self.field = field
        super().__init__(self.message.en)


class BadInput(GraphError):
    """A value is out of range or of the wrong form."""

    code = "BAD_USER_INPUT"


class UnknownUtility(BadInput):
    """No utility of the state has that id."""

    code = "UNKNOWN_UTILITY"


class UtilityRequired(BadInput):
    """Offers of a utility were asked for, but the utility was not named."""

    code = "UTILITY_REQUIRED"


class LocationNotFound(GraphError):
    """The ZIP code or address does not exist."""

    code = "LOCATION_NOT_FOUND"


class NoData(GraphError):
    """The place exists, but the data set does not reach it."""

    code = "NO_DATA_FOR_LOCATION"
