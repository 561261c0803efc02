"""What-if: the same question under other circumstances, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from datasources.facts.errors import BadInput
from datasources.facts.geography import Place
from datasources.facts.incentive import Offer
from datasources.facts.text import Text
from resolvers.calculator import Question, answer
from resolvers.explanation import Explanation
from resolvers.paths import part
from resolvers.places import Whereabouts, locate
from resolvers.rules.totals import Worth
from resolvers.scope import Scope

MOST_SCENARIOS = 10


@dataclass(frozen=True, slots=True)
class Scenario:
    """Changed circumstances, and what they change in the answer; worked out when asked for."""

    label: str
    baseline: Explanation
    changed: Explanation

    @property
    def added(self) -> list[Offer]:
        """Offers listed here and not in the baseline."""
        return _without(self.changed, self.baseline)

    @property
    def removed(self) -> list[Offer]:
        """Offers listed in the baseline and not here."""
        return _without(self.baseline, self.changed)

    @property
    def difference(self) -> Worth:
        """Totals here less those of the baseline, dollars."""
        now, was = self.changed.totals.worth, self.baseline.totals.worth
        return Worth(now.certain - was.certain, now.potential - was.potential)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A baseline and its scenarios, in the order asked."""

    baseline: Explanation
    scenarios: list[Scenario]


async def compare(
    scope: Scope, baseline: Question, scenarios: Sequence[tuple[str, Question]]
) -> Comparison:
    """Answer a question under several circumstances; each place is looked up once.

    Args:
        scope: What the request may use.
        baseline: The question as it is.
        scenarios: Label, unique among them, and changed question; 1 to MOST_SCENARIOS.

    Raises:
        BadInput: There are too many scenarios, or a label is used twice.
        GraphError: Whatever calculate raises; its field names the scenario.
    """
    _check(scenarios)
    answers = _Answers(scope)
    with part("baseline"):
        base = await answers.to(baseline)
    found = []
    for place, (label, question) in enumerate(scenarios):
        with part(f"scenarios.{place}.changes"):
            found.append(Scenario(label, base, await answers.to(question)))
    return Comparison(base, found)


def _check(scenarios: Sequence[tuple[str, Question]]) -> None:
    if not 0 < len(scenarios) <= MOST_SCENARIOS:
        raise BadInput(_COUNT, "scenarios")
    seen: set[str] = set()
    for place, (label, _) in enumerate(scenarios):
        if label in seen:
            raise BadInput(_REPEATED, f"scenarios.{place}.label")
        seen.add(label)


class _Answers:
    """Answers questions; those at one place share its lookup, which may ask a service outside."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._places: dict[Whereabouts, Place] = {}

    async def to(self, question: Question) -> Explanation:
        at = question.at
        if at not in self._places:
            self._places[at] = await locate(self._scope, at)
        return Explanation(answer(self._scope, question, self._places[at]))


def _without(offers: Explanation, others: Explanation) -> list[Offer]:
    known = {offer.incentive.key for offer in others.calculation.offers}
    return [offer for offer in offers.calculation.offers if offer.incentive.key not in known]


_COUNT = Text(
    f"scenarios must have 1 to {MOST_SCENARIOS} entries",
    f"scenarios debe tener de 1 a {MOST_SCENARIOS} elementos",
)
_REPEATED = Text(
    "label must differ from those before it", "label debe ser distinto de los anteriores"
)
