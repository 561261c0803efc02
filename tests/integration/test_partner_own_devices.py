"""Devices that organizations add to customers and take away."""

from dataclasses import replace
from typing import Any

import pytest

from datasources.facts.application import FILED, ApplicationStatus
from datasources.facts.field import Entity
from datasources.facts.fields import camel_case
from tests.changes import (
    ADD,
    CHARGER,
    DEVICE,
    HOUR,
    INSTALLED,
    REMOVE,
    THERMOSTAT,
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
from tests.graphs import opaque
from tests.partner import Partners
from tests.storage.builders import a_unit

S = ApplicationStatus
HOME: dict[str, Any] = {"referenceId": "home-1"}
OF_DEVICES = [each for each in WRITTEN if each.entity is Entity.CUSTOMER_DEVICE]
KEYED = ADD.replace("dryRun: $dryRun)", "dryRun: $dryRun) @idempotent(key: $key)").replace(
    "mutation Add(", "mutation Add($key: String!, "
)


def a_device(number: int = THERMOSTAT, **values: Any) -> dict[str, Any]:
    return {"customer": HOME, "input": {"deviceNumber": number, **values}}


# ---------------------------------------------------------------- added


async def test_a_customer_gets_one_more_device_and_applications_stay(partners: Partners):
    applications = await applied(partners.first)
    payload = await change(partners.first, ADD, **a_device(deviceSerial="S-2"))
    assert faults(payload) == []
    assert payload["customerDevice"] == {
        "number": 2, "quantity": 1, "deviceSerial": "S-2", "purchasePrice": None,
        "device": {"number": THERMOSTAT},
    }  # fmt: skip
    assert payload["customer"] == {"number": 1, "devices": [{"number": 1}, {"number": 2}]}
    assert told(payload) == {
        ("CustomerDevice", "device"): (None, THERMOSTAT),
        ("CustomerDevice", "deviceSerial"): (None, "S-2"),
    }
    assert {each["id"] for each in payload["changes"]} == {device_id(2)}
    assert (await partners.first.state()).applications == applications


async def test_every_field_of_a_device_can_come_with_it(partners: Partners):
    await partners.first.lookup(CHARGER)
    values = {camel_case(each.name): fitting(each) for each in OF_DEVICES}
    payload = await change(partners.first, ADD, **a_device(**values))
    assert faults(payload) == []
    after = {field: new for (_, field), (_, new) in told(payload).items()}
    assert after == {"device": THERMOSTAT, **values}
    query = f"{{ customer(by: {{number: 1}}) {{ devices {{ {' '.join(values)} }} }} }}"
    (_, found) = (await partners.first.ask(query))["customer"]["devices"]
    assert found == values


async def test_null_is_not_known(partners: Partners):
    await partners.first.lookup(CHARGER)
    payload = await change(partners.first, ADD, **a_device(quantity=None, deviceSerial=None))
    assert told(payload) == {("CustomerDevice", "device"): (None, THERMOSTAT)}
    assert payload["customerDevice"]["quantity"] == 1


@pytest.mark.parametrize(
    "customer", [HOME, {"number": 1}, {"id": opaque("Customer:1")}], ids=["ours", "number", "id"]
)
async def test_a_customer_is_named_in_one_of_three_ways(
    partners: Partners, customer: dict[str, Any]
):
    await partners.first.lookup(CHARGER)
    said = a_device() | {"customer": customer}
    assert faults(await change(partners.first, ADD, **said)) == []
    assert faults(await change(partners.second, ADD, **said)) == [
        ("CUSTOMER_NOT_FOUND", "customer")
    ]


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        (a_device(9), ("NO_DEVICE_CATEGORIES", "input.deviceNumber")),
        (a_device(quantity=0), ("BAD_USER_INPUT", "input.quantity")),
        (a_device(purchasePrice="0.001"), ("BAD_USER_INPUT", "input.purchasePrice")),
        (a_device(deviceSerial="a" * 256), ("BAD_USER_INPUT", "input.deviceSerial")),
        (a_device() | {"customer": {"number": 2}}, ("CUSTOMER_NOT_FOUND", "customer")),
        (a_device() | {"customer": {"id": "?"}}, ("BAD_USER_INPUT", "customer.id")),
    ],
    ids=lambda value: value[1] if isinstance(value, tuple) else "",
)
async def test_a_device_that_cannot_be_is_refused(
    partners: Partners, said: dict[str, Any], fault: tuple[str, str]
):
    await applied(partners.first)
    before = await rows(partners.database)
    payload = await change(partners.first, ADD, **said)
    assert (faults(payload), payload["customerDevice"], payload["customer"]) == (
        [fault],
        None,
        None,
    )
    tried = await change(partners.first, ADD, **said, dryRun=True)
    assert tried == payload | {"dryRun": True}
    assert await rows(partners.database) == before


async def test_a_customer_has_five_hundred_devices_at_most(partners: Partners):
    await partners.first.lookup(CHARGER)
    async with partners.database.write(1) as writing:
        await partners.work(writing).units.insert([a_unit(1, CHARGER)] * 498)
    assert faults(await change(partners.first, ADD, **a_device())) == []
    assert faults(await change(partners.first, ADD, **a_device())) == [("BAD_USER_INPUT", "input")]
    assert len(await units(partners.first)) == 500


async def test_a_device_is_added_once_for_a_key(partners: Partners):
    await partners.first.lookup(CHARGER)
    header = partners.first.keyed("k")
    once = await change(header, ADD, **a_device())
    assert await change(header, ADD, **a_device()) == once
    assert await change(partners.first, KEYED, key="k", **a_device()) == once
    assert await units(partners.first) == [1, 2]

    assert await header.code(ADD, **a_device(quantity=2)) == "IDEMPOTENCY_CONFLICT"
    assert await header.code(ADD, **a_device(42)) == "IDEMPOTENCY_CONFLICT"
    assert faults(await change(partners.first, KEYED, key="other", **a_device())) == []
    assert await units(partners.first) == [1, 2, 3]


async def test_a_key_that_was_refused_or_tried_is_still_free(partners: Partners):
    await partners.first.lookup(CHARGER)
    header = partners.first.keyed("k")
    assert faults(await change(header, ADD, **a_device(9))) != []
    assert faults(await change(header, ADD, **a_device(42), dryRun=True)) == []
    assert faults(await change(header, ADD, **a_device())) == []


async def test_an_answer_that_comes_again_shows_what_is_stored_now(partners: Partners):
    await partners.first.lookup(CHARGER)
    header = partners.first.keyed("k")
    once = await change(header, ADD, **a_device())
    await change(partners.first, REMOVE, id=device_id(2))
    again = await change(header, ADD, **a_device())
    assert (again["customerDevice"], again["changes"]) == (None, once["changes"])
    assert await units(partners.first) == [1]


# ---------------------------------------------------------------- taken away


async def test_a_device_goes_from_its_customer_and_from_applications(partners: Partners):
    await applied(partners.first, CHARGER, THERMOSTAT)
    said = {"customerDevices": [{"number": 1, "purchasePrice": "499.00", **INSTALLED}]}
    await update(partners.first, 1, **said)
    payload = await change(partners.first, REMOVE, id=device_id(1))

    assert faults(payload) == []
    assert payload["customerDevice"] is None
    assert payload["customer"] == {"number": 1, "devices": [{"number": 2}]}
    gone = {("CustomerDevice", each): value for each, value in [
        ("device", (CHARGER, None)), ("purchasePrice", ("499.00", None)),
        ("purchaseDate", ("2026-11-01", None)), ("deviceSerial", ("S-1", None)),
    ]}  # fmt: skip
    assert told(payload) == gone | {("Application", "devices"): ([1], [])}
    state = await partners.first.state()
    assert all(1 not in each.devices for each in state.applications)
    events = await history(partners.first, 1)
    last = [each for each in events if each["entity"] == "CustomerDevice" and not each["after"]]
    assert {("CustomerDevice", each["field"]): (each["before"], None) for each in last} == gone


@pytest.mark.parametrize("status", S)
async def test_what_an_application_was_handed_in_for_stays(
    partners: Partners, status: ApplicationStatus
):
    await applied(partners.first, CHARGER, THERMOSTAT)
    (first, *_) = (await partners.first.state()).applications
    async with partners.database.write(1) as writing:
        await partners.work(writing).applications.update(replace(first, status=status))
    before = await rows(partners.database)
    payload = await change(partners.first, REMOVE, id=device_id(1))
    if status in FILED:
        assert faults(payload) == [("APPLICATIONS_ALREADY_FILED", "")]
        (error,) = payload["userErrors"]
        assert error["applications"] == [{"number": first.id, "status": status.name}]
        assert await rows(partners.database) == before
        assert faults(await change(partners.first, REMOVE, id=device_id(2))) == []
    else:
        assert faults(payload) == []


@pytest.mark.parametrize(
    ("id_", "fault"),
    [
        (device_id(2), ("CUSTOMER_DEVICE_NOT_FOUND", "id")),
        (opaque("CustomerDevice:x"), ("CUSTOMER_DEVICE_NOT_FOUND", "id")),
        (opaque("Customer:1"), ("BAD_USER_INPUT", "id")),
        ("?", ("BAD_USER_INPUT", "id")),
    ],
)
async def test_a_device_that_is_not_there_is_not_found(
    partners: Partners, id_: str, fault: tuple[str, str]
):
    await partners.first.lookup(CHARGER)
    assert faults(await change(partners.first, REMOVE, id=id_)) == [fault]
    assert faults(await change(partners.second, REMOVE, id=device_id(1))) == [
        ("CUSTOMER_DEVICE_NOT_FOUND", "id")
    ]
    assert await units(partners.first) == [1]


async def test_a_device_is_taken_away_once(partners: Partners):
    await partners.first.lookup(CHARGER)
    header = partners.first.keyed("k")
    once = await change(header, REMOVE, id=device_id(1))
    assert await change(header, REMOVE, id=device_id(1)) == once
    assert faults(await change(partners.first, REMOVE, id=device_id(1))) == [
        ("CUSTOMER_DEVICE_NOT_FOUND", "id")
    ]


async def test_an_id_never_comes_again(partners: Partners):
    await partners.first.lookup(CHARGER)
    await change(partners.first, REMOVE, id=device_id(1))
    payload = await change(partners.first, ADD, **a_device())
    assert payload["customerDevice"]["number"] == 2


@pytest.mark.parametrize("document", [ADD, REMOVE], ids=["add", "remove"])
async def test_a_dry_run_writes_nothing(partners: Partners, document: str):
    await standing(partners, S.COMPLETED)
    before = await rows(partners.database)
    said = a_device(**INSTALLED) if document == ADD else {"id": device_id(1)}
    later = partners.first.at(partners.first.now + HOUR)
    tried = await change(later, document, **said, dryRun=True)
    assert await rows(partners.database) == before
    made = await change(later, document, **said)
    assert tried == made | {"dryRun": True}
    assert await rows(partners.database) != before


@pytest.mark.parametrize("document", [ADD, REMOVE], ids=["add", "remove"])
async def test_changes_of_devices_take_a_key_that_may_write(partners: Partners, document: str):
    await partners.first.lookup(CHARGER)
    said = a_device() if document == ADD else {"id": device_id(1)}
    assert DEVICE in document
    assert await partners.reader.code(document, **said) == "FORBIDDEN"
    assert await partners.nobody.code(document, **said) == "UNAUTHENTICATED"
