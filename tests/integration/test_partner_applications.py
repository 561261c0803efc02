"""Applications that checks make: asked for or not, with something eligible or not."""

from typing import Any

import pytest
from sqlalchemy import text

from datasources.facts.application import ApplicationStatus
from tests.partner import Partners, codes

LINK = "https://connect.example.org/one/home-1"
BOTH = ["or_pacificPower_chargeAtHome", "or_pacificPower_pacificPowerRebates"]
NOT_ELIGIBLE = 42


async def test_every_program_that_pays_gets_an_application(partners: Partners):
    payload = await partners.first.lookup(123, createApplication=True)
    state = await partners.first.state()

    (unit,) = state.devices[1]
    assert [(each.program, each.status, each.devices) for each in state.applications] == [
        (key, ApplicationStatus.NOT_STARTED, (unit.id,)) for key in BOTH
    ]
    assert payload["check"]["connectUrl"] == LINK
    made = [each for each in payload["changes"] if each["entity"] == "Application"]
    assert [(each["field"], each["before"], each["after"]) for each in made] == [
        (field, None, after)
        for key in BOTH
        for field, after in [("program", key), ("status", "NOT_STARTED"), ("devices", [unit.id])]
    ]


@pytest.mark.parametrize("operation", ["lookup", "refresh", "override"])
async def test_every_operation_can_make_applications(partners: Partners, operation: str):
    await partners.first.lookup(123)
    told: dict[str, Any] = {"createApplication": True}
    payload = await {
        "lookup": lambda: partners.first.lookup(123, **told),
        "refresh": lambda: partners.first.refresh(**told),
        "override": lambda: partners.first.override(123, **told),
    }[operation]()

    assert payload["check"]["connectUrl"] == LINK
    assert [each.program for each in (await partners.first.state()).applications] == BOTH


@pytest.mark.parametrize("told", [{}, {"createApplication": False}, {"createApplication": None}])
async def test_unasked_there_is_neither_application_nor_link(
    partners: Partners, told: dict[str, Any]
):
    payload = await partners.first.lookup(123, **told)
    assert payload["check"]["connectUrl"] is None
    assert (await partners.first.state()).applications == ()


async def test_unasked_there_is_no_link_even_to_applications_that_exist(partners: Partners):
    await partners.first.lookup(123, createApplication=True)
    payload = await partners.first.refresh()
    assert payload["check"]["connectUrl"] is None
    assert len((await partners.first.state()).applications) == 2


@pytest.mark.parametrize("asked", [True, False])
async def test_with_nothing_eligible_there_is_neither_application_nor_link(
    partners: Partners, asked: bool
):
    payload = await partners.first.lookup(NOT_ELIGIBLE, createApplication=asked)
    assert payload["check"]["totalEligibleCombinations"] == 0
    assert payload["check"]["connectUrl"] is None
    assert (await partners.first.state()).applications == ()


async def test_an_application_that_exists_gets_the_devices_of_the_check(partners: Partners):
    await partners.first.lookup(123, 124, createApplication=True)
    before = await partners.first.state()
    await partners.first.refresh(deviceNumbers=[124], createApplication=True)
    after = await partners.first.state()

    units = before.devices[1]
    assert [each.devices for each in before.applications] == [
        (units[0].id, units[1].id),
        (units[0].id,),
    ]
    assert {each.devices for each in after.applications} == {(units[1].id,)}
    assert [each.version for each in after.applications] == [2, 2]
    assert [each.id for each in after.applications] == [each.id for each in before.applications]


@pytest.mark.parametrize(
    ("devices", "stands"),
    [([123, 124], ApplicationStatus.COMPLETED), ([124], ApplicationStatus.IN_PROGRESS)],
    ids=["the same", "others"],
)
async def test_what_was_complete_is_open_again_for_other_devices(
    partners: Partners, devices: list[int], stands: ApplicationStatus
):
    await partners.first.lookup(123, 124, createApplication=True)
    await partners.move(ApplicationStatus.COMPLETED)
    await partners.first.refresh(deviceNumbers=devices, createApplication=True)
    assert {each.status for each in (await partners.first.state()).applications} == {stands}


@pytest.mark.parametrize(
    "status", [ApplicationStatus.SUBMITTED, ApplicationStatus.APPROVED, ApplicationStatus.REJECTED]
)
async def test_a_filed_application_keeps_the_devices_it_was_filed_with(
    partners: Partners, status: ApplicationStatus
):
    await partners.first.lookup(123, 124, createApplication=True)
    await partners.move(status)
    before = await partners.first.state()
    payload = await partners.first.refresh(deviceNumbers=[124], createApplication=True)

    assert codes(payload) == []
    assert (await partners.first.state()).applications == before.applications


async def test_asking_twice_makes_one_application_a_program(partners: Partners):
    for _ in range(2):
        await partners.first.lookup(123, createApplication=True)
    applications = (await partners.first.state()).applications
    assert ([each.program for each in applications], [each.version for each in applications]) == (
        BOTH,
        [1, 1],
    )


async def test_an_organization_without_a_short_name_cannot_have_links(partners: Partners):
    async with partners.database.write() as writing:
        await writing.run(text("UPDATE organization SET slug = '' WHERE id = 1"))
    payload = await partners.first.lookup(123, createApplication=True)

    assert codes(payload) == ["ORGANIZATION_COMPANY_MISSING"]
    assert (await partners.first.state()).customers == ()
    assert codes(await partners.first.lookup(123)) == []
