"""What the numbers and keys of a data set stand for."""

from datasources.dataset.reader import Dataset
from datasources.facts.text import Text
from resolvers.rules.wording import Names


def names_of(dataset: Dataset) -> Names:
    """Return the names that a data set gives."""

    def program(key: str) -> Text | None:
        incentive = dataset.incentives.get(key)
        return dataset.programs[incentive.program].name if incentive else None

    return Names(dataset.geography, program)
