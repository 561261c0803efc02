"""The failures that clients should be ready for."""

from typing import Self

import strawberry

from schema.errors import Possibility


@strawberry.type(description="A failure that the graph can answer with.")
class PossibleError:
    """A failure that the graph can answer with."""

    code: str = strawberry.field(description="What stands in `extensions.code` of the error.")
    description: str = strawberry.field(description="When it arises.")
    retryable: bool = strawberry.field(
        description="Whether the same request may succeed a little later."
    )

    @classmethod
    def of(cls, found: Possibility) -> Self:
        """Present a failure."""
        return cls(code=found.code, description=found.description, retryable=found.retryable)
