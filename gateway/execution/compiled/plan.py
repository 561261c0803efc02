"""What is known of an operation before it runs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from gateway.execution.compiled.selections import Selected
from resolvers.loaders.answer import Answer

Where = tuple[Any, str | int, str | None]
"""A path of graphql-core: the one above it, None for the root; a key; the type of the object."""

Data = dict[str, Any]

Step = Callable[[Any, Data], None]
"""Answers one root field of a run into its data."""

Complete = Callable[..., Any]
"""Returns the data of a value, for a run; with branches also for a path and a place."""


@dataclass(slots=True, eq=False)
class Site:
    """A field whose value arrives later.

    Attributes:
        branches: Whether something below may arrive later still.
        complete: Makes data of its value; set once it is written.
    """

    selected: Selected
    branches: bool
    complete: Complete = field(init=False)


@dataclass(frozen=True, slots=True)
class Plan:
    """How one operation is run.

    Attributes:
        steps: One for each root field, in order.
        keys: Of the root fields.
        arguments: The fields whose arguments are read in each run, by the number that the steps
            have for them.
        text: What was written, for those who wonder.
    """

    steps: tuple[Step, ...]
    keys: tuple[str, ...]
    arguments: tuple[Selected, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where null may stand in data that are there already.

    Attributes:
        within: The object or list.
        key: Of the place in it.
        path: Of the place from the root.
    """

    within: Any
    key: str | int
    path: Where


Up = Place | None
"""The nearest place above that may be null; None: there are no data then."""

Asked = tuple[Site, Any, Answer[Any], Data, Where, Up]
"""An edge that was asked: where it stands, the object that it leads from, and where its data go."""
