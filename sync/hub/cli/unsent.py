"""`unsent-import`: work that a till could not send, out of a file that its people exported."""

from __future__ import annotations

import argparse
import secrets
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sync.hub.cli.serve import now_ms, opened

if TYPE_CHECKING:
    from sync.hub.cli.commands import Add
    from sync.hub.unsent import Found, Pile


def add_commands(add: Add) -> None:
    """Add this command."""
    unsent = add("unsent-import", _unsent_import)
    unsent.add_argument("file", type=Path, metavar="FILE")
    unsent.add_argument(
        "--dry-run", action="store_true", help="say what is in it and change nothing"
    )
    unsent.add_argument("--language", choices=("zh_CN", "en"), default="en", help="of refusals")


def _unsent_import(parsed: argparse.Namespace) -> int:
    """Take the work in a file that a till exported; what is here already is told."""
    from resources.texts import message
    from sync.hub.errors import RefusedError, UnsentError
    from sync.hub.hub import Hub
    from sync.hub.keys import open_keys
    from sync.hub.outside import Outside
    from sync.hub.unsent import UnsentWork

    raw = _read(parsed.file)
    outside = Outside(now_ms, secrets.token_bytes)
    keys = open_keys(parsed.data / "keys", outside.random_bytes)
    try:
        with opened(parsed.data, parsed.dsn) as storage:
            work = UnsentWork(Hub(storage, keys, outside))
            found = work.look(raw) if parsed.dry_run else work.take(raw)
    except (UnsentError, RefusedError) as error:
        text = message(parsed.language, error.code)
        print(f"guitai-hub: {text} [{error.code}]", file=sys.stderr)
        return 1
    _tell(found, is_taken=not parsed.dry_run)
    return 0


def _read(path: Path) -> bytes:
    """Return what is in a file, up to a byte more than such a file may hold."""
    from sync.protocol.unsent import FILE_BYTES_MAX

    with path.open("rb") as file:
        return file.read(FILE_BYTES_MAX + 1)


def _tell(found: Found, *, is_taken: bool) -> None:
    """Print counts, and nothing of what is in the work."""
    at = datetime.fromtimestamp(found.at / 1000, UTC)
    print(f"device {found.device} of store {found.store}, written {at:%Y-%m-%d %H:%M} UTC")
    print(_line("taken" if is_taken else "new", found.fresh))
    print(_line("here already", found.known))
    if is_taken:
        print(f"verdicts {_counts(found.states)}".rstrip())


def _line(name: str, pile: Pile) -> str:
    return f"{name} {pile.groups} {_counts(pile.ops)}".rstrip()


def _counts(counts: Mapping[str, int]) -> str:
    return " ".join(f"{name}={count}" for name, count in sorted(counts.items()))
