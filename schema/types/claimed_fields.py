"""What an organization fills in itself."""

from typing import Self

import strawberry

from datasources.facts.errors import GraphError
from resolvers.commands.claim_fields import Claimed
from schema.types.form_field import FormField
from schema.types.user_error import UserError, user_error
from schema.view import View


@strawberry.type(description="What came of claiming fields.")
class ClaimFieldsPayload:
    """What came of claiming fields."""

    claimed_fields: list[FormField] | None = strawberry.field(
        description="All that is claimed now; null: there are user errors."
    )
    user_errors: list[UserError] = strawberry.field(
        description="Why nothing was changed; empty: it was done."
    )
    request_id: str = strawberry.field(description="Id of the request, for questions about it.")

    @classmethod
    def of(cls, claimed: Claimed, view: View) -> Self:
        """Present what is claimed."""
        return cls(
            claimed_fields=[FormField.of(each) for each in sorted(set(claimed.fields))],
            user_errors=[],
            request_id=view.scope.open_desk().request_id,
        )

    @classmethod
    def refused(cls, error: GraphError, view: View) -> Self:
        """Present why nothing was changed."""
        return cls(
            claimed_fields=None,
            user_errors=[user_error(error, view, root=None)],
            request_id=view.scope.open_desk().request_id,
        )
