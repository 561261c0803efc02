"""Settings: what `GATEWAY_…` variables say. The only module that reads the environment."""

import os
import re
from collections.abc import Mapping
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


def _existing_file(path: Path) -> Path:
    if not path.is_file():
        raise ValueError("no such file")
    return path


def _database_url(url: str) -> str:
    if not _DATABASE_URL.fullmatch(url):
        raise ValueError("not an address of a database that is known")
    return url


def _setting(default: Any, allowed: str, description: str, **limits: Any) -> Any:
    """Declare a setting with the words that say what it may be."""
    return Field(
        default, description=description, json_schema_extra={"allowed": allowed}, **limits
    )


class Settings(BaseSettings):
    """How this server is to run; every field is read from a variable of its name in capitals."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, frozen=True)

    home: Path = _setting(
        Path("var"), "a folder", "Folder that holds all state; made when it is missing."
    )
    dataset: Annotated[Path, AfterValidator(_existing_file)] | None = _setting(
        None, "the path of a data set file", "Data set to serve; unset, the embedded one."
    )
    database_url: Annotated[str, AfterValidator(_database_url)] | None = _setting(
        None,
        "sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME",
        "Database for customers and applications; unset, an SQLite file in the home folder. "
        "Checked at the start, and not opened as long as nothing is stored there.",
    )
    host: str = _setting(
        "127.0.0.1", "a host name or address", "Address to listen on.", min_length=1
    )
    port: int = _setting(
        8000, "a whole number from 1 to 65535", "Port to listen on.", ge=1, le=65535
    )
    workers: int = _setting(
        1, "a whole number from 1 to 64", "Processes that serve; one a core.", ge=1, le=64
    )
    graphiql: bool = _setting(
        True, "true or false", "Whether browsers get the GraphiQL page at /graphql."
    )
    log_level: LogLevel = _setting(
        LogLevel.INFO, "debug, info, warning or error", "Least serious message to log."
    )
    access_log: bool = _setting(True, "true or false", "Whether every request is logged.")

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
    """Return what a field's value may be, in words."""
    extra = Settings.model_fields[field].json_schema_extra
    return str(extra["allowed"]) if isinstance(extra, dict) else ""


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
