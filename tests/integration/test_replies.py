"""What customers do with their applications while others change them."""

from dataclasses import replace

import pytest

from datasources.facts.application import ApplicationStatus
from datasources.facts.application_refusals import (
    ProtectedField,
    StaleVersion,
    TransitionRefused,
)
from datasources.facts.history import ClaimedField
from resolvers.changes import Changes
from resolvers.desk import Desk, Flights
from resolvers.replies import Outcome, Reply, customer_of, reopen, reply
from resolvers.scope import Scope
from resolvers.sheets import Sheet, sheet_of
from tests.builders import NOW
from tests.graphs import REQUEST, Graph
from tests.partner import SEAL, Partners, PlainLinks

CUSTOMER = customer_of(1)
ALL = {
    "customer.email": "ada@example.org",
    "customer.phone": "541-555-0100",
    "customer.utility_account_number": "12-34",
    "customer_device.1.purchase_date": NOW.date(),
}
SIGNED = Reply(ALL, sending=True, signed=True)


@pytest.fixture
async def scope(partners: Partners, nation: Graph) -> Scope:
    """Return what a customer's request may use: no key came with it."""
    await partners.first.lookup(123, createApplication=True)
    desk = Desk(
        partners.database, PlainLinks(), SEAL, Flights(), Changes(partners.database), NOW, REQUEST
    )
    return replace(nation.scope, desk=desk)


async def claim(partners: Partners, *names: str) -> None:
    async with partners.database.write(1) as writing:
        claims = [ClaimedField("customer_device", name) for name in names]
        await partners.work(writing).claims.replace(claims)


async def the_sheet(scope: Scope, partners: Partners) -> Sheet:
    found = await sheet_of(scope, partners.database, 1, "home-1", 1)
    assert found is not None
    return found


async def test_an_application_waits_for_what_the_organization_claimed(
    scope: Scope, partners: Partners
):
    await claim(partners, "device_serial")
    outcome = await reply(scope, CUSTOMER, await the_sheet(scope, partners), SIGNED)
    assert outcome == Outcome(sent=True)
    sheet = await the_sheet(scope, partners)
    assert sheet.application.status is ApplicationStatus.AWAITING_PARTNER
    assert sheet.reopens


async def test_what_is_asked_for_since_keeps_it_from_being_sent_but_not_the_answers(
    scope: Scope, partners: Partners
):
    await claim(partners, "device_serial")
    seen = await the_sheet(scope, partners)
    await claim(partners)
    assert await reply(scope, CUSTOMER, seen, SIGNED) == Outcome(sent=False)
    sheet = await the_sheet(scope, partners)
    assert sheet.application.status is ApplicationStatus.IN_PROGRESS
    assert sheet.unanswered == 1


async def test_a_field_claimed_since_is_not_written(scope: Scope, partners: Partners):
    seen = await the_sheet(scope, partners)
    await claim(partners, "device_serial")
    with pytest.raises(ProtectedField):
        await reply(scope, CUSTOMER, seen, Reply({"customer_device.1.device_serial": "S-1"}))


async def test_a_sheet_of_an_earlier_version_changes_nothing(scope: Scope, partners: Partners):
    seen = await the_sheet(scope, partners)
    await reply(scope, CUSTOMER, seen, Reply(ALL))
    with pytest.raises(StaleVersion):
        await reply(scope, CUSTOMER, seen, SIGNED)
    with pytest.raises(StaleVersion):
        await reopen(scope, CUSTOMER, seen)


@pytest.mark.parametrize("name", ["SUBMITTED", "APPROVED", "REJECTED"])
async def test_what_was_handed_in_is_not_the_customers_to_change(
    scope: Scope, partners: Partners, name: str
):
    await partners.move(ApplicationStatus[name])
    sheet = await the_sheet(scope, partners)
    assert not sheet.is_open
    assert not sheet.reopens
    with pytest.raises(ProtectedField):
        await reply(scope, CUSTOMER, sheet, SIGNED)
    with pytest.raises(TransitionRefused):
        await reopen(scope, CUSTOMER, sheet)
