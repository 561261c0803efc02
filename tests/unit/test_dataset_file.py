"""A data set file gives back what was written into it, whole or not at all."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from datasources.dataset.reader import Dataset
from datasources.dataset.write import write_dataset
from datasources.facts.coverage import DataPartner, RebateRollout
from datasources.facts.geography import ZipCode
from datasources.facts.household import TaxFiling
from datasources.facts.incentive import AuthorityType
from datasources.facts.income import (
    AmiShare,
    CountyLimits,
    FilingLimits,
    IncomeTest,
    PovertyLevels,
    PovertyShare,
    StateTax,
    TaxBracket,
    TaxTable,
)
from datasources.facts.money import Dollars
from datasources.facts.relationship import (
    AllOf,
    AnyOf,
    Combination,
    FederalReplacement,
    Relationships,
    SharedProgram,
)
from tests.builders import (
    BEND,
    CASCADE_GAS,
    DESCHUTES,
    NOW,
    OREGON,
    PACIFIC_POWER,
    a_content,
    a_dataset,
    a_jurisdiction,
    a_size_test,
    a_source,
    ami_limits,
    an_amount,
    an_authority,
    an_incentive,
)

TESTS = (
    a_size_test(),
    IncomeTest("by county", CountyLimits({"41017": {1: 40_000.0}}, {1: 30_000.0})),
    IncomeTest("by status", FilingLimits({TaxFiling.HOH: (0, 112_500)})),
    IncomeTest("of the median ", AmiShare(150), "https://example.org"),
    IncomeTest("of poverty", PovertyShare(200)),
)
RELATED = Relationships(
    {"OR-2": AllOf(("OR-1", AnyOf(("OR-3", "OR-4")))), "OR-1": "OR-3"},
    {"OR-3": ("OR-5", "OR-4")},
    (Combination(("OR-1", "OR-5"), 2000.0),),
)


def test_offers_come_back_as_they_were(tmp_path: Path):
    content = a_content()
    dataset = a_dataset(tmp_path)
    assert [*dataset.federal, *dataset.states["OR"].incentives] == content.incentives
    assert [*dataset.federal_programs, *dataset.states["OR"].programs] == content.programs
    assert list(dataset.incentives.values()) == content.incentives
    assert list(dataset.programs.values()) == content.programs


def test_a_state_holds_what_belongs_to_it(tmp_path: Path):
    partner = DataPartner("or-partner", "OR", "A partner")
    rollout = RebateRollout("OR", "HEAR", "open", date(2026, 1, 2), "https://example.org")
    groups = {"OR": {"bend": frozenset({BEND})}}
    states = [a_jurisdiction(), a_jurisdiction("WA", name="Washington", fips="53")]
    dataset = a_dataset(
        tmp_path,
        jurisdictions=states,
        partners=[partner],
        rollouts=[rollout],
        geo_groups=groups,
        relationships={"OR": RELATED},
    )
    oregon, washington = dataset.states.values()
    assert oregon.authorities == {(AuthorityType.UTILITY, "or-pacific-power"): an_authority()}
    assert (oregon.partners, oregon.rollouts) == ((partner,), (rollout,))
    assert (oregon.geo_groups, oregon.relationships) == (groups["OR"], RELATED)
    assert [utility.key for utility in oregon.utilities] == [
        "or-pacific-power",
        "or-cascade-natural-gas",
    ]
    assert (washington.incentives, washington.relationships) == ((), None)


def test_prerequisites_and_exclusions_keep_their_order(tmp_path: Path):
    read = a_dataset(tmp_path, relationships={"OR": RELATED}).states["OR"].relationships
    assert read is not None
    assert list(read.prerequisites) == ["OR-2", "OR-1"]
    assert read.exclusions["OR-3"] == ("OR-5", "OR-4")


def test_income_tests_of_every_kind_come_back(tmp_path: Path):
    dataset = a_dataset(tmp_path, income_tests=list(TESTS))
    assert tuple(dataset.income_tests.values()) == TESTS
    assert "of the median " in dataset.income_tests


def test_figures_and_policies_come_back(tmp_path: Path):
    day = date(2025, 1, 1)
    levels = PovertyLevels("AK", day, (Dollars(19_550), Dollars(26_430)), Dollars(6880))
    bracket = TaxBracket(TaxFiling.SINGLE, Dollars(0), None, 0.1, Dollars(15_000))
    rates = {TaxFiling.SINGLE: ((Dollars(5500), 0.017), (None, 0.059))}
    tax = StateTax("NM", day, {TaxFiling.SINGLE: Dollars(4400)}, rates)
    sponsors = {AuthorityType.UTILITY: frozenset({"b", "a"})}
    shared = SharedProgram("MA", AuthorityType.OTHER, "host", sponsors, frozenset({"c"}))
    replacement = FederalReplacement("MA", ("energy_audit",))
    loan = {"id": 1, "state": "OR", "terms": {"rate": 1.5, "months": None}}
    dataset = a_dataset(
        tmp_path,
        poverty_levels=[levels],
        tax_tables=[TaxTable(day, (bracket,))],
        state_taxes=[tax],
        shared_programs=[shared],
        federal_replacements=[replacement],
        loans=[loan],
    )
    assert dataset.poverty_levels == (levels,)
    assert dataset.tax_tables == (TaxTable(day, (bracket,)),)
    assert dataset.state_taxes == (tax,)
    assert dataset.shared_programs == (shared,)
    assert dataset.federal_replacements == (replacement,)
    assert dataset.loans == (loan,)


def test_a_zip_code_is_found_with_its_area(tmp_path: Path):
    dataset = a_dataset(tmp_path)
    assert dataset.zip("97708") == ZipCode(
        "97708", "97701", "97701", "OR", "Bend", "Deschutes", "41017"
    )
    assert dataset.zip("97709") is None
    assert dataset.zip("9770a") is None


def test_overlaps_and_service_keep_their_order(tmp_path: Path):
    overlaps = [("97701", BEND, 0.4), ("97702", OREGON, 1.0), ("97701", DESCHUTES, 0.4)]
    service = [("97701", CASCADE_GAS), ("97701", PACIFIC_POWER)]
    dataset = a_dataset(tmp_path, overlaps=overlaps, service=service)
    assert dataset.overlaps("97701") == ((BEND, 0.4), (DESCHUTES, 0.4))
    assert [utility.geography for utility in dataset.service("97701")] == [
        CASCADE_GAS,
        PACIFIC_POWER,
    ]
    assert (dataset.overlaps("97799"), dataset.service("97799")) == ((), ())


def test_geographies_are_found_by_number_state_and_county(tmp_path: Path):
    dataset = a_dataset(tmp_path)
    assert dataset.geography(BEND).name == "City of Bend"
    assert dataset.state_geography("OR") == OREGON
    assert dataset.county_geography("41017") == DESCHUTES
    assert dataset.state_geography("WA") is None
    assert dataset.county_geography("53033") is None


def test_limits_of_an_area_come_oldest_first(tmp_path: Path):
    published = tuple(Dollars(10_000 * people) for people in range(1, 9))
    newer = ami_limits(valid_from=date(2026, 4, 1), published_80=published)
    older = ami_limits(70_000, valid_from=date(2025, 4, 1))
    area = ("tract", "41017")
    dataset = a_dataset(tmp_path, ami=[(area, newer), (area, older)])
    assert dataset.ami(*area) == (older, newer)
    assert dataset.ami("county", "41017") == ()


def test_charger_tracts_say_yes_no_or_nothing(tmp_path: Path):
    dataset = a_dataset(tmp_path)
    assert dataset.charger_tract("tract", "41017001902") is True
    assert dataset.charger_tract("zcta", "97701") is False
    assert dataset.charger_tract("zcta", "97799") is None


def test_the_card_says_what_the_file_is(tmp_path: Path):
    published = datetime(2026, 8, 6, tzinfo=UTC)
    card = write_dataset(a_content(published_at=published), tmp_path / "file", NOW)
    assert Dataset.open(tmp_path / "file").card == card
    assert (card.name, card.published_at, card.imported_at) == ("Example", published, NOW)
    assert (card.incentive_count, card.state_count, card.sources) == (2, 1, (a_source(),))
    assert len(card.version) == 16


def test_equal_content_has_an_equal_version_whenever_and_in_whatever_order(tmp_path: Path):
    content = a_content()
    shuffled = a_content(
        zips=list(reversed(list(content.zips))),
        charger_tracts=list(reversed(list(content.charger_tracts))),
        incentives=[replace(o, amount=an_amount(1000.0)) for o in content.incentives],
    )
    first = write_dataset(content, tmp_path / "first", NOW)
    second = write_dataset(shuffled, tmp_path / "second", NOW + timedelta(days=1))
    assert first.version == second.version


@pytest.mark.parametrize(
    "change",
    [
        {"incentives": [an_incentive(amount=an_amount(1001))]},
        {"overlaps": [("97701", OREGON, 0.9)]},
        {"income_tests": list(TESTS)},
        {"relationships": {"OR": RELATED}},
        {"ami": []},
        {"boundaries": {}},
    ],
)
def test_other_content_has_another_version(tmp_path: Path, change: dict[str, object]):
    first = write_dataset(a_content(), tmp_path / "first", NOW)
    second = write_dataset(a_content(**change), tmp_path / "second", NOW)
    assert first.version != second.version


def test_a_reader_keeps_the_file_it_opened(tmp_path: Path):
    dataset = a_dataset(tmp_path)
    write_dataset(a_content(zips=[]), tmp_path / "example.dataset", NOW)
    assert dataset.zip("97701") is not None
    assert Dataset.open(tmp_path / "example.dataset").zip("97701") is None


def test_a_path_with_unusual_characters_can_be_opened(tmp_path: Path):
    path = tmp_path / "what? 100% #1 ñ"
    write_dataset(a_content(), path, NOW)
    assert Dataset.open(path).zip("97701") is not None
