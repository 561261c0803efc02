"""Runs operations both ways, interpreted and compiled."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, cast

import orjson
import strawberry
from graphql import ExecutionResult

from gateway.execution.compiled.plans import Plans
from gateway.execution.documents import Runnable
from gateway.execution.engine import Engine
from gateway.execution.orders import Operation
from resolvers.scope import Scope
from schema.context import Context
from tests.unit.gateway.compiled.turns import Turns
from tests.unit.gateway.compiled.whims import WORLD, World

CONTEXT = Context(scope=cast("Scope", None), request_id="request-1")
NEVER = 10**9

Fixed = dict[str, Callable[[World], Any]]


@dataclass(frozen=True)
class Told:
    """What a client is told, and what was done."""

    data: str
    errors: list[str]
    done: list[str]


class BothWays:
    """Operations of one schema: graphql-core's own way to run them, and the compiled one."""

    def __init__(self, schema: strawberry.Schema, classes: dict[str, type]) -> None:
        self.core = schema._schema
        self.engine = Engine(schema, max_cost=NEVER)
        self._classes = classes

    def ready(self, query: str) -> tuple[Runnable, Runnable] | None:
        """Return a document that is interpreted and one that is compiled; None if it is refused."""
        found = self.engine._documents.prepare(query).runnable
        if found is None:
            return None
        plans = [Plans(found.document, patience) for patience in (NEVER, 0)]
        interpreted, compiled = (replace(found, plans=each) for each in plans)
        return interpreted, compiled

    def world(self, seed: int = 0, rate: float = 0, **more: Any) -> World:
        """Return a world for one run."""
        return World(seed, rate, self.core, self._classes, **more)

    async def agree(
        self, ready: tuple[Runnable, Runnable], operation: Operation, seed: int, rate: float
    ) -> tuple[Told, Told]:
        """Run an operation both ways; return what is told, equal if it can be.

        Which of two that fail at the very same moment is told depends on who looks first, so they
        may come in either order.
        """
        interpreted = await self.told(ready[0], operation, self.world(seed, rate))
        for ties in (1, -1):
            world = self.world(seed, rate, turns=Turns(ties))
            compiled = await self.told(ready[1], operation, world)
            if interpreted == compiled:
                break
        return interpreted, compiled

    async def same(self, query: str, fixed: Fixed | None = None, **variables: Any) -> Told:
        """Run a query both ways; return what is told, once it is the same."""
        ready = self.ready(query)
        assert ready is not None, query
        operation = Operation(query, variables)
        interpreted, compiled = [
            await self.told(each, operation, self.world(fixed=fixed or {})) for each in ready
        ]
        assert compiled == interpreted
        return compiled

    async def told(self, runnable: Runnable, operation: Operation, world: World) -> Told:
        """Run an operation in a world of its own."""
        WORLD.set(world)
        async with asyncio.timeout(10), world.turns.taken():
            result = await self.engine._execute(runnable, operation, CONTEXT)
            # graphql-core lets go on what it no longer waits for.
            while others := _others():
                await asyncio.wait(others)
        return Told(_text(result.data), _errors(result), world.done)


def _others() -> list[Any]:
    here = asyncio.current_task()
    everybody = [each for each in asyncio.all_tasks() if each is not here]
    return [each for each in everybody if each.get_name() != "conductor"]


def _errors(result: ExecutionResult) -> list[str]:
    """Return messages, paths, places and codes, with the exceptions behind them."""
    return sorted(
        _text([error.formatted, repr(error.original_error)]) for error in result.errors or ()
    )


def _text(found: Any) -> str:
    """Return JSON, without the places of objects in memory."""
    return re.sub(r"0x[0-9a-f]+", "0x", orjson.dumps(found, default=repr).decode())
