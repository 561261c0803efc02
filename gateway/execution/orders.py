"""Takes orders: finds the operation that a request asks for, and what it may cost."""

from dataclasses import dataclass
from typing import Any

from graphql import GraphQLSchema, OperationType, get_operation_ast
from graphql.language import OperationDefinitionNode

from gateway.execution.codes import Code
from gateway.execution.costs import Bill, Price
from gateway.execution.documents import Documents, Runnable
from gateway.execution.failures import Answer, Failure, Refused
from gateway.execution.pricing import price_of
from gateway.observing.record import noted


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


@dataclass(frozen=True, slots=True)
class Order:
    """An operation that may run.

    Attributes:
        chosen: Which one of the document it is.
        bill: What it may cost.
    """

    operation: Operation
    runnable: Runnable
    chosen: OperationDefinitionNode
    price: Price
    bill: Bill

    @property
    def follows(self) -> bool:
        """Whether it is answered again and again."""
        return self.chosen.operation is OperationType.SUBSCRIPTION


class Orders:
    """Takes the orders for operations of one schema.

    Args:
        schema: Theirs.
        documents: Prepares their texts.
        max_cost: Most points that one may cost.
    """

    def __init__(self, schema: GraphQLSchema, documents: Documents, max_cost: int) -> None:
        self._schema = schema
        self._documents = documents
        self._max_cost = max_cost

    def take(self, operation: Operation) -> Order | Answer:
        """Return what is to be run, or why nothing is.

        Raises:
            Refused: It would change something, and came in a way that may not.
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
        return Order(operation, runnable, chosen, price, bill)

    def follows(self, operation: Operation) -> bool:
        """Tell whether an operation is a subscription, as far as it can be run at all."""
        runnable = self._documents.prepare(operation.query).runnable
        if runnable is None:
            return False
        chosen = get_operation_ast(runnable.document, operation.name)
        return chosen is not None and chosen.operation is OperationType.SUBSCRIPTION

    def _price(self, runnable: Runnable, chosen: OperationDefinitionNode) -> Price:
        name = chosen.name.value if chosen.name else None
        if name not in runnable.prices:
            runnable.prices[name] = price_of(self._schema, runnable.document, chosen)
        return runnable.prices[name]


def _check_method(chosen: OperationDefinitionNode, *, read_only: bool) -> None:
    if read_only and chosen.operation is OperationType.MUTATION:
        text = "Only queries may be sent by GET; send this operation by POST."
        raise Refused(405, Code.METHOD_NOT_ALLOWED, text, allow="POST")


def _unresolved(name: str | None) -> Failure:
    text = (
        f"The document has no operation named {name!r}."
        if name
        else "The document has several operations; name the one to run in operationName."
    )
    return Failure(text, Code.OPERATION_RESOLUTION_FAILURE)
