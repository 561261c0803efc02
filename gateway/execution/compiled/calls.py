"""Text that calls resolvers, and the arguments that they are called with."""

from enum import Enum
from typing import Any

from graphql import get_argument_values, print_ast
from graphql.execution.executor import Executor
from strawberry import UNSET
from strawberry.types.arguments import convert_arguments

from gateway.execution.compiled.selections import Selected
from gateway.execution.compiled.source import Source

_NEVER_CHANGED = (str, int, float, bool, Enum, type(None), type(UNSET))


def given_arguments(executor: Executor[Any], selected: Selected) -> dict[str, Any]:
    """Read the arguments of a field as graphql-core has them.

    Raises:
        GraphQLError: One is missing, or not of its type.
    """
    return get_argument_values(
        selected.definition,
        selected.node,
        executor.variable_values,
        None,
        executor.hide_suggestions,
    )


def converted(executor: Executor[Any], selected: Selected, given: dict[str, Any]) -> dict[str, Any]:
    """Return arguments as the resolver that is called takes them: wrapping does that itself."""
    if selected.resolver is None or selected.ours is None:
        return given
    strawberry = executor.schema._strawberry_schema  # type: ignore[attr-defined] # noqa: SLF001 - its way
    return convert_arguments(
        given,
        selected.ours.arguments,
        scalar_registry=strawberry.schema_converter.scalar_registry,
        config=strawberry.config,
        info=None,
    )


def constant_arguments(executor: Executor[Any], selected: Selected) -> dict[str, Any] | None:
    """Read the arguments of a field once for all runs; None where they may differ or be wrong."""
    # A dollar sign in a text does no harm: its field is read each time.
    if any("$" in print_ast(each) for each in selected.node.arguments or ()):
        return None
    try:
        found = converted(executor, selected, given_arguments(executor, selected))
    except Exception:
        return None
    alike = all(isinstance(value, _NEVER_CHANGED) for value in found.values())
    return found if alike else None


def path_to(selected: Selected) -> str:
    """Return an expression for the path of a field of the object ``o``."""
    return f"(p, {selected.key!r}, {selected.parent.name!r})"


def call(source: Source, selected: Selected, given: str) -> str:
    """Return an expression that calls a field's resolver on the object ``o``.

    Args:
        source: Where the names are kept.
        selected: The field.
        given: Expression for its arguments; empty where it has none.
    """
    field, resolver = source.name("F", selected), selected.resolver
    if resolver is None:
        # The wrapping that Strawberry made: permissions, extensions, whatever else there is.
        wrapped = source.name("W", selected.definition.resolve)
        return _call(wrapped, "o", f"R.raw_info({field}, {path_to(selected)})", given)
    function, informed = source.name("B", selected.asked or resolver.wrapped_func), ""
    if resolver.info_parameter is not None:
        name = resolver.info_parameter.name
        informed = f"{name}=R.info({field}, {path_to(selected)})"
    return _call(function, "o", informed, given)


def _call(function: str, *arguments: str) -> str:
    return f"{function}({', '.join(filter(None, arguments))})"
