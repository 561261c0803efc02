"""The page behind a customer's link in a real browser: filled in, saved, signed and sent."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import command, serving
from tests.e2e.partners import Partner, make_key

ALL = {
    "Email address": "ada@example.org",
    "Phone number": "541-555-0100",
    "Account number with your electric utility": "12-34",
    "Serial number": "S-1",
    "Day of the purchase": "2026-11-01",
}
STATUS = """query S($filter: ApplicationFilter) { applications(filter: $filter) { nodes { status
    history(first: 50) { nodes { actor keyPrefix field after } } } } }"""


@pytest.fixture(scope="module")
def partner(
    repository: Path, embedded_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Partner]:
    """Return an organization, and its running server."""
    home = Path(shutil.copytree(embedded_home, tmp_path_factory.mktemp("connect") / "home"))
    with serving(repository, home) as server:
        assert command(repository, home, "catalog", "list").returncode == 0
        yield Partner(server, make_key(repository, home, "Acme", "--scope", "write"))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a page of a browser that runs no scripts and speaks English."""
    with browser.new_context(java_script_enabled=False, locale="en-US") as context:
        page = context.new_page()
        page.set_default_timeout(15_000)
        yield page


def link(partner: Partner, reference_id: str) -> str:
    check = partner.lookup(reference_id, createApplication=True)["check"]
    return str(check["connectUrl"])


def told(partner: Partner, reference_id: str) -> tuple[str, list[dict[str, Any]]]:
    """Return where the customer's application for a charger stands, and its history."""
    asked = {"referenceId": reference_id, "program": {"number": 838}}
    answer = partner.ask(STATUS, {"filter": asked})
    (application,) = answer["data"]["applications"]["nodes"]
    return application["status"], application["history"]["nodes"]


def charger(page: Page):
    return page.get_by_role("region", name="Charge at Home")


def test_a_customer_fills_in_saves_signs_sends_and_takes_back(partner: Partner, page: Page):
    page.goto(link(partner, "ref-all"))
    form = charger(page)
    expect(form).to_contain_text("Not started")
    for label, text in ALL.items():
        form.get_by_label(label).fill(text)
    form.get_by_label("Phone number").press("Enter")

    expect(form.get_by_role("status")).to_have_text("Your answers are saved.")
    expect(form).to_contain_text("In progress")
    for label, text in ALL.items():
        expect(form.get_by_label(label)).to_have_value(text)

    form.get_by_label("I agree to the terms").check()
    form.get_by_label("I sign this application").check()
    form.get_by_role("button", name="Sign and send").click()
    expect(form).to_contain_text("Complete. It can be handed in")

    status, history = told(partner, "ref-all")
    assert status == "COMPLETED"
    signed = [each for each in history if each["field"] == "customerSignature"]
    assert [(each["actor"], each["keyPrefix"], each["after"]) for each in signed] == [
        ("CUSTOMER", None, True)
    ]

    form.get_by_role("button", name="Change my answers").click()
    expect(form).to_contain_text("In progress")
    assert told(partner, "ref-all")[0] == "IN_PROGRESS"


def test_what_is_wrong_is_said_first_and_beside_the_field(partner: Partner, page: Page):
    page.goto(link(partner, "ref-wrong"))
    # A browser lets this address pass; the server does not.
    charger(page).get_by_label("Email address").fill("ada@example")
    charger(page).get_by_label("Phone number").fill("541-555-0100")
    charger(page).get_by_role("button", name="Save").click()

    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Nothing was saved.")
    expect(page).to_have_title("Error: Your incentives")
    email = charger(page).get_by_label("Email address")
    expect(email).to_have_value("ada@example")
    expect(email).to_have_attribute("aria-invalid", "true")
    expect(charger(page).get_by_label("Phone number")).to_have_value("541-555-0100")
    expect(alert.get_by_role("link")).to_have_attribute("href", f"#{email.get_attribute('id')}")
    expect(alert).to_be_focused()
    assert told(partner, "ref-wrong")[0] == "NOT_STARTED"


def test_spanish_speakers_get_the_page_in_spanish(partner: Partner, browser: Browser):
    with browser.new_context(java_script_enabled=False, locale="es-MX") as context:
        page = context.new_page()
        page.goto(link(partner, "ref-spanish"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Sus incentivos")
        form = charger(page)
        form.get_by_label("Correo electrónico").fill("ada@example.org")
        form.get_by_role("button", name="Firmar y enviar").click()
        expect(page.get_by_role("alert")).to_contain_text(
            "Número de teléfono: es necesario para enviar la solicitud."
        )
        page.get_by_role("link", name="English").click()
        expect(form.get_by_label("Email address")).to_have_value("ada@example.org")


def test_every_control_has_a_name_and_can_be_reached(partner: Partner, page: Page):
    page.goto(link(partner, "ref-names"))
    for role in ("textbox", "combobox", "spinbutton", "checkbox", "button"):
        for each in page.get_by_role(role).all():
            expect(each).not_to_have_accessible_name("")
    expect(page.locator("[tabindex]")).to_have_count(0)
    expect(page.get_by_role("group", name="You and your home").first).to_be_visible()


@pytest.mark.parametrize("width", [320, 1200])
def test_the_page_is_never_wider_than_its_window(partner: Partner, browser: Browser, width: int):
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        page.goto(link(partner, f"ref-{width}"))
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_no_other_page_can_send_the_form(partner: Partner, page: Page):
    address = link(partner, "ref-elsewhere")
    page.goto(address)
    fields = {
        name: page.locator(f"input[name={name}]").first.get_attribute("value")
        for name in ("application", "seen")
    }
    inputs = "".join(f'<input name="{name}" value="{text}">' for name, text in fields.items())
    elsewhere = (
        f'<form method="post" action="{address}">{inputs}'
        '<input name="wish" value="save"><button>Go</button></form>'
    )
    page.route(
        "http://elsewhere.example/",
        lambda route: route.fulfill(body=elsewhere, content_type="text/html"),
    )
    page.goto("http://elsewhere.example/")
    with page.expect_response(address) as answered:
        page.get_by_role("button").click()
    assert answered.value.status == 403
