"""Operations on a WebSocket: answers, errors, ends."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from gateway.execution.terms import Terms
from gateway.sockets.connection import MOST_OPERATIONS
from gateway.turns import Turns
from tests.partner import Partners
from tests.peers import Peer, connected
from tests.socket_house import House, a_house

ENDLESS = 'subscription { count(to: 1, name: "endless") }'


@pytest.fixture
async def house(partners: Partners) -> AsyncIterator[House]:
    async with a_house(partners.database) as opened:
        yield opened


@pytest.fixture
async def peer(house: House) -> AsyncIterator[Peer]:
    async with connected(house.door, house.key) as peer:
        yield peer


async def code_of(peer: Peer, id: str) -> str:
    """Return the code of the only error of an operation that did not run."""
    message = await peer.next()
    assert (message["type"], message["id"]) == ("error", id)
    (error,) = message["payload"]
    assert error["extensions"]["requestId"]
    return error["extensions"]["code"]


async def begun(house: House, number: int = 1) -> None:
    await house.happenings.until(lambda those: those.begun >= number)


async def ended(house: House) -> None:
    """Wait until a subscription has ended."""
    await house.happenings.until(lambda those: bool(those.closed))


async def test_a_query_is_answered_once_and_is_complete(peer: Peer):
    peer.begin("1", "{ greeting }")
    assert await peer.answers("1") == [
        {"type": "next", "id": "1", "payload": {"data": {"greeting": "hello"}}},
        {"type": "complete", "id": "1"},
    ]


async def test_a_subscription_is_answered_until_it_ends(house: House, peer: Peer):
    peer.begin("1", "subscription ($to: Int!) { count(to: $to) }", variables={"to": 3})
    *answers, last = await peer.answers("1")
    assert [each["payload"] for each in answers] == [{"data": {"count": n}} for n in (1, 2, 3)]
    assert last == {"type": "complete", "id": "1"}
    assert house.happenings.closed == [""]


async def test_a_client_ends_a_subscription_and_hears_no_more_of_it(house: House, peer: Peer):
    peer.begin("1", ENDLESS)
    assert (await peer.next())["payload"] == {"data": {"count": 1}}
    assert house.engine.runs.followed == 1
    peer.send("complete", id="1")
    peer.begin("2", "{ greeting }")
    assert len(await peer.answers("2")) == 2
    assert house.happenings.closed == ["endless"]
    assert house.engine.runs.followed == 0


async def test_an_id_may_be_used_again_when_its_operation_is_over(peer: Peer):
    peer.begin("1", ENDLESS)
    await peer.next()
    peer.send("complete", id="1")
    for _ in range(2):
        peer.begin("1", "{ greeting }")
        assert len(await peer.answers("1")) == 2
    peer.begin("1", "{ nowhere }")
    assert await code_of(peer, "1") == "GRAPHQL_VALIDATION_FAILED"
    peer.begin("1", "{ greeting }")
    assert len(await peer.answers("1")) == 2


async def test_an_id_of_two_operations_at_once_ends_the_connection(house: House, peer: Peer):
    peer.begin("é" * 64, ENDLESS)
    await peer.next()
    peer.begin("é" * 64, "{ greeting }")
    code, reason = await peer.close()
    assert code == 4409
    assert reason.startswith("Subscriber for éé")
    assert len(reason.encode()) <= 123
    peer.leave()


async def test_a_short_id_is_told_in_full(peer: Peer):
    peer.begin("one", ENDLESS)
    await peer.next()
    peer.begin("one", ENDLESS)
    assert await peer.close() == (4409, "Subscriber for one already exists")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ greeting", "GRAPHQL_PARSE_FAILED"),
        ("{ nowhere }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { nowhere }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { a: count(to: 1) b: count(to: 1) }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ greeting " + "a: greeting " * 2_000 + "}", "QUERY_TOO_LARGE"),
        ("query A { greeting } query B { greeting }", "OPERATION_RESOLUTION_FAILURE"),
        ("{ greeting " + "a" * 100_000 + "}", "QUERY_TOO_LARGE"),
        ("subscription ($to: Int!) { count(to: $to) }", "BAD_USER_INPUT"),
        ("subscription { fails }", "INTERNAL"),
    ],
    ids=map(str, range(9)),
)
async def test_an_operation_that_does_not_run_ends_alone(peer: Peer, query, code):
    peer.begin("other", ENDLESS)
    await peer.next()
    peer.begin("1", query)
    assert await code_of(peer, "1") == code
    peer.begin("2", "{ greeting }")
    assert len(await peer.answers("2")) == 2


async def test_a_field_that_fails_is_told_beside_the_others(peer: Peer):
    peer.begin("1", "{ greeting broken }")
    (answer, _) = await peer.answers("1")
    assert answer["payload"]["data"] == {"greeting": "hello", "broken": None}
    (error,) = answer["payload"]["errors"]
    assert error["extensions"]["code"] == "INTERNAL"
    assert "jane" not in str(error)


async def test_a_subscription_that_breaks_says_so_last(peer: Peer):
    peer.begin("1", "subscription { breaks }")
    assert (await peer.next())["payload"] == {"data": {"breaks": 1}}
    assert await code_of(peer, "1") == "INTERNAL"


async def test_each_operation_has_a_desk_and_a_request_id_of_its_own(house: House, peer: Peer):
    for each in ("1", "2"):
        peer.begin(each, "{ requestId }")
        await peer.answers(each)
    (first, desk), (second, other) = house.happenings.contexts
    assert (first.rpartition("-")[2], second.rpartition("-")[2]) == ("op1", "op2")
    assert first.rpartition("-")[0] == second.rpartition("-")[0]
    assert desk is not other


async def test_operations_do_not_wait_for_each_other(house: House, peer: Peer):
    peer.begin("slow", "{ slow }")
    peer.begin("quick", "{ greeting }")
    assert len(await peer.answers("quick")) == 2
    house.happenings.go.set()
    assert (await peer.next())["payload"] == {"data": {"slow": "done"}}


async def test_there_may_be_so_many_operations_at_once_and_no_more(house: House, peer: Peer):
    for number in range(MOST_OPERATIONS):
        peer.begin(f"{number}", ENDLESS)
        await peer.next()
    peer.begin("more", "{ greeting }")
    assert await code_of(peer, "more") == "RATE_LIMITED"
    peer.send("complete", id="0")
    await ended(house)
    peer.begin("more", "{ greeting }")
    assert len(await peer.answers("more")) == 2


async def test_what_a_client_wants_no_more_counts_until_it_ends(house: House, peer: Peer):
    for number in range(MOST_OPERATIONS):
        peer.begin(f"{number}", "{ slow }")
        await begun(house, number + 1 if number < 16 else 16)
        peer.send("complete", id=f"{number}")
    peer.begin("more", "{ greeting }")
    assert await code_of(peer, "more") == "RATE_LIMITED"
    house.happenings.go.set()


async def test_a_mutation_that_nobody_waits_for_is_done_all_the_same(house: House, peer: Peer):
    peer.begin("1", 'mutation { change(name: "first") }')
    await begun(house)
    peer.send("complete", id="1")
    peer.begin("1", "{ greeting }")
    assert len(await peer.answers("1")) == 2
    house.happenings.go.set()
    peer.begin("2", 'mutation { change(name: "second") }')
    assert len(await peer.answers("2")) == 2
    assert house.happenings.done == ["first", "second"]


async def test_when_a_client_goes_its_mutations_are_done_and_its_subscriptions_end(house: House):
    async with connected(house.door, house.key) as peer:
        peer.begin("1", ENDLESS)
        await peer.next()
        peer.begin("2", 'mutation { change(name: "last") }')
        await begun(house, 2)
        peer.leave()
        await ended(house)
        house.happenings.go.set()
    assert house.happenings.done == ["last"]
    assert house.crowd.size == 0
    assert peer.is_idle()


async def test_when_the_server_ends_what_is_begun_is_answered_first(house: House, peer: Peer):
    peer.begin("1", ENDLESS)
    await peer.next()
    peer.begin("2", 'mutation { change(name: "last") }')
    await begun(house, 2)
    house.services.ending.set()
    await ended(house)
    house.happenings.go.set()
    assert (await peer.next())["payload"] == {"data": {"change": "last"}}
    assert (await peer.next())["type"] == "complete"
    assert await peer.close() == (1012, "Service Restart")


async def test_an_operation_that_takes_too_long_ends(partners: Partners):
    async with (
        a_house(partners.database, Terms(timeout_s=0.05)) as house,
        connected(house.door, house.key) as peer,
    ):
        peer.begin("1", "{ slow }")
        assert await code_of(peer, "1") == "TIMEOUT"
        peer.begin("2", "subscription { count(to: 2) }")
        assert len(await peer.answers("2")) == 3


async def test_a_subscription_may_last_longer_than_an_operation_may_take(partners: Partners):
    async with (
        a_house(partners.database, Terms(timeout_s=0.05)) as house,
        connected(house.door, house.key) as peer,
    ):
        peer.begin("1", ENDLESS)
        await peer.next()
        await asyncio.sleep(0.1)
        house.happenings.go.set()
        assert (await peer.next())["payload"] == {"data": {"count": 0}}


async def test_where_there_is_no_turn_to_be_had_an_operation_is_refused(partners: Partners):
    async with (
        a_house(partners.database, turns=Turns(1, at_once=1, patience_s=0.01)) as house,
        connected(house.door, house.key) as peer,
    ):
        peer.begin("1", "{ slow }")
        await begun(house)
        peer.begin("2", "{ greeting }")
        message = await peer.next()
        (error,) = message["payload"]
        assert (message["type"], message["id"]) == ("error", "2")
        assert error["extensions"]["code"] == "OVERLOADED"
        assert error["extensions"]["retryAfter"] == 1
        house.happenings.go.set()
        assert len(await peer.answers("1")) == 2
        peer.begin("2", "{ greeting }")
        assert len(await peer.answers("2")) == 2


async def test_a_data_set_that_is_replaced_is_not_kept_for_subscriptions(house: House, peer: Peer):
    peer.begin("1", ENDLESS)
    await peer.next()
    house.services.close()
    house.catalogue.dataset.close.assert_called_once_with()
    peer.begin("2", "{ greeting }")
    assert await code_of(peer, "2") == "NOT_READY"
