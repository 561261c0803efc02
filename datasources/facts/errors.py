"""Errors with a meaning for the caller.

GraphError
├── BadInput            the caller's mistake, with the field
│   ├── UnknownUtility  no such utility in that state
│   └── UtilityRequired utility offers were asked for without naming the utility
├── LocationNotFound    no such ZIP code or address
├── NoData              the place exists, the data do not reach it
├── Unauthenticated     no valid key came with the request
├── Forbidden           the key may not do this
├── InProgress          the same request is being answered
├── TooManySubscriptions  the organization follows as much as it may at once
├── KeyReused           an idempotency key came with another request before
├── Conflict            somebody else changed it first, or it is there already
├── UpstreamTransient   a service outside does not answer now
└── StorageUnavailable  the database does not answer now
"""

from typing import ClassVar

from datasources.facts.text import Text


class GraphError(Exception):
    """An expected failure; its text is safe to show.

    Attributes:
        code: Stable name for programs, in SCREAMING_SNAKE case.
        field: Dotted path of the input value that caused it, if one did.
        retryable: Whether the same request may succeed later.
    """

    code: ClassVar[str] = "INTERNAL"
    retryable: ClassVar[bool] = False

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


class Conflict(GraphError):
    """What was to be changed has changed since it was read, or exists already."""

    code = "CONFLICT"


class UpstreamTransient(GraphError):
    """A service that locates addresses does not answer; nothing was changed, so ask again."""

    code = "UPSTREAM_TRANSIENT"
    retryable = True


class StorageUnavailable(GraphError):
    """The database cannot be reached or is busy; ask again, a change with its idempotency key."""

    code = "STORAGE_UNAVAILABLE"
    retryable = True


class Unauthenticated(GraphError):
    """No key came with the request, or none that is valid now."""

    code = "UNAUTHENTICATED"


class Forbidden(GraphError):
    """The key is valid but may not do this."""

    code = "FORBIDDEN"


class InProgress(GraphError):
    """A request with the same idempotency key is being answered."""

    code = "IDEMPOTENCY_IN_PROGRESS"
    retryable = True


class TooManySubscriptions(GraphError):
    """The organization follows as much as it may at once; end another subscription first."""

    code = "TOO_MANY_SUBSCRIPTIONS"
    retryable = True


class KeyReused(GraphError):
    """An idempotency key came before, with another request."""

    code = "IDEMPOTENCY_CONFLICT"
