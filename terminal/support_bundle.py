"""One file for whoever helps: findings, versions, counts, and the log, with nothing personal in it.

Only what is known to be harmless goes in: codes, numbers, ids of ours. Everything else is left out,
not looked for.
"""

from __future__ import annotations

import io
import json
import platform
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from local_store.errors import LocalStoreError
from local_store.migrate import FOLDER
from terminal import app, log_setup, unsent_file
from terminal.config import TerminalSettings
from terminal.doctor import Finding, look_into

LINES_MAX: Final = 5_000
_OURS: Final = ("terminal", "sync", "local_store", "devices")
_NUMBERS: Final = frozenset(
    {"bad_pages", "bytes", "carried", "count", "line", "lost", "ops", "rows", "stuck_devices"}
    | {"took_ms", "unsent"}
)
_TEXTS: Final = {
    "code": re.compile(r"[A-Z][A-Z0-9_]{1,39}"),
    "error": re.compile(r"[A-Za-z]{1,40}(Error|Exception|Exit|Interrupt)"),
    "level": re.compile(r"[a-z]{1,10}"),
    "timestamp": re.compile(r"[0-9TZ:.+-]{1,40}"),
}
_EVENTS: Final = re.compile(r"[a-z][a-z ,:'-]{0,79}")


def write(settings: TerminalSettings, found: list[Finding], path: Path) -> None:
    """Write the bundle to a new file that only this account can read. Raise OSError."""
    unsent_file.write_new(path, bundle(settings, found))


def bundle(settings: TerminalSettings, found: list[Finding]) -> bytes:
    """Return the bundle, a zip archive."""
    parts = {
        "findings.json": [_of(one) for one in found],
        "program.json": _program(settings),
        "store.json": _store(settings),
        "files.json": _files(settings.data_dir),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, json.dumps(content, indent=1, sort_keys=True))
        archive.writestr("log.jsonl", "\n".join(_log(settings.data_dir / "logs")))
    return made.getvalue()


def _of(one: Finding) -> dict[str, Any]:
    return {"code": one.code, "level": one.level.value, "facts": one.facts}


def _program(settings: TerminalSettings) -> dict[str, Any]:
    return {
        "version": app.VERSION,
        "python": platform.python_version(),
        "system": sys.platform,
        "migrations": len(list(FOLDER.glob("*.sql"))),
        "language": settings.language,
        "log_level": settings.log_level,
        "scanners": [one.kind for one in settings.scanners],
        "second_backup": settings.backup.second is not None,
    }


def _store(settings: TerminalSettings) -> dict[str, Any]:
    try:
        for look in look_into(settings):
            kept, found = look.sums()
            return {
                "schema": look.schema(),
                "rows": dict(found.rows),
                "streams": {name: list(of) for name, of in found.streams.items()},
                "streams_kept": {name: list(of) for name, of in kept.streams.items()},
                "last_n": found.last_n,
            }
    except LocalStoreError as error:
        return {"error": error.code}
    return {}


def _files(folder: Path) -> dict[str, int]:
    """Return the sizes of our own files; others are not named."""
    names = (app.DATABASE, f"{app.DATABASE}-wal", f"{app.DATABASE}-shm", app.KEY_FILE)
    return {name: (folder / name).stat().st_size for name in names if (folder / name).exists()}


def _log(folder: Path) -> Iterator[str]:
    lines: list[str] = []
    for path in sorted(folder.glob(f"{log_setup.FILE_NAME}*"), reverse=True):
        lines += path.read_text("utf-8", errors="replace").splitlines()
    for line in lines[-LINES_MAX:]:
        kept = harmless(line)
        if kept is not None:
            yield kept


def harmless(line: str) -> str | None:
    """Return what is known to be harmless of a line of the log, or None when nothing is."""
    try:
        raw: Any = json.loads(line)
    except ValueError:
        return None
    if not isinstance(raw, dict) or not str(raw.get("logger", "")).startswith(_OURS):
        return None
    kept = {name: raw[name] for name in _NUMBERS & raw.keys() if isinstance(raw[name], int)}
    for name, form in _TEXTS.items():
        if isinstance(raw.get(name), str) and form.fullmatch(raw[name]):
            kept[name] = raw[name]
    event = raw.get("event")
    if isinstance(event, str) and _EVENTS.fullmatch(event):
        kept["event"] = event
    return json.dumps(kept, sort_keys=True) if kept else None
