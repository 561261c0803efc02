"""Finds slips in offers, and offers that pay nobody today."""

from collections.abc import Iterator
from datetime import date

from datasources.dataset.concern import Concern
from datasources.dataset.content import DatasetContent
from datasources.dataset.slips import FindingCode, Slip
from datasources.facts.geography import Fuel
from datasources.facts.incentive import Amount, AmountType, AuthorityType, Incentive
from datasources.facts.item import Item, known_item

_TYPES = {Fuel.ELECTRIC: AuthorityType.UTILITY, Fuel.GAS: AuthorityType.GAS_UTILITY}


def offer_slips(content: DatasetContent, today: date) -> Iterator[Slip]:
    """Yield what looks wrong in incentives, and which of them are not to be had on a day."""
    for offer in content.incentives:
        for code, message in (*_amount(offer.amount), *_items(offer), *_time(offer, today)):
            yield code, Concern("incentive", offer.state, offer.key, message)
    yield from _silent_utilities(content)


def _amount(amount: Amount) -> Iterator[tuple[FindingCode, str]]:
    least, most, number = amount.minimum, amount.maximum, amount.number
    if amount.type is AmountType.DOLLARS_PER_UNIT and most is not None and most <= number:
        message = f"pays at most {most:g}, not more than for one unit: {number:g}"
        yield FindingCode.MAXIMUM_WITHIN_RATE, message
    if least is not None and most is not None and least > most:
        message = f"pays at least {least:g}, but at most {most:g}"
        yield FindingCode.MINIMUM_ABOVE_MAXIMUM, message
    if amount.type is AmountType.PERCENT and number > 1:
        yield FindingCode.SHARE_ABOVE_ONE, f"pays a share above 1: {number:g}"


def _items(offer: Incentive) -> Iterator[tuple[FindingCode, str]]:
    for key in offer.items:
        if known_item(key) is Item.OTHER and key != Item.OTHER:
            yield FindingCode.UNKNOWN_ITEM, f"is for an item that is not in the list: {key}"


def _time(offer: Incentive, today: date) -> Iterator[tuple[FindingCode, str]]:
    if offer.end and offer.end.last_day < today:
        yield FindingCode.EXPIRED, f"ended: {offer.end}"
    if offer.start and offer.start.first_day > today:
        yield FindingCode.NOT_STARTED, f"starts: {offer.start}"
    if offer.paused:
        yield FindingCode.PAUSED, "is paused"


def _silent_utilities(content: DatasetContent) -> Iterator[Slip]:
    """Yield utilities without an authority: a home may name them, but they can offer nothing."""
    known = {(each.state, each.type, each.key) for each in content.authorities}
    for utility in content.utilities:
        if (utility.state, _TYPES[utility.fuel], utility.key) not in known:
            concern = Concern("utility", utility.state, utility.key, "is no authority")
            yield FindingCode.UTILITY_WITHOUT_AUTHORITY, concern
