"""How operations were run."""

from dataclasses import dataclass


@dataclass(slots=True)
class Runs:
    """Counts of one engine.

    Attributes:
        compiled: Runs by a plan.
        interpreted: Runs by graphql-core.
        surprises: What compiled runs left to graphql-core: a field, an object or a list that was
            not what its text was written for. It may be wrong, or only rare.
        followed: Subscriptions that are being followed now.
    """

    compiled: int = 0
    interpreted: int = 0
    surprises: int = 0
    followed: int = 0
