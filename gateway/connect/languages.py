"""Which language a page speaks."""

from collections.abc import Iterator

from datasources.facts.text import Language


def chosen(asked: str | None, accepted: str) -> Language:
    """Return the language of a page.

    Args:
        asked: What the address names; None, or what is no language here, where it names none.
        accepted: The header ``Accept-Language``.

    >>> chosen("es", "en-US"), chosen(None, "fr, es-MX;q=0.8, en;q=0.3"), chosen("x", "")
    (<Language.ES: 'es'>, <Language.ES: 'es'>, <Language.EN: 'en'>)
    """
    if asked is not None and asked in set(Language):
        return Language(asked)
    # The first of those that are liked best.
    return max(_accepted(accepted), key=lambda each: each[1], default=(Language.EN, 0.0))[0]


def _accepted(header: str) -> Iterator[tuple[Language, float]]:
    for part in header.split(","):
        tag, _, weight = part.partition(";")
        name = tag.strip().lower().partition("-")[0]
        liking = _weight(weight)
        if name in set(Language) and liking > 0:
            yield Language(name), liking


def _weight(parameter: str) -> float:
    text = parameter.strip().lower().removeprefix("q=")
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0
