"""Which values a field can hold."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from datasources.facts.field import Field, FieldKind
from datasources.facts.money import Cents
from datasources.facts.text import Text
from resolvers.rules.field_documents import document_fault
from resolvers.rules.field_forms import form_fault
from resolvers.rules.plain_text import typeable

MOST_MONEY = Cents(100_000_000_00)
FIRST_YEAR = 1900
LAST_YEAR = 2200
_REQUIRED = Text("cannot be cleared", "no se puede borrar")
_BLANK = Text("must not be blank; null clears it", "no debe estar en blanco; con null se borra")
_UNTYPEABLE = Text("must not have control characters", "no debe tener caracteres de control")
_TOO_MUCH = Text(
    f"must be >= 0.00 and <= {MOST_MONEY // 100}.00",
    f"debe ser >= 0.00 y <= {MOST_MONEY // 100}.00",
)
_NO_SUCH_YEAR = Text(
    f"must be a day of the years {FIRST_YEAR} to {LAST_YEAR}",
    f"debe ser un día de los años {FIRST_YEAR} a {LAST_YEAR}",
)
_NO_CHOICE = Text("must be one of its choices", "debe ser una de sus opciones")


def fault(field: Field, value: Any) -> Text | None:  # noqa: ANN401 any value of a field
    """Say why a field cannot hold a value; None where it can.

    Args:
        field: Any that people fill in.
        value: In the facts' own types; None to clear it.

    Returns:
        What is wrong, to follow the field's name in a sentence.
    """
    if value is None:
        return _REQUIRED if field.required else None
    find = _FAULTS.get(field.kind)
    return find(field, value) if find else None


def _of_text(field: Field, text: str) -> Text | None:
    if len(text) > field.longest:
        return Text(
            f"must have at most {field.longest} characters",
            f"debe tener como máximo {field.longest} caracteres",
        )
    if not typeable(text):
        return _UNTYPEABLE
    return form_fault(field, text) if text.strip() else _BLANK


def _of_number(field: Field, number: int) -> Text | None:
    if field.least <= number <= field.most:
        return None
    return Text(
        f"must be >= {field.least} and <= {field.most}",
        f"debe ser >= {field.least} y <= {field.most}",
    )


def _of_money(_: Field, cents: Cents) -> Text | None:
    return None if 0 <= cents <= MOST_MONEY else _TOO_MUCH


def _of_day(_: Field, day: date) -> Text | None:
    return None if FIRST_YEAR <= day.year <= LAST_YEAR else _NO_SUCH_YEAR


def _of_choice(field: Field, value: object) -> Text | None:
    return None if field.choices and isinstance(value, field.choices) else _NO_CHOICE


def _of_document(_: Field, value: object) -> Text | None:
    return document_fault(value)


_FAULTS: Mapping[FieldKind, Callable[[Field, Any], Text | None]] = {
    FieldKind.TEXT: _of_text,
    FieldKind.EMAIL: _of_text,
    FieldKind.PHONE: _of_text,
    FieldKind.URL: _of_text,
    FieldKind.INTEGER: _of_number,
    FieldKind.MONEY: _of_money,
    FieldKind.DATE: _of_day,
    FieldKind.CHOICE: _of_choice,
    FieldKind.DOCUMENT: _of_document,
}
"""What may be wrong with values, by kind. Yes and no are always right; nobody fills in lists."""
