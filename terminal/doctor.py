"""Looks a till over: each finding is a code with numbers, for people and for whoever helps them."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from local_store import log_tail
from local_store.backup_files import listed
from local_store.errors import (
    KeyMissingError,
    LocalStoreError,
    NotEnrolledError,
    WindowSilentError,
)
from local_store.key_custody import CustodyTier, FileCustody
from local_store.old_copies import KEEP_MS, copies
from local_store.reading import Reading, reading
from local_store.unit_of_work import CLOCK_SLACK_MS
from terminal import app, backups, local_socket, machine
from terminal.backups import Places
from terminal.config import TerminalSettings
from terminal.upkeep import FIRST_MS

LOG_MB_MAX: Final = 64
BACKUP_HOURS_MAX: Final = 48
SKEW_S_MAX: Final = 120
LEASE_DAYS_WARN: Final = 7
PASSING: Final = frozenset({"HQ_UNREACHABLE", "HQ_BUSY"})
"""Troubles with which a till works on by itself: how long it has is told apart."""
WINDOW_S: Final = 10.0
"""How long a window may take to say what it knows."""
_MIB: Final = 1024 * 1024
_HOUR_MS: Final = 3_600_000
_DAY_MS: Final = 24 * _HOUR_MS


class Level(StrEnum):
    """How much a finding matters."""

    WELL = "well"
    NOTE = "note"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: its code, how much it matters, and the numbers in its text."""

    code: str
    level: Level
    facts: dict[str, str] = field(default_factory=dict)


def examine(settings: TerminalSettings) -> list[Finding]:
    """Look everything over; the store is only read, beside a running window or without one."""
    return [
        *_key(settings.data_dir),
        *_store(settings),
        *_disk(settings),
        *_backups(settings),
        *_window(settings),
    ]


def is_well(found: list[Finding]) -> bool:
    """Tell whether nothing has to be done."""
    return not any(one.level in (Level.WARN, Level.BAD) for one in found)


def look_into(settings: TerminalSettings) -> Iterator[Reading]:
    """Yield one look into the store. Raise a LocalStoreError."""
    database, path = settings.data_dir / app.DATABASE, settings.data_dir / app.KEY_FILE
    if not database.exists() and not path.exists():
        raise NotEnrolledError
    key = FileCustody(path).load()
    if key is None:
        raise KeyMissingError
    with suppress(LocalStoreError):
        log_tail.keep(database, key)  # Whoever reads last has the log written back.
    with reading(database, key, machine.SystemClock(), machine.SystemIds()) as look:
        yield look


def _key(folder: Path) -> Iterator[Finding]:
    path = folder / app.KEY_FILE
    custody = FileCustody(path)
    try:
        if custody.load() is None:
            return  # Told with the store.
    except LocalStoreError:
        return
    if custody.tier is CustodyTier.FILE:
        yield Finding("DOCTOR_KEY_FILE", Level.NOTE)
    if stat.S_IMODE(path.stat().st_mode) & 0o077 and machine.has_modes():
        yield Finding("DOCTOR_KEY_OPEN", Level.BAD)


def _store(settings: TerminalSettings) -> Iterator[Finding]:
    try:
        for look in look_into(settings):
            look.check()
            size = (settings.data_dir / app.DATABASE).stat().st_size
            yield Finding("DOCTOR_STORE_WELL", Level.WELL, {"mb": str(size // _MIB)})
            if not look.is_current():
                # Its tables are an earlier program's; the window brings them up to date.
                yield Finding("DOCTOR_STORE_OLD", Level.NOTE)
                continue
            yield from _sums(look)
            yield from _work(look)
            if log_tail.kept(settings.data_dir / app.DATABASE) is not None:
                yield Finding("DOCTOR_LOG_CUT", Level.WARN)
            yield from _clock(look)
            yield from _lease(look)
    except LocalStoreError as error:
        yield Finding(error.code, Level.BAD)


def _sums(look: Reading) -> Iterator[Finding]:
    kept, found = look.sums()
    off = [stream for stream, of in found.streams.items() if kept.streams[stream] != of]
    # A stream being loaded counts in chunks, and only its end adds up.
    cursors = look.read(lambda uow: uow.sync.cursors())
    off = [stream for stream in off if stream in cursors and cursors[stream].complete]
    mismatch = [stream for stream, one in cursors.items() if one.mismatch_at is not None]
    if off or mismatch:
        facts = {"streams": ", ".join(sorted({*off, *mismatch}))}
        yield Finding("DOCTOR_SUMS_OFF", Level.BAD, facts)
    else:
        yield Finding("DOCTOR_SUMS_WELL", Level.WELL, {"rows": str(found.total)})
    broken = look.read(lambda uow: uow.sync.first_broken_op())
    if broken is not None:
        yield Finding("DOCTOR_CHAIN_BROKEN", Level.BAD, {"n": str(broken)})


def _work(look: Reading) -> Iterator[Finding]:
    centre = look.read(lambda uow: uow.sync.state())
    parked = look.read(lambda uow: uow.sync.centre(0)).parked_total
    facts = {
        "unsent": str(centre.unsent),
        "held": str(centre.held),
        "refused": str(centre.quarantined),
        "parked": str(parked),
    }
    waits = centre.quarantined > 0 or parked > 0
    yield Finding("DOCTOR_WORK", Level.NOTE if waits else Level.WELL, facts)
    if centre.trouble is not None:
        level = Level.NOTE if centre.trouble in PASSING else Level.WARN
        yield Finding(centre.trouble, level)


def _clock(look: Reading) -> Iterator[Finding]:
    now_ms = machine.SystemClock().now_ms()
    heard = look.read(lambda uow: uow.sync.heard_ms)
    skew_s = abs(look.read(lambda uow: uow.sync.skew_ms)) // 1000
    # HQ's clock, as last heard, can only be behind: time does not go back.
    behind = heard is not None and now_ms + skew_s * 1000 < heard - SKEW_S_MAX * 1000
    if now_ms < FIRST_MS or behind:
        yield Finding("DOCTOR_CLOCK_BACK", Level.BAD)
    elif skew_s > SKEW_S_MAX:
        yield Finding("DOCTOR_CLOCK_OFF", Level.WARN, {"seconds": str(skew_s)})
    else:
        yield Finding("DOCTOR_CLOCK_WELL", Level.WELL, {"seconds": str(skew_s)})
    if heard is None:
        yield Finding("DOCTOR_NEVER_HEARD", Level.NOTE)
    else:
        hours = max(now_ms - heard, 0) // _HOUR_MS
        yield Finding("DOCTOR_HEARD", Level.WELL, {"hours": str(hours)})


def _lease(look: Reading) -> Iterator[Finding]:
    """Tell for how long health data may be read without HQ, and when the clock is no help."""
    now_ms, clock_ms = look.read(lambda uow: (uow.now_ms, uow.clock_ms))
    seen_ms = look.read(lambda uow: uow.sync.seen_ms) or 0
    until_ms = look.read(lambda uow: uow.sync.lease_until_ms)
    is_believed = now_ms == clock_ms  # Else it is told to be set back.
    if is_believed and now_ms < seen_ms - CLOCK_SLACK_MS:
        hours = str((seen_ms - now_ms) // _HOUR_MS)
        yield Finding("DOCTOR_CLOCK_EARLIER", Level.WARN, {"hours": hours})
    if until_ms is None or look.read(lambda uow: uow.sync.draining_since_ms) is not None:
        return
    left_ms = until_ms - max(now_ms, seen_ms)
    if left_ms < 0:
        yield Finding("DOCTOR_LEASE_OVER", Level.WARN)
        return
    days = left_ms // _DAY_MS
    is_soon = days < LEASE_DAYS_WARN
    code = "DOCTOR_LEASE_SOON" if is_soon else "DOCTOR_LEASE_WELL"
    yield Finding(code, Level.WARN if is_soon else Level.WELL, {"days": str(days)})


def _window(settings: TerminalSettings) -> Iterator[Finding]:
    """Tell what a running window knows: beside the store it has an eye on the clock."""
    try:
        said = local_socket.ask(
            settings.data_dir / local_socket.NAME, {"ask": "doctor"}, done_s=WINDOW_S
        )
    except WindowSilentError as error:
        yield Finding(error.code, Level.WARN)
        return
    if said is None:
        yield Finding("DOCTOR_WINDOW_NONE", Level.WELL)
        return
    if "code" in said:
        yield Finding(str(said["code"]), Level.NOTE)
    levels = {level.value: level for level in Level}
    for code, level, facts in said.get("findings", ()):
        yield Finding(str(code), levels.get(str(level), Level.NOTE), dict(facts))


def _disk(settings: TerminalSettings) -> Iterator[Finding]:
    if not settings.data_dir.exists():
        return
    if not os.access(settings.data_dir, os.W_OK):
        yield Finding("DOCTOR_READ_ONLY", Level.BAD)
    free = shutil.disk_usage(settings.data_dir).free // _MIB
    level = Level.WELL if free >= settings.backup.keep_free_mb else Level.WARN
    code = "DOCTOR_SPACE_WELL" if level is Level.WELL else "DOCTOR_SPACE_LOW"
    yield Finding(code, level, {"mb": str(free)})
    log = settings.data_dir / f"{app.DATABASE}-wal"
    size = log.stat().st_size // _MIB if log.exists() else 0
    if size > LOG_MB_MAX:
        yield Finding("DOCTOR_LOG_LONG", Level.WARN, {"mb": str(size)})
    yield from _kept(settings.data_dir)


def _kept(folder: Path) -> Iterator[Finding]:
    """Tell of what is kept beside the database for a while, and of what stays for a person."""
    old = copies(folder / app.DATABASE)
    if old:
        facts = {
            "count": str(len(old)),
            "mb": str(sum(one.bytes for one in old) // _MIB),
            "days": str(KEEP_MS // _DAY_MS),
        }
        yield Finding("DOCTOR_OLD_COPIES", Level.WELL, facts)
    aside = [path for path in (folder / backups.ASIDE).glob("*/*") if path.is_file()]
    if aside:
        mb = str(sum(path.stat().st_size for path in aside) // _MIB)
        count = str(len({path.parent for path in aside}))
        yield Finding("DOCTOR_SET_ASIDE", Level.NOTE, {"count": count, "mb": mb})


def _backups(settings: TerminalSettings) -> Iterator[Finding]:
    places = Places.of(settings, FileCustody(settings.data_dir / app.KEY_FILE))
    newest = backups.newest(places)
    if newest is None and not (settings.data_dir / app.DATABASE).exists():
        return  # Nothing to make a backup of.
    if newest is None:
        yield Finding("DOCTOR_BACKUP_NONE", Level.WARN)
    else:
        yield _aged("DOCTOR_BACKUP_WELL", "DOCTOR_BACKUP_OLD", newest.made_at)
    if places.second is not None:
        if _is_same_disk(places.second, settings.data_dir):
            yield Finding("DOCTOR_SECOND_SAME", Level.WARN)
        there = listed(places.second, places.salt)
        if there:
            yield _aged("DOCTOR_SECOND_WELL", "DOCTOR_SECOND_OLD", there[0].made_at)
        else:
            yield Finding("DOCTOR_SECOND_NONE", Level.WARN)
    try:
        for look in look_into(settings):
            last = look.read(backups.last)
            code = None if last is None else last["code"] or last["second"]
            if isinstance(code, str):
                yield Finding(code, Level.WARN)
    except LocalStoreError:
        return  # Told with the store.


def _is_same_disk(second: Path, folder: Path) -> bool:
    """Tell whether two folders are on one file system: one broken disk takes both."""
    return second.exists() and folder.exists() and second.stat().st_dev == folder.stat().st_dev


def _aged(well: str, old: str, made_at: int) -> Finding:
    hours = (machine.SystemClock().now_ms() - made_at) // _HOUR_MS
    is_old = hours > BACKUP_HOURS_MAX
    return Finding(old if is_old else well, Level.WARN if is_old else Level.WELL, _hours(hours))


def _hours(hours: int) -> dict[str, str]:
    return {"hours": str(hours)}
