"""The parts of the proof: which orders each hands out, and what its report says."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from tests.prove import (
    fuzz,
    images,
    jobs,
    kills,
    mutations,
    nemesis,
    partitions,
    store_kills,
    window,
    worlds,
)
from tests.prove.ledger import Ledger, Result
from tests.prove.wilson import wilson

Lines = list[str]

_SLACK_S: Final = 150.0
"""How much longer than it lasts a run may take with its start and its end."""


@dataclass(frozen=True, slots=True)
class Part:
    """`orders(ledger, seed, until)` yields what is not done yet, `lane(number, folder)` is the
    module and arguments of a lane, `goal` says in words when the part is complete.
    """

    name: str
    title: str
    goal: str
    lanes: int
    orders: Callable[[Ledger, int, float], Iterator[dict[str, Any]]]
    lane: Callable[[int, Path], Sequence[str]]
    report: Callable[[Sequence[Result]], Lines]
    once: Callable[[Ledger, int], None] | None = None
    """What is measured once per commit, before the orders."""


def _share(failing: int, tries: int) -> str:
    return f"{failing} / {tries} (95 % Wilson {wilson(failing, tries)})" if tries else "none yet"


def _failures(results: Sequence[Result]) -> Lines:
    failing = [one for one in results if one.get("failure")]
    if not failing:
        return []
    shown = [
        f"- seed {one['seed']}: `{str(one['failure']).splitlines()[-1][:300]}`" for one in failing
    ]
    return ["", "## Failing", "", *shown]


def _sum(results: Sequence[Result], name: str) -> Counter[str]:
    total: Counter[str] = Counter()
    for one in results:
        total.update(one.get(name) or {})
    return total


def _counted(counter: Counter[str]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in sorted(counter.items()))


# Worlds


def _world_orders(ledger: Ledger, seed: int, _: float) -> Iterator[dict[str, Any]]:
    seeds = [one["seed"] for one in ledger.results() if "seed" in one]
    yield from worlds.plan(max([seed - 1, *(one for one in seeds if one >= seed)]) + 1)


def _measure_coverage(ledger: Ledger, seed: int) -> None:
    if not any(one.get("coverage") for one in ledger.results()):
        ledger.add(worlds.coverage(seed))


def _world_report(results: Sequence[Result]) -> Lines:
    lived = [one for one in results if "seed" in one]
    failing = sum(bool(one.get("failure")) for one in lived)
    faults = _sum(lived, "faults")
    lines = [
        f"- worlds: {len(lived):,}, failing: {_share(failing, len(lived))}",
        f"- ops: {sum(one.get('ops', 0) for one in lived):,}",
        f"- faults: {sum(faults.values()):,} ({_counted(faults)})",
    ]
    for one in results:
        if one.get("coverage"):
            taken = one["branches_taken"] / one["branches"]
            run = one["lines_run"] / one["lines"]
            lines.append(
                f"- coverage of `sync/` by {one['worlds']} worlds: {taken:.1%} of branches"
                f" ({one['branches_taken']} / {one['branches']}), {run:.1%} of statements"
            )
    return [*lines, *_failures(lived)]


# Kills


def _kill_orders(ledger: Ledger, seed: int, _: float) -> Iterator[dict[str, Any]]:
    done = {one["seed"] for one in ledger.results()}
    for life in kills.plan(seed):
        if life.seed not in done:
            yield asdict(life)


def _kill_report(results: Sequence[Result]) -> Lines:
    events = _sum(results, "events")
    spoilt = events.pop("spoilt", 0)
    failing = sum(bool(one["failure"]) for one in results)
    return [
        f"- SIGKILLs: {sum(events.values()):,} ({_counted(events)})",
        f"- lives: {len(results):,}, failing: {_share(failing, len(results))}",
        f"- ops: {sum(one['ops'] for one in results):,}; rows spoilt to be mended: {spoilt:,}",
        *_failures(results),
    ]


# Kills of the process that holds a store


def _store_kill_orders(ledger: Ledger, seed: int, _: float) -> Iterator[dict[str, Any]]:
    done = {one["seed"] for one in ledger.results()}
    yield from (asdict(run) for run in store_kills.plan(seed) if run.seed not in done)


def _store_kill_report(results: Sequence[Result]) -> Lines:
    events = _sum(results, "events")
    failing = sum(bool(one["failure"]) for one in results)
    return [
        f"- SIGKILLs: {sum(events.values()):,} ({_counted(events)})",
        f"- runs: {len(results):,}, failing: {_share(failing, len(results))}",
        f"- saves: {sum(one.get('saves', 0) for one in results):,}",
        *_failures(results),
    ]


# Images of power cuts


def _image_orders(ledger: Ledger, seed: int, _: float) -> Iterator[dict[str, Any]]:
    done = {one["seed"] for one in ledger.results()}
    yield from (asdict(day) for day in images.plan(seed) if day.seed not in done)


def _image_report(results: Sequence[Result]) -> Lines:
    judged = sum(one["images"] for one in results)
    failing = sum(one["failing"] for one in results)
    days = Counter(one["scenario"] for one in results)
    events = sum(one["events"] for one in results)
    lines = [
        f"- images: {judged:,}, failing: {_share(failing, judged)}",
        f"- days they are of: {len(results):,} ({_counted(days)}), with {events:,} events",
        f"- where the power went: {_counted(_sum(results, 'phases'))}",
    ]
    if judged:
        cpu_ms = 1000 * sum(one["cpu_s"] for one in results) / judged
        lines.append(f"- CPU time of an image, made and judged: {cpu_ms:.0f} ms")
    lines += ["", "| what became of what nobody had waited for | times |", "|---|---|"]
    lines += [f"| {name} | {n:,} |" for name, n in sorted(_sum(results, "fates").items())]
    return [*lines, *_failures(results)]


# Partitions


def _partition_orders(ledger: Ledger, seed: int, until: float) -> Iterator[dict[str, Any]]:
    done = {(one["seed"], one["seconds"]) for one in ledger.results()}
    for run in partitions.plan(seed):
        if (run.seed, run.seconds) in done:
            continue
        if time.monotonic() + run.seconds + _SLACK_S < until or run.seconds < partitions.LONG_S:
            yield asdict(run)


def _partition_report(results: Sequence[Result]) -> Lines:
    lines = []
    for name, seconds in (("20 s", partitions.SHORT_S), ("200 s", partitions.LONG_S)):
        those = [one for one in results if one["seconds"] == seconds]
        failing = sum(bool(one["failure"]) for one in those)
        lines.append(f"- runs of {name}, failing: {_share(failing, len(those))}")
    quiet = sorted(one["quiet_s"] for one in results if one["quiet_s"] is not None)
    lines.append(f"- ops: {sum(one['ops'] for one in results):,}")
    lines.append(f"- faults begun: {_counted(_sum(results, 'events'))}")
    lines.append(f"- what the line did: {_counted(_sum(results, 'happened'))}")
    if quiet:
        middle, last = quiet[len(quiet) // 2], quiet[-1]
        lines.append(f"- from the last fault to agreement: median {middle} s, longest {last} s")
    lines += ["", "| fault | runs | failing | ops | longest to agree, s |", "|---|---|---|---|---|"]
    for fault in nemesis.CLASSES:
        those = [one for one in results if one["fault"] == fault]
        if those:
            failing = sum(bool(one["failure"]) for one in those)
            ops = sum(one["ops"] for one in those)
            longest = max((one["quiet_s"] or 0 for one in those), default=0)
            lines.append(f"| {fault} | {len(those)} | {failing} | {ops:,} | {longest} |")
    return [*lines, *_failures(results)]


# Mutations


def _mutation_orders(ledger: Ledger, _seed: int, _until: float) -> Iterator[dict[str, Any]]:
    done = {one["id"] for one in ledger.results()}
    yield from (one for one in mutations.plan() if one["id"] not in done)


def _mutation_report(results: Sequence[Result]) -> Lines:
    noticed = sum(one["fate"] != "survived" for one in results)
    planned = sum(1 for _ in mutations.plan())
    share = f"{noticed / len(results):.1%}" if results else "none yet"
    judged = f"- mutants judged: {len(results)} of {planned}; noticed: {noticed} ({share})"
    lines = [judged, "", "| module | mutants | noticed |", "|---|---|---|"]
    for module, seen, count in mutations.table(results):
        lines.append(f"| `{module}` | {count} | {seen / count:.1%} |")
    left = mutations.survivors(results)
    if left:
        lines += ["", "## Not noticed", "", *(f"- `{one}`" for one in left)]
    return lines


# Marked tests


def _marked_orders(ledger: Ledger, seed: int, _: float) -> Iterator[dict[str, Any]]:
    if not list(ledger.results()):
        yield {"seed": seed}


def _marked_report(results: Sequence[Result]) -> Lines:
    return [*(f"- {one['word']}" for one in results), *_failures(results)]


# Codes scanned into a real window


def _window_orders(ledger: Ledger, seed: int, _: float) -> Iterator[dict[str, Any]]:
    done = {(one["seed"], one["method"], one["field"]) for one in ledger.results()}
    for one in window.plan(seed):
        if (one.seed, one.method, one.field) not in done:
            yield asdict(one)


def _window_report(results: Sequence[Result]) -> Lines:
    counts = _sum(results, "counts")
    scans = counts["right"] + counts["asked"] + counts["wrong"]
    lines = [
        f"- scans: {scans:,}, wrong: {_share(counts['wrong'], scans)}",
        f'- answered with "scan again": {counts["asked"]:,}',
        f"- not counted, because the display itself stood still: {counts['stalled']:,}",
        "",
        "| input method | field | scans | whole | asked again | wrong |",
        "|---|---|---|---|---|---|",
    ]
    for method in window.METHODS:
        for field in window.FIELDS:
            those = [r for r in results if (r["method"], r["field"]) == (method, field)]
            found = [_sum(those, "counts")[name] for name in ("right", "asked", "wrong")]
            cells = (method, field, sum(found), *found)
            lines.append("| " + " | ".join(map(str, cells)) + " |")
    lines += ["", "| code | scans | whole | asked again | wrong |", "|---|---|---|---|---|"]
    for kind in window.KINDS:
        found = [counts[f"{kind} {name}"] for name in ("right", "asked", "wrong")]
        lines.append("| " + " | ".join(map(str, (kind, sum(found), *found))) + " |")
    return [*lines, *_failures(results)]


# Jobs of the counter with real keys


def _job_orders(ledger: Ledger, seed: int, _: float) -> Iterator[dict[str, Any]]:
    done = {(one["job"], one["method"], one["first"]) for one in ledger.results()}
    rounds = jobs.plan(seed)
    yield from (asdict(o) for o in rounds if (o.job, o.method, o.first) not in done)


def _job_report(results: Sequence[Result]) -> Lines:
    done, failing = (sum(of(one) for one in results) for of in (jobs.done, jobs.failing))
    share = f"- jobs: {done + failing:,}, failing: {_share(failing, done + failing)}"
    return [share, *jobs.report(results), *_failures(results)]


# Fuzzing


def _fuzz_orders(ledger: Ledger, seed: int, _: float) -> Iterator[dict[str, Any]]:
    done = {(one["target"], one["seed"]) for one in ledger.results()}
    yield from (one for one in fuzz.plan(seed) if (one["target"], one["seed"]) not in done)


def _fuzz_report(results: Sequence[Result]) -> Lines:
    lines = ["| target | inputs | seconds | most memory, MB | failing |", "|---|---|---|---|---|"]
    for name in fuzz.TARGETS:
        those = [one for one in results if one["target"] == name]
        inputs, seconds = (sum(one[what] for one in those) for what in ("inputs", "seconds"))
        memory = max((one["peak_mb"] for one in those), default=0)
        failing = sum(bool(one["failure"]) for one in those)
        lines.append(f"| {name} | {inputs:,} | {seconds:,} | {memory} | {failing} |")
    return [*lines, *_failures(results)]


def _module(name: str, *, with_folder: str = "") -> Callable[[int, Path], Sequence[str]]:
    def lane(number: int, folder: Path) -> Sequence[str]:
        extra = [str(folder / with_folder)] if with_folder else []
        return ["-m", f"tests.prove.{name}", str(number), *extra]

    return lane


PARTS: Final = {
    part.name: part
    for part in (
        Part(
            "worlds", "Worlds of the simulation", "20,000 worlds", 2,
            _world_orders, _module("worlds"), _world_report, _measure_coverage,
        ),
        Part(
            "kills", "SIGKILL of tills, HQ and its database", "2,000 kills", 2,
            _kill_orders, _module("kills"), _kill_report,
        ),
        Part(
            "store_kills", "SIGKILL of the process that holds a store", "2,000 kills", 2,
            _store_kill_orders, _module("store_kills"), _store_kill_report,
        ),
        Part(
            "images", "Images of power cuts", "10,000 images", 2,
            _image_orders, _module("images", with_folder="failures"), _image_report,
        ),
        Part(
            "partitions", "Partition matrix with real processes",
            "300 runs of 20 s and 20 of 200 s", 3,
            _partition_orders, _module("partitions", with_folder="failures"), _partition_report,
        ),
        Part(
            "window", "Codes scanned into a real window",
            "30 codes of each kind in each field, with an input method off and on, none wrong", 1,
            _window_orders, _module("window"), _window_report,
        ),
        Part(
            "jobs", "Jobs of the counter with real keys",
            "every job with 30 people, with an input method off and on, none failing", 2,
            _job_orders, _module("jobs"), _job_report,
        ),
        Part(
            "marked", "Tests that are marked `prove`", "all of them pass", 1,
            _marked_orders, _module("marked"), _marked_report,
        ),
        Part(
            "fuzz", "Outside inputs under a fuzzer", "an hour for each target", 2,
            _fuzz_orders, _module("fuzz", with_folder="failures"), _fuzz_report,
        ),
        Part(
            "mutations", "Mutation score of merge, cycle and feed", "85 %", 2,
            _mutation_orders, _module("mutations", with_folder="."), _mutation_report,
        ),
    )
}  # fmt: skip
