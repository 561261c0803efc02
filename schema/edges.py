"""Edges: fields that lead from an object to what has to be loaded."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import strawberry
from graphql import GraphQLError

from datasources.facts.errors import GraphError
from resolvers.loaders.answer import Answer
from schema.errors import told

E = TypeVar("E", bound=BaseException)

if TYPE_CHECKING:
    Asks = Answer
    """What an edge returns: the answer to what it asks."""
else:

    class Asks:
        """What clients get in the end, which is all that Strawberry looks at."""

        def __class_getitem__(cls, kind: object) -> object:
            return kind


Question = Callable[..., Answer[Any]]

_ASKED = "asked"


def edge(*, description: str | None = None) -> Callable[[Question], Any]:
    """Make a field of a method that says what to ask loaders, and what to make of it.

    Loaders answer many at once, and a list asks them once for all of its objects. What is expected
    to go wrong is told in the language of the object's view.
    """

    def made(asked: Question) -> Any:  # noqa: ANN401 - as Strawberry has it
        @wraps(asked)
        async def awaited(shown: Any, *given: Any, **named: Any) -> Any:  # noqa: ANN401 - as above
            try:
                return await asked(shown, *given, **named)
            except GraphError as error:
                raise why(shown, error) from error

        setattr(awaited, _ASKED, asked)
        return strawberry.field(awaited, description=description)

    return made


def asked_by(resolver: object) -> Question | None:
    """Return the method that an edge's resolver awaits; None for what is no edge's."""
    return getattr(resolver, _ASKED, None)


def why(shown: Any, error: E) -> E | GraphQLError:  # noqa: ANN401 - any object of the graph
    """Return how clients are told why an edge of an object leads nowhere."""
    return told(error, shown.view.language) if isinstance(error, GraphError) else error
