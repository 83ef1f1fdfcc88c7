"""Sync side by side with its peers: `python3 dev.py bench sync`.

Guitai, PouchDB with express-pouchdb, and Anki with its own server carry the same records, one
system at a time, each in processes of its own and through the same counting line. Both ends'
contents are compared after every step: a wrong answer scores nothing. Then all of it again on a
disk whose every fsync takes 5 ms more. Writes build/bench/sync.json and prints a table.
"""

from __future__ import annotations

import argparse
import shutil
import signal
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from tests.bench.rig import machine
from tests.bench.rig.figures import BenchError
from tests.bench.sync_rig import own_steps, peers, results, steps
from tests.bench.sync_rig.guitai import Guitai
from tests.bench.sync_rig.results import Numbers, Run
from tests.bench.sync_rig.steps import ALIKE, CAUSES, Sizes
from tests.bench.sync_rig.system import NotInstalledError, Setting, System, WrongError

FOLDER: Final = machine.ROOT / "build" / "bench"
SYSTEMS: Final[dict[str, type[System]]] = {
    "guitai": Guitai,
    "pouchdb": peers.PouchDb,
    "anki": peers.Anki,
}
OWN: Final = ("mix", "lights", "tail", "partition", "readers")
ORDER: Final = (*ALIKE, "poison", "restored", *OWN)
_SMALL: Final = 5_000


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, write. Return 0, or 1 when a step of ours failed or was wrong."""
    options = _parse(argv)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # What was started is ended first.
    about: dict[str, Any] = {"machine": machine.describe("none"), "commit": machine.commit()}
    runs, missing = [], {}
    for fsync_ms in dict.fromkeys((0.0, options.fsync_ms)):
        for name in options.systems:
            if name in missing:
                continue
            try:
                runs.append(_Bench(name, fsync_ms, options, about["machine"]).run())
            except NotInstalledError as error:
                missing[name] = f"not installed: {error}"
                print(f"bench: {name} {missing[name]}", flush=True)
    about |= {
        "options": {key: str(value) for key, value in vars(options).items()},
        "peers": peers.versions() | missing,
        "faults": {f"{run.system}, {run.fsync_ms:g} ms": run.faults for run in runs if run.faults},
    }
    found = results.figures(runs)
    results.write(options.out, about, found)
    print(results.table(found))
    print(options.out)
    return 1 if any(run.faults for run in runs if run.system == results.OURS) else 0


def _parse(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py bench sync", description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER / "sync.json")
    parser.add_argument("--only", nargs="+", choices=ORDER, default=ORDER, help="some steps only")
    parser.add_argument("--systems", nargs="+", choices=SYSTEMS, default=list(SYSTEMS))
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=18)
    parser.add_argument(
        "--fsync-ms", type=float, default=5, help="cost of an fsync the second time; 0: once only"
    )
    parser.add_argument("--samples", type=int, default=200, help="of a pull, and of an edit")
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--customers", type=int, default=2_000, help="of the realistic store")
    parser.add_argument("--tills", type=int, default=300, help="that have nothing to say")
    parser.add_argument("--feed-rows", type=int, default=5_000_000)
    parser.add_argument("--fill-s", type=float, default=600, help="for these rows at most")
    return parser.parse_args(argv)


class _Bench:
    """All steps of one system on one disk."""

    def __init__(
        self, name: str, fsync_ms: float, options: argparse.Namespace, about: dict[str, Any]
    ) -> None:
        self._name, self._fsync_ms, self._options, self._about = name, fsync_ms, options, about
        self._run = Run(name, fsync_ms, {}, {}, set())
        self._sizes = Sizes(samples=options.samples, kills=options.kills)
        self._root = FOLDER / "sync-stage"

    def run(self) -> Run:
        """Take them in their order. Raise NotInstalledError."""
        alike = [name for name in ALIKE if name in self._options.only]
        if alike:
            self._on_one_stage(alike)
        if not self._fsync_ms:
            self._once()
        return self._run

    def _on_one_stage(self, names: list[str]) -> None:
        def work(system: System) -> None:
            for name in names:
                self._take(name, partial(ALIKE[name], system, self._sizes))

        self._with("stage", self._options.records, work)

    def _once(self) -> None:
        """Take what the cost of a commit says nothing about."""
        if "poison" in self._options.only:
            self._poison()
        if "restored" in self._options.only:
            self._alone("restored", lambda system: steps.restored(system, self._sizes))
        if self._name == results.OURS:
            self._own()

    def _poison(self) -> None:
        def tried(why: str, system: System) -> Numbers:
            delivered = steps.poison(system, why)
            return {} if delivered is None else {f"P12_{why}": float(delivered)}

        for why in CAUSES:
            self._alone(f"poison {why}", partial(tried, why))
        found = {name: n for name, n in self._run.numbers.items() if name.startswith("P12_")}
        if found:
            self._run.numbers["P12_delivered"] = min(found.values())

    def _own(self) -> None:
        asked = self._options

        def ours(work: Callable[[Guitai], Numbers]) -> Callable[[System], Numbers]:
            def typed(system: System) -> Numbers:
                assert isinstance(system, Guitai)
                return work(system)

            return typed

        jobs: dict[str, tuple[int, Callable[[Guitai], Numbers]]] = {
            "lights": (asked.records, lambda one: own_steps.lights(one, asked.tills, 20)),
            "tail": (_SMALL, lambda one: own_steps.tail(one, asked.feed_rows, asked.fill_s)),
            "partition": (_SMALL, lambda one: own_steps.partition(one, 15)),
            "readers": (_SMALL, lambda one: own_steps.readers(one, 200, 5)),
        }
        if "mix" in asked.only:
            job = ours(lambda one: own_steps.mix(one, asked.customers))
            self._alone("mix", job, records=0)
        for name, (records, work) in jobs.items():
            if name in asked.only:
                self._alone(name, ours(work), records=records)

    def _alone(
        self, name: str, work: Callable[[System], Numbers], records: int = steps.POISONED
    ) -> None:
        """Take one step on a stage of its own."""
        self._with(name, records, lambda system: self._take(name, lambda: work(system)))

    def _with(self, name: str, records: int, work: Callable[[System], None]) -> None:
        folder = self._root / name.replace(" ", "-")
        shutil.rmtree(folder, ignore_errors=True)
        system = SYSTEMS[self._name](Setting(folder, records, self._options.seed, self._fsync_ms))
        try:
            if records:
                system.prepare()
                system.start()
            work(system)
        except NotInstalledError:
            raise
        except (BenchError, OSError) as error:
            self._note(name, error)
        finally:
            system.stop()
            shutil.rmtree(folder, ignore_errors=True)

    def _take(self, name: str, step: Callable[[], Numbers]) -> None:
        title = f"{self._name} {name}" + (
            f", fsync {self._fsync_ms:g} ms" if self._fsync_ms else ""
        )
        print(f"bench: {title} …", flush=True)
        try:
            with machine.watched(self._about, title):
                self._run.numbers.update(step())
        except (BenchError, OSError) as error:
            self._note(name, error)

    def _note(self, name: str, error: Exception) -> None:
        kind = "WRONG: " if isinstance(error, WrongError) else ""
        if kind:
            self._run.wrong.add(name)
        self._run.faults[name] = f"{kind}{error}"
        print(f"bench: {self._name} {name} failed: {kind}{error}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
