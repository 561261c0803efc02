"""Where the server's side of WebSockets is loaded: for the first one, as many servers see none."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gateway.sockets.server_protocol import BoundedSocket

PROTOCOL = f"{__name__}:upgraded"
"""What uvicorn finds it by."""


def upgraded(**given: Any) -> "BoundedSocket":  # noqa: ANN401 - handed on
    """Return a connection that is a WebSocket from now on."""
    from gateway.sockets.server_protocol import BoundedSocket  # noqa: PLC0415 - loads for long

    return BoundedSocket(**given)
