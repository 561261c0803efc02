"""Whatever is asked and whatever goes wrong, compiled operations answer as graphql-core does."""

from random import Random

import pytest

from gateway.execution.orders import Operation
from tests.unit.gateway.compiled.asking import Asking
from tests.unit.gateway.compiled.both_ways import BothWays

DOCUMENTS = 10
WORLDS = 6

# graphql-core leaves coroutines behind where an object fails while others are on their way.
pytestmark = pytest.mark.filterwarnings("ignore:coroutine .* was never awaited")


@pytest.mark.parametrize("part", range(5))
@pytest.mark.parametrize("root", ["Query", "Mutation"])
async def test_both_ways_tell_the_same(both: BothWays, root: str, part: int):
    before, failed, ran = both.engine.runs.compiled, 0, 0
    for document in range(DOCUMENTS):
        seed = f"{root} {part} {document}"
        asking = Asking(both.core, root, seed)
        ready = both.ready(asking.query)
        if ready is None:
            continue
        for number in range(WORLDS):
            chance = Random(f"{seed} {number}")
            rate = (0.0, 0.03, 0.1, 0.3)[number % 4]
            operation = Operation(asking.query, asking.values(chance), chance.choice(asking.names))
            interpreted, compiled = await both.agree(ready, operation, number, rate)
            assert compiled == interpreted, operation
            ran += 1
            failed += bool(compiled.errors)
    # The test says nothing where hardly anything was compiled, or nothing went wrong.
    assert both.engine.runs.compiled - before > ran / 2 > DOCUMENTS
    assert ran / 10 < failed < ran


@pytest.mark.parametrize("part", range(3))
async def test_nothing_is_surprising_where_nothing_goes_wrong(both: BothWays, part: int):
    compiled = 0
    for document in range(DOCUMENTS):
        seed = f"usual {part} {document}"
        asking = Asking(both.core, "Query", seed)
        # Plain methods that return futures are not usual.
        ready = None if "loaded" in asking.query else both.ready(asking.query)
        if ready is None:
            continue
        for number in range(WORLDS):
            chance = Random(f"{seed} {number}")
            operation = Operation(asking.query, asking.values(chance), chance.choice(asking.names))
            before = both.engine.runs.surprises
            told = await both.told(ready[1], operation, both.world(number))
            if not told.errors:
                compiled += 1
                assert both.engine.runs.surprises == before, operation
    assert compiled > WORLDS
