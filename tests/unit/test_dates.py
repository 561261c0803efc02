"""Dates as programs publish them, and figures that change over time."""

from dataclasses import dataclass
from datetime import date

import pytest

from datasources.facts.dates import FuzzyDate
from resolvers.rules.dates import in_force


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025H1", date(2025, 1, 1), date(2025, 6, 30)),
        ("2025H2", date(2025, 7, 1), date(2025, 12, 31)),
        ("2025Q1", date(2025, 1, 1), date(2025, 3, 31)),
        ("2025Q2", date(2025, 4, 1), date(2025, 6, 30)),
        ("2025Q3", date(2025, 7, 1), date(2025, 9, 30)),
        ("2025Q4", date(2025, 10, 1), date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-02", date(2025, 2, 1), date(2025, 2, 28)),
        ("2025-03-10", date(2025, 3, 10), date(2025, 3, 10)),
    ],
)
def test_a_period_has_a_first_and_a_last_day(text, first, last):
    period = FuzzyDate.parse(text)
    assert (period.first_day, period.last_day, str(period)) == (first, last, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "25",
        "2025H3",
        "2025Q0",
        "2025Q5",
        "2025-13",
        "2025-00",
        "2024-09-31",
        "2025-3-1",
        "2025 ",
    ],
)
def test_another_form_or_an_impossible_day_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        FuzzyDate.parse(text)


@dataclass(frozen=True)
class Figure:
    """A figure with nothing but its date."""

    valid_from: date


OLD, NEW = Figure(date(2025, 1, 1)), Figure(date(2026, 10, 1))


@pytest.mark.parametrize(
    ("today", "found"),
    [
        (date(2020, 1, 1), OLD),
        (date(2026, 9, 30), OLD),
        (date(2026, 10, 1), NEW),
        (date(2030, 1, 1), NEW),
    ],
)
def test_the_newest_figure_that_had_begun_is_in_force(today, found):
    assert in_force([NEW, OLD], today) is found


def test_without_figures_none_is_in_force():
    assert in_force([], date(2026, 1, 1)) is None
