"""Units of money."""

from typing import NewType

Dollars = NewType("Dollars", int)
"""Whole US dollars."""
