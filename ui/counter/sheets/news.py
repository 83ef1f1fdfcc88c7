"""Whom the sheets of the card tell what happened. No widgets here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from terminal.domain.problems import Refusal
from ui.counter.sheets.state import AdviceSheet


@dataclass(frozen=True, slots=True)
class SheetNews:
    """Whom the desk tells. `changed`: there is something new to show; `say`: why something could
    not be done; `done`: something was recorded; `left`: nobody acknowledged this advice yet.
    """

    changed: Callable[[], None]
    say: Callable[[Refusal], None]
    done: Callable[[], None]
    left: Callable[[AdviceSheet], None]
