"""What applications do by themselves when a customer's data change, and how it is told."""

from typing import Any

import pytest

from datasources.facts.application import ApplicationStatus
from tests.changes import (
    CHARGER,
    INSTALLED,
    PERSON,
    REMOVE,
    SIGNED,
    UPDATE,
    administrator,
    applied,
    change,
    claim,
    device_id,
    faults,
    filled,
    history,
    move,
    of_customer,
    of_device,
    rows,
    standing,
    told,
    update,
    with_terms,
)
from tests.partner import Caller, Partners

S = ApplicationStatus
CLAIMED = ("customerDevice.deviceSerial", "customerDevice.purchaseDate")


async def waiting(partners: Partners) -> Caller:
    """Let both applications wait for what the organization claimed; return its caller."""
    admin = administrator(partners)
    first, second = await applied(partners.first)
    await claim(partners.first, *CLAIMED)
    await update(admin, first.id, customer=PERSON, **SIGNED)
    await update(admin, second.id, **SIGNED)
    for each in (first, second):
        assert faults(await move(admin, each.id, "AWAITING_PARTNER")) == []
    return partners.first


async def statuses(caller: Caller) -> list[ApplicationStatus]:
    """Return where the applications stand."""
    return [each.status for each in (await caller.state()).applications]


async def test_the_last_claimed_field_completes_what_waits_for_it(partners: Partners):
    caller = await waiting(partners)
    almost = await update(caller, 1, **of_device(deviceSerial="S-1"))
    assert almost["application"]["status"] == "AWAITING_PARTNER"
    payload = await update(caller, 1, **of_device(purchaseDate="2026-11-01"))

    assert payload["application"]["status"] == "COMPLETED"
    assert payload["application"]["allowedTransitions"] == ["IN_PROGRESS", "SUBMITTED"]
    assert told(payload) == {
        ("CustomerDevice", "purchaseDate"): (None, "2026-11-01"),
        ("Application", "status"): ("AWAITING_PARTNER", "COMPLETED"),
    }
    assert await statuses(caller) == [S.COMPLETED, S.COMPLETED]


async def test_history_says_that_it_was_the_system(partners: Partners):
    caller = await waiting(partners)
    await update(caller, 1, **of_device(**INSTALLED))
    for number in (1, 2):
        event = (await history(caller, number))[-1]
        assert (event["actor"], event["keyPrefix"]) == ("SYSTEM", None)
        assert (event["from"], event["to"]) == ("AWAITING_PARTNER", "COMPLETED")
        assert event["requestId"] == "request-1"


async def test_a_dry_run_says_so_too(partners: Partners):
    caller = await waiting(partners)
    before = await rows(partners.database)
    said = {"by": {"number": 1}, "input": of_device(**INSTALLED)}
    tried = await change(caller, UPDATE, **said, dryRun=True)
    assert tried["application"]["status"] == "COMPLETED"
    assert await rows(partners.database) == before


async def test_it_waits_on_while_documents_are_said_to_be_incomplete(partners: Partners):
    caller = await waiting(partners)
    payload = await update(caller, 1, permitComplete=False, **of_device(**INSTALLED))
    assert payload["application"]["status"] == "AWAITING_PARTNER"
    assert await statuses(caller) == [S.AWAITING_PARTNER, S.COMPLETED]
    payload = await update(caller, 1, permitComplete=True)
    assert payload["application"]["status"] == "COMPLETED"


async def test_what_was_sent_back_with_nothing_missing_waits_for_whoever_was_asked(
    partners: Partners,
):
    admin, number = administrator(partners), await standing(partners, S.SUBMITTED)
    await move(admin, number, "AWAITING_PARTNER", reason="The photo is too dark")
    for said in ({}, {"externalReference": "7"}, of_customer(phone="541-555-0199")):
        payload = await update(partners.first, number, **said)
        assert payload["application"]["status"] == "AWAITING_PARTNER"
    assert faults(await move(partners.first, number, "COMPLETED")) == []


@pytest.mark.parametrize(
    "said",
    [of_customer(email=None), of_device(deviceSerial=None), {"customerDeviceIds": []}],
    ids=["the customer's", "a device's", "devices"],
)
async def test_what_was_complete_is_open_again_without_what_it_needs(
    partners: Partners, said: dict[str, Any]
):
    number = await standing(partners, S.COMPLETED)
    payload = await update(partners.first, number, **said)
    assert payload["application"]["status"] == "IN_PROGRESS"
    event = (await history(partners.first, number))[-1]
    assert (event["actor"], event["from"], event["to"]) == ("SYSTEM", "COMPLETED", "IN_PROGRESS")


async def test_the_customers_other_applications_are_open_again_too(partners: Partners):
    number = await standing(partners, S.COMPLETED)
    await update(partners.first, number, **of_device(deviceSerial=None))
    assert await statuses(partners.first) == [S.IN_PROGRESS, S.IN_PROGRESS]
    await filled(partners.first)
    await partners.move(S.COMPLETED)
    await update(partners.first, number, customerDeviceIds=[])
    assert await statuses(partners.first) == [S.IN_PROGRESS, S.COMPLETED]


async def test_other_values_leave_it_complete(partners: Partners):
    number = await standing(partners, S.COMPLETED)
    said = {"rebateType": "instant", **of_device(quantity=2), **of_customer(city="Redmond")}
    payload = await update(partners.first, number, **said)
    assert payload["application"]["status"] == "COMPLETED"


async def test_what_a_program_came_to_ask_since_opens_nothing(partners: Partners):
    number = await standing(partners, S.COMPLETED)
    await with_terms(partners, required_fields=("customer.fax",))
    payload = await update(partners.first, number, **of_device(quantity=2))
    assert payload["application"]["status"] == "COMPLETED"
    assert [each["path"] for each in payload["application"]["missingFields"]] == ["customer.fax"]
    assert await statuses(partners.first) == [S.COMPLETED, S.COMPLETED]


async def test_without_one_of_its_devices_it_is_open_again(partners: Partners):
    await applied(partners.first, CHARGER, CHARGER)
    await filled(administrator(partners), **SIGNED)
    await partners.move(S.COMPLETED)
    payload = await change(partners.first, REMOVE, id=device_id(1))
    assert faults(payload) == []
    assert await statuses(partners.first) == [S.IN_PROGRESS, S.IN_PROGRESS]
    actors = {each["field"]: each["actor"] for each in await history(partners.first, 1)}
    assert (actors["status"], actors["devices"]) == ("SYSTEM", "PARTNER")


@pytest.mark.parametrize("status", [S.NOT_STARTED, S.IN_PROGRESS, S.AWAITING_CUSTOMER])
async def test_nothing_else_moves_by_itself(partners: Partners, status: ApplicationStatus):
    await applied(partners.first)
    await partners.move(status)
    await filled(partners.first, 2)
    (first, _) = await statuses(partners.first)
    assert first is status


async def test_the_first_value_starts_the_application_that_it_names(partners: Partners):
    first, second = await applied(partners.first)
    payload = await update(partners.first, second.id, **of_customer(email="ada@example.org"))
    assert told(payload)["Application", "status"] == ("NOT_STARTED", "IN_PROGRESS")
    assert await statuses(partners.first) == [S.NOT_STARTED, S.IN_PROGRESS]
    event = (await history(partners.first, second.id))[-1]
    assert (event["actor"], event["field"]) == ("PARTNER", "status")
    assert [each["field"] for each in await history(partners.first, first.id)][-1] == "email"
