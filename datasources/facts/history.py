"""What happened to an organization's data, and who did it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple


class ActorKind(StrEnum):
    """Who acts on an application or a customer."""

    CUSTOMER = "customer"
    PARTNER = "partner"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Event:
    """One change of one field; events are written once and never changed.

    Attributes:
        id: Later events have higher ids; 0 until it is stored.
        entity: Kind of what changed: ``customer``, ``customer_device``, ``application``.
        entity_id: Id of what changed.
        customer_id: Whose it is or was; 0 where a record of old does not tell any more.
        key_id: Key that asked for it; None for changes of the system.
        field: Snake-case name of the field; None where the whole came or went.
        before: JSON value, as it was stored; None where there was none.
        after: JSON value, likewise.
    """

    entity: str
    entity_id: int
    customer_id: int
    at: datetime
    actor: ActorKind
    request_id: str
    key_id: int | None = None
    field: str | None = None
    before: Any = None
    after: Any = None
    reason: str | None = None
    id: int = 0


class HistoryRequest(NamedTuple):
    """Which part of a history is wanted.

    Attributes:
        limit: Most events to return; ask for one more than is shown to know whether more follows.
        after: Id of the last event that was seen; None for the beginning.
        latest_first: Whether it is told from its end.
        until: What happened at this very moment is told, what happened later is not; None: all is.
    """

    limit: int
    after: int | None = None
    latest_first: bool = False
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """What was answered the first time a request with an idempotency key came.

    Attributes:
        request_hash: Of everything the request asked for, to tell a repeat from another request.
        answer: JSON text.
    """

    request_hash: str
    answer: str
    created_at: datetime


@dataclass(frozen=True, slots=True, order=True)
class ClaimedField:
    """A field that an organization fills in itself, so that its customers are not asked.

    Attributes:
        entity: ``customer``, ``customer_device`` or ``application``.
        field: Snake-case name.
    """

    entity: str
    field: str
