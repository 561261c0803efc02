"""The beginning of a connection: its client introduces itself, and is let in."""

import asyncio

from starlette.datastructures import Headers

from datasources.facts.errors import StorageUnavailable
from datasources.facts.organization import Principal
from gateway.client_address import Address
from gateway.execution.failures import Refused
from gateway.observing.desks import note_key
from gateway.sockets.closing import (
    INITIALISED_LATE,
    TOO_MANY_MESSAGES,
    TRY_LATER,
    UNAUTHORIZED,
    Ended,
)
from gateway.sockets.crowd import Place
from gateway.sockets.identity import Identity, key_told
from gateway.sockets.inbox import Inbox
from gateway.sockets.means import Means
from gateway.sockets.messages import Init, Payload, Ping, Subscribe
from gateway.sockets.outbox import Outbox

_INIT_S = 10.0
_MOST_MESSAGES = 10


async def introduced(inbox: Inbox, outbox: Outbox, patience_s: float = _INIT_S) -> Payload:
    """Return what a client says of itself.

    Raises:
        Ended: It says nothing in time, or something else first.
        Gone: It has gone.
    """
    try:
        async with asyncio.timeout(patience_s):
            for _ in range(_MOST_MESSAGES):
                message = await inbox.next()
                if isinstance(message, Init):
                    return message.payload
                if isinstance(message, Subscribe):
                    raise Ended(UNAUTHORIZED)
                if isinstance(message, Ping):
                    await pong(outbox, message)
    except TimeoutError:
        raise Ended(INITIALISED_LATE) from None
    raise Ended(TOO_MANY_MESSAGES)


async def pong(outbox: Outbox, ping: Ping) -> None:
    """Answer a ping."""
    await outbox.tell("pong", **({} if ping.payload is None else {"payload": ping.payload}))


async def let_in(
    means: Means, headers: Headers, payload: Payload, address: Address | None, place: Place
) -> Identity:
    """Return who a client is, if it may connect.

    Args:
        means: Knows the keys.
        headers: Of its handshake.
        payload: What it said of itself.
        address: Whence it comes.
        place: Its place in the crowd, which becomes its key's.

    Raises:
        Ended: It may not, or not now.
    """
    key = key_told(headers, payload)
    identity = Identity(means.services, key or "", address)
    try:
        async with asyncio.timeout(_INIT_S):
            principal = await _principal(means, identity)
            place.pass_to(principal.key_id)
            await _count(means, principal, address)
    except (StorageUnavailable, Refused, TimeoutError) as error:
        raise Ended(TRY_LATER) from error
    note_key(principal, identity.key)
    return identity


async def _principal(means: Means, identity: Identity) -> Principal:
    try:
        return await identity.principal()
    except Ended:
        await _count(means, None, identity.address)
        raise


async def _count(means: Means, principal: Principal | None, address: Address | None) -> None:
    """Let a connection cost what a request costs."""
    meter = means.terms.metering(principal, address)
    if meter is not None:
        await meter.enter()
