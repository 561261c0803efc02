"""How long answers may be kept by others: data on the root fields of queries.

Only answers to requests without a key are public, so nothing here can be an organization's own.
"""

from collections.abc import Mapping
from typing import Final

_CODE: Final = 3600
"""Seconds for what changes with a new version of the server alone."""

_REFERENCE: Final = 60
"""Seconds for what changes with the data set, the catalog or the day; they change while running."""

_NOT = None
"""For what tells of a caller or of a home: an address or an income must not lie in a cache."""

PUBLIC_FOR_S: Final[Mapping[str, int | None]] = {
    "__typename": _CODE,
    "__schema": _REFERENCE,
    "__type": _REFERENCE,
    "application": _NOT,
    "applications": _NOT,
    "authorities": _REFERENCE,
    "calculator": _NOT,
    "compareHouseholds": _NOT,
    "customer": _NOT,
    "customers": _NOT,
    "dataset": _REFERENCE,
    "device": _REFERENCE,
    "deviceCategories": _CODE,
    "devices": _REFERENCE,
    "formFields": _CODE,
    "loanPrograms": _NOT,
    "location": _NOT,
    "node": _REFERENCE,
    "nodes": _REFERENCE,
    "possibleErrors": _CODE,
    "program": _REFERENCE,
    "programs": _REFERENCE,
    "rateLimit": _NOT,
    "state": _REFERENCE,
    "states": _REFERENCE,
    "utilities": _NOT,
    "utility": _REFERENCE,
    "viewer": _NOT,
}
"""Seconds for which the answer of each root field may be kept by anyone; None: by nobody."""


def public_for_s(fields: set[str]) -> int | None:
    """Return for how long an answer with these root fields may be kept: the shortest decides.

    >>> public_for_s({"states", "deviceCategories"})
    60
    >>> public_for_s({"states", "viewer"}) is None
    True
    """
    kept = [PUBLIC_FOR_S.get(field) for field in fields]
    times = [seconds for seconds in kept if seconds is not None]
    return min(times) if times and len(times) == len(kept) else None
