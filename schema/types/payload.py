"""What all mutations that can be tried tell beside their answer."""

import strawberry

from schema.types.field_change import FieldChange
from schema.types.user_error import UserError


@strawberry.type
class Payload:
    """What came of a mutation, beside its answer."""

    user_errors: list[UserError] = strawberry.field(
        description="Why nothing was changed; empty: it was done."
    )
    dry_run: bool = strawberry.field(description="Whether nothing was to be changed.")
    changes: list[FieldChange] = strawberry.field(
        description="What was changed, or on a dry run would be."
    )
    request_id: str = strawberry.field(description="Id of the request, for questions about it.")
