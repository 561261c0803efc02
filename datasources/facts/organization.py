"""Who calls: organizations and their keys."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

Network = IPv4Network | IPv6Network
"""A range of addresses; one address is a range, too."""

MOST_KEYS = 20
"""Keys in force that an organization may have: several for each of its systems, and few enough to
know each by name. One that nobody remembers is one that nobody misses when it is stolen."""

MOST_KEYS_ROLLING = 2 * MOST_KEYS
"""Keys in force with those that are being replaced: each of the most may have its successor, so
that an organization with many keys can replace them as safely as others."""


class KeyScope(StrEnum):
    """What a key may do; each scope includes the ones before it."""

    READ = "read"
    WRITE = "write"
    ADMIN = "admin"


_REACH = {scope: place for place, scope in enumerate(KeyScope)}


@dataclass(frozen=True, slots=True)
class Organization:
    """A partner whose customers nobody else sees.

    Attributes:
        slug: Short name in links.
    """

    id: int
    name: str
    slug: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key of an organization; the secret itself is not kept.

    Attributes:
        prefix: First characters of the key, by which it is found and told apart.
        networks: Whence it may be used; empty for anywhere.
    """

    id: int
    organization_id: int
    prefix: str
    label: str | None
    scope: KeyScope
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None
    networks: tuple[Network, ...] = ()

    def in_force(self, now: datetime) -> bool:
        """Tell whether the key works: not in the moment it expires, nor ever after it."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


@dataclass(frozen=True, slots=True)
class Principal:
    """Who a request acts for.

    Attributes:
        networks: Whence the key may be used; empty for anywhere.
    """

    organization_id: int
    key_id: int
    scope: KeyScope
    networks: tuple[Network, ...] = ()

    def may(self, scope: KeyScope) -> bool:
        """Tell whether the key may do what a scope allows.

        >>> Principal(1, 1, KeyScope.WRITE).may(KeyScope.READ)
        True
        """
        return _REACH[self.scope] >= _REACH[scope]

    def may_call_from(self, address: IPv4Address | IPv6Address | None) -> bool:
        """Tell whether the key may be used at an address; an unknown one is no key's own.

        >>> Principal(1, 1, KeyScope.READ, (IPv4Network("203.0.113.0/24"),)).may_call_from(
        ...     IPv4Address("203.0.114.1")
        ... )
        False
        """
        if not self.networks:
            return True
        return address is not None and any(address in network for network in self.networks)
