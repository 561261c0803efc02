"""What is noted of requests, and what never is."""

import json
import logging

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from gateway.access import AccessLog
from gateway.logs import JsonFormatter
from gateway.observing.frames import frames_of
from gateway.observing.record import Record, noted, plain_name
from gateway.request_id import assign_request_id
from tests.unit.gateway.toy import SECRET


@pytest.mark.parametrize(
    "name",
    [
        None,
        "",
        SECRET,
        "two words",
        "żółw",
        "a" * 65,
        "Call5418675309",
        "call_541_867_5309",
    ],
)
def test_an_operation_name_that_may_be_somebodys_is_not_told(name):
    assert plain_name(name) is None


@pytest.mark.parametrize("name", ["MyOffers", "_x", "Offers2026", "a" * 64])
def test_a_plain_operation_name_is_told(name):
    assert plain_name(name) == name


@pytest.mark.parametrize(
    "sent",
    [
        "req-1",
        "trace-0123456789",
        "4bf92f3577b34da6a3ce929d0e0e4736",
        "4bf92f35-77b3-4da6-a3ce-929d0e0e4736",
        "01JD6Y5N0W8Q4T2V7ZK3M9XB5C",
    ],
)
def test_an_id_is_kept(sent):
    assert assign_request_id({"headers": [(b"x-request-id", sent.encode())]}) == sent


@pytest.mark.parametrize(
    "sent",
    ["jane.doe", "Evergreen-Terrace-742", "541-867-5309", "5418675309", "ig_live_0aB3dE6fGhIj12"],
)
def test_an_id_that_may_be_somebodys_is_replaced(sent):
    assert assign_request_id({"headers": [(b"x-request-id", sent.encode())]}) != sent


def test_a_traceback_tells_places_and_kinds_and_no_texts():
    def fail() -> None:
        held: dict[str, str] = {}
        try:
            held[SECRET]
        except KeyError as error:
            raise ValueError(f"{SECRET} is wrong") from error

    with pytest.raises(ValueError, match="wrong") as caught:
        fail()
    told = frames_of(caught.value)
    assert [each for each in told if ":" not in each] == ["KeyError", "ValueError"]
    assert any(each.startswith("tests/unit/gateway/test_observing.py:") for each in told)
    assert SECRET not in str(told)


def test_every_exception_of_a_group_is_told_once():
    inner = KeyError(SECRET)
    told = frames_of(ExceptionGroup(SECRET, [inner, inner, OSError(SECRET)]))
    assert sorted(told) == ["ExceptionGroup", "KeyError", "OSError"]


def test_endless_recursion_has_a_short_traceback():
    def again() -> None:
        again()

    with pytest.raises(RecursionError) as caught:
        again()
    assert len(frames_of(caught.value)) <= 31


def line_of(name: str, message: str, *values: object) -> str:
    record = logging.LogRecord(name, logging.ERROR, "x.py", 1, message, values, None)
    return str(json.loads(JsonFormatter().format(record))["message"])


def test_of_other_libraries_the_log_has_no_values():
    assert line_of("redis.client", "lost %s", SECRET) == "lost %s"
    quoting = f"Task exception was never retrieved\nfuture: <Task {SECRET}>"
    assert line_of("asyncio", quoting) == "Task exception was never retrieved"
    assert line_of("gateway.x", "lost %s", "storage") == "lost storage"


class Noting:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.begun = 0
        self.records: list[Record] = []

    def began(self, _: Record) -> None:
        self.begun += 1

    def ended(self, record: Record) -> None:
        self.records.append(record)


async def serve(scope: Scope, receive: Receive, send: Send) -> None:
    logging.getLogger("gateway.x").warning("something")
    if Request(scope, receive).url.path == "/broken":
        raise KeyError(SECRET)
    with noted().stage("work"):
        await PlainTextResponse("hello")(scope, receive, send)


async def ask(path: str, *observers: Noting) -> None:
    served = AccessLog(
        serve, paths={"/", "/connect/{organization}/{token}"}, enabled=True, observers=observers
    )

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b""}

    async def send(_: object) -> None:
        pass

    scope = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b""}
    await served(scope, receive, send)


async def test_every_line_of_a_request_has_its_id(caplog, monkeypatch):
    formatter = JsonFormatter()
    lines: list[dict[str, object]] = []
    # As they are written: later nobody knows any more which request it was.
    monkeypatch.setattr(
        caplog.handler, "emit", lambda record: lines.append(json.loads(formatter.format(record)))
    )
    with caplog.at_level(logging.INFO):
        await ask("/")
    assert [line["message"] for line in lines] == ["something", "request"]
    assert lines[0]["requestId"] == lines[1]["requestId"]
    assert (lines[1]["bytes"], lines[1]["path"]) == (5, "/")


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/", "/"),
        ("/connect/acme/secret", "/connect/{organization}/{token}"),
        ("/connect/acme", None),
        (f"/{SECRET}", None),
    ],
)
async def test_of_an_address_only_what_is_served_is_told(path, told):
    observer = Noting()
    await ask(path, observer)
    (record,) = observer.records
    assert (record.path, observer.begun) == (told, 1)


async def test_stages_are_noted_where_somebody_wants_to_know():
    observer = Noting()
    await ask("/", observer)
    assert [stage.name for stage in observer.records[0].stages or ()] == ["work"]


async def test_a_crash_is_told_with_its_code():
    observer = Noting()
    await ask("/broken", observer)
    (record,) = observer.records
    assert (record.status, record.codes) == (500, ["INTERNAL"])
