"""Why connections end: the codes that clients are told."""

from typing import Final, NamedTuple

# A close frame has no room for more.
_MOST_BYTES = 123


class Close(NamedTuple):
    """What a connection is closed with.

    Attributes:
        reason: Nothing that the client wrote, except the id of its operation.
    """

    code: int
    reason: str


# Codes below 4000 are those of WebSockets (RFC 6455 and its registry), the others of the protocol.
NO_TEXT: Final = Close(1007, "Invalid Data")
TOO_LONG: Final = Close(1009, "Message Too Big")
LEAVING: Final = Close(1012, "Service Restart")
BROKEN: Final = Close(1011, "Internal Error")
TRY_LATER: Final = Close(1013, "Try Again Later")
UNAUTHORIZED: Final = Close(4401, "Unauthorized")
FORBIDDEN: Final = Close(4403, "Forbidden")
UNKNOWN_PROTOCOL: Final = Close(4406, "Subprotocol not acceptable")
INITIALISED_LATE: Final = Close(4408, "Connection initialisation timeout")
INITIALISED_TWICE: Final = Close(4429, "Too many initialisation requests")
TOO_MANY_MESSAGES: Final = Close(4429, "Too many messages")
TOO_MANY_CONNECTIONS: Final = Close(4429, "Too many connections")


def malformed(reason: str) -> Close:
    """Return how a connection ends whose client does not keep to the protocol."""
    return Close(4400, _shortened(reason))


def taken(operation_id: str) -> Close:
    """Return how a connection ends whose client gives two operations one id at once."""
    return Close(4409, _shortened(f"Subscriber for {operation_id} already exists"))


class Ended(Exception):
    """A connection has to end, or has ended already.

    Attributes:
        close: What to tell the client.
    """

    def __init__(self, close: Close) -> None:
        self.close = close
        super().__init__(close.reason)


def _shortened(reason: str) -> str:
    """Cut a text to the bytes there is room for, and no character in two.

    >>> len(_shortened("é" * 100)), len(_shortened("é" * 100).encode())
    (61, 122)
    """
    return reason.encode()[:_MOST_BYTES].decode(errors="ignore")
