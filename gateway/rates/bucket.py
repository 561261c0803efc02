"""A leaky bucket: every request pours in what it costs, and time lets it run out."""

from dataclasses import dataclass
from math import ceil
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Rate:
    """How much a bucket takes.

    Attributes:
        per_s: Points that leak out of it in a second.
        burst: Points that it holds.
    """

    per_s: float
    burst: int


@dataclass(frozen=True, slots=True)
class Level:
    """How full a bucket is after something was to be poured in.

    Attributes:
        fitted: Whether there was room for it; otherwise nothing was poured in.
        used: Points in the bucket; more than it holds where something cost more than was told.
    """

    fitted: bool
    used: float

    def left(self, rate: Rate) -> int:
        """Return how many points there is room for."""
        return max(rate.burst - ceil(self.used), 0)

    def empty_in_s(self, rate: Rate) -> float:
        """Return in how many seconds it will have run out."""
        return self.used / rate.per_s

    def room_in_s(self, rate: Rate, points: int) -> float:
        """Return in how many seconds there will be room for some points."""
        return max(self.used + points - rate.burst, 0.0) / rate.per_s


def pour(rate: Rate, used: float, points: int, *, always: bool) -> Level:
    """Pour points into a bucket, or take some out where they are negative.

    Args:
        rate: How much the bucket takes.
        used: What is in it.
        points: What to pour in.
        always: Whether to pour it in even if there is no room: it has been spent already.

    >>> pour(Rate(10, 100), 95, 5, always=False)
    Level(fitted=True, used=100.0)
    >>> pour(Rate(10, 100), 96, 5, always=False)
    Level(fitted=False, used=96)
    >>> pour(Rate(10, 100), 96, 5, always=True)
    Level(fitted=True, used=101.0)
    """
    after = max(used + points, 0.0)
    if always or after <= rate.burst:
        return Level(fitted=True, used=float(after))
    return Level(fitted=False, used=used)


class Buckets(Protocol):
    """Keeps one bucket a caller."""

    async def pour(self, name: str, rate: Rate, points: int, *, always: bool) -> Level:
        """Pour points into a caller's bucket; see the function of this name."""
