"""What was measured, and how it is told: JSON for machines, a table for people."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal


class BenchError(Exception):
    """A figure could not be measured; the text says what did not happen."""


class WrongError(BenchError):
    """What was measured gave a wrong answer, so that its figures count for nothing."""


class NotThereYetError(BenchError):
    """What is to be measured is no part of the program yet."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number, None when there is none; then `why` says so in a word. `target` is the most it
    may be, or the least when more is better; None where it only informs.
    """

    value: float | None
    unit: str
    target: float | None = None
    better: Literal["more", "less"] = "less"
    why: str = ""

    @property
    def verdict(self) -> str:
        """Return whether the target is met, in a word."""
        if self.value is None:
            return self.why
        if self.target is None:
            return ""
        met = self.value >= self.target if self.better == "more" else self.value <= self.target
        return "ok" if met else "MISSED"


@dataclass(frozen=True, slots=True)
class Target:
    """A figure that is wanted: the most it may be, or the least when more is better."""

    name: str
    unit: str
    value: float
    better: Literal["more", "less"] = "less"

    def met_by(self, value: float) -> Figures:
        """Return the figure with what was measured."""
        return {self.name: Figure(value, self.unit, self.value, self.better)}

    def missing(self, why: str) -> Figures:
        """Return the figure without a number, and why there is none."""
        return {self.name: Figure(None, self.unit, self.value, self.better, why)}


Figures = dict[str, Figure]


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the nearest-rank percentile: a value that was really seen."""
    ranked = sorted(values)
    return ranked[max(0, math.ceil(len(ranked) * percent / 100) - 1)]


def spread(
    name: str, values: Sequence[float], unit: str, percents: Sequence[float] = (50, 95, 99, 100)
) -> Figures:
    """Return these percentiles of `values` as figures called name_p50_unit and so on; the
    hundredth is the greatest value.
    """
    return {
        f"{name}_{'max' if percent == 100 else f'p{percent:g}'}_{unit}": Figure(
            percentile(values, percent), unit
        )
        for percent in percents
    }


def write(path: Path, suite: str, about: Mapping[str, Any], figures: Figures) -> None:
    """Write the results of a suite. `about` holds `machine` and `commit`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    told = {name: _told(figure) for name, figure in figures.items()}
    result = {"suite": suite, **about, "figures": told}
    path.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", "utf-8")


def table(figures: Figures) -> str:
    """Return the figures as lines in columns."""
    lines = [f"{'figure':<34}{'value':>14}  {'unit':<8}{'target':>10}"]
    for name, figure in figures.items():
        sign = "≥" if figure.better == "more" else "≤"
        target = "" if figure.target is None else f"{sign} {figure.target:,g}"
        value = "" if figure.value is None else f"{figure.value:,.2f}"
        line = f"{name:<34}{value:>14}  {figure.unit:<8}{target:>10}  {figure.verdict}"
        lines.append(line.rstrip())
    return "\n".join(lines)


def _told(figure: Figure) -> dict[str, Any]:
    value = None if figure.value is None else round(figure.value, 3)
    return asdict(figure) | {"value": value, "verdict": figure.verdict}
