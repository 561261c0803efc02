"""How many connections there are: in all, of each key, and of each network before it shows one."""

from collections import Counter
from collections.abc import Hashable, Iterator
from contextlib import contextmanager

from gateway.execution.codes import Code
from gateway.execution.failures import Refused
from gateway.sockets.closing import TOO_MANY_CONNECTIONS, Ended

_EACH = 100
_RETRY_AFTER_S = "5"


class Crowd:
    """The connections of one process.

    Args:
        most: How many there may be.
        each: How many of one key, or of one network without a key.
    """

    def __init__(self, most: int, each: int = _EACH) -> None:
        self._most = most
        self._each = each
        self._holders: Counter[Hashable] = Counter()

    @property
    def size(self) -> int:
        """How many there are."""
        return self._holders.total()

    @contextmanager
    def joined(self, network: str) -> "Iterator[Place]":
        """Count one more connection until the block ends.

        Args:
            network: Whence it comes.

        Raises:
            Refused: There are too many.
        """
        if self.size >= self._most or self._holders[network] >= self._each:
            text = "Too many connections are open here; connect again in a moment."
            raise Refused(503, Code.OVERLOADED, text, retry_after=_RETRY_AFTER_S)
        place = Place(self, network)
        self.add(network)
        try:
            yield place
        finally:
            self.remove(place.holder)

    def has_room(self, holder: Hashable) -> bool:
        """Tell whether a key or a network may have one more."""
        return self._holders[holder] < self._each

    def add(self, holder: Hashable) -> None:
        """Count one more."""
        self._holders[holder] += 1

    def remove(self, holder: Hashable) -> None:
        """Count one less."""
        self._holders[holder] -= 1
        if not self._holders[holder]:
            del self._holders[holder]


class Place:
    """One connection's; it is a network's until the key is known."""

    def __init__(self, crowd: Crowd, holder: Hashable) -> None:
        self._crowd = crowd
        self.holder = holder

    def pass_to(self, key_id: int) -> None:
        """Count the connection for a key from now on.

        Raises:
            Ended: The key has too many.
        """
        if not self._crowd.has_room(key_id):
            raise Ended(TOO_MANY_CONNECTIONS)
        self._crowd.add(key_id)
        self._crowd.remove(self.holder)
        self.holder = key_id
