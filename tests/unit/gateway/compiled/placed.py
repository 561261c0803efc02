"""Objects and resolvers whose values `whims` decides."""

from typing import Any

from resolvers.loaders.answer import Answer
from tests.unit.gateway.compiled.whims import WORLD, World


class Placed:
    """An object whose attributes are found when they are first asked for.

    Attributes:
        place: Where it is, which decides what it has.
    """

    def __init__(self, place: str) -> None:
        self.place = place

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name == "place":
            raise AttributeError(name)
        found = self.__dict__[name] = value(self, name)
        return found


def value(source: Placed | None, name: str, *given: Any, type_name: str = "") -> Any:
    """Return what a field of an object has."""
    world, kind, place = _found(source, name, type_name, *given)
    return world.value(kind, place)


async def later(source: Placed | None, name: str, *given: Any, type_name: str = "") -> Any:
    """Return what a field of an object has, when it is its turn."""
    await WORLD.get().come(f"{source and source.place} before {name}", None)
    world, kind, place = _found(source, name, type_name, *given)
    return await world.come(place, world.made(kind, place))


def ask(source: Placed | None, name: str, *given: Any, type_name: str = "") -> Answer[Any]:
    """Return what an edge of an object asks."""
    world, kind, place = _found(source, name, type_name, *given)
    return world.ask(place, lambda: world.value(kind, place))


def load(source: Placed | None, name: str, *given: Any, type_name: str = "") -> Any:
    """Return a future for what a field of an object has."""
    world, kind, place = _found(source, name, type_name, *given)
    return world.load(place, world.made(kind, place))


def _found(source: Any, name: str, type_name: str, *given: Any) -> tuple[World, Any, str]:
    world = WORLD.get()
    owner = type_name or next(
        each for each, made in world.classes.items() if isinstance(source, made)
    )
    kind = world.schema.type_map[owner].fields[name]  # type: ignore[attr-defined]
    told = f"({', '.join(map(repr, given))})" if given else ""
    return world, kind.type, f"{source.place if source else ''}/{name}{told}"
