"""Override, cell by cell: all devices of a returning customer are replaced."""

from typing import Any

import pytest

from datasources.facts.application import ApplicationStatus
from tests.partner import BEND, PORTLAND, Partners, checked, codes, mutation

FILED = [ApplicationStatus.SUBMITTED, ApplicationStatus.APPROVED, ApplicationStatus.REJECTED]
BACK = [ApplicationStatus.AWAITING_PARTNER, ApplicationStatus.COMPLETED]
OPEN = [
    ApplicationStatus.NOT_STARTED,
    ApplicationStatus.IN_PROGRESS,
    ApplicationStatus.AWAITING_CUSTOMER,
]


async def test_an_unknown_customer_is_not_made(partners: Partners):
    payload = await partners.first.override(123, address=BEND)
    assert codes(payload) == ["CUSTOMER_NOT_FOUND"]
    assert (await partners.first.state()).customers == ()


@pytest.mark.parametrize("missing", ["buildingType", "deviceNumbers"])
async def test_what_an_override_cannot_do_without_the_schema_asks_for(
    partners: Partners, missing: str
):
    told: dict[str, Any] = {
        "referenceId": "home-1", "buildingType": "RESIDENTIAL", "deviceNumbers": [1],
    }  # fmt: skip
    del told[missing]
    assert await partners.first.code(mutation("override"), input=told) == "BAD_USER_INPUT"


async def test_an_empty_override_wipes_nothing(partners: Partners):
    await partners.first.lookup(123)
    before = await partners.first.state()
    assert codes(await partners.first.override()) == ["MISSING_DEVICES"]
    assert await partners.first.state() == before


@pytest.mark.parametrize("numbers", [[44], [123], [123, 123], [44, 42, 44]])
async def test_the_devices_given_take_the_place_of_all(partners: Partners, numbers: list[int]):
    await partners.first.lookup(123, 44)
    before = await partners.first.state()
    payload = await partners.first.override(*numbers)
    after = await partners.first.state()

    assert after.numbers("home-1") == numbers
    assert payload["check"]["operation"] == "OVERRIDE"
    assert payload["check"]["utility"] == {"eiaId": "14354"}
    old = {each.id for each in before.devices[1]}
    assert old.isdisjoint(each.id for each in after.devices[1])
    gone = [each["before"] for each in payload["changes"] if each["after"] is None]
    come = [each["after"] for each in payload["changes"] if each["before"] is None]
    assert (gone, come) == ([123, 44], numbers)


async def test_a_device_must_be_in_the_catalog(partners: Partners):
    await partners.first.lookup(123)
    before = await partners.first.state()
    assert codes(await partners.first.override(44, 9)) == ["NO_DEVICE_CATEGORIES"]
    assert await partners.first.state() == before


async def test_another_address_is_stored_and_the_utility_stays(partners: Partners):
    await partners.first.lookup(123)
    payload = await partners.first.override(123, address=PORTLAND)
    customer = (await partners.first.state()).customer("home-1")

    assert (customer.address.city, customer.utility) == ("Portland", "or-pacific-power")
    assert customer.utility_stale
    warnings = [each["code"] for each in payload["check"]["warnings"]]
    assert warnings == ["ADDRESS_CHANGED_UTILITY_CACHED"]


@pytest.mark.parametrize("told", [{}, {"address": None}, {"address": BEND}])
async def test_the_same_address_leaves_the_customer_alone(partners: Partners, told: dict[str, Any]):
    await partners.first.lookup(123)
    before = await partners.first.state()
    payload = await partners.first.override(123, **told)

    assert (await partners.first.state()).customers == before.customers
    assert payload["check"]["warnings"] == []


async def test_half_an_address_is_refused(partners: Partners):
    await partners.first.lookup(123)
    before = await partners.first.state()
    payload = await partners.first.override(44, address=PORTLAND | {"street1": ""})
    assert codes(payload) == ["ADDRESS_INCOMPLETE"]
    assert await partners.first.state() == before


async def test_another_building_type_is_stored(partners: Partners):
    await partners.first.lookup(123)
    await partners.first.override(123, buildingType="COMMERCIAL")
    assert (await partners.first.state()).customer("home-1").building_type == "commercial"


@pytest.mark.parametrize("status", FILED)
async def test_devices_of_a_filed_application_are_evidence(
    partners: Partners, status: ApplicationStatus
):
    await partners.first.lookup(123, createApplication=True)
    await partners.move(status)
    before = await partners.first.state()
    query = """mutation M($input: OverrideIncentivesInput!) { overrideIncentives(input: $input) {
        userErrors { code ... on ApplicationsFiled { applications { number status } } } } }"""
    told = {"referenceId": "home-1", "buildingType": "COMMERCIAL", "deviceNumbers": [44]}
    data = await partners.first.ask(query, input=told | {"address": PORTLAND})

    filed = [{"number": each.id, "status": status.name} for each in before.applications]
    assert data["overrideIncentives"]["userErrors"] == [
        {"code": "APPLICATIONS_ALREADY_FILED", "applications": filed}
    ]
    assert await partners.first.state() == before


@pytest.mark.parametrize("status", [*OPEN, *BACK])
async def test_open_applications_get_the_new_devices(partners: Partners, status: ApplicationStatus):
    await partners.first.lookup(123, createApplication=True)
    await partners.move(status)
    await partners.first.override(124)
    after = await partners.first.state()

    (unit,) = after.devices[1]
    assert {each.devices for each in after.applications} == {(unit.id,)}
    then = ApplicationStatus.IN_PROGRESS if status in BACK else status
    assert {each.status for each in after.applications} == {then}


async def test_what_was_complete_is_open_again_and_history_says_why(partners: Partners):
    await partners.first.lookup(123, createApplication=True)
    applications = await partners.move(ApplicationStatus.COMPLETED)
    payload = await partners.first.override(124)

    old, new = 1, 2
    moved = [each for each in payload["changes"] if each["entity"] == "Application"]
    assert [(each["field"], each["before"], each["after"]) for each in moved] == [
        ("status", "COMPLETED", "IN_PROGRESS"),
        ("devices", [old], [new]),
    ] * len(applications)
    async with partners.database.read() as reading:
        store = partners.work(reading).events
        events = [
            event
            for event in await store.all_of_customer(1)
            if (event.entity, event.entity_id) == ("application", applications[0].id)
        ]
    assert [(each.field, each.before, each.after, each.reason) for each in events] == [
        ("program", None, applications[0].program, "lookup"),
        ("status", None, "NOT_STARTED", "lookup"),
        ("devices", None, [old], "lookup"),
        ("status", "COMPLETED", "IN_PROGRESS", "override"),
        ("devices", [old], [new], "override"),
    ]


async def test_applications_to_programs_without_the_new_devices_are_for_none(partners: Partners):
    await partners.first.lookup(123, createApplication=True)
    await partners.first.override(44)
    assert {each.devices for each in (await partners.first.state()).applications} == {()}


async def test_after_an_override_the_check_is_about_the_new_devices(partners: Partners):
    await partners.first.lookup(123, 123)
    assert checked(await partners.first.override(124)) == [124]
    assert checked(await partners.first.refresh()) == [124]
