"""The engine: runs one operation of a request against the schema."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import asdict, replace
from inspect import isawaitable
from typing import Any, cast

import strawberry
from graphql import ExecutionResult, GraphQLError, execute, subscribe

from gateway.execution.caching import keepable_s
from gateway.execution.codes import Code
from gateway.execution.compiled.executor import CompiledExecutor
from gateway.execution.compiled.plans import PATIENCE
from gateway.execution.documents import Documents, Runnable
from gateway.execution.errors import field_failures, log_bug, request_failures
from gateway.execution.failures import OUR_FAULT, Answer, Failure, Refused
from gateway.execution.metering import Meter
from gateway.execution.orders import Operation, Order, Orders
from gateway.observing.record import noted
from gateway.observing.runs import Runs
from schema.context import Context
from schema.costs import MAX_COST

Answers = AsyncGenerator[Answer, None]
"""What comes of a subscription; an answer that did not run is the last one."""


class Engine:
    """Executes operations of one schema.

    It calls graphql-core directly: parsing, limits and validation are remembered by query text,
    operations that come again are compiled, and errors are sorted in one place. Extensions of the
    Strawberry schema would not run, so it must have none.

    Args:
        schema: The schema.
        introspection: Whether clients may ask for it.
        max_cost: Most points that an operation may cost.
        patience: How often an operation is interpreted before it is compiled.

    Attributes:
        runs: How operations were run so far.
    """

    def __init__(
        self,
        schema: strawberry.Schema,
        *,
        introspection: bool = True,
        max_cost: int = MAX_COST,
        patience: int = PATIENCE,
    ) -> None:
        if schema.extensions or schema.directives or schema.exception_handlers:
            raise ValueError("The engine runs no extensions, operation directives or handlers.")
        self._core = schema._schema  # noqa: SLF001 - Strawberry offers no other way to it
        self._documents = Documents(self._core, introspection=introspection, patience=patience)
        self._orders = Orders(self._core, self._documents, max_cost)
        self._introspection = introspection
        self.runs = Runs()

    async def run(
        self, operation: Operation, context: Context, meter: Meter | None = None
    ) -> Answer:
        """Answer a query or a mutation; bugs are masked and logged, never raised.

        Args:
            operation: What to run.
            context: What its fields may use.
            meter: Counts what it costs; None where nobody does.

        Raises:
            Refused: It is a subscription, or a mutation that came in a read-only way; or the caller
                has asked too much.
        """
        order = self._orders.take(operation)
        if isinstance(order, Answer):
            return order
        if order.follows:
            text = "Follow a subscription as text/event-stream, or over a WebSocket."
            raise Refused(406, Code.NOT_ACCEPTABLE, text)
        return await self._run(order, context, meter)

    async def begin(
        self, operation: Operation, context: Context, meter: Meter | None = None
    ) -> Answer | Answers:
        """Answer a query or a mutation, or begin to follow a subscription; otherwise as `run`.

        Returns:
            The answers of a subscription, to be closed by whoever wants no more of them; one answer
            where it cannot begin, and for everything else.
        """
        order = self._orders.take(operation)
        if isinstance(order, Answer):
            return order
        if not order.follows:
            return await self._run(order, context, meter)
        if meter is not None:
            await meter.charge(order.bill.requested)
        return await self._follow(order, context)

    def follows(self, operation: Operation) -> bool:
        """Tell whether an operation is a subscription, as far as it can be run at all."""
        return self._orders.follows(operation)

    async def _run(self, order: Order, context: Context, meter: Meter | None) -> Answer:
        if meter is not None:
            await meter.charge(order.bill.requested)
        record = noted()
        with record.stage("execute"):
            answer = await self._masked(order, context)
        bill = order.bill.settled(order.price, answer.data if answer.executed else {})
        record.cost = bill.actual
        if meter is not None:
            await meter.settle(bill.actual)
        if order.operation.show_cost:
            return replace(answer, extensions={"cost": asdict(bill)})
        if order.operation.read_only and not answer.failures:
            return replace(answer, public_for_s=keepable_s(order.runnable.document, order.chosen))
        return answer

    async def _masked(self, order: Order, context: Context) -> Answer:
        try:
            result = await self._execute(order.runnable, order.operation, context)
        except (Exception, asyncio.CancelledError) as error:
            if _cancelled_from_outside(error):
                raise
            return Answer(executed=True, failures=[_bug(error, context.request_id)])
        return _answer(result, context.request_id)

    async def _follow(self, order: Order, context: Context) -> Answer | Answers:
        try:
            begun = subscribe(self._core, **self._given(order.runnable, order.operation, context))
            if isawaitable(begun):
                begun = await begun
        except (Exception, asyncio.CancelledError) as error:
            if _cancelled_from_outside(error):
                raise
            return Answer(executed=False, failures=[_bug(error, context.request_id)])
        if isinstance(begun, ExecutionResult):
            return _not_begun(begun, context.request_id)
        return _answers(begun, context.request_id, self.runs)

    async def _execute(
        self, runnable: Runnable, operation: Operation, context: Context
    ) -> ExecutionResult:
        result = execute(self._core, **self._given(runnable, operation, context))
        return await result if isawaitable(result) else result

    def _given(self, runnable: Runnable, operation: Operation, context: Context) -> dict[str, Any]:
        return {
            "document": runnable.document,
            "context_value": context,
            "variable_values": operation.variables,
            "operation_name": operation.name,
            "executor_class": CompiledExecutor,
            "hide_suggestions": not self._introspection,
            "plans": runnable.plans,
            "runs": self.runs,
        }


async def _answers(results: AsyncIterator[ExecutionResult], request_id: str, runs: Runs) -> Answers:
    # graphql-core makes it a generator, but does not say so.
    async with aclosing(cast(AsyncGenerator[ExecutionResult, None], results)) as found:
        try:
            runs.followed += 1
            async for result in found:
                yield _answer(result, request_id)
        except GraphQLError as error:
            yield Answer(executed=False, failures=field_failures([error], request_id))
        except Exception as error:
            yield Answer(executed=False, failures=[_bug(error, request_id)])
        finally:
            runs.followed -= 1


def _answer(result: ExecutionResult, request_id: str) -> Answer:
    errors = result.errors or []
    if result.data is None and errors and all(error.path is None for error in errors):
        return Answer(executed=False, failures=request_failures(errors))
    return Answer(executed=True, data=result.data, failures=field_failures(errors, request_id))


def _not_begun(result: ExecutionResult, request_id: str) -> Answer:
    errors = result.errors or []
    if all(error.path is None for error in errors):
        return Answer(executed=False, failures=request_failures(errors))
    return Answer(executed=False, failures=field_failures(errors, request_id))


def _bug(error: BaseException, request_id: str) -> Failure:
    log_bug(error, request_id)
    return Failure(OUR_FAULT, Code.INTERNAL)


def _cancelled_from_outside(error: BaseException) -> bool:
    """Tell a request that was given up from a cancellation that escaped a resolver."""
    task = asyncio.current_task()
    return isinstance(error, asyncio.CancelledError) and task is not None and task.cancelling() > 0
