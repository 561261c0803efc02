"""Notes for whom a request is answered, and what it asks of storage."""

from dataclasses import replace

from starlette.datastructures import Headers

from datasources.facts.organization import Principal
from datasources.sql.key_secrets import prefix_of
from gateway.callers import KEY_HEADER
from gateway.observing.record import noted
from gateway.observing.storage import WatchedStorage
from resolvers.desk import Desk


def note_caller(desk: Desk | None, headers: Headers) -> None:
    """Note whose valid key a request brought; of others nothing is known, so nothing is told."""
    if desk is not None and desk.principal is not None:
        note_key(desk.principal, headers.get(KEY_HEADER, ""))


def note_key(principal: Principal, key: str) -> None:
    """Note whose a valid key is."""
    record = noted()
    record.organization = principal.organization_id
    record.key = prefix_of(key)


def watched(desk: Desk) -> Desk:
    """Return a desk whose use is noted, where somebody wants to know."""
    record = noted()
    if record.stages is None:
        return desk
    storage = WatchedStorage(desk.database, record.stages)
    return replace(desk, database=storage, told=record.note_batch)
