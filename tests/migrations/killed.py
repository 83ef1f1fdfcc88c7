"""Brings stores of earlier releases up to date, and kills itself at a step of that.

`python -m tests.migrations.killed` reads orders `PATH STEP` and does each in a child of its own,
forked after everything was imported. A step is so many instructions of the engine, a slice of
search keys, or something done to a file. It says how many steps there were; STEP 0 kills nobody.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from local_store import migrate, search_upkeep
from local_store.connection import Connection
from local_store.store import Store, StoreSettings
from tests.builders import TEST_KEY, FakeClock, SeededIds

INSTRUCTIONS: Final = 100
FILES: Final = frozenset({"open", "os.rename", "os.remove", "os.truncate", "shutil.copyfile"})


def bring_up(path: Path, step: int) -> int:
    """Open the store, and die before a step; return how many steps there were."""
    taken = 0

    def take() -> int:
        nonlocal taken
        taken += 1
        if taken == step:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    def heard(event: str, _: Any) -> None:
        if event in FILES:
            take()

    sys.addaudithook(heard)
    _count_in_the_engine(take)
    settings = StoreSettings(path, inline=True)
    Store(settings, TEST_KEY, FakeClock(), SeededIds()).close()
    return taken


def _count_in_the_engine(take: Callable[[], int]) -> None:
    apply, build = migrate._apply, search_upkeep.build_next

    def applied(connection: Connection, step: migrate.Migration) -> None:
        take()
        engine: Any = connection
        engine.set_progress_handler(take, INSTRUCTIONS)
        apply(connection, step)
        engine.set_progress_handler(None, 0)

    def built(db: Connection, limit: int = search_upkeep.SLICE) -> bool:
        take()
        return build(db, limit)

    migrate._apply = applied
    search_upkeep.build_next = built


def serve() -> None:
    """Do the orders that come in, each in a child."""
    for line in sys.stdin:
        path, step = line.rsplit(" ", 1)
        child = os.fork()
        if child == 0:
            taken = bring_up(Path(path), int(step))
            os.write(1, f"steps {taken}\n".encode())
            os._exit(0)
        _, status = os.waitpid(child, 0)
        os.write(1, f"ended {os.waitstatus_to_exitcode(status)}\n".encode())


if __name__ == "__main__":
    serve()
