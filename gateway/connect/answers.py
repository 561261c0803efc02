"""Values as customers read and write them in a form, by what the field holds."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from datasources.facts.field import Field, FieldKind
from datasources.facts.text import Text
from gateway.connect import words
from resolvers.rules.field_limits import fault
from resolvers.rules.questions import Question

NOTES = "notes"
"""Where a document keeps what a customer writes: forms have one text for it."""
_WHOLE = re.compile(r"-?[0-9]{1,12}")
_AMOUNT = re.compile(r"\$?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(\.[0-9]{1,2})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
YES, NO = "yes", "no"
"""How truth is written."""


class NotUnderstood(Exception):
    """A text is no value of its field.

    Attributes:
        fault: What is wrong, to follow the field's label in a sentence.
    """

    def __init__(self, fault: Text) -> None:
        self.fault = fault
        super().__init__(fault.en)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a customer typed, read.

    Attributes:
        values: What differs from what is stored, by the questions' keys; None clears.
        faults: What cannot be kept, likewise.
    """

    values: Mapping[str, Any]
    faults: Mapping[str, Text]


def read_answers(asked: Sequence[Question], texts: Mapping[str, str]) -> Answers:
    """Read what was typed; questions without a text stay as they are."""
    values: dict[str, Any] = {}
    faults: dict[str, Text] = {}
    for each in asked:
        text = texts.get(each.key)
        if text is None or _tidy(text) == shown(each.name.field, each.value):
            continue
        try:
            values[each.key] = understood(each.name.field, text, each.value)
        except NotUnderstood as error:
            faults[each.key] = error.fault
    return Answers(values, faults)


def shown(field: Field, value: Any) -> str:  # noqa: ANN401 any value of a field
    """Return the text of a value in a form; empty where there is none.

    >>> shown(Field("price", FieldKind.MONEY, ""), 75_000)
    '750.00'
    """
    if value is None:
        return ""
    write = _WRITERS.get(field.kind)
    return write(field, value) if write else _tidy(str(value))


def understood(field: Field, text: str, stored: Any = None) -> Any:  # noqa: ANN401 see shown
    """Return the value that a customer typed; None where nothing was.

    Args:
        field: What it is typed for.
        text: As it came from the form.
        stored: The value until now.

    Raises:
        NotUnderstood: The text is no value that the field can hold.

    >>> understood(Field("price", FieldKind.MONEY, ""), " $1,250.5 ")
    125050
    """
    tidy = _tidy(text)
    if field.kind is FieldKind.DOCUMENT:
        value = _document(tidy, stored)
    elif not tidy:
        value = None
    else:
        value = _READERS.get(field.kind, _text)(field, tidy)
    if wrong := fault(field, value):
        raise NotUnderstood(wrong)
    return value


def _text(_: Field, text: str) -> str:
    return text


def _whole(_: Field, text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise NotUnderstood(words.NO_WHOLE_NUMBER)
    return int(text)


def _amount(_: Field, text: str) -> int:
    if not _AMOUNT.fullmatch(text):
        raise NotUnderstood(words.NO_AMOUNT)
    return int(Decimal(text.removeprefix("$").replace(",", "")).scaleb(2))


def _day(_: Field, text: str) -> date:
    try:
        return date.fromisoformat(text if _DAY.fullmatch(text) else "")
    except ValueError:
        raise NotUnderstood(words.NO_DAY) from None


def _truth(_: Field, text: str) -> bool:
    if text not in (YES, NO):
        raise NotUnderstood(words.NO_CHOICE)
    return text == YES


def _choice(field: Field, text: str) -> object:
    try:
        return field.choices(text) if field.choices else text
    except ValueError:
        raise NotUnderstood(words.NO_CHOICE) from None


def _document(text: str, stored: Any) -> Any:  # noqa: ANN401 a JSON object, or None
    """Keep what others wrote into a document, and put the customer's words beside it."""
    others = {key: value for key, value in (stored or {}).items() if key != NOTES}
    return ({**others, NOTES: text} if text else others) or None


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


_WRITERS: Mapping[FieldKind, Callable[[Field, Any], str]] = {
    FieldKind.MONEY: lambda _, cents: str(Decimal(cents).scaleb(-2)),
    FieldKind.DATE: lambda _, day: str(day.isoformat()),
    FieldKind.BOOLEAN: lambda _, said: YES if said else NO,
    FieldKind.CHOICE: lambda field, chosen: str(field.choices(chosen) if field.choices else chosen),
    FieldKind.DOCUMENT: lambda _, document: _tidy(str(document.get(NOTES) or "")),
}
"""How values are written that are more than texts."""
_READERS: Mapping[FieldKind, Callable[[Field, str], Any]] = {
    FieldKind.INTEGER: _whole,
    FieldKind.MONEY: _amount,
    FieldKind.DATE: _day,
    FieldKind.BOOLEAN: _truth,
    FieldKind.CHOICE: _choice,
}
"""How texts are read that are more than texts."""
