"""How an import tells how far it is."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Told a step, how much of it is done, and how much there is to do; 0 where that is not known."""
