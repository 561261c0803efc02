"""Whatever a household tells: list, outcomes, checks, totals and missing inputs agree."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
import zipcodes
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from datasources.facts.errors import GraphError
from datasources.facts.household import Household, OwnerStatus, TaxFiling
from datasources.facts.requirement import CheckStatus
from resolvers.calculator import Question, answer
from resolvers.explanation import Explanation
from resolvers.places import ZIP_UNKNOWN, Whereabouts, place_of_zip
from resolvers.rules.evaluate import Check
from resolvers.rules.missing import Input
from resolvers.rules.outcomes import Outcome
from resolvers.scope import Scope
from resolvers.utilities import utilities_of
from tests.builders import TODAY
from tests.graphs import Graph
from tests.national import needs_sample

STATES = (
    *("AK", "AL", "AR", "AS", "AZ", "CA", "CO", "CT", "DC", "DE", "FL", "GA", "GU", "HI", "IA"),
    *("ID", "IL", "IN", "KS", "KY", "LA", "MA", "MD", "ME", "MI", "MN", "MO", "MP", "MS", "MT"),
    *("NC", "ND", "NE", "NH", "NJ", "NM", "NV", "NY", "OH", "OK", "OR", "PA", "PR", "RI", "SC"),
    *("SD", "TN", "TX", "UT", "VA", "VI", "VT", "WA", "WI", "WV", "WY"),
)
DAYS = [date(2025, 1, 25), date(2025, 6, 30), TODAY]

few_and_the_same = settings(
    max_examples=5,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
every_state = pytest.mark.parametrize("state", STATES)


households = st.builds(
    Household,
    owner_status=st.none() | st.sampled_from(OwnerStatus),
    income=st.none() | st.integers(0, 300_000),
    size=st.none() | st.integers(1, 8),
    tax_filing=st.none() | st.sampled_from(TaxFiling),
)
told = st.fixed_dictionaries(
    {
        Input.OWNER_STATUS: st.sampled_from(OwnerStatus),
        Input.HOUSEHOLD_INCOME: st.integers(0, 300_000),
        Input.HOUSEHOLD_SIZE: st.integers(1, 8),
        Input.TAX_FILING: st.sampled_from(TaxFiling),
    }
)
OF_HOUSEHOLD = {
    Input.OWNER_STATUS: "owner_status",
    Input.HOUSEHOLD_INCOME: "income",
    Input.HOUSEHOLD_SIZE: "size",
    Input.TAX_FILING: "tax_filing",
}


def explain(scope: Scope, question: Question) -> Explanation:
    place = place_of_zip(scope.dataset, question.at.zip or "", ZIP_UNKNOWN)
    return Explanation(answer(scope, question, place))


def known(scope: Scope, zip_code: str) -> bool:
    """Tell whether the data reach a ZIP code."""
    try:
        explain(scope, Question(Whereabouts(zip=zip_code), Household()))
    except GraphError:
        return False
    return True


@cache
def zips_of(state: str) -> list[str]:
    """Return some ZIP codes that are spread over a state."""
    codes = [each["zip_code"] for each in zipcodes.filter_by(state=state, active=True)]
    return codes[:: max(1, len(codes) // 5)]


def serving(scope: Scope, zip_code: str) -> dict[Input, list[str]]:
    """Return the utilities that may serve a ZIP code."""
    found = utilities_of(scope.catalogue, place_of_zip(scope.dataset, zip_code, ZIP_UNKNOWN))
    return {
        Input.UTILITY: [utility.key for utility in found.electric],
        Input.GAS_UTILITY: ["none", *(utility.key for utility in found.gas or ())],
    }


def outcome_of(checks: list[Check]) -> Outcome:
    """Tell the outcome as a client would, who sees nothing but checks."""
    blocking = {check.status for check in checks if not check.advisory}
    if CheckStatus.FAILED in blocking:
        return Outcome.INELIGIBLE
    return Outcome.CONDITIONAL if CheckStatus.PENDING in blocking else Outcome.ELIGIBLE


def keys(found: Explanation, outcome: Outcome) -> list[str]:
    return [found.reasons.offer(number).incentive.key for number in found.evaluations([outcome])]


def assert_it_agrees_with_itself(found: Explanation) -> None:
    listed = [offer.incentive.key for offer in found.calculation.offers]
    assert listed == keys(found, Outcome.ELIGIBLE)
    everyone = found.evaluations()
    assert len(set(everyone)) == len(everyone) == len(found.calculation.shelf.offers)
    for number in everyone:
        assert found.reasons.outcome(number) is outcome_of(found.reasons.checks(number))
    assert 0 <= found.totals.worth.certain <= found.totals.worth.potential


def answers_to_come(
    draw: Callable[[Any], Any], scope: Scope, question: Question
) -> Iterator[tuple[Input, Question]]:
    """Yield each input that was left out, and the question with it told."""
    values = draw(told)
    for each, name in OF_HOUSEHOLD.items():
        if getattr(question.household, name) is None:
            household = replace(question.household, **{name: values[each]})
            yield each, replace(question, household=household)
    utilities = serving(scope, question.at.zip or "")
    if question.utility is None and utilities[Input.UTILITY]:
        named = draw(st.sampled_from(utilities[Input.UTILITY]))
        yield Input.UTILITY, replace(question, utility=named)
    if question.gas_utility is None:
        named = draw(st.sampled_from(utilities[Input.GAS_UTILITY]))
        yield Input.GAS_UTILITY, replace(question, gas_utility=named)


def assert_nothing_is_lost_unsaid(before: Explanation, after: Explanation, told: Input) -> None:
    lost = set(keys(before, Outcome.ELIGIBLE)) & set(keys(after, Outcome.INELIGIBLE))
    said = {
        before.reasons.offer(number).incentive.key
        for missing in before.missing
        if missing.input is told
        for number in missing.loses
    }
    assert lost <= said


def assert_explanations_hold(draw: Callable[[Any], Any], scope: Scope, state: str) -> None:
    zip_code = draw(st.sampled_from([code for code in zips_of(state) if known(scope, code)]))
    utilities = serving(scope, zip_code)
    question = Question(
        at=Whereabouts(zip=zip_code),
        household=draw(households),
        utility=draw(st.sampled_from([None, *utilities[Input.UTILITY]])),
        gas_utility=draw(st.sampled_from([None, *utilities[Input.GAS_UTILITY]])),
        include_beta_states=True,
        as_of=draw(st.sampled_from(DAYS)),
    )
    found = explain(scope, question)
    assert_it_agrees_with_itself(found)
    for told, answered in answers_to_come(draw, scope, question):
        assert_nothing_is_lost_unsaid(found, explain(scope, answered), told)


@every_state
@few_and_the_same
@given(data=st.data())
def test_explanations_hold_over_the_embedded_data(nation: Graph, state: str, data: st.DataObject):
    assert_explanations_hold(data.draw, nation.scope, state)


@needs_sample
@every_state
@few_and_the_same
@given(data=st.data())
def test_explanations_hold_over_the_national_sample(sample: Graph, state: str, data: st.DataObject):
    assert_explanations_hold(data.draw, sample.scope, state)


ASK = """
query Ask($input: CalculatorInput!) {
  calculator(input: $input) {
    incentives { key }
    evaluations(outcomes: [ELIGIBLE], first: 100) { totalCount nodes { incentive { key } } }
    totals { certain potential }
  }
}
"""


@pytest.mark.parametrize("zip_code", ["97701", "02130", "80301", "10001", "00901"])
@pytest.mark.parametrize("income", [None, 40_000])
async def test_the_list_is_what_the_evaluations_call_eligible(
    nation: Graph, zip_code: str, income: int | None
):
    home = {"at": {"zip": zip_code}, "ownerStatus": "HOMEOWNER", "householdSize": 3}
    asked = home | {"householdIncome": income, "asOf": "2025-06-30"}
    found = (await nation.ask(ASK, input=asked))["calculator"]

    eligible = [row["incentive"] for row in found["evaluations"]["nodes"]]
    assert found["incentives"] == eligible != []
    assert found["evaluations"]["totalCount"] == len(eligible)
    assert float(found["totals"]["certain"]) <= float(found["totals"]["potential"])
