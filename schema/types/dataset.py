"""The data behind the answers, and where single figures come from."""

from datetime import UTC, date, datetime, time
from typing import Self

import strawberry

from datasources.facts import coverage as facts


def midnight(day: date | None) -> datetime | None:
    """Return the beginning of a day: sources publish days, clients compare moments."""
    return datetime.combine(day, time(), UTC) if day else None


@strawberry.type(description="A publication that facts of the data set were taken from.")
class DataSource:
    """Where data came from, and under which terms."""

    key: str = strawberry.field(description="Its stable name.")
    name: str = strawberry.field(description="Its name.")
    url: str = strawberry.field(description="Where it is published.")
    licence: str = strawberry.field(description="Under which terms.")
    retrieved: date | None = strawberry.field(description="When it was read; null: not known.")
    estimate: bool = strawberry.field(description="Whether its figures are estimated.")

    @classmethod
    def of(cls, fact: facts.DataSource) -> Self:
        """Present a source."""
        return cls(
            key=fact.key,
            name=fact.name,
            url=fact.url,
            licence=fact.licence,
            retrieved=fact.retrieved,
            estimate=fact.estimate,
        )


@strawberry.type(description="The data set that answers come from.")
class Dataset:
    """What a data set says of itself."""

    version: str = strawberry.field(
        description="Changes whenever the content does; equal content has an equal version."
    )
    name: str = strawberry.field(description="Its name.")
    published_at: datetime | None = strawberry.field(
        description="When its source last refreshed it; null: not known."
    )
    imported_at: datetime | None = strawberry.field(description="When it was brought here.")
    sources: list[DataSource] = strawberry.field(description="What it was made from.")
    incentive_count: int = strawberry.field(
        description="How many incentives it has, ended ones too."
    )
    state_count: int = strawberry.field(
        description="How many states and territories have incentives of their own in it."
    )

    @classmethod
    def of(cls, fact: facts.DatasetCard) -> Self:
        """Present a data set."""
        return cls(
            version=fact.version,
            name=fact.name,
            published_at=fact.published_at,
            imported_at=fact.imported_at,
            sources=[DataSource.of(source) for source in fact.sources],
            incentive_count=fact.incentive_count,
            state_count=fact.state_count,
        )


@strawberry.type(description="Where one answer comes from, and how fresh it is.")
class Provenance:
    """Where one answer comes from."""

    source: str = strawberry.field(description="Name of the source.")
    fetched_at: datetime | None = strawberry.field(
        description="When it was read from the source; null: not known."
    )
    stale: bool = strawberry.field(
        description="Whether the source could not be asked again, so that an older answer stands."
    )
    url: str | None = strawberry.field(description="Where it is published; null: nowhere.")

    @classmethod
    def of(cls, source: facts.DataSource) -> Self:
        """Present a source of the data set, which is never stale."""
        return cls(
            source=source.name,
            fetched_at=midnight(source.retrieved),
            stale=False,
            url=source.url,
        )

    @classmethod
    def of_dataset(cls, card: facts.DatasetCard) -> Self:
        """Present the data set itself as a source."""
        return cls(source=card.name, fetched_at=card.imported_at, stale=False, url=None)
