"""Imports a national source into one data set file."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from datasources.dataset.content import DatasetContent
from datasources.dataset.findings import count_by_code, findings
from datasources.dataset.national.locate import file_of
from datasources.dataset.national.progress import Progress
from datasources.dataset.national.read import read_national
from datasources.dataset.national.source import open_source
from datasources.dataset.slips import Finding, FindingCode
from datasources.dataset.write import write_dataset
from datasources.facts.coverage import DatasetCard

_COUNTED = (
    "incentives",
    "programs",
    "authorities",
    "utilities",
    "geographies",
    "income_tests",
    "relationships",
    "loans",
    "zips",
    "overlaps",
    "service",
    "boundaries",
    "ami",
    "charger_tracts",
)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did.

    Attributes:
        counts: Facts by kind, as the content names the kinds.
        checksum: SHA-256 of the archive; None for folders.
        findings: Slips in the data that were taken as they are.
    """

    card: DatasetCard
    counts: Mapping[str, int]
    checksum: str | None
    findings: tuple[Finding, ...]

    @property
    def findings_by_code(self) -> dict[FindingCode, int]:
        """How many findings there are of each sort."""
        return count_by_code(self.findings)


def import_national(source: str, to: Path, now: datetime, progress: Progress) -> ImportReport:
    """Read a source, check it and write its data set; a source with faults changes nothing.

    Args:
        source: See ``open_source``.
        to: Where the data set file belongs.
        now: When this happens.
        progress: Told what comes next.

    Raises:
        SourceUnusable: The source cannot be fetched or unpacked, or is something else.
        ImportRefused: The data have faults; all of them are named.
        OSError: The file cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="incentive-graph-") as workdir:
        opened = open_source(source, Path(workdir), progress)
        content = read_national(opened.folder, progress)
    progress("write", 0, 1)
    to.parent.mkdir(parents=True, exist_ok=True)
    card = write_dataset(content, to, now)
    progress("write", 1, 1)
    return ImportReport(
        card=card,
        counts=_counts(content),
        checksum=opened.checksum,
        findings=tuple(findings(content, now.date(), file_of)),
    )


def _counts(content: DatasetContent) -> dict[str, int]:
    return {name: len(getattr(content, name)) for name in _COUNTED}
