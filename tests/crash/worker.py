"""A till at work until it is killed. Says what was acknowledged, line by line.

`python -m tests.crash.worker` reads orders `FOLDER SEED KILL_AT` from standard input and does each
in a child of its own, forked after everything was imported. KILL_AT 0 works until somebody kills
the child, whose process id comes first; another number lets it kill itself right before that
statement of its script.

Every piece of work counts itself in its own transaction, and says that number with what the store
holds then: so whatever is found later is known to be the state after a certain piece of work.
"""

from __future__ import annotations

import os
import random
import signal
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

from local_store.backup import BackupPlan, back_up
from local_store.errors import BackupBusyError
from local_store.key_custody import FileCustody
from local_store.outbox import PushBatch
from local_store.unit_of_work import UnitOfWork
from sync.protocol.cycle import Verdict, VerdictState
from sync.protocol.ops import Fact, Set
from tests.builders import (
    START_MS,
    STREAMS,
    TEST_KEY,
    FakeClock,
    HqStream,
    Snapshot,
    TestStore,
    a_medicine,
    a_snapshot,
    a_store,
    a_task,
    an_observation,
    an_outcome,
)

SCRIPT: Final = ("save", "save", "exchange", "page", "save")
ENDED: Final = "ended"
TASKS: Final = 5
STEP: Final = "crash_step"
"""Where the number of the last piece of work stands."""
DATABASE: Final = "guitai.db"
KEY_FILE: Final = "key.json"
BACKUPS: Final = "backups"

_BURST: Final = 40
"""Ops of one transaction of an import."""
_MEDICINES: Final = 160
_CHUNK: Final = 40
_SLICE: Final = 10


def say(*words: object) -> None:
    """Tell the parent; what was said is certain to be read, however we end."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


class Worker:
    """Saves, exchanges, loads and backs up as a till does."""

    def __init__(
        self, till: TestStore, rng: random.Random, speak: Callable[..., None] = say
    ) -> None:
        """`speak` is given what is to be said, in words."""
        self._till, self._rng, self._say = till, rng, speak
        after = till.run(lambda uow: uow.sync.cursors()[STREAMS[1]].after)
        self._stream = HqStream(seq=after)
        self._after = after

    def save(self) -> None:
        """Save one to four ops and say so once they are acknowledged."""
        extra = self._rng.randrange(4)
        task = f"k{self._rng.randrange(TASKS)}"
        due = f"2026-01-{self._rng.randrange(1, 29):02d}"

        def work(uow: UnitOfWork) -> tuple[int, str]:
            if extra > 0:
                uow.put("observation", uow.new_id(), Fact(an_observation("c1")))
            if extra > 1:
                uow.put("outcome", uow.new_id(), Fact(an_outcome(task, "c1", code="no_answer")))
            if extra > 2:
                uow.put("task", task, Set(a_task("c1", due_on=due)))
            return _noted(uow, extra + 1)

        self._say("saved", *self._firmly(work), extra + 1)

    def import_some(self) -> None:
        """Save many records in one transaction, as an import does."""

        def work(uow: UnitOfWork) -> tuple[int, str]:
            for n in range(_BURST - 1):
                name = {"name": f"合成客{n}", "sex": "f", "birth_on": "1958-03-09"}
                uow.put("customer", uow.new_id(), Set(name))
            return _noted(uow, _BURST)

        self._say("saved", *self._firmly(work), _BURST)

    def exchange(self) -> None:
        """Let HQ take some groups, and settle what it said of them."""
        batch: PushBatch = self._till.run(lambda uow: uow.sync.pending(self._rng.randint(1, 8)))
        judged = VerdictState.QUARANTINED if self._rng.random() < 0.1 else VerdictState.APPLIED
        verdicts = [Verdict(g=group.g, st=judged) for group in batch.groups]
        durable = batch.last if self._rng.random() < 0.3 else 0
        if judged is VerdictState.APPLIED:
            for op in (op for group in batch.groups for op in group.ops if op.k != "audit"):
                ((_, body),) = op.b.items()
                if isinstance(body, dict):  # Sets are not what this is about.
                    self._stream.change(op.k, op.id, body, stamp=op.hlc)
        if batch.groups:
            self._say("settling", batch.last, durable)
            self._firmly(lambda uow: uow.sync.settle(batch.last, verdicts, durable))
            self._say("settled", batch.last)
            self._firmly(lambda uow: uow.sync.prune())

    def page(self) -> None:
        """Apply what HQ has changed since."""
        page = self._stream.page(self._after, 40).model_copy(update={"done": False, "ck": None})
        self._firmly(lambda uow: uow.sync.apply_page(page))
        self._after = page.upto
        self._say("paged", page.upto)

    def load(self) -> None:
        """Load HQ's catalogue from its snapshot, or go on with it, as the agent does: slices are
        committed lazily.
        """
        snapshot, stream = catalogue(), STREAMS[0]
        self._firmly(lambda uow: uow.sync.bulk(stream).begin(snapshot.manifest))
        for chunk in self._till.read(lambda uow: uow.sync.bulk(stream).missing()):
            self._put_chunk(stream, chunk.sha256, snapshot.chunks[chunk.sha256])
        while self._lazily(lambda uow: uow.sync.bulk(stream).index_next()):
            pass
        self._firmly(lambda uow: uow.sync.bulk(stream).finish())

    def back_up(self) -> None:
        """Make the daily backup."""
        folder = self._till.path.parent
        custody = FileCustody(folder / KEY_FILE)
        if custody.load() is None:
            custody.keep(TEST_KEY)
        plan = BackupPlan(folder / BACKUPS, custody, self._till.clock.now_ms(), floor=0)
        try:
            made = back_up(self._till.store, plan)
        except BackupBusyError:  # The log was being written back: the till tries again later.
            return
        self._say("backed_up", made.path.stem)

    def _put_chunk(self, stream: str, sha: str, data: bytes) -> None:
        lines = data.splitlines(keepends=True)
        for at in range(0, len(lines), _SLICE):
            part = b"".join(lines[at : at + _SLICE])
            done = at + _SLICE >= len(lines)

            def put(uow: UnitOfWork, part: bytes = part, done: bool = done) -> None:
                uow.sync.bulk(stream).put(sha, part, done=done)

            self._lazily(put)

    def _firmly(self, work: Callable[[UnitOfWork], Any]) -> Any:
        """Do a piece of work that is on the disk once it is done."""
        result, *state = self._till.run(_counted(work))
        self._say("at", "firm", *state)
        return result

    def _lazily(self, work: Callable[[UnitOfWork], Any]) -> Any:
        """Do a piece of work that HQ would give again."""
        result, *state = self._till.store.load(_counted(work)).result(timeout=30)
        self._say("at", "lazy", *state)
        return result


def _noted(uow: UnitOfWork, count: int) -> tuple[int, str]:
    """Note how many ops this save has, this one with them; return the last number and the group."""
    uow.audit("saved", facts={"ops": count})
    newest = "SELECT n, g FROM outbox ORDER BY n DESC LIMIT 1"
    n, group = uow._db.execute(newest).fetchone()
    return n, group


def _counted(work: Callable[[UnitOfWork], Any]) -> Callable[[UnitOfWork], tuple[Any, ...]]:
    """Return work that counts itself and tells its number and the state it leaves."""

    def counted(uow: UnitOfWork) -> tuple[Any, ...]:
        result = work(uow)
        uow.meta.set(STEP, (uow.meta.get_int(STEP) or 0) + 1)
        return (result, *state_of(uow))

    return counted


def state_of(uow: UnitOfWork) -> tuple[int, int, str]:
    """Return the number of the last piece of work, that of the last op, and how all streams
    stand.
    """
    cursors = [f"{c.stream}={c.after}/{c.n}/{c.sum}" for c in uow.sync.cursors().values()]
    return uow.meta.get_int(STEP) or 0, uow.sync.outbox().last_n(), ",".join(cursors)


@cache
def catalogue() -> Snapshot:
    """Return HQ's catalogue as a snapshot."""
    stream = HqStream(STREAMS[0])
    for n in range(_MEDICINES):
        stream.change("medicine", f"m-{n:04d}", a_medicine(gtins=[f"69{n:011d}"]))
    return a_snapshot(stream, rows=_CHUNK)


def _open(folder: Path, seed: int, *, inline: bool) -> TestStore:
    clock = FakeClock(START_MS + seed * 1000)
    till = a_store(folder, durable=True, inline=inline, clock=clock, seed=seed, name=DATABASE)
    say("opened", till.read(lambda uow: uow.sync.outbox().last_n()))
    return till


def work_until_killed(folder: Path, seed: int) -> None:
    """Work without end, on the store's own threads."""
    rng = random.Random(seed)
    till = _open(folder, seed, inline=False)
    worker = Worker(till, rng)
    steps = {
        worker.save: 40, worker.exchange: 20, worker.page: 20,
        worker.import_some: 8, worker.load: 6, worker.back_up: 6,
    }  # fmt: skip
    while True:
        rng.choices(list(steps), list(steps.values()))[0]()


def die_at_statement(folder: Path, seed: int, statement: int) -> None:
    """Play the script and kill this process right before its n-th statement."""
    till = _open(folder, seed, inline=True)
    worker = Worker(till, random.Random(seed))
    left = statement

    def count(_: Any) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    db: Any = till.store._writer.db
    db.set_trace_callback(count)
    for step in SCRIPT:
        getattr(worker, step)()
    db.set_trace_callback(None)
    till.close()
    say("finished", statement - left)


def serve() -> None:
    """Do the orders that come in, each in a child."""
    catalogue()
    for line in sys.stdin:
        folder, seed, statement = line.split()
        child = os.fork()
        if child == 0:
            say("pid", os.getpid())
            if statement == "0":
                work_until_killed(Path(folder), int(seed))
            else:
                die_at_statement(Path(folder), int(seed), int(statement))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        say(ENDED, os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    serve()
