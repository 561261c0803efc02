"""What is sent on one connection: one message after the other, as fast as its client reads."""

import asyncio
from contextlib import suppress

import orjson
from starlette.types import Send

from gateway.sockets.closing import TRY_LATER, Close, Ended

# A client that does not read for so long will not read any more.
_PATIENCE_S = 20.0
_LAST_WORDS_S = 2.0


class Outbox:
    """Sends on one connection; what comes after its close, or when its client has gone, is lost.

    The server takes a message when the client has read most of those before it, and no two are
    passed to it at once: so no more waits in memory than that, and one message an operation.

    Args:
        send: Of the server.
        patience_s: How long a client may take to make room for a message.

    Attributes:
        open: Whether what is told is sent.
    """

    def __init__(self, send: Send, patience_s: float = _PATIENCE_S) -> None:
        self._send = send
        self._patience_s = patience_s
        self._one_by_one = asyncio.Lock()
        self._sending: asyncio.Timeout | None = None
        self.open = True

    async def tell(self, kind: str, **members: object) -> int:
        """Send a message; return how many bytes it had, 0 where it was not sent.

        Raises:
            Ended: The client does not read.
        """
        text = orjson.dumps({"type": kind, **members})
        try:
            async with asyncio.timeout(self._patience_s) as limit, self._one_by_one:
                return await self._pass_on(text, limit)
        except TimeoutError:
            if self.open:
                raise Ended(TRY_LATER) from None
            return 0

    async def close(self, close: Close) -> None:
        """Send the last message; what still waits to be sent is lost."""
        if not self.open:
            return
        self.lose()
        frame = {"type": "websocket.close", "code": close.code, "reason": close.reason}
        # Whoever does not even read this is hung up on by the server.
        with suppress(OSError, TimeoutError):
            async with asyncio.timeout(_LAST_WORDS_S):
                await self._send(frame)

    def lose(self) -> None:
        """Send nothing any more, not even what waits for the client to read."""
        self.open = False
        if self._sending is not None and not self._sending.expired():
            self._sending.reschedule(asyncio.get_running_loop().time())

    async def _pass_on(self, text: bytes, limit: asyncio.Timeout) -> int:
        if not self.open:
            return 0
        self._sending = limit
        try:
            await self._send({"type": "websocket.send", "text": text.decode()})
        except OSError:
            self.open = False
            return 0
        finally:
            self._sending = None
        return len(text)
