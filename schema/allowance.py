"""What a caller may still ask for, as far as the gateway keeps count."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a caller may still ask for, in points of cost.

    Attributes:
        limit: Most that can be asked for at once.
        remaining: What is left of it, with this operation counted.
        reset_at: When all of it will be there again, if nothing else is asked.
        cost: Of this operation.
    """

    limit: int
    remaining: int
    reset_at: datetime
    cost: int
