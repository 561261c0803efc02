"""Who calls: organizations and their keys."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class KeyScope(StrEnum):
    """What a key may do; each scope includes the ones before it."""

    READ = "read"
    WRITE = "write"
    ADMIN = "admin"


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


@dataclass(frozen=True, slots=True)
class Principal:
    """Who a request acts for."""

    organization_id: int
    key_id: int
    scope: KeyScope

    def may(self, scope: KeyScope) -> bool:
        """Tell whether the key may do what a scope allows.

        >>> Principal(1, 1, KeyScope.WRITE).may(KeyScope.READ)
        True
        """
        order = list(KeyScope)
        return order.index(self.scope) >= order.index(scope)
