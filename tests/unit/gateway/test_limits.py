"""How large a query may be."""

from time import perf_counter

import pytest
from graphql import get_introspection_query, parse

from gateway.execution.limits import LIMITS, MAX_FRAGMENTS, MAX_OPERATIONS, excess


def nested(depth: int) -> str:
    return "{a" * depth + "}" * depth


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


def test_doubling_fragments_are_measured_in_linear_time():
    document = parse(doubling(MAX_FRAGMENTS - 1))
    began = perf_counter()
    assert "fields" in str(excess(document))
    assert perf_counter() - began < 0.1


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
