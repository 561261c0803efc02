"""What to know about an answer that did not stop it."""

from typing import Self

import strawberry

from datasources.facts import check
from resolvers.calculator import Caution
from schema.enums import Language


@strawberry.type(description="Something to know about the answer that did not stop it.")
class CheckWarning:
    """Something the caller should know that did not stop the answer."""

    code: str = strawberry.field(description="Stable name, for programs.")
    message: str = strawberry.field(description="In words.")

    @classmethod
    def of(cls, caution: Caution | check.CheckWarning, language: Language) -> Self:
        """Present a caution."""
        return cls(code=caution.code, message=caution.message.read(language))
