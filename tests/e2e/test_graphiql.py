"""The GraphiQL page in a real browser that reaches nothing but our server."""

import os
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from gateway.explorer.assets import installed
from gateway.explorer.examples import examples
from tests.e2e.conftest import Server, Visit
from tests.e2e.partners import Partner, make_key

# GraphiQL stores its tabs with a delay.
_STORED_AFTER_MS = 1_000

# Where everything has to be checked, missing files are a failure.
pytestmark = pytest.mark.skipif(
    not installed() and "CI" not in os.environ,
    reason="GraphiQL's files are not installed: npm is missing",
)


def run(page: Page) -> None:
    page.get_by_role("button", name="Execute query").click()


def test_the_first_example_runs_and_shows_an_incentive(visit: Visit):
    page = visit.page
    page.goto("/graphql")
    expect(page.locator(".graphiql-query-editor .CodeMirror")).to_be_visible()
    expect(page.get_by_role("tab")).to_have_count(len(examples()))
    run(page)
    answer = page.locator(".result-window")
    expect(answer).to_contain_text('"incentives": [')
    expect(answer).to_contain_text('"shortDescription"')
    expect(answer).not_to_contain_text('"errors"')
    assert visit.outside == []
    assert visit.complaints == []


def test_the_schema_can_be_read(visit: Visit):
    page = visit.page
    page.goto("/graphql")
    page.get_by_role("button", name="Show Documentation Explorer").click()
    expect(page.locator(".graphiql-doc-explorer")).to_contain_text("Query")
    page.get_by_role("button", name="Show GraphiQL Explorer").click()
    expect(page.locator(".docExplorerWrap")).to_contain_text("calculator")
    assert (visit.outside, visit.complaints) == ([], [])


def test_a_query_in_the_address_is_shown(visit: Visit):
    page = visit.page
    page.goto(f"/graphql?query={quote('{ dataset { name } }')}")
    run(page)
    expect(page.locator(".result-window")).to_contain_text('"name"')


def test_a_subscription_without_a_key_says_so_at_once(visit: Visit):
    page = visit.page
    page.goto(f"/graphql?query={quote('subscription { applicationChanged { id } }')}")
    run(page)
    expect(page.locator(".result-window")).to_contain_text("Subscriptions take a key")
    assert (visit.outside, visit.complaints) == ([], [])


def test_a_subscription_shows_what_happens(visit: Visit, server: Server, repository: Path):
    page = visit.page
    partner = Partner(server, make_key(repository, server.log.parent, "Acme", "--scope", "write"))
    follow = "subscription { applicationChanged { entity field after } }"
    page.goto(f"/graphql?query={quote(follow)}")
    page.get_by_role("button", name="Headers").click()
    page.locator(".graphiql-editor-tool .graphiql-editor:not(.hidden) .CodeMirror").click()
    page.keyboard.insert_text(f'{{"X-API-Key": "{partner.key!s}"}}')
    run(page)
    answer = page.locator(".result-window")
    # Nothing tells when a subscription has begun.
    for number in range(20):
        assert partner.lookup(f"watched-{number}", createApplication=True)["check"]
        page.wait_for_timeout(_STORED_AFTER_MS)
        if "applicationChanged" in (answer.text_content() or ""):
            break
    expect(answer).to_contain_text('"applicationChanged"')
    expect(answer).not_to_contain_text('"errors"')
    page.get_by_role("button", name="Stop query").click()
    assert (visit.outside, visit.complaints) == ([], [])


def test_tabs_of_an_earlier_visit_are_kept(visit: Visit):
    page = visit.page
    page.goto("/graphql")
    page.get_by_role("tab").nth(2).click()
    expect(page.locator(".graphiql-query-editor")).to_contain_text("utilities")
    page.wait_for_timeout(_STORED_AFTER_MS)  # our policy lets no test wait within the page
    page.reload()
    expect(page.get_by_role("tab")).to_have_count(len(examples()))
    expect(page.locator(".graphiql-query-editor")).to_contain_text("utilities")


def test_the_start_page_needs_no_script_and_nothing_from_elsewhere(
    browser: Browser, server: Server
):
    with browser.new_context(java_script_enabled=False, base_url=server.url) as context:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto("/")
        expect(page.get_by_role("heading", name="Incentive Graph")).to_be_visible()
        page.get_by_role("link", name="Open GraphiQL").click()
        assert [url for url in asked if not url.startswith(server.url)] == []
