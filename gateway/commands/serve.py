"""`serve`: answers HTTP until it is told to stop."""

import signal
import socket
import sys
from asyncio import Task
from contextlib import suppress
from typing import Annotated, Any

import typer
import uvicorn
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from datasources.dataset.reader import Dataset
from gateway.app import build_app
from gateway.choice import chosen_file
from gateway.execution.manifest import open_library
from gateway.following import Follower
from gateway.logs import log_strays, set_up_logs
from gateway.settings import Settings, load_settings
from gateway.sockets.messages import MOST_BYTES
from gateway.sockets.upgrade import PROTOCOL
from gateway.wiring import wire

# Longer than clients and proxies keep an idle connection, so that they, not we, close it.
_KEEP_ALIVE_S = 75
# With what comes after it, less than the ten seconds that containers are given to end.
_GRACEFUL_SHUTDOWN_S = 9
# Proxies hang up on what says nothing for longer.
_PING_S = 20.0

app = typer.Typer(add_completion=False)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port to listen on.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, max=64, help="Server processes.")] = None,
) -> None:
    """Serve the graph over HTTP and WebSockets."""
    given = {"host": host, "port": port, "workers": workers}
    changed = {name: value for name, value in given.items() if value is not None}
    settings = load_settings().model_copy(update=changed)
    set_up_logs(settings.log_level)
    log_strays()
    _check_port(settings)
    if settings.workers == 1:
        _serve_alone(settings)
    else:
        _serve_together(settings)


def _serve_alone(settings: Settings) -> None:
    # Until the server listens to hang-ups, one must not end it.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    services = wire()
    follower = Follower(settings, services)
    follower.start()
    _announce(settings)
    broken: list[BaseException] = []

    def when_open(opening: Task[str | None]) -> None:
        if opening.cancelled():
            return
        if error := opening.exception():
            broken.append(error)
            server.should_exit = True
        elif invited := opening.result():
            typer.echo(f"\n{invited}")

    app = build_app(settings, services, follower, when_open)
    server = uvicorn.Server(uvicorn.Config(app, **_options(settings)))
    with suppress(KeyboardInterrupt):
        server.run()
    if broken:
        raise broken[0]
    if not server.started:
        sys.exit(STARTUP_FAILURE)


def _serve_together(settings: Settings) -> None:
    # Before the processes start, so that a manifest that cannot be read stops here.
    open_library(settings)
    # Before the processes start, so that it is compiled once and a damaged one stops here.
    Dataset.open(chosen_file(settings)).close()
    _announce(settings)
    # So that one process upgrades the tables, and one makes what a first start makes.
    from gateway.demo import invitation  # noqa: PLC0415 - loads what talks to databases

    if invited := invitation(settings, settings.address):
        typer.echo(f"\n{invited}")
    config = uvicorn.Config("gateway.app:create_app", factory=True, **_options(settings))
    supervisor = Multiprocess(config, [config.bind_socket()])
    # At a hang-up uvicorn's supervisor would replace every worker, and the old ones would hang up
    # on clients that are just sending a request. Workers follow the choice by themselves; ignoring
    # is what they inherit, so none of them dies of a hang-up before it listens to them.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    supervisor.run()


def _announce(settings: Settings) -> None:
    address = settings.address
    page = f" (GraphiQL: {address}graphql)" if settings.graphiql else ""
    typer.echo(f"Incentive Graph is at {address}{page}")


def _options(settings: Settings) -> dict[str, Any]:
    return {
        "host": settings.host,
        "port": settings.port,
        "workers": settings.workers,
        "loop": "uvloop",
        "http": "httptools",
        "ws": PROTOCOL,
        "ws_max_size": MOST_BYTES,
        "ws_ping_interval": _PING_S,
        "ws_ping_timeout": _PING_S,
        # A short message could become a very long one.
        "ws_per_message_deflate": False,
        "log_config": None,
        "access_log": False,
        "server_header": False,
        # Left to itself the server would believe whoever comes from this machine.
        "proxy_headers": bool(settings.trusted_proxies),
        "forwarded_allow_ips": list(settings.trusted_proxies),
        "timeout_keep_alive": _KEEP_ALIVE_S,
        "timeout_graceful_shutdown": _GRACEFUL_SHUTDOWN_S,
    }


def _check_port(settings: Settings) -> None:
    """Stop with a sentence where the address is taken or not ours."""
    try:
        found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)
        family, kind, protocol, _, address = found[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        text = f"Cannot listen on {settings.host}, port {settings.port}: {error.strerror}."
        typer.echo(text, err=True)
        raise typer.Exit(1) from None
