"""Plans: what was written for the operations of one document, and when it is worth writing."""

import logging
from collections import Counter
from collections.abc import Callable
from typing import Any

from graphql import DirectiveNode, DocumentNode, GraphQLError, VariableNode, Visitor, visit
from graphql.execution.executor import Executor

from gateway.execution.compiled.compiler import compiled
from gateway.execution.compiled.plan import Plan
from gateway.execution.compiled.source import NotCompiled

_log = logging.getLogger(__name__)

PATIENCE = 1

_SWITCHES = ("skip", "include")
# Each further variable in a switch may double them.
_MOST = 8

# Bytes that a plan takes, and each character of its text: 8 to 11 of 1,500 and more, measured.
_PLAN, _CHARACTER = 2_000, 10

_Key = tuple[str | None, tuple[object, ...]]


class Plans:
    """The plans of one document, one for each operation and setting of its switches.

    Args:
        document: A valid one.
        patience: How often an operation is left to graphql-core before it is compiled. Most
            documents that come once never come again, and compiling takes about as long as running.
        grew: Called whenever they take more.

    Attributes:
        weight: What they take, in bytes.
    """

    def __init__(
        self,
        document: DocumentNode,
        patience: int = PATIENCE,
        grew: Callable[[], object] | None = None,
    ) -> None:
        self.weight = 0
        self._grew = grew
        self._switches = _switches(document)
        self._patience = patience
        self._plans: dict[_Key, Plan | None] = {}
        self._seen: Counter[_Key] = Counter()

    def of(self, executor: Executor[Any]) -> Plan | None:
        """Return the plan of an executor's operation; None: graphql-core is to run it."""
        named, given = executor.operation.name, executor.variable_values.coerced
        name = named.value if named else None
        key = name, tuple(given.get(switch) for switch in self._switches)
        if key not in self._plans and self._is_due(key):
            self._add(key, _compiled(executor))
        return self._plans.get(key)

    def _add(self, key: _Key, plan: Plan | None) -> None:
        self._plans[key] = plan
        if plan is not None:
            self.weight += _PLAN + _CHARACTER * len(plan.text)
            if self._grew is not None:
                self._grew()

    def _is_due(self, key: _Key) -> bool:
        if self._seen[key] >= self._patience:
            return len(self._plans) < _MOST
        if key in self._seen or len(self._seen) < _MOST:
            self._seen[key] += 1
        return False


def _compiled(executor: Executor[Any]) -> Plan | None:
    try:
        return compiled(executor)
    except (NotCompiled, GraphQLError):
        return None
    except Exception as error:
        _log.error("an operation could not be compiled: %s", type(error).__name__, exc_info=error)
        return None


def _switches(document: DocumentNode) -> tuple[str, ...]:
    """Return the variables that decide what of a document is asked for."""
    finder = _Switches()
    visit(document, finder)
    return tuple(sorted(finder.names))


class _Switches(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_directive(self, node: DirectiveNode, *_: object) -> None:
        if node.name.value in _SWITCHES:
            values = [each.value for each in node.arguments or ()]
            self.names |= {each.name.value for each in values if isinstance(each, VariableNode)}
