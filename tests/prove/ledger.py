"""Where results of a proof add up: one line of JSON each, per commit and part."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

Result = dict[str, Any]

DIRTY: Final = "-dirty"


class DirtyTreeError(Exception):
    """The tree is not what any commit holds, so no commit could be named for what is proved."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The results of one part at one commit."""

    folder: Path
    part: str

    @property
    def path(self) -> Path:
        """Return the file of results."""
        return self.folder / f"{self.part}.jsonl"

    @property
    def commit(self) -> str:
        """Return the commit, marked when the tree differed from it."""
        return self.folder.name

    def add(self, result: Result) -> None:
        """Keep a result, with the time it came."""
        at = datetime.now(UTC).isoformat(timespec="seconds")
        self.folder.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"at": at, **result}, ensure_ascii=False, sort_keys=True) + "\n")

    def results(self) -> Iterator[Result]:
        """Yield what was kept. A line that was cut short is none."""
        if not self.path.exists():
            return
        for line in self.path.read_text("utf-8").splitlines():
            try:
                yield json.loads(line)
            except json.JSONDecodeError:
                continue


def commit_of(root: Path, *, may_be_dirty: bool) -> str:
    """Return the commit that the tree is, marked when it is not quite. Raise DirtyTreeError unless
    that may be. Reports of proofs are made after them and do not count.
    """
    head = _git(root, "rev-parse", "--short=12", "HEAD").strip()
    changed = _git(
        root, "status", "--porcelain", "--", ".", ":!docs/proofs", ":!docs/scoreboard.md"
    )
    if not changed:
        return head
    if not may_be_dirty:
        raise DirtyTreeError("the tree has changes that are in no commit; --dirty proves it anyway")
    return head + DIRTY


def _git(root: Path, *arguments: str) -> str:
    command = ["git", "-C", str(root), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
