"""What the chips of the top bar say, without a single widget.

The sync chip speaks of the last exchange HQ acknowledged and of work not yet sent, never of the
operating system's idea of being online. It turns amber by the age of unsent work, and shows the
warn icon only when somebody has to act: HQ did not accept something, or will not talk to us.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from terminal.domain.card import SyncState

OLD_WORK: Final = timedelta(minutes=10)
SILENCE: Final = timedelta(minutes=10)
"""Longer than the agent's longest pause: after it, no word from HQ means offline."""

TRANSIENT: Final = frozenset(
    {
        "HQ_UNREACHABLE",
        "HQ_BUSY",
        "HQ_INTERNAL",
        "HQ_GAP",
        "HQ_EPOCH",
        "HQ_REPLAY",
        "HQ_SNAPSHOT_GONE",
        "SYNC_CRASH",
    }
)
"""Troubles that pass by themselves; of the others somebody has to know."""


class Say(StrEnum):
    """One piece of what a chip says. The view has the words."""

    SYNCED = "synced"
    NEVER_SYNCED = "never_synced"
    TRAINING = "training"
    OFFLINE = "offline"
    OFFLINE_MINUTES = "offline_minutes"
    OFFLINE_HOURS = "offline_hours"
    OFFLINE_DAYS = "offline_days"
    WAITING = "waiting"
    REFUSED = "refused"
    TROUBLE = "trouble"
    CLOCK_WRONG = "clock_wrong"
    HQ_CLOCK_WRONG = "hq_clock_wrong"
    LOADING = "loading"
    NO_SCANNER = "no_scanner"
    SCANNER_READY = "scanner_ready"
    SCANNER_STARTING = "scanner_starting"
    SCANNER_LOST = "scanner_lost"
    SCANNER_FAILED = "scanner_failed"


class Light(StrEnum):
    """How a chip looks. GOOD is green, CALM grey, BUSY blue, OLD amber, ACT amber with an icon."""

    GOOD = "good"
    CALM = "calm"
    BUSY = "busy"
    OLD = "old"
    ACT = "act"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words to say, with the number or the name they need."""

    say: Say
    count: int = 0
    fact: str = ""


@dataclass(frozen=True, slots=True)
class ChipState:
    """What one chip shows. `code` is for IT and stands in the tool tip."""

    pieces: tuple[Piece, ...] = ()
    light: Light = Light.CALM
    code: str = ""


class ScannerState(StrEnum):
    """How a scanner is doing. Values are those of the drivers."""

    STARTING = "starting"
    READY = "ready"
    LOST = "lost"
    FAILED = "failed"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class ScannerHealth:
    """How one scanner is doing; `label` is what people call it, such as COM3."""

    device: str
    label: str
    state: ScannerState
    code: str = ""


_CLOCKS: Final = {"CLOCK_SUSPECT": Say.CLOCK_WRONG, "HQ_CLOCK_SUSPECT": Say.HQ_CLOCK_WRONG}
"""Troubles with the clock; the exchange itself goes on."""

_GOES_ON: Final = frozenset({*_CLOCKS, "SYNC_MISMATCH"})


def is_cut_off(state: SyncState) -> bool:
    """Tell whether something stands between this till and HQ, so that no load can go on."""
    return state.trouble is not None and state.trouble not in _GOES_ON


def sync_chip(state: SyncState, now: datetime, zone: tzinfo) -> ChipState:
    """Return what the sync chip says at `now` (aware), times in the store's zone."""
    if state.loading and not is_cut_off(state):
        return ChipState((Piece(Say.LOADING, state.loaded_rows),), Light.BUSY)
    waiting = (Piece(Say.WAITING, state.unsent),) if state.unsent else ()
    code = state.trouble or ""
    if state.quarantined:
        return ChipState((Piece(Say.REFUSED, state.quarantined), *waiting), Light.ACT, code)
    if state.trouble is not None and state.trouble not in TRANSIENT:
        say = _CLOCKS.get(state.trouble, Say.TROUBLE)
        return ChipState((Piece(say, fact=state.trouble), *waiting), Light.ACT, code)
    old = state.oldest_unsent_at is not None and now - state.oldest_unsent_at > OLD_WORK
    if state.heard_at is None or state.trouble is not None or now - state.heard_at > SILENCE:
        begun = state.loading and state.heard_at is None  # It was there, and went away.
        away = Piece(Say.OFFLINE) if begun else _offline(state.heard_at, now)
        pieces = (away, *waiting)
        return ChipState(pieces, Light.OLD if old else Light.CALM, code)
    if waiting:
        return ChipState(waiting, Light.OLD if old else Light.GOOD, code)
    clock = f"{state.heard_at.astimezone(zone):%H:%M}"
    return ChipState((Piece(Say.SYNCED, fact=clock),), Light.GOOD, code)


def _offline(heard_at: datetime | None, now: datetime) -> Piece:
    if heard_at is None:
        return Piece(Say.NEVER_SYNCED)
    minutes = int((now - heard_at).total_seconds()) // 60
    if minutes < 1:
        return Piece(Say.OFFLINE)
    if minutes < 60:  # noqa: PLR2004
        return Piece(Say.OFFLINE_MINUTES, minutes)
    hours = minutes // 60
    return Piece(Say.OFFLINE_HOURS, hours) if hours < 48 else Piece(Say.OFFLINE_DAYS, hours // 24)  # noqa: PLR2004


_SCANNER: Final = (
    (ScannerState.FAILED, Say.SCANNER_FAILED, Light.ACT),
    (ScannerState.LOST, Say.SCANNER_LOST, Light.OLD),
    (ScannerState.STARTING, Say.SCANNER_STARTING, Light.BUSY),
    (ScannerState.READY, Say.SCANNER_READY, Light.GOOD),
)


def scanner_chip(scanners: Iterable[ScannerHealth]) -> ChipState:
    """Return what the scanner chip says: the worst of the scanners in use comes first."""
    every = sorted(scanners, key=lambda one: one.device)
    for state, say, light in _SCANNER:
        found = [one for one in every if one.state is state]
        if found:
            return ChipState((Piece(say, len(found), found[0].label),), light, found[0].code)
    return ChipState((Piece(Say.NO_SCANNER),), Light.CALM)


class FrameStatus:
    """Keeps what the chips stand on, and says them anew whenever something or the time moves."""

    def __init__(self, zone: tzinfo, *, is_training: bool = False) -> None:
        self._zone, self._is_training = zone, is_training
        self._sync = SyncState()
        self._scanners: dict[str, ScannerHealth] = {}

    def sync_changed(self, state: SyncState) -> None:
        """Take how sync stands."""
        self._sync = state

    def scanner_changed(self, health: ScannerHealth) -> None:
        """Take how a scanner is doing; one that is off is forgotten."""
        if health.state is ScannerState.OFF:
            self._scanners.pop(health.device, None)
        else:
            self._scanners[health.device] = health

    def sync(self, now: datetime) -> ChipState:
        """Return the sync chip as of now."""
        if self._is_training:
            return ChipState((Piece(Say.TRAINING),))
        return sync_chip(self._sync, now, self._zone)

    def scanner(self) -> ChipState:
        """Return the scanner chip."""
        return scanner_chip(self._scanners.values())
