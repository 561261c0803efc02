"""Steps of applications over the graph: who may take which, and what each brings with it."""

from datetime import timedelta
from typing import Any

import pytest

from datasources.facts.application import ApplicationStatus
from tests.changes import (
    PERSON,
    SIGNED,
    TRANSITION,
    administrator,
    applied,
    change,
    claim,
    faults,
    history,
    move,
    rows,
    standing,
    told,
    update,
    with_terms,
)
from tests.partner import Caller, Partners

S = ApplicationStatus
REFUSED = [("INVALID_STATUS_TRANSITION", "to")]
DAY = timedelta(days=1)

# With everything supplied and signed, and with nothing.
ALLOWED: dict[tuple[ApplicationStatus, bool], dict[str, list[ApplicationStatus]]] = {
    (S.NOT_STARTED, True): {"partner": [S.IN_PROGRESS], "admin": [S.IN_PROGRESS]},
    (S.NOT_STARTED, False): {"partner": [S.IN_PROGRESS], "admin": [S.IN_PROGRESS]},
    (S.IN_PROGRESS, True): {"partner": [], "admin": [S.COMPLETED]},
    (S.IN_PROGRESS, False): {"partner": [S.AWAITING_CUSTOMER], "admin": [S.AWAITING_CUSTOMER]},
    (S.AWAITING_CUSTOMER, True): {"partner": [S.IN_PROGRESS], "admin": [S.IN_PROGRESS]},
    (S.AWAITING_CUSTOMER, False): {"partner": [S.IN_PROGRESS], "admin": [S.IN_PROGRESS]},
    (S.AWAITING_PARTNER, True): {
        "partner": [S.IN_PROGRESS, S.COMPLETED], "admin": [S.IN_PROGRESS, S.COMPLETED],
    },
    (S.AWAITING_PARTNER, False): {"partner": [S.IN_PROGRESS], "admin": [S.IN_PROGRESS]},
    (S.COMPLETED, True): {
        "partner": [S.IN_PROGRESS, S.SUBMITTED], "admin": [S.IN_PROGRESS, S.SUBMITTED],
    },
    (S.COMPLETED, False): {"partner": [S.IN_PROGRESS], "admin": [S.IN_PROGRESS]},
    (S.SUBMITTED, True): {
        "partner": [],
        "admin": [S.AWAITING_CUSTOMER, S.AWAITING_PARTNER, S.APPROVED, S.REJECTED],
    },
    (S.APPROVED, True): {"partner": [], "admin": []},
    (S.REJECTED, True): {"partner": [S.IN_PROGRESS], "admin": [S.IN_PROGRESS]},
}  # fmt: skip


def whose(partners: Partners, actor: str) -> Caller:
    return administrator(partners) if actor == "admin" else partners.first


@pytest.mark.parametrize("actor", ["partner", "admin"])
@pytest.mark.parametrize(
    ("status", "whole"), ALLOWED, ids=lambda value: value if isinstance(value, str) else None
)
async def test_what_is_allowed_is_listed_and_all_else_refused(
    partners: Partners, status: ApplicationStatus, whole: bool, actor: str
):
    number = await standing(partners, status, whole=whole)
    caller, expected = whose(partners, actor), ALLOWED[status, whole][actor]
    query = "query Q($n: Int!) { application(by: {number: $n}) { allowedTransitions } }"
    found = (await caller.ask(query, n=number))["application"]["allowedTransitions"]
    assert found == [each.name for each in expected]

    before = await rows(partners.database)
    for to in [each for each in S if each is not status]:
        tried = await move(caller, number, to.name, reason="because", dryRun=True)
        if to in expected:
            assert faults(tried) == []
            assert told(tried)["Application", "status"] == (status.name, to.name)
            assert tried["application"]["status"] == to.name
        else:
            assert faults(tried) == REFUSED
            (error,) = tried["userErrors"]
            assert (error["from"], error["to"]) == (status.name, to.name)
            assert error["allowed"] == found
    assert await rows(partners.database) == before


@pytest.mark.parametrize("actor", ["partner", "admin"])
@pytest.mark.parametrize("status", S)
async def test_staying_is_a_success_without_a_trace(
    partners: Partners, status: ApplicationStatus, actor: str
):
    number = await standing(partners, status)
    before = await rows(partners.database)
    payload = await move(whose(partners, actor), number, status.name, reason="because")
    assert (faults(payload), payload["changes"]) == ([], [])
    assert payload["application"]["status"] == status.name
    assert await rows(partners.database) == before


@pytest.mark.parametrize(
    ("status", "to", "actor", "more"),
    [
        (S.AWAITING_PARTNER, S.IN_PROGRESS, "partner", {}),
        (S.SUBMITTED, S.REJECTED, "admin", {}),
        (S.SUBMITTED, S.AWAITING_CUSTOMER, "admin", {}),
        (S.SUBMITTED, S.AWAITING_PARTNER, "admin", {}),
        (S.APPROVED, S.IN_PROGRESS, "admin", {"correction": True}),
        (S.APPROVED, S.SUBMITTED, "admin", {"correction": True}),
        (S.APPROVED, S.REJECTED, "admin", {"correction": True}),
    ],
)
async def test_a_step_that_needs_a_reason_is_refused_without_one(
    partners: Partners, status: ApplicationStatus, to: ApplicationStatus, actor: str, more: Any
):
    number = await standing(partners, status)
    caller = whose(partners, actor)
    for reason in (None, "", " \t"):
        payload = await move(caller, number, to.name, reason=reason, **more)
        assert faults(payload) == REFUSED
        assert payload["userErrors"][0]["message"] == "A reason is needed."
    assert faults(await move(caller, number, to.name, reason="a" * 2_001, **more)) == [
        ("BAD_USER_INPUT", "reason")
    ]
    assert faults(await move(caller, number, to.name, reason="a" * 2_000, **more)) == []
    events = await history(caller, number)
    (event,) = (each for each in events if each["to"] == to.name and each["reason"] == "a" * 2_000)
    assert (event["from"], event["actor"]) == (
        status.name,
        {"partner": "PARTNER", "admin": "ADMINISTRATOR"}[actor],
    )


async def test_a_refusal_lists_what_is_missing(partners: Partners):
    number = await standing(partners, S.IN_PROGRESS, whole=False)
    await update(partners.first, number, customer=PERSON)
    payload = await move(administrator(partners), number, "COMPLETED")
    assert faults(payload) == REFUSED
    (error,) = payload["userErrors"]
    assert error["missing"] == [
        {"path": "customerDevice.deviceSerial", "customerDevice": {"number": 1}},
        {"path": "customerDevice.purchaseDate", "customerDevice": {"number": 1}},
    ]
    assert error["allowed"] == ["AWAITING_CUSTOMER"]


async def test_what_waits_for_the_organization_is_signed_and_lacks_what_it_claimed(
    partners: Partners,
):
    admin, number = administrator(partners), await standing(partners, S.IN_PROGRESS, whole=False)
    await claim(partners.first, "customerDevice.deviceSerial", "customerDevice.purchaseDate")
    await update(admin, number, customer=PERSON)
    unsigned = await move(admin, number, "AWAITING_PARTNER")
    assert faults(unsigned) == REFUSED
    assert unsigned["userErrors"][0]["message"].endswith("agreed to the terms and signed.")

    await update(admin, number, **SIGNED)
    assert faults(await move(partners.first, number, "AWAITING_PARTNER")) == REFUSED
    assert faults(await move(admin, number, "AWAITING_PARTNER")) == []


@pytest.mark.parametrize(
    ("on", "day"), [(None, "2026-11-21"), ("2026-11-21",) * 2, ("2026-10-01",) * 2]
)
async def test_handing_in_notes_the_day(partners: Partners, on: str | None, day: str):
    number = await standing(partners, S.COMPLETED)
    payload = await move(partners.first, number, "SUBMITTED", on=on)
    assert payload["application"]["submissionDate"] == day
    assert told(payload) == {
        ("Application", "status"): ("COMPLETED", "SUBMITTED"),
        ("Application", "submissionDate"): (None, day),
    }


@pytest.mark.parametrize(
    ("told", "path"),
    [
        ({"to": "SUBMITTED", "on": "2026-11-22"}, "on"),
        ({"to": "SUBMITTED", "on": "1899-12-31"}, "on"),
        ({"to": "SUBMITTED", "approvedAmount": "1.00"}, "approvedAmount"),
        ({"to": "IN_PROGRESS", "on": "2026-11-21"}, "on"),
        ({"to": "SUBMITTED", "approvedAmount": "0.001"}, "approvedAmount"),
    ],
)
async def test_days_and_amounts_belong_to_their_steps(
    partners: Partners, told: dict[str, Any], path: str
):
    number = await standing(partners, S.COMPLETED)
    before = await rows(partners.database)
    payload = await change(partners.first, TRANSITION, by={"number": number}, **told)
    assert faults(payload) == [("BAD_USER_INPUT", path)]
    assert await rows(partners.database) == before


@pytest.mark.parametrize(
    ("given", "amount"), [({}, "750.00"), ({"approvedAmount": "500.5"}, "500.50")]
)
async def test_approval_notes_day_and_amount(
    partners: Partners, given: dict[str, Any], amount: str
):
    admin, number = administrator(partners), await standing(partners, S.COMPLETED)
    await update(admin, number, totalRequestedAmount="750.00")
    await move(partners.first, number, "SUBMITTED", on="2026-11-02")
    assert faults(await move(admin, number, "APPROVED", on="2026-11-01")) == [
        ("BAD_USER_INPUT", "on")
    ]
    payload = await move(admin, number, "APPROVED", on="2026-11-02", **given)
    application = payload["application"]
    assert (application["approvalDate"], application["approvedAmount"]) == ("2026-11-02", amount)


async def test_a_rejection_notes_day_and_reason_and_is_appealed_in_time(partners: Partners):
    admin, number = administrator(partners), await standing(partners, S.SUBMITTED)
    await with_terms(partners, appeal_days=30)
    payload = await move(admin, number, "REJECTED", reason="No receipt")
    application = payload["application"]
    assert (application["rejectionDate"], application["rejectionReason"]) == (
        "2026-11-21",
        "No receipt",
    )
    late = partners.first.at(partners.first.now + 31 * DAY)
    assert faults(await move(late, number, "IN_PROGRESS")) == REFUSED
    last = partners.first.at(partners.first.now + 30 * DAY)
    appealed = await move(last, number, "IN_PROGRESS", reason="Here it is")
    assert told(appealed) == {
        ("Application", "status"): ("REJECTED", "IN_PROGRESS"),
        ("Application", "rejectionDate"): ("2026-11-21", None),
        ("Application", "rejectionReason"): ("No receipt", None),
    }


async def test_an_approval_is_taken_back_by_a_correction_only(partners: Partners):
    admin, number = administrator(partners), await standing(partners, S.SUBMITTED)
    await move(admin, number, "APPROVED", approvedAmount="750.00")
    slip = {"reason": "a slip"}
    assert faults(await move(admin, number, "SUBMITTED", **slip)) == REFUSED
    assert faults(await move(partners.first, number, "SUBMITTED", correction=True, **slip)) == (
        REFUSED
    )
    payload = await move(admin, number, "SUBMITTED", correction=True, **slip)
    application = payload["application"]
    assert (application["status"], application["approvedAmount"]) == ("SUBMITTED", None)
    assert application["approvalDate"] is None


async def test_organizations_hand_in_where_the_program_lets_them(partners: Partners):
    number = await standing(partners, S.COMPLETED)
    await with_terms(partners, partner_submits=False)
    assert faults(await move(partners.first, number, "SUBMITTED")) == REFUSED
    assert faults(await move(administrator(partners), number, "SUBMITTED")) == []


async def test_a_step_is_taken_from_the_version_that_was_seen(partners: Partners):
    (first, *_) = await applied(partners.first)
    assert faults(await move(partners.first, first.id, "IN_PROGRESS", version=1)) == []
    stale = await move(partners.first, first.id, "AWAITING_CUSTOMER", version=1)
    assert faults(stale) == [("CONFLICT", "version")]
    assert stale["userErrors"][0]["currentVersion"] == 2


async def test_who_may_not_write_takes_no_step(partners: Partners):
    (first, *_) = await applied(partners.first)
    asked = {"by": {"number": first.id}, "to": "IN_PROGRESS"}
    assert await partners.reader.code(TRANSITION, **asked) == "FORBIDDEN"
    assert await partners.nobody.code(TRANSITION, **asked) == "UNAUTHENTICATED"
    strange = await change(partners.second, TRANSITION, **asked)
    assert faults(strange) == [("APPLICATION_NOT_FOUND", "by")]
