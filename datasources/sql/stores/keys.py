"""Keys of organizations, and whom a key speaks for."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from ipaddress import ip_network
from typing import Any

from sqlalchemy import bindparam, func, insert, or_, select, update

from datasources.facts.errors import Conflict
from datasources.facts.organization import (
    MOST_KEYS,
    MOST_KEYS_ROLLING,
    ApiKey,
    KeyScope,
    Network,
    Principal,
)
from datasources.sql.arrays import one_of
from datasources.sql.key_secrets import hash_of, matches, new_secret, prefix_of
from datasources.sql.rows import columns_of, maker_of
from datasources.sql.tables import ApiKeyRow, OrganizationRow, table_of
from datasources.sql.transaction import Transaction

_KEY = table_of(ApiKeyRow)
_ORGANIZATION = table_of(OrganizationRow)
_SHOWN = columns_of(_KEY, ApiKey)
_BY_PREFIX = select(_KEY.c.secret_hash, *_SHOWN).where(_KEY.c.prefix == bindparam("called"))
_ALL = select(*_SHOWN).order_by(_KEY.c.organization_id, _KEY.c.id)
_BY_IDS = _ALL.where(one_of(_KEY.c.id, "ids"))
_INSERT = insert(_KEY).returning(*_SHOWN)
# Who makes another key of the organization meanwhile waits, on databases with several writers;
# whoever refers to the organization in other rows does not.
_WHOSE = (
    select(_ORGANIZATION.c.id)
    .where(_ORGANIZATION.c.id == bindparam("owner"))
    .with_for_update(key_share=True)
)
_IN_FORCE = (
    select(func.count())
    .select_from(_KEY)
    .where(
        _KEY.c.organization_id == bindparam("owner"),
        _KEY.c.revoked_at.is_(None),
        or_(_KEY.c.expires_at.is_(None), _KEY.c.expires_at > bindparam("now")),
    )
)
_REVOKE = (
    update(_KEY)
    .where(_KEY.c.prefix == bindparam("called"), _KEY.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("now"))
)
_EXPIRE = update(_KEY).where(_KEY.c.id == bindparam("key_id")).values(expires_at=bindparam("until"))
_TOUCH = (
    update(_KEY)
    .where(
        _KEY.c.id == bindparam("key_id"),
        or_(_KEY.c.last_used_at.is_(None), _KEY.c.last_used_at <= bindparam("due")),
    )
    .values(last_used_at=bindparam("now"))
)
_TOUCH_EVERY = timedelta(minutes=1)
# Compared where no key is found, so that a wrong prefix takes as long as a wrong secret.
_NOBODY = hash_of("")

_key = maker_of(ApiKey)


class KeyStore:
    """Makes, finds and revokes keys."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def create(
        self,
        organization_id: int,
        scope: KeyScope,
        now: datetime,
        *,
        label: str | None = None,
        expires_at: datetime | None = None,
        networks: Sequence[Network] = (),
    ) -> tuple[ApiKey, str]:
        """Make a key, unless the organization has as many in force as it may.

        Returns:
            The key, and its secret: it is not kept, so this is the only time it is seen.

        Raises:
            Conflict: There is no such organization, or it has as many keys as it may.
        """
        await self._require_room(organization_id, now, MOST_KEYS)
        values = {
            "organization_id": organization_id,
            "label": label,
            "scope": scope,
            "created_at": now,
            "expires_at": expires_at,
            "networks": _written(networks),
        }
        return await self._insert(values)

    async def roll(
        self, prefix: str, now: datetime, overlap: timedelta
    ) -> tuple[ApiKey, str] | None:
        """Make a successor that may do the same, and let the key expire after an overlap.

        That works at the limit of keys, too: otherwise whoever is there would have to do without
        a key before replacing it.

        Returns:
            The successor and its secret; it lives as long as its predecessor was made for. None
            where no key in force has that prefix.

        Raises:
            Conflict: As many keys as may be at once are being replaced.
        """
        rows = await self._transaction.rows(_BY_PREFIX, {"called": prefix})
        old = _to_fact(rows[0][1:]) if rows else None
        if old is None or not old.in_force(now):
            return None
        ends = old.expires_at
        until = min(ends, now + overlap) if ends else now + overlap
        await self._transaction.run(_EXPIRE, {"key_id": old.id, "until": until})
        await self._require_room(old.organization_id, now, MOST_KEYS_ROLLING)
        values = {
            "organization_id": old.organization_id,
            "label": old.label,
            "scope": old.scope,
            "networks": _written(old.networks),
        }
        lives = {"created_at": now, "expires_at": ends and now + (ends - old.created_at)}
        return await self._insert(values | lives)

    async def authenticate(self, secret: str, now: datetime) -> Principal | None:
        """Find whom a secret speaks for; None for whatever reason it speaks for nobody."""
        # Looked up whatever its form is: how long it takes tells nothing.
        rows = await self._transaction.rows(_BY_PREFIX, {"called": prefix_of(secret) or ""})
        kept, *shown = rows[0] if rows else (_NOBODY,)
        genuine = matches(secret, kept)
        if not shown or not genuine:
            return None
        key = _to_fact(shown)
        if not key.in_force(now):
            return None
        return Principal(key.organization_id, key.id, key.scope, key.networks)

    async def touch(self, used: Mapping[int, datetime]) -> None:
        """Note when keys were used; writes nothing within a minute of a key's last note.

        Args:
            used: When each key was used, by id; at least one.
        """
        values = [
            {"key_id": key_id, "now": at, "due": at - _TOUCH_EVERY} for key_id, at in used.items()
        ]
        await self._transaction.run_each(_TOUCH, values)

    async def by_ids(self, ids: Sequence[int]) -> dict[int, ApiKey]:
        """Find keys in one statement; unknown ids are absent."""
        found = map(_to_fact, await self._transaction.rows(_BY_IDS, {"ids": ids}))
        return {key.id: key for key in found}

    async def all(self) -> tuple[ApiKey, ...]:
        """Return every key, by organization and age."""
        return tuple(map(_to_fact, await self._transaction.rows(_ALL)))

    async def revoke(self, prefix: str, now: datetime) -> bool:
        """Take a key back at once; False where no key in force has that prefix."""
        return await self._transaction.run(_REVOKE, {"called": prefix, "now": now}) == 1

    async def _insert(self, values: Mapping[str, Any]) -> tuple[ApiKey, str]:
        secret = new_secret()
        named = {"prefix": secret.prefix, "secret_hash": secret.hash}
        (row,) = await self._transaction.rows(_INSERT, {**values, **named})
        return _to_fact(row), secret.text

    async def _require_room(self, organization_id: int, now: datetime, most: int) -> None:
        whose = {"owner": organization_id}
        await self._transaction.rows(_WHOSE, whose)
        [(count,)] = await self._transaction.rows(_IN_FORCE, {**whose, "now": now})
        if count >= most:
            raise Conflict(
                f"The organization has {count} keys in force and may have no more: revoke one "
                "that is not needed."
            )


def _to_fact(row: Sequence[Any]) -> ApiKey:
    *shown, networks = row
    return _key(*shown, tuple(ip_network(each) for each in networks or ()))


def _written(networks: Sequence[Network]) -> list[str] | None:
    return [str(network) for network in networks] or None
