"""Tells callers apart before anything of their requests is read."""

from collections.abc import Callable, Hashable

from starlette.datastructures import Headers
from starlette.types import Scope

from gateway.callers import KEY_HEADER
from gateway.client_address import client_address
from gateway.rates.rates import network_of
from gateway.wiring import Services


def whose_turn(services: Services) -> Callable[[Scope], Hashable]:
    """Return what tells whose line a request waits in.

    A key counts once it is known to be in force: whoever makes keys up has the line of its address.
    """

    def caller(scope: Scope) -> Hashable:
        key = Headers(scope=scope).get(KEY_HEADER)
        if key and services.partners and services.partners.callers.knows(key):
            return key
        return network_of(client_address(scope))

    return caller
