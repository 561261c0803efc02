"""Pages of lists that storage keeps: a cursor says where its row stands in their order."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from datasources.facts.errors import BadInput
from datasources.facts.filters import Position
from resolvers.pages import Page
from schema.ids import global_id, key_of
from schema.paging import Connection, Edge, connection

F = TypeVar("F")
T = TypeVar("T")

_CURSOR = "Cursor"
_ID = r"[0-9]{1,18}"
_POSITION = re.compile(rf"(?P<at>[0-9T:.+-]{{20,40}}) (?P<id>{_ID})")


def stored_page(
    found: Page[F], after: object, cursor: Callable[[F], str], present: Callable[[F], T]
) -> Connection[T]:
    """Present one page of a stored list.

    Args:
        found: The page.
        after: The row that it begins after; None at the beginning of the list.
        cursor: The cursor of a row.
        present: The GraphQL object of a row.
    """
    edges = [Edge(cursor=cursor(row), node=present(row)) for row in found.rows]
    return connection(edges, before=after is not None, after=found.more, total=found.total)


def cursor_of(at: datetime, number: int) -> str:
    """Return the cursor of a row in a list that is ordered by a moment."""
    return global_id(_CURSOR, f"{at.isoformat()} {number}")


def read_position(after: str | None) -> Position | None:
    """Read a cursor of a list that is ordered by a moment; None where there is none.

    Raises:
        BadInput: It is not one of ours.

    >>> read_position(cursor_of(datetime.fromisoformat("2026-11-21T12:00:00+00:00"), 7)).id
    7
    """
    if not after:
        return None
    match = _POSITION.fullmatch(_held(after))
    at = _moment(match["at"]) if match else None
    if match is None or at is None:
        raise _forged(after)
    return Position(at, int(match["id"]))


def number_cursor(number: int) -> str:
    """Return the cursor of a row in a list that is ordered by a number."""
    return global_id(_CURSOR, str(number))


def read_number(after: str | None) -> int | None:
    """Read a cursor of a list that is ordered by a number; None where there is none.

    Raises:
        BadInput: It is not one of ours.
    """
    if not after:
        return None
    if not re.fullmatch(_ID, held := _held(after)):
        raise _forged(after)
    return int(held)


def _held(after: str) -> str:
    try:
        return key_of(after, _CURSOR, "after")
    except BadInput:
        return ""


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _forged(after: str) -> BadInput:
    return BadInput(f"{after[:40]!r} is not a cursor of this list.", "after")
