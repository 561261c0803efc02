"""Dates as programs publish them: a day, a month, a quarter, a half or a whole year."""

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date

_FORM = re.compile(
    r"(?P<year>\d{4})(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?"
)


@dataclass(frozen=True, slots=True, order=True)
class FuzzyDate:
    """A period as written: ``2025``, ``2025H2``, ``2025Q3``, ``2025-03`` or ``2025-03-10``."""

    first_day: date
    last_day: date
    text: str = field(compare=False)

    @classmethod
    def parse(cls, text: str) -> "FuzzyDate":
        """Read one of the five forms.

        Raises:
            ValueError: The text has another form, or names a day that does not exist.

        >>> FuzzyDate.parse("2025Q3").last_day
        datetime.date(2025, 9, 30)
        >>> FuzzyDate.parse("2024-02").last_day
        datetime.date(2024, 2, 29)
        """
        match = _FORM.fullmatch(text)
        if match is None:
            raise ValueError(f"not a date, month, quarter, half or year: {text!r}")
        year = int(match["year"])
        if match["day"]:
            day = date(year, int(match["month"]), int(match["day"]))
            return cls(day, day, text)
        first, last = _months(match)
        return cls(date(year, first, 1), date(year, last, monthrange(year, last)[1]), text)

    def __str__(self) -> str:
        """Return the text as the program wrote it."""
        return self.text


def _months(match: re.Match[str]) -> tuple[int, int]:
    """Return the first and last month of the period that was written."""
    if match["month"]:
        return int(match["month"]), int(match["month"])
    if match["quarter"]:
        return 3 * int(match["quarter"]) - 2, 3 * int(match["quarter"])
    if match["half"]:
        return 6 * int(match["half"]) - 5, 6 * int(match["half"])
    return 1, 12
