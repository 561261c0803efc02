"""Gives each request an id, which stands in its answer, its errors and the log."""

import re
import secrets

from starlette.datastructures import Headers
from starlette.types import Scope

HEADER = "x-request-id"

# Letters and digits together, and no word as names have it: nobody's name, number or street.
_ACCEPTABLE = re.compile(r"(?=.*[0-9])(?=.*[A-Za-z])(?!.*[A-Z][a-z]{3})[A-Za-z0-9._-]{4,64}")
_LONGEST_BEGINNING = 50
_KEY_BEGINS = "ig_"
_KEY = "incentive_graph.request_id"


def assign_request_id(scope: Scope) -> str:
    """Note the id that the client or a proxy sent, or a new one."""
    sent = Headers(scope=scope).get(HEADER, "")
    request_id = sent if _is_id(sent) else secrets.token_hex(8)
    scope[_KEY] = request_id
    return request_id


def request_id_of(scope: Scope) -> str:
    """Return the id of a request."""
    return str(scope[_KEY])


def request_id_on(connection_id: str, number: int) -> str:
    """Return the id of an operation of a connection; it begins like the connection's own.

    >>> request_id_on("trace-01", 3)
    'trace-01-op3'
    """
    return f"{connection_id[:_LONGEST_BEGINNING]}-op{number}"


def _is_id(sent: str) -> bool:
    """Tell an id from names, telephone numbers and keys: it is logged.

    >>> _is_id("trace-01"), _is_id("4bf92f35-77b3-4da6-a3ce-929d0e0e4736")
    (True, True)
    >>> _is_id("jane.doe"), _is_id("541-555-0199"), _is_id("ig_live_0aB3dE6fGhIjKlMnOpQrStUv")
    (False, False, False)
    """
    return _ACCEPTABLE.fullmatch(sent) is not None and _KEY_BEGINS not in sent.lower()
