"""What an operation is answered with, whatever happens while it runs."""

import logging
from typing import Any, cast

import pytest

from gateway.execution.failures import Refused
from gateway.execution.orders import Operation
from resolvers.scope import Scope
from schema.context import Context
from tests.unit.gateway.toy import SECRET, toy_engine

# No field of the toy schema reads the scope.
CONTEXT = Context(scope=cast("Scope", None), request_id="request-1")


async def run(query: str, **rest: Any) -> dict[str, Any]:
    answer = await toy_engine().run(Operation(query, **rest), CONTEXT)
    return answer.body(CONTEXT.request_id)


async def error_of(query: str, **rest: Any) -> dict[str, Any]:
    (error,) = (await run(query, **rest))["errors"]
    return error


async def test_an_answer_without_errors_has_data_alone():
    assert await run("{ greeting }") == {"data": {"greeting": "hello"}}


async def test_an_expected_failure_keeps_code_text_field_and_place():
    assert await run("{ refused greeting }") == {
        "errors": [
            {
                "message": "Not so.",
                "locations": [{"line": 1, "column": 3}],
                "path": ["refused"],
                "extensions": {
                    "code": "BAD_USER_INPUT",
                    "field": "limits.size",
                    "requestId": "request-1",
                },
            }
        ],
        "data": {"refused": None, "greeting": "hello"},
    }


async def test_a_text_that_the_schema_translated_is_kept():
    error = await error_of("{ refusedInSpanish }")
    assert error["message"] == "Así no."
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


async def test_a_bug_is_masked_and_logged_once_without_the_query(caplog):
    with caplog.at_level(logging.ERROR):
        error = await error_of("{ broken }")
    assert error["message"] == "Something went wrong on our side."
    assert error["extensions"] == {"code": "INTERNAL", "requestId": "request-1"}
    (record,) = caplog.records
    assert record.fields == {"requestId": "request-1", "field": "broken"}
    assert record.exc_info[0] is KeyError
    assert "{ broken }" not in caplog.text


async def test_a_bug_at_the_root_leaves_null_data():
    body = await run("{ brokenAtTheRoot }")
    assert body["data"] is None
    assert SECRET not in str(body)


async def test_a_cancellation_that_escapes_a_resolver_is_a_masked_bug():
    assert (await error_of("{ cancelled }"))["extensions"]["code"] == "INTERNAL"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ a " * 2000, "GRAPHQL_PARSE_FAILED"),
        ("{ nowhere }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ chosen(by: {}) }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ square(limits: {size: true}) }", "GRAPHQL_VALIDATION_FAILED"),
        ("{" + "greeting " * 501 + "}", "QUERY_TOO_LARGE"),
        ("# " + "x" * 20_000 + "\n{ greeting }", "QUERY_TOO_LARGE"),
        ("query a { greeting } query b { greeting }", "OPERATION_RESOLUTION_FAILURE"),
    ],
)
async def test_a_document_that_cannot_run_is_refused_with_the_stage(query, code):
    body = await run(query)
    assert {error["extensions"]["code"] for error in body["errors"]} == {code}
    assert "data" not in body


async def test_an_operation_is_chosen_by_name():
    query = "query a { greeting } query b { __typename }"
    assert await run(query, name="b") == {"data": {"__typename": "Query"}}
    assert (await error_of(query, name="c"))["extensions"]["code"] == "OPERATION_RESOLUTION_FAILURE"


@pytest.mark.parametrize(
    ("variables", "field"),
    [({"limits": {"size": "many"}}, "size"), ({"limits": None}, "limits"), ({}, "limits")],
)
async def test_variables_that_do_not_fit_are_the_callers_slip(variables, field):
    query = "query ($limits: Limits!) { square(limits: $limits) }"
    body = await run(query, variables=variables)
    (error,) = body["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["extensions"]["field"] == field
    assert "data" not in body
    assert "None" not in error["message"]


async def test_a_mutation_needs_post():
    assert await run("mutation { change }") == {"data": {"change": True}}
    with pytest.raises(Refused) as refused:
        await run("mutation { change }", read_only=True)
    assert (refused.value.status, refused.value.headers) == (405, {"allow": "POST"})


async def test_a_document_is_prepared_once():
    engine = toy_engine()
    first = engine._documents.prepare("{ greeting }")
    assert engine._documents.prepare("{ greeting }") is first
