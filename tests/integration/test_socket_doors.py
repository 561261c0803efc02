"""Who is let in by a WebSocket, and for how long."""

from collections.abc import AsyncIterator
from datetime import timedelta
from ipaddress import ip_network

import pytest

from datasources.facts.errors import StorageUnavailable
from gateway.clock import now_utc
from gateway.sockets.crowd import Crowd
from tests.partner import Partners
from tests.peers import PROTOCOL, Peer, a_scope, connected, connecting
from tests.socket_house import House, a_house

ENDLESS = 'subscription { count(to: 1, name: "endless") }'
HERE = "https://app.example.org"


@pytest.fixture
async def house(partners: Partners) -> AsyncIterator[House]:
    async with a_house(partners.database, origins=(HERE,)) as opened:
        yield opened


# ---------------------------------------------------------------- handshakes


@pytest.mark.parametrize("offered", [[PROTOCOL], ["graphql-ws", PROTOCOL], [PROTOCOL, "other"]])
async def test_the_protocol_is_chosen_from_those_that_a_client_offers(house: House, offered):
    headers = {"x-request-id": "trace-01", "x-api-key": house.key}
    async with connecting(house.door, subprotocols=offered, headers=headers) as peer:
        event = await peer.accepted()
        assert event["subprotocol"] == PROTOCOL
        assert event["headers"] == [(b"x-request-id", b"trace-01")]
        peer.send("connection_init")
        assert await peer.next() == {"type": "connection_ack"}
        peer.begin("1", "{ requestId }")
        assert (await peer.next())["payload"] == {"data": {"requestId": "trace-01-op1"}}


@pytest.mark.parametrize("offered", [[], ["graphql-ws"], ["graphql-transport-ws-2"]], ids=len)
async def test_who_does_not_speak_it_is_told_so(house: House, offered):
    async with connecting(house.door, subprotocols=offered) as peer:
        assert (await peer.accepted())["subprotocol"] is None
        assert await peer.close() == (4406, "Subprotocol not acceptable")


@pytest.mark.parametrize("origin", ["https://evil.example.org", "null", ""])
async def test_pages_elsewhere_are_refused_before_anything_is_accepted(house: House, origin):
    async with connecting(house.door, headers={"origin": origin}) as peer:
        status, body = await peer.refusal()
    assert status == 403
    assert body["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_where_a_server_cannot_say_why_it_refuses_all_the_same(house: House):
    headers = {"origin": "null"}
    async with connecting(house.door, headers=headers, extensions={}) as peer:
        assert await peer.next_event() == {"type": "websocket.close"}


@pytest.mark.parametrize("origin", [HERE, "http://graph"])
async def test_our_own_pages_and_those_that_are_named_are_let_in(house: House, origin):
    async with connected(house.door, house.key, headers={"origin": origin}):
        assert house.crowd.size == 1


async def test_one_connection_too_many_is_refused_and_says_when_to_come_back(partners: Partners):
    async with (
        a_house(partners.database, crowd=Crowd(1)) as house,
        connecting(house.door) as first,
    ):
        await first.accepted()
        async with connecting(house.door) as second:
            status, body = await second.refusal()
        assert status == 503
        assert body["errors"][0]["extensions"]["code"] == "OVERLOADED"


async def test_one_connection_too_many_of_a_key_is_closed(partners: Partners):
    async with (
        a_house(partners.database, crowd=Crowd(10, each=1)) as house,
        connected(house.door, house.key),
        connecting(house.door) as second,
    ):
        await second.accepted()
        second.send("connection_init", payload={"x-api-key": house.key})
        assert await second.close() == (4429, "Too many connections")


@pytest.mark.parametrize("headers", [{}, {"origin": "null"}], ids=["right", "wrong"])
async def test_a_client_that_goes_during_its_handshake_breaks_nothing(house, headers, caplog):
    async def gone(_: object) -> None:
        raise ConnectionResetError

    peer = Peer()
    peer.put({"type": "websocket.connect"})
    await house.door(a_scope(headers=headers), peer.receive, gone)
    assert {record.levelname for record in caplog.records} <= {"INFO"}


# ---------------------------------------------------------------- keys


async def test_a_key_comes_in_a_header_or_in_the_first_message(house: House):
    for headers, payload in (
        ({"x-api-key": house.key}, None),
        ({}, {"X-API-Key": house.key, "Content-Type": "application/json"}),
    ):
        async with connecting(house.door, headers=headers) as peer:
            await peer.accepted()
            peer.send("ping", payload={"still": "here"})
            assert await peer.next() == {"type": "pong", "payload": {"still": "here"}}
            peer.send("pong")
            peer.send("complete", id="nobody's")
            peer.send("connection_init", payload=payload)
            assert await peer.next() == {"type": "connection_ack"}


@pytest.mark.parametrize(
    "key", [None, "", "ig_live_" + "x" * 40, "nonsense", "ключ", "k" * 10_000], ids=range(6)
)
async def test_without_a_valid_key_nobody_is_let_in(house: House, key):
    async with connecting(house.door) as peer:
        await peer.accepted()
        peer.send("connection_init", payload=None if key is None else {"x-api-key": key})
        assert await peer.close() == (4403, "Forbidden")


async def test_nor_with_one_that_has_expired_or_is_revoked_or_of_elsewhere(house: House):
    expired = await house.new_key(expires_at=now_utc() - timedelta(seconds=1))
    elsewhere = await house.new_key(networks=(ip_network("198.51.100.0/24"),))
    await house.revoke()
    for key in (expired[1], elsewhere[1], house.key):
        async with connecting(house.door, headers={"x-api-key": key}) as peer:
            await peer.accepted()
            peer.send("connection_init")
            assert await peer.close() == (4403, "Forbidden")
    async with connected(house.door, elsewhere[1], client=("198.51.100.7", 1)) as peer:
        peer.begin("1", "{ greeting }")
        assert len(await peer.answers("1")) == 2


async def test_two_keys_are_refused(house: House):
    async with connecting(house.door, headers={"x-api-key": house.key}) as peer:
        await peer.accepted()
        peer.send("connection_init", payload={"x-api-key": house.key})
        code, reason = await peer.close()
    assert code == 4400
    assert house.key not in reason


async def test_while_storage_is_away_clients_are_told_to_come_back(house: House):
    house.services.partners = None
    async with connecting(house.door) as peer:
        await peer.accepted()
        peer.send("connection_init", payload={"x-api-key": house.key})
        assert await peer.close() == (1013, "Try Again Later")


async def test_a_key_that_is_revoked_ends_an_idle_connection(house: House):
    async with connected(house.door, house.key) as peer:
        await house.revoke()
        assert await peer.close() == (4403, "Forbidden")


async def test_no_event_is_told_to_a_key_that_is_revoked(house: House):
    async with connected(house.door, house.key) as peer:
        peer.begin("1", ENDLESS)
        await peer.next()
        await house.revoke()
        house.happenings.go.set()
        assert await peer.close() == (4403, "Forbidden")
        assert peer.is_idle()


async def test_nor_does_an_operation_begin_with_it(house: House):
    async with connected(house.door, house.key) as peer:
        await house.revoke()
        peer.begin("1", 'mutation { change(name: "never") }')
        assert await peer.close() == (4403, "Forbidden")
    assert house.happenings.begun == 0


async def test_while_storage_is_away_a_connection_is_kept(house: House):
    partners = house.services.partners
    async with connected(house.door, house.key) as peer:
        peer.begin("1", ENDLESS)
        await peer.next()
        house.services.partners = None
        house.happenings.go.set()
        assert (await peer.next())["payload"] == {"data": {"count": 0}}
        peer.begin("2", "{ greeting }")
        message = await peer.next()
        assert (message["type"], message["id"]) == ("error", "2")
        assert message["payload"][0]["extensions"]["code"] == StorageUnavailable.code
        house.services.partners = partners
