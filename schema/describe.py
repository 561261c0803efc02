"""Makes a Python enum a GraphQL enum, with a description for each value."""

from collections.abc import Mapping
from enum import Enum

import strawberry
from strawberry.types.enum import StrawberryEnumDefinition


def describe(
    enum: type[Enum], description: str, values: Mapping[str, str], *, name: str | None = None
) -> None:
    """Show an enum in the schema; GraphQL names its values by their Python names.

    Args:
        enum: Ours or the facts'; it is marked in place.
        description: Of the enum.
        values: The description of each value, by name.
        name: In the schema; the Python name by default.

    Raises:
        KeyError: A value has no description.
    """
    strawberry.enum(enum, name=name, description=description)
    definition: StrawberryEnumDefinition = enum.__strawberry_definition__  # type: ignore[attr-defined]  # set by strawberry.enum
    for value in definition.values:
        value.description = values[value.name]
