"""The door for WebSockets: who may connect, and what is told of a connection when it has ended."""

from collections.abc import Collection
from contextlib import suppress
from time import perf_counter

import orjson
from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send

from datasources.facts.errors import Forbidden
from gateway.client_address import client_address
from gateway.execution.errors import log_bug
from gateway.execution.failures import Answer, Refused
from gateway.observing.record import OVER_SOCKET, Record, begin
from gateway.rates.rates import network_of
from gateway.request_id import HEADER, assign_request_id
from gateway.sockets.closing import BROKEN, UNKNOWN_PROTOCOL, Ended
from gateway.sockets.connection import Connection
from gateway.sockets.crowd import Place
from gateway.sockets.greeting import introduced, let_in
from gateway.sockets.inbox import Gone, Inbox
from gateway.sockets.means import Means
from gateway.sockets.origins import may_connect
from gateway.sockets.outbox import Outbox

PROTOCOL = "graphql-transport-ws"
# Nobody sends this code: it stands for a connection that ended without one.
_LOST = 1006


class SocketEndpoint:
    """An ASGI application for the WebSockets of one path.

    Args:
        means: What connections are served with.
        path: Where it is.
        origins: Web pages elsewhere that may connect.
    """

    def __init__(self, means: Means, path: str, origins: Collection[str]) -> None:
        self._means = means
        self._path = path
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection to its end."""
        record = Record(assign_request_id(scope), OVER_SOCKET, path=self._path)
        record.began = perf_counter()
        begin(record)
        visit = _Visit(self._means, record, scope, receive, send)
        try:
            await visit.last(self._origins)
        except Exception as error:
            log_bug(error, record.id)
        finally:
            self._means.journal.connection(record, visit.code, visit.operations)


class _Visit:
    def __init__(
        self, means: Means, record: Record, scope: Scope, receive: Receive, send: Send
    ) -> None:
        self.code = BROKEN.code
        self.operations = 0
        self._means = means
        self._record = record
        self._scope = scope
        self._receive = receive
        self._send = send
        self._headers = Headers(scope=scope)
        self._address = client_address(scope)
        self._speaks = PROTOCOL in scope["subprotocols"]

    async def last(self, origins: Collection[str]) -> None:
        await self._receive()
        try:
            self._check_origin(origins)
            with self._means.crowd.joined(network_of(self._address)) as place:
                await self._accept(place)
        except Refused as refused:
            self.code = refused.status
            with suppress(Gone):
                await self._refuse(refused)
        except Gone as gone:
            self.code = gone.code

    def _check_origin(self, origins: Collection[str]) -> None:
        told, host = self._headers.getlist("origin"), self._headers.get("host", "")
        if not may_connect(told, host, origins, secure=self._scope["scheme"] == "wss"):
            raise Refused(403, Forbidden.code, "Pages of this origin may not connect.")

    async def _accept(self, place: Place) -> None:
        await self._put(
            {
                "type": "websocket.accept",
                "subprotocol": PROTOCOL if self._speaks else None,
                "headers": [(HEADER.encode(), self._record.id.encode())],
            }
        )
        outbox = Outbox(self._send)
        try:
            self.code = await self._serve(outbox, place)
        except Ended as ended:
            self.code = ended.close.code
            await outbox.close(ended.close)

    async def _serve(self, outbox: Outbox, place: Place) -> int:
        if not self._speaks:
            raise Ended(UNKNOWN_PROTOCOL)
        inbox = Inbox(self._receive)
        payload = await introduced(inbox, outbox)
        identity = await let_in(self._means, self._headers, payload, self._address, place)
        await outbox.tell("connection_ack")
        connection = Connection(self._means, identity, self._record, inbox, outbox)
        try:
            return await connection.serve()
        finally:
            self.operations = connection.operations

    async def _refuse(self, refused: Refused) -> None:
        if "websocket.http.response" not in self._scope.get("extensions", {}):
            await self._put({"type": "websocket.close"})
            return
        body = Answer(executed=False, failures=[refused.failure]).body(self._record.id)
        headers = {"content-type": "application/json", HEADER: self._record.id, **refused.headers}
        start = {
            "type": "websocket.http.response.start",
            "status": refused.status,
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        }
        await self._put(start)
        await self._put({"type": "websocket.http.response.body", "body": orjson.dumps(body)})

    async def _put(self, message: Message) -> None:
        try:
            await self._send(message)
        except OSError:
            raise Gone(_LOST) from None
