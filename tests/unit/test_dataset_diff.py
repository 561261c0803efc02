"""Two data sets differ by what was added, removed and changed."""

from pathlib import Path
from typing import Any

from datasources.dataset.diff import Change, FieldChange, diff
from datasources.dataset.reader import Dataset
from datasources.facts.text import Text
from tests.builders import (
    a_dataset,
    a_federal_incentive,
    a_federal_program,
    a_program,
    an_amount,
    an_incentive,
)


def named(folder: Path, name: str, **changes: Any) -> Dataset:
    below = folder / name
    below.mkdir()
    return a_dataset(below, **changes)


def test_a_data_set_does_not_differ_from_itself(tmp_path: Path):
    first, second = named(tmp_path, "first"), named(tmp_path, "second")
    found = diff(first, second)
    assert found.same_offers
    assert found.before == found.after == first.card.version


def test_added_removed_and_changed_incentives_are_told(tmp_path: Path):
    before = named(tmp_path, "before", incentives=[a_federal_incentive(), an_incentive()])
    changed = an_incentive(amount=an_amount(1500), paused=True)
    after = named(tmp_path, "after", incentives=[changed, an_incentive("OR-2")])
    found = diff(before, after)
    assert (found.incentives.added, found.incentives.removed) == (("OR-2",), ("IRA-1",))
    assert found.incentives.changed == (
        Change(
            "OR-1",
            "OR",
            (
                FieldChange("amount", an_amount(1000), an_amount(1500)),
                FieldChange("paused", before=False, after=True),
            ),
        ),
    )
    assert not found.same_offers


def test_programs_are_compared_too(tmp_path: Path):
    before = named(tmp_path, "before")
    renamed = a_program(name=Text("Heat pumps", "Bombas de calor"))
    after = named(tmp_path, "after", programs=[a_federal_program(), renamed, a_program("new")])
    found = diff(before, after).programs
    assert (found.added, found.removed) == (("new",), ())
    assert [change.key for change in found.changed] == ["or_pacificPower_heatPumps"]
    assert [change.field for change in found.changed[0].fields] == ["name"]
