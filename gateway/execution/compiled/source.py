"""Python text in the making, with the objects that it names."""

from collections.abc import Mapping
from typing import Any

_MOST_NAMES = 4_000


class NotCompiled(Exception):
    """An operation has something that only graphql-core itself runs."""


class Source:
    """Functions of one module that is written for one operation.

    Names of graphs and response keys come in only as they were parsed, and always quoted.
    """

    def __init__(self) -> None:
        self._named: dict[str, object] = {}
        self._names: dict[int, str] = {}
        self._texts: list[str] = []
        self._count = 0

    def fresh(self, kind: str) -> str:
        """Return a name that nothing has yet.

        Raises:
            NotCompiled: The text gets too long to be worth it.
        """
        self._count += 1
        if self._count > _MOST_NAMES:
            raise NotCompiled("It is too long.")
        return f"{kind}{self._count}"

    def name(self, kind: str, value: object) -> str:
        """Return the name under which the text finds an object."""
        known = self._names.get(id(value))
        if known is None:
            known = self._names[id(value)] = self.fresh(kind)
            self._named[known] = value
        return known

    def function(self, name: str, parameters: str, *lines: str) -> None:
        """Add a function; lines that stand deeper bring their own indentation."""
        body = "".join(f"\n    {line}" for line in lines)
        self._texts.append(f"def {name}({parameters}):{body}")

    def table(self, kind: str, rows: Mapping[str, str]) -> str:
        """Add a dictionary, of expressions for keys and values; return its name."""
        name = self.fresh(kind)
        items = ", ".join(f"{key}: {value}" for key, value in rows.items())
        self._texts.append(f"{name} = {{{items}}}")
        return name

    def __str__(self) -> str:
        return "\n".join(self._texts)

    def built(self) -> dict[str, Any]:
        """Return what the text defines, by name."""
        module = dict(self._named)
        exec(compile(str(self), "<operation>", "exec"), module)  # noqa: S102 - written here only
        return module
