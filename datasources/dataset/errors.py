"""What can be wrong with a data set file or with a source to import."""

from collections.abc import Sequence
from dataclasses import dataclass

from datasources.facts.errors import GraphError

_SHOWN_FAULTS = 5


class DatasetUnreadable(GraphError):
    """A file is not a data set that this version can read."""

    code = "DATASET_UNREADABLE"


class SourceUnusable(GraphError):
    """A source to import could not be fetched or unpacked."""

    code = "SOURCE_UNUSABLE"


@dataclass(frozen=True, slots=True)
class Fault:
    """A reason not to use a data set.

    Attributes:
        where: The file of the source, or the kind of fact.
        id: What it concerns within ``where``: a key, or ``row 12``.
    """

    where: str
    id: str
    message: str

    def __str__(self) -> str:
        """Return the fault on one line."""
        return f"{self.where}, {self.id}: {self.message}"


class ImportRefused(GraphError):
    """A source has faults; whatever was imported before stays as it is.

    Attributes:
        faults: All of them.
    """

    code = "IMPORT_REFUSED"

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        shown = "; ".join(map(str, self.faults[:_SHOWN_FAULTS]))
        more = len(self.faults) - _SHOWN_FAULTS
        super().__init__(f"{shown}; and {more} more" if more > 0 else shown)
