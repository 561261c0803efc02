"""Whose allowance a request is counted against."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING

from datasources.facts.organization import Principal
from gateway.client_address import Address
from gateway.rates.bucket import Buckets, Rate
from gateway.rates.meter import LeakyMeter, Policy
from gateway.rates.own import OwnBuckets
from gateway.settings import Settings

if TYPE_CHECKING:
    from gateway.rates.shared import SharedBuckets

_ANONYMOUS_POINTS = 5_000
# Whoever has one address of version 6 has all of its network.
_NETWORK_BITS = 64


class Rates:
    """The allowances of all callers: one a key, and one an address for requests without a key.

    Args:
        keys: Of each key; None for no limit.
        addresses: Of each address; None for no limit.
        url: Of the Valkey or Redis server that processes share; None: each process counts alone.
        now: Tells the time.
    """

    def __init__(
        self,
        keys: Rate | None,
        addresses: Rate | None,
        url: str | None,
        now: Callable[[], datetime],
    ) -> None:
        self._keys = Policy("key", keys) if keys else None
        self._addresses = Policy("address", addresses) if addresses else None
        self._url = url
        self._now = now
        self._buckets: Buckets = OwnBuckets()
        self._together: SharedBuckets | None = None

    @property
    def shared(self) -> bool | None:
        """Whether processes count together now; None where they are not meant to."""
        return None if self._together is None else not self._together.alone

    @asynccontextmanager
    async def counting(self) -> AsyncIterator[None]:
        """Share what is counted, if it is to be shared, until the block ends."""
        if self._url is None:
            yield
            return
        from gateway.rates.shared import SharedBuckets  # noqa: PLC0415 - loads much for few

        async with SharedBuckets.open(self._url) as buckets:
            self._buckets = self._together = buckets
            yield

    def meter(self, principal: Principal | None, address: Address | None) -> LeakyMeter | None:
        """Return what counts a request; None where its caller may ask as much as it likes."""
        policy = self._keys if principal else self._addresses
        if policy is None:
            return None
        caller = _key(principal) if principal else network_of(address)
        return LeakyMeter(policy, self._buckets, f"{policy.name}:{caller}", self._now)


def rates_of(settings: Settings, now: Callable[[], datetime]) -> Rates:
    """Return the rates that settings describe."""
    keys = Rate(settings.rate_points, settings.rate_burst)
    points = settings.rate_anonymous_points
    if points is None:
        points = 0 if _all_look_alike(settings) else _ANONYMOUS_POINTS
    addresses = Rate(points, settings.rate_anonymous_burst)
    return Rates(
        keys if keys.per_s else None,
        addresses if addresses.per_s else None,
        settings.rate_url,
        now,
    )


def _all_look_alike(settings: Settings) -> bool:
    """Tell whether every request is from this machine: its owner's, or those of a proxy on it.

    One allowance for all of them would let any one of them stop all the others.
    """
    return _is_loopback(settings.host) and not settings.trusted_proxies


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _key(principal: Principal) -> str:
    return f"{principal.organization_id}:{principal.key_id}"


def network_of(address: Address | None) -> str:
    """Return whose address it is; nobody's in particular is all nobodies' together.

    >>> from ipaddress import ip_address
    >>> network_of(ip_address("203.0.113.9")), network_of(ip_address("2001:db8::9"))
    ('203.0.113.9', '2001:db8::/64')
    """
    if isinstance(address, IPv6Address):
        return str(ip_network((address, _NETWORK_BITS), strict=False))
    return str(address)
