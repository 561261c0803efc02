"""Tracebacks without values: where an exception passed and of what kind it is, never its text."""

from collections.abc import Iterator
from pathlib import Path
from traceback import walk_tb

_ROOT = f"{Path(__file__).parents[2]}/"
_PACKAGES = "site-packages/"
_MOST_FRAMES = 30
_MOST_EXCEPTIONS = 10


def frames_of(error: BaseException) -> list[str]:
    """Describe an exception and what led to it, the cause first, the innermost frame last.

    The text of an exception may repeat what a client wrote, and so may local variables.
    """
    told: list[str] = []
    for each in reversed(list(_chain(error))):
        frames = [
            f"{_short(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}"
            for frame, line in walk_tb(each.__traceback__)
        ]
        told += [*frames[-_MOST_FRAMES:], type(each).__name__]
    return told


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting and len(seen) < _MOST_EXCEPTIONS:
        each = waiting.pop()
        if each is None or id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        waiting.append(each.__cause__ or (None if each.__suppress_context__ else each.__context__))
        if isinstance(each, BaseExceptionGroup):
            waiting += each.exceptions


def _short(path: str) -> str:
    """Return a path as developers know it, wherever the code is installed."""
    before, found, after = path.rpartition(_PACKAGES)
    return after if found else before.removeprefix(_ROOT) or path.removeprefix(_ROOT)
