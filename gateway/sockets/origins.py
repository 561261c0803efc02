"""Which web pages may connect.

Browsers let a page of any origin open a WebSocket and ask nobody; they only tell whence it came.
"""

import re
from collections.abc import Collection, Sequence

_ORIGIN = re.compile(r"(https?)://([^/?#@\s]+)", re.IGNORECASE | re.ASCII)
_PLACE = re.compile(r"(\[[0-9a-f:.]+\]|[^:\[\]]+)(?::([0-9]{1,5}))?", re.IGNORECASE | re.ASCII)
_PORTS = {"http": 80, "https": 443}


def may_connect(
    origins: Sequence[str], host: str, allowed: Collection[str], *, secure: bool
) -> bool:
    """Tell whether whoever tells an origin may connect: no page, one of ours, or one that is named.

    Args:
        origins: As the request tells them; no program but a browser tells any.
        host: To which the request was sent.
        allowed: Origins of pages elsewhere that may.
        secure: Whether it came encrypted. Otherwise it may have done so as far as a proxy.
    """
    if not origins:
        return True
    if len(origins) > 1:
        return False
    return origins[0] in allowed or _is_own(origins[0], host, secure=secure)


def _is_own(origin: str, host: str, *, secure: bool) -> bool:
    found = _ORIGIN.fullmatch(origin)
    if found is None:
        return False
    scheme = found[1].lower()
    if secure and scheme != "https":
        return False
    place = _place(found[2], scheme)
    return place is not None and place == _place(host, scheme)


def _place(text: str, scheme: str) -> tuple[str, int] | None:
    """Return host and port, also where the port is the scheme's own and left out.

    >>> _place("Graph.example.org", "https"), _place("[::1]:8000", "http")
    (('graph.example.org', 443), ('[::1]', 8000))
    """
    found = _PLACE.fullmatch(text)
    return (found[1].lower(), int(found[2] or _PORTS[scheme])) if found else None
