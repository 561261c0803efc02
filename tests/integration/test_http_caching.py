"""What caches are told about answers, and what clients get that have an answer already."""

from contextlib import closing
from pathlib import Path

import httpx
import pytest

from datasources.dataset.reader import Dataset
from datasources.dataset.write import write_dataset
from resolvers.catalogue import Catalogue
from schema.build import build_schema
from schema.caching import PUBLIC_FOR_S, public_for_s
from tests.builders import NOW, a_jurisdiction
from tests.front_door import GRAPHQL, JSON, STATES, front_door
from tests.graphs import Graph, a_small_country

PUBLIC = "public, max-age=60"
PRIVATE = "private, no-store"


def test_every_root_field_says_how_long_its_answer_may_be_kept():
    core = build_schema()._schema
    assert core.query_type is not None
    fields = {*core.query_type.fields, "__typename", "__schema", "__type"}
    assert fields - set(PUBLIC_FOR_S) == set()


def test_a_field_that_nobody_weighed_is_not_kept():
    assert public_for_s({"states", "somethingNew"}) is None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (STATES, PUBLIC),
        ("{ deviceCategories { key } }", "public, max-age=3600"),
        ("{ deviceCategories { key } states { code } }", PUBLIC),
        ("{ ...a } fragment a on Query { ... { states { code } } }", PUBLIC),
        ("{ possibleErrors: states { code } }", PUBLIC),
        ("{ __schema { description } }", PUBLIC),
        ("{ states { code } viewer { key { name } } }", PRIVATE),
        ("{ states { code } ...a } fragment a on Query { viewer { key { name } } }", PRIVATE),
        ("{ states: viewer { key { name } } }", PRIVATE),
        ('{ location(at: {zip: "97701"}) { state } }', PRIVATE),
        ('{ calculator(input: {at: {zip: "97701"}}) { asOf } }', PRIVATE),
        ('{ state(code: "ZZ") { name } }', PRIVATE),
        ('{ node(id: "nonsense") { id } }', PRIVATE),
        ("{ nowhere }", PRIVATE),
    ],
)
async def test_the_least_cacheable_field_decides(graph: Graph, query, expected):
    async with front_door(graph.scope.catalogue) as client:
        response = await client.get("/graphql", params={"query": query})
        assert response.headers["cache-control"] == expected
        assert ("etag" in response.headers) is expected.startswith("public")
        by_post = await client.post("/graphql", json={"query": query})
        assert by_post.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("header", ["x-api-key", "authorization"])
async def test_what_comes_with_a_key_is_never_public(graph: Graph, header):
    async with front_door(graph.scope.catalogue) as client:
        asked = {"query": STATES}
        response = await client.get("/graphql", params=asked, headers={header: "secret"})
        assert response.headers["cache-control"] == PRIVATE
        assert header in response.headers["vary"]


async def test_a_client_that_has_the_answer_gets_no_body(graph: Graph):
    async with front_door(graph.scope.catalogue) as client:
        first = await client.get("/graphql", params={"query": STATES})
        tag = first.headers["etag"]
        assert not tag.startswith("W/")
        for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
            again = await ask_again(client, known)
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["etag"] == tag
            assert again.headers["cache-control"] == PUBLIC
            assert again.headers["vary"] == first.headers["vary"]
            assert "content-length" not in again.headers
            assert "content-type" not in again.headers
        for other in ('"other"', tag.strip('"'), ""):
            assert (await ask_again(client, other)).status_code == 200


async def ask_again(client: httpx.AsyncClient, known: str) -> httpx.Response:
    headers = {"if-none-match": known}
    return await client.get("/graphql", params={"query": STATES}, headers=headers)


async def test_each_media_type_has_a_tag_of_its_own(graph: Graph):
    async with front_door(graph.scope.catalogue) as client:
        asked = {"query": STATES}
        tags = {
            (await client.get("/graphql", params=asked, headers={"accept": kind})).headers["etag"]
            for kind in (JSON, GRAPHQL)
        }
    assert len(tags) == 2


async def test_another_data_set_has_other_tags_however_alike_its_answer(
    graph: Graph, tmp_path: Path
):
    content = a_small_country()
    content.jurisdictions.append(a_jurisdiction("CA", name="California", fips="06"))
    path = tmp_path / "other.dataset"
    write_dataset(content, path, NOW)
    asked = {"query": "{ state(code: OR) { name } }"}
    found = []
    with closing(Dataset.open(path)) as other:
        for catalogue in (graph.scope.catalogue, Catalogue(other)):
            async with front_door(catalogue) as client:
                found.append(await client.get("/graphql", params=asked))
    assert found[0].content == found[1].content
    assert found[0].headers["etag"] != found[1].headers["etag"]


async def test_answers_differ_by_origin_only_where_pages_elsewhere_may_ask(graph: Graph):
    asked = {"query": STATES}
    for origins, differs in (("", False), ("https://example.org", True)):
        async with front_door(graph.scope.catalogue, cors_origins=origins) as client:
            response = await client.get("/graphql", params=asked)
            assert ("origin" in response.headers["vary"]) is differs
