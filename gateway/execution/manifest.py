"""Reads manifests of documents as the compilers of Apollo and Relay write them."""

from collections.abc import Mapping
from pathlib import Path

import orjson

from gateway.execution.library import Library
from gateway.settings import Settings, SettingsError, variable
from gateway.web_settings import DocumentsMode

_APOLLO = "apollo-persisted-query-manifest"


def open_library(settings: Settings) -> Library:
    """Return the documents that the settings name.

    Raises:
        SettingsError: There is no manifest where one is needed, or it cannot be read as one.
    """
    mode, file = settings.documents_mode, settings.documents
    if file is None:
        if mode is not DocumentsMode.OFF:
            text = f"{variable('documents_mode')} is {mode.value!r}, "
            raise SettingsError(f"{text}but {variable('documents')} names no manifest.")
        return Library()
    manifest = _texts(file)
    if not manifest:
        text = f"{variable('documents')} is {str(file)!r}, but that is no manifest of documents:"
        raise SettingsError(f"{text} neither Apollo's nor Relay's form.")
    return Library(manifest, mode)


def _texts(file: Path) -> Mapping[str, str] | None:
    """Return the texts of a manifest by their ids; None where it has another form."""
    try:
        found = orjson.loads(file.read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return None
    if not isinstance(found, dict):
        return None
    texts = _of_apollo(found) if found.get("format") == _APOLLO else found
    named = {name: text for name, text in texts.items() if isinstance(text, str)}
    return named if len(named) == len(texts) else None


def _of_apollo(manifest: Mapping[str, object]) -> dict[str, object]:
    operations = manifest.get("operations")
    if not isinstance(operations, list):
        return {}
    found = [each for each in operations if isinstance(each, dict)]
    return {str(each.get("id")): each.get("body") for each in found}
