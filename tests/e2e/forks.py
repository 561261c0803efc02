"""A Python that has imported the whole program, and forks for each start that is asked of it.

Importing takes longer than most starts do anything else. What is forked is a process of its own
all the same: `python -m gateway` with an environment, a folder and files of its own, to be sent
signals, to be killed, and to end with a code.

Run it with the number of a socket, on which each message is one JSON object: orders come, and the
ids and ends of processes go.
"""

import gc
import json
import os
import runpy
import select
import signal
import socket
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

LONGEST = 1 << 20
"""Bytes of a message."""

# What commands import when they are called, and a server when it opens its storage.
PROGRAM = (
    "gateway.commands.catalog",
    "gateway.commands.database",
    "gateway.commands.dataset.group",
    "gateway.commands.doctor",
    "gateway.commands.key",
    "gateway.commands.organization",
    "gateway.commands.schema",
    "gateway.commands.serve",
    "gateway.demo",
    "gateway.storage",
    "datasources.dataset.embedded.compile",
    "datasources.sql.migrate",
)


def main() -> None:
    """Fork for each order, until whoever gives them is gone."""
    # As in the program's own `__main__`.
    gc.disable()
    for name in PROGRAM:
        import_module(name)
    # What all forks share, none of them looks through at its end.
    gc.freeze()
    with socket.socket(fileno=int(sys.argv[1])) as orders:
        order = _next_fork(orders)
    if order is not None:
        _become(order)


def _next_fork(orders: socket.socket) -> dict[str, Any] | None:
    """Return what to become, in each process that is forked; None where all is over."""
    bell, clapper = socket.socketpair()
    with bell, clapper:
        for end in (bell, clapper):
            end.settimeout(0)
        signal.set_wakeup_fd(clapper.fileno())
        signal.signal(signal.SIGCHLD, lambda *_: None)
        while True:
            ready, _, _ = select.select([orders, bell], [], [])
            if bell in ready:
                bell.recv(LONGEST)
                for pid, code in _ended():
                    orders.send(json.dumps({"ended": pid, "code": code}).encode())
            if orders in ready:
                message = orders.recv(LONGEST)
                if not message:
                    return None
                pid = os.fork()
                if not pid:
                    signal.set_wakeup_fd(-1)
                    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                    return dict(json.loads(message))
                orders.send(json.dumps({"started": pid}).encode())


def _ended() -> Iterator[tuple[int, int]]:
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        yield pid, os.waitstatus_to_exitcode(status)


def _become(order: dict[str, Any]) -> None:
    """Be the program, as if this process had been started with its words."""
    os.environ.clear()
    os.environ.update(order["environment"])
    os.chdir(order["folder"])
    for place, file in enumerate((os.devnull, order["output"], order["errors"])):
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC if place else os.O_RDONLY
        opened = os.open(file, flags, 0o644)
        os.dup2(opened, place)
        os.close(opened)
    sys.argv = ["gateway", *order["words"]]
    runpy.run_module("gateway", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
