"""Several server processes on one address."""

import logging

from uvicorn.supervisors import Multiprocess

_log = logging.getLogger(__name__)


class Workers(Multiprocess):
    """Starts the processes, replaces those that die, and ends them all.

    At a hang-up, uvicorn's own supervisor would start new processes and end the old ones, which
    hang up on clients that keep a connection open: whoever is just sending a request loses it.
    Nothing here needs new processes, each of them finds a new choice of data set by itself.
    """

    def handle_hup(self) -> None:
        """Leave the processes as they are."""
        _log.info("every process looks for another data set once a second")
