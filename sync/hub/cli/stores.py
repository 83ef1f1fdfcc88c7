"""`init-store`, `load`: what HQ's people and systems put in."""

from __future__ import annotations

import argparse
import secrets
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from sync.hub.cli.serve import now_ms, opened

if TYPE_CHECKING:
    from sync.hub.cli.commands import Add


def add_commands(add: Add) -> None:
    """Add these commands."""
    store = add("init-store", _init_store)
    store.add_argument("--id", required=True)
    store.add_argument("--code", required=True)
    store.add_argument("--name", required=True)
    store.add_argument("--time-zone", default="Asia/Shanghai")
    store.add_argument("--day-starts-at", type=int, default=0, help="minutes after midnight")
    add("load", _load).add_argument("file", type=Path, metavar="FILE")


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
    with opened(parsed.data, parsed.dsn) as storage:
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
        storage = stack.enter_context(opened(parsed.data, parsed.dsn))
        done = loading.load(storage, lines, keys.content, now_ms=now_ms())
    by_kind = " ".join(f"{kind}={count}" for kind, count in sorted(done.changed.items()))
    changed = sum(done.changed.values())
    print(f"read {done.read}, changed {changed}, linked {done.linked} {by_kind}".rstrip())
    return 0
