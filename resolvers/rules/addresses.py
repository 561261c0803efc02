"""Whether two addresses are the same, however they are written."""

import re

from datasources.facts.geography import PostalAddress

_WORDS = {
    "street": "st",
    "avenue": "ave",
    "av": "ave",
    "road": "rd",
    "drive": "dr",
    "lane": "ln",
    "boulevard": "blvd",
    "court": "ct",
    "place": "pl",
    "terrace": "ter",
    "circle": "cir",
    "highway": "hwy",
    "parkway": "pkwy",
    "square": "sq",
    "trail": "trl",
    "north": "n",
    "south": "s",
    "east": "e",
    "west": "w",
    "northeast": "ne",
    "northwest": "nw",
    "southeast": "se",
    "southwest": "sw",
    "apartment": "unit",
    "apt": "unit",
    "suite": "unit",
    "ste": "unit",
    "#": "unit",
}
"""Spellings of the same word.

Source: United States Postal Service, Publication 28, appendix C.
"""
_TOKENS = re.compile(r"#|[^\W_]+")
_ZIP_DIGITS = 5


def same_address(one: PostalAddress, other: PostalAddress) -> bool:
    """Tell whether two addresses are the same but for case, spacing and common abbreviations.

    >>> home = PostalAddress("456 Main Street", "Bend", "OR", "97701", "Apt 2B")
    >>> same_address(home, PostalAddress("456 MAIN ST.", "bend", "OR", "97701-1234", "#2b"))
    True
    """
    return _normal(one) == _normal(other)


def _normal(address: PostalAddress) -> tuple[str, ...]:
    return (
        _words(address.street1),
        _words(address.street2 or ""),
        _words(address.city),
        address.state,
        address.postal_code[:_ZIP_DIGITS],
    )


def _words(text: str) -> str:
    tokens = _TOKENS.findall(text.casefold())
    return " ".join(_WORDS.get(token, token) for token in tokens)
