"""How an answer is looked at: what every object of it inherits from the question."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Self

from datasources.facts.text import Language
from resolvers.loaders.loaders import Loaders
from resolvers.scope import Scope


# Without slots, which would leave no room for the loaders.
@dataclass(frozen=True)
class View:
    """The circumstances of one answer.

    Attributes:
        language: Of all texts for which a field asks for no other.
        today: The day asked about.
    """

    scope: Scope
    language: Language
    today: date

    @cached_property
    def loaders(self) -> Loaders:
        """What the operation finds in storage; for objects that come from there."""
        return self.scope.open_desk().loaders

    def spoken(self, language: Language | None) -> Self:
        """Return the view in another language; the same where none is asked for."""
        return replace(self, language=language) if language else self
