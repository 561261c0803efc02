"""What connections are served with."""

from dataclasses import dataclass

from gateway.execution.engine import Engine
from gateway.execution.terms import Terms
from gateway.observing.journal import Journal
from gateway.sockets.crowd import Crowd
from gateway.turns import Turns
from gateway.wiring import Services


@dataclass(frozen=True, slots=True)
class Means:
    """What all connections of a process share.

    Attributes:
        turns: Those that requests over HTTP take, too.
        journal: Tells of operations and connections.
        crowd: The connections.
    """

    engine: Engine
    services: Services
    terms: Terms
    turns: Turns
    journal: Journal
    crowd: Crowd
