"""What the key filter asks, and whom it tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from ui.keys.words import KeyJudge
from ui.scans import ScanRead

SourceOf: TypeAlias = Callable[[int, int], str | None]
"""Says which keyboard sent a key, from its native code and the platform's time in ms."""


def _unknown(_code: int, _time_ms: int) -> None:
    """Say of no key where it came from."""


def _nothing_after(_time_ms: int) -> bool:
    """Say that no key is known of that has not arrived."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyParts:
    """What the filter asks. `method_is_on` says that an input method gets the keys first, and that
    the platform lets them be seen before; `sent_after` whether a key was pressed after a time of
    the platform's in ms, so that silence may be only a busy machine.
    """

    judge: KeyJudge
    source_of: SourceOf = _unknown
    sent_after: Callable[[int], bool] = _nothing_after
    method_is_on: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Receivers:
    """Who hears of scans, and of those that were one and have to be read again, by message."""

    on_scan: Callable[[ScanRead], None]
    on_again: Callable[[str], None]
