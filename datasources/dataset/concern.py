"""What a check noticed, before it is said where in a source that stands."""

from typing import NamedTuple


class Concern(NamedTuple):
    """Something noticed about one fact.

    Attributes:
        kind: Kind of fact: ``incentive``, ``authority``, ``overlap``, …
        state: Two-letter code, where the fact belongs to a state.
        id: The fact's key within its kind.
    """

    kind: str
    state: str | None
    id: str
    message: str
