"""A customer's utility, named by whoever knows it."""

import pytest

from datasources.facts.application import ApplicationStatus
from tests.changes import applied, faults, standing, update
from tests.partner import PORTLAND, SMUD, Partners

PORTLAND_GENERAL = "15248"
EIA_ID = "input.customer.eiaId"


async def test_whoever_knows_the_utility_can_name_it(partners: Partners):
    (application, *_) = await applied(partners.first)
    await partners.first.refresh(address=PORTLAND)
    payload = await update(partners.first, application.id, customer={"eiaId": PORTLAND_GENERAL})
    assert faults(payload) == []
    customer = (await partners.first.state()).customer("home-1")
    assert (customer.utility, customer.utility_stale) == ("or-portland-general-electric", False)
    assert customer.possible_utilities[0] == customer.utility


async def test_naming_the_utility_that_is_stored_changes_nothing(partners: Partners):
    number = await standing(partners, ApplicationStatus.IN_PROGRESS)
    payload = await update(partners.first, number, customer={"eiaId": "14354"})
    assert (faults(payload), payload["changes"]) == ([], [])


async def test_a_utility_that_the_state_does_not_have_is_refused(partners: Partners):
    (application, *_) = await applied(partners.first)
    payload = await update(partners.first, application.id, customer={"eiaId": SMUD})
    assert faults(payload) == [("NO_VALID_EIAID", EIA_ID)]


@pytest.mark.parametrize("status", [ApplicationStatus.SUBMITTED, ApplicationStatus.APPROVED])
async def test_what_was_handed_in_keeps_its_utility(partners: Partners, status: ApplicationStatus):
    number = await standing(partners, status)
    payload = await update(partners.first, number, customer={"eiaId": PORTLAND_GENERAL})
    assert faults(payload) == [("PROTECTED_FIELD", EIA_ID)]
