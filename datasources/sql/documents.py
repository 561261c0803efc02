"""JSON columns: facts, dates and other values that JSON has no form for."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import msgspec

from datasources.facts.text import Text

_DATE = "$date"
_MOMENT = "$datetime"
_OURS = "$"
_HAS_OURS = f'"{_OURS}'

_decode = msgspec.json.Decoder().decode


def dump_json(value: object) -> str:
    """Write plain JSON."""
    return msgspec.json.encode(value).decode()


def dump_document(value: object) -> str:
    """Write what a JSON column holds; dates have a form that tells them from text.

    >>> dump_document({"days": (date(2026, 1, 2), 3)})
    '{"days":[{"$date":"2026-01-02"},3]}'
    >>> dump_document({"$date": "of the caller"})
    '{"$$date":"of the caller"}'
    """
    return dump_json(_to_json(value))


def load_document(text: str) -> Any:  # noqa: ANN401 any value of a fact's details
    """Read what a JSON column holds; sequences come back as lists.

    >>> load_document('{"days": [{"$date": "2026-01-02"}, 3], "$$date": 1}')
    {'days': [datetime.date(2026, 1, 2), 3], '$date': 1}
    """
    value = _decode(text)
    # Most have none of our forms, and going through them all takes longer than reading them.
    return _of_json(value) if _HAS_OURS in text else value


def text_to_document(text: Text) -> dict[str, str]:
    """Turn a text into an object by language, without what is not translated.

    >>> text_to_document(Text("Heat pump"))
    {'en': 'Heat pump'}
    """
    return {language: words for language, words in asdict(text).items() if words is not None}


def _to_json(value: Any) -> Any:  # noqa: ANN401 any value of a fact's details
    if isinstance(value, datetime):
        return {_MOMENT: value.isoformat()}
    if isinstance(value, date):
        return {_DATE: value.isoformat()}
    if isinstance(value, Mapping):
        return {_escaped(key): _to_json(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_to_json(each) for each in value]
    return value


def _of_json(value: Any) -> Any:  # noqa: ANN401 any value of a fact's details
    if isinstance(value, list):
        return [_of_json(each) for each in value]
    if not isinstance(value, dict):
        return value
    if _DATE in value:
        return date.fromisoformat(value[_DATE])
    if _MOMENT in value:
        return datetime.fromisoformat(value[_MOMENT])
    return {key.removeprefix(_OURS): _of_json(each) for key, each in value.items()}


def _escaped(key: str) -> str:
    return _OURS + key if key.startswith(_OURS) else key
