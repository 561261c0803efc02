"""Pages of lists that storage keeps: a cursor says where its row stands in their order."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Self, TypeVar

from datasources.facts.errors import BadInput
from datasources.facts.filters import Position
from datasources.facts.organization import KeyScope
from resolvers.desk import Desk, Seal
from resolvers.pages import Page
from schema.ids import global_id, key_of
from schema.paging import Connection, Surroundings

F = TypeVar("F")
T = TypeVar("T")

_CURSOR = "Cursor"
_NUMBER = re.compile(r"[0-9]{1,18}")


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
    around = Surroundings(
        cursor=lambda place: cursor(found.rows[place]),
        before=after is not None,
        after=found.more,
        count=found.count,
    )
    return Connection(nodes=[present(row) for row in found.rows], surroundings=around)


@dataclass(frozen=True, slots=True)
class Cursors:
    """The cursors of one list of one organization, filtered and ordered in one way.

    They are sealed: one that was made up, or that belongs to any other list, is refused.

    Attributes:
        of_what: Tells the list from all others.
    """

    seal: Seal
    of_what: tuple[object, ...]

    @classmethod
    def of(cls, desk: Desk, name: str, *asked: object) -> Self:
        """Return the cursors of a list of the caller's organization.

        Args:
            desk: Who asks.
            name: Of the list.
            asked: The values that it is narrowed and ordered by.

        Raises:
            Unauthenticated: No valid key came with the request.
        """
        owner = desk.require(KeyScope.READ).organization_id
        return cls(desk.seal, (owner, name, *asked))

    def of_position(self, at: datetime, number: int) -> str:
        """Return the cursor of a row in a list that is ordered by a moment."""
        return self.seal.sign(f"{at.isoformat()} {number}", self._about)

    def position(self, after: str | None) -> Position | None:
        """Read a cursor of a list that is ordered by a moment; None where there is none.

        Raises:
            BadInput: It is not one of this list.
        """
        if not after:
            return None
        at, _, number = self._opened(after).partition(" ")
        return Position(datetime.fromisoformat(at), int(number))

    def of_number(self, number: int) -> str:
        """Return the cursor of a row in a list that is ordered by a number."""
        return self.seal.sign(str(number), self._about)

    def number(self, after: str | None) -> int | None:
        """Read a cursor of a list that is ordered by a number; None where there is none.

        Raises:
            BadInput: It is not one of this list.
        """
        return int(self._opened(after)) if after else None

    @property
    def _about(self) -> str:
        """What the cursors are sealed for; the same in every process."""
        return repr(self.of_what)

    def _opened(self, after: str) -> str:
        text = self.seal.open(after, self._about)
        if text is None:
            raise _forged(after)
        return text


def number_cursor(number: int) -> str:
    """Return the cursor of a row in a list that is everybody's and ordered by a number."""
    return global_id(_CURSOR, str(number))


def read_number(after: str | None) -> int | None:
    """Read a cursor of a list that is everybody's; None where there is none.

    Raises:
        BadInput: It is not one of ours.
    """
    if not after:
        return None
    try:
        held = key_of(after, _CURSOR, "after")
    except BadInput:
        held = ""
    if not _NUMBER.fullmatch(held):
        raise _forged(after)
    return int(held)


def _forged(after: str) -> BadInput:
    return BadInput(f"{after[:40]!r} is not a cursor of this list.", "after")
