"""What was measured, and how it is told: JSON for machines, a table for people."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


class BenchError(Exception):
    """A figure could not be measured; the text says what did not happen."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number. `target` is the most it may be, None where it only informs."""

    value: float
    unit: str
    target: float | None = None

    @property
    def verdict(self) -> str:
        """Return whether the target is met, in a word."""
        if self.target is None:
            return ""
        return "ok" if self.value <= self.target else "MISSED"


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
    told = {name: asdict(figure) | {"value": round(figure.value, 3)} for name, figure in
            figures.items()}  # fmt: skip
    result = {"suite": suite, **about, "figures": told}
    path.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", "utf-8")


def table(figures: Figures) -> str:
    """Return the figures as lines in columns."""
    lines = [f"{'figure':<34}{'value':>12}  {'unit':<8}{'target':>8}"]
    for name, figure in figures.items():
        target = "" if figure.target is None else f"{figure.target:g}"
        value = f"{figure.value:,.2f}"
        line = f"{name:<34}{value:>12}  {figure.unit:<8}{target:>8}  {figure.verdict}"
        lines.append(line.rstrip())
    return "\n".join(lines)
