"""The engine: runs one operation of a request against the schema."""

import asyncio
from dataclasses import asdict, dataclass, replace
from inspect import isawaitable
from typing import Any

import strawberry
from graphql import ExecutionResult, OperationType, execute, get_operation_ast
from graphql.language import OperationDefinitionNode

from gateway.execution.caching import keepable_s
from gateway.execution.codes import Code
from gateway.execution.compiled.executor import CompiledExecutor
from gateway.execution.compiled.plans import PATIENCE
from gateway.execution.costs import Price
from gateway.execution.documents import Documents, Runnable
from gateway.execution.errors import field_failures, log_bug, request_failures
from gateway.execution.failures import OUR_FAULT, Answer, Failure, Refused
from gateway.execution.metering import Meter
from gateway.execution.pricing import price_of
from gateway.observing.record import noted
from gateway.observing.runs import Runs
from schema.context import Context
from schema.costs import MAX_COST


@dataclass(frozen=True, slots=True)
class Operation:
    """What a request asks for.

    Attributes:
        read_only: Whether it came in a way that may not change anything.
        show_cost: Whether the answer tells what it has cost.
    """

    query: str
    variables: dict[str, Any] | None = None
    name: str | None = None
    read_only: bool = False
    show_cost: bool = False


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
        self._introspection = introspection
        self._max_cost = max_cost
        self.runs = Runs()

    async def run(
        self, operation: Operation, context: Context, meter: Meter | None = None
    ) -> Answer:
        """Answer an operation; bugs are masked and logged, never raised.

        Args:
            operation: What to run.
            context: What its fields may use.
            meter: Counts what it costs; None where nobody does.

        Raises:
            Refused: A mutation came in a read-only way, or the caller has asked too much.
        """
        record = noted()
        prepared = self._documents.prepare(operation.query)
        record.note_document(prepared.digest)
        runnable = prepared.runnable
        if runnable is None:
            return Answer(executed=False, failures=prepared.failures)
        chosen = get_operation_ast(runnable.document, operation.name)
        if chosen is None:
            return Answer(executed=False, failures=[_unresolved(operation.name)])
        record.note_operation(chosen.operation.value, chosen.name.value if chosen.name else None)
        _check_method(chosen, read_only=operation.read_only)
        price = self._price(runnable, chosen)
        bill = price.bill(operation.variables, self._max_cost)
        record.cost = bill.requested
        if excess := bill.excess():
            return Answer(executed=False, failures=[excess])
        if meter is not None:
            await meter.charge(bill.requested)
        with record.stage("execute"):
            answer = await self._masked(runnable, operation, context)
        bill = bill.settled(price, answer.data if answer.executed else {})
        record.cost = bill.actual
        if meter is not None:
            await meter.settle(bill.actual)
        if operation.show_cost:
            return replace(answer, extensions={"cost": asdict(bill)})
        if operation.read_only and not answer.failures:
            return replace(answer, public_for_s=keepable_s(runnable.document, chosen))
        return answer

    def _price(self, runnable: Runnable, chosen: OperationDefinitionNode) -> Price:
        name = chosen.name.value if chosen.name else None
        if name not in runnable.prices:
            runnable.prices[name] = price_of(self._core, runnable.document, chosen)
        return runnable.prices[name]

    async def _masked(self, runnable: Runnable, operation: Operation, context: Context) -> Answer:
        try:
            result = await self._execute(runnable, operation, context)
        except (Exception, asyncio.CancelledError) as error:
            if _cancelled_from_outside(error):
                raise
            log_bug(error, context.request_id)
            return Answer(executed=True, failures=[Failure(OUR_FAULT, Code.INTERNAL)])
        return _answer(result, context.request_id)

    async def _execute(
        self, runnable: Runnable, operation: Operation, context: Context
    ) -> ExecutionResult:
        result = execute(
            self._core,
            runnable.document,
            context_value=context,
            variable_values=operation.variables,
            operation_name=operation.name,
            executor_class=CompiledExecutor,
            hide_suggestions=not self._introspection,
            plans=runnable.plans,
            runs=self.runs,
        )
        if isawaitable(result):
            return await result
        return result


def _check_method(chosen: OperationDefinitionNode, *, read_only: bool) -> None:
    if read_only and chosen.operation is not OperationType.QUERY:
        text = "Only queries may be sent by GET; send this operation by POST."
        raise Refused(405, Code.METHOD_NOT_ALLOWED, text, allow="POST")


def _unresolved(name: str | None) -> Failure:
    text = (
        f"The document has no operation named {name!r}."
        if name
        else "The document has several operations; name the one to run in operationName."
    )
    return Failure(text, Code.OPERATION_RESOLUTION_FAILURE)


def _answer(result: ExecutionResult, request_id: str) -> Answer:
    errors = result.errors or []
    if result.data is None and errors and all(error.path is None for error in errors):
        return Answer(executed=False, failures=request_failures(errors))
    return Answer(executed=True, data=result.data, failures=field_failures(errors, request_id))


def _cancelled_from_outside(error: BaseException) -> bool:
    """Tell a request that was given up from a cancellation that escaped a resolver."""
    task = asyncio.current_task()
    return isinstance(error, asyncio.CancelledError) and task is not None and task.cancelling() > 0
