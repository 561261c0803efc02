"""Documents that requests name instead of bringing them."""

import json
import logging
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

import pytest

from gateway.execution import library as module
from gateway.execution.failures import NotRun, Refused
from gateway.execution.library import Citation, Library
from gateway.execution.manifest import open_library
from gateway.settings import Settings, SettingsError
from gateway.web_settings import DocumentsMode

TEXT = "{ states { code } }"
OTHER = "{ dataset { name } }"
HASH = sha256(TEXT.encode()).hexdigest()
MANIFEST = {"states-1": TEXT}
APOLLO = {
    "format": "apollo-persisted-query-manifest",
    "version": 1,
    "operations": [{"id": "states-1", "name": "States", "type": "query", "body": TEXT}],
}


def found(library: Library, query: str | None = None, **named: str) -> str:
    return library.text_of(Citation(query, **named), "request-1")


def test_a_text_that_comes_without_a_name_is_itself():
    assert found(Library(), TEXT) == TEXT


@pytest.mark.parametrize(
    "named",
    [{"sha256": HASH}, {"document_id": f"sha256:{HASH}"}, {"document_id": "states-1"}],
    ids=["hash", "prefixed hash", "id"],
)
def test_a_document_of_the_manifest_goes_by_its_hash_and_its_id(named):
    assert found(Library(MANIFEST), **named) == TEXT


def test_a_document_that_nobody_sent_is_asked_for():
    with pytest.raises(NotRun) as not_run:
        found(Library(), sha256=HASH)
    # Apollo's and urql's clients look for these very words.
    assert not_run.value.failure.message == "PersistedQueryNotFound"
    assert not_run.value.failure.code == "PERSISTED_QUERY_NOT_FOUND"


@pytest.mark.parametrize(
    "named", [{"sha256": HASH}, {"document_id": f"sha256:{HASH}"}], ids=["automatic", "id"]
)
def test_a_document_that_came_with_its_hash_is_known_from_then_on(named):
    library = Library()
    assert found(library, TEXT, **named) == TEXT
    assert found(library, sha256=HASH) == TEXT


@pytest.mark.parametrize("name", [HASH, "states-1", "", HASH.upper()])
def test_a_text_under_the_name_of_another_is_refused_and_forgotten(name):
    library = Library()
    if name:
        with pytest.raises(Refused, match="hash"):
            found(library, OTHER, sha256=name)
    with pytest.raises(NotRun):
        found(library, sha256=name)


def test_two_names_must_agree():
    with pytest.raises(Refused, match="two documents"):
        found(Library(MANIFEST), sha256=HASH, document_id="states-1")


def test_what_was_used_longest_ago_is_forgotten_first():
    library = Library()
    size = module._REMEMBERED_CHARACTERS // 2_000
    texts = [f"{{ states {{ code }} }} # {number:_>{2_000}}" for number in range(size + 50)]
    hashes = [sha256(text.encode()).hexdigest() for text in texts]
    for text, name in zip(texts, hashes, strict=True):
        found(library, text, sha256=name)
        found(library, sha256=hashes[0])
    assert found(library, sha256=hashes[0]) == texts[0]
    assert found(library, sha256=hashes[-1]) == texts[-1]
    with pytest.raises(NotRun):
        found(library, sha256=hashes[1])
    assert library._characters <= module._REMEMBERED_CHARACTERS


def test_a_text_that_is_too_long_to_run_is_not_kept():
    text = f"{TEXT} # {'x' * 20_000}"
    name = sha256(text.encode()).hexdigest()
    library = Library()
    found(library, text, sha256=name)
    with pytest.raises(NotRun):
        found(library, sha256=name)


def test_required_documents_are_served_by_name_and_by_their_very_text():
    library = Library(MANIFEST, DocumentsMode.REQUIRE)
    assert found(library, TEXT) == TEXT
    assert found(library, document_id="states-1") == TEXT


@pytest.mark.parametrize("name", [None, sha256(OTHER.encode()).hexdigest()])
def test_where_documents_are_required_others_are_neither_run_nor_registered(name):
    library = Library(MANIFEST, DocumentsMode.REQUIRE)
    with pytest.raises(Refused) as refused:
        library.text_of(Citation(OTHER, sha256=name), "request-1")
    assert (refused.value.status, refused.value.failure.code) == (403, "DOCUMENT_NOT_TRUSTED")
    with pytest.raises(NotRun):
        found(library, sha256=sha256(OTHER.encode()).hexdigest())


def test_where_others_are_logged_they_run_and_the_log_has_no_text(caplog):
    library = Library(MANIFEST, DocumentsMode.LOG)
    with caplog.at_level(logging.WARNING):
        assert found(library, TEXT) == TEXT
        assert found(library, OTHER) == OTHER
    (record,) = caplog.records
    fields = cast("Any", record).fields
    assert fields == {"sha256": sha256(OTHER.encode()).hexdigest(), "requestId": "request-1"}
    assert "dataset" not in caplog.text


@pytest.mark.parametrize(
    "manifest", [APOLLO, MANIFEST, {HASH: TEXT}], ids=["Apollo", "Relay", "Relay by hash"]
)
def test_manifests_are_known_by_their_form(tmp_path: Path, manifest):
    file = tmp_path / "documents.json"
    file.write_text(json.dumps(manifest))
    library = open_library(Settings(documents=file, documents_mode="require"))
    assert found(library, sha256=HASH) == TEXT


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"a": 1}', '{"format": "apollo-persisted-query-manifest"}', "\xff"]
)
def test_a_file_of_another_form_stops_the_start_with_a_sentence(tmp_path: Path, text):
    file = tmp_path / "documents.json"
    file.write_text(text, "latin-1")
    with pytest.raises(SettingsError, match=r"GATEWAY_DOCUMENTS is '.*', but that is no manifest"):
        open_library(Settings(documents=file))


@pytest.mark.parametrize("mode", ["log", "require"])
def test_a_mode_without_a_manifest_stops_the_start_with_a_sentence(mode):
    with pytest.raises(SettingsError) as wrong:
        open_library(Settings(documents_mode=mode))
    sentence = f"GATEWAY_DOCUMENTS_MODE is '{mode}', but GATEWAY_DOCUMENTS names no manifest."
    assert str(wrong.value) == sentence
