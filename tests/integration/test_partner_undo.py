"""The way back from an override, for a day."""

from datetime import timedelta
from typing import Any

import pytest

from datasources.facts.application import FILED, ApplicationStatus
from tests.changes import (
    ADD,
    CHARGER,
    HOUR,
    INSTALLED,
    SIGNED,
    THERMOSTAT,
    UNDO,
    administrator,
    applied,
    change,
    faults,
    filled,
    history,
    move,
    of_customer,
    rows,
    standing,
    told,
    units,
    update,
)
from tests.partner import PORTLAND, Caller, Partners

S = ApplicationStatus
HOME = {"referenceId": "home-1"}
NOTHING = [("NOTHING_TO_UNDO", "by")]
DAY = timedelta(hours=24)
LEVEL_1 = 124


def after(caller: Caller, later: timedelta) -> Caller:
    """Return a caller that much later."""
    return caller.at(caller.now + later)


async def undo(caller: Caller, **told: Any) -> Any:
    """Undo the override of the customer of the lookup; return the payload."""
    return await change(caller, UNDO, by=HOME, **told)


async def statuses(caller: Caller) -> list[ApplicationStatus]:
    """Return where the applications stand."""
    return [each.status for each in (await caller.state()).applications]


async def test_the_former_devices_come_back_with_ids_and_values(partners: Partners):
    await applied(partners.first, CHARGER, THERMOSTAT)
    said = {"number": 1, "quantity": 2, "purchasePrice": "499.00", "vehicleYear": 2024, **INSTALLED}
    await update(partners.first, 1, customerDevices=[said])
    before = await partners.first.state()
    await after(partners.first, HOUR).override(LEVEL_1, LEVEL_1)
    assert await units(partners.first) == [3, 4]
    payload = await undo(after(partners.first, 2 * HOUR))

    assert faults(payload) == []
    assert payload["customer"]["devices"] == [
        {"number": 1, "deviceSerial": "S-1", "device": {"number": CHARGER}},
        {"number": 2, "deviceSerial": None, "device": {"number": THERMOSTAT}},
    ]
    state = await partners.first.state()
    assert state.devices == before.devices
    assert [each.devices for each in state.applications] == [
        each.devices for each in before.applications
    ]
    numbers = [each.devices for each in before.applications]
    shown = payload["customer"]["applications"]["nodes"]
    assert [tuple(device["number"] for device in each["devices"]) for each in shown] == numbers


async def test_history_tells_of_the_way_back(partners: Partners):
    await applied(partners.first)
    await partners.first.override(LEVEL_1)
    payload = await undo(after(partners.first, HOUR))
    assert [(each["before"], each["after"]) for each in payload["changes"]][:2] == [
        (None, CHARGER),
        (LEVEL_1, None),
    ]
    events = await history(partners.first, 1)
    last = [each for each in events if each["reason"] == "undo_override"]
    assert [(each["entity"], each["field"], each["before"], each["after"]) for each in last] == [
        ("CustomerDevice", "device", None, CHARGER),
        ("CustomerDevice", "device", LEVEL_1, None),
        ("Application", "devices", [2], [1]),
    ]
    assert {each["actor"] for each in last} == {"PARTNER"}


@pytest.mark.parametrize("status", [S.COMPLETED, S.AWAITING_PARTNER])
async def test_what_the_override_opened_stands_again_where_it_stood(
    partners: Partners, status: ApplicationStatus
):
    await standing(partners, status)
    await partners.first.override(LEVEL_1)
    assert await statuses(partners.first) == [S.IN_PROGRESS] * 2
    payload = await undo(after(partners.first, HOUR))
    assert told(payload)["Application", "status"] == ("IN_PROGRESS", status.name)
    assert await statuses(partners.first) == [status] * 2


async def test_what_lacks_something_by_now_is_not_complete_again(partners: Partners):
    number = await standing(partners, S.COMPLETED)
    await partners.first.override(LEVEL_1)
    await update(partners.first, number, **of_customer(email=None))
    assert faults(await undo(partners.first)) == []
    assert await statuses(partners.first) == [S.IN_PROGRESS] * 2


@pytest.mark.parametrize("status", [S.NOT_STARTED, S.AWAITING_CUSTOMER])
async def test_what_was_taken_elsewhere_since_stays_there(
    partners: Partners, status: ApplicationStatus
):
    number = await standing(partners, status, whole=False)
    await partners.first.override(LEVEL_1)
    assert faults(await move(partners.first, number, "IN_PROGRESS")) == []
    await undo(after(partners.first, HOUR))
    assert await statuses(partners.first) == [S.IN_PROGRESS, status]


async def test_what_was_taken_further_since_stays_there(partners: Partners):
    number = await standing(partners, S.COMPLETED)
    await partners.first.override(CHARGER)
    await filled(administrator(partners), **SIGNED)
    assert faults(await move(administrator(partners), number, "COMPLETED")) == []
    assert faults(await undo(partners.first)) == []
    # With the former devices it is to be looked at once more.
    assert await statuses(partners.first) == [S.IN_PROGRESS, S.COMPLETED]


@pytest.mark.parametrize(
    ("later", "undone"),
    [(timedelta(0), True), (DAY, True), (DAY + timedelta(microseconds=1), False)],
    ids=["at once", "on the last moment", "too late"],
)
async def test_an_override_is_undone_for_a_day(partners: Partners, later: timedelta, undone: bool):
    await applied(partners.first)
    await partners.first.override(LEVEL_1)
    before = await rows(partners.database)
    payload = await undo(after(partners.first, later))
    assert faults(payload) == ([] if undone else NOTHING)
    assert await units(partners.first) == ([1] if undone else [2])
    assert undone or await rows(partners.database) == before


async def test_an_override_is_undone_once(partners: Partners):
    await applied(partners.first)
    await partners.first.override(LEVEL_1)
    assert faults(await undo(partners.first)) == []
    assert faults(await undo(partners.first)) == NOTHING
    await partners.first.override(THERMOSTAT)
    assert faults(await undo(partners.first)) == []
    assert await units(partners.first) == [1]


async def test_only_the_last_override_is_undone_whatever_their_requests_are_called(
    partners: Partners,
):
    await applied(partners.first)
    await partners.first.override(LEVEL_1)
    await after(partners.first, HOUR).override(THERMOSTAT)
    assert faults(await undo(after(partners.first, 2 * HOUR))) == []
    assert (await partners.first.state()).numbers("home-1") == [LEVEL_1]
    assert faults(await undo(after(partners.first, 2 * HOUR))) == NOTHING


@pytest.mark.parametrize("reason", ["override", "undo_override"])
async def test_reasons_in_the_words_of_callers_are_taken_for_nothing_else(
    partners: Partners, reason: str
):
    number = await standing(partners, S.AWAITING_PARTNER)
    await after(partners.first, HOUR).override(LEVEL_1)
    await partners.move(S.AWAITING_PARTNER)
    later = after(partners.first, 2 * HOUR)
    assert faults(await move(later, number, "IN_PROGRESS", reason=reason)) == []
    assert faults(await undo(later)) == []
    assert await units(partners.first) == [1]


async def test_without_an_override_there_is_nothing_to_undo(partners: Partners):
    await applied(partners.first)
    await partners.first.refresh()
    assert faults(await undo(partners.first)) == NOTHING


async def test_devices_that_came_since_go_and_all_else_stays(partners: Partners):
    await applied(partners.first)
    await partners.first.override(LEVEL_1, address=PORTLAND)
    later = after(partners.first, HOUR)
    await change(later, ADD, customer=HOME, input={"deviceNumber": THERMOSTAT})
    await update(later, 1, rebateType="instant", **of_customer(email="ada@example.org"))
    payload = await undo(later)

    assert await units(partners.first) == [1]
    state = await partners.first.state()
    assert state.customer("home-1").address.city == "Portland"
    assert state.applications[0].rebate_type == "instant"
    assert (state.customer("home-1").details or {})["email"] == "ada@example.org"
    assert all(each["field"] in {"device", "devices"} for each in payload["changes"])


async def test_an_application_that_came_with_the_override_stays_for_no_device(partners: Partners):
    await applied(partners.first, CHARGER)
    await partners.first.override(THERMOSTAT, createApplication=True)
    before = await partners.first.state()
    assert len(before.applications) == 3
    await undo(after(partners.first, HOUR))
    state = await partners.first.state()
    assert [each.id for each in state.applications] == [each.id for each in before.applications]
    assert state.applications[2].devices == ()


@pytest.mark.parametrize("status", sorted(FILED))
async def test_what_was_handed_in_since_is_evidence(partners: Partners, status: ApplicationStatus):
    await applied(partners.first)
    await partners.first.override(CHARGER)
    await partners.move(status)
    before = await rows(partners.database)
    payload = await undo(partners.first)
    assert faults(payload) == [("APPLICATIONS_ALREADY_FILED", "")]
    assert payload["userErrors"][0]["applications"] == [
        {"number": number, "status": status.name} for number in (1, 2)
    ]
    assert payload["customer"] is None
    assert await rows(partners.database) == before


async def test_a_dry_run_tells_the_way_back_and_does_not_take_it(partners: Partners):
    await standing(partners, S.COMPLETED)
    await partners.first.override(LEVEL_1)
    before = await rows(partners.database)
    later = after(partners.first, HOUR)
    tried = await undo(later, dryRun=True)
    assert await rows(partners.database) == before
    assert tried == await undo(later) | {"dryRun": True}


async def test_the_way_back_is_taken_once_for_a_key(partners: Partners):
    await applied(partners.first)
    await partners.first.override(LEVEL_1)
    keyed = partners.first.keyed("k")
    assert await undo(keyed) == await undo(keyed)
    assert faults(await undo(partners.first)) == NOTHING


async def test_whose_customer_it_is_not_finds_nothing(partners: Partners):
    await applied(partners.first)
    await partners.first.override(LEVEL_1)
    assert faults(await undo(partners.second)) == [("CUSTOMER_NOT_FOUND", "by")]
    assert await partners.reader.code(UNDO, by=HOME) == "FORBIDDEN"
    assert await partners.nobody.code(UNDO, by=HOME) == "UNAUTHENTICATED"
    assert await units(partners.first) == [2]
