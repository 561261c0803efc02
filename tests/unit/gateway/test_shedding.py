"""What becomes of requests when there are too many of them."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.types import Message, Receive, Scope, Send

from gateway.access import AccessLog
from gateway.shedding import Shedding
from gateway.turns import Turns

HALF = b'{"query": '


class Slow:
    """Answers with what it read, once it is let; remembers how many it has begun with."""

    def __init__(self) -> None:
        self.let = asyncio.Event()
        self.begun = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.begun += 1
        body, more = b"", True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        await self.let.wait()
        if scope["path"] == "/broken":
            raise ZeroDivisionError
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": body, "more_body": True})
        if scope["path"] == "/endless":
            await asyncio.Event().wait()
        await send({"type": "http.response.body", "body": b""})


@pytest.fixture
def slow() -> Slow:
    return Slow()


@pytest.fixture
def turns() -> Turns:
    return Turns(2, at_once=1, patience_s=5)


@pytest.fixture
async def client(slow: Slow, turns: Turns) -> AsyncIterator[httpx.AsyncClient]:
    shedding = Shedding(slow, turns=turns, exempt={"/healthz"}, arrival_s=0.05)
    app = AccessLog(shedding, paths={"/graphql"}, enabled=False)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://graph") as client:
        yield client


async def begun(client: httpx.AsyncClient, path: str = "/graphql") -> "asyncio.Task":
    task = asyncio.create_task(client.post(path, content=HALF))
    await asyncio.sleep(0.01)
    assert not task.done()
    return task


async def test_one_too_many_is_refused_at_once_and_says_when_to_come_back(client, slow: Slow):
    waiting = [await begun(client) for _ in range(2)]
    refused = await client.post("/graphql", content=HALF)
    (error,) = refused.json()["errors"]
    assert (refused.status_code, error["extensions"]["code"]) == (503, "OVERLOADED")
    assert refused.headers["retry-after"] == "1"
    assert refused.headers["x-request-id"] == error["extensions"]["requestId"]
    assert slow.begun == 1
    slow.let.set()
    assert [(await each).content for each in waiting] == [HALF] * 2
    assert (await client.post("/graphql", content=HALF)).status_code == 200


async def test_whoever_waits_too_long_is_refused(client, turns: Turns, slow: Slow):
    turns._patience_s = 0.01
    first = await begun(client)
    assert (await client.post("/graphql", content=HALF)).status_code == 503
    slow.let.set()
    assert (await first).status_code == 200


async def test_probes_are_answered_however_many_wait(client, slow: Slow):
    waiting = [await begun(client) for _ in range(2)]
    probing = await begun(client, "/healthz")
    assert slow.begun == 2
    slow.let.set()
    assert [(await each).status_code for each in (*waiting, probing)] == [200] * 3


async def test_what_fails_keeps_no_turn(client, slow: Slow):
    slow.let.set()
    for _ in range(5):
        assert (await client.post("/broken", content=HALF)).status_code == 500
    assert (await client.post("/graphql", content=HALF)).status_code == 200


async def test_an_answer_that_is_read_slowly_keeps_no_turn(client, turns: Turns, slow: Slow):
    slow.let.set()
    reading = [await begun(client, "/endless") for _ in range(3)]
    assert (await client.post("/graphql", content=HALF)).status_code == 200
    for each in reading:
        each.cancel()
    await asyncio.wait(reading)


async def trickle(sent: list[bytes]) -> AsyncIterator[bytes]:
    for chunk in sent:
        yield chunk
    await asyncio.Event().wait()


async def test_a_request_that_does_not_arrive_keeps_no_turn_and_is_given_up(
    client, turns: Turns, slow: Slow
):
    late = asyncio.create_task(client.post("/graphql", content=trickle([HALF])))
    await asyncio.sleep(0.01)
    slow.let.set()
    assert (await client.post("/graphql", content=HALF)).status_code == 200
    assert not turns.all_taken
    refused = await late
    assert (refused.status_code, refused.headers["connection"]) == (408, "close")
    assert slow.begun == 1


async def test_a_body_in_pieces_is_passed_on_whole(client, slow: Slow):
    async def pieces() -> AsyncIterator[bytes]:
        for piece in (b"a", b"b" * 150_000, b"c" * 100_000, b"d"):
            yield piece

    slow.let.set()
    response = await client.post("/graphql", content=pieces())
    assert len(response.content) == 250_002


async def test_what_is_no_request_is_passed_on():
    seen: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope["type"])

    async def nothing(_: Message | None = None) -> Message:
        return {}

    shedding = Shedding(app, turns=Turns(1), exempt=(), arrival_s=1)
    for kind in ("lifespan", "websocket"):
        await shedding({"type": kind}, nothing, nothing)
    assert seen == ["lifespan", "websocket"]
