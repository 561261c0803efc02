"""Buckets that this process keeps for itself."""

from collections import OrderedDict
from collections.abc import Callable
from time import monotonic

from gateway.rates.bucket import Level, Rate, pour

# Some 20 MB; whoever comes from more addresses than these shares them among many anyway.
_MOST = 100_000


class OwnBuckets:
    """Keeps for each bucket the moment at which it will have run out: all there is to know.

    The least recently used of too many is forgotten, which is to say: empty.
    """

    def __init__(self, now: Callable[[], float] = monotonic, most: int = _MOST) -> None:
        self._now = now
        self._most = most
        self._empty_at: OrderedDict[str, float] = OrderedDict()

    async def pour(self, name: str, rate: Rate, points: int, *, always: bool) -> Level:
        """Pour points into a caller's bucket."""
        now = self._now()
        used = max(self._empty_at.get(name, now) - now, 0.0) * rate.per_s
        level = pour(rate, used, points, always=always)
        self._empty_at[name] = now + level.empty_in_s(rate)
        self._empty_at.move_to_end(name)
        if len(self._empty_at) > self._most:
            self._empty_at.popitem(last=False)
        return level
