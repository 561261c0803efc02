"""What the caller may still ask for."""

from datetime import datetime
from typing import Self

import strawberry

from schema.allowance import Allowance


@strawberry.type(
    description="What the caller may still ask for, in points: each operation takes what it costs, "
    "and they come back with time."
)
class RateLimit:
    """What the caller may still ask for."""

    limit: int = strawberry.field(description="Most points that can be there.")
    remaining: int = strawberry.field(description="What is left, with this operation counted.")
    reset_at: datetime = strawberry.field(
        description="When all points will be there again, if nothing else is asked."
    )
    cost: int = strawberry.field(
        description="What this operation was taken to cost before it ran; what it did not need is "
        "given back after it."
    )

    @classmethod
    def of(cls, found: Allowance) -> Self:
        """Present an allowance."""
        return cls(
            limit=found.limit,
            remaining=found.remaining,
            reset_at=found.reset_at,
            cost=found.cost,
        )
