"""How rows become facts: statements name their columns in the order of a fact's fields."""

from collections.abc import Callable
from dataclasses import fields, make_dataclass
from typing import Any, TypeVar

from sqlalchemy import Column, Table

F = TypeVar("F")


def columns_of(table: Table, fact: type) -> list[Column[Any]]:
    """Return the columns that are called as a fact's fields are, in the order of the fields."""
    return [table.c[field.name] for field in fields(fact) if field.name in table.c]


def maker_of(fact: type[F]) -> Callable[..., F]:
    """Return what makes a fact of all its fields, given in their order.

    A frozen fact's own constructor takes a detour for each field, which is most of what a row
    costs. This takes a fifth: it makes an object that is alike in all but being frozen, and then
    the fact of it.

    Raises:
        TypeError: The fact checks itself, which would be left out.
    """
    if hasattr(fact, "__post_init__"):
        raise TypeError(f"{fact.__name__} checks itself")

    def freeze(made: Any) -> None:  # noqa: ANN401 of the class made here
        made.__class__ = fact

    names = [field.name for field in fields(fact)]  # type: ignore[arg-type] # a dataclass
    return make_dataclass(fact.__name__, names, slots=True, namespace={"__post_init__": freeze})
