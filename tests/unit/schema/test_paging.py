"""Pages stay in step when rows come and go between them."""

from schema.paging import Connection, Window, page


def shown(rows: list[str], after: str | None = None, first: int = 2) -> Connection[str]:
    return page(rows, Window.read(first, after), str, str.upper)


def test_a_page_goes_on_behind_its_row_when_rows_came_before_it():
    cursor = shown(["b", "c", "d"]).page_info().end_cursor
    assert shown(["a", "b", "c", "d"], cursor).nodes == ["D"]


def test_a_page_goes_on_where_its_row_stood_when_the_row_is_gone():
    cursor = shown(["a", "b", "c", "d"]).page_info().end_cursor
    assert shown(["a", "c", "d"], cursor).nodes == ["C", "D"]


async def test_a_page_is_empty_when_all_that_followed_is_gone():
    cursor = shown(["a", "b", "c", "d", "e"], first=4).page_info().end_cursor
    page = shown(["a"], cursor)
    assert (page.nodes, page.page_info().has_next_page) == ([], False)
    assert await page.total_count() == 1


def test_an_empty_list_has_one_empty_page():
    page = shown([])
    assert (page.edges(), page.page_info().has_previous_page) == ([], False)
    assert page.page_info().start_cursor is page.page_info().end_cursor is None
