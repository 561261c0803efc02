"""What follows from batches, once they are over."""

from collections.abc import Callable, Generator, Sequence
from typing import Any, Generic, TypeVar

from resolvers.loaders.batch import Batch

V = TypeVar("V")
W = TypeVar("W")

_OVER: Batch[Any, Any] = Batch({})


class Answer(Generic[V]):
    """A value that is there when a batch is over, for whoever awaits it, as often as they like.

    A page asks for hundreds. They need no task and no future each: whoever does not await them
    looks at their batch, and has it tell when it is over.

    Attributes:
        batch: What to wait for.
        value: Returns the value then, or raises why there is none; anew each time.
    """

    __slots__ = ("batch", "value")

    def __init__(self, batch: Batch[Any, Any], value: Callable[[], V]) -> None:
        self.batch = batch
        self.value = value

    def then(self, turn: Callable[[V], W]) -> "Answer[W]":
        """Return what follows from the value."""
        value = self.value
        return Answer(self.batch, lambda: turn(value()))

    def __await__(self) -> Generator[Any, None, V]:
        if not self.batch.is_over:
            yield from self.batch.wait()
        return self.value()


def known(value: V) -> Answer[V]:
    """Return the answer that is there already."""
    return Answer(_OVER, lambda: value)


def together(answers: Sequence[Answer[V]]) -> Answer[list[V]]:
    """Return several answers as one, in their order; the first that fails tells why."""
    pending = {each.batch for each in answers if not each.batch.is_over}
    return Answer(_joint(pending), lambda: [each.value() for each in answers])


def _joint(batches: set[Batch[Any, Any]]) -> Batch[Any, Any]:
    """Return what is over when some batches are: mostly it is one, which is its own."""
    first, *others = batches or {_OVER}
    if not others:
        return first
    joint, left = Batch[Any, Any](), set(batches)

    def tell(batch: Batch[Any, Any]) -> None:
        left.discard(batch)
        if not left:
            joint.answer(())

    for each in batches:
        each.add_done_callback(tell)
    return joint
