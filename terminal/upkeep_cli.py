"""The commands that keep a till's data safe: backup, restore, rescue, doctor."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from local_store.errors import LockedError
from local_store.key_custody import FileCustody
from resources.texts import Messages
from terminal import app, backups, doctor, local_socket, restoring, support_bundle
from terminal.backups import Places
from terminal.config import TerminalSettings
from terminal.doctor import Level

_MARKS: Final = {Level.WELL: "  ", Level.NOTE: "- ", Level.WARN: "! ", Level.BAD: "!!"}
_BACKUP_FACTS: Final = ("path", "mb", "rows")


def add_to(commands: Any) -> None:
    """Add the commands to a parser's subparsers."""
    backup = commands.add_parser("backup", help="make a backup now, and test it")
    backup.add_argument("--to", type=Path, default=None, metavar="FOLDER", help="put it there")
    restore = commands.add_parser("restore", help="put a backup in the place of this till's data")
    restore.add_argument("file", type=Path, metavar="FILE", help="the backup's .db file")
    restore.add_argument("--key", type=Path, default=None, help="its key file, if not beside it")
    commands.add_parser("rescue", help="save what can be read of a damaged database")
    look = commands.add_parser("doctor", help="look this till over")
    look.add_argument(
        "--bundle", type=Path, default=None, metavar="FILE", help="write a file for whoever helps"
    )


def run(settings: TerminalSettings, options: argparse.Namespace) -> int:
    """Run one of the commands. Return 0, or 1 when something has to be done. Raise a
    LocalStoreError or OSError.
    """
    match options.command:
        case "backup":
            return _backup(settings, options.to)
        case "restore":
            return _restore(settings, options.file, options.key)
        case "rescue":
            return _rescue(settings)
        case _:
            return _doctor(settings, options.bundle)


def rescued_notice(settings: TerminalSettings) -> tuple[str, dict[str, str]]:
    """Save what can be read, and return what to say of it."""
    done = restoring.rescue(settings)
    facts = {
        "ops": str(done.saved.ops),
        "unsent": str(done.saved.unsent),
        "records": str(done.saved.records),
        "lost": str(done.saved.lost),
        "pages": str(done.saved.bad_pages),
        "aside": done.aside.name,
    }
    return ("RESCUE_LOST" if done.saved.lost else "RESCUE_DONE"), facts


def ask_window(
    settings: TerminalSettings, asked: Mapping[str, Any], locked: LockedError
) -> Mapping[str, Any]:
    """Return what the window answers that has the store open. Raise WindowSilentError, or the
    error that told so, when it is no window that has.
    """
    said = local_socket.ask(settings.data_dir / local_socket.NAME, asked)
    if said is None:
        raise locked
    return said


def _backup(settings: TerminalSettings, to: Path | None) -> int:
    places = Places.of(settings, FileCustody(settings.data_dir / app.KEY_FILE))
    try:
        with app.opened(settings.data_dir) as store:
            said: Mapping[str, Any] = backups.told(
                backups.make(store, places if to is None else places.elsewhere(to))
            )
    except LockedError as locked:
        asked = {"ask": "backup", "to": None if to is None else str(to.absolute())}
        said = ask_window(settings, asked, locked)
    failed = said.get("code")
    if failed is None:
        _say(settings, "BACKUP_MADE", {name: str(said.get(name)) for name in _BACKUP_FACTS})
        failed = said.get("second")
    if failed is not None:
        _say(settings, str(failed), {}, file=sys.stderr)
        return 1
    return 0


def _restore(settings: TerminalSettings, path: Path, key: Path | None) -> int:
    done = restoring.restore(settings, path, key)
    at = datetime.fromtimestamp(done.backup.made_at / 1000, UTC).astimezone()
    facts = {
        "at": f"{at:%Y-%m-%d %H:%M}",
        "rows": str(done.backup.rows),
        "ops": str(done.carried or 0),
        "unsent": str(done.unsent),
        "aside": "–" if done.aside is None else str(done.aside),
        "file": "–" if done.exported is None else str(done.exported),
    }
    if done.carried is not None:
        _say(settings, "RESTORE_CARRIED", facts)
    elif done.aside is None:
        _say(settings, "RESTORE_FRESH", facts)
    else:
        _say(settings, "RESTORE_SET_BACK", facts)
    if done.exported is not None:
        _say(settings, "RESTORE_EXPORTED", facts)
    return 0


def _rescue(settings: TerminalSettings) -> int:
    if not restoring.is_damaged(settings):
        _say(settings, "RESCUE_NOT_NEEDED", {})
        return 0
    _say(settings, *rescued_notice(settings))
    return 0


def _doctor(settings: TerminalSettings, bundle: Path | None) -> int:
    found = doctor.examine(settings)
    texts = Messages(settings.language)
    for one in found:
        text = texts.of(one.code, one.facts)
        said = text.what if one.level is Level.WELL else str(text)
        print(f"{_MARKS[one.level]} {said} [{one.code}]")
    if bundle is not None:
        support_bundle.write(settings, found, bundle)
        _say(settings, "DOCTOR_BUNDLE", {"path": str(bundle)})
    return 0 if doctor.is_well(found) else 1


def _say(settings: TerminalSettings, code: str, facts: dict[str, str], *, file: Any = None) -> None:
    print(f"{Messages(settings.language).of(code, facts)} [{code}]", file=file)
