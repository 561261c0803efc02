"""Values in words: money, days and lists as people write them, and plainly for programs."""

from collections.abc import Sequence
from datetime import date

from datasources.facts.text import Language, Text

_MOST_NAMES = 5
_AND_OTHERS = Text("{names} or one of {count} others", "{names} o una de otras {count}")
_MORE = Text("{names} and {count} more", "{names} y {count} más")
_DAY = Text("{month} {day}, {year}", "{day} de {month} de {year}")
_MONTHS = (
    Text("January", "enero"),
    Text("February", "febrero"),
    Text("March", "marzo"),
    Text("April", "abril"),
    Text("May", "mayo"),
    Text("June", "junio"),
    Text("July", "julio"),
    Text("August", "agosto"),
    Text("September", "septiembre"),
    Text("October", "octubre"),
    Text("November", "noviembre"),
    Text("December", "diciembre"),
)


def plain(value: object) -> str:
    """Write one value: dates in ISO form, truth as true or false, whole amounts without a fraction.

    >>> plain(96150.0), plain(True)
    ('96150', 'true')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def money(dollars: float) -> str:
    """Write an amount of dollars.

    >>> money(96150.0), money(1234.5)
    ('$96,150', '$1,234.50')
    """
    return f"${dollars:,.0f}" if float(dollars).is_integer() else f"${dollars:,.2f}"


def day(value: date, language: Language) -> str:
    """Write a day.

    >>> day(date(2025, 12, 31), Language.EN), day(date(2025, 12, 31), Language.ES)
    ('December 31, 2025', '31 de diciembre de 2025')
    """
    month = _MONTHS[value.month - 1].read(language)
    return _DAY.read(language).format(month=month, day=value.day, year=value.year)


def one_of(names: Sequence[str], language: Language) -> str:
    """Join names of which one is enough; long lists end with a count.

    >>> one_of(["Maine", "Ohio"], Language.EN), one_of(["Maine", "Ohio"], Language.ES)
    ('Maine or Ohio', 'Maine u Ohio')
    """
    if len(names) > _MOST_NAMES:
        few = ", ".join(names[:_MOST_NAMES])
        return _AND_OTHERS.read(language).format(names=few, count=len(names) - _MOST_NAMES)
    if len(names) <= 1:
        return "".join(names)
    return f"{', '.join(names[:-1])} {_or_before(names[-1], language)} {names[-1]}"


def some_of(names: Sequence[str], language: Language) -> str:
    """List names without saying how many of them it takes; long lists end with a count."""
    few = ", ".join(names[:_MOST_NAMES])
    if len(names) <= _MOST_NAMES:
        return few
    return _MORE.read(language).format(names=few, count=len(names) - _MOST_NAMES)


def _or_before(name: str, language: Language) -> str:
    if language is Language.EN:
        return "or"
    return "u" if name.casefold().startswith(("o", "ho")) else "o"
