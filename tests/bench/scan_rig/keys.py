"""Scanners that type, and people who type: simulated scenes played to the arbiter and to the
fixed rules of other systems. docs/scan-traces.md says what is assumed.

A scene is called SEED:dN, d being `k` or `h` for a scan by a known or hidden device, `K` or `H` for
typing alone.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final

from tests.bench.rig.figures import Figure, Figures, percentile, spread
from tests.bench.scan_rig import earning, player, score
from tests.bench.scan_rig.detector import detector_for
from tests.bench.scan_rig.scenes import CYCLE, Device, Scene, scan_scene, typing_scene
from tests.bench.scan_rig.score import Share, Tally

LEAST: Final = 3_000
"""How many items a slice needs to be counted among the worst."""
_STRIDE: Final = 97  # Prime to the cycle: any run of numbers is spread over all of it.
_CHUNK: Final = 500
_CLASSES: Final = ("digits", "letters", "separated", "chinese")
_NAMES: Final = {"k": "known scan", "h": "hidden scan", "K": "known typing", "H": "hidden typing"}
_DEVICES: Final[dict[str, Device]] = {"k": "known", "h": "hidden"}


@dataclass(frozen=True, slots=True)
class Job:
    """A run of scenes for one process."""

    seed: int
    kind: str
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many scenes of each device, and how large a slice must be."""

    scans: int = 3 * CYCLE
    typings: int = 60_000
    least: int = LEAST


QUICK: Final = Sizes(scans=12_000, typings=4_000, least=150)


@dataclass(slots=True)
class Found:
    """The figures, the slice and the counts behind each bound, and the scenes that failed."""

    figures: Figures
    behind: dict[str, str] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)


def scene_of(seed: int, name: str) -> Scene:
    """Return the scene of a name like `h123`. Raise ValueError."""
    kind, number = name[:1], int(name[1:])
    if kind.lower() not in _DEVICES:
        raise ValueError(f"no scene is called {name!r}")
    make = typing_scene if kind.isupper() else scan_scene
    return make(seed, number, _DEVICES[kind.lower()])


def work(job: Job) -> Tally:
    """Play a run of scenes."""
    tally = Tally()
    for place in range(job.first, job.first + job.count):
        number = place // CYCLE * CYCLE + place * _STRIDE % CYCLE
        name = f"{job.kind}{number}"
        scene = scene_of(job.seed, name)
        played = player.play(scene, detector_for(scene))
        tally.scenes[_NAMES[job.kind]] += 1
        score.score(scene, played, player.reference(scene), tally, f"{job.seed}:{name}")
        if scene.device == "hidden":
            score.score_peers(scene, tally)
    return tally


def _jobs(seed: int, sizes: Sizes) -> Iterator[Job]:
    """Yield runs of known and hidden scans and of typings in turn: each beginning is balanced."""
    for first in range(0, max(sizes.scans, sizes.typings), _CHUNK):
        for kind in "khKH":
            total = sizes.typings if kind.isupper() else sizes.scans
            if first < total:
                yield Job(seed, kind, first, min(_CHUNK, total - first))


def measure(seed: int, sizes: Sizes, jobs: int, minutes: float = math.inf) -> Found:
    """Play everything in so many processes, or what so many minutes allow."""
    tally = Tally()
    until = time.monotonic() + 60 * minutes
    left = _jobs(seed, sizes)
    with ProcessPoolExecutor(jobs) as pool:
        running = {pool.submit(work, job) for job in islice(left, 2 * jobs)}
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for one in done:
                tally.merge(one.result())
                job = next(left, None) if time.monotonic() < until else None
                if job is not None:
                    running.add(pool.submit(work, job))
    found = Found({}, failures=tally.failures, tally=tally)
    _shares(found, sizes.least)
    _times(found)
    _rules(found)
    _earning(found, seed)
    return found


def _earning(found: Found, seed: int) -> None:
    figures, tally = earning.measure(seed)
    found.figures |= figures
    for (what, slice_), items in sorted(tally.of.items()):
        found.behind[what] = _told(Share(tally.n[what, slice_], items, slice_))


def _shares(found: Found, least: int) -> None:
    _low(found, "known_whole_pct_low", "known whole", least, 99.8)
    _high(found, "known_harmed_pct_high", "known harmed", least, 0.1)
    _low(found, "hidden_whole_pct_low", "hidden whole", least, 99.3)
    for cls in _CLASSES:
        name = f"hidden_whole_{cls}_pct_low"
        _low(found, name, "hidden whole", least, 99.3, f"{cls} | ")
    name = "hidden_digits_suffix_pct_low"
    _low(found, name, "hidden whole", least, 99.8, "digits+suffix | ")
    _high(found, "hidden_harmed_pct_high", "hidden harmed", least, 0.5)
    for device in ("known", "hidden"):
        _high(found, f"{device}_wrong_payload_pct_high", f"{device} wrong", least, 0.1)
    mixed = "disturbance=two_scanners"
    _high(found, "two_scanners_wrong_pct_high", "hidden wrong", least, 0.1, mixed)
    worst = [found.figures[name] for name in found.figures if "wrong_payload" in name]
    values = [figure.value for figure in worst if figure.value is not None]
    if values:
        found.figures["wrong_payload_pct_high"] = Figure(max(values), "%", 0.1)
    for device in ("known", "hidden"):
        for what in ("whole", "harmed", "typing harmed", "wrong", "asked", "new asked"):
            share = found.tally.share(f"{device} {what}", "all")
            if share:
                name = f"{device}_{what.replace(' ', '_')}_pct"
                found.figures[name] = Figure(share.pct, "%")
                found.behind[name] = _told(share)
    for (what, slice_), items in sorted(found.tally.of.items()):
        if slice_ == "all" and (": " in what):
            share = Share(found.tally.n[what, slice_], items, slice_)
            found.behind[what] = _told(share)


def _low(found: Found, name: str, what: str, least: int, target: float, within: str = "") -> None:
    worst = min(found.tally.shares(what, least, within), key=lambda one: one.low_pct, default=None)
    if worst is None:
        found.figures[name] = Figure(None, "%", target, "more", "too few")
        return
    found.figures[name] = Figure(worst.low_pct, "%", target, "more")
    found.behind[name] = _told(worst)


def _high(
    found: Found, name: str, what: str, least: int, target: float | None = None, within: str = ""
) -> None:
    worst = max(found.tally.shares(what, least, within), key=lambda one: one.high_pct, default=None)
    if worst is None:
        found.figures[name] = Figure(None, "%", target, "less", "too few")
        return
    found.figures[name] = Figure(worst.high_pct, "%", target)
    found.behind[name] = _told(worst)


def _told(share: Share) -> str:
    return f"{share.hits} of {share.items} ({share.pct:.3f} %), slice {share.slice}"


def _times(found: Found) -> None:
    waited = score.decision_ms(found.tally)
    if waited:
        for percent in (50, 99):
            value = percentile(waited, percent)
            found.figures[f"decision_no_suffix_p{percent}_ms"] = Figure(value, "ms")
        found.figures["decision_no_suffix_max_ms"] = Figure(max(waited), "ms", 300)
    held = found.tally.held_text_ns / 1e6
    found.figures["held_text_max_ms"] = Figure(held, "ms", 30)
    commands = [ns / 1e6 for ns in found.tally.held_command_ns]
    if commands:
        found.figures |= spread("held_command", commands, "ms", (50, 99, 100))


def _rules(found: Found) -> None:
    """Add what the fixed rules reach: the best one by whole codes, and what that one does to
    typing.
    """
    tally = found.tally
    names = sorted(
        what.split()[0] for what, one in tally.of if one == "easiest" and "whole" in what
    )
    if not names:
        return
    for slice_, tail in (("all", ""), ("easiest", "_easiest")):
        whole = {name: _pct(tally, f"{name} whole", slice_) for name in names}
        best = max(whole, key=lambda name: whole[name])
        found.figures[f"best_fixed_rule_whole{tail}_pct"] = Figure(whole[best], "%")
        found.behind[f"best_fixed_rule_whole{tail}_pct"] = best
    best = found.behind["best_fixed_rule_whole_pct"]
    found.figures["best_fixed_rule_harmed_pct"] = Figure(_pct(tally, f"{best} harmed", "all"), "%")
    for name in names:
        found.behind[f"rule {name}"] = ", ".join(
            f"{label} {_pct(tally, f'{name} {what}', slice_):.2f} %"
            for label, what, slice_ in (
                ("whole", "whole", "all"),
                ("whole in the easiest slice", "whole", "easiest"),
                ("scenes with a wrong code", "wrong", "all"),
                ("typings harmed", "harmed", "all"),
            )
        )


def _pct(tally: Tally, what: str, slice_: str) -> float:
    share = tally.share(what, slice_)
    return share.pct if share else 0.0


def worst_slices(found: Found, least: int, count: int = 8) -> list[str]:
    """Return the worst slices of each gate, for whoever tunes the arbiter."""
    lines = []
    for what, good in (
        ("known whole", True), ("known harmed", False), ("known wrong", False),
        ("hidden whole", True), ("hidden harmed", False), ("hidden wrong", False),
    ):  # fmt: skip
        shares = list(found.tally.shares(what, least))
        shares.sort(key=lambda one: one.pct if good else -one.pct)
        lines += [f"{what}: {_told(one)}" for one in shares[:count]]
    return lines


def replay(seed: int, name: str) -> list[str]:
    """Return a scene in words: the truth, every stroke with what the arbiter said, the outcome."""
    scene = scene_of(seed, name)
    lines = [f"{key}: {level}" for key, level in scene.levels.items()]
    lines += [f"profile: {profile}" for profile in scene.profiles]
    lines += [f"scanned: {one.code} {one.why_not or 'knowable'}" for one in scene.expected]
    if scene.stall:
        lines.append(f"the program stalls from {scene.stall[0] / 1e6} to {scene.stall[1] / 1e6}")
    played = player.play(scene, detector_for(scene), lines.append)
    wanted = player.reference(scene)
    tally = Tally()
    score.score(scene, played, wanted, tally, f"{seed}:{name}")
    lines += [f"claimed: {[text for text, _ in played.claims]}", f"asked: {played.asked}"]
    lines += [f"left:   {played.left}", f"wanted: {wanted}"]
    return lines + (tally.failures or ["as it should be"])


def write_failures(path: Path, failures: Sequence[str]) -> None:
    """Write the failing scenes, one a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in failures), "utf-8")


def told(found: Found) -> dict[str, Any]:
    """Return what stands behind the figures, for the report."""
    tally = found.tally
    sizes = {
        f"{device} {name}": tally.of[f"{device} {what}", "all"]
        for device in ("known", "hidden")
        for name, what in (("scans that can be known", "whole"), ("texts compared", "harmed"))
    }
    return {
        "behind": found.behind,
        "sizes": sizes | {f"{name} scenes": count for name, count in tally.scenes.items()},
        "failing_scenes": len(found.failures),
    }
