"""Counts what a call does, where a clock would tell of the machine and its other work."""

import sys
from collections.abc import Callable
from typing import Any


def steps_of(function: Callable[..., Any], *arguments: Any) -> int:
    """Count the calls that a call makes."""
    steps = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal steps
        steps += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        function(*arguments)
    finally:
        sys.setprofile(before)
    return steps
