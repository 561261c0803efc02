"""Says how far an import is: with a bar on a terminal, with a line for each step elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from datasources.dataset.national.progress import Progress

_WORDS = {
    "download": "fetching the archive",
    "unpack": "unpacking",
    "federal": "reading federal offers",
    "states": "reading the states' offers",
    "figures": "reading income tests and taxes",
    "places": "reading places",
    "income limits": "reading income limits",
    "check": "checking",
    "write": "writing the data set",
}


@contextmanager
def told(console: Console) -> Iterator[Progress]:
    """Tell an import's progress on a console until the block ends."""
    if not console.is_terminal:
        yield _Lines(console)
        return
    columns = (TextColumn("{task.description:<30}"), BarColumn(), TaskProgressColumn())
    with Bar(*columns, TimeElapsedColumn(), console=console, transient=True) as bar:
        yield _OneBar(bar)


class _Lines:
    def __init__(self, console: Console) -> None:
        self._console = console
        self._step = ""

    def __call__(self, step: str, _done: int, _total: int) -> None:
        if step != self._step:
            self._console.print(f"{_words(step)} …", highlight=False)
        self._step = step


class _OneBar:
    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self._task = bar.add_task("", total=None)

    def __call__(self, step: str, done: int, total: int) -> None:
        self._bar.update(self._task, description=_words(step), completed=done, total=total or None)


def _words(step: str) -> str:
    return _WORDS.get(step, step)
