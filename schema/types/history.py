"""Histories as connections, for everything that has one."""

from typing import Annotated

import strawberry

from datasources.facts.field import Entity
from datasources.facts.history import HistoryRequest
from resolvers.histories import history_of
from resolvers.loaders.histories import Subject
from schema.checks import given
from schema.edges import Asks
from schema.paging import Connection, rows_wanted
from schema.stored_pages import Cursors, stored_page
from schema.types.application_event import ApplicationEvent
from schema.view import View

LatestFirst = Annotated[
    bool | None,
    strawberry.argument(description="Whether the latest comes first; null: the oldest does."),
]


def history_page(
    view: View,
    subject: tuple[Entity, int],
    first: int | None,
    after: str | None,
    latest_first: bool | None,  # noqa: FBT001 - a field's argument, handed on
) -> Asks[Connection[ApplicationEvent]]:
    """Return one page of a history; pages of many subjects are read together.

    Args:
        view: Of the object that has the history.
        subject: An application or a customer, by id.
        first: As the caller wrote it.
        after: Likewise.
        latest_first: Likewise.

    Raises:
        GraphError: An argument is not allowed, or storage is away or busy.
    """
    backwards, rows, desk = bool(given(latest_first)), rows_wanted(first), view.scope.open_desk()
    ends = (desk.as_of.isoformat(),) if desk.as_of else ()
    cursors = Cursors.of(desk, "history", *subject, backwards, *ends)
    seen = cursors.number(given(after))
    found = history_of(view.scope, Subject(*subject), HistoryRequest(rows, seen, backwards))
    return found.then(
        lambda page: stored_page(
            page,
            seen,
            lambda row: cursors.of_number(row.id),
            lambda row: ApplicationEvent.of(row, view),
        )
    )
