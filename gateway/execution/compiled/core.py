"""What the written functions ask of graphql-core."""

from typing import Any

from graphql import (
    GraphQLAbstractType,
    GraphQLError,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLResolveInfoHelpers,
    located_error,
)
from graphql.execution.executor import invalid_return_type_error, to_nodes
from graphql.pyutils import Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from gateway.execution.compiled.plan import Where
from gateway.execution.compiled.selections import Selected
from gateway.observing.runs import Runs


class Core(StrawberryGraphQLCoreExecutionContext):
    """Says what graphql-core and Strawberry say of a field, a value or an error.

    Args:
        runs: Where the run is counted.
    """

    def __init__(self, *args: Any, runs: Runs, **kwargs: Any) -> None:  # noqa: ANN401 - as above it
        super().__init__(*args, **kwargs)
        self._runs = runs

    @property
    def async_helpers(self) -> GraphQLResolveInfoHelpers:
        """What resolvers may hand on to whoever runs them, made for those that ask.

        Kept, it would know its owner: each run would be a ring, and all that it found would stay
        until the garbage collector comes.
        """
        return GraphQLResolveInfoHelpers(self.gather_async_work, self.track_async_work)

    @async_helpers.setter
    def async_helpers(self, _: GraphQLResolveInfoHelpers) -> None:
        pass

    def raw_info(self, field: Selected, path: Where) -> GraphQLResolveInfo[Any]:
        """Return what graphql-core tells resolvers."""
        nodes = to_nodes(field.details)
        return self.build_resolve_info(field.definition, nodes, field.parent, where(path))

    def info(self, field: Selected, path: Where) -> Any:  # noqa: ANN401 - of a class that is set
        """Return what Strawberry tells resolvers."""
        made = self.schema._strawberry_schema.config.info_class  # type: ignore[attr-defined] # noqa: SLF001
        return made(_raw_info=self.raw_info(field, path), _field=field.ours)

    def located(self, field: Selected, error: Exception, path: Where) -> GraphQLError:
        """Return an error with the place where it happened."""
        return located_error(error, to_nodes(field.details), where(path).as_list())

    def null(self, field: Selected) -> TypeError:
        """Return why null may not stand somewhere."""
        named = f"{field.parent.name}.{field.name}"
        return TypeError(f"Cannot return null for non-nullable field {named}.")

    def check(self, kind: GraphQLObjectType, field: Selected, value: Any, path: Where) -> None:  # noqa: ANN401
        """Have an object's type say whether it is one of its own.

        Raises:
            Exception: It is none, but what went wrong.
            GraphQLError: It is not.
        """
        self._runs.surprises += 1
        if isinstance(value, Exception):
            raise value
        if kind.is_type_of and not kind.is_type_of(value, self.raw_info(field, path)):
            raise invalid_return_type_error(kind, value, field.details)

    def concrete(self, kind: GraphQLAbstractType, field: Selected, value: Any, path: Where) -> str:  # noqa: ANN401
        """Return the name of the type that an object has, of those that it may have.

        Raises:
            Exception: It is none, but what went wrong.
            GraphQLError: It has none of them.
        """
        self._runs.surprises += 1
        if isinstance(value, Exception):
            raise value
        info = self.raw_info(field, path)
        name = (kind.resolve_type or self.type_resolver)(value, info, kind)
        return self.ensure_valid_runtime_type(name, kind, field.details, info, value).name


def where(path: Where) -> Path:
    """Return a path as graphql-core takes it."""
    above, key, owner = path
    return Path(above and where(above), key, owner)
