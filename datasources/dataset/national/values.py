"""Checks that single values of the source files must pass."""

from typing import Annotated

from msgspec import Meta

Key = Annotated[str, Meta(min_length=1)]
FiveDigits = Annotated[str, Meta(pattern=r"^\d{5}$")]
MaybeFiveDigits = Annotated[str, Meta(pattern=r"^(\d{5})?$")]
ElevenDigits = Annotated[str, Meta(pattern=r"^\d{11}$")]
StateCode = Annotated[str, Meta(pattern=r"^[A-Z]{2}$")]
Share = Annotated[float, Meta(ge=0, le=1)]
Money = Annotated[int, Meta(ge=0)]
Limit = Annotated[float, Meta(ge=0)]
Size = Annotated[int, Meta(ge=1)]
