"""Pictures on the web."""

from typing import Self

import strawberry

from datasources.facts import incentive as facts


@strawberry.type(description="A picture on the web.")
class Image:
    """A picture on the web."""

    src: str = strawberry.field(description="Its address.")
    width: int = strawberry.field(description="Its width in pixels.")
    height: int = strawberry.field(description="Its height in pixels.")

    @classmethod
    def of(cls, fact: facts.Image | None) -> Self | None:
        """Present a picture, if there is one."""
        return cls(src=fact.src, width=fact.width, height=fact.height) if fact else None
