"""How a sentence about an incentive is built in each language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grammar:
    """The templates of one language.

    Attributes:
        dollars: Sentence for a sum of money; so ``percent`` and ``per_unit`` for the other types.
        range: A sum from one amount to another.
        total: What a per-unit amount or a share comes to at least and at most.
        more: A list of items that goes on.
    """

    dollars: str
    percent: str
    per_unit: str
    range: str
    up_to: str
    at_least: str
    total: str
    more: str
    for_renters: str
    households: str
    renter_households: str
    below_ami: str
    below_fpl: str
    by_filing: str
    within_limits: str
    percent_sign: str
    disjunction: Callable[[str], str]

    def share(self, number: float) -> str:
        """Write a share from 0 to 1 as a percentage.

        >>> ENGLISH.share(0.75), SPANISH.share(0.75)
        ('75%', '75 %')
        """
        return f"{round(number * 100, 2):g}{self.percent_sign}"

    def either(self, phrases: Sequence[str]) -> str:
        """Join phrases of which one suffices.

        >>> ENGLISH.either(["a", "b", "c"]), SPANISH.either(["una", "otra"])
        ('a, b or c', 'una u otra')
        """
        *some, last = phrases
        return f"{', '.join(some)} {self.disjunction(last)} {last}" if some else last


def _or(_following: str) -> str:
    return "or"


def _o(following: str) -> str:
    """Return the Spanish "or", which changes before its own sound."""
    return "u" if following.lower().startswith(("o", "ho")) else "o"


ENGLISH = Grammar(
    dollars="{payment} of {sum} for {items}",
    percent="{payment} of {sum} of the cost of {items}",
    per_unit="{payment} of {sum} {unit} for {items}",
    range="{low} to {high}",
    up_to="up to {high}",
    at_least=", at least {low}",
    total=", {low} to {high} in all",
    more="{shown} and {count} more",
    for_renters=", for renters",
    households="for households",
    renter_households="for renter households",
    below_ami="at or below {share} of the area median income",
    below_fpl="at or below {share} of the federal poverty level",
    by_filing="within the income limit of their filing status",
    within_limits="within the program's income limits",
    percent_sign="%",
    disjunction=_or,
)

SPANISH = Grammar(
    dollars="{payment} de {sum} para {items}",
    percent="{payment} del {sum} del costo de {items}",
    per_unit="{payment} de {sum} {unit} para {items}",
    range="entre {low} y {high}",
    up_to="hasta {high}",
    at_least=", al menos {low}",
    total=", entre {low} y {high} en total",
    more="{shown} y {count} más",
    for_renters=", para inquilinos",
    households="para hogares",
    renter_households="para hogares inquilinos",
    below_ami="con ingresos de hasta el {share} de la mediana del área",
    below_fpl="con ingresos de hasta el {share} del nivel federal de pobreza",
    by_filing="dentro del límite de ingresos de su estado civil tributario",
    within_limits="dentro de los límites de ingresos del programa",
    percent_sign=" %",
    disjunction=_o,
)
