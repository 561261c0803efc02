"""Says what an organization fills in itself."""

from dataclasses import replace
from typing import Annotated

import strawberry

from datasources.facts.application_refusals import FieldNotClaimable
from datasources.facts.errors import BadInput
from datasources.facts.fields import FieldName, camel_case
from datasources.facts.refusals import Refusal
from datasources.facts.text import Language, Text
from resolvers.actors import writer
from resolvers.commands.claim_fields import claim_fields
from schema.context import Info
from schema.errors import presented
from schema.idempotency import desk_for
from schema.partner_enums import Entity
from schema.types.claimed_fields import ClaimFieldsPayload
from schema.view import View

_MOST = 200


@strawberry.input(description="A field that the organization fills in itself.")
class ClaimedFieldInput:
    """A field of an entity."""

    entity: Entity = strawberry.field(description="What it belongs to.")
    field: str = strawberry.field(description="Its name, as `formFields` lists it.")

    def to_name(self, path: str) -> FieldName:
        """Return the field.

        Raises:
            FieldNotClaimable: There is none of that name.
        """
        try:
            return FieldName.parse(f"{camel_case(self.entity)}.{self.field}")
        except ValueError:
            named = self.field[:40]
            raise FieldNotClaimable(
                Text(f"There is no field {named!r}.", f"No existe el campo {named!r}."),
                f"{path}.field",
            ) from None


Claims = Annotated[
    list[ClaimedFieldInput],
    strawberry.argument(
        description="All fields that are claimed from now on, in place of those claimed before."
    ),
]


@strawberry.type
class ClaimMutations:
    """Root fields of what organizations fill in themselves."""

    @strawberry.mutation(
        description=(
            "Say which fields the organization fills in itself, so that its customers are not "
            "asked for them; `formFields` tells which can be claimed."
        )
    )
    async def claim_fields(self, info: Info, fields: Claims) -> ClaimFieldsPayload:
        """Claim fields."""
        with presented():
            desk = desk_for(info)
            actor = writer(desk)
            scope = replace(info.context.scope, desk=desk)
            view = View(scope, Language.EN, scope.today)
            try:
                claimed = await claim_fields(scope, actor, _read(fields))
            except (BadInput, Refusal) as error:
                return ClaimFieldsPayload.refused(error, view)
        return ClaimFieldsPayload.of(claimed, view)


def _read(fields: list[ClaimedFieldInput]) -> list[tuple[str, FieldName]]:
    """Return the fields, each with where in the input it stands."""
    if len(fields) > _MOST:
        raise BadInput(f"fields must have at most {_MOST} values", "fields")
    paths = [f"fields.{place}" for place in range(len(fields))]
    return [(path, each.to_name(path)) for path, each in zip(paths, fields, strict=True)]
