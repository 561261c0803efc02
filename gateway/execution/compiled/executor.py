"""Runs compiled operations."""

import asyncio
from asyncio import Future
from collections.abc import Awaitable
from functools import partial
from types import CoroutineType
from typing import Any

from graphql import (
    ExecutionResult,
    GraphQLAbstractType,
    GraphQLError,
    GraphQLObjectType,
    GraphQLResolveInfo,
    OperationType,
    located_error,
)
from graphql.execution.executor import invalid_return_type_error, to_nodes
from graphql.pyutils import Path, is_iterable
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from gateway.execution.compiled.calls import read_arguments
from gateway.execution.compiled.plan import Place, Plan, Site, Step
from gateway.execution.compiled.plans import Plans
from gateway.execution.compiled.selections import Selected

Data = dict[str, Any]

Where = tuple[Any, str | int]
"""A path: the one above it, None for the root, and a key."""

Up = Place | None
"""The nearest place above that may be null; None: there are no data then."""


class CompiledExecutor(StrawberryGraphQLCoreExecutionContext):
    """Runs an operation by its plan, and by graphql-core where it has none.

    It is the run that the written functions are handed. Whatever goes wrong is told as graphql-core
    tells it: by its own methods, on the same value.

    Args:
        plans: Those of the document.
    """

    def __init__(self, *args: Any, plans: Plans, **kwargs: Any) -> None:  # noqa: ANN401 - as above it
        super().__init__(*args, **kwargs)
        self._plans = plans
        self._arguments: tuple[Selected, ...] = ()
        self._waiting: set[Future[Any]] = set()
        self._all_there: Future[None] | None = None
        self._gone = False
        self.given: list[dict[str, Any] | None] = []

    def execute_operation(self, serially: bool | None = None) -> Any:  # noqa: ANN401, FBT001 - as there
        """Run the operation; return its result, or what to wait for."""
        plan = self._plans.of(self)
        if plan is None:
            return super().execute_operation(serially)
        self._arguments = plan.arguments
        self.given = [None] * len(plan.arguments)
        data: Data = dict.fromkeys(plan.keys)
        if self.operation.operation is OperationType.MUTATION:
            return self._one_by_one(plan, data)
        for step in plan.steps:
            self._take(step, data)
        return self._together(data) if self._waiting else self._result(data)

    async def _one_by_one(self, plan: Plan, data: Data) -> ExecutionResult:
        for step in plan.steps:
            self._take(step, data)
            await self._settled()
        return self._result(data)

    async def _together(self, data: Data) -> ExecutionResult:
        await self._settled()
        return self._result(data)

    def _take(self, step: Step, data: Data) -> None:
        if self._gone:
            return
        try:
            step(self, data)
        except GraphQLError as error:
            self._null(error, None)

    def _result(self, data: Data) -> ExecutionResult:
        return ExecutionResult(None if self._gone else data, self.collected_errors.errors or None)

    # What arrives later.

    def pend(self, site: Site, awaited: Awaitable[Any], data: Data, path: Where, up: Up) -> None:
        """Put the data of a field into its place as soon as its value is there."""
        future: Future[Any]
        if isinstance(awaited, CoroutineType):
            # As ``ensure_future`` does, after asking what it is in every way there is.
            future = asyncio.get_running_loop().create_task(awaited)
        else:
            future = asyncio.ensure_future(awaited)
        self._waiting.add(future)
        future.add_done_callback(partial(self._arrived, site, data, path, up))

    def put(self, site: Site, value: Any, data: Data, path: Where, up: Up) -> None:  # noqa: ANN401
        """Put the data of a field's value into their place."""
        key = site.selected.key
        if site.branches and site.selected.nullable:
            up = Place(data, key, path)
        data[key] = site.complete(value, self, path, up)

    def _arrived(self, site: Site, data: Data, path: Where, up: Up, future: Future[Any]) -> None:
        try:
            self._put_what_came(site, data, path, up, future)
        except GraphQLError as error:
            self._null(error, up)
        finally:
            self._waiting.discard(future)
            if not self._waiting and self._all_there and not self._all_there.done():
                self._all_there.set_result(None)

    def _put_what_came(
        self, site: Site, data: Data, path: Where, up: Up, future: Future[Any]
    ) -> None:
        try:
            self.put(site, _outcome(future), data, path, up)
        except Exception as error:
            data[site.selected.key] = None
            self.failed(site.selected, error, path)

    async def _settled(self) -> None:
        """Wait until nothing is waited for; who gives up takes everybody along."""
        if not self._waiting:
            return
        self._all_there = asyncio.get_running_loop().create_future()
        try:
            await self._all_there
        except asyncio.CancelledError:
            while self._waiting:
                for future in self._waiting:
                    future.cancel()
                await asyncio.wait(self._waiting)
                # What came meanwhile is put into its place by calls that are on their way.
                await asyncio.sleep(0)
            raise

    # What resolvers are handed.

    def give(self, place: int) -> dict[str, Any]:
        """Read the arguments of a resolver, for the whole run."""
        found = self.given[place] = read_arguments(self, self._arguments[place])
        return found

    def raw_info(self, field: Selected, path: Where) -> GraphQLResolveInfo[Any]:
        """Return what graphql-core tells resolvers."""
        at = _path(path, field.parent.name)
        return self.build_resolve_info(field.definition, to_nodes(field.details), field.parent, at)

    def info(self, field: Selected, path: Where) -> Any:  # noqa: ANN401 - of a class that is set
        """Return what Strawberry tells resolvers."""
        made = self.schema._strawberry_schema.config.info_class  # type: ignore[attr-defined] # noqa: SLF001
        return made(_raw_info=self.raw_info(field, path), _field=field.ours)

    # What goes wrong.

    def again(self, field: Selected, source: Any, above: Where | None) -> Any:  # noqa: ANN401
        """Answer a field of an object as graphql-core does.

        Raises:
            GraphQLError: It failed, and must not be null.
        """
        at = _path((above, field.key), field.parent.name)
        return _there(self.execute_field(field.parent, source, field.details, at, None))

    def completed(self, field: Selected, value: Any, path: Where) -> Any:  # noqa: ANN401
        """Make data of a field's value as graphql-core does."""
        at, info = _path(path, field.parent.name), self.raw_info(field, path)
        return _there(self.complete_value(field.type, field.details, info, at, value, None))

    def failed(self, field: Selected, error: Exception, path: Where) -> None:
        """Note that a field failed, so that it is null.

        Raises:
            GraphQLError: It must not be null.
        """
        self.handle_field_error(error, field.type, field.details, _path(path))

    def located(self, field: Selected, error: Exception, path: Where) -> GraphQLError:
        """Return an error with the place where it happened."""
        return located_error(error, to_nodes(field.details), _path(path).as_list())

    def note(self, error: GraphQLError, path: Where) -> None:
        """Note an error that ends where it is."""
        self.collected_errors.add(error, _path(path))

    def null(self, field: Selected) -> TypeError:
        """Return why null may not stand somewhere."""
        named = f"{field.parent.name}.{field.name}"
        return TypeError(f"Cannot return null for non-nullable field {named}.")

    def listed(self, field: Selected, value: Any) -> Any:  # noqa: ANN401
        """Return the items of a list.

        Raises:
            GraphQLError: It is none.
        """
        if value.__class__ is list or value.__class__ is tuple:
            return value
        if is_iterable(value):
            return list(value)
        named = f"{field.parent.name}.{field.name}"
        raise GraphQLError(f"Expected Iterable, but did not find one for field '{named}'.")

    def check(self, kind: GraphQLObjectType, field: Selected, value: Any, path: Where) -> None:  # noqa: ANN401
        """Have an object's type say whether it is one of its own.

        Raises:
            GraphQLError: It is not.
        """
        if kind.is_type_of and not kind.is_type_of(value, self.raw_info(field, path)):
            raise invalid_return_type_error(kind, value, field.details)

    def concrete(self, kind: GraphQLAbstractType, field: Selected, value: Any, path: Where) -> str:  # noqa: ANN401
        """Return the name of the type that an object has, of those that it may have.

        Raises:
            GraphQLError: It has none of them.
        """
        info = self.raw_info(field, path)
        name = (kind.resolve_type or self.type_resolver)(value, info, kind)
        return self.ensure_valid_runtime_type(name, kind, field.details, info, value).name

    def _null(self, error: GraphQLError, up: Up) -> None:
        """Note an error, and put null where it may stand."""
        if up is None:
            self._gone = True
            self.collected_errors.add(error, None)
        else:
            self.note(error, up.path)
            up.within[up.key] = None


def _outcome(future: Future[Any]) -> Any:  # noqa: ANN401
    if future.cancelled():
        # Not by whoever asked: they would have been told otherwise.
        raise RuntimeError("What was awaited was cancelled.")
    return future.result()


def _path(path: Where, parent: str | None = None) -> Path:
    above, key = path
    return Path(above and _path(above), key, parent)


def _there(data: Any) -> Any:  # noqa: ANN401
    """Return data that no one has to wait for.

    Raises:
        TypeError: Somebody has; attributes and plain methods hold nothing to wait for.
    """
    if hasattr(data, "__await__"):
        raise TypeError("An attribute or a plain method has a value that must be awaited.")
    return data
