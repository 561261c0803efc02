"""What a WebSocket may not do, what it may do at most, and what is told of it."""

import asyncio
import json
from collections.abc import AsyncIterator
from hashlib import sha256
from typing import Any

import pytest

from datasources.facts.organization import Principal
from gateway.client_address import Address
from gateway.clock import now_utc
from gateway.execution.failures import Refused
from gateway.execution.library import Library
from gateway.execution.terms import Terms
from gateway.rates.bucket import Rate
from gateway.rates.rates import Rates
from gateway.sockets.closing import Ended
from gateway.sockets.greeting import introduced
from gateway.sockets.inbox import Inbox
from gateway.sockets.messages import MOST_BYTES
from gateway.sockets.outbox import Outbox
from gateway.web_settings import DocumentsMode
from tests.partner import Partners
from tests.peers import Peer, connected, connecting
from tests.socket_house import House, a_house

ENDLESS = 'subscription { count(to: 1, name: "endless") }'


@pytest.fixture
async def house(partners: Partners) -> AsyncIterator[House]:
    async with a_house(partners.database) as opened:
        yield opened


async def test_nothing_may_be_asked_before_the_introduction(house: House):
    async with connecting(house.door, headers={"x-api-key": house.key}) as peer:
        await peer.accepted()
        peer.begin("1", "{ greeting }")
        assert await peer.close() == (4401, "Unauthorized")


async def test_nobody_introduces_themselves_twice(house: House):
    async with connected(house.door, house.key) as peer:
        peer.send("connection_init")
        assert await peer.close() == (4429, "Too many initialisation requests")


async def test_who_does_not_introduce_themselves_is_not_waited_for():
    peer = Peer()
    with pytest.raises(Ended) as ended:
        await introduced(Inbox(peer.receive), Outbox(peer.take), patience_s=0.01)
    assert ended.value.close == (4408, "Connection initialisation timeout")


async def test_small_talk_before_the_introduction_is_not_listened_to_for_long(house: House):
    async with connecting(house.door) as peer:
        await peer.accepted()
        for _ in range(10):
            peer.send("ping")
            assert await peer.next() == {"type": "pong"}
        assert await peer.close() == (4429, "Too many messages")


async def test_whoever_sends_what_is_no_message_is_hung_up_on(house: House):
    async with connected(house.door, house.key) as peer:
        peer.begin("1", ENDLESS)
        await peer.next()
        peer.put({"type": "websocket.receive", "bytes": b'{"type": "ping"}'})
        assert await peer.close() == (4400, "Messages must be text.")
        await house.happenings.until(lambda those: bool(those.closed))


async def test_a_message_that_is_too_long_ends_the_connection(house: House):
    text = json.dumps({"type": "ping", "payload": {"a": ""}})
    fits = text.replace('""', '"' + "x" * (MOST_BYTES - len(text)) + '"')
    async with connected(house.door, house.key) as peer:
        peer.put({"type": "websocket.receive", "text": fits})
        assert (await peer.next())["type"] == "pong"
        peer.put({"type": "websocket.receive", "text": f"{fits} "})
        assert await peer.close() == (1009, "Message Too Big")


def counting(terms: Rate) -> Any:
    return Rates(terms, terms, None, now_utc).meter


async def test_operations_are_counted_as_requests_are(partners: Partners):
    terms = Terms(metering=counting(Rate(per_s=0.001, burst=25)))
    async with (
        a_house(partners.database, terms) as house,
        connected(house.door, house.key) as peer,
    ):
        peer.begin("1", "{ greeting }")
        assert len(await peer.answers("1")) == 2
        peer.begin("2", "{ greeting }")
        message = await peer.next()
        (error,) = message["payload"]
        assert (message["type"], message["id"]) == ("error", "2")
        assert error["extensions"]["code"] == "RATE_LIMITED"
        assert error["extensions"]["retryAfter"] >= 1
        peer.send("ping")
        assert await peer.next() == {"type": "pong"}


async def test_connections_are_counted_too(partners: Partners):
    terms = Terms(metering=counting(Rate(per_s=0.001, burst=10)))
    async with a_house(partners.database, terms) as house:
        async with connected(house.door, house.key):
            pass
        async with connecting(house.door) as peer:
            await peer.accepted()
            peer.send("connection_init", payload={"x-api-key": house.key})
            assert await peer.close() == (1013, "Try Again Later")


async def test_those_with_a_wrong_key_are_counted_for_their_address(partners: Partners):
    asked: list[tuple[Principal | None, Address | None]] = []

    class Full:
        async def enter(self) -> None:
            raise Refused(429, "RATE_LIMITED", "Too much.", retry_after="1")

    def metering(principal: Principal | None, address: Address | None) -> Any:
        asked.append((principal, address))
        return Full()

    async with (
        a_house(partners.database, Terms(metering=metering)) as house,
        connecting(house.door) as peer,
    ):
        await peer.accepted()
        peer.send("connection_init", payload={"x-api-key": "ig_live_nobody"})
        assert await peer.close() == (1013, "Try Again Later")
    assert [(who, str(where)) for who, where in asked] == [(None, "203.0.113.9")]


async def test_documents_are_known_by_their_hash_as_over_http(house: House):
    query = "{ greeting }"
    cited = {"persistedQuery": {"version": 1, "sha256Hash": sha256(query.encode()).hexdigest()}}
    async with connected(house.door, house.key) as peer:
        peer.send("subscribe", id="1", payload={"extensions": cited})
        unknown = await peer.next()
        assert unknown["payload"][0]["message"] == "PersistedQueryNotFound"
        peer.send("subscribe", id="2", payload={"query": query, "extensions": cited})
        assert len(await peer.answers("2")) == 2
        peer.send("subscribe", id="3", payload={"extensions": cited})
        assert len(await peer.answers("3")) == 2


async def test_where_documents_must_be_trusted_others_are_refused_alone(partners: Partners):
    library = Library({"hello": "{ greeting }"}, DocumentsMode.REQUIRE)
    async with (
        a_house(partners.database, Terms(library=library)) as house,
        connected(house.door, house.key) as peer,
    ):
        peer.send("subscribe", id="1", payload={"documentId": "hello"})
        assert len(await peer.answers("1")) == 2
        peer.begin("2", "{ requestId }")
        (error,) = (await peer.next())["payload"]
        assert error["extensions"]["code"] == "DOCUMENT_NOT_TRUSTED"


async def test_the_cost_is_told_where_it_is_asked_for(house: House):
    async with connected(house.door, house.key) as peer:
        peer.begin("1", "{ greeting }", extensions={"cost": True})
        (answer, _) = await peer.answers("1")
        assert answer["payload"]["extensions"]["cost"]["actual"] > 0


async def test_who_does_not_read_keeps_nobody_waiting(house: House):
    async with connected(house.door, house.key) as deaf, connected(house.door, house.key) as peer:
        deaf.reads.clear()
        deaf.begin("1", ENDLESS)
        await house.happenings.until(lambda those: those.begun > 0)
        peer.begin("1", "{ greeting }")
        assert len(await peer.answers("1")) == 2


async def test_who_does_not_read_for_long_is_hung_up_on():
    peer = Peer()
    peer.reads.clear()
    outbox = Outbox(peer.take, patience_s=0.02)
    told = [outbox.tell("next", id=f"{number}") for number in range(3)]
    for outcome in await asyncio.gather(*told, return_exceptions=True):
        assert isinstance(outcome, Ended)
    assert peer.is_idle()


async def test_what_waits_to_be_read_is_lost_at_the_end():
    peer = Peer()
    peer.reads.clear()
    outbox = Outbox(peer.take)
    telling = asyncio.create_task(outbox.tell("next", id="1"))
    await asyncio.sleep(0.01)
    outbox.lose()
    assert await telling == 0
    peer.reads.set()
    assert await outbox.tell("next", id="2") == 0
    assert peer.is_idle()


async def test_the_log_tells_of_operations_and_of_the_connection(house: House, caplog):
    caplog.set_level("INFO", "gateway.access")
    async with connected(house.door, house.key) as peer:
        peer.begin("canary-jane", 'query Mine { greeting @skip(if: false) } # "canary-jane"')
        await peer.answers("canary-jane")
        peer.begin("canary-jane", "{ canaryJane }")
        await peer.next()
        peer.leave(1000)
    query, invalid, connection = (record.__dict__["fields"] for record in caplog.records)
    assert (query["method"], query["path"], query["name"]) == ("WS", "/graphql", "Mine")
    assert "status" not in query
    assert invalid["codes"] == ["GRAPHQL_VALIDATION_FAILED"]
    assert (connection["code"], connection["operations"]) == (1000, 2)
    assert {each["key"] for each in (query, invalid, connection)} == {house.prefix}
    assert query["requestId"] == f"{connection['requestId']}-op1"
    assert "canary" not in caplog.text.lower()
    assert "canary" not in str([record.__dict__ for record in caplog.records]).lower()


async def test_a_connection_that_is_refused_is_told_too(house: House, caplog):
    caplog.set_level("INFO", "gateway.access")
    async with connecting(house.door, headers={"origin": "https://canary.example.org"}) as peer:
        await peer.refusal()
    (record,) = caplog.records
    fields = record.__dict__["fields"]
    assert (fields["code"], fields["operations"]) == (403, 0)
    assert "canary" not in str(fields)
