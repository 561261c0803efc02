"""Keys of organizations, and whom a key speaks for."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import RowMapping, bindparam, insert, or_, select, update

from datasources.facts.organization import ApiKey, KeyScope, Principal
from datasources.sql.key_secrets import hash_of, matches, new_secret, prefix_of
from datasources.sql.tables import ApiKeyRow, table_of
from datasources.sql.transaction import Transaction

_KEY = table_of(ApiKeyRow)
_SHOWN = [column for column in _KEY.c if column is not _KEY.c.secret_hash]
_BY_PREFIX = select(_KEY).where(_KEY.c.prefix == bindparam("called"))
_BY_IDS = select(*_SHOWN).where(_KEY.c.id.in_(bindparam("ids", expanding=True)))
_ALL = select(*_SHOWN).order_by(_KEY.c.organization_id, _KEY.c.id)
_INSERT = insert(_KEY).returning(*_SHOWN)
_REVOKE = (
    update(_KEY)
    .where(_KEY.c.prefix == bindparam("called"), _KEY.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("now"))
)
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
    ) -> tuple[ApiKey, str]:
        """Make a key.

        Returns:
            The key, and its secret: it is not kept, so this is the only time it is seen.

        Raises:
            Conflict: There is no such organization.
        """
        secret = new_secret()
        values = {
            "organization_id": organization_id,
            "prefix": secret.prefix,
            "secret_hash": secret.hash,
            "label": label,
            "scope": scope,
            "created_at": now,
            "expires_at": expires_at,
        }
        (row,) = await self._transaction.rows(_INSERT, values)
        return ApiKey(**row), secret.text

    async def authenticate(self, secret: str, now: datetime) -> Principal | None:
        """Find whom a secret speaks for; None for whatever reason it speaks for nobody."""
        prefix = prefix_of(secret)
        rows = await self._transaction.rows(_BY_PREFIX, {"called": prefix}) if prefix else ()
        row = rows[0] if rows else None
        genuine = matches(secret, row["secret_hash"] if row else _NOBODY)
        if row is None or not genuine or not _in_force(row, now):
            return None
        return Principal(row["organization_id"], row["id"], row["scope"])

    async def touch(self, key_id: int, now: datetime) -> None:
        """Note that a key was used; writes nothing within a minute of the last note."""
        values = {"key_id": key_id, "now": now, "due": now - _TOUCH_EVERY}
        await self._transaction.run(_TOUCH, values)

    async def by_ids(self, ids: Sequence[int]) -> dict[int, ApiKey]:
        """Find keys in one statement; unknown ids are absent."""
        rows = await self._transaction.rows(_BY_IDS, {"ids": list(ids)})
        return {row["id"]: ApiKey(**row) for row in rows}

    async def all(self) -> tuple[ApiKey, ...]:
        """Return every key, by organization and age."""
        return tuple(ApiKey(**row) for row in await self._transaction.rows(_ALL))

    async def revoke(self, prefix: str, now: datetime) -> bool:
        """Take a key back at once; False where no key in force has that prefix."""
        result = await self._transaction.run(_REVOKE, {"called": prefix, "now": now})
        return result.rowcount == 1


def _in_force(row: RowMapping, now: datetime) -> bool:
    expires_at: datetime | None = row["expires_at"]
    return row["revoked_at"] is None and (expires_at is None or now < expires_at)
