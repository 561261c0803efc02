"""Updates of applications over the graph: what changes, and what is told of it."""

import asyncio
from typing import Any

import pytest

from datasources.facts.application import FILED, ApplicationStatus
from datasources.facts.field import Entity
from datasources.facts.fields import FieldName, camel_case
from tests.changes import (
    CHARGER,
    HOUR,
    INSTALLED,
    PERSON,
    SIGNED,
    THERMOSTAT,
    UPDATE,
    administrator,
    applied,
    change,
    device_id,
    faults,
    fitting,
    history,
    rows,
    standing,
    told,
    units,
    update,
)
from tests.forms import WRITTEN
from tests.partner import Partners

S = ApplicationStatus
NAMES = {
    Entity.CUSTOMER: "Customer",
    Entity.CUSTOMER_DEVICE: "CustomerDevice",
    Entity.APPLICATION: "Application",
}


def an_input(values: dict[FieldName, Any], device: int) -> dict[str, Any]:
    """Return the input of an update that says all of it."""
    parts: dict[Entity, dict[str, Any]] = {entity: {} for entity in Entity}
    for named, value in values.items():
        parts[named.entity][camel_case(named.name)] = value
    return {
        **parts[Entity.APPLICATION],
        "customer": parts[Entity.CUSTOMER],
        "customerDevices": [{"number": device, **parts[Entity.CUSTOMER_DEVICE]}],
    }


async def test_an_update_changes_application_customer_and_devices_at_once(partners: Partners):
    (first, *_) = await applied(partners.first)
    (device,) = await units(partners.first)
    payload = await update(
        partners.first,
        first.id,
        rebateType="instant",
        totalRequestedAmount="750.00",
        customer={"email": "ada@example.org"},
        customerDevices=[{"number": device, "purchaseDate": "2026-11-01"}],
    )
    assert faults(payload) == []
    application = payload["application"]
    assert (application["status"], application["version"]) == ("IN_PROGRESS", 2)
    assert (application["rebateType"], application["totalRequestedAmount"]) == ("instant", "750.00")
    assert application["customer"]["email"] == "ada@example.org"
    assert application["devices"][0]["purchaseDate"] == "2026-11-01"
    assert told(payload) == {
        ("Customer", "email"): (None, "ada@example.org"),
        ("CustomerDevice", "purchaseDate"): (None, "2026-11-01"),
        ("Application", "rebateType"): (None, "instant"),
        ("Application", "totalRequestedAmount"): (None, "750.00"),
        ("Application", "status"): ("NOT_STARTED", "IN_PROGRESS"),
    }


async def test_every_field_is_set_kept_and_cleared(partners: Partners):
    admin, (first, *_) = administrator(partners), await applied(partners.first)
    (device,) = await units(partners.first)
    values = {named: fitting(named) for named in WRITTEN if named.name != "state"}
    paths = {(NAMES[each.entity], camel_case(each.name)) for each in values}

    payload = await update(admin, first.id, **an_input(values, device))
    assert faults(payload) == []
    after = {path: new for path, (_, new) in told(payload).items()}
    assert after.keys() - paths == {("Application", "status"), ("Customer", "utilityStale")}
    for named, value in values.items():
        assert after[NAMES[named.entity], camel_case(named.name)] == value, named.path

    kept = await update(admin, first.id, rebateType="other", customer={}, customerDevices=[])
    assert told(kept) == {("Application", "rebateType"): ("Ann", "other")}

    nothing = {named: None for named in values if not named.field.required}
    cleared = told(await update(admin, first.id, **an_input(nothing, device)))
    gone = {(NAMES[each.entity], camel_case(each.name)) for each in nothing}
    assert {path for path in cleared if path in gone} == gone
    assert {new for path, (_, new) in cleared.items() if path in gone} == {None, 1}
    assert cleared["CustomerDevice", "quantity"] == (2, 1)


async def test_the_same_update_again_changes_nothing(partners: Partners):
    (first, *_) = await applied(partners.first)
    (device,) = await units(partners.first)
    said = {
        "totalRequestedAmount": "750.5", "customerDeviceIds": [device_id(device)],
        "customer": PERSON | {"propertyDetails": {"roof": [1, None]}},
        "customerDevices": [{"id": device_id(device), "deviceNumber": CHARGER, **INSTALLED}],
    }  # fmt: skip
    once = await update(partners.first, first.id, **said)
    before = await rows(partners.database)
    again = await update(partners.first.at(partners.first.now + HOUR), first.id, **said)

    assert once["changes"] != []
    assert (faults(again), again["changes"]) == ([], [])
    assert again["application"] == once["application"]
    assert await rows(partners.database) == before


async def test_an_update_of_nothing_starts_nothing(partners: Partners):
    (first, *_) = await applied(partners.first)
    payload = await update(partners.first, first.id)
    assert (payload["application"]["status"], payload["changes"]) == ("NOT_STARTED", [])


async def test_a_dry_run_tells_what_would_be_and_writes_nothing(partners: Partners):
    (first, *_) = await applied(partners.first)
    (device,) = await units(partners.first)
    before = await rows(partners.database)
    said = {
        "by": {"number": first.id},
        "input": {
            "customer": {"email": "ada@example.org", "city": "Redmond"},
            "customerDevices": [{"number": device, "deviceNumber": 124}],
            "rebateType": "instant",
        },
    }
    tried = await change(partners.first, UPDATE, **said, dryRun=True)
    assert await rows(partners.database) == before
    assert tried["application"]["customer"]["utilityStale"] is True
    assert tried["application"]["devices"][0]["device"] == {"number": 124}

    made = await change(partners.first, UPDATE, **said)
    assert tried == made | {"dryRun": True}
    assert await rows(partners.database) != before


async def test_a_version_that_was_seen_is_accepted_and_a_former_one_refused(partners: Partners):
    (first, *_) = await applied(partners.first)
    one = {"by": {"number": first.id}, "input": {"rebateType": "one"}, "version": 1}
    assert (await change(partners.first, UPDATE, **one))["application"]["version"] == 2
    before = await rows(partners.database)
    for dry in (False, True):
        stale = await change(
            partners.first, UPDATE, **one | {"input": {"rebateType": "two"}}, dryRun=dry
        )
        assert faults(stale) == [("CONFLICT", "version")]
        assert (stale["userErrors"][0]["currentVersion"], stale["application"]) == (2, None)
    assert await rows(partners.database) == before


async def test_a_change_of_customer_or_device_is_one_of_the_application_that_was_named(
    partners: Partners,
):
    first, second = await applied(partners.first)
    payload = await update(partners.first, first.id, customer={"email": "ada@example.org"})
    assert payload["application"]["version"] == 2
    state = await partners.first.state()
    assert [each.version for each in state.applications] == [2, second.version]


async def test_of_two_updates_of_one_version_one_wins(partners: Partners):
    (first, *_) = await applied(partners.first)
    for version in range(1, 21):
        said = [
            {
                "by": {"number": first.id}, "version": version,
                "input": {"rebateType": f"{name} {version}"},
            }
            for name in ("one", "two")
        ]  # fmt: skip
        both = await asyncio.gather(*(change(partners.first, UPDATE, **each) for each in said))
        assert sorted(map(faults, both)) == [[], [("CONFLICT", "version")]]
        (won,) = (each for each in both if not faults(each))
        (now, *_) = (await partners.first.state()).applications
        assert (now.version, now.rebate_type) == (version + 1, won["application"]["rebateType"])
    told_of = [each for each in await history(partners.first, first.id) if each["reason"] is None]
    assert [each["field"] for each in told_of].count("rebateType") == 20


@pytest.mark.parametrize(
    ("line", "stale"), [("456 main street", False), ("457 Main St", True)], ids=["same", "other"]
)
async def test_another_address_leaves_the_utility_in_doubt(
    partners: Partners, line: str, stale: bool
):
    (first, *_) = await applied(partners.first)
    payload = await update(partners.first, first.id, customer={"addressLine1": line})
    customer = payload["application"]["customer"]
    assert (customer["addressLine1"], customer["utilityStale"]) == (line, stale)
    assert (("Customer", "utilityStale") in told(payload)) is stale


async def test_the_devices_of_an_application_are_replaced(partners: Partners):
    first, second, *_ = await applied(partners.first, CHARGER, THERMOSTAT, CHARGER)
    one, two, three = await units(partners.first)
    payload = await update(
        partners.first, first.id, customerDeviceIds=[device_id(two), device_id(one), device_id(two)]
    )
    assert [each["number"] for each in payload["application"]["devices"]] == [one, two]
    assert told(payload)["Application", "devices"] == ([one, three], [one, two])
    for nothing in ([], None):
        cleared = await update(partners.first, first.id, customerDeviceIds=nothing)
        assert cleared["application"]["devices"] == []
    state = await partners.first.state()
    assert [each.devices for each in state.applications][:2] == [(), second.devices]
    assert await units(partners.first) == [one, two, three]


async def test_a_device_becomes_another_of_the_catalog(partners: Partners):
    (first, *_) = await applied(partners.first)
    (device,) = await units(partners.first)
    said = {"customerDevices": [{"number": device, "deviceNumber": 124}]}
    payload = await update(partners.first, first.id, **said)
    assert told(payload)["CustomerDevice", "device"] == (123, 124)
    assert payload["application"]["devices"][0]["device"] == {"number": 124}


@pytest.mark.parametrize("status", sorted(FILED))
async def test_the_days_of_what_was_handed_in_are_still_written(
    partners: Partners, status: ApplicationStatus
):
    number = await standing(partners, status)
    days = {"submissionDate": "2026-11-02", "approvalDate": "2026-11-02"}
    payload = await update(partners.first, number, **days)
    assert faults(payload) == []
    assert payload["application"]["status"] == status.name
    event = (await history(partners.first, number))[-1]
    assert (event["actor"], event["field"], event["after"]) == (
        "PARTNER",
        "approvalDate",
        "2026-11-02",
    )


async def test_administrators_write_what_partners_do_not(partners: Partners):
    number = await standing(partners, S.IN_PROGRESS, whole=False)
    payload = await update(administrator(partners), number, projectName="A roof", **SIGNED)
    assert faults(payload) == []
    assert told(payload)["Application", "agreeTerms"] == (None, True)
    assert (await history(partners.first, number))[-1]["actor"] == "ADMINISTRATOR"


async def test_an_update_is_made_once_for_a_key(partners: Partners):
    (first, *_) = await applied(partners.first)
    keyed = partners.first.keyed("k")
    once = await update(keyed, first.id, rebateType="instant")
    assert await update(keyed, first.id, rebateType="instant") == once
    other = {"by": {"number": first.id}, "input": {"rebateType": None}}
    assert await keyed.code(UPDATE, **other) == "IDEMPOTENCY_CONFLICT"
    (now, *_) = (await partners.first.state()).applications
    assert (now.version, now.rebate_type) == (2, "instant")
