"""What applications need when they are sent again and handed in."""

import pytest

from datasources.facts.application import ApplicationStatus
from tests.changes import administrator, faults, move, standing, told, update, with_terms
from tests.partner import Partners

S = ApplicationStatus
REFUSED = [("INVALID_STATUS_TRANSITION", "to")]


@pytest.mark.parametrize("actor", ["partner", "admin"])
async def test_nothing_is_handed_in_without_what_its_program_has_come_to_ask(
    partners: Partners, actor: str
):
    number = await standing(partners, S.COMPLETED)
    caller = administrator(partners) if actor == "admin" else partners.first
    await with_terms(partners, required_fields=("customer.email", "customer.fax"))
    payload = await move(caller, number, "SUBMITTED")
    assert faults(payload) == REFUSED
    (error,) = payload["userErrors"]
    assert error["message"] == "To fill in first: customer.fax."
    assert error["missing"] == [{"path": "customer.fax", "customerDevice": None}]
    assert error["allowed"] == ["IN_PROGRESS"]

    supplied = await update(caller, number, customer={"fax": "541-555-0101"})
    assert supplied["application"]["status"] == "COMPLETED"
    assert faults(await move(caller, number, "SUBMITTED")) == []


async def test_what_is_opened_again_keeps_its_signature(partners: Partners):
    admin, number = administrator(partners), await standing(partners, S.COMPLETED)
    opened = await move(partners.first, number, "IN_PROGRESS")
    assert told(opened) == {("Application", "status"): ("COMPLETED", "IN_PROGRESS")}
    assert faults(await move(admin, number, "COMPLETED")) == []

    await move(admin, number, "SUBMITTED")
    await move(admin, number, "REJECTED", reason="No receipt")
    appealed = await move(partners.first, number, "IN_PROGRESS")
    assert {field for _, field in told(appealed)} == {"status", "rejectionDate", "rejectionReason"}
    assert faults(await move(admin, number, "COMPLETED")) == []


async def test_a_signature_that_was_taken_back_is_needed_again(partners: Partners):
    admin, number = administrator(partners), await standing(partners, S.COMPLETED)
    await move(admin, number, "IN_PROGRESS")
    await update(admin, number, customerSignature=None)
    unsigned = await move(admin, number, "COMPLETED")
    assert faults(unsigned) == REFUSED
    assert unsigned["userErrors"][0]["message"].endswith("agreed to the terms and signed.")
    await update(admin, number, customerSignature=True)
    assert faults(await move(admin, number, "COMPLETED")) == []
