"""The server's side of WebSockets: uvicorn's, bounded where it trusts its peers.

Loaded by `upgrade`, and by nobody else.
"""

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from uvicorn.config import Config
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.frames import Frame

from gateway.rates.bucket import Rate, pour
from gateway.sockets.closing import LEAVING, NO_TEXT, TOO_MANY_MESSAGES, Close

if TYPE_CHECKING:
    from uvicorn._types import ASGISendEvent

# Longer than any round of the loop that others notice is what a flood of small frames takes to
# read; after so many bytes it is looked whether there are too many.
_AT_ONCE = 4096
# Frames, where longer ones count for several.
_RATE = Rate(per_s=100, burst=200)
_BYTES_OF_ONE = 4096
_MOST_FRAGMENTS = 1_000
# Whoever is told goodbye may take so long to read it.
_ANSWER_S = 3.0
_LAST_WORDS_S = 5.0
# Nearly as long as the server waits when it ends.
_LEAVING_S = 8.0
_UNREADABLE = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
# Only bugs are logged by it: whatever else uvicorn and websockets tell of a connection quotes
# addresses, headers and messages.
_log = logging.getLogger("websockets.server")


class BoundedSocket(WebSocketsSansIOProtocol):
    """One connection, whose peer may neither flood us nor keep us waiting.

    Beyond uvicorn it hangs up on too many frames and on messages of endlessly many parts; it hangs
    up on whoever does not read a goodbye; it lets operations end when the server does, which the
    application closes the connection after; and it logs nothing that came from the peer.
    """

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.logger = self.conn.logger = _log
        self.conn.debug = False
        self.close_timeout = _ANSWER_S
        self._level = 0.0
        self._poured_at = self.loop.time()

    def data_received(self, data: bytes) -> None:
        """Take what has come, a little at a time."""
        for start in range(0, len(data), _AT_ONCE):
            if self.transport.is_closing():
                return
            super().data_received(data[start : start + _AT_ONCE])
            if self.conn.handshake_exc is not None and not self.handshake_initiated:
                self._refuse()

    def handle_text(self, event: Frame) -> None:
        """Take a text, or the first part of one."""
        if self._fits(event):
            super().handle_text(event)

    def handle_bytes(self, event: Frame) -> None:
        """Take what is no text; the application refuses it."""
        if self._fits(event):
            super().handle_bytes(event)

    def handle_cont(self, event: Frame) -> None:
        """Take a further part of a message."""
        if len(self.frames) >= _MOST_FRAGMENTS:
            self._hang_up(TOO_MANY_MESSAGES)
        elif self._fits(event):
            super().handle_cont(event)

    def handle_ping(self) -> None:
        """Answer a ping."""
        if self._fits():
            super().handle_ping()

    def handle_pong(self, event: Frame) -> None:
        """Learn that the peer lives."""
        if self._fits(event):
            super().handle_pong(event)

    def send_receive_event_to_app(self) -> None:
        """Pass a message on; uvicorn takes a text that is none for a fault of its own."""
        try:
            if self.curr_msg_data_type == "text":
                b"".join(self.frames).decode()
        except UnicodeDecodeError:
            self._hang_up(NO_TEXT)
        else:
            super().send_receive_event_to_app()

    def handle_parser_exception(self) -> None:
        """End where the peer does not speak the protocol, or speaks before it was let in."""
        if self.conn.close_sent is None:
            self._refuse()
        else:
            super().handle_parser_exception()
            self._abort_later(_LAST_WORDS_S)

    def keepalive_timeout(self) -> None:
        """End where the peer does not answer a ping."""
        super().keepalive_timeout()
        self._abort_later(_LAST_WORDS_S)

    def shutdown(self) -> None:
        """Tell the application that the server ends; it closes the connection when it is done."""
        if self.handshake_complete and not self.close_sent:
            self.stop_keepalive()
            self.queue.put_nowait({"type": "websocket.disconnect", "code": LEAVING.code})
        else:
            super().shutdown()
        self._abort_later(_LEAVING_S)

    async def send(self, message: "ASGISendEvent") -> None:
        """Send what the application sends."""
        await super().send(message)
        # Otherwise an application that refuses a handshake would be taken for a broken one.
        if self.initial_response is not None and self.close_sent:
            self.handshake_complete = True

    async def run_asgi(self) -> None:
        """Run the application."""
        await super().run_asgi()
        self._abort_later(_LAST_WORDS_S)

    def _fits(self, event: Frame | None = None) -> bool:
        """Count a frame; tell whether it is to be taken."""
        if self.close_sent:
            return False
        now, frames = self.loop.time(), 1 + len(event.data if event else b"") // _BYTES_OF_ONE
        level = max(self._level - (now - self._poured_at) * _RATE.per_s, 0.0)
        poured = pour(_RATE, level, frames, always=False)
        self._level, self._poured_at = poured.used, now
        if not poured.fitted:
            self._hang_up(TOO_MANY_MESSAGES)
        return poured.fitted

    def _refuse(self) -> None:
        self.transport.write(_UNREADABLE)
        self.transport.close()
        self._abort_later(_LAST_WORDS_S)

    def _hang_up(self, close: Close) -> None:
        if self.close_sent:
            return
        self.close_sent = True
        self.stop_keepalive()
        self.queue.put_nowait({"type": "websocket.disconnect", "code": close.code})
        self.conn.fail(*close)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.transport.close()
        self._abort_later(_LAST_WORDS_S)

    def _abort_later(self, seconds: float) -> None:
        # A connection that is closed waits for its peer to read what was written, however long.
        self.loop.call_later(seconds, self.transport.abort)
