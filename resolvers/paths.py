"""Which part of a larger input went wrong."""

from collections.abc import Iterator
from contextlib import contextmanager

from datasources.facts.errors import GraphError


@contextmanager
def part(path: str) -> Iterator[None]:
    """Name the part of the input that a block reads, in the field of what it raises.

    Raises:
        GraphError: As the block raised it, its field within the part.
    """
    try:
        yield
    except GraphError as error:
        error.field = f"{path}.{error.field}" if error.field else path
        raise
