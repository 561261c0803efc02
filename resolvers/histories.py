"""Reads what happened to an organization's applications and customers."""

from functools import partial

from datasources.facts.history import Event, HistoryRequest
from datasources.facts.organization import KeyScope
from resolvers.loaders.answer import Answer
from resolvers.loaders.histories import HistoryLength, HistoryPage, Subject
from resolvers.pages import Page, page_of
from resolvers.scope import Scope


async def find_event(scope: Scope, number: int) -> Event | None:
    """Find an event of the caller's organization.

    Raises:
        Unauthenticated: No valid key came with the request.
        StorageUnavailable: No storage is configured, or it is away or busy.
    """
    desk = scope.open_desk()
    desk.require(KeyScope.READ)
    return await desk.loaders.events.load(number)


def history_of(scope: Scope, subject: Subject, request: HistoryRequest) -> Answer[Page[Event]]:
    """Return one page of a history; pages of many subjects are read together.

    Seen from a moment in the past, a history ends there.

    Raises:
        Unauthenticated: No valid key came with the request.
        StorageUnavailable: No storage is configured, or it is away or busy.
    """
    desk = scope.open_desk()
    desk.require(KeyScope.READ)
    one_more = HistoryRequest(request.limit + 1, request.after, request.latest_first, desk.as_of)
    count = partial(desk.loaders.history_counts.load, HistoryLength(subject, desk.as_of))
    found = desk.loaders.histories.load(HistoryPage(subject, one_more))
    return found.then(lambda rows: page_of(rows, request.limit, count))
