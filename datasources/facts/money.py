"""Units of money."""

from typing import NewType

Dollars = NewType("Dollars", int)
"""Whole US dollars."""

Cents = NewType("Cents", int)
"""US cents: what is stored and added up."""
