"""SIGKILL at any moment loses nothing that was acknowledged and leaves nothing half done.

`GUITAI_KILLS` sets how many kills there are; half of them are of a till at moments of chance here.
"""

from __future__ import annotations

import os
import random
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest

from local_store.record_table import TABLES
from local_store.unit_of_work import UnitOfWork
from tests.builders import a_store
from tests.crash.worker import ENDED, TASKS

KILLS: Final = int(os.environ.get("GUITAI_KILLS", "200")) // 2
SEED: Final = int(os.environ.get("GUITAI_SEED", "20251121"))
ROOT: Final = Path(__file__).resolve().parents[2]
PATIENCE_S: Final = 30.0
OWN: Final = "s:0018"


@dataclass(slots=True)
class Told:
    """What the worker said before it ended."""

    saved: list[tuple[int, str, int]] = field(default_factory=list)
    settled: int = 0
    paged: int = 0
    exit_code: int = 0
    statements: int | None = None

    def hear(self, words: list[str]) -> None:
        """Note one line."""
        match words:
            case ["saved", n, group, count]:
                self.saved.append((int(n), group, int(count)))
            case ["settled", n]:
                self.settled = int(n)
            case ["paged", upto]:
                self.paged = int(upto)
            case ["finished", statements]:
                self.statements = int(statements)


class Nursery:
    """Starts workers and listens to them."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.worker"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
        )
        self._rest = b""

    def play(self, folder: Path, seed: int, statement: int) -> Told:
        """Let a worker play its script until it kills itself before a statement, or ends."""
        self._order(folder, seed, statement)
        return self._listen(Told(), None)

    def kill_after(self, folder: Path, seed: int, seconds: float) -> Told:
        """Let a worker work, and kill it some time after its first word."""
        self._order(folder, seed, 0)
        pid = int(self._line(None)[1])
        told = Told()
        told.hear(self._line(None))
        deadline = time.monotonic() + seconds
        while (words := self._line(deadline)) and words[0] != ENDED:
            told.hear(words)
        assert words != [ENDED], "the worker ended by itself"
        os.kill(pid, signal.SIGKILL)
        return self._listen(told, None)

    def close(self) -> None:
        """End the process."""
        self._process.communicate(timeout=PATIENCE_S)

    def _order(self, *words: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write((" ".join(map(str, words)) + "\n").encode())

    def _listen(self, told: Told, deadline: float | None) -> Told:
        while (words := self._line(deadline))[0] != ENDED:
            told.hear(words)
        told.exit_code = int(words[1])
        return told

    def _line(self, deadline: float | None) -> list[str]:
        """Return the next line's words; none when the deadline passes first."""
        assert self._process.stdout is not None
        give_up = deadline or time.monotonic() + PATIENCE_S
        while b"\n" not in self._rest:
            left = max(give_up - time.monotonic(), 0)
            if not select.select([self._process.stdout], [], [], left)[0]:
                assert deadline is not None, "the worker says nothing"
                return []
            chunk = self._process.stdout.read(65536)
            assert chunk, "the nursery is gone"
            self._rest += chunk
        line, _, self._rest = self._rest.partition(b"\n")
        return line.decode().split()


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    made = Nursery()
    yield made
    made.close()


def _look(uow: UnitOfWork) -> dict[str, Any]:
    execute = uow._db.execute
    ops = execute("SELECT n, g, kind, entity, state FROM outbox ORDER BY n").fetchall()
    promised = (
        "SELECT o.g, json_extract(a.facts, '$.ops') FROM outbox o JOIN audit a ON a.id = o.entity"
        " WHERE o.kind = 'audit'"
    )
    rows = {
        kind: {one for (one,) in execute(f"SELECT id FROM {kind}").fetchall()}
        for kind in ("observation", "outcome", "audit", "task")
    }
    cursor = uow.sync.cursors()[OWN]
    return {
        "ops": ops,
        "promised": dict(execute(promised).fetchall()),
        "rows": rows,
        "broken": uow.sync.first_broken_op(),
        "cursor": cursor,
        "recount": uow.sync.recount(OWN),
        "tasks": [TABLES["task"].get(uow._db, f"k{n}") for n in range(TASKS)],
    }


def _check(folder: Path, told: Told) -> None:
    """Open the store after a kill and hold it to every promise."""
    till = a_store(folder)
    try:
        found = till.read(_look)
        till.store.check_pages().result()
    finally:
        till.close()
    groups: dict[str, list[int]] = {}
    for n, group, *_ in found["ops"]:
        groups.setdefault(group, []).append(n)
    assert found["broken"] is None
    assert list(range(1, len(found["ops"]) + 1)) == [op[0] for op in found["ops"]]
    for last_n, group, count in told.saved:
        assert list(range(last_n - count + 1, last_n + 1)) == groups[group], "a save was lost"
    assert found["promised"] == {group: len(ns) for group, ns in groups.items()}, "half a save"
    _check_rows(found)
    still_pending = [op[0] for op in found["ops"] if op[4] == "pending"]
    assert all(n > told.settled for n in still_pending), "a settlement was lost"
    cursor = found["cursor"]
    assert cursor.after >= told.paged, "a page was lost"
    assert found["recount"] == (cursor.n, cursor.sum), "cursor and rows differ"


def _check_rows(found: dict[str, Any]) -> None:
    """Assert that rows and ops are there together or not at all."""
    for kind in ("observation", "outcome", "audit"):
        made = {op[3] for op in found["ops"] if op[2] == kind}
        refused = {op[3] for op in found["ops"] if op[2] == kind and op[4] == "quarantined"}
        if kind == "audit":
            refused = set()
        assert made - refused == found["rows"][kind], kind
    tasks = {op[3] for op in found["ops"] if op[2] == "task" and op[4] != "quarantined"}
    assert tasks == found["rows"]["task"]


def test_a_till_killed_at_moments_of_chance_keeps_every_promise(
    nursery: Nursery, tmp_path: Path
) -> None:
    rng = random.Random(SEED)
    saves = 0
    for kill in range(1, KILLS + 1):
        # A store of its own for every twenty: looking at one costs what was ever done in it.
        folder = tmp_path / str(kill // 20)
        folder.mkdir(exist_ok=True)
        told = nursery.kill_after(folder, kill, rng.uniform(0.0, 0.15))
        assert -signal.SIGKILL == told.exit_code
        saves += len(told.saved)
        _check(folder, told)
    assert saves > KILLS, "the till hardly worked: nothing was shown"


def test_a_till_killed_before_each_statement_of_its_work_keeps_every_promise(
    nursery: Nursery, tmp_path: Path
) -> None:
    whole = nursery.play(_folder(tmp_path, 0), 7, 1_000_000)
    assert whole.statements is not None
    assert 3 == len(whole.saved)
    # A few dozen points spread over the script in every run; all of them over the seeds of time.
    step = 1 if KILLS > 200 else 3
    begin = random.Random(SEED).randrange(1, step + 1)
    for statement in range(begin, whole.statements + 1, step):
        folder = _folder(tmp_path, statement)
        told = nursery.play(folder, 7, statement)
        assert -signal.SIGKILL == told.exit_code
        _check(folder, told)


def _folder(parent: Path, number: int) -> Path:
    folder = parent / str(number)
    folder.mkdir()
    return folder
