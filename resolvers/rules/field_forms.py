"""The forms that some texts have: addresses, telephone numbers, states, ZIP codes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from datasources.facts.field import Field, FieldKind
from datasources.facts.text import Text

_CODES = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ "
    "NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI"
)
STATES = frozenset(_CODES.split())
"""The 50 states, the District of Columbia and five territories.

Source: United States Postal Service, Publication 28, appendix B.
"""
LONGEST_EMAIL = 254
"""Source: RFC 5321, section 4.5.3.1.3: a path of 256 characters, with its angle brackets."""
_LONGEST_PHONE = 15
"""Source: ITU-T recommendation E.164: digits of an international number."""
_SHORTEST_PHONE = 7
_EMAIL = re.compile(r"[^\s@]+@[^\s@.]+(\.[^\s@.]+)+")
_PHONE = re.compile(r"[0-9 +\-().x#]+")
_URL = re.compile(r"https?://[^\s/?#]+([/?#]\S*)?", re.IGNORECASE)
_ZIP = re.compile(r"[0-9]{5}(-[0-9]{4})?")
_VIN = re.compile(r"[0-9A-Z]{17}", re.IGNORECASE)
_CATEGORY = re.compile(r"1A|1B|1C|2")


@dataclass(frozen=True, slots=True)
class _Form:
    """A form of text.

    Attributes:
        fault: What is wrong with a text that does not have it, to follow the field's name.
    """

    has: Callable[[str], object]
    fault: Text


def _is_email(text: str) -> bool:
    return len(text) <= LONGEST_EMAIL and _EMAIL.fullmatch(text) is not None


def _is_phone(text: str) -> bool:
    digits = sum(character.isdigit() for character in text)
    return _PHONE.fullmatch(text) is not None and _SHORTEST_PHONE <= digits <= _LONGEST_PHONE


_STATE_FORM = _Form(
    STATES.__contains__,
    Text(
        "must be the two-letter code of a US state", "debe ser el código de dos letras de un estado"
    ),
)
_ZIP_FORM = _Form(
    _ZIP.fullmatch,
    Text("must be a ZIP code: 97701 or 97701-1234", "debe ser un código ZIP: 97701 o 97701-1234"),
)
_BY_KIND: Mapping[FieldKind, _Form] = {
    FieldKind.EMAIL: _Form(
        _is_email,
        Text(
            f"must be an email address of at most {LONGEST_EMAIL} characters",
            f"debe ser una dirección de correo de como máximo {LONGEST_EMAIL} caracteres",
        ),
    ),
    FieldKind.PHONE: _Form(
        _is_phone,
        Text(
            f"must be a telephone number of {_SHORTEST_PHONE} to {_LONGEST_PHONE} digits",
            f"debe ser un número de teléfono de {_SHORTEST_PHONE} a {_LONGEST_PHONE} cifras",
        ),
    ),
    FieldKind.URL: _Form(
        _URL.fullmatch,
        Text(
            "must be a web address: http:// or https://",
            "debe ser una dirección web: http:// o https://",
        ),
    ),
}
_BY_NAME: Mapping[str, _Form] = {
    "state": _STATE_FORM,
    "mailing_state": _STATE_FORM,
    "zip_code": _ZIP_FORM,
    "mailing_zip": _ZIP_FORM,
    "vehicle_vin": _Form(
        _VIN.fullmatch,
        Text("must have 17 letters and digits", "debe tener 17 letras y cifras"),
    ),
    "eligibility_category": _Form(
        _CATEGORY.fullmatch,
        Text("must be 1A, 1B, 1C or 2", "debe ser 1A, 1B, 1C o 2"),
    ),
}


def form_fault(field: Field, text: str) -> Text | None:
    """Say what is wrong with the form of a field's text; None where nothing is."""
    form = _BY_NAME.get(field.name) or _BY_KIND.get(field.kind)
    return None if form is None or form.has(text) else form.fault
