"""Headers that tell browsers what nothing from this server may do."""

from collections.abc import Mapping
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ALWAYS: Final[Mapping[str, str]] = {
    "x-content-type-options": "nosniff",
    # Pages have policies of their own; whatever else is opened in a browser may load nothing.
    "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
}
HTTPS_FOR_A_YEAR: Final = "max-age=31536000"

# Of answers to requests, and of those that refuse a WebSocket.
_STARTS = ("http.response.start", "websocket.http.response.start")


class SecurityHeaders:
    """Adds the headers to every answer that does not have its own.

    Args:
        app: What is answered with.
        https: Whether browsers shall come by https only from now on.
    """

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self._app = app
        strict = {"strict-transport-security": HTTPS_FOR_A_YEAR} if https else {}
        self._headers = {**ALWAYS, **strict}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] in _STARTS:
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)
