"""What the environment may say, and how a slip is told."""

from pathlib import Path

import pytest

from gateway.settings import SettingsError, load_settings, unknown_variables, variable


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget what the machine's own environment says."""
    for field in type(load_settings()).model_fields:
        monkeypatch.delenv(variable(field), raising=False)


def test_nothing_needs_to_be_set():
    settings = load_settings()
    assert (settings.host, settings.port, settings.workers) == ("127.0.0.1", 8000, 1)
    assert settings.database == "sqlite:///var/gateway.sqlite"


def test_an_empty_variable_is_an_unset_one(monkeypatch):
    monkeypatch.setenv("GATEWAY_DATASET", "")
    assert load_settings().dataset is None


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("GATEWAY_PORT", "http", "a whole number from 1 to 65535"),
        ("GATEWAY_PORT", "0", "a whole number from 1 to 65535"),
        ("GATEWAY_PORT", "65536", "a whole number from 1 to 65535"),
        ("GATEWAY_WORKERS", "0", "a whole number from 1 to 64"),
        ("GATEWAY_GRAPHIQL", "perhaps", "true or false"),
        (
            "GATEWAY_TRUSTED_PROXIES",
            "10.0.0.0/8,proxy",
            "addresses and networks with commas between, like 10.0.0.0/8",
        ),
        (
            "GATEWAY_TRUSTED_PROXIES",
            "*",
            "addresses and networks with commas between, like 10.0.0.0/8",
        ),
        ("GATEWAY_MAX_CONCURRENCY", "0", "a whole number from 1 to 100000"),
        ("GATEWAY_DRAIN_S", "301", "a number of seconds from 0 to 300"),
        ("GATEWAY_DRAIN_S", "nan", "a number of seconds from 0 to 300"),
        ("GATEWAY_LOG_LEVEL", "loud", "debug, info, warning or error"),
        ("GATEWAY_HTTP_STATUS_PROFILE", "2024", "2025 or 2026-08"),
        ("GATEWAY_OPERATION_TIMEOUT_S", "0", "a number of seconds from 0.1 to 300"),
        ("GATEWAY_OPERATION_TIMEOUT_S", "301", "a number of seconds from 0.1 to 300"),
        ("GATEWAY_OPERATION_TIMEOUT_S", "nan", "a number of seconds from 0.1 to 300"),
        ("GATEWAY_DOCUMENTS", "/nowhere/manifest.json", "the path of a manifest of documents"),
        ("GATEWAY_DOCUMENTS_MODE", "on", "off, log or require"),
        *(
            (
                "GATEWAY_CORS_ORIGINS",
                origins,
                "origins of web pages with commas between, like https://example.org",
            )
            for origins in ("*", "null", "https://a.org/", "https://A.org", "a.org", "ftp://a.org")
        ),
        ("GATEWAY_DATASET", "/nowhere/data.sqlite", "the path of a data set file"),
        (
            "GATEWAY_DATABASE_URL",
            "mysql://localhost/graph",
            "sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME",
        ),
    ],
)
def test_a_wrong_value_is_told_in_one_sentence(monkeypatch, name, value, allowed):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as wrong:
        load_settings()
    assert str(wrong.value) == f"{name} is {value!r}, but must be {allowed}."


def test_origins_are_a_list(monkeypatch):
    monkeypatch.setenv("GATEWAY_CORS_ORIGINS", "https://a.org, http://[::1]:3000,")
    assert load_settings().cors_origins == ("https://a.org", "http://[::1]:3000")


def test_a_password_is_not_told(monkeypatch):
    monkeypatch.setenv("GATEWAY_DATABASE_URL", "mysql://graph:secret@localhost/graph")
    with pytest.raises(SettingsError) as wrong:
        load_settings()
    assert "secret" not in str(wrong.value)


def test_a_data_set_file_is_accepted(monkeypatch, tmp_path: Path):
    file = tmp_path / "data.sqlite"
    file.touch()
    monkeypatch.setenv("GATEWAY_DATASET", str(file))
    assert load_settings().dataset == file


def test_variables_that_are_no_settings_are_noticed():
    environment = {"GATEWAY_PORT": "1", "GATEWAY_PROT": "1", "PATH": "/bin"}
    assert unknown_variables(environment) == ["GATEWAY_PROT"]
