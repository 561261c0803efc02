"""How an answer is looked at: what every object of it inherits from the question."""

from dataclasses import dataclass
from datetime import date

from datasources.facts.text import Language
from resolvers.loaders.loaders import Loaders
from resolvers.scope import Scope


@dataclass(frozen=True, slots=True)
class View:
    """The circumstances of one answer.

    Attributes:
        language: Of all texts for which a field asks for no other.
        today: The day asked about.
    """

    scope: Scope
    language: Language
    today: date

    @property
    def loaders(self) -> Loaders:
        """What the operation finds in storage; for objects that come from there."""
        return self.scope.open_desk().loaders
