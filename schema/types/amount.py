"""What an offer pays."""

from typing import Self

import strawberry

from datasources.facts import incentive as facts
from schema.enums import AmountType, AmountUnit


@strawberry.type(description="What an offer pays.")
class Amount:
    """What an offer pays."""

    type: AmountType = strawberry.field(description="What `number` means.")
    number: float = strawberry.field(
        description="US dollars, US dollars for each unit, or a share of the cost from 0 to 1."
    )
    minimum: float | None = strawberry.field(
        description="The least it pays, US dollars; null: not stated."
    )
    maximum: float | None = strawberry.field(
        description="The most it pays, US dollars; null: not stated."
    )
    representative: float | None = strawberry.field(
        description="What it typically pays, US dollars; null: not stated."
    )
    unit: AmountUnit | None = strawberry.field(
        description="What is counted; null unless paid for each unit."
    )

    @classmethod
    def of(cls, fact: facts.Amount) -> Self:
        """Present an amount."""
        return cls(
            type=fact.type,
            number=fact.number,
            minimum=fact.minimum,
            maximum=fact.maximum,
            representative=fact.representative,
            unit=fact.unit,
        )
