"""How many WebSockets there may be, and the keys they are opened with."""

from contextlib import ExitStack

import pytest
from starlette.datastructures import Headers

from gateway.execution.failures import Refused
from gateway.sockets.closing import Ended
from gateway.sockets.crowd import Crowd
from gateway.sockets.identity import key_told

NETWORK, OTHER = "203.0.113.9", "203.0.113.10"


def test_one_more_than_there_may_be_is_refused_until_another_ends():
    crowd = Crowd(2)
    with crowd.joined(NETWORK):
        with crowd.joined(OTHER), pytest.raises(Refused) as refused, crowd.joined("198.51.100.1"):
            pass
        assert (refused.value.status, refused.value.failure.code) == (503, "OVERLOADED")
        with crowd.joined(OTHER):
            assert crowd.size == 2
    assert crowd.size == 0


def test_a_network_without_keys_leaves_room_for_others():
    crowd = Crowd(100, each=2)
    with ExitStack() as held:
        for _ in range(2):
            held.enter_context(crowd.joined(NETWORK))
        with pytest.raises(Refused), crowd.joined(NETWORK):
            pass
        with crowd.joined(OTHER):
            assert crowd.size == 3


def test_those_with_a_key_are_counted_for_it_and_not_for_their_network():
    crowd = Crowd(100, each=2)
    with ExitStack() as held:
        for _ in range(2):
            held.enter_context(crowd.joined(NETWORK)).pass_to(7)
        third = held.enter_context(crowd.joined(NETWORK))
        with pytest.raises(Ended) as ended:
            third.pass_to(7)
        assert ended.value.close == (4429, "Too many connections")
        third.pass_to(8)
        assert crowd.size == 3
    with crowd.joined(NETWORK) as place:
        place.pass_to(7)
    assert crowd.size == 0


KEYS = [
    ({}, {}, None),
    ({"x-api-key": "k"}, {}, "k"),
    ({"X-API-Key": "k"}, {"locale": "en"}, "k"),
    ({}, {"x-api-key": "k"}, "k"),
    ({}, {"X-API-Key": "k", "content-type": 1}, "k"),
    ({}, {"x-api-key": None}, None),
    ({"authorization": "Bearer t"}, {}, None),
    ({}, {"Authorization": "Bearer t"}, None),
]


@pytest.mark.parametrize(("headers", "payload", "key"), KEYS, ids=map(str, range(len(KEYS))))
def test_a_key_is_told_in_a_header_or_in_the_first_message(headers, payload, key):
    assert key_told(Headers(headers), payload) == key


REFUSED = [
    ([("x-api-key", "k"), ("x-api-key", "k")], {}),
    ([("x-api-key", "k")], {"x-api-key": "k"}),
    ([], {"x-api-key": "k", "X-API-Key": "k"}),
    ([("x-api-key", "k"), ("authorization", "t")], {}),
    ([("x-api-key", "k")], {"Authorization": "t"}),
    ([("authorization", "t")], {"x-api-key": "k"}),
    ([], {"x-api-key": "k", "AUTHORIZATION": None}),
    ([], {"x-api-key": 1}),
    ([], {"x-api-key": ["k"]}),
    ([], {"x-api-key": {"k": "k"}}),
]


@pytest.mark.parametrize(("headers", "payload"), REFUSED, ids=map(str, range(len(REFUSED))))
def test_two_keys_or_a_key_beside_other_credentials_are_refused(headers, payload):
    raw = [(name.encode(), value.encode()) for name, value in headers]
    with pytest.raises(Ended) as ended:
        key_told(Headers(raw=raw), payload)
    assert ended.value.close.code == 4400
