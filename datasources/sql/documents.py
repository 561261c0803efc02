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


def dump_json(value: object) -> str:
    """Write what a JSON column holds."""
    return msgspec.json.encode(value).decode()


def load_json(text: str | bytes) -> Any:  # noqa: ANN401 JSON is any value
    """Read what a JSON column holds."""
    return msgspec.json.decode(text)


def to_document(value: Any) -> Any:  # noqa: ANN401 any value of a fact's details
    """Turn a value into JSON's, with dates in a form that tells them from text.

    >>> to_document({"days": (date(2026, 1, 2), 3)})
    {'days': [{'$date': '2026-01-02'}, 3]}
    >>> to_document({"$date": "of the caller's own"})
    {'$$date': "of the caller's own"}
    """
    if isinstance(value, datetime):
        return {_MOMENT: value.isoformat()}
    if isinstance(value, date):
        return {_DATE: value.isoformat()}
    if isinstance(value, Mapping):
        return {_escaped(key): to_document(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [to_document(each) for each in value]
    return value


def of_document(value: Any) -> Any:  # noqa: ANN401 any value of a fact's details
    """Turn a JSON value back; sequences come back as lists.

    >>> of_document({"days": [{"$date": "2026-01-02"}, 3]})
    {'days': [datetime.date(2026, 1, 2), 3]}
    """
    if isinstance(value, list):
        return [of_document(each) for each in value]
    if not isinstance(value, dict):
        return value
    if _DATE in value:
        return date.fromisoformat(value[_DATE])
    if _MOMENT in value:
        return datetime.fromisoformat(value[_MOMENT])
    return {key.removeprefix(_OURS): of_document(each) for key, each in value.items()}


def text_to_document(text: Text) -> dict[str, str]:
    """Turn a text into an object by language, without what is not translated.

    >>> text_to_document(Text("Heat pump"))
    {'en': 'Heat pump'}
    """
    return {language: words for language, words in asdict(text).items() if words is not None}


def _escaped(key: str) -> str:
    return _OURS + key if key.startswith(_OURS) else key
