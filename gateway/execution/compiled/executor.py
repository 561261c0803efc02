"""Runs compiled operations."""

import asyncio
from asyncio import Future
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from graphql import ExecutionResult, GraphQLError, GraphQLList, GraphQLObjectType, OperationType

from gateway.execution.compiled.calls import converted, given_arguments
from gateway.execution.compiled.core import Core, where
from gateway.execution.compiled.plan import Asked, Data, Place, Plan, Site, Step, Up, Where
from gateway.execution.compiled.plans import Plans
from gateway.execution.compiled.selections import Selected
from gateway.execution.compiled.waiting import Waiting, outcome
from gateway.observing.runs import Runs
from resolvers.loaders.batch import Batch
from schema.edges import why

Keep = Callable[[Any], object]
Miss = Callable[[Exception], None]


class CompiledExecutor(Core):
    """Runs an operation by its plan, and by graphql-core where it has none.

    It is the run that the written functions are handed. Whatever is not usual is left to the
    methods of graphql-core, on the same value: it may be wrong, and is told in its words then.

    Args:
        plans: Those of the document.
        runs: Where the run is counted.
    """

    def __init__(self, *args: Any, plans: Plans, runs: Runs, **kwargs: Any) -> None:  # noqa: ANN401 - as above it
        super().__init__(*args, runs=runs, **kwargs)
        self._plans = plans
        self._arguments: tuple[Selected, ...] = ()
        self._waiting = Waiting()
        self._gone = False
        self.given: list[dict[str, Any] | None] = []

    def execute_operation(self, serially: bool | None = None) -> Any:  # noqa: ANN401, FBT001 - as there
        """Run the operation; return its result, or what to wait for."""
        plan = self._plans.of(self)
        if plan is None:
            self._runs.interpreted += 1
            return super().execute_operation(serially)
        self._runs.compiled += 1
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
            await self._waiting.settled()
        return self._result(data)

    async def _together(self, data: Data) -> ExecutionResult:
        await self._waiting.settled()
        return self._result(data)

    def _take(self, step: Step, data: Data) -> None:
        if self._gone:
            return
        try:
            step(self, data)
        except GraphQLError as error:
            self._null(error, None)
        except Exception as error:
            self._gone = True
            self._waiting.give_up(error)

    def _result(self, data: Data) -> ExecutionResult:
        return ExecutionResult(None if self._gone else data, self.collected_errors.errors or None)

    # What is put into its place.

    def pend(self, site: Site, awaited: Awaitable[Any], data: Data, path: Where, up: Up) -> None:
        """Put the data of a field into its place as soon as its value is there."""
        self._waiting.begin(awaited, path, partial(self._arrived, site, data, path, up))

    def ask(self, batch: Batch[Any, Any], asked: Asked) -> None:
        """Do the same for an edge, with all that wait for the same batch."""
        others = self._waiting.asked.get(batch)
        if others is None:
            self._waiting.asked[batch] = [asked]
            batch.add_done_callback(self._answered)
        else:
            others.append(asked)

    def put(self, site: Site, data: Data, path: Where, up: Up, value: Any) -> None:  # noqa: ANN401
        """Put the data of a field's value into their place."""
        field = site.selected
        if site.branches:
            place = Place(data, field.key, path) if field.nullable else up
            data[field.key] = site.complete(value, self, path, place)
            return
        try:
            data[field.key] = site.complete(value, self)
        except Exception:
            usual = False
        else:
            usual = True
        if not usual:
            self._runs.surprises += 1
            at, info = where(path), self.raw_info(field, path)
            made = self.complete_value(field.type, field.details, info, at, value, None)
            self._fill(field, made, data, path, up)

    def again(self, field: Selected, source: Any, data: Data, path: Where, up: Up) -> None:  # noqa: ANN401
        """Answer a field of an object as graphql-core does.

        Raises:
            GraphQLError: It failed, and must not be null.
        """
        self._runs.surprises += 1
        found = self.execute_field(field.parent, source, field.details, where(path), None)
        self._fill(field, found, data, path, up)

    def whole(
        self,
        kind: GraphQLObjectType | GraphQLList[Any],
        field: Selected,
        value: Any,  # noqa: ANN401
        path: Where,
        up: Up,
    ) -> Any:  # noqa: ANN401
        """Make the data of an object or list, with all below it, as graphql-core does."""
        self._runs.surprises += 1
        info = self.raw_info(field, path)
        made = self.complete_value(kind, field.details, info, where(path), value, None)
        if not self.is_awaitable(made):
            return made
        found: Any = [] if isinstance(kind, GraphQLList) else {}
        keep = found.extend if isinstance(kind, GraphQLList) else found.update
        miss = partial(self._lost, field, path, up)
        self._waiting.finish(made, path, partial(self._finished, keep, miss))
        return found

    def _fill(self, field: Selected, made: Any, data: Data, path: Where, up: Up) -> None:  # noqa: ANN401
        """Put what graphql-core made into its place, at once or when it is finished."""
        if self.is_awaitable(made):
            keep, miss = (
                partial(data.__setitem__, field.key),
                partial(self._missed, field, path, up),
            )
            self._waiting.finish(made, path, partial(self._finished, keep, miss))
        else:
            data[field.key] = made

    # What arrives.

    def _arrived(self, site: Site, data: Data, path: Where, up: Up, future: Future[Any]) -> None:
        try:
            if self._waiting.taken(future):
                self.put(site, data, path, up, outcome(future))
        except BaseException as error:
            self._tell(partial(self._missed, site.selected, path, up), error)
        finally:
            self._waiting.check()

    def _answered(self, batch: Batch[Any, Any]) -> None:
        for site, shown, answer, data, path, up in self._waiting.answered(batch):
            if self._gone:
                break
            try:
                self.put(site, data, path, up, answer.value())
            except BaseException as error:
                self._tell(partial(self._missed, site.selected, path, up), why(shown, error))
        self._waiting.check()

    def _finished(self, keep: Keep, miss: Miss, future: Future[Any]) -> None:
        try:
            if self._waiting.taken(future):
                keep(outcome(future))
        except BaseException as error:
            self._tell(miss, error)
        finally:
            self._waiting.check()

    def _tell(self, miss: Miss, error: BaseException) -> None:
        """Tell clients why something did not come, or end the run where that cannot be told."""
        end = error
        if isinstance(error, Exception):
            try:
                miss(error)
            except Exception as other:
                end = other
            else:
                return
        self._gone = True
        self._waiting.give_up(end)

    def _missed(self, field: Selected, path: Where, up: Up, error: Exception) -> None:
        try:
            self.failed(field, error, path)
        except GraphQLError as fatal:
            self._null_soon(fatal, up)

    def _lost(self, field: Selected, path: Where, up: Up, error: Exception) -> None:
        self._null_soon(self.located(field, error, path), up)

    # What resolvers are handed.

    def give(self, place: int) -> dict[str, Any]:
        """Read the arguments of a resolver, for the whole run."""
        known = self.given[place]
        if known is not None:
            return known
        field = self._arguments[place]
        found = self.given[place] = converted(self, field, given_arguments(self, field))
        return found

    # What goes wrong.

    def failed(self, field: Selected, error: Exception, path: Where) -> None:
        """Note that a field failed, so that it is null.

        Raises:
            GraphQLError: It must not be null.
        """
        self.handle_field_error(error, field.type, field.details, where(path))
        self._waiting.drop(path)

    def uncalled(self, site: Site, error: Exception, data: Data, path: Where, up: Up) -> None:
        """Note that an asynchronous resolver could not even be called.

        Strawberry calls it later: what is at once in graphql-core are the arguments alone.

        Raises:
            GraphQLError: They are wrong, and the field must not be null.
        """
        try:
            given_arguments(self, site.selected)
        except GraphQLError as wrong:
            self.failed(site.selected, wrong, path)
        else:
            self.pend(site, _raising(error), data, path, up)

    def note(self, error: GraphQLError, path: Where) -> None:
        """Note an error that ends where it is."""
        self.collected_errors.add(error, where(path))
        self._waiting.drop(path)

    def _null_soon(self, error: GraphQLError, up: Up) -> None:
        """Put null where it may stand as late as graphql-core does: others fail meanwhile."""
        keep = partial(self._null, error, up)
        path = None if up is None else up.path
        self._waiting.finish(_a_moment(), path, partial(self._finished, keep, keep))

    def _null(self, error: GraphQLError, up: Up, _: object = None) -> None:
        """Note an error, and put null where it may stand."""
        if up is None:
            self._gone = True
            self.collected_errors.add(error, None)
            self._waiting.drop(None)
        else:
            up.within[up.key] = None
            self.note(error, up.path)


async def _a_moment() -> None:
    await asyncio.sleep(0)


async def _raising(error: Exception) -> None:
    raise error
