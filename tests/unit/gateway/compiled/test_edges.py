"""Edges tell what is expected to go wrong alike, however they are run."""

from types import SimpleNamespace

import pytest
import strawberry

from datasources.facts.errors import BadInput, Conflict
from datasources.facts.text import Language, Text
from gateway.execution.engine import Engine
from gateway.execution.orders import Operation
from resolvers.loaders.answer import Answer, known
from schema.edges import Asks, edge
from tests.unit.gateway.compiled.both_ways import CONTEXT, NEVER

GONE = Text("It is gone.", "Ya no está.")


@strawberry.type
class Home:
    view: strawberry.Private[SimpleNamespace]

    @edge()
    def refused(self, first: int) -> Asks[int | None]:
        raise BadInput(Text("Too many.", "Demasiados."), "first")

    @edge()
    def gone(self) -> Asks[int | None]:
        return known(1).then(_lost)

    @edge()
    def broken(self) -> Asks[int | None]:
        answer: Answer[int] = known(1)
        return answer.then(lambda found: found // 0)

    @edge()
    def there(self) -> Asks[int | None]:
        return known(1)


def _lost(_: object) -> int:
    raise Conflict(GONE)


@strawberry.type
class Query:
    @strawberry.field
    def home(self) -> Home:
        return Home(view=SimpleNamespace(language=Language.ES))


@pytest.mark.parametrize("patience", [0, NEVER], ids=["compiled", "interpreted"])
async def test_what_is_expected_is_told_in_the_language_of_the_view(patience: int):
    engine = Engine(strawberry.Schema(Query), patience=patience)
    query = "{ home { there refused(first: 101) gone broken } }"
    answer = await engine.run(Operation(query), CONTEXT)
    assert answer.data == {"home": {"there": 1, "refused": None, "gone": None, "broken": None}}
    told = {failure.path[-1]: failure for failure in answer.failures if failure.path}
    assert [told[name].message for name in ("refused", "gone")] == ["Demasiados.", "Ya no está."]
    assert [told[name].code for name in ("refused", "gone")] == ["BAD_USER_INPUT", "CONFLICT"]
    assert told["refused"].field == "first"
    assert told["broken"].code == "INTERNAL"
    assert (engine.runs.compiled, engine.runs.interpreted) == ((1, 0) if not patience else (0, 1))
