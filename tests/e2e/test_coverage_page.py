"""The page of coverage in a real browser: by keyboard, by name, in the dark, on a small screen."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e import plain_http
from tests.e2e.conftest import Server, Visit

JURISDICTIONS = 56
FIRST_LINE_OF_THE_MAP = ["AK", "ME", "WI", "VT", "NH", "WA"]
SKIP_AND_LINKS = 4


def test_the_keyboard_reaches_every_square_and_sees_where_it_is(visit: Visit):
    page = visit.page
    page.goto("/coverage")
    for _ in range(SKIP_AND_LINKS):
        page.keyboard.press("Tab")
    reached = []
    for _ in range(JURISDICTIONS):
        page.keyboard.press("Tab")
        focused = page.locator("a.tile:focus-visible")
        expect(focused.locator(".ring")).not_to_have_css("stroke", "none")
        reached.append((focused.get_attribute("href") or "").removeprefix("#"))
    assert len(set(reached)) == JURISDICTIONS
    assert reached[: len(FIRST_LINE_OF_THE_MAP)] == FIRST_LINE_OF_THE_MAP
    assert (visit.outside, visit.complaints) == ([], [])


def test_a_square_leads_to_its_row(visit: Visit):
    page = visit.page
    page.goto("/coverage")
    page.get_by_role("link", name=re.compile("^Oregon: launched")).focus()
    page.keyboard.press("Enter")
    expect(page.locator("tr:target")).to_contain_text("Oregon")
    expect(page.locator("tr:target")).to_be_in_viewport()


def test_squares_have_names_and_descriptions_for_those_who_do_not_see_them(visit: Visit):
    page = visit.page
    page.goto("/coverage")
    squares = page.get_by_role("list", name="States and territories")
    expect(squares.get_by_role("listitem")).to_have_count(JURISDICTIONS)
    oregon = squares.get_by_role("link", name="Oregon: launched, 13 programs", exact=True)
    expect(oregon).to_have_accessible_description("25 incentives. HEAR rebates: paused.")
    assert "Oregon: launched, 13 programs" in squares.aria_snapshot()


def test_the_table_says_the_same(visit: Visit):
    page = visit.page
    page.goto("/coverage")
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(JURISDICTIONS)
    codes = page.locator("tbody th[scope=row]").all_inner_texts()
    assert codes == sorted(codes)
    for head in page.get_by_role("columnheader").all():
        expect(head).to_have_attribute("scope", "col")
    expect(page.locator("#OR")).to_contain_text("launched")


def test_the_map_can_be_skipped(visit: Visit):
    page = visit.page
    page.goto("/coverage")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip the map")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The same as a table")).to_be_focused()


@pytest.mark.parametrize("width", [360, 1200])
def test_the_page_is_never_wider_than_its_window(visit: Visit, width: int):
    page = visit.page
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/coverage")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    expect(page.locator("#OR td").first).to_be_visible()


def test_the_dark_has_colours_of_its_own(visit: Visit):
    page = visit.page
    page.goto("/coverage")
    face = page.locator("a.launched .face").first

    def colours() -> list[str]:
        return [
            where.evaluate("at => getComputedStyle(at).fill + getComputedStyle(at).backgroundColor")
            for where in (face, page.locator("body"))
        ]

    page.emulate_media(color_scheme="light")
    light = colours()
    page.emulate_media(color_scheme="dark")
    dark = colours()
    assert all(one != other for one, other in zip(light, dark, strict=True))


def test_the_page_needs_no_script(browser: Browser, server: Server):
    with browser.new_context(java_script_enabled=False, base_url=server.url) as context:
        page = context.new_page()
        page.goto("/")
        page.get_by_role("link", name="on a map").click()
        expect(page.locator("svg a.tile")).to_have_count(JURISDICTIONS)
        page.get_by_role("link", name="Map as SVG").click()
        expect(page.locator("a.tile")).to_have_count(JURISDICTIONS)
        expect(page.locator("a.launched .face").first).to_have_css("fill", "rgb(15, 111, 104)")


def test_the_query_of_the_page_is_answered(server: Server, visit: Visit):
    visit.page.goto("/coverage")
    address = visit.page.get_by_role("link", name="Ask the graph").get_attribute("href")
    answer = plain_http.get(f"{server.url}{address}").json()
    assert len(answer["data"]["states"]) == JURISDICTIONS


def test_the_picture_may_run_nothing(server: Server):
    response = plain_http.get(f"{server.url}/coverage.svg")
    assert response.headers["content-type"].startswith("image/svg+xml")
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert "script" not in response.headers["content-security-policy"] + response.text
