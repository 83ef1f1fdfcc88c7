"""A till at work until it is killed. Says what was acknowledged, line by line.

`python -m tests.crash.worker` reads orders `FOLDER SEED KILL_AT` from standard input and does each
in a child of its own, forked after everything was imported. KILL_AT 0 works until somebody kills
the child, whose process id comes first; another number lets it kill itself right before that
statement of its script.
"""

from __future__ import annotations

import os
import random
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from local_store.outbox import PushBatch
from local_store.unit_of_work import UnitOfWork
from sync.protocol.cycle import Verdict, VerdictState
from sync.protocol.ops import Fact, Set
from tests.builders import (
    START_MS,
    STREAMS,
    FakeClock,
    HqStream,
    TestStore,
    a_store,
    a_task,
    an_observation,
    an_outcome,
)

SCRIPT: Final = ("save", "save", "exchange", "page", "save")
ENDED: Final = "ended"
TASKS: Final = 5


def say(*words: object) -> None:
    """Tell the parent; what was said is certain to be read, however we end."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


class Worker:
    """Saves, exchanges and applies pages as a till does."""

    def __init__(self, till: TestStore, rng: random.Random) -> None:
        self._till, self._rng = till, rng
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
            uow.audit("saved", facts={"ops": extra + 1})
            batch = uow.sync.pending()
            return uow.sync.outbox().last_n(), batch.groups[-1].g if not batch.more else ""

        say("saved", *self._till.run(work), extra + 1)

    def exchange(self) -> None:
        """Let HQ take some groups, and settle what it said of them."""
        batch: PushBatch = self._till.run(lambda uow: uow.sync.pending(self._rng.randint(1, 8)))
        judged = VerdictState.QUARANTINED if self._rng.random() < 0.1 else VerdictState.APPLIED
        verdicts = [Verdict(g=group.g, st=judged) for group in batch.groups]
        if judged is VerdictState.APPLIED:
            for op in (op for group in batch.groups for op in group.ops if op.k != "audit"):
                ((_, body),) = op.b.items()
                self._stream.change(op.k, op.id, body, stamp=op.hlc)
        if batch.groups:
            self._till.run(lambda uow: uow.sync.settle(batch.last, verdicts))
            say("settled", batch.last)

    def page(self) -> None:
        """Apply what HQ has changed since."""
        page = self._stream.page(self._after, 40).model_copy(update={"done": False, "ck": None})
        self._till.run(lambda uow: uow.sync.apply_page(page))
        self._after = page.upto
        say("paged", page.upto)


def _open(folder: Path, seed: int, *, inline: bool) -> TestStore:
    clock = FakeClock(START_MS + seed * 1000)
    return a_store(folder, durable=True, inline=inline, clock=clock, seed=seed)


def work_until_killed(folder: Path, seed: int) -> None:
    """Work without end, on the store's own threads."""
    rng = random.Random(seed)
    worker = Worker(_open(folder, seed, inline=False), rng)
    steps: list[Callable[[], None]] = [worker.save, worker.save, worker.exchange, worker.page]
    while True:
        rng.choice(steps)()


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
