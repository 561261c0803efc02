"""Says which fields an organization fills in itself, so that its customers are not asked."""

from collections.abc import Sequence

from datasources.facts.application_refusals import FieldNotClaimable
from datasources.facts.fields import FieldName
from datasources.facts.history import ClaimedField
from datasources.facts.text import Text
from resolvers.actors import Actor
from resolvers.scope import Scope

Fields = Sequence[tuple[str, FieldName]]
"""Fields, each with where in the input it stands."""


async def claim_fields(scope: Scope, actor: Actor, fields: Fields) -> None:
    """Claim these fields, and no others any more.

    Raises:
        FieldNotClaimable: A field is none that programs ask customers for.
        StorageUnavailable: No storage is configured, or it is away or busy.
    """
    for path, name in fields:
        if name.field.demand is None:
            raise FieldNotClaimable(
                Text(f"{name.path} cannot be claimed.", f"{name.path} no se puede reclamar."), path
            )
    claims = [ClaimedField(name.entity, name.name) for _, name in fields]
    desk = scope.open_desk()
    async with desk.database.write(actor.organization_id) as writing:
        await desk.database.work(writing, actor.organization_id).claims.replace(claims)
