"""Finds slips in the data: worth a look, but no reason to refuse them."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from datasources.dataset.check import Locate, by_kind
from datasources.dataset.content import DatasetContent
from datasources.dataset.income_slips import income_slips
from datasources.dataset.offer_slips import offer_slips
from datasources.dataset.slips import Finding, FindingCode


def findings(content: DatasetContent, today: date, locate: Locate = by_kind) -> list[Finding]:
    """Return every slip in a data set.

    Args:
        content: Facts that may be iterated more than once.
        today: Day that tells which offers have ended or not begun.
        locate: Says where a fact stands.
    """
    slips = (*income_slips(content), *offer_slips(content, today))
    return [
        Finding(code, locate(concern.kind, concern.state), concern.id, concern.message)
        for code, concern in slips
    ]


def count_by_code(found: Iterable[Finding]) -> dict[FindingCode, int]:
    """Count findings of each sort, in the order of the sorts; those without any are left out."""
    counts = Counter(finding.code for finding in found)
    return {code: counts[code] for code in FindingCode if counts[code]}
