"""Applications as they once stood, with their customer and devices."""

from datetime import timedelta
from typing import Any

import pytest

from tests.changes import (
    ADD,
    CHARGER,
    HOUR,
    INSTALLED,
    REMOVE,
    SIGNED,
    THERMOSTAT,
    UNDO,
    administrator,
    applied,
    change,
    device_id,
    filled,
    move,
    of_customer,
    update,
)
from tests.graphs import opaque
from tests.partner import PORTLAND, Caller, Partners

HOME = {"referenceId": "home-1"}
SHOWN = """
  number status version rebateType updatedAt missingFields { path }
  customer {
    email city addressLine1 buildingType devices { number }
    applications { nodes { number status } }
  }
  devices { number deviceSerial purchaseDate quantity device { number } customer { email } }
"""
AS_OF = f"""
query AsOf($n: Int!, $then: DateTime) {{
  application(by: {{number: $n}}, asOf: $then) {{ {SHOWN} }}
}}
"""
INSTANT = timedelta(microseconds=1)


async def seen(caller: Caller, hours: float | None = None) -> Any:
    """Return the first application as it stood that many hours after it was made, or stands."""
    then = None if hours is None else (caller.now + hours * HOUR).isoformat()
    return (await caller.ask(AS_OF, n=1, then=then))["application"]


def after(caller: Caller, hours: float) -> Caller:
    return caller.at(caller.now + hours * HOUR)


async def test_it_stands_as_it_stood_between_any_two_changes(partners: Partners):
    admin, first = administrator(partners), partners.first
    snapshots = {}
    await applied(first, CHARGER, THERMOSTAT)
    snapshots[0] = await seen(first)
    await update(after(first, 1), 1, rebateType="instant", **of_customer(email="a@example.org"))
    snapshots[1] = await seen(first)
    await filled(after(admin, 2), 1, **SIGNED)
    snapshots[2] = await seen(first)
    await move(after(admin, 3), 1, "COMPLETED")
    snapshots[3] = await seen(first)
    await change(after(first, 4), ADD, customer=HOME, input={"deviceNumber": 124})
    snapshots[4] = await seen(first)
    await update(after(first, 5), 1, customerDeviceIds=[device_id(3)], **of_customer(email=None))
    snapshots[5] = await seen(first)
    await change(after(first, 6), REMOVE, id=device_id(1))
    snapshots[6] = await seen(first)
    await after(first, 7).override(CHARGER, CHARGER, address=PORTLAND, buildingType="COMMERCIAL")
    snapshots[7] = await seen(first)
    await change(after(first, 8), UNDO, by=HOME)
    snapshots[8] = await seen(first)

    version = snapshots[8]["version"]
    stood = [each["status"] for each in snapshots.values()]
    assert stood == ["NOT_STARTED", *["IN_PROGRESS"] * 2, *["COMPLETED"] * 2, *["IN_PROGRESS"] * 4]
    for hour, snapshot in snapshots.items():
        expected = snapshot | {"version": version}
        assert await seen(first, hour) == expected, hour
        assert await seen(first, hour + 0.5) == expected, hour
        then = (first.now + (hour + 1) * HOUR - INSTANT).isoformat()
        assert (await first.ask(AS_OF, n=1, then=then))["application"] == expected, hour


async def test_devices_that_are_gone_are_shown_as_they_were(partners: Partners):
    await applied(partners.first)
    said = {"number": 1, "quantity": 2, **INSTALLED}
    await update(after(partners.first, 1), 1, customerDevices=[said])
    await change(after(partners.first, 2), REMOVE, id=device_id(1))

    assert (await seen(partners.first))["devices"] == []
    bare = {
        "number": 1, "deviceSerial": None, "purchaseDate": None, "quantity": 1,
        "device": {"number": CHARGER}, "customer": {"email": None},
    }  # fmt: skip
    assert (await seen(partners.first, 0))["devices"] == [bare]
    assert (await seen(partners.first, 1))["devices"] == [bare | INSTALLED | {"quantity": 2}]


TOLD = """
query Told($then: DateTime, $first: Int, $after: String, $latest: Boolean) {
  application(by: {number: 1}, asOf: $then) {
    history(first: $first, after: $after, latestFirst: $latest) {
      totalCount nodes { at field } pageInfo { hasNextPage endCursor }
    }
    customer {
      history(first: 100) { totalCount nodes { at field } }
      applications { nodes { history(first: 100) { nodes { at } } } }
    }
    devices { customer { history(first: 100) { nodes { at } } } }
  }
}
"""


@pytest.mark.parametrize(
    ("offset", "ends"),
    [(1 * HOUR - INSTANT, 0), (1 * HOUR, 1), (1 * HOUR + INSTANT, 1), (2 * HOUR, 2)],
    ids=["just before", "at the moment", "just after", "at the next"],
)
async def test_its_histories_end_where_it_is_seen_from(
    partners: Partners, offset: timedelta, ends: int
):
    first = partners.first
    await applied(first)
    await update(after(first, 1), 1, **of_customer(email="one@example.org"))
    await update(after(first, 2), 1, **of_customer(email="two@example.org"))
    then = (first.now + offset).isoformat()
    shown = (await first.ask(TOLD, then=then, first=100))["application"]
    customer = shown["customer"]
    last = (first.now + ends * HOUR).isoformat()

    for history in (shown["history"], customer["history"]):
        assert history["nodes"][-1]["at"] == last
        assert history["totalCount"] == len(history["nodes"])
    assert [each["field"] for each in shown["history"]["nodes"]].count("email") == ends
    others = [each["history"] for each in customer["applications"]["nodes"]]
    devices = [each["customer"]["history"] for each in shown["devices"]]
    assert {each["nodes"][-1]["at"] for each in (*others, *devices)} == {last}


async def test_a_history_that_ends_is_paged_like_any_other(partners: Partners):
    first = partners.first
    await applied(first)
    await update(after(first, 1), 1, **of_customer(email="one@example.org"))
    then = (first.now + HOUR / 2).isoformat()
    whole = (await first.ask(TOLD, then=then, first=100))["application"]["history"]
    seen: list[Any] = []
    cursor, more = None, True
    while more:
        asked = {"then": then, "first": 3, "after": cursor, "latest": True}
        page = (await first.ask(TOLD, **asked))["application"]["history"]
        seen += page["nodes"]
        cursor, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert seen == whole["nodes"][::-1]
    elsewhere = {"first": 3, "after": cursor, "latest": True}
    body = await first.answer(TOLD, then=None, **elsewhere)
    assert [error["path"] for error in body["errors"]] == [["application", "history"]]


async def test_beside_it_histories_go_on_to_this_day(partners: Partners):
    await applied(partners.first)
    await update(after(partners.first, 1), 1, **of_customer(email="one@example.org"))
    query = """query Q($then: DateTime!) {
        former: application(by: {number: 1}, asOf: $then) { history { totalCount } }
        now: application(by: {number: 1}) { history { totalCount } }
        customer(by: {number: 1}) { history(latestFirst: true) { nodes { field } } } }"""
    found = await partners.first.ask(query, then=partners.first.now.isoformat())
    former, now = (found[each]["history"]["totalCount"] for each in ("former", "now"))
    assert now == former + 2
    assert "email" in [each["field"] for each in found["customer"]["history"]["nodes"][:2]]


@pytest.mark.parametrize("then", ["9999-12-31T23:59:59-08:00", "0001-01-01T00:00:00+08:00"])
async def test_a_moment_that_the_calendar_does_not_have_is_refused(partners: Partners, then: str):
    await applied(partners.first)
    assert await partners.first.code(AS_OF, n=1, then=then) == "BAD_USER_INPUT"
    query = "query Q($t: DateTime!) { applications(filter: {updatedSince: $t}) { totalCount } }"
    assert await partners.first.code(query, t=then) == "BAD_USER_INPUT"


@pytest.mark.parametrize("then", ["9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+00:00"])
async def test_the_ends_of_the_calendar_are_moments(partners: Partners, then: str):
    await applied(partners.first)
    shown = (await partners.first.ask(TOLD, then=then, first=1))["application"]
    assert (shown is None) is then.startswith("0001")


async def test_before_it_was_made_there_was_none(partners: Partners):
    await partners.first.lookup(CHARGER)
    await after(partners.first, 1).refresh(createApplication=True)
    assert (await seen(partners.first, 1))["status"] == "NOT_STARTED"
    for moment in (1 * HOUR - INSTANT, 0 * HOUR, -HOUR, -20_000 * HOUR):
        then = (partners.first.now + moment).isoformat()
        assert (await partners.first.ask(AS_OF, n=1, then=then))["application"] is None


async def test_the_customers_other_applications_stand_as_they_stood(partners: Partners):
    await applied(partners.first)
    await after(partners.first, 1).override(CHARGER, THERMOSTAT, createApplication=True)
    await move(after(partners.first, 2), 2, "IN_PROGRESS")
    nodes = [
        [
            each["number"]
            for each in (await seen(partners.first, hour))["customer"]["applications"]["nodes"]
        ]
        for hour in (0, 1)
    ]
    assert nodes == [[1, 2], [1, 2, 3]]
    before, now = await seen(partners.first, 1), await seen(partners.first, 2)
    told = [each["customer"]["applications"]["nodes"][1]["status"] for each in (before, now)]
    assert told == ["NOT_STARTED", "IN_PROGRESS"]


async def test_what_is_to_come_is_as_it_stands(partners: Partners):
    await applied(partners.first)
    await update(after(partners.first, 1), 1, rebateType="instant")
    assert await seen(partners.first, 9_999) == await seen(partners.first)
    assert (await seen(partners.first, 1))["rebateType"] == "instant"


async def test_everything_else_in_the_question_shows_today(partners: Partners):
    await applied(partners.first)
    await update(after(partners.first, 1), 1, **of_customer(email="new@example.org"))
    query = """query Q($then: DateTime!) {
        one: customer(by: {number: 1}) { email }
        former: application(by: {number: 1}, asOf: $then) { customer { email } status }
        now: application(by: {number: 1}) { customer { email } status }
        two: customer(by: {number: 1}) { email }
        listed: applications { nodes { number status customer { email } } } }"""
    found = await partners.first.ask(query, then=partners.first.now.isoformat())
    assert found["former"] == {"customer": {"email": None}, "status": "NOT_STARTED"}
    today = {"customer": {"email": "new@example.org"}, "status": "IN_PROGRESS"}
    assert found["now"] == today
    assert found["one"] == found["two"] == today["customer"]
    assert found["listed"]["nodes"][0] == today | {"number": 1}


async def test_two_moments_of_one_question_do_not_mix(partners: Partners):
    await applied(partners.first)
    await update(after(partners.first, 1), 1, **of_customer(email="one@example.org"))
    await update(after(partners.first, 2), 1, **of_customer(email="two@example.org"))
    query = """query Q($zero: DateTime!, $one: DateTime!) {
        zero: application(by: {number: 1}, asOf: $zero) { customer { email } }
        one: application(by: {number: 1}, asOf: $one) { customer { email } } }"""
    moments = {"zero": partners.first.now, "one": partners.first.now + HOUR}
    found = await partners.first.ask(
        query, **{name: moment.isoformat() for name, moment in moments.items()}
    )
    emails = [found[each]["customer"]["email"] for each in ("zero", "one")]
    assert emails == [None, "one@example.org"]


@pytest.mark.parametrize("then", ["2026-11-21", "2026-11-21T12:00:00", "yesterday", 7])
async def test_a_moment_has_an_offset(partners: Partners, then: Any):
    await applied(partners.first)
    assert await partners.first.code(AS_OF, n=1, then=then) == "BAD_USER_INPUT"


async def test_a_moment_is_the_same_in_every_zone(partners: Partners):
    await applied(partners.first)
    await update(after(partners.first, 1), 1, rebateType="instant")
    for then, known in [("2026-11-21T05:00:00-08:00", True), ("2026-11-21T04:59:59-08:00", False)]:
        found = (await partners.first.ask(AS_OF, n=1, then=then))["application"]
        assert found["rebateType"] == ("instant" if known else None)


async def test_the_past_is_the_organizations_own(partners: Partners):
    await applied(partners.first)
    asked = {"n": 1, "then": partners.first.now.isoformat()}
    assert (await partners.second.ask(AS_OF, **asked))["application"] is None
    assert (await partners.reader.ask(AS_OF, **asked))["application"]["number"] == 1
    assert await partners.nobody.code(AS_OF, **asked) == "UNAUTHENTICATED"
    by_id = "query Q($id: ID!, $then: DateTime!) { application(by: {id: $id}, asOf: $then) { id } }"
    found = await partners.first.ask(by_id, id=opaque("Application:1"), then=asked["then"])
    assert found["application"]["id"] == opaque("Application:1")
