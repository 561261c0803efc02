"""A broken file is refused with its name, the line and the key."""

from pathlib import Path

import pytest

from datasources.dataset.embedded.files import read
from datasources.dataset.embedded.geographies import Atlas
from datasources.dataset.embedded.income_tests import income_tests
from datasources.dataset.embedded.offers import offers, relationships
from datasources.dataset.embedded.places import County
from datasources.dataset.embedded.shapes import StateFile
from datasources.dataset.embedded.states import State
from datasources.dataset.embedded.texts import read_phrasebook
from datasources.dataset.errors import ImportRefused
from datasources.facts.income import SizeLimits

GOOD = """\
code: OR
name: Oregon
fips: "41"
status: launched
freshest: 2026-07-13
utilities:
  - {key: or-power, name: Power, eia_id: "1"}
service:
  - {county: "41017", utilities: [or-power]}
authorities:
  - key: or-trust
    name: Trust
    type: other
    serves: [utility:or-power]
geo_groups:
  - key: or-group
    areas: [county:41017]
income_tests:
  - key: or-low
    source: https://example.org
    period: month
    by_size: [1, 2, 3, 4, 5, 6, 7, 8]
programs:
  - key: or-program
    name: Program
    authority: or-trust
    url: https://example.org
    incentives:
      - key: OR-1
        items: [electric_panel]
        amount: {type: dollar_amount, number: 100}
        payment_methods: [rebate]
        owner_status: [homeowner]
        start: 2026Q1
        end: 2026-12-31
        income_test: or-low
        geo_group: or-group
relationships:
  exclusions:
    - {winner: OR-1, losers: [OR-1]}
"""

BROKEN = [
    ("status: launched", "status: begun", "line 4, status", "begun"),
    ("freshest: 2026-07-13", "freshest: 2026-13-01", "line 5, freshest", "Invalid"),
    (
        "[electric_panel]",
        "[electric_panels]",
        "line 30, programs[0].incentives[0].items[0]",
        "electric_panels",
    ),
    ("    type: other", "    typ: other", "line 13, authorities[0].typ", "unknown field"),
    ("    name: Program\n", "", "line 24, programs[0]", "missing required field `name`"),
    ("number: 100", "number: much", "line 31, programs[0].incentives[0].amount.number", "str"),
    ('fips: "41"', "fips: 41", "line 3, fips", "int"),
    ("utilities: [or-power]", "utilities: [or-gas]", "line 9, service[0].utilities[0]", "or-gas"),
    ('county: "41017", u', 'county: "41018", u', "line 9, service[0].county", "41018"),
    ("[utility:or-power]", "[utility:or-gas]", "line 14, authorities[0].serves[0]", "or-gas"),
    ("[county:41017]", "[town:Bend]", "line 17, geo_groups[0].areas[0]", "town:Bend"),
    ("7, 8]", "7]", "line 19, income_tests[0]", "8 amounts"),
    ("    period: month", "    ami: 80", "line 19, income_tests[0]", "exactly one"),
    ("authority: or-trust", "authority: or-none", "line 26, programs[0].authority", "or-none"),
    ("start: 2026Q1", "start: 2026Q5", "line 34, programs[0].incentives[0].start", "2026Q5"),
    ("end: 2026-12-31", "end: 2026-11-31", "line 35, programs[0].incentives[0].end", "day"),
    (
        "income_test: or-low",
        "income_test: or-no",
        "line 36, programs[0].incentives[0].income_test",
        "or-no",
    ),
    (
        "geo_group: or-group",
        "geo_group: or-no",
        "line 37, programs[0].incentives[0].geo_group",
        "or-no",
    ),
    ("losers: [OR-1]", "losers: [OR-2]", "line 40, relationships.exclusions[0]", "OR-2"),
    ("name: Oregon", "name: ]", "line 2", "did not find expected node"),
    ("name: Oregon", "name: Oregon\nname: Ohio", "line 3", "comes twice"),
]


def compiled(folder: Path, text: str) -> None:
    (folder / "OR.yaml").write_text(text, "utf-8")
    document = read("OR.yaml", StateFile, folder)
    county = County("OR", "41017", "Deschutes County")
    state = State(document, Atlas([document.content], [county]))
    state.service()
    offers(document, state.surroundings(), read_phrasebook())
    income_tests(document)
    relationships(document)


def test_a_file_without_faults_is_compiled(tmp_path):
    compiled(tmp_path, GOOD)


@pytest.mark.parametrize(("right", "wrong", "where", "what"), BROKEN)
def test_a_broken_file_is_refused_where_it_is_broken(tmp_path, right, wrong, where, what):
    assert GOOD.count(right) == 1
    with pytest.raises(ImportRefused) as refused:
        compiled(tmp_path, GOOD.replace(right, wrong))
    [fault] = refused.value.faults
    assert (fault.where, fault.id) == ("OR.yaml", where)
    assert what in fault.message


def test_monthly_limits_are_compared_by_the_year(tmp_path):
    (tmp_path / "OR.yaml").write_text(GOOD, "utf-8")
    [test] = income_tests(read("OR.yaml", StateFile, tmp_path))
    assert test.limits == SizeLimits({size: 12 * size for size in range(1, 9)})
