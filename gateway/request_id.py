"""Gives each request an id, which stands in its answer, its errors and the log."""

import re
import secrets

from starlette.datastructures import Headers
from starlette.types import Scope

HEADER = "x-request-id"

_ACCEPTABLE = re.compile(r"[A-Za-z0-9._-]{8,64}")
_KEY = "incentive_graph.request_id"


def assign_request_id(scope: Scope) -> str:
    """Note the id that the client or a proxy sent, or a new one."""
    sent = Headers(scope=scope).get(HEADER, "")
    request_id = sent if _ACCEPTABLE.fullmatch(sent) else secrets.token_hex(8)
    scope[_KEY] = request_id
    return request_id


def request_id_of(scope: Scope) -> str:
    """Return the id of a request."""
    return str(scope[_KEY])
