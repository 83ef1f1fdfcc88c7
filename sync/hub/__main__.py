"""The hub's command line, and where its parts are put together."""

from __future__ import annotations

import argparse
import secrets
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sync.hub.errors import HubError, InsecureBindError

if TYPE_CHECKING:
    from sync.hub.serving import Address
    from sync.hub.storage import Storage

_USAGE_ERROR: Final = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parsed = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = parsed.command
    try:
        return command(parsed)
    except InsecureBindError as error:
        print(f"guitai-hub: {error}", file=sys.stderr)
        return _USAGE_ERROR
    except (HubError, OSError) as error:
        print(f"guitai-hub: {error}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="guitai-hub", description="HQ's end of Guitai's sync.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data", type=Path, required=True, help="the hub's folder")
    common.add_argument("--dsn", help="a PostgreSQL to use instead of the one in the folder")

    def add(name: str, command: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, parents=[common], help=(command.__doc__ or "").strip())
        sub.set_defaults(command=command)
        return sub

    serve = add("serve", _serve)
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=0, help="0 takes a free one")
    serve.add_argument("--port-file", type=Path, help="where to write the port once it listens")
    serve.add_argument("--certfile", type=Path)
    serve.add_argument("--keyfile", type=Path)
    store = add("init-store", _init_store)
    store.add_argument("--id", required=True)
    store.add_argument("--code", required=True)
    store.add_argument("--name", required=True)
    store.add_argument("--time-zone", default="Asia/Shanghai")
    store.add_argument("--day-starts-at", type=int, default=0, help="minutes after midnight")
    add("load", _load).add_argument("file", type=Path, metavar="FILE")
    provision = add("provision", _provision)
    provision.add_argument("--store", required=True)
    provision.add_argument("--desk", default="")
    provision.add_argument("--url", required=True, help="how the till reaches this hub")
    revoke = add("revoke", _revoke)
    revoke.add_argument("device", metavar="DEVICE")
    revoke.add_argument(
        "--drain", action="store_true", help="still take its ops, into quarantine, until later"
    )
    add("devices", _devices)
    return parser


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


@contextmanager
def _storage(parsed: argparse.Namespace) -> Iterator[Storage]:
    """Lend the database, starting the embedded server unless another process runs it."""
    from sync.hub.embedded import embedded
    from sync.hub.postgres.storage import PostgresStorage

    with ExitStack() as stack:
        parsed.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        dsn = parsed.dsn or stack.enter_context(embedded(parsed.data))
        storage = PostgresStorage(dsn)
        stack.callback(storage.close)
        yield storage


def _serve(parsed: argparse.Namespace) -> int:
    """Serve tills until SIGINT or SIGTERM."""
    from sync.hub.serving import Address, leave_on_signals

    address = Address(parsed.host, parsed.port, parsed.certfile, parsed.keyfile)
    address.check()
    leave_on_signals()
    with _storage(parsed) as storage:
        _serve_from(storage, address, parsed)
    return 0


def _serve_from(storage: Storage, address: Address, parsed: argparse.Namespace) -> None:
    from sync.hub import serving
    from sync.hub.app import create_app
    from sync.hub.hub import Hub
    from sync.hub.keys import open_keys
    from sync.hub.log_setup import set_up_log
    from sync.hub.outside import Outside
    from sync.hub.worker import AcceptanceWorker

    set_up_log()
    outside = Outside(_now_ms, secrets.token_bytes)
    hub = Hub(storage, open_keys(parsed.data / "keys", outside.random_bytes), outside)
    if address.certfile is not None:
        pin = serving.pin_of(address.certfile)
        storage.run(lambda tx: tx.meta.set("pin", pin))

    def ready(url: str, port: int) -> None:
        if parsed.port_file is not None:
            serving.write_port(parsed.port_file, port)
        print(f"hub ready {url}", flush=True)

    worker = AcceptanceWorker(hub)
    worker.start()
    try:
        serving.HubServer(create_app(hub), address, on_ready=ready).run()
    finally:
        worker.stop()


def _init_store(parsed: argparse.Namespace) -> int:
    """Make a store, or rename it."""
    from sync.protocol.enrol import StoreInfo

    store = StoreInfo(
        id=parsed.id,
        code=parsed.code,
        name=parsed.name,
        time_zone=parsed.time_zone,
        day_starts_at=parsed.day_starts_at,
    )
    with _storage(parsed) as storage:
        storage.run(lambda tx: tx.stores.keep(store))
    print(f"store {store.id}")
    return 0


def _load(parsed: argparse.Namespace) -> int:
    """Load records from a file of JSON lines (.jsonl or .jsonl.zst)."""
    import gc
    import io

    import zstandard

    from sync.hub import loading
    from sync.hub.keys import open_keys

    keys = open_keys(parsed.data / "keys", secrets.token_bytes)
    with ExitStack() as stack:
        # A batch is a hundred thousand small objects without a cycle among them; looking for one
        # takes a quarter of the time.
        gc.disable()
        stack.callback(gc.enable)
        raw = stack.enter_context(parsed.file.open("rb"))
        if parsed.file.suffix == ".zst":
            raw = stack.enter_context(zstandard.ZstdDecompressor().stream_reader(raw))
        lines = io.TextIOWrapper(raw, "utf-8")
        storage = stack.enter_context(_storage(parsed))
        done = loading.load(storage, lines, keys.content, now_ms=_now_ms())
    by_kind = " ".join(f"{kind}={count}" for kind, count in sorted(done.changed.items()))
    changed = sum(done.changed.values())
    print(f"read {done.read}, changed {changed}, linked {done.linked} {by_kind}".rstrip())
    return 0


def _provision(parsed: argparse.Namespace) -> int:
    """Print a code that admits one till to a store, within 15 minutes."""
    from sync.hub import enrolment
    from sync.hub.config import HubSettings
    from sync.hub.keys import open_keys
    from sync.protocol.enrol import ProvisioningCode

    keys = open_keys(parsed.data / "keys", secrets.token_bytes)
    expires_at = _now_ms() + HubSettings().enrol_code_ms
    with _storage(parsed) as storage:
        secret = storage.run(
            lambda tx: enrolment.new_secret(
                tx,
                parsed.store,
                parsed.desk,
                expires_at=expires_at,
                random_bytes=secrets.token_bytes,
            )
        )
        pin = storage.run(lambda tx: tx.meta.get("pin"))
    code = ProvisioningCode(
        url=parsed.url,
        secret=secret,
        trust=keys.trust.digest(),
        pin=pin if parsed.url.startswith("https:") else None,
    )
    print(code.to_text())
    return 0


def _revoke(parsed: argparse.Namespace) -> int:
    """Shut a till out."""
    from sync.hub import devices

    status = devices.DRAINING if parsed.drain else devices.REVOKED
    with _storage(parsed) as storage:
        store = storage.run(lambda tx: tx.devices.set_status(parsed.device, status))
    print(f"device {parsed.device} of store {store}: {status}")
    return 0


def _devices(parsed: argparse.Namespace) -> int:
    """List the tills: store, id, status, desk, ops received, seconds since heard of, skew in s."""
    with _storage(parsed) as storage:
        listed = storage.run(lambda tx: tx.devices.listed())
    now_ms = _now_ms()
    for one in listed:
        age_s = max(now_ms - one.last_seen, 0) // 1000
        state = f"{one.status}{' forked' if one.forked else ''}"
        print(
            f"{one.store}\t{one.device}\t{state}\t{one.desk or '-'}\t{one.last_n}\t{age_s}"
            f"\t{one.skew_ms // 1000}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
