"""What an operation carries along for its root fields."""

from collections.abc import Callable
from dataclasses import dataclass

import strawberry

from datasources.facts.text import Language
from resolvers.scope import Scope
from schema.allowance import Allowance
from schema.view import View


@dataclass(frozen=True, slots=True)
class Context:
    """One operation's context; made by the gateway, never shared between operations.

    Attributes:
        allowance: Tells what the caller may still ask for; None: as much as it likes.
    """

    scope: Scope
    request_id: str
    allowance: Callable[[], Allowance] | None = None

    def view(self) -> View:
        """Return the view where nobody asks for another: English, today."""
        return View(self.scope, Language.EN, self.scope.today)


Info = strawberry.Info[Context, None]
"""What a root field is handed."""
