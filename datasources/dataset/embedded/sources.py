"""Reads where the embedded data set comes from, and under which terms."""

from datetime import date, datetime

from datasources.dataset.embedded.files import read
from datasources.dataset.yaml_files import Shape
from datasources.facts.coverage import DataSource


class SourceEntry(Shape):
    """One source; see ``facts.DataSource``."""

    key: str
    name: str
    url: str
    licence: str
    retrieved: date | None = None
    estimate: bool = False


class SourcesFile(Shape):
    """The data set's name and its sources."""

    name: str
    published_at: datetime
    sources: tuple[SourceEntry, ...]


def read_sources() -> SourcesFile:
    """Return the data set's name, when its facts were last refreshed, and its sources."""
    return read("sources.yaml", SourcesFile).content


def to_fact(entry: SourceEntry) -> DataSource:
    """Return a source as a fact."""
    return DataSource(
        entry.key, entry.name, entry.url, entry.licence, entry.retrieved, entry.estimate
    )
