"""Takes back what an override did to a customer's devices and applications."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from datasources.facts.application import Application
from datasources.facts.check import IncentiveOperation
from datasources.facts.dossier import Dossier
from datasources.facts.field import Entity
from datasources.facts.history import Event
from resolvers.rules.rewinding import rewind

UNDOABLE_FOR = timedelta(hours=24)
REASON = "undo_override"
"""What history gives as the reason of an undoing."""


def last_override(events: Sequence[Event], now: datetime) -> tuple[Event, ...]:
    """Find the last override, unless it is a day ago or undone.

    Args:
        events: Everything that happened to a customer, oldest first.
        now: The day ends exactly 24 hours after the override.

    Returns:
        Its events, oldest first; none where nothing is left to undo.
    """
    # Callers say why they take applications further, in any words; only commands say why devices
    # come and go.
    told = [event for event in events if event.entity == Entity.CUSTOMER_DEVICE]
    undone = max((event.id for event in told if event.reason == REASON), default=0)
    overrides = [
        event for event in told if event.reason == IncentiveOperation.OVERRIDE and event.id > undone
    ]
    if not overrides or overrides[-1].at + UNDOABLE_FOR < now:
        return ()
    # Clients choose request ids, and may choose the same for many requests.
    last = _origin(overrides[-1])
    return tuple(event for event in events if _origin(event) == last)


def without_override(
    now: Dossier, events: Sequence[Event], override: Sequence[Event]
) -> Dossier | None:
    """Return a customer's data with the devices that an override replaced.

    Args:
        now: As they stand.
        events: Everything that happened to the customer, oldest first.
        override: Its events, oldest first.

    Returns:
        The former devices, and applications for them: those that the override opened again stand
        where they stood before, unless somebody has taken them elsewhere since. All else stays as
        it is now. None where the customer came no earlier than the override.
    """
    first = override[0]
    before = first.at - timedelta(microseconds=1)
    # One request may have done more at the same moment, and clocks may be set back: ids tell.
    told = [
        replace(event, at=min(event.at, before) if event.id < first.id else max(event.at, first.at))
        for event in events
    ]
    former = rewind(_aged(now, before), told, before)
    if former is None:
        return None
    was = {application.id: application for application in former.applications}
    there = {device.id for device in former.devices}
    moved = _moved(events, override)
    return replace(
        now,
        devices=former.devices,
        applications=tuple(
            _restored(each, was.get(each.id), there, moved=each.id in moved)
            for each in now.applications
        ),
    )


def _aged(now: Dossier, moment: datetime) -> Dossier:
    """Return the same with applications that were there at a moment, unless events deny it."""
    applications = (
        replace(each, created_at=min(each.created_at, moment)) for each in now.applications
    )
    return replace(now, applications=tuple(applications))


def _origin(event: Event) -> tuple[str | None, str, datetime]:
    return event.reason, event.request_id, event.at


def _moved(events: Sequence[Event], override: Sequence[Event]) -> frozenset[int]:
    """Return the ids of applications that nobody has moved since the override did."""
    own = {event.id for event in override}
    moves = {
        event.entity_id: event.id
        for event in events
        if event.entity == Entity.APPLICATION and event.field == "status"
    }
    return frozenset(number for number, last in moves.items() if last in own)


def _restored(
    now: Application, former: Application | None, there: set[int], *, moved: bool
) -> Application:
    if former is None:
        return replace(now, devices=tuple(each for each in now.devices if each in there))
    return replace(now, devices=former.devices, status=former.status if moved else now.status)
