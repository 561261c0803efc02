"""On which terms requests are answered."""

from dataclasses import dataclass, field

from gateway.execution.library import Library
from gateway.execution.manifest import open_library
from gateway.execution.metering import Metering, unmetered
from gateway.settings import Settings
from gateway.web_settings import StatusProfile


@dataclass(frozen=True, slots=True)
class Terms:
    """What operators choose of the way that requests are answered.

    Attributes:
        timeout_s: How long one operation may take, reading its request included.
        cross_origin: Whether pages elsewhere may ask, so that answers differ by who asks.
        metering: Counts what callers ask.
    """

    statuses: StatusProfile = StatusProfile.DRAFT_2025
    timeout_s: float = 10.0
    library: Library = field(default_factory=Library)
    cross_origin: bool = False
    metering: Metering = unmetered


def terms_of(settings: Settings, metering: Metering = unmetered) -> Terms:
    """Return the terms that settings describe.

    Args:
        settings: What operators chose.
        metering: Counts what callers ask.

    Raises:
        SettingsError: The manifest of documents is missing or cannot be read.
    """
    return Terms(
        statuses=settings.http_status_profile,
        timeout_s=settings.operation_timeout_s,
        library=open_library(settings),
        cross_origin=bool(settings.cors_origins),
        metering=metering,
    )
