"""Settings: what `GATEWAY_…` variables say. The only module that reads the environment."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from gateway.client_address import networks
from gateway.web_settings import (
    DocumentsMode,
    StatusProfile,
    listed,
    valkey_address,
    web_address,
    web_origins,
)
from schema.costs import MAX_COST

PREFIX = "GATEWAY_"

_DATABASE_URL = re.compile(r"(sqlite:///|postgresql://).+")
_PASSWORD = re.compile(r"(?<=://)([^/@:]*):[^/@]*@")


class SettingsError(Exception):
    """A setting has a value that it cannot have; the text is one sentence for whoever set it."""


class LogLevel(StrEnum):
    """How serious a message must be to be logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


def _existing_file(path: Path | None) -> Path | None:
    if path is not None and not path.is_file():
        raise ValueError("no such file")
    return path


def _database_url(url: str | None) -> str | None:
    if url is not None and not _DATABASE_URL.fullmatch(url):
        raise ValueError("not an address of a database that is known")
    return url


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a setting may be, in words that complete a sentence."""

    words: str


MOST_POINTS = 100_000_000

_PORT = Allowed("a whole number from 1 to 65535")
_POINTS = Allowed(f"a whole number from 0, which is no limit, to {MOST_POINTS}")
_BURST = Allowed(f"a whole number from 1 to {MOST_POINTS}")
_SWITCH = Allowed("true or false")


class Settings(BaseSettings):
    """How this server is to run; every field is read from a variable of its name in capitals."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, frozen=True)

    home: Annotated[
        Path, Allowed("a folder"), Field(description="Folder for all state; made when missing.")
    ] = Path("var")
    dataset: Annotated[
        Path | None,
        AfterValidator(_existing_file),
        Allowed("the path of a data set file"),
        Field(description="Data set to serve; unset, the one in use, else the embedded one."),
    ] = None
    database_url: Annotated[
        str | None,
        AfterValidator(_database_url),
        Allowed("sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME"),
        Field(
            description="Database for customers and applications; unset, an SQLite file in the "
            "home folder. PostgreSQL is upgraded by `database upgrade`, SQLite by itself."
        ),
    ] = None
    connect_url: Annotated[
        str | None,
        AfterValidator(web_address),
        Allowed("a web address, https://… or http://…"),
        Field(description="Where links to customers' forms lead; unset, to this server."),
    ] = None
    host: Annotated[
        str,
        Allowed("a host name or address"),
        Field(min_length=1, description="Address to listen on."),
    ] = "127.0.0.1"
    port: Annotated[int, _PORT, Field(ge=1, le=65535, description="Port to listen on.")] = 8000
    workers: Annotated[
        int,
        Allowed("a whole number from 1 to 64"),
        Field(ge=1, le=64, description="Processes that serve; one a core."),
    ] = 1
    graphiql: Annotated[
        bool, _SWITCH, Field(description="Whether browsers get the GraphiQL page at /graphql.")
    ] = True
    trusted_proxies: Annotated[
        tuple[str, ...],
        NoDecode,
        BeforeValidator(listed),
        AfterValidator(networks),
        Allowed("addresses and networks with commas between, like 10.0.0.0/8"),
        Field(description="Proxies whose word is taken for the address that a request is from."),
    ] = ()
    max_concurrency: Annotated[
        int,
        Allowed("a whole number from 1 to 100000"),
        Field(
            ge=1,
            le=100_000,
            description="Requests that each process has in hand at once; further ones get a 503.",
        ),
    ] = 512
    max_sockets: Annotated[
        int,
        Allowed("a whole number from 1 to 100000"),
        Field(
            ge=1,
            le=100_000,
            description="WebSockets that each process has open at once; further ones get a 503.",
        ),
    ] = 1000
    drain_s: Annotated[
        float,
        Allowed("a number of seconds from 0 to 300"),
        Field(
            ge=0,
            le=300,
            allow_inf_nan=False,
            description="How long to go on answering after SIGTERM, while /readyz says no.",
        ),
    ] = 0.0
    max_cost: Annotated[
        int,
        Allowed("a whole number from 1 to 1000000"),
        Field(ge=1, le=1_000_000, description="Most points that one operation may cost."),
    ] = MAX_COST
    rate_points: Annotated[
        int, _POINTS, Field(ge=0, le=MOST_POINTS, description="Points a second of each API key.")
    ] = 20_000
    rate_burst: Annotated[
        int, _BURST, Field(ge=1, le=MOST_POINTS, description="Points that a key may use at once.")
    ] = 100_000
    rate_anonymous_points: Annotated[
        int | None,
        _POINTS,
        Field(
            ge=0,
            le=MOST_POINTS,
            description="Points a second of each address that asks without a key; unset, 5000, but "
            "no limit where all addresses are this machine's.",
        ),
    ] = None
    rate_anonymous_burst: Annotated[
        int, _BURST, Field(ge=1, le=MOST_POINTS, description="Points that one may use at once.")
    ] = 20_000
    rate_url: Annotated[
        str | None,
        AfterValidator(valkey_address),
        Allowed("redis://HOST:PORT/NUMBER, rediss://… or unix:///PATH"),
        Field(description="Valkey or Redis in which processes share what callers have used."),
    ] = None
    introspection: Annotated[
        bool,
        _SWITCH,
        Field(description="Whether clients may ask for the schema, and get names suggested."),
    ] = True
    http_status_profile: Annotated[
        StatusProfile,
        Allowed("2025 or 2026-08"),
        Field(description="Draft of GraphQL over HTTP that status codes follow."),
    ] = StatusProfile.DRAFT_2025
    operation_timeout_s: Annotated[
        float,
        Allowed("a number of seconds from 0.1 to 300"),
        Field(ge=0.1, le=300, allow_inf_nan=False, description="How long one operation may take."),
    ] = 10.0
    documents: Annotated[
        Path | None,
        AfterValidator(_existing_file),
        Allowed("the path of a manifest of documents"),
        Field(description="Trusted documents: the manifest of Apollo's or Relay's compiler."),
    ] = None
    documents_mode: Annotated[
        DocumentsMode,
        Allowed("off, log or require"),
        Field(description="What becomes of documents that are not in the manifest."),
    ] = DocumentsMode.OFF
    cors_origins: Annotated[
        tuple[str, ...],
        NoDecode,
        BeforeValidator(listed),
        AfterValidator(web_origins),
        Allowed("origins of web pages with commas between, like https://example.org"),
        Field(description="Pages elsewhere whose scripts may ask the graph."),
    ] = ()
    https: Annotated[
        bool,
        _SWITCH,
        Field(description="Whether clients come by https only; tells browsers to insist on it."),
    ] = False
    log_level: Annotated[
        LogLevel,
        Allowed("debug, info, warning or error"),
        Field(description="Least serious message to log."),
    ] = LogLevel.INFO
    access_log: Annotated[bool, _SWITCH, Field(description="Whether every request is logged.")] = (
        True
    )
    metrics_port: Annotated[
        int | None, _PORT, Field(ge=1, le=65535, description="Port of metrics; unset, none.")
    ] = None
    metrics_host: Annotated[
        str, Allowed("a host name or address"), Field(min_length=1, description="Its address.")
    ] = "127.0.0.1"
    otlp_endpoint: Annotated[
        str | None,
        AfterValidator(web_address),
        Allowed("a web address, https://… or http://…"),
        Field(description="OpenTelemetry collector that traces are sent to; unset, none."),
    ] = None

    @property
    def address(self) -> str:
        """The server's own address, with a slash at the end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/"

    @property
    def database(self) -> str:
        """The database's address, also where none was set."""
        return self.database_url or f"sqlite:///{self.home / 'gateway.sqlite'}"


def load_settings() -> Settings:
    """Read the settings from the environment.

    Raises:
        SettingsError: A value is not allowed.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError(_sentence(error.errors()[0])) from error


def variable(field: str) -> str:
    """Return the name of a field's variable.

    >>> variable("log_level")
    'GATEWAY_LOG_LEVEL'
    """
    return PREFIX + field.upper()


def allowed(field: str) -> str:
    """Return what a field's value may be, in words.

    >>> allowed("port")
    'a whole number from 1 to 65535'
    """
    metadata = Settings.model_fields[field].metadata
    return next(entry.words for entry in metadata if isinstance(entry, Allowed))


def shown(value: object) -> str:
    """Return a value as it may be printed, without the password of an address.

    >>> shown("postgresql://graph:secret@db/graph")
    'postgresql://graph:***@db/graph'
    """
    return _PASSWORD.sub(r"\1:***@", str(value))


def unknown_variables(environment: Mapping[str, str] = os.environ) -> list[str]:
    """List variables that look like settings and are none: most often a slip of the pen."""
    known = {variable(field) for field in Settings.model_fields}
    return sorted(name for name in environment if name.startswith(PREFIX) and name not in known)


def _sentence(error: Mapping[str, Any]) -> str:
    field = str(error["loc"][0])
    return f"{variable(field)} is {shown(error['input'])!r}, but must be {allowed(field)}."
