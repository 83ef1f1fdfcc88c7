"""How much memory a till's store takes with everything a desk asks of it.

    python -m tests.bench.store_rig.memory FOLDER WORK DATABASE

works in a process of its own, without a window, and tells the most it ever held. WORK is JSON: the
texts that are typed and the people whose cards are opened.
"""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any, Final

from terminal.services import counter, followups
from tests.bench.rig import machine
from tests.bench.rig.figures import BenchError, Figure, Figures, Target
from tests.bench.store_rig import plain, saving
from tests.bench.store_rig.data import DATABASE, PLAIN, Made
from tests.bench.store_rig.searching import some_texts
from tests.builders import SESSION, a_store

RSS_MB: Final = Target("rss_mb", "MB", 300)
_PROGRAM: Final = "tests.bench.store_rig.memory"
_TEXTS: Final = 1_500
_CARDS: Final = 200
_SAVES: Final = 100


def resident(made: Made) -> Figures:
    """Open the store, search, open cards, list and record follow-ups, check every page; then read
    the same in plain sqlite3, each in a process of its own.
    """
    work = made.folder / "work.json"
    asked = {"texts": some_texts(made, _TEXTS), "cards": made.known.full[:_CARDS]}
    work.write_text(json.dumps(asked), "utf-8")
    ours, theirs = (_in_process(made.folder, work, name) for name in (DATABASE, PLAIN))
    return {
        **RSS_MB.met_by(ours["peak_mb"]),
        "rss_program_mb": Figure(ours["before_mb"], "MB"),
        "rss_sqlite3_mb": Figure(theirs["peak_mb"], "MB"),
        "rss_ratio": Figure(ours["peak_mb"] / theirs["peak_mb"], "×"),
    }


def _in_process(folder: Path, work: Path, database: str) -> dict[str, Any]:
    command = [sys.executable, "-m", _PROGRAM, str(folder), str(work), database]
    done = subprocess.run(command, cwd=machine.ROOT, capture_output=True, check=False, text=True)
    if done.returncode:
        raise BenchError((done.stderr.strip().splitlines() or ["no reason"])[-1])
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main(folder: Path, work: Path, database: str) -> None:
    """Do the work and print what it held at most."""
    before_mb = machine.peak_mb()
    asked = json.loads(work.read_text("utf-8"))
    if database == PLAIN:
        with plain.opened(folder / PLAIN) as run:
            _read_all(run, asked)
    else:
        till = a_store(folder, enrolled=False, inline=False, name=database, seed=16)
        try:
            _read_all(lambda work: till.store.read(work, SESSION).result(), asked)
            for one in asked["cards"]:
                till.run(partial(counter.card, customer_id=one))
            saving.record_many(till.run, _SAVES)
            till.store.check_pages().result()
        finally:
            till.close()
    print(json.dumps({"before_mb": before_mb, "peak_mb": machine.peak_mb()}))


def _read_all(run: Any, asked: dict[str, list[str]]) -> None:
    for text in asked["texts"]:
        run(partial(counter.search, text=text))
    for one in asked["cards"]:
        run(partial(counter.refresh, customer_id=one))
    run(followups.worklist)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
