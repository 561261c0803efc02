"""Turns at what a process can do at once: some are taken, some waited for, the rest refused."""

import asyncio
from collections.abc import Hashable

from gateway.lines import Lines

# Enough to keep storage busy while others wait for it; more would only take longer each.
_AT_ONCE = 16
# Whoever waited for so long has waited long enough to be told to come back.
_PATIENCE_S = 1.0


class Turns:
    """Gives turns to callers by turns, and to each in the order of asking.

    One is given in each round of the event loop.

    Much is answered without waiting for anything. Were many such turns given in one round, the
    loop would look for new connections only after all of them: it takes one connection a round,
    and probes come on new ones.
    """

    def __init__(
        self, most: int, *, at_once: int = _AT_ONCE, patience_s: float = _PATIENCE_S
    ) -> None:
        """Begin with nobody.

        Args:
            most: How many may have a turn or wait.
            at_once: How many may have one.
            patience_s: How long to wait for one.
        """
        self._most = most
        self._at_once = at_once
        self._patience_s = patience_s
        self._taken = 0
        self._given_in_this_round = False
        self._waiting: Lines[asyncio.Future[bool]] = Lines()

    @property
    def all_taken(self) -> bool:
        """Whether nobody else may even wait."""
        return self._taken + len(self._waiting) >= self._most

    def may_wait(self, caller: Hashable = None) -> bool:
        """Whether a caller's request may wait: there is room, or others take up too much of it."""
        return not self.all_taken or self._waiting.is_short(caller)

    async def take(self, caller: Hashable = None) -> bool:
        """Wait for a turn, to be given back; False where there is none to be had in time."""
        if not self.may_wait(caller):
            return False
        if self._may_give() and not self._waiting:
            self._give()
            return True
        if self.all_taken:
            self._settle(self._waiting.last_of_longest(), given=False)
        return await self._wait(caller)

    def give_back(self) -> None:
        """Let the next one go on."""
        self._taken -= 1
        self._give_next()

    async def _wait(self, caller: Hashable) -> bool:
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[bool] = loop.create_future()
        self._waiting.join(caller, turn)
        ends = loop.call_later(self._patience_s, self._give_up, caller, turn)
        try:
            return await turn
        except asyncio.CancelledError:
            left = self._waiting.leave(caller, turn)
            if not left and turn.done() and not turn.cancelled() and turn.result():
                self.give_back()
            raise
        finally:
            ends.cancel()

    def _give_up(self, caller: Hashable, turn: asyncio.Future[bool]) -> None:
        if self._waiting.leave(caller, turn):
            self._settle(turn, given=False)

    def _settle(self, turn: asyncio.Future[bool], *, given: bool) -> bool:
        """Tell whoever waits; False where it was cancelled in this very round."""
        if turn.done():
            return False
        turn.set_result(given)
        return True

    def _may_give(self) -> bool:
        return self._taken < self._at_once and not self._given_in_this_round

    def _give(self) -> None:
        self._taken += 1
        self._given_in_this_round = True
        asyncio.get_running_loop().call_soon(self._begin_round)

    def _begin_round(self) -> None:
        self._given_in_this_round = False
        self._give_next()

    def _give_next(self) -> None:
        while self._waiting and self._may_give():
            if self._settle(self._waiting.next(), given=True):
                self._give()
