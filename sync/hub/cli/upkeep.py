"""`restored`, `backup-mark`, `backup-verified`, `approve`: HQ's backups and old keys."""

from __future__ import annotations

import argparse
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sync.hub.cli.serve import now_ms, opened

if TYPE_CHECKING:
    from sync.hub.cli.commands import Add
    from sync.hub.upkeep import Upkeep


def add_commands(add: Add) -> None:
    """Add these commands."""
    add("restored", _restored)
    add("backup-mark", _backup_mark)
    add("backup-verified", _backup_verified).add_argument("mark", metavar="MARK")
    add("approve", _approve).add_argument("device", metavar="DEVICE")


@contextmanager
def upkeep_of(parsed: argparse.Namespace) -> Iterator[Upkeep]:
    """Lend the upkeep of the hub that the command line names."""
    from sync.hub.config import HubSettings
    from sync.hub.outside import Outside
    from sync.hub.upkeep import Upkeep

    with opened(parsed.data, parsed.dsn) as storage:
        yield Upkeep(storage, Outside(now_ms, secrets.token_bytes), HubSettings())


def _restored(parsed: argparse.Namespace) -> int:
    """Begin a new life of this HQ; run it after a backup was played back, before serving."""
    with upkeep_of(parsed) as upkeep:
        print(f"epoch {upkeep.restored()}")
    return 0


def _backup_mark(parsed: argparse.Namespace) -> int:
    """Print a mark; run it before a backup begins, and name it once that backup was tried."""
    with upkeep_of(parsed) as upkeep:
        print(upkeep.backup_mark())
    return 0


def _backup_verified(parsed: argparse.Namespace) -> int:
    """Tell the tills that the backup begun after MARK was tried and is good."""
    with upkeep_of(parsed) as upkeep:
        print(f"tills {upkeep.backup_verified(parsed.mark)}")
    return 0


def _approve(parsed: argparse.Namespace) -> int:
    """Let a till whose key is too old read again."""
    with upkeep_of(parsed) as upkeep:
        store = upkeep.approve(parsed.device)
    print(f"device {parsed.device} of store {store}: approved")
    return 0
