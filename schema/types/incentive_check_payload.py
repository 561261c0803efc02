"""What comes of checking incentives."""

from typing import Self

import strawberry

from datasources.facts import check as facts
from datasources.facts.errors import GraphError
from schema.types.customer import IncentiveCheck
from schema.types.field_change import FieldChange
from schema.types.payload import Payload
from schema.types.program import InLanguage
from schema.types.user_error import user_error
from schema.view import View


@strawberry.type(description="What came of a check of incentives.")
class IncentiveCheckPayload(Payload):
    """What came of a check."""

    found: strawberry.Private[facts.IncentiveCheck | None]
    view: strawberry.Private[View]

    @strawberry.field(description="What was found; null: the user errors say why not.")
    def check(self, language: InLanguage = strawberry.UNSET) -> IncentiveCheck | None:
        """Return the check, its texts in a language."""
        return IncentiveCheck.of(self.found, self.view.spoken(language)) if self.found else None

    @classmethod
    def of(cls, fact: facts.CheckAnswer, view: View, *, dry_run: bool) -> Self:
        """Present a check that was made."""
        return cls(
            user_errors=[],
            dry_run=dry_run,
            changes=[FieldChange.of(each) for each in fact.changes],
            request_id=view.scope.open_desk().request_id,
            found=fact.check,
            view=view,
        )

    @classmethod
    def refused(cls, error: GraphError, view: View, *, dry_run: bool) -> Self:
        """Present why no check was made."""
        return cls(
            user_errors=[user_error(error, view)],
            dry_run=dry_run,
            changes=[],
            request_id=view.scope.open_desk().request_id,
            found=None,
            view=view,
        )
