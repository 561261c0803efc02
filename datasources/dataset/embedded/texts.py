"""Composes what an incentive is, in one sentence of each language, from its structure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from datasources.dataset.embedded.files import read
from datasources.dataset.embedded.grammar import ENGLISH, SPANISH, Grammar
from datasources.dataset.embedded.shapes import (
    AmountEntry,
    IncentiveEntry,
    IncomeTestEntry,
    Words,
)
from datasources.dataset.yaml_files import Shape
from datasources.facts.household import OwnerStatus
from datasources.facts.incentive import AmountType, AmountUnit, PaymentMethod
from datasources.facts.item import Item
from datasources.facts.text import Language, Text

_SHOWN_PHRASES = 3


class ItemWords(Words):
    """What an item is called after "for"."""

    key: Item


class TogetherWords(Words):
    """What several items are called when an incentive has all of them."""

    items: tuple[Item, ...]


class PaymentWords(Words):
    """What a payment is called at the start of a sentence."""

    key: PaymentMethod


class UnitWords(Words):
    """What stands after the dollars of a per-unit amount."""

    key: AmountUnit


class WordsFile(Shape):
    """The words that sentences are made of."""

    payments: tuple[PaymentWords, ...]
    units: tuple[UnitWords, ...]
    items: tuple[ItemWords, ...]
    together: tuple[TogetherWords, ...]


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """The words by what they stand for; ``together`` has the largest combinations first."""

    payments: Mapping[PaymentMethod, Words]
    units: Mapping[AmountUnit, Words]
    items: Mapping[Item, Words]
    together: Sequence[tuple[frozenset[Item], Words]]

    @classmethod
    def of(cls, file: WordsFile) -> "Phrasebook":
        """Return the phrasebook of a file of words."""
        together = [(frozenset(words.items), words) for words in file.together]
        return cls(
            {words.key: words for words in file.payments},
            {words.key: words for words in file.units},
            {words.key: words for words in file.items},
            sorted(together, key=lambda pair: -len(pair[0])),
        )

    def describe(self, incentive: IncentiveEntry, test: IncomeTestEntry | None) -> Text:
        """Say what an incentive pays, for what and for whom."""
        return Text(
            _Sentence(self, ENGLISH, Language.EN).of(incentive, test),
            _Sentence(self, SPANISH, Language.ES).of(incentive, test),
        )

    def phrases(self, items: Sequence[Item]) -> list[tuple[Words, int]]:
        """Name items, those that have a name together at the place of the first of them.

        Returns:
            Each phrase with the number of items that it stands for.
        """
        phrases: list[tuple[Words, int]] = []
        done: set[Item] = set()
        for item in items:
            if item in done:
                continue
            left = set(items) - done
            members, words = next(
                (pair for pair in self.together if item in pair[0] and pair[0] <= left),
                (frozenset({item}), self.items[item]),
            )
            done |= members
            phrases.append((words, len(members)))
        return phrases


def read_phrasebook() -> Phrasebook:
    """Read the words that sentences are made of."""
    return Phrasebook.of(read("words.yaml", WordsFile).content)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """Puts words together by the grammar of one language."""

    book: Phrasebook
    grammar: Grammar
    language: Language

    def of(self, incentive: IncentiveEntry, test: IncomeTestEntry | None) -> str:
        """Return the whole sentence."""
        amount = incentive.amount
        payments = [self._word(self.book.payments[way]) for way in incentive.payment_methods]
        first, *rest = payments
        template = {
            AmountType.DOLLAR_AMOUNT: self.grammar.dollars,
            AmountType.PERCENT: self.grammar.percent,
            AmountType.DOLLARS_PER_UNIT: self.grammar.per_unit,
        }[amount.type]
        sentence = template.format(
            payment=self.grammar.either([first, *(word.lower() for word in rest)]),
            sum=self._sum(amount),
            unit=self._word(self.book.units[amount.unit]) if amount.unit else "",
            items=self._items(incentive.items),
        )
        return sentence + self._cap(amount) + self._who(incentive, test) + "."

    def _sum(self, amount: AmountEntry) -> str:
        if amount.type is AmountType.PERCENT:
            return self.grammar.share(amount.number)
        if amount.type is AmountType.DOLLARS_PER_UNIT:
            return money(amount.number)
        low, high = amount.minimum, amount.maximum
        if low is not None and low < (high or amount.number):
            return self.grammar.range.format(low=money(low), high=money(high or amount.number))
        if high == amount.number:
            return self.grammar.up_to.format(high=money(high))
        return money(amount.number)

    def _cap(self, amount: AmountEntry) -> str:
        low, high = amount.minimum, amount.maximum
        if amount.type is AmountType.DOLLAR_AMOUNT:
            stands_apart = low is None and high is not None and high != amount.number
            return ", " + self.grammar.up_to.format(high=money(high or 0)) if stands_apart else ""
        if low is not None and high is not None:
            return self.grammar.total.format(low=money(low), high=money(high))
        if high is not None:
            return ", " + self.grammar.up_to.format(high=money(high))
        return self.grammar.at_least.format(low=money(low)) if low is not None else ""

    def _items(self, items: Sequence[Item]) -> str:
        phrases = self.book.phrases(items)
        shown = [self._word(words) for words, _ in phrases[:_SHOWN_PHRASES]]
        more = sum(count for _, count in phrases[_SHOWN_PHRASES:])
        if not more:
            return self.grammar.either(shown)
        return self.grammar.more.format(shown=", ".join(shown), count=more)

    def _who(self, incentive: IncentiveEntry, test: IncomeTestEntry | None) -> str:
        renters = incentive.owner_status == (OwnerStatus.RENTER,)
        if test is None:
            return self.grammar.for_renters if renters else ""
        households = self.grammar.renter_households if renters else self.grammar.households
        if test.ami is not None:
            limit = self.grammar.below_ami.format(share=self.grammar.share(test.ami / 100))
        elif test.fpl is not None:
            limit = self.grammar.below_fpl.format(share=self.grammar.share(test.fpl / 100))
        else:
            limit = self.grammar.by_filing if test.by_filing else self.grammar.within_limits
        return f", {households} {limit}"

    def _word(self, words: Words) -> str:
        return words.en if self.language is Language.EN else words.es


def money(amount: float) -> str:
    """Write dollars as people do, with cents only where there are any.

    >>> money(1750)
    '$1,750'
    >>> money(0.5)
    '$0.50'
    """
    return f"${amount:,.0f}" if amount == int(amount) else f"${amount:,.2f}"
