"""Starts the program: in a Python of its own, or as a fork of one that has imported it."""

import atexit
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from tests.e2e.forks import LONGEST

_AT_ONCE = 0.0


class Process(Protocol):
    """A process that was started; the part of `subprocess.Popen` that tests use."""

    pid: int

    def poll(self) -> int | None:
        """Return its code, negative for a signal; None while it runs."""

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end; return its code."""

    def send_signal(self, sig: int) -> None:
        """Send a signal to it, unless it has ended."""


@dataclass(frozen=True, slots=True)
class Start:
    """What `python -m gateway` is started with.

    Attributes:
        output: The file for what it prints.
        errors: The file for its standard error.
    """

    words: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str]
    output: Path
    errors: Path

    def anew(self) -> Process:
        """Start a Python of its own, as people do."""
        with self.output.open("wb") as output, self.errors.open("wb") as errors:
            return subprocess.Popen(
                [sys.executable, "-m", "gateway", *self.words],
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=errors,
            )

    def forked(self) -> Process:
        """Start as a fork of a Python that has imported the program."""
        return forks_of(self.folder).start(self)


class Forks:
    """The Python that forks; see `tests.e2e.forks`."""

    def __init__(self, folder: Path) -> None:
        self._orders, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.e2e.forks", str(theirs.fileno())],
                cwd=folder,
                pass_fds=[theirs.fileno()],
            )
        self._ended: dict[int, int] = {}

    def start(self, start: Start) -> "Fork":
        """Fork, and be the program in the fork."""
        order = {
            "words": start.words,
            "folder": str(start.folder),
            "environment": dict(start.environment),
            "output": str(start.output),
            "errors": str(start.errors),
        }
        self._orders.settimeout(None)
        self._orders.send(json.dumps(order).encode())
        while "started" not in (told := self._hear()):
            pass
        pid = told["started"]
        # The system gives the numbers of processes that have ended to new ones.
        self._ended.pop(pid, None)
        return Fork(self, pid)

    def code_of(self, pid: int, patience_s: float | None) -> int | None:
        """Return what a fork ended with; None if it still runs after so many seconds."""
        deadline = None if patience_s is None else time.monotonic() + patience_s
        while pid not in self._ended:
            left = None if deadline is None else max(deadline - time.monotonic(), _AT_ONCE)
            self._orders.settimeout(left)
            try:
                self._hear()
            except (TimeoutError, BlockingIOError):
                return None
        return self._ended[pid]

    def close(self) -> None:
        """End it; forks that still run go on."""
        self._orders.close()
        self._process.wait()

    def _hear(self) -> dict[str, int]:
        message = self._orders.recv(LONGEST)
        if not message:
            raise EOFError(f"what forks ended with {self._process.wait()}")
        told: dict[str, int] = json.loads(message)
        if "ended" in told:
            self._ended[told["ended"]] = told["code"]
        return told


class Fork:
    """A process that was forked."""

    def __init__(self, forks: Forks, pid: int) -> None:
        self._forks = forks
        self.pid = pid

    def poll(self) -> int | None:
        """Return its code, negative for a signal; None while it runs."""
        return self._forks.code_of(self.pid, _AT_ONCE)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end; return its code."""
        code = self._forks.code_of(self.pid, timeout)
        if code is None:
            raise subprocess.TimeoutExpired(f"fork {self.pid}", timeout or _AT_ONCE)
        return code

    def send_signal(self, sig: int) -> None:
        """Send a signal to it, unless it has ended."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, sig)


@cache
def forks_of(folder: Path) -> Forks:
    """Return the Python that forks for a checkout, until this process ends."""
    forks = Forks(folder)
    atexit.register(forks.close)
    return forks
