"""Updates of applications that are refused: by name, with their path, and nothing is written."""

from dataclasses import replace
from typing import Any

import pytest

from datasources.facts.application import FILED, ApplicationStatus
from tests.changes import (
    CHARGER,
    UPDATE,
    administrator,
    applied,
    change,
    device_id,
    faults,
    of_customer,
    of_device,
    refused,
    rows,
    standing,
    units,
    update,
)
from tests.graphs import opaque
from tests.partner import Partners

S = ApplicationStatus


# ---------------------------------------------------------------- what is not to be changed


@pytest.mark.parametrize(
    ("said", "path"),
    [
        ({"id": "x"}, "input.id"),
        ({"status": "COMPLETED"}, "input.status"),
        ({"status": None}, "input.status"),
        ({"program": "another"}, "input.program"),
        ({"organization": 2}, "input.organization"),
        ({"number": 2}, "input.number"),
        ({"version": 2}, "input.version"),
        ({"createdAt": "2026-01-01"}, "input.createdAt"),
        ({"updatedAt": "2026-01-01"}, "input.updatedAt"),
        ({"devices": [1]}, "input.devices"),
        ({"approvedAmount": "1.00"}, "input.approvedAmount"),
        (of_customer(id="x"), "input.customer.id"),
        (of_customer(isTest=True), "input.customer.isTest"),
        (of_customer(referenceId="home-2"), "input.customer.referenceId"),
        (of_customer(utility="or-pge"), "input.customer.utility"),
        (of_device(customer=2), "input.customerDevices.0.customer"),
        (of_device(device=44), "input.customerDevices.0.device"),
        (of_device(createdAt="2026-01-01"), "input.customerDevices.0.createdAt"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.parametrize("admin", [False, True], ids=["partner", "admin"])
async def test_a_protected_field_is_refused_by_name(
    partners: Partners, admin: bool, said: dict[str, Any], path: str
):
    await applied(partners.first)
    caller = administrator(partners) if admin else partners.first
    assert await refused(caller, said) == [("PROTECTED_FIELD", path)]


@pytest.mark.parametrize(
    "said",
    [
        {"projectName": "A roof"}, {"agreeTerms": True}, {"customerSignature": True},
        {"deadlineAt": "2026-12-31"}, {"proposedMeasures": {}}, {"prepayAmount": None},
        {"recaptchaToken": "x"},
    ],
    ids=lambda said: next(iter(said)),
)  # fmt: skip
async def test_what_administrators_write_is_protected_from_partners(
    partners: Partners, said: dict[str, Any]
):
    await applied(partners.first)
    (name,) = said
    assert await refused(partners.first, said) == [("PROTECTED_FIELD", f"input.{name}")]
    assert faults(await update(administrator(partners), 1, **said)) == []


@pytest.mark.parametrize("status", sorted(FILED))
@pytest.mark.parametrize(
    ("said", "path"),
    [
        ({"rebateType": "x"}, "input.rebateType"),
        ({"submissionDate": "2026-11-02", "rebateType": None}, "input.rebateType"),
        (of_customer(email="b@example.org"), "input.customer.email"),
        (of_device(quantity=2), "input.customerDevices.0.quantity"),
        (of_device(deviceNumber=124), "input.customerDevices.0.deviceNumber"),
        ({"customerDeviceIds": []}, "input.customerDeviceIds"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_what_was_handed_in_does_not_change(
    partners: Partners, status: ApplicationStatus, said: dict[str, Any], path: str
):
    await standing(partners, status)
    assert await refused(partners.first, said) == [("PROTECTED_FIELD", path)]
    assert await refused(administrator(partners), said) == [("PROTECTED_FIELD", path)]


@pytest.mark.parametrize(
    ("status", "admin", "may"),
    [
        (S.COMPLETED, False, True), (S.SUBMITTED, False, False), (S.SUBMITTED, True, True),
        (S.APPROVED, True, False), (S.REJECTED, True, False),
    ],
)  # fmt: skip
async def test_documents_are_told_complete_until_and_by_whom_they_are_examined(
    partners: Partners, status: ApplicationStatus, admin: bool, may: bool
):
    number = await standing(partners, status)
    caller = administrator(partners) if admin else partners.first
    found = faults(await update(caller, number, permitComplete=True))
    assert found == ([] if may else [("PROTECTED_FIELD", "input.permitComplete")])


async def test_a_device_is_evidence_of_whatever_was_handed_in_for_it(partners: Partners):
    first, second = await applied(partners.first)
    (moved, _) = await partners.move(S.SUBMITTED)
    async with partners.database.write(1) as writing:
        await partners.work(writing).applications.update(replace(moved, status=S.IN_PROGRESS))
    assert await refused(partners.first, of_device(deviceNumber=124)) == [
        ("APPLICATIONS_ALREADY_FILED", "")
    ]
    payload = await update(partners.first, first.id, **of_device(deviceNumber=124))
    assert payload["userErrors"][0]["applications"] == [
        {"number": second.id, "status": "SUBMITTED"}
    ]
    same = of_device(deviceNumber=CHARGER, quantity=2)
    assert faults(await update(partners.first, first.id, **same)) == []


# ---------------------------------------------------------------- what is not there


@pytest.mark.parametrize("named", [{"number": 3}, {"number": -1}, {"id": opaque("Application:x")}])
async def test_an_application_that_is_not_there_is_not_found(
    partners: Partners, named: dict[str, Any]
):
    await applied(partners.first)
    payload = await change(partners.first, UPDATE, by=named, input={})
    assert faults(payload) == [("APPLICATION_NOT_FOUND", "by")]


async def test_what_belongs_to_another_organization_is_not_there(partners: Partners):
    (first, *_) = await applied(partners.first)
    (theirs, *_) = await applied(partners.second)
    before = await rows(partners.database)
    said = {"rebateType": "instant"}

    assert faults(await update(partners.second, first.id, **said)) == [
        ("APPLICATION_NOT_FOUND", "by")
    ]
    stranger = [{"number": 1, "quantity": 9}]
    assert faults(await update(partners.second, theirs.id, customerDevices=stranger)) == [
        ("CUSTOMER_DEVICE_NOT_FOUND", "input.customerDevices.0.id")
    ]
    mine = await update(partners.second, theirs.id, customerDeviceIds=[device_id(1)])
    assert faults(mine) == [("CUSTOMER_DEVICE_NOT_FOUND", "input.customerDeviceIds")]
    assert await rows(partners.database) == before


@pytest.mark.parametrize(
    ("said", "code", "path"),
    [
        (
            {"customerDevices": [{"quantity": 2}]},
            "MISSING_DEVICE_ID", "input.customerDevices.0.id",
        ),
        (
            {"customerDevices": [{"number": 1}, {"id": None, "quantity": 2}]},
            "MISSING_DEVICE_ID", "input.customerDevices.1.id",
        ),
        (
            {"customerDevices": [{"number": 2, "quantity": 2}]},
            "CUSTOMER_DEVICE_NOT_FOUND", "input.customerDevices.0.id",
        ),
        (
            {"customerDevices": [{"number": 1}, {"number": 1}]},
            "BAD_USER_INPUT", "input.customerDevices.1.id",
        ),
        (
            {"customerDevices": [{"id": opaque("Customer:1")}]},
            "BAD_USER_INPUT", "input.customerDevices.0.id",
        ),
        (
            {"customerDevices": [{"id": device_id(1), "number": 2}]},
            "BAD_USER_INPUT", "input.customerDevices.0.number",
        ),
        ({"customerDevices": [{"number": 1}] * 101}, "BAD_USER_INPUT", "input.customerDevices"),
        ({"customerDeviceIds": ["?"]}, "BAD_USER_INPUT", "input.customerDeviceIds.0"),
        (
            {"customerDeviceIds": [device_id(1), device_id(2)]},
            "CUSTOMER_DEVICE_NOT_FOUND", "input.customerDeviceIds",
        ),
        (of_device(deviceNumber=9), "NO_DEVICE_CATEGORIES", "input.customerDevices.0.deviceNumber"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
async def test_a_device_is_named_and_known(
    partners: Partners, said: dict[str, Any], code: str, path: str
):
    await applied(partners.first)
    await applied(partners.first, referenceId="home-2")  # has device 2
    assert await units(partners.first) == [1]
    assert await refused(partners.first, {"rebateType": "x", **said}) == [(code, path)]


async def test_unknown_devices_are_listed(partners: Partners):
    await applied(partners.first)
    payload = await update(partners.first, 1, **of_device(deviceNumber=9))
    assert payload["userErrors"][0]["numbers"] == [9]


# ---------------------------------------------------------------- what is no question
@pytest.mark.parametrize(
    "said",
    [{"shoeSize": 44}, of_customer(shoeSize=44), of_device(shoeSize=44), of_device(quantity="two")],
)
async def test_what_the_schema_does_not_know_is_no_question(
    partners: Partners, said: dict[str, Any]
):
    await applied(partners.first)
    asked = {"by": {"number": 1}, "input": said}
    assert await partners.first.code(UPDATE, **asked) == "BAD_USER_INPUT"
    literal = "mutation { updateApplication(by: {number: 1}, input: {shoeSize: 44}) { dryRun } }"
    assert await partners.first.code(literal) == "GRAPHQL_VALIDATION_FAILED"


async def test_one_part_that_fails_leaves_the_others_unwritten(partners: Partners):
    await applied(partners.first)
    said = {
        "rebateType": "instant",
        "customer": {"email": "ada@example.org"},
        "customerDevices": [{"number": 1, "quantity": 2}, {"number": 7, "quantity": 2}],
    }
    assert await refused(partners.first, said) == [
        ("CUSTOMER_DEVICE_NOT_FOUND", "input.customerDevices.1.id")
    ]


async def test_updates_take_a_key_that_may_write(partners: Partners):
    await applied(partners.first)
    asked = {"by": {"number": 1}, "input": {"status": "COMPLETED"}}
    assert await partners.reader.code(UPDATE, **asked) == "FORBIDDEN"
    assert await partners.nobody.code(UPDATE, **asked) == "UNAUTHENTICATED"
