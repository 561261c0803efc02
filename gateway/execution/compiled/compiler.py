"""Writes the functions that run one operation."""

from typing import Any

from graphql import OperationType
from graphql.execution.executor import Executor

from gateway.execution.compiled.expressions import Expressions
from gateway.execution.compiled.plan import Plan
from gateway.execution.compiled.selections import Selections
from gateway.execution.compiled.source import NotCompiled, Source
from gateway.execution.compiled.steps import Steps


def compiled(executor: Executor[Any]) -> Plan:
    """Write the functions of an executor's operation, for the values that its `@skip`s have.

    Raises:
        NotCompiled: It has something that only graphql-core runs.
    """
    kind = executor.operation.operation
    if kind is OperationType.SUBSCRIPTION or executor.operation.directives:
        raise NotCompiled("Neither subscriptions nor directives of operations are compiled.")
    selections, source = Selections(executor), Source()
    expressions = Expressions(executor, selections, source)
    steps = Steps(selections, source, expressions)
    roots = selections.roots()
    names = [steps.root(each, repeatable=kind is OperationType.QUERY) for each in roots]
    built = source.built()
    for site, completion in steps.sites:
        site.complete = built[completion]
    return Plan(
        steps=tuple(built[name] for name in names),
        keys=tuple(each.key for each in roots),
        arguments=tuple(expressions.arguments),
        text=str(source),
    )
