"""One field of a form in HTML: label, hint, control, and what is wrong with the answer.

All markup of the page is made by ``Markup.format``, which escapes whatever is not markup itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from datasources.facts.field import Field, FieldKind
from datasources.facts.field_labels import CHOICE_LABELS, FIELD_LABELS, FieldLabel
from datasources.facts.text import Language, Text
from gateway.connect import answers, words
from resolvers.rules.field_limits import MOST_MONEY
from resolvers.rules.questions import Question

_TYPES: Mapping[FieldKind, Markup] = {
    FieldKind.EMAIL: Markup(' type="email"'),
    FieldKind.PHONE: Markup(' type="tel"'),
    FieldKind.URL: Markup(' type="url"'),
    FieldKind.DATE: Markup(' type="date"'),
    FieldKind.INTEGER: Markup(' type="number" step="1"'),
    FieldKind.MONEY: Markup(' type="number" step="0.01" min="0"'),
}
_TEXTS = frozenset({FieldKind.TEXT, FieldKind.EMAIL, FieldKind.PHONE, FieldKind.URL})
_FILLED_IN_BY_BROWSERS: Mapping[str, str] = {
    "first_name": "given-name",
    "last_name": "family-name",
    "email": "email",
    "phone": "tel",
    "address_line1": "address-line1",
    "address_line2": "address-line2",
    "city": "address-level2",
    "state": "address-level1",
    "zip_code": "postal-code",
}
"""Fields of a customer that browsers know, by the names that HTML has for them."""
_FIELD = Markup(
    '<div class="field{wrong}"><label for="{id}">{label}</label>{hint}{fault}{control}</div>'
)
_HINT = Markup('<p class="hint" id="{id}-hint">{text}</p>')
_FAULT = Markup('<p class="fault" id="{id}-fault">{text}</p>')
_INPUT = Markup('<input id="{id}" name="{name}" value="{value}"{more}>')
_AREA = Markup('<textarea id="{id}" name="{name}" rows="4"{more}>{value}</textarea>')
_SELECT = Markup('<select id="{id}" name="{name}"{more}>{options}</select>')
_OPTION = Markup('<option value="{value}"{selected}>{text}</option>')
_BOX = Markup(
    '<div class="box{wrong}">{fault}<input type="checkbox" id="{id}" name="{name}" value="yes"'
    '{described}><label for="{id}">{label}</label></div>'
)


@dataclass(frozen=True, slots=True)
class Shown:
    """How a question stands in the page.

    Attributes:
        id: Of the control, unique in the page.
        text: What was typed, or else what is stored.
        fault: What is wrong with it, as a sentence.
    """

    id: str
    text: str
    fault: str | None = None


def label_of(question: Question) -> FieldLabel:
    """Return what a question is called."""
    return FIELD_LABELS[question.name.entity][question.name.name]


def control(question: Question, shown: Shown, language: Language) -> Markup:
    """Return a question as a field of a form."""
    label = label_of(question)
    hint = _HINT.format(id=shown.id, text=label.hint.read(language)) if label.hint else ""
    described = _described(shown, hinted=label.hint is not None)
    return _FIELD.format(
        id=shown.id,
        wrong=" wrong" if shown.fault else "",
        label=label.label.read(language),
        hint=hint,
        fault=_fault(shown),
        control=_control(question, shown, described, language),
    )


def box(name: str, label: str, shown: Shown) -> Markup:
    """Return a box to tick, never ticked in advance: who signs does it each time."""
    return _BOX.format(
        id=shown.id,
        name=name,
        label=label,
        wrong=" wrong" if shown.fault else "",
        fault=_fault(shown),
        described=_described(shown, hinted=False),
    )


def _control(question: Question, shown: Shown, more: Markup, language: Language) -> Markup:
    field = question.name.field
    if field.kind is FieldKind.DOCUMENT:
        return _AREA.format(id=shown.id, name=question.key, value=shown.text, more=more)
    if field.kind in (FieldKind.BOOLEAN, FieldKind.CHOICE):
        options = Markup("").join(_options(field, shown.text, language))
        return _SELECT.format(id=shown.id, name=question.key, options=options, more=more)
    return _INPUT.format(
        id=shown.id, name=question.key, value=shown.text, more=_limits(question) + more
    )


def _limits(question: Question) -> Markup:
    field = question.name.field
    more = _TYPES.get(field.kind, Markup(' type="text"'))
    if field.kind in _TEXTS:
        more += Markup(' maxlength="{}"').format(field.longest)
    if field.kind is FieldKind.INTEGER:
        more += Markup(' min="{}" max="{}"').format(field.least, field.most)
    if field.kind is FieldKind.MONEY:
        more += Markup(' max="{}"').format(MOST_MONEY // 100)
    known = _FILLED_IN_BY_BROWSERS.get(field.name) if question.device is None else None
    return more + Markup(' autocomplete="{}"').format(known or "off")


def _options(field: Field, text: str, language: Language) -> Iterator[Markup]:
    for value, name in {"": words.NOT_SAID, **_choices(field)}.items():
        selected = Markup(" selected") if value == text else ""
        yield _OPTION.format(value=value, text=name.read(language), selected=selected)


def _choices(field: Field) -> dict[str, Text]:
    if field.choices is None:
        return {answers.YES: words.YES, answers.NO: words.NO}
    return {each.value: CHOICE_LABELS[each] for each in field.choices}


def _described(shown: Shown, *, hinted: bool) -> Markup:
    ids = [f"{shown.id}-hint"] if hinted else []
    if not shown.fault:
        return Markup(' aria-describedby="{}"').format(ids[0]) if ids else Markup("")
    described = " ".join([*ids, f"{shown.id}-fault"])
    return Markup(' aria-describedby="{}" aria-invalid="true"').format(described)


def _fault(shown: Shown) -> Markup:
    return _FAULT.format(id=shown.id, text=shown.fault) if shown.fault else Markup("")
