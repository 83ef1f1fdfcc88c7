"""The figures of sync, ours beside the peers', and how they are told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

Numbers = dict[str, float]
OURS: Final = "guitai"
PEERS: Final = ("pouchdb", "anki")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a figure should be: `better` tells which way, None that it only informs."""

    name: str
    unit: str
    target: float | None = None
    better: Literal["more", "less"] = "less"

    def verdict(self, value: float | None) -> str:
        """Return whether the target is met, in a word."""
        if value is None:
            return "not measured"
        if self.target is None:
            return ""
        met = value >= self.target if self.better == "more" else value <= self.target
        return "ok" if met else "MISSED"


FIGURES: Final = (
    Wanted("P1_rows_s", "rows/s", 65_000, "more"),
    Wanted("P1_vs_pouchdb", "×", 1, "more"),
    Wanted("P1_vs_anki", "×", 1, "more"),
    Wanted("P1_cold_rows_s", "rows/s", better="more"),
    Wanted("P1_whole_file_rows_s", "rows/s", better="more"),
    Wanted("P1_bytes_a_row", "B"),
    Wanted("P1_mix_rows_s", "rows/s", better="more"),
    Wanted("P1_mix_rows", "rows"),
    Wanted("P1_mix_bytes_a_row", "B"),
    Wanted("P3_decay", "×", 0.9, "more"),
    Wanted("P3_decay_to_the_end", "×", better="more"),
    Wanted("P4_p50_ms", "ms", 3),
    Wanted("P4_p99_ms", "ms", 8),
    Wanted("P5_p50_ms", "ms", 7),
    Wanted("P5_p99_ms", "ms", 15),
    Wanted("P5_asked_p50_ms", "ms"),
    Wanted("P5_asked_p99_ms", "ms"),
    Wanted("P5_live_p50_ms", "ms"),
    Wanted("P5_live_p99_ms", "ms"),
    Wanted("P6_bytes_per_op", "B", 120),
    Wanted("P6_up_per_op", "B"),
    Wanted("P6_round_trips", "trips", 1),
    Wanted("P6_idle_bytes", "B", 1_000),
    Wanted("P6_idle_round_trips", "trips", 1),
    Wanted("P7_ops_s", "ops/s", 6_500, "more"),
    Wanted("P8_light_p99_ratio", "×", 2),
    Wanted("P8_light_p99_ms", "ms"),
    Wanted("P8_light_alone_p99_ms", "ms"),
    Wanted("P9_tail_ms", "ms", 2),
    Wanted("P9_tail_p99_ms", "ms"),
    Wanted("P9_tail_small_ms", "ms"),
    Wanted("P9_first_page_ms", "ms", 20),
    Wanted("P9_rows", "rows"),
    Wanted("P10_stuck", "runs", 0),
    Wanted("P10_recovery_s", "s", 0.9),
    Wanted("P10_kept_pct", "%", 45, "more"),
    Wanted("P10_resent_pct", "%"),
    Wanted("P11_failing", "runs", 0),
    Wanted("P11_runs", "runs"),
    Wanted("P12_delivered", "ops", 999, "more"),
    Wanted("P12_rule", "ops", 999, "more"),
    Wanted("P12_fault", "ops", 999, "more"),
    Wanted("P12_size", "ops", 999, "more"),
    Wanted("P13_missing", "ops", 0),
    Wanted("P14_slowdown_pct", "%", 5),
    Wanted("P14_waits_for_locks", "waits", 0),
    Wanted("P14_with_processors_pct", "%"),
)


STEPS: Final[Mapping[str, tuple[str, ...]]] = {
    "first": ("P1_rows", "P1_cold", "P1_whole", "P1_bytes", "P1_vs", "P3_"),
    "pull": ("P4_",),
    "edit": ("P5_",),
    "wire": ("P6_",),
    "many": ("P7_",),
    "kill": ("P10_",),
    "partition": ("P11_",),
}
"""Which figures a step yields: they count for nothing when it was wrong."""


@dataclass(frozen=True, slots=True)
class Run:
    """What came out of one system on one disk: numbers by name, steps that failed with their
    reasons, and those of them whose ends did not hold the same.
    """

    system: str
    fsync_ms: float
    numbers: Numbers
    faults: dict[str, str]
    wrong: set[str]


def figures(runs: list[Run]) -> dict[str, dict[str, Any]]:
    """Return every figure by name, ours beside the peers', on the disk as it is and slowed."""
    disks = sorted({run.fsync_ms for run in runs})
    by_disk = {disk: _numbers(runs, disk) for disk in disks}
    wrong = {name for run in runs if run.system == OURS for name in _wrong(run)}
    found = {}
    for wanted in FIGURES:
        values = by_disk[disks[0]]
        ours = values.get(OURS, {}).get(wanted.name)
        told: dict[str, Any] = {
            "value": _rounded(ours),
            "unit": wanted.unit,
            "target": wanted.target,
            "better": wanted.better,
            "verdict": "WRONG" if wanted.name in wrong else wanted.verdict(ours),
            "peers": {peer: _rounded(values.get(peer, {}).get(wanted.name)) for peer in PEERS},
        }
        for disk in disks[1:]:
            told[f"fsync_{disk:g}_ms"] = {
                name: _rounded(numbers[wanted.name])
                for name, numbers in by_disk[disk].items()
                if wanted.name in numbers
            }
        found[wanted.name] = told
    return found


def write(path: Path, about: Mapping[str, Any], found: Mapping[str, Any]) -> None:
    """Write the results."""
    path.parent.mkdir(parents=True, exist_ok=True)
    result = {"suite": "sync", **about, "figures": found}
    path.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", "utf-8")


def table(found: Mapping[str, dict[str, Any]]) -> str:
    """Return the figures that were measured as lines in columns."""
    slow = next((key for told in found.values() for key in told if key.startswith("fsync_")), "")
    head = ("figure", "guitai", "unit", "target", "pouchdb", "anki", slow and f"guitai {slow}")
    lines = ["{:<24}{:>11} {:<7}{:>8} {:>11}{:>11}{:>20}".format(*head).rstrip()]
    for name, told in found.items():
        values = [told["value"], *told["peers"].values(), told.get(slow, {}).get(OURS)]
        if all(value is None for value in values):
            continue
        ours, pouchdb, anki, slowed = map(_told, values)
        target = _told(told["target"])
        line = f"{name:<24}{ours:>11} {told['unit']:<7}{target:>8} {pouchdb:>11}{anki:>11}"
        lines.append(f"{line}{slowed:>20}  {told['verdict']}".rstrip())
    return "\n".join(lines)


def _numbers(runs: list[Run], disk: float) -> dict[str, Numbers]:
    values = {
        run.system: {**run.numbers, **dict.fromkeys(_wrong(run), 0.0)}
        for run in runs
        if run.fsync_ms == disk
    }
    ours = values.get(OURS, {})
    for peer in PEERS:
        theirs = values.get(peer, {}).get("P1_rows_s")
        if theirs and "P1_rows_s" in ours:
            ours[f"P1_vs_{peer}"] = ours["P1_rows_s"] / theirs
    return values


def _wrong(run: Run) -> list[str]:
    """Return the figures that count for nothing."""
    starts = tuple(start for step in run.wrong for start in STEPS.get(step, ()))
    return [wanted.name for wanted in FIGURES if wanted.name.startswith(starts)] if starts else []


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _told(value: float | None) -> str:
    return "" if value is None else f"{value:,.2f}".rstrip("0").rstrip(".")
