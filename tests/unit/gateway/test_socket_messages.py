"""What clients may send on a WebSocket, and what ends a connection."""

import json

import pytest

from gateway.execution.asking import Asked
from gateway.execution.library import Citation
from gateway.sockets.closing import Ended
from gateway.sockets.messages import Complete, Init, Ping, Pong, Subscribe, read_message

QUERY = {"query": "{ a }"}
ASKED = Asked(Citation("{ a }"), None, None, show_cost=False)


def subscribe(id: object = "1", payload: object = QUERY) -> dict[str, object]:
    return {"type": "subscribe", "id": id, "payload": payload}


GOOD = [
    ({"type": "connection_init"}, Init({})),
    ({"type": "connection_init", "payload": None}, Init({})),
    ({"type": "connection_init", "payload": {"X-API-Key": "k"}}, Init({"X-API-Key": "k"})),
    ({"type": "ping"}, Ping(None)),
    ({"type": "ping", "payload": {"a": [1]}}, Ping({"a": [1]})),
    ({"type": "pong", "payload": {}}, Pong()),
    ({"type": "complete", "id": "1"}, Complete("1")),
    ({"type": "complete", "id": "1", "more": True}, Complete("1")),
    (subscribe(), Subscribe("1", ASKED)),
    (subscribe(id="x" * 64), Subscribe("x" * 64, ASKED)),
    (
        subscribe(payload={"documentId": "d", "variables": {"a": 1}, "operationName": "A"}),
        Subscribe("1", Asked(Citation(None, "d"), {"a": 1}, "A", show_cost=False)),
    ),
    (
        subscribe(payload={**QUERY, "variables": None, "extensions": {"cost": True}}),
        Subscribe("1", Asked(Citation("{ a }"), None, None, show_cost=True)),
    ),
]


@pytest.mark.parametrize(("sent", "read"), GOOD, ids=map(str, range(len(GOOD))))
def test_messages_of_the_protocol_are_read(sent, read):
    assert read_message(json.dumps(sent)) == read


CANARY = "canary-jane"
BAD = [
    f"{{{CANARY}",
    f'"{CANARY}"',
    f'["{CANARY}"]',
    "null",
    f'{{"type": "ping", "{CANARY}": NaN}}',
    f'{{"type": "ping", "payload": {{"a": "\\ud800{CANARY}"}}}}',
    f'{{"type": "ping", "type": "{CANARY}"}}',
    '{"type": "ping", "payload": ' + "[" * 70 + "]" * 70 + "}",
    json.dumps({"type": CANARY}),
    json.dumps({"type": [CANARY]}),
    json.dumps({"payload": CANARY}),
    *(json.dumps({"type": kind, "id": CANARY}) for kind in ("next", "error", "connection_ack")),
    *(json.dumps({"type": kind, "id": CANARY}) for kind in ("start", "stop", "data")),
    *(
        json.dumps({"type": kind, "payload": wrong})
        for kind in ("connection_init", "ping", "pong")
        for wrong in (CANARY, [CANARY], 1, False)
    ),
    *(json.dumps({"type": "complete", "id": wrong}) for wrong in ("", "x" * 65, 1, None, [CANARY])),
    *(json.dumps(subscribe(id=wrong)) for wrong in ("", "x" * 65, 1, None, {"a": CANARY})),
    json.dumps({"type": "subscribe", "id": CANARY}),
    *(
        json.dumps(subscribe(payload=wrong))
        for wrong in (
            None,
            CANARY,
            [QUERY],
            {},
            {"query": ""},
            {"query": [CANARY]},
            {**QUERY, "variables": CANARY},
            {**QUERY, "variables": [CANARY]},
            {**QUERY, "operationName": [CANARY]},
            {**QUERY, "extensions": CANARY},
            {**QUERY, "extensions": {"persistedQuery": CANARY}},
            {**QUERY, "extensions": {"persistedQuery": {"version": CANARY}}},
        )
    ),
]


@pytest.mark.parametrize("sent", BAD, ids=map(str, range(len(BAD))))
def test_whatever_else_is_sent_ends_the_connection_and_is_not_repeated(sent):
    with pytest.raises(Ended) as ended:
        read_message(sent)
    code, reason = ended.value.close
    assert code == 4400
    assert 0 < len(reason.encode()) <= 123
    assert CANARY not in reason
