"""Says which fields an organization fills in itself, so that its customers are not asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from datasources.facts.application_refusals import FieldNotClaimable
from datasources.facts.fields import FieldName
from datasources.facts.history import ClaimedField
from datasources.facts.text import Text
from resolvers.actors import Actor
from resolvers.commands.once import Repeats, answered_once
from resolvers.scope import Scope
from resolvers.work import Work

Fields = Sequence[tuple[str, FieldName]]
"""Fields, each with where in the input it stands."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """All that an organization fills in itself from then on."""

    fields: tuple[FieldName, ...]


async def claim_fields(scope: Scope, actor: Actor, fields: Fields) -> Claimed:
    """Claim these fields, and no others any more.

    Returns:
        What was claimed; the first time, if this request came before.

    Raises:
        FieldNotClaimable: A field is none that programs ask customers for.
        InProgress: A twin with the same idempotency key is being answered.
        KeyReused: The idempotency key came with another request before.
        StorageUnavailable: No storage is configured, or it is away or busy.
    """
    for path, name in fields:
        if name.field.demand is None:
            raise FieldNotClaimable(
                Text(f"{name.path} cannot be claimed.", f"{name.path} no se puede reclamar."), path
            )
    claimed = Claimed(tuple(name for _, name in fields))

    async def claim(work: Work) -> Claimed:
        await work.claims.replace([ClaimedField(each.entity, each.name) for each in claimed.fields])
        return claimed

    repeats = Repeats.of(scope.open_desk(), "claimFields", claimed, Claimed, dry_run=False)
    return await answered_once(repeats, actor.organization_id, claim)
