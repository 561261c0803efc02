"""Which of several dated figures holds on a day."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol, TypeVar


class Dated(Protocol):
    """A figure in force from a day on."""

    @property
    def valid_from(self) -> date:
        """The first day."""


D = TypeVar("D", bound=Dated)


def in_force(figures: Sequence[D], today: date) -> D | None:
    """Return the figure in force on a day.

    Before the first figure the first one holds: a late limit is nearer the truth than none.

    Args:
        figures: In any order.
        today: The day asked about.

    Returns:
        The newest figure that had begun; None only where there are no figures.
    """
    begun = [figure for figure in figures if figure.valid_from <= today]
    if begun:
        return max(begun, key=lambda figure: figure.valid_from)
    return min(figures, key=lambda figure: figure.valid_from, default=None)
