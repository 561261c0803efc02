"""Text that people could have typed."""

import unicodedata

_UNPRINTABLE = frozenset({"Cc", "Cs", "Cn"})
"""Control characters, halves of characters, and what Unicode does not know."""


def typeable(text: str) -> bool:
    r"""Tell whether people could have typed a text on one line.

    >>> typeable("Bend, OR"), typeable("Bend\x00")
    (True, False)
    """
    return not any(unicodedata.category(character) in _UNPRINTABLE for character in text)


def storable(text: str) -> bool:
    r"""Tell whether every database can keep a text, lines and tabs included.

    >>> storable("one\ntwo"), storable("one\x00two")
    (True, False)
    """
    return not any(
        character == "\0" or unicodedata.category(character) == "Cs" for character in text
    )
