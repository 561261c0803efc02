"""What an operation carries along for its root fields."""

from dataclasses import dataclass

import strawberry

from datasources.facts.text import Language
from resolvers.scope import Scope
from schema.view import View


@dataclass(frozen=True, slots=True)
class Context:
    """One operation's context; made by the gateway, never shared between operations."""

    scope: Scope
    request_id: str

    def view(self) -> View:
        """Return the view where nobody asks for another: English, today."""
        return View(self.scope, Language.EN, self.scope.today)


Info = strawberry.Info[Context, None]
"""What a root field is handed."""
