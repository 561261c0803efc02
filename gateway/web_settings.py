"""What settings of the front door may be."""

import re
from enum import StrEnum

_VALKEY = re.compile(r"(rediss?|unix)://.+")
_ORIGIN = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?")


class StatusProfile(StrEnum):
    """Which draft of GraphQL over HTTP the status codes of `application/graphql-response+json` are.

    Plain JSON is answered by 200 for whatever is well-formed, in both.
    """

    DRAFT_2025 = "2025"
    DRAFT_2026_08 = "2026-08"


class DocumentsMode(StrEnum):
    """What becomes of a query whose text the manifest of trusted documents does not have."""

    OFF = "off"
    LOG = "log"
    REQUIRE = "require"


def listed(value: object) -> object:
    """Read a list with commas between; what is no text stays as it is.

    >>> listed("a, b,")
    ('a', 'b')
    """
    if not isinstance(value, str):
        return value
    return tuple(entry.strip() for entry in value.split(",") if entry.strip())


def web_origins(origins: tuple[str, ...]) -> tuple[str, ...]:
    """Return origins as browsers write them.

    Raises:
        ValueError: One has another form: a path, a capital letter, a star.
    """
    if not all(_ORIGIN.fullmatch(origin) for origin in origins):
        raise ValueError("not an origin")
    return origins


def web_address(url: str | None) -> str | None:
    """Return the address of a page or a service.

    Raises:
        ValueError: It is none.
    """
    if url is not None and not url.startswith(("https://", "http://")):
        raise ValueError("not a web address")
    return url


def valkey_address(url: str | None) -> str | None:
    """Return the address of a Valkey or Redis server.

    Raises:
        ValueError: It is none.
    """
    if url is not None and not _VALKEY.fullmatch(url):
        raise ValueError("not the address of a Valkey or Redis server")
    return url
