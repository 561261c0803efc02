"""What happened to applications and customers is told, by whom and in which order."""

from collections.abc import Sequence
from typing import Any

import pytest

from datasources.facts.history import ActorKind
from tests.graphs import opaque
from tests.homes import fill
from tests.partner import Partners
from tests.storage.builders import an_application, an_event

HISTORY = """query H($first: Int, $after: String, $latest: Boolean) {
    application(by: {number: 1}) { history(first: $first, after: $after, latestFirst: $latest) {
        totalCount pageInfo { hasNextPage hasPreviousPage endCursor }
        nodes { id at actor keyPrefix requestId entity entityId field before after reason from to }
    } } }"""


async def test_an_event_has_its_values(partners: Partners):
    await fill(partners, 1, 1)
    found = (await partners.first.ask(HISTORY))["application"]["history"]
    viewer = (await partners.first.ask("{ viewer { key { prefix } } }"))["viewer"]

    assert (found["totalCount"], found["pageInfo"]["hasNextPage"]) == (4, False)
    assert found["nodes"][2] == {
        "id": opaque("ApplicationEvent:3"), "at": "2026-11-21T12:00:00+00:00",
        "actor": "PARTNER", "keyPrefix": viewer["key"]["prefix"], "requestId": "request-1",
        "entity": "Application", "entityId": opaque("Application:1"), "field": "status",
        "before": "COMPLETED", "after": "SUBMITTED", "reason": None,
        "from": "COMPLETED", "to": "SUBMITTED",
    }  # fmt: skip
    about = [(each["entity"], each["field"], each["after"]) for each in found["nodes"]]
    assert about[:2] == [("Customer", "email", 0), ("CustomerDevice", "device", 1)]
    assert about[3] == ("Application", "rebateType", 3)
    assert [each["from"] for each in found["nodes"]] == [None, None, "COMPLETED", None]


async def test_an_event_is_asked_for_again_by_its_owner(partners: Partners):
    await fill(partners, 1, 1)
    told = (await partners.first.ask(HISTORY))["application"]["history"]["nodes"]
    query = """query N($ids: [ID!]!) { nodes(ids: $ids) { ... on ApplicationEvent {
        id at actor keyPrefix requestId entity entityId field before after reason from to } } }"""
    ids = [each["id"] for each in told]
    assert (await partners.first.ask(query, ids=ids))["nodes"] == told
    assert (await partners.second.ask(query, ids=ids))["nodes"] == [None] * len(ids)
    unknown = [opaque(f"ApplicationEvent:{key}") for key in ("99", "x", "9" * 30)]
    assert (await partners.first.ask(query, ids=unknown))["nodes"] == [None] * 3


async def test_what_the_system_did_names_no_key_and_a_foreign_key_stays_hidden(partners: Partners):
    await fill(partners, 1, 1)
    async with partners.database.write(1) as writing:
        of = {"entity": "application", "customer_id": 1}
        await partners.work(writing).events.append(
            [an_event(1, actor=ActorKind.SYSTEM, **of), an_event(1, key_id=2, **of)]
        )
    nodes = (await partners.first.ask(HISTORY))["application"]["history"]["nodes"]
    assert [(each["actor"], each["keyPrefix"]) for each in nodes[-2:]] == [
        ("SYSTEM", None),
        ("PARTNER", None),
    ]
    assert nodes[-1]["field"] is None


@pytest.mark.parametrize("latest", [False, True])
async def test_a_history_is_paged_from_either_end(partners: Partners, latest: bool):
    await fill(partners, 1, 1)
    seen: list[str] = []
    cursor = None
    while True:
        found = await partners.first.ask(HISTORY, first=3, after=cursor, latest=latest)
        page = found["application"]["history"]
        seen += [each["field"] for each in page["nodes"]]
        assert page["pageInfo"]["hasPreviousPage"] is (cursor is not None)
        cursor = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert seen == ["email", "device", "status", "rebateType"][:: -1 if latest else 1]


async def test_a_customer_is_told_with_all_applications_and_an_application_without_the_others(
    partners: Partners,
):
    await fill(partners, 1, 2)
    async with partners.database.write(1) as writing:
        other = await partners.work(writing).applications.insert(an_application(1, "another"))
        event = an_event(other.id, entity="application", customer_id=1, field="payee_type")
        await partners.work(writing).events.append([event])
    query = """{ customer(by: {number: 1}) {
        history { totalCount nodes { field } }
        applications { nodes { number history(first: 9) { nodes { field } } } } } }"""
    found = (await partners.first.ask(query))["customer"]
    own = ["email", "device", "status", "rebateType"]

    assert fields(found) == [*own, "payeeType"]
    assert found["history"]["totalCount"] == 5
    assert [(each["number"], fields(each)) for each in found["applications"]["nodes"]] == [
        (1, own),
        (other.id, ["email", "device", "payeeType"]),
    ]


def fields(found: dict[str, Any]) -> list[str]:
    nodes: Sequence[dict[str, str]] = found["history"]["nodes"]
    return [each["field"] for each in nodes]


async def test_two_histories_of_one_operation_do_not_mix(partners: Partners):
    await fill(partners, 1, 2)
    query = """{ applications { nodes {
        old: history(first: 1) { nodes { field } }
        new: history(first: 2, latestFirst: true) { nodes { field } } } } }"""
    for each in (await partners.first.ask(query))["applications"]["nodes"]:
        assert [node["field"] for node in each["old"]["nodes"]] == ["email"]
        assert [node["field"] for node in each["new"]["nodes"]] == ["rebateType", "status"]
