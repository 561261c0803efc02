"""The query that a first start prints fits the graph."""

from pathlib import Path

from graphql import build_schema, parse, validate

from gateway.demo import LOOKUP


def test_the_printed_query_fits_the_schema(repository: Path):
    schema = build_schema((repository / "schema" / "schema.graphql").read_text("utf-8"))
    assert validate(schema, parse(LOOKUP)) == []
