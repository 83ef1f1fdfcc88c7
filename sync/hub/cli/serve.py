"""`serve`: the hub as a process, or as several."""

from __future__ import annotations

import argparse
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from socket import socket
from typing import TYPE_CHECKING, Final

from sync.hub.errors import InputError

if TYPE_CHECKING:
    from sync.hub.cli.commands import Add
    from sync.hub.postgres.storage import PostgresStorage
    from sync.hub.serving import Address

_CONNECTIONS: Final = 44
"""Connections to the database that all workers share; the embedded one allows 60."""


def add_commands(add: Add) -> None:
    """Add this command."""
    serve = add("serve", _serve)
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=0, help="0 takes a free one")
    serve.add_argument("--port-file", type=Path, help="where to write the port once it listens")
    serve.add_argument("--certfile", type=Path)
    serve.add_argument("--keyfile", type=Path)
    serve.add_argument("--workers", type=int, default=1, help="how many processes serve")


def now_ms() -> int:
    """Return UTC ms."""
    return time.time_ns() // 1_000_000


@contextmanager
def opened(data: Path, dsn: str | None, *, connections_max: int = 16) -> Iterator[PostgresStorage]:
    """Lend the storage, starting the embedded server unless another process runs it."""
    from sync.hub.embedded import embedded
    from sync.hub.postgres.storage import PostgresStorage

    with ExitStack() as stack:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        dsn = dsn or stack.enter_context(embedded(data))
        storage = PostgresStorage(dsn, connections_max=connections_max)
        storage.on_moved = storage.tell_others
        stack.callback(storage.close)
        yield storage


def _serve(parsed: argparse.Namespace) -> int:
    """Serve tills until SIGINT or SIGTERM."""
    from sync.hub import serving
    from sync.hub.log_setup import set_up_log

    if parsed.workers < 1:
        raise InputError("--workers needs 1 or more")
    address = serving.Address(parsed.host, parsed.port, parsed.certfile, parsed.keyfile)
    address.check()
    serving.leave_on_signals()
    set_up_log()

    def ready(url: str, port: int) -> None:
        if parsed.port_file is not None:
            serving.write_port(parsed.port_file, port)
        print(f"hub ready {url}", flush=True)

    with opened(parsed.data, parsed.dsn) as storage:
        _note_pin(storage, address)
        if parsed.workers == 1:
            serve_from(storage, parsed.data, address, on_ready=ready)
            return 0
        return _serve_with_workers(parsed, address, ready)


def serve_from(
    storage: PostgresStorage,
    data: Path,
    address: Address,
    *,
    on_ready: Callable[[str, int], None],
    bound: socket | None = None,
    until: Callable[[Callable[[], None]], None] | None = None,
) -> None:
    """Serve in this process, on `bound` or a socket of its own. `until` is given what ends it.

    Raise WorkerBrokenError when it ended because work is judged no more.
    """
    from sync.hub.app import create_app
    from sync.hub.errors import WorkerBrokenError
    from sync.hub.hub import Hub
    from sync.hub.keys import open_keys
    from sync.hub.outside import Outside
    from sync.hub.postgres.chime import Chime
    from sync.hub.serving import HubServer
    from sync.hub.worker import AcceptanceWorker

    outside = Outside(now_ms, secrets.token_bytes)
    hub = Hub(storage, open_keys(data / "keys", outside.random_bytes), outside)
    app = create_app(hub)
    server = HubServer(app, address, on_ready=on_ready, bound=bound)
    if until is not None:
        until(server.stop)
    chime = Chime(storage.dsn, app.bell)
    storage.on_moved = chime.ring
    worker = AcceptanceWorker(hub, broke=server.stop)
    with ExitStack() as running:
        for one in (chime, worker):
            one.start()
            running.callback(one.stop)
        server.run()
    if worker.is_broken:
        raise WorkerBrokenError("counted work is judged no more")


def _serve_with_workers(
    parsed: argparse.Namespace, address: Address, ready: Callable[[str, int], None]
) -> int:
    from sync.hub import serving
    from sync.hub.fleet import Fleet
    from sync.hub.keys import open_keys

    open_keys(parsed.data / "keys", secrets.token_bytes)
    settings = {
        "data": str(parsed.data.resolve()),
        "dsn": parsed.dsn,
        "connections": max(_CONNECTIONS // parsed.workers, 4),
        "host": address.host,
        "certfile": str(address.certfile.resolve()) if address.certfile else None,
        "keyfile": str(address.keyfile.resolve()) if address.keyfile else None,
    }
    with serving.bind(address) as bound:
        port = bound.getsockname()[1]
        fleet = Fleet(
            bound, settings, count=parsed.workers, on_ready=lambda: ready(address.url(port), port)
        )
        return fleet.run()


def _note_pin(storage: PostgresStorage, address: Address) -> None:
    from sync.hub import serving

    if address.certfile is not None:
        pin = serving.pin_of(address.certfile)
        storage.run(lambda tx: tx.meta.set("pin", pin))
