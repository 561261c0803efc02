"""Fields that organizations fill in themselves: claimed, told, and no longer asked of customers."""

from typing import Any

import pytest

from datasources.facts.history import ClaimedField
from tests.changes import CLAIM, applied, change, claim, faults, rows
from tests.partner import Caller, Partners

MISSING = """{ application(by: {number: 1}) { missingFields { path suppliedBy } } }"""
FORM = "{ formFields { path entity name claimable demand writer } }"


async def claims(partners: Partners, organization: int = 1) -> set[ClaimedField]:
    """Return what an organization has claimed."""
    async with partners.database.read() as reading:
        return set(await partners.database.work(reading, organization).claims.all())


async def suppliers(caller: Caller) -> dict[str, str]:
    """Return who supplies what the first application lacks."""
    found = (await caller.ask(MISSING))["application"]["missingFields"]
    return {each["path"]: each["suppliedBy"] for each in found}


async def test_what_is_claimed_takes_the_place_of_what_was(partners: Partners):
    payload = await claim(partners.first, "customerDevice.deviceSerial", "customer.email")
    assert faults(payload) == []
    assert payload["claimedFields"] == [
        {"path": "customer.email", "claimable": True, "demand": "HIGH"},
        {"path": "customerDevice.deviceSerial", "claimable": True, "demand": "HIGH"},
    ]
    payload = await claim(partners.first, "customer.email", "customer.phone", "customer.email")
    assert [each["path"] for each in payload["claimedFields"]] == [
        "customer.email",
        "customer.phone",
    ]
    assert await claims(partners) == {
        ClaimedField("customer", "email"),
        ClaimedField("customer", "phone"),
    }
    assert (await claim(partners.first))["claimedFields"] == []
    assert await claims(partners) == set()


async def test_exactly_what_forms_call_claimable_can_be_claimed(partners: Partners):
    fields = (await partners.nobody.ask(FORM))["formFields"]
    for each in fields:
        assert each["claimable"] is (each["demand"] is not None)
        payload = await change(
            partners.first, CLAIM, fields=[{"entity": each["entity"], "field": each["name"]}]
        )
        expected = [] if each["claimable"] else [("CLAIMED_FIELD_NOT_ALLOWED", "fields.0")]
        assert faults(payload) == expected, each["path"]
    every = [each["path"] for each in fields if each["claimable"]]
    payload = await claim(partners.first, *every)
    assert {each["path"] for each in payload["claimedFields"]} == set(every)


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        (["customer.isTest"], ("CLAIMED_FIELD_NOT_ALLOWED", "fields.0")),
        (["application.status"], ("CLAIMED_FIELD_NOT_ALLOWED", "fields.0")),
        (["application.rebateType"], ("CLAIMED_FIELD_NOT_ALLOWED", "fields.0")),
        (["customer.email", "customer.fax"], ("CLAIMED_FIELD_NOT_ALLOWED", "fields.1")),
        (["customer.shoeSize"], ("CLAIMED_FIELD_NOT_ALLOWED", "fields.0.field")),
        (["customer.email", "customer.first_name"], (
            "CLAIMED_FIELD_NOT_ALLOWED", "fields.1.field",
        )),
        (["customer."], ("CLAIMED_FIELD_NOT_ALLOWED", "fields.0.field")),
        (["customer.email"] * 201, ("BAD_USER_INPUT", "fields")),
    ],
    ids=lambda value: value[-1] if isinstance(value, list) and len(value) < 9 else None,
)  # fmt: skip
async def test_what_customers_are_not_asked_cannot_be_claimed(
    partners: Partners, fields: list[str], fault: tuple[str, str]
):
    await claim(partners.first, "customer.phone")
    before = await rows(partners.database)
    payload = await claim(partners.first, *fields)
    assert (faults(payload), payload["claimedFields"]) == ([fault], None)
    assert await rows(partners.database) == before


async def test_two_hundred_fields_can_be_named(partners: Partners):
    payload = await claim(partners.first, *["customer.email"] * 200)
    assert [each["path"] for each in payload["claimedFields"]] == ["customer.email"]


async def test_what_is_missing_is_supplied_by_who_claimed_it(partners: Partners):
    await applied(partners.first)
    every = {
        "customer.email", "customer.phone", "customer.utilityAccountNumber",
        "customerDevice.deviceSerial", "customerDevice.purchaseDate",
    }  # fmt: skip
    assert await suppliers(partners.first) == dict.fromkeys(every, "CUSTOMER")
    await claim(partners.first, "customerDevice.deviceSerial", "customer.lastName")
    assert await suppliers(partners.first) == dict.fromkeys(every, "CUSTOMER") | {
        "customerDevice.deviceSerial": "PARTNER"
    }
    assert await suppliers(partners.reader) == await suppliers(partners.first)


async def test_an_organization_claims_for_itself(partners: Partners):
    await applied(partners.second)
    await claim(partners.first, "customer.email")
    assert await claims(partners, 2) == set()
    query = MISSING.replace("number: 1", f"number: {(await applied(partners.second))[0].id}")
    found = (await partners.second.ask(query))["application"]["missingFields"]
    assert {each["suppliedBy"] for each in found} == {"CUSTOMER"}


@pytest.mark.parametrize("fields", [[], [{"entity": "CUSTOMER", "field": "isTest"}]])
async def test_claims_take_a_key_that_may_write(partners: Partners, fields: list[Any]):
    assert await partners.reader.code(CLAIM, fields=fields) == "FORBIDDEN"
    assert await partners.nobody.code(CLAIM, fields=fields) == "UNAUTHENTICATED"
