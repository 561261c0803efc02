"""One application in the page: where it stands, and the form to fill it in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from markupsafe import Markup

from datasources.facts.field import Entity
from datasources.facts.text import Language, Text
from gateway.connect import words
from gateway.connect.answers import shown
from gateway.connect.controls import Shown, box, control, label_of
from gateway.connect.posts import Wish
from gateway.connect.seen import seen_of
from resolvers.rules.questions import Question
from resolvers.sheets import Sheet

AGREE, SIGN = "agree", "sign"
_FAILED = 400
_NOTICE = Markup('<p class="notice" role="status">{}</p>')
_SECTION = Markup(
    '<section id="{id}" aria-labelledby="{id}-name"><h3 id="{id}-name">{name}</h3>{notice}'
    '<p class="standing">{standing}</p>{form}</section>'
)
_FORM = Markup(
    '<form method="post" accept-charset="utf-8"><input type="hidden" name="application" '
    'value="{number}"><input type="hidden" name="seen" value="{seen}">{inside}</form>'
)
_BUTTON = Markup('<button name="wish" value="{wish}" class="{kind}">{text}</button>')
_GROUP = Markup("<fieldset><legend>{name}</legend>{fields}</fieldset>")
_UNANSWERED = Markup('<p class="hint">{}</p>')
_LINK = Markup('<a href="{url}" rel="noreferrer">{name}</a>')


@dataclass(frozen=True, slots=True)
class Told:
    """What a page tells of one application, besides what is stored.

    Attributes:
        number: Of the application.
        notice: What became of the last form.
        status: Of the answer, by HTTP.
        faults: What is wrong, as sentences by the questions' keys, or by a box's name.
        typed: What to show instead of what is stored, by the questions' keys.
    """

    number: int
    notice: Text
    status: int = 200
    faults: Mapping[str, Text] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Whether that was not what the customer wanted."""
        return self.status >= _FAILED


def sentence(question: Question, fault: Text) -> Text:
    """Put a question's label before what is wrong with its answer."""
    label = label_of(question).label
    english, spanish = (
        f"{label.read(each)}: {fault.read(each)}." for each in (Language.EN, Language.ES)
    )
    return Text(english, spanish)


def id_of(number: int, key: str) -> str:
    """Return the id of a control in the page.

    >>> id_of(5, "customer_device.7.device_serial")
    'application-5-customer_device-7-device_serial'
    """
    return f"application-{number}-{key.replace('.', '-')}"


def linked(name: str, url: Text | None, language: Language) -> Markup:
    """Return a program's name, as a link where it has a page."""
    address = url.read(language) if url else ""
    if not address.startswith(("https://", "http://")):
        return Markup("{}").format(name)
    return _LINK.format(url=address, name=name)


def application(sheet: Sheet, told: Told | None, language: Language) -> Markup:
    """Return one application of the page.

    Args:
        sheet: As it is stored.
        told: Of this application; None to show what is stored.
        language: Of the page.
    """
    done = told if told and not told.failed else None
    return _SECTION.format(
        id=f"application-{sheet.application.id}",
        name=linked(sheet.program.read(language), sheet.url, language),
        notice=_NOTICE.format(done.notice.read(language)) if done else "",
        standing=words.STANDING[sheet.application.status].read(language),
        form=_form(sheet, told, language),
    )


def _form(sheet: Sheet, told: Told | None, language: Language) -> Markup:
    if sheet.is_open:
        inside = _open(sheet, told, language)
    elif sheet.reopens:
        inside = _button(Wish.REOPEN, "quiet", words.REOPEN, language)
    else:
        return Markup("")
    return _FORM.format(number=sheet.application.id, seen=seen_of(sheet), inside=inside)


def _open(sheet: Sheet, told: Told | None, language: Language) -> Markup:
    left = words.UNANSWERED.read(language).format(count=sheet.unanswered)
    signing = [
        _box(sheet, AGREE, words.AGREE, told, language),
        _box(sheet, SIGN, words.SIGN, told, language),
        _button(Wish.SEND, "button", words.SEND, language),
    ]
    return Markup("").join(
        [
            _UNANSWERED.format(left) if sheet.unanswered else Markup(""),
            *_groups(sheet, told, language),
            # The first button is what the Enter key presses: it must not be the one that sends.
            _button(Wish.SAVE, "quiet", words.SAVE, language),
            _GROUP.format(name=words.SIGNING.read(language), fields=Markup("").join(signing)),
        ]
    )


def _groups(sheet: Sheet, told: Told | None, language: Language) -> Iterator[Markup]:
    order = [Entity.CUSTOMER, Entity.CUSTOMER_DEVICE, Entity.APPLICATION]

    def place(question: Question) -> tuple[int, int]:
        return order.index(question.name.entity), question.device or 0

    for (entity, device), asked in groupby(sorted(sheet.questions, key=place), key=place):
        fields = [_field(sheet, each, told, language) for each in asked]
        name = sheet.devices[device] if device else _NAMES[order[entity]].read(language)
        yield _GROUP.format(name=name, fields=Markup("").join(fields))


_NAMES = {Entity.CUSTOMER: words.ABOUT_YOU, Entity.APPLICATION: words.ABOUT_APPLICATION}


def _field(sheet: Sheet, question: Question, told: Told | None, language: Language) -> Markup:
    stored = shown(question.name.field, question.value)
    text = told.typed.get(question.key, stored) if told else stored
    return control(question, _shown(sheet, question.key, text, told, language), language)


def _box(sheet: Sheet, name: str, label: Text, told: Told | None, language: Language) -> Markup:
    return box(name, label.read(language), _shown(sheet, name, "", told, language))


def _shown(sheet: Sheet, key: str, text: str, told: Told | None, language: Language) -> Shown:
    fault = told.faults.get(key) if told else None
    return Shown(id_of(sheet.application.id, key), text, fault.read(language) if fault else None)


def _button(wish: Wish, kind: str, text: Text, language: Language) -> Markup:
    return _BUTTON.format(wish=wish.value, kind=kind, text=text.read(language))
