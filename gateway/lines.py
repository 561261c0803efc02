"""Lines of those who wait, one a caller: the lines take turns, so a long one delays only itself."""

from collections import OrderedDict, deque
from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Lines(Generic[T]):
    """Keeps who waits, in the order in which they are let in."""

    def __init__(self) -> None:
        self._lines: OrderedDict[Hashable, deque[T]] = OrderedDict()
        self._waiting = 0

    def __len__(self) -> int:
        return self._waiting

    def join(self, caller: Hashable, one: T) -> None:
        """Let one wait at the end of its caller's line."""
        self._lines.setdefault(caller, deque()).append(one)
        self._waiting += 1

    def leave(self, caller: Hashable, one: T) -> bool:
        """Take one out of its line; False where it waits no more."""
        if one not in self._lines.get(caller, ()):
            return False
        self._lines[caller].remove(one)
        self._removed(caller)
        return True

    def next(self) -> T:
        """Take out the first of a line; that line then waits for all others."""
        caller, line = next(iter(self._lines.items()))
        self._lines.move_to_end(caller)
        one = line.popleft()
        self._removed(caller)
        return one

    def is_short(self, caller: Hashable) -> bool:
        """Tell whether another line stays at least as long as a caller's if both change by one."""
        longest = max(map(len, self._lines.values()), default=0)
        return longest > len(self._lines.get(caller, ())) + 1

    def last_of_longest(self) -> T:
        """Take out whoever would wait longest of all."""
        caller = max(self._lines, key=lambda each: len(self._lines[each]))
        one = self._lines[caller].pop()
        self._removed(caller)
        return one

    def _removed(self, caller: Hashable) -> None:
        self._waiting -= 1
        if not self._lines[caller]:
            del self._lines[caller]
