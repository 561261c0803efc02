"""The example queries that GraphiQL opens with, one file each beside this module."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from gateway.explorer.assets import HERE


@dataclass(frozen=True, slots=True)
class Example:
    """A query with the values of its variables."""

    name: str
    query: str
    variables: dict[str, Any]

    def as_tab(self) -> dict[str, str]:
        """Return the example as GraphiQL takes a tab."""
        return {"query": self.query, "variables": json.dumps(self.variables, indent=2)}


@cache
def examples() -> tuple[Example, ...]:
    """Read the examples, in the order of their file names."""
    found = []
    for file in sorted((HERE / "examples").glob("*.graphql")):
        variables = json.loads(file.with_suffix(".json").read_text("utf-8"))
        found.append(Example(file.stem, file.read_text("utf-8"), variables))
    return tuple(found)
