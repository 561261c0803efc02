"""Every change of an application leaves its record: who, by which key, when, what, and why."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import text

from datasources.facts.application import ApplicationStatus
from datasources.sql.failures import StorageFault
from tests.builders import NOW
from tests.changes import (
    ADD,
    CHARGER,
    HISTORY,
    HOUR,
    REMOVE,
    THERMOSTAT,
    UNDO,
    administrator,
    applied,
    change,
    device_id,
    history,
    move,
    of_customer,
    of_device,
    standing,
    update,
)
from tests.partner import Caller, Partners

S = ApplicationStatus
HOME = {"referenceId": "home-1"}
LATER = NOW + HOUR
Step = Callable[[Caller], Awaitable[Any]]

STEPS: dict[str, tuple[Step, str | None]] = {
    "application": (lambda caller: update(caller, 1, rebateType="instant"), None),
    "customer": (lambda caller: update(caller, 1, **of_customer(email="ada@example.org")), None),
    "device": (lambda caller: update(caller, 1, **of_device(deviceNumber=124, quantity=2)), None),
    "start": (lambda caller: move(caller, 1, "IN_PROGRESS", reason="They called"), "They called"),
    "add": (
        lambda caller: change(caller, ADD, customer=HOME, input={"deviceNumber": THERMOSTAT}),
        None,
    ),
    "remove": (lambda caller: change(caller, REMOVE, id=device_id(1)), None),
    "override": (lambda caller: caller.override(THERMOSTAT), "override"),
    "lookup": (lambda caller: caller.lookup(CHARGER, buildingType="COMMERCIAL"), "lookup"),
}
EVERY = pytest.mark.parametrize("step", STEPS)


RECORD = """
{ customer(by: {number: 1}) { history(first: 100) { nodes {
    at actor keyPrefix requestId entity entityId field before after reason
} } } }
"""


async def record(caller: Caller) -> list[dict[str, Any]]:
    """Return all that happened to the first customer, oldest first."""
    found = await caller.ask(RECORD)
    events: list[dict[str, Any]] = found["customer"]["history"]["nodes"]
    return events


@pytest.mark.parametrize("admin", [False, True], ids=["partner", "admin"])
@pytest.mark.parametrize("step", STEPS)
async def test_the_record_tells_what_the_answer_told(partners: Partners, step: str, admin: bool):
    caller = administrator(partners) if admin else partners.first
    await applied(partners.first)
    before = len(await record(caller))
    act, reason = STEPS[step]
    changes = (await act(caller.at(LATER)))["changes"]
    key = (await caller.ask("{ viewer { key { prefix } } }"))["viewer"]["key"]["prefix"]

    assert changes != []
    same = {
        "at": LATER.isoformat(), "requestId": "request-1", "reason": reason, "keyPrefix": key,
        "actor": "ADMINISTRATOR" if admin else "PARTNER",
    }  # fmt: skip
    assert (await record(caller))[before:] == [
        {name: value for name, value in each.items() if name != "id"}
        | same
        | {"entityId": each["id"]}
        for each in changes
    ]


async def test_what_followed_is_told_of_the_system_beside_what_was_asked(partners: Partners):
    number = await standing(partners, S.COMPLETED)
    before = len(await record(partners.first))
    await update(partners.first, number, **of_device(deviceSerial=None))
    told = [(each["actor"], each["field"]) for each in (await record(partners.first))[before:]]
    assert told == [("PARTNER", "deviceSerial"), ("SYSTEM", "status"), ("SYSTEM", "status")]
    assert [each["keyPrefix"] for each in (await record(partners.first))[-2:]] == [None, None]


async def test_what_is_refused_or_changes_nothing_leaves_no_record(partners: Partners):
    await applied(partners.first)
    before = await record(partners.first)
    await update(partners.first, 1, status="COMPLETED")
    await update(partners.first, 1, **of_customer(city="Bend"))
    await move(partners.first, 1, "NOT_STARTED", reason="Nothing happens")
    await move(partners.first, 1, "SUBMITTED")
    await change(partners.first, UNDO, by=HOME)
    assert await record(partners.first) == before


@pytest.mark.parametrize(
    "statement",
    ["UPDATE event SET reason = 'another'", "DELETE FROM event", "DELETE FROM event WHERE id = 1"],
)
async def test_the_database_refuses_to_change_the_record(partners: Partners, statement: str):
    await applied(partners.first)
    await update(partners.first, 1, rebateType="instant")
    before = await record(partners.first)
    with pytest.raises(StorageFault):
        async with partners.database.write(1) as writing:
            await writing.run(text(statement))
    assert await record(partners.first) == before


async def test_no_change_takes_anything_from_the_record(partners: Partners):
    await applied(partners.first)
    seen = await record(partners.first)
    for act, _ in STEPS.values():
        await act(partners.first)
        longer = await record(partners.first)
        assert longer[: len(seen)] == seen
        seen = longer


async def test_the_record_is_the_organizations_own(partners: Partners):
    await applied(partners.first)
    await update(partners.first, 1, rebateType="instant")
    theirs = await applied(partners.second)
    assert (await partners.second.ask(RECORD))["customer"] is None
    assert (await partners.second.ask(HISTORY, by={"number": 1}))["application"] is None
    own = await history(partners.second, theirs[0].id)
    assert "instant" not in [each["after"] for each in own]
    assert await history(partners.reader, 1) == await history(partners.first, 1)
    assert await partners.nobody.code(HISTORY, by={"number": 1}) == "UNAUTHENTICATED"
