"""What the page behind a customer's link refuses, and what it tells nobody."""

import json
import logging
from collections.abc import AsyncIterator
from urllib.parse import quote

import pytest
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from datasources.facts.application import ApplicationStatus
from datasources.facts.history import ClaimedField
from gateway.connect.posts import MAX_BODY_BYTES
from gateway.links import VALID_S
from tests.customers_page import HOST, SECRET, TICKED, Visitor, visitor
from tests.graphs import Graph
from tests.partner import Partners

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
async def customer(partners: Partners, nation: Graph) -> AsyncIterator[Visitor]:
    """Return a customer of the first organization, with an application that nobody has begun."""
    await partners.first.lookup(123, createApplication=True)
    async with visitor(partners, nation) as found:
        yield found


async def email(partners: Partners) -> object:
    return ((await partners.first.state()).customer("home-1").details or {}).get("email")


class _Early(TimestampSigner):
    def get_timestamp(self) -> int:
        return super().get_timestamp() - VALID_S - 60


def links(customer: Visitor) -> dict[str, str]:
    early = URLSafeTimedSerializer(SECRET, salt="incentive-graph.connect", signer=_Early)
    other = URLSafeTimedSerializer("other", salt="incentive-graph.connect")
    ours = URLSafeTimedSerializer(SECRET, salt="incentive-graph.connect")
    return {
        "forged": f"{HOST}/connect/one/{other.dumps([1, 'home-1'])}",
        "expired": f"{HOST}/connect/one/{early.dumps([1, 'home-1'])}",
        "of nobody": f"{HOST}/connect/one/{ours.dumps([1, 'home-9'])}",
        "of another organization": f"{HOST}/connect/one/{ours.dumps([2, 'home-1'])}",
        "nonsense": f"{HOST}/connect/one/nonsense",
    }


@pytest.mark.parametrize(
    "kind", ["forged", "expired", "of nobody", "of another organization", "nonsense"]
)
async def test_links_that_open_nothing_are_answered_alike(customer: Visitor, kind: str):
    link = links(customer)[kind]
    form = await customer.form()
    looked = await customer.client.get(link)
    sent = await customer.client.post(link, data={**form.fields, "wish": "save"})
    nothing = await customer.client.get(f"{HOST}/connect/x/y")
    assert (looked.status_code, sent.status_code) == (404, 404)
    assert looked.text == sent.text == nothing.text
    assert "Ask whoever sent it for a new one." in looked.text


async def test_every_answer_is_kept_and_passed_on_by_nobody(customer: Visitor):
    form = await customer.form()
    answers = [
        await customer.look(),
        await customer.client.get(f"{HOST}/connect/x/y"),
        await customer.send(form, email="nonsense"),
        await customer.send(form, email="ada@example.org"),
        await customer.send(form, email="eve@example.org"),
    ]
    assert [each.status_code for each in answers] == [200, 404, 422, 303, 409]
    for each in answers:
        assert each.headers["cache-control"] == "no-store"
        assert each.headers["referrer-policy"] == "no-referrer"
        policy = each.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "form-action 'self'" in policy
        assert "script" not in policy
        assert "<script" not in each.text


async def test_no_address_header_or_log_tells_of_the_customer(
    customer: Visitor, caplog: pytest.LogCaptureFixture
):
    with caplog.at_level(logging.DEBUG, "gateway"):
        answer = await customer.send(await customer.form(), email="ada@example.org")
        wrong = await customer.send(await customer.form(), email="ada@example", phone="1")
    said = json.dumps([*answer.headers.items(), *wrong.headers.items()])
    said += "".join(str(vars(each)) for each in caplog.records)
    assert caplog.records
    for canary in ("ada@", "home-1", "456 Main", customer.link.rsplit("/", 1)[-1]):
        assert canary not in said


async def test_who_comes_late_sees_what_is_stored_and_saves_nothing(
    customer: Visitor, partners: Partners
):
    form = await customer.form()
    await customer.send(form, email="ada@example.org")
    answer = await customer.send(form, email="eve@example.org")
    assert answer.status_code == 409
    assert "was changed meanwhile" in answer.text
    assert 'value="ada@example.org"' in answer.text
    assert "eve@" not in answer.text
    assert await email(partners) == "ada@example.org"


async def test_what_another_application_changed_is_not_written_over(
    customer: Visitor, partners: Partners
):
    await partners.first.lookup(123, 456, createApplication=True)
    forms = [await customer.form(place) for place in (0, 1)]
    assert all("customer.email" in form.fields for form in forms)
    await customer.send(forms[0], email="ada@example.org")
    answer = await customer.send(forms[1], email="")
    assert answer.status_code == 409
    assert await email(partners) == "ada@example.org"


async def test_what_the_organization_claims_is_neither_asked_nor_taken(
    customer: Visitor, partners: Partners
):
    async with partners.database.write(1) as writing:
        claims = [ClaimedField("customer", "email")]
        await partners.work(writing).claims.replace(claims)
    form = await customer.form()
    assert "customer.email" not in form.questions
    form.fields["customer.email"] = "ada@example.org"
    answer = await customer.send(form, phone="541-555-0100")
    assert answer.status_code == 403
    assert "not for you to change" in answer.text
    assert await email(partners) is None


@pytest.mark.parametrize(
    "name",
    [
        "application.agree_terms",
        "application.total_requested_amount",
        "application.status",
        "customer.is_test",
        "customer.fax",
        "customer_device.2.device_serial",
        "nonsense",
    ],
)
async def test_what_was_not_asked_is_refused(customer: Visitor, partners: Partners, name: str):
    form = await customer.form()
    form.fields[name] = "1"
    answer = await customer.send(form, email="ada@example.org")
    assert answer.status_code == 403
    assert await email(partners) is None


async def test_applications_of_others_are_not_there(customer: Visitor, partners: Partners):
    await partners.first.lookup(123, referenceId="home-2", createApplication=True)
    await partners.second.lookup(123, createApplication=True)
    state = await partners.first.state()
    neighbour = state.customer("home-2").id
    others = [each.id for each in state.applications if each.customer_id == neighbour]
    others += [each.id for each in (await partners.second.state()).applications]
    form = await customer.form()
    for number in [*others, 99]:
        form.fields["application"] = str(number)
        for wish in ("save", "send", "reopen"):
            answer = await customer.send(form, wish, email="eve@example.org", **TICKED)
            assert answer.status_code == 404
    assert not (await partners.first.state()).customer("home-2").details


@pytest.mark.parametrize("where", [ApplicationStatus.COMPLETED, ApplicationStatus.AWAITING_PARTNER])
async def test_what_was_sent_takes_no_answers_before_it_is_taken_back(
    customer: Visitor, partners: Partners, where: ApplicationStatus
):
    open_form = await customer.form()
    await partners.move(where)
    form = await customer.form()
    form.fields |= {name: open_form.fields[name] for name in open_form.questions}
    answer = await customer.send(form, email="ada@example.org")
    assert answer.status_code == 403
    assert await email(partners) is None


async def test_what_is_open_cannot_be_taken_back_and_nothing_happens(
    customer: Visitor, partners: Partners
):
    await customer.send(await customer.form(), email="ada@example.org")
    before = (await partners.first.state()).applications
    assert (await customer.send(await customer.form(), "reopen")).status_code == 303
    assert (await partners.first.state()).applications == before


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, 303),
        ({"sec-fetch-site": "same-origin", "origin": "http://graph"}, 303),
        ({"origin": "http://graph"}, 303),
        ({"origin": "null"}, 303),
        ({"origin": "http://elsewhere"}, 403),
        ({"origin": "http://graph.elsewhere"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": "null"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "none"}, 403),
        ({"sec-fetch-site": "same-origin", "origin": "http://elsewhere"}, 403),
    ],
    ids=str,
)
async def test_forms_come_from_this_page_only(
    customer: Visitor, partners: Partners, headers: dict[str, str], status: int
):
    form = await customer.form()
    data = {**form.fields, "customer.email": "ada@example.org", "wish": "save"}
    answer = await customer.client.post(customer.link, data=data, headers=headers)
    assert answer.status_code == status
    assert await email(partners) == ("ada@example.org" if status == 303 else None)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"application=1", 400),
        (b"application=1&seen=x&wish=save", 409),
        (b"application=1&seen=x&wish=save&wish=send", 400),
        (b"application=1&seen=x&wish=steal", 400),
        (b"application=x&seen=x&wish=save", 400),
        (b"application=-1&seen=x&wish=save", 400),
        (b"application=" + b"9" * 18 + b"&seen=x&wish=save", 404),
        (b"application=" + b"9" * 19 + b"&seen=x&wish=save", 400),
        ("application=\u0661&seen=x&wish=save".encode(), 400),
        (b"application=1&seen=%ff&wish=save", 400),
        (b"application=1&seen=x&wish=save&a=" + b"a" * (MAX_BODY_BYTES - 33), 409),
        (b"application=1&seen=x&wish=save&a=" + b"a" * (MAX_BODY_BYTES - 32), 413),
        (b"&".join(b"a%d=1" % number for number in range(1_001)), 400),
    ],
    ids=range(14),
)
async def test_what_is_no_form_of_this_page_is_refused(customer: Visitor, body: bytes, status: int):
    answer = await customer.client.post(customer.link, content=body, headers={"content-type": FORM})
    assert answer.status_code == status


@pytest.mark.parametrize("media_type", ["application/json", "text/plain", "multipart/form-data"])
async def test_other_media_types_are_refused(customer: Visitor, media_type: str):
    answer = await customer.client.post(
        customer.link, content=b"{}", headers={"content-type": media_type}
    )
    assert answer.status_code == 415


@pytest.mark.parametrize(
    "query",
    [
        "?done=saved&application=9",
        "?done=paid&application=1",
        "?done=saved&application=" + "9" * 99,
        f"?done=saved&application={quote('<b>')}",
        "?lang=%00&done=sent",
    ],
    ids=range(5),
)
async def test_an_address_makes_the_page_say_nothing_else(customer: Visitor, query: str):
    assert (await customer.look(query)).text == (await customer.look()).text
