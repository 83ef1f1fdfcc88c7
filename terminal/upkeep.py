"""What a running window does for the safety of its data: the daily backup, an eye on the clock, and
answers to a second process, which may not open the store.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, Final

from local_store.backup_files import disk_errors
from local_store.errors import LocalStoreError, WindowOtherError
from local_store.key_custody import FileCustody
from local_store.store import Store
from local_store.unit_of_work import UnitOfWork
from sync.agent.runner import Chores
from terminal import backups, local_socket, machine, unsent_file
from terminal.backups import DailyBackup, Places
from terminal.clock_watch import JUMP_MS, ClockWatch
from terminal.config import TerminalSettings
from terminal.domain.sync_centre import Exported
from terminal.local_socket import LocalSocket
from terminal.services import sync_centre, sync_status
from terminal.time_mark import TimeMark

FIRST_MS: Final = 1_735_689_600_000
"""2025-01-01: there was no such program before."""
_HOUR_MS: Final = 3_600_000


class Upkeep:
    """Built with the store, started with the window; `chores` are for idle times, `forget` erases
    the key everywhere.
    """

    def __init__(
        self,
        store: Store,
        settings: TerminalSettings,
        custody: FileCustody,
        *,
        tell: Callable[[str], None],
    ) -> None:
        """`tell` is given codes of what went wrong, on several threads."""
        clock = machine.SystemClock()
        self._store = store
        self._places = Places.of(settings, custody)
        self._backup = DailyBackup(store, self._places, clock=clock, tell=tell)
        self._watch = ClockWatch(clock, is_behind=self._is_clock_behind, tell=tell)
        self._socket = LocalSocket(settings.data_dir / local_socket.NAME, self.answer)
        daily = [self._backup] if settings.backup.daily else []
        self.chores: Sequence[Chores] = [self._watch, TimeMark(store, clock), *daily]
        self.forget = backups.forgetting(settings.data_dir, self._places)

    def start(self) -> None:
        """Let commands ask. Call once."""
        self._socket.start()

    def stop(self) -> bool:
        """Give up a backup under way and answer nobody more; tell whether that ended in time."""
        ended = self._backup.stop()
        return self._socket.stop() and ended

    def answer(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the answer to a command; one that says no has a `code`. From any thread."""
        try:
            match asked:
                case {"ask": "backup", "to": str() | None as to}:
                    return self._back_up(to)
                case {"ask": "doctor"}:
                    return {"findings": self._findings()}
                case {"ask": "export-unsent", "path": str(path)}:
                    return self._export(Path(path))
                case {"ask": "status"}:
                    state = asdict(self._store.read(sync_status.read).result())
                    return {"status": json.loads(json.dumps(state, default=str))}
                case _:
                    return {"code": WindowOtherError.code}
        except LocalStoreError as error:
            return {"code": error.code}

    def _back_up(self, to: str | None) -> Mapping[str, Any]:
        places = self._places if to is None else self._places.elsewhere(Path(to))
        with disk_errors():
            return backups.told(self._backup.make_now(places))

    def _export(self, path: Path) -> Mapping[str, Any]:
        def write(_name: str, content: bytes) -> str:
            unsent_file.write_new(path, content)
            return str(path)

        done = self._store.run(partial(sync_centre.copy_out, write=write)).result()
        if isinstance(done, Exported):
            return {"done": asdict(done)}
        return {"code": done.code, "facts": done.facts}

    def _findings(self) -> list[tuple[str, str, dict[str, str]]]:
        """Return what only the running program knows, as code, level and facts."""
        hours = str(self._watch.ran_ms // _HOUR_MS)
        found = [("DOCTOR_WINDOW_OPEN", "well", {"hours": hours})]
        jumped_ms = self._watch.jumped_ms
        if abs(jumped_ms) > JUMP_MS:
            facts = {"seconds": str(jumped_ms // 1000), "amount": _amount(jumped_ms // 1000)}
            found.append(("DOCTOR_CLOCK_JUMPED", "warn", facts))
        return found

    def _is_clock_behind(self) -> bool:
        return self._store.read(_is_clock_behind).result()


def _amount(seconds: int) -> str:
    """Return a time in the greatest unit that still tells it well."""
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if abs(seconds) >= 2 * size:
            return f"{round(seconds / size):+d} {unit}"
    return f"{seconds:+d} s"


def _is_clock_behind(uow: UnitOfWork) -> bool:
    return uow.clock_ms < FIRST_MS or uow.clock_ms != uow.now_ms
