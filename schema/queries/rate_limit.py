"""Asks what the caller may still ask for."""

import strawberry

from schema.context import Info
from schema.types.rate_limit import RateLimit


@strawberry.type
class RateLimitQueries:
    """Root fields about the caller's rate."""

    @strawberry.field(description="What the caller may still ask for; null: as much as it likes.")
    def rate_limit(self, info: Info) -> RateLimit | None:
        """Tell what is left."""
        allowance = info.context.allowance
        return RateLimit.of(allowance()) if allowance else None
