"""Opaque global ids: what a client gets for an object, and may ask for it by."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from functools import lru_cache

import strawberry

from datasources.facts.errors import BadInput

_FORM = re.compile(r"(?P<kind>[A-Z][A-Za-z]{0,39}):(?P<key>[^\x00-\x1f\x7f]+)")
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class GlobalId:
    """What an opaque id stands for: a kind of object, and its key among them."""

    kind: str
    key: str


@lru_cache(maxsize=1 << 16)
def global_id(kind: str, key: str) -> strawberry.ID:
    """Return the opaque id of an object.

    >>> global_id("Incentive", "OR-1")
    'SW5jZW50aXZlOk9SLTE'
    """
    return strawberry.ID(urlsafe_b64encode(f"{kind}:{key}".encode()).decode().rstrip("="))


def read_id(text: str, field: str = "id") -> GlobalId:
    """Read an opaque id, whether or not there is such an object.

    Raises:
        BadInput: It is not one of ours.

    >>> read_id("SW5jZW50aXZlOk9SLTE")
    GlobalId(kind='Incentive', key='OR-1')
    """
    try:
        plain = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
    except ValueError:
        plain = ""
    match = _FORM.fullmatch(plain)
    # Decoding skips what it does not know, so that several texts would stand for one id.
    if match is None or len(text) > _LONGEST or global_id(match["kind"], match["key"]) != text:
        raise BadInput(f"{text[:40]!r} is not an id of this graph.", field)
    return GlobalId(match["kind"], match["key"])


def key_of(text: str, kind: str, field: str) -> str:
    """Return the key in the id of an object of one kind.

    Raises:
        BadInput: It is not one of ours, or of another kind.
    """
    found = read_id(text, field)
    if found.kind != kind:
        raise BadInput(f"That is the id of a {found.kind}, not of a {kind}.", field)
    return found.key
