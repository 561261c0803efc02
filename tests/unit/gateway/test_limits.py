"""How large a query may be."""

import pytest
from graphql import GraphQLSyntaxError, get_introspection_query, parse

from gateway.execution.codes import Code
from gateway.execution.limits import (
    LIMITS,
    MAX_FRAGMENTS,
    MAX_OPERATIONS,
    MAX_QUERY_BYTES,
    MAX_TOKENS,
    excess,
)
from tests.unit.gateway.steps import steps_of
from tests.unit.gateway.toy import toy_engine


def nested(depth: int) -> str:
    return "{a" * depth + "}" * depth


def introspecting(depth: int) -> str:
    return "{ __schema" + "{a" * (depth - 1) + "}" * (depth - 1) + "}"


def aliased(count: int) -> str:
    return "{" + " ".join(f"x{n}: a" for n in range(count)) + "}"


def fields(count: int) -> str:
    return "{" + " a" * count + "}"


def directives(count: int) -> str:
    return "{a" + " @skip(if: false)" * count + "}"


def operations(count: int) -> str:
    return " ".join(f"query q{n} {{a}}" for n in range(count))


def fragments(count: int) -> str:
    return " ".join(["{a}", *(f"fragment f{n} on T {{a}}" for n in range(count))])


def doubling(levels: int) -> str:
    """Each fragment spreads the next one twice."""
    spreads = [f"fragment f{n} on T {{ ...f{n + 1} ...f{n + 1} }}" for n in range(levels)]
    return " ".join(["{ ...f0 }", *spreads, f"fragment f{levels} on T {{ a }}"])


@pytest.mark.parametrize(
    ("query", "words", "limit"),
    [
        (nested, "levels of fields", LIMITS.depth),
        (introspecting, "levels of introspection", LIMITS.introspection),
        (aliased, "aliases", LIMITS.aliases),
        (fields, "fields", LIMITS.fields),
        (directives, "directives", LIMITS.directives),
        (operations, "operations", MAX_OPERATIONS),
        (fragments, "fragments", MAX_FRAGMENTS),
    ],
)
def test_a_query_at_the_limit_passes_and_one_above_it_does_not(query, words, limit):
    assert excess(parse(query(limit))) is None
    assert f"more than {limit} {words}" in str(excess(parse(query(limit + 1))))


def test_fragments_count_wherever_they_are_spread():
    query = "{ ...f ...f } fragment f on T {" + " a" * (LIMITS.fields // 2 + 1) + "}"
    assert "fields" in str(excess(parse(query)))


def test_the_limits_are_those_that_are_promised():
    promised = {"depth": 10, "introspection": 15, "fields": 500, "aliases": 30, "directives": 50}
    assert {name: getattr(LIMITS, name) for name in promised} == promised
    assert (MAX_TOKENS, MAX_QUERY_BYTES, MAX_OPERATIONS, MAX_FRAGMENTS) == (2_000, 20_000, 5, 20)


def test_a_query_has_at_most_2000_tokens():
    parse("{" + " a" * (MAX_TOKENS - 2) + "}", max_lexical_tokens=MAX_TOKENS)
    with pytest.raises(GraphQLSyntaxError):
        parse("{" + " a" * (MAX_TOKENS - 1) + "}", max_lexical_tokens=MAX_TOKENS)


def test_a_query_has_at_most_20_kilobytes():
    query = "{ greeting } #" + "é" * ((MAX_QUERY_BYTES - 14) // 2)
    prepare = toy_engine()._documents.prepare
    assert len(query.encode()) == MAX_QUERY_BYTES
    assert prepare(query).failures == ()
    assert [each.code for each in prepare(query + "x").failures] == [Code.QUERY_TOO_LARGE]


def test_introspection_does_not_make_other_fields_deeper():
    query = "{ __schema { ...deep } a { ...deep } } fragment deep on T "
    assert excess(parse(query + nested(LIMITS.depth - 1))) is None
    assert "levels of fields" in str(excess(parse(query + nested(LIMITS.depth))))


def test_twice_as_many_doubling_fragments_take_about_twice_as_many_steps():
    steps = [steps_of(excess, parse(doubling(levels))) for levels in (4, 9, 18)]
    assert steps[1] < 2.5 * steps[0]
    assert steps[2] < 2.5 * steps[1]


def test_depth_counts_through_fragments():
    half = LIMITS.depth // 2 + 1
    query = "{a" * half + "{...f}" + "}" * half + " fragment f on T " + nested(half)
    assert "levels" in str(excess(parse(query)))


def test_deep_nesting_without_fields_does_not_exhaust_the_stack():
    query = "{" + "... {" * 120 + "a" + "}" * 120 + "}"
    assert "levels" in str(excess(parse(query)))


def test_a_fragment_that_spreads_itself_is_left_to_validation():
    assert excess(parse("{ ...f } fragment f on T { a ...f }")) is None


def test_unknown_fragments_are_left_to_validation():
    assert excess(parse("{ ...nowhere }")) is None


def test_the_introspection_query_of_every_tool_passes():
    query = get_introspection_query(
        specified_by_url=True,
        directive_is_repeatable=True,
        schema_description=True,
        input_value_deprecation=True,
        experimental_directive_deprecation=True,
        one_of=True,
    )
    assert excess(parse(query)) is None
