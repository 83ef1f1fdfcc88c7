"""One of several processes that serve: started by the parent (see `fleet`), never by hand."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from sync.hub.cli.serve import opened, serve_from
from sync.hub.errors import HubError
from sync.hub.fleet import READY, path_or_none, settings_of
from sync.hub.log_setup import set_up_log
from sync.hub.serving import Address, leave_on_signals


def main(line: socket.socket) -> int:
    """Serve until a signal comes or the parent is gone, and return the exit code."""
    leave_on_signals()
    set_up_log()
    try:
        _serve(line)
    except HubError as error:
        print(f"guitai-hub: {error}", file=sys.stderr)
        return 1
    return 0


def _serve(line: socket.socket) -> None:
    told = settings_of(line)
    data, dsn = Path(str(told["data"])), told["dsn"]
    address = Address(
        str(told["host"]), 0, path_or_none(told["certfile"]), path_or_none(told["keyfile"])
    )
    bound = socket.socket(fileno=int(str(told["socket"])))

    def until(stop: Callable[[], None]) -> None:
        threading.Thread(target=_mind, args=(line, stop), name="hub-parent", daemon=True).start()

    with opened(
        data, str(dsn) if dsn else None, connections_max=int(str(told["connections"]))
    ) as storage:
        serve_from(
            storage,
            data,
            address,
            on_ready=lambda _url, _port: line.sendall(READY),
            bound=bound,
            until=until,
        )


def _mind(line: socket.socket, stop: Callable[[], None]) -> None:
    """Stop once the parent is gone."""
    while True:
        try:
            if not line.recv(1):
                break
        except OSError:
            break
    stop()


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as parent:
        code = main(parent)
    sys.exit(code)
