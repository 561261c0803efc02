"""The customers' page: everything is escaped, labelled, and there in both languages."""

import re
from html.parser import HTMLParser

import pytest

from datasources.facts.application import ApplicationStatus
from datasources.facts.field import Writer
from datasources.facts.history import ActorKind
from datasources.facts.money import Cents
from datasources.facts.text import Language, Text
from gateway.connect import words
from gateway.connect.forms import Told
from gateway.connect.page import notice_page, page
from resolvers.invitations import Line, Offers, Welcome
from resolvers.rules.field_writers import may_write
from resolvers.rules.questions import SIGNING, Question
from resolvers.rules.settling import Conditions
from resolvers.sheets import Sheet
from tests.builders import TODAY
from tests.dossiers import an_application
from tests.forms import ALL, value_of

EVIL = """<script>alert("x")</script>'&{total}$title"""
ASKED = [
    Question(each, 1 if each.entity == "customer_device" else None, None)
    for each in ALL
    if may_write(each.entity, each.field, ActorKind.CUSTOMER) and each.name not in SIGNING
]
TEXTS = [
    text
    for value in vars(words).values()
    for text in (value.values() if isinstance(value, dict) else [value])
    if isinstance(text, Text)
]


def a_sheet(questions=ASKED, **changes):
    facts = {
        "application": an_application(5),
        "program": Text("Home rebates", "Reembolsos"),
        "url": Text("https://example.org"),
        "questions": tuple(questions),
        "devices": {1: "Heat pump"},
        "conditions": Conditions({}, (), TODAY),
        "reopens": False,
    }
    return Sheet(**facts | changes)


def a_welcome(*sheets, **changes):
    line = Line(Text("Home rebates"), Text("https://example.org"), Cents(100), Cents(50))
    facts = {"address": "456 Main St", "offers": Offers(Cents(100), (line,)), "sheets": sheets}
    return Welcome(**facts | changes)


class Elements(HTMLParser):
    """Collects the elements of a page, and refuses those that do not close."""

    def __init__(self, text):
        super().__init__()
        self.all = []
        self._open = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.all.append((tag, dict(attrs)))
        if tag not in ("input", "meta", "link"):
            self._open.append(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def of(self, *tags):
        return [attributes for tag, attributes in self.all if tag in tags]


@pytest.mark.parametrize("language", list(Language), ids=str)
def test_every_field_has_a_label_and_every_id_is_there_once(language):
    told = Told(5, words.NOT_SAVED, 422, {each.key: words.NO_DAY for each in ASKED})
    elements = Elements(
        page(a_welcome(a_sheet(), a_sheet(application=an_application(6))), told, language)
    )
    ids = [each["id"] for _, each in elements.all if "id" in each]
    assert len(ids) == len(set(ids))
    labels = {each["for"] for each in elements.of("label")}
    fields = [
        each for each in elements.of("input", "select", "textarea") if each.get("type") != "hidden"
    ]
    assert len(fields) == 2 * (len(ASKED) + 2)
    assert {each["id"] for each in fields} == labels
    described = {word for each in fields for word in each.get("aria-describedby", "").split()}
    assert described <= set(ids)
    assert {
        each["href"].removeprefix("#") for each in elements.of("a") if each["href"].startswith("#")
    } <= labels


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("customer.email", {"type": "email", "maxlength": "254", "autocomplete": "email"}),
        ("customer.phone", {"type": "tel", "maxlength": "40"}),
        ("customer.householdSize", {"type": "number", "min": "1", "max": "99", "step": "1"}),
        ("customerDevice.purchasePrice", {"type": "number", "step": "0.01", "min": "0"}),
        ("customerDevice.purchaseDate", {"type": "date"}),
        ("customerDevice.contractorWebsite", {"type": "url", "maxlength": "2000"}),
        ("customerDevice.contractorContactEmail", {"type": "email", "autocomplete": "off"}),
    ],
    ids=str,
)
def test_a_control_is_of_its_fields_kind(path, expected):
    (asked,) = [each for each in ASKED if each.name.path == path]
    elements = Elements(page(a_welcome(a_sheet([asked])), None, Language.EN))
    (found,) = [each for each in elements.of("input") if each["name"] == asked.key]
    assert expected.items() <= found.items()


@pytest.mark.parametrize("value", [None, True, False], ids=str)
def test_yes_no_and_nothing_are_three_answers(value):
    (asked,) = [each for each in ASKED if each.name.path == "customer.isVeteran"]
    sheet = a_sheet([Question(asked.name, None, value)])
    elements = Elements(page(a_welcome(sheet), None, Language.EN))
    options = elements.of("option")
    assert [each["value"] for each in options] == ["", "yes", "no"]
    (chosen,) = [each["value"] for each in options if "selected" in each]
    assert chosen == {None: "", True: "yes", False: "no"}[value]


def test_stored_values_are_shown():
    for asked in ASKED:
        _, value = value_of(asked.name.field)
        sheet = a_sheet([Question(asked.name, asked.device, value)])
        assert page(a_welcome(sheet), None, Language.EN)


def test_whatever_people_wrote_is_escaped():
    text = Text(EVIL, EVIL)
    asked = [Question(each.name, each.device, EVIL) for each in ASKED if each.name.name == "email"]
    sheet = a_sheet(asked, program=text, url=Text(f"https://example.org/{EVIL}"), devices={1: EVIL})
    offers = Offers(Cents(1), (Line(text, text, Cents(1), Cents(1)),))
    told = Told(5, text, 422, {asked[0].key: text}, {asked[0].key: EVIL})
    for shown in (
        page(a_welcome(sheet, address=EVIL, offers=offers), each, Language.EN)
        for each in (None, told, Told(5, text))
    ):
        assert "<script" not in shown
        assert "&lt;script&gt;" in shown
        assert '"x"' not in shown
        assert "{total}" in shown
        Elements(shown)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "", "/connect"])
def test_only_web_addresses_become_links(url):
    sheet = a_sheet([], url=Text(url))
    shown = page(a_welcome(sheet, offers=None), None, Language.EN)
    assert [each["href"] for each in Elements(shown).of("a")] == ["?lang=es"]


@pytest.mark.parametrize("status", list(ApplicationStatus), ids=str)
def test_every_status_is_told_in_words(status):
    sheet = a_sheet(application=an_application(5, status=status))
    for language in Language:
        shown = page(a_welcome(sheet), None, language)
        assert words.STANDING[status].read(language) in shown
        assert status.value not in re.sub(r"<[^>]*>", "", shown).lower().split()


def test_the_page_leads_to_the_other_language():
    english, spanish = (page(a_welcome(a_sheet()), None, each) for each in Language)
    assert '<html lang="en">' in english
    assert '<a href="?lang=es" hreflang="es" lang="es">Español</a>' in english
    assert '<html lang="es">' in spanish
    assert '<a href="?lang=en" hreflang="en" lang="en">English</a>' in spanish


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_the_page_has_all_its_words_in_both_languages(text):
    assert text.en
    assert text.es
    braces = re.compile(r"\{\w+\}")
    assert braces.findall(text.en) == braces.findall(text.es)


def test_a_page_without_offers_or_applications_is_whole():
    Elements(page(a_welcome(offers=None), None, Language.ES))
    Elements(notice_page(words.GONE, Language.ES))


def test_the_enter_key_saves_and_does_not_send():
    elements = Elements(page(a_welcome(a_sheet()), None, Language.EN))
    assert [each["value"] for each in elements.of("button")] == ["save", "send"]


def test_customers_are_asked_nothing_that_only_others_write():
    assert [each.key for each in ASKED if each.name.field.writer is Writer.NOBODY] == []
