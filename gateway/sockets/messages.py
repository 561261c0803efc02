"""The messages of graphql-transport-ws, as clients send them.

Source: PROTOCOL.md of graphql-ws.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from gateway.execution.asking import Asked, Malformed
from gateway.execution.failures import Refused
from gateway.execution.json_text import read_json
from gateway.sockets.closing import Ended, malformed

MOST_BYTES = 200_000
"""Of one message; as much as a body of HTTP may have."""
MOST_ID_CHARACTERS = 64

Payload = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Init:
    """A client introduces itself."""

    payload: Payload


@dataclass(frozen=True, slots=True)
class Ping:
    """A client wants a pong, with the same payload."""

    payload: Payload | None


@dataclass(frozen=True, slots=True)
class Pong:
    """A client lives."""


@dataclass(frozen=True, slots=True)
class Subscribe:
    """A client begins an operation of any type."""

    id: str
    asked: Asked


@dataclass(frozen=True, slots=True)
class Complete:
    """A client wants no more of an operation."""

    id: str


Message = Init | Ping | Pong | Subscribe | Complete


def read_message(text: str) -> Message:
    """Read a message.

    Raises:
        Ended: It is none; whoever sends such cannot be understood any further.
    """
    try:
        sent = read_json(text.encode(), "The message")
        return _message(sent)
    except Refused as refused:
        raise Ended(malformed(refused.failure.message)) from refused


def _message(sent: object) -> Message:
    if not isinstance(sent, dict):
        raise Malformed("The message must be a JSON object.")
    match sent.get("type"):
        case "connection_init":
            return Init(_payload(sent) or {})
        case "ping":
            return Ping(_payload(sent))
        case "pong":
            _payload(sent)
            return Pong()
        case "subscribe":
            return Subscribe(_id(sent), Asked.of(sent.get("payload")))
        case "complete":
            return Complete(_id(sent))
    raise Malformed("The type of the message is none that clients send.")


def _payload(sent: Payload) -> Payload | None:
    payload = sent.get("payload")
    if payload is None or isinstance(payload, dict):
        return payload
    raise Malformed("The payload must be an object or null.")


def _id(sent: Payload) -> str:
    found = sent.get("id")
    if isinstance(found, str) and 1 <= len(found) <= MOST_ID_CHARACTERS:
        return found
    raise Malformed(f"The id must be a text of 1 to {MOST_ID_CHARACTERS} characters.")
