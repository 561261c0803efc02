"""Settings: what `GATEWAY_…` variables say. The only module that reads the environment."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

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


def _web_address(url: str | None) -> str | None:
    if url is not None and not url.startswith(("https://", "http://")):
        raise ValueError("not a web address")
    return url


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a setting may be, in words that complete a sentence."""

    words: str


_PORT = Allowed("a whole number from 1 to 65535")
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
        AfterValidator(_web_address),
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
    log_level: Annotated[
        LogLevel,
        Allowed("debug, info, warning or error"),
        Field(description="Least serious message to log."),
    ] = LogLevel.INFO
    access_log: Annotated[bool, _SWITCH, Field(description="Whether every request is logged.")] = (
        True
    )

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
