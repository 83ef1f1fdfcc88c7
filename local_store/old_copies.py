"""The copies of the database that were made before it was brought up to date: when they go.

One goes when it is needed neither to go back to the earlier version nor as a backup: as soon as
there is a tested backup of the newer tables that was made at least `KEEP_MS` after the copy. Both
times are noted ones, so that no wrong clock of now throws a copy away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from local_store.backup_files import Backup, disk_errors

KEEP_MS: Final = 14 * 24 * 60 * 60 * 1000
_SUFFIX: Final = re.compile(r"\.v(\d{4})\.bak")


@dataclass(frozen=True, slots=True)
class OldCopy:
    """A copy: the number of the last migration in it, when it was made (UTC ms), its bytes."""

    path: Path
    schema: int
    made_at: int
    bytes: int


def copies(database: Path) -> list[OldCopy]:
    """Return the copies that lie beside a database, the oldest tables first."""
    found = []
    for path in database.parent.glob(f"{database.stem}.v*.bak"):
        match = _SUFFIX.fullmatch(path.name.removeprefix(database.stem))
        if match is not None:
            about = path.stat()
            made_at = about.st_mtime_ns // 1_000_000
            found.append(OldCopy(path, int(match[1]), made_at, about.st_size))
    return sorted(found, key=lambda one: one.schema)


def let_go(database: Path, tested: Iterable[Backup]) -> list[OldCopy]:
    """Take away the copies that these backups make needless; return them. Raise DiskFaultError."""
    backups = list(tested)
    gone = [one for one in copies(database) if _is_needless(one, backups)]
    with disk_errors():
        for one in gone:
            one.path.unlink(missing_ok=True)
    return gone


def _is_needless(copy: OldCopy, backups: list[Backup]) -> bool:
    return any(
        one.schema > copy.schema and one.made_at >= copy.made_at + KEEP_MS for one in backups
    )
