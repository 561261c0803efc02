"""What comes in on one connection."""

from starlette.types import Receive

from gateway.sockets.closing import TOO_LONG, Ended, malformed
from gateway.sockets.messages import MOST_BYTES, Message, read_message


class Gone(Exception):
    """The client has closed the connection, or cannot be reached any more.

    Attributes:
        code: That it was closed with.
    """

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(code)


class Inbox:
    """Reads one connection; the server reads on only when what it has read was taken from here."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive

    async def next(self) -> Message:
        """Wait for the next message.

        Raises:
            Gone: There is none.
            Ended: It cannot be read.
        """
        event = await self._receive()
        if event["type"] == "websocket.disconnect":
            raise Gone(int(event.get("code") or 0))
        text = event.get("text")
        if text is None:
            raise Ended(malformed("Messages must be text."))
        if len(text) > MOST_BYTES:
            raise Ended(TOO_LONG)
        return read_message(text)
