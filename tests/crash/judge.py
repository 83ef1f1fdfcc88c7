"""Holds a store that was found after a crash to what was said before it.

Each failure begins with the promise that was broken (docs/proofs/invariants.md): I1, what was saved
is there once and whole; I2, nothing counts as acknowledged or gives up its body that HQ did not
name; I7, cursors and rows agree. `backup` and `copy` are those of a backup and of the copy that a
migration makes first.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from local_store import backup_files, swap
from local_store.boot import Boot
from local_store.database import open_unwritten
from local_store.errors import LocalStoreError
from local_store.key_custody import FileCustody, obtain
from local_store.migrate import version
from local_store.record_table import TABLES
from local_store.store import Store, StoreSettings
from local_store.unit_of_work import UnitOfWork
from tests.builders import SESSION, START_MS, TEST_KEY, FakeClock, SeededIds
from tests.crash.images import Image
from tests.crash.trace import Trace
from tests.crash.worker import BACKUPS, DATABASE, KEY_FILE, TASKS, state_of

OF_OLD_STORE: Final = frozenset({"k1", "k2"})
"""Tasks of HQ's that the store of an earlier release holds."""
OPS_OF_OLD: Final = 6
"""How many ops a store of an earlier release holds (tests/migrations/make_store.py)."""
_KINDS: Final = ("observation", "outcome", "audit", "task", "customer")
_MEANWHILE: Final = 2
"""So many pieces of work may have been done and not been told yet."""


@dataclass(slots=True)
class Told:
    """What a worker said before it ended. `states` are those it left after pieces of work, by their
    number; of those up to `firm` it said that they are on the disk, of those up to `done` that they
    were done.
    """

    base: int | None = None
    states: dict[int, tuple[int, str]] = field(default_factory=dict)
    firm: int = 0
    done: int = 0
    saved: list[tuple[int, str, int]] = field(default_factory=list)
    settling: int = 0
    durable: int = 0
    settled: int = 0
    paged: int = 0
    backed_up: str = ""
    migrating: int = 0
    holding: int = 0
    exit_code: int = 0
    statements: int | None = None

    def hear(self, words: list[str]) -> None:
        """Note one line."""
        match words:
            case ["opened", n]:
                self.base = int(n) if self.base is None else self.base
            case ["at", how, step, last_n, cursors]:
                self.states[int(step)] = (int(last_n), cursors)
                self.done = max(self.done, int(step))
                self.firm = max(self.firm, int(step)) if how == "firm" else self.firm
            case ["saved", n, group, count]:
                self.saved.append((int(n), group, int(count)))
            case ["settling", n, durable]:
                self.settling = max(self.settling, int(n))
                self.durable = max(self.durable, int(durable))
            case ["settled", n]:
                self.settled = int(n)
            case ["paged", upto]:
                self.paged = int(upto)
            case ["backed_up", stem]:
                self.backed_up = stem
            case ["finished", statements]:
                self.statements = int(statements)
            case _:
                self._hear_of_before(words)

    def _hear_of_before(self, words: list[str]) -> None:
        """Note what was there before the day began."""
        match words:
            case ["holding", ops, step]:
                self.holding, self.done = int(ops), max(self.done, int(step))
            case ["migrating", number]:
                self.migrating = int(number)


@dataclass(frozen=True, slots=True)
class Found:
    """What a store holds."""

    state: tuple[int, int, str]
    ops: list[tuple[int, str, str, str, str, bool]]
    promised: dict[str, int | None]
    rows: dict[str, set[str]]
    broken: int | None
    enrolled: bool


def look(uow: UnitOfWork) -> Found:
    """Return what a store holds, and hold what it says of its streams to its rows."""
    execute = uow._db.execute
    ops = execute("SELECT n, g, kind, entity, state, body IS NULL FROM outbox ORDER BY n")
    promised = (
        "SELECT o.g, json_extract(a.facts, '$.ops') FROM outbox o JOIN audit a ON a.id = o.entity"
        " WHERE o.kind = 'audit'"
    )
    enrolled = uow.sync.identity() is not None
    for stream, cursor in uow.sync.cursors().items():
        recount, boot = uow.sync.recount(stream), Boot(uow._db)
        if boot.get(stream) is None:
            assert recount == (cursor.n, cursor.sum), f"I7: {cursor} but rows {recount}"
        else:
            assert cursor.after == 0, f"I7: {stream} goes on before its rows are there"
            assert boot.rows_put(stream) <= recount[0], f"I7: {stream} has chunks without rows"
    for task in (f"k{n}" for n in range(TASKS)):
        TABLES["task"].get(uow._db, task)  # One that cannot be read raises.
    return Found(
        state_of(uow),
        ops.fetchall(),
        dict(execute(promised).fetchall()),
        {kind: {one for (one,) in execute(f"SELECT id FROM {kind}")} for kind in _KINDS},
        uow.sync.first_broken_op() if enrolled else None,
        enrolled,
    )


def check(folder: Path, told: Told, *, power_cut: bool, key: bytes | None = None) -> Found:
    """Open the store as the till does and hold it to every promise; return what it holds. Without
    a key, the one beside it is used. Raise AssertionError or a LocalStoreError.
    """
    path = folder / DATABASE
    if swap.is_announced(path):  # As the program does when it starts.
        swap.finish(path, folder / KEY_FILE)
    ids = SeededIds(7)
    key = key or obtain(FileCustody(folder / KEY_FILE), ids, database=path)
    settings = StoreSettings(path, inline=True, durable=False)
    store = Store(settings, key, FakeClock(START_MS + 10**9), ids)
    try:
        found = store.read(look, SESSION).result()
        store.check_pages().result()
    finally:
        store.close()
    _check_state(found, told, power_cut=power_cut)
    _check_ops(found, told)
    _check_words_of_hq(found, told, power_cut=power_cut)
    _check_rows(found, told)
    _check_backups(folder / BACKUPS, told)
    return found


def _check_state(found: Found, told: Told, *, power_cut: bool) -> None:
    """What is missing is missing from the end, and not more of it than may be."""
    step, *state = found.state
    least = told.firm if power_cut else told.done
    assert step >= least, f"I1: a save was lost: {step} pieces of work, {least} were on the disk"
    if power_cut:  # Workers that were killed one after the other may each have left some.
        assert step <= told.done + _MEANWHILE, "more was done than could be"
    if step in told.states:
        assert tuple(state) == told.states[step], f"I7: not the state after piece {step}"


def _check_ops(found: Found, told: Told) -> None:
    assert found.broken is None, "I1: the chain is broken"
    numbers = [op[0] for op in found.ops]
    assert numbers == list(range(1, len(numbers) + 1)), "I1: an op is missing"
    assert len(numbers) >= told.holding, "I1: a save of earlier days was lost"
    groups: dict[str, list[int]] = {}
    for n, group, *_ in found.ops:
        groups.setdefault(group, []).append(n)
    for last_n, group, count in told.saved:
        expected = list(range(last_n - count + 1, last_n + 1))
        assert groups.get(group) == expected, "I1: a save was lost"
    if told.base is not None:
        assert found.enrolled, "I1: who the till is was lost"
        ours = {group: ns for group, ns in groups.items() if ns[0] > told.base}
        promised = {group: found.promised.get(group) for group in ours}
        assert promised == {group: len(ns) for group, ns in ours.items()}, "I1: half a save"


def _check_words_of_hq(found: Found, told: Told, *, power_cut: bool) -> None:
    base = told.base or 0
    for n, _, _, _, state, is_bare in found.ops:
        if n <= base or told.base is None:
            continue
        assert state == "pending" or n <= told.settling, f"I2: op {n} is {state} by nobody's word"
        assert n <= told.durable or (state != "durable" and not is_bare), f"I2: op {n} is let go"
    pending = [n for n, _, _, _, state, _ in found.ops if state == "pending" and n > base]
    assert all(n > told.settled for n in pending), "I2: a settlement was lost"
    cursors = dict(one.split("=") for one in found.state[2].split(",") if one)
    after = int(cursors.get("s:0018", "0/").split("/")[0])
    assert after >= told.paged, "I7: a page was lost"


def _check_rows(found: Found, told: Told) -> None:
    """Assert that rows and ops are there together or not at all."""
    for kind in ("observation", "outcome", "audit", "customer"):
        made = {op[3] for op in found.ops if op[2] == kind}
        refused = {op[3] for op in found.ops if op[2] == kind and op[4] == "quarantined"}
        if kind == "audit":
            refused = set()
        rows = found.rows[kind]
        if kind == "customer" and (told.base or told.holding):
            assert made - refused <= rows, "I1: a customer without its row"
        else:
            assert made - refused == rows, f"I1: {kind}: rows and ops are not the same"
    tasks = {op[3] for op in found.ops if op[2] == "task" and op[4] != "quarantined"}
    extra = found.rows["task"] - tasks
    assert tasks <= found.rows["task"], "I1: a task without its row"
    assert extra <= OF_OLD_STORE, "I1: a task without its op"


def _check_backups(folder: Path, told: Told) -> None:
    """A backup that is listed is whole; the last one that was told is there, or a later one."""
    there = backup_files.listed(folder)
    for one in there:
        digest = sha256(one.path.read_bytes()).hexdigest()
        assert digest == one.digest, "backup: one that is listed is not whole"
        assert FileCustody(one.key_path).load(), "backup: one that is listed has no key"
    newest = max((one.path.stem for one in there), default="")
    assert newest >= told.backed_up, "backup: one that was told is not there"


def schema_of(path: Path) -> int:
    """Return the number of the last migration that a store of the tests has had."""
    db = open_unwritten(path, TEST_KEY)
    try:
        return version(db)
    finally:
        db.close()


def check_copy(folder: Path, number: int) -> None:
    """Hold the copy that a migration from `number` makes first to being there, whole."""
    copy = folder / f"{Path(DATABASE).stem}.v{number:04d}.bak"
    assert copy.exists(), "copy: the store was changed and there is none"
    assert schema_of(copy) == number, "copy: it is of another version"
    db = open_unwritten(copy, TEST_KEY)
    try:
        assert db.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)], "copy: it is damaged"
    finally:
        db.close()


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came of an image: why it broke a promise, or None; and counts of what it was like."""

    failure: str | None
    seen: Counter[str]


def judge_image(trace: Trace, made: Image, folder: Path) -> Judgement:
    """Judge an image that lies in `folder`."""
    told = Told()
    for words in trace.words(made.point):
        told.hear(words)
    seen: Counter[str] = Counter()
    try:
        found = check(folder, told, power_cut=True)
        if told.migrating:
            check_copy(folder, told.migrating)
    except (AssertionError, LocalStoreError) as error:
        name = "" if isinstance(error, AssertionError) else f"{type(error).__name__}: "
        return Judgement(f"{name}{error}", seen)
    seen["lazy work missing"] += bool(told.firm) and found.state[0] < told.done
    seen["work that nobody heard of"] += found.state[0] > told.done
    seen["not enrolled yet"] += not found.enrolled
    seen["backups"] += bool(told.backed_up)
    return Judgement(None, seen)
