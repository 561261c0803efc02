"""What customers do on the page behind their link: answer, sign and send, and take back."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from datasources.facts.application import ApplicationStatus
from datasources.facts.history import ClaimedField
from tests.customers_page import TICKED, Visitor, visitor
from tests.graphs import Graph
from tests.partner import Partners

HISTORY = """{ application(by: {number: 1}) { status version
    customer { email }
    history(first: 50) { nodes { actor keyPrefix entity field before after from to } } } }"""
ALL = {
    "email": "ada@example.org",
    "phone": "541-555-0100",
    "utility_account_number": "12-34",
    "device_serial": "S-1",
    "purchase_date": "2026-11-01",
}


@pytest.fixture
async def customer(partners: Partners, nation: Graph) -> AsyncIterator[Visitor]:
    """Return a customer of the first organization, with an application that nobody has begun."""
    await partners.first.lookup(123, createApplication=True)
    async with visitor(partners, nation) as found:
        yield found


async def claim(partners: Partners, *paths: tuple[str, str]) -> None:
    async with partners.database.write(1) as writing:
        claims = [ClaimedField(entity, name) for entity, name in paths]
        await partners.work(writing).claims.replace(claims)


async def told(partners: Partners) -> Any:
    return (await partners.first.ask(HISTORY))["application"]


async def status(partners: Partners) -> str:
    return str((await told(partners))["status"])


async def test_the_form_asks_for_what_the_program_requires(customer: Visitor):
    form = await customer.form()
    assert form.questions == [
        "customer.email",
        "customer.phone",
        "customer.utility_account_number",
        "customer_device.1.device_serial",
        "customer_device.1.purchase_date",
    ]
    assert form.buttons == ["save", "send"]


async def test_a_saved_answer_is_the_customers_own(customer: Visitor, partners: Partners):
    answer = await customer.send(await customer.form(), email=" ada@example.org ")
    assert answer.status_code == 303
    assert (await customer.form()).fields["customer.email"] == "ada@example.org"
    application = await told(partners)
    assert application["status"] == "IN_PROGRESS"
    assert application["customer"]["email"] == "ada@example.org"
    events = [each for each in application["history"]["nodes"] if each["actor"] == "CUSTOMER"]
    assert {each["keyPrefix"] for each in events} == {None}
    assert [(each["field"], each["after"]) for each in events] == [
        ("email", "ada@example.org"),
        ("status", "IN_PROGRESS"),
    ]


async def test_the_page_that_follows_says_that_it_is_saved(customer: Visitor):
    answer = await customer.send(await customer.form(), query="?lang=es", email="ada@example.org")
    assert answer.headers["location"] == "?lang=es&done=saved&application=1#application-1"
    page = await customer.look(answer.headers["location"].partition("#")[0])
    assert "Sus respuestas se han guardado." in page.text


async def test_what_is_not_sent_along_stays_and_what_is_empty_is_cleared(
    customer: Visitor, partners: Partners
):
    await customer.send(await customer.form(), email="ada@example.org", phone="541-555-0100")
    form = await customer.form()
    del form.fields["customer.email"]
    await customer.send(form, phone="  ")
    after = await customer.form()
    assert (after.fields["customer.email"], after.fields["customer.phone"]) == (
        "ada@example.org",
        "",
    )


async def test_saving_what_is_stored_changes_nothing(customer: Visitor, partners: Partners):
    await customer.send(await customer.form(), email="ada@example.org")
    before = await told(partners)
    assert (await customer.send(await customer.form())).status_code == 303
    assert await told(partners) == before


async def test_a_wrong_answer_is_shown_beside_its_field_and_nothing_is_saved(
    customer: Visitor, partners: Partners
):
    answer = await customer.send(
        await customer.form(), email="ada@example", phone="541-555-0100", device_serial="<S>"
    )
    assert answer.status_code == 422
    assert 'id="application-1-customer-email-fault">Email address: must be an email' in answer.text
    assert '<a href="#application-1-customer-email">Email address: must be' in answer.text
    assert (
        'aria-describedby="application-1-customer-email-fault" aria-invalid="true"' in answer.text
    )
    assert 'value="ada@example"' in answer.text
    assert 'value="541-555-0100"' in answer.text
    assert 'value="&lt;S&gt;"' in answer.text
    assert "<title>Error: " in answer.text
    assert await status(partners) == "NOT_STARTED"


@pytest.mark.parametrize(
    ("claimed", "expected"),
    [([], "COMPLETED"), ([("customer_device", "device_serial")], "AWAITING_PARTNER")],
)
async def test_sign_and_send_goes_as_far_as_it_can(
    customer: Visitor, partners: Partners, claimed: list[tuple[str, str]], expected: str
):
    await claim(partners, *claimed)
    form = await customer.form()
    asked = {name.rsplit(".", 1)[-1] for name in form.questions}
    texts = {name: text for name, text in ALL.items() if name in asked}
    answer = await customer.send(form, "send", **texts, **TICKED)
    assert answer.status_code == 303
    application = await told(partners)
    assert application["status"] == expected
    written = {each["field"]: each["after"] for each in application["history"]["nodes"]}
    assert written["agreeTerms"] is True
    assert written["customerSignature"] is True
    assert written["customerSignatureDate"] == "2026-11-21"
    moved = [each for each in application["history"]["nodes"] if each["from"]]
    assert [(each["actor"], each["to"]) for each in moved] == [
        ("CUSTOMER", "IN_PROGRESS"),
        ("CUSTOMER", expected),
    ]
    assert (await customer.form()).buttons == ["reopen"]


async def test_what_waits_for_the_customer_can_be_sent(customer: Visitor, partners: Partners):
    await partners.move(ApplicationStatus.AWAITING_CUSTOMER)
    await customer.send(await customer.form(), email="ada@example.org")
    assert await status(partners) == "AWAITING_CUSTOMER"
    await customer.send(await customer.form(), "send", **ALL, **TICKED)
    assert await status(partners) == "COMPLETED"


async def test_what_is_missing_to_send_is_said_and_the_rest_is_saved(
    customer: Visitor, partners: Partners
):
    answer = await customer.send(
        await customer.form(), "send", **{**ALL, "phone": " "}, agree="yes"
    )
    assert answer.status_code == 422
    assert "Your answers are saved, but not sent." in answer.text
    assert "Phone number: is needed to send the application." in answer.text
    assert answer.text.count("is needed to send") == 2
    assert 'id="application-1-sign-fault">Tick this box to send.' in answer.text
    assert 'id="application-1-agree-fault"' not in answer.text
    application = await told(partners)
    assert application["status"] == "IN_PROGRESS"
    assert application["customer"]["email"] == ALL["email"]
    fields = {each["field"] for each in application["history"]["nodes"]}
    assert "customerSignature" not in fields


async def test_the_boxes_alone_do_not_sign_what_is_incomplete(
    customer: Visitor, partners: Partners
):
    answer = await customer.send(await customer.form(), "send", **TICKED)
    assert answer.status_code == 422
    assert (await told(partners))["version"] == 1


@pytest.mark.parametrize("box", sorted(TICKED))
async def test_both_boxes_are_needed(customer: Visitor, partners: Partners, box: str):
    answer = await customer.send(await customer.form(), "send", **ALL, **{box: "yes"})
    assert answer.status_code == 422
    assert await status(partners) == "IN_PROGRESS"


@pytest.mark.parametrize("where", ["AWAITING_PARTNER", "COMPLETED"])
async def test_what_was_sent_can_be_taken_back(customer: Visitor, partners: Partners, where: str):
    await partners.move(ApplicationStatus[where])
    form = await customer.form()
    assert (form.buttons, form.questions) == (["reopen"], [])
    assert (await customer.send(form, "reopen")).status_code == 303
    assert await status(partners) == "IN_PROGRESS"
    assert (await customer.form()).buttons == ["save", "send"]


@pytest.mark.parametrize("where", ["SUBMITTED", "APPROVED", "REJECTED"])
async def test_what_was_handed_in_has_no_form(customer: Visitor, partners: Partners, where: str):
    await partners.move(ApplicationStatus[where])
    assert "<form" not in (await customer.look()).text
