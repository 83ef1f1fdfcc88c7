"""One file for whoever helps: findings, versions, counts, and the log, with nothing personal in it.

Only what is on a list goes in: codes that have a text, events and places of our own, tables of our
migrations, short numbers. Everything else is left out, not looked for.
"""

from __future__ import annotations

import io
import json
import platform
import re
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from devices.registry import FACTORIES
from local_store.errors import LocalStoreError
from local_store.migrate import FOLDER
from resources.texts import UNKNOWN, Messages
from terminal import app, log_setup, unsent_file
from terminal.config import TerminalSettings
from terminal.doctor import Finding, look_into
from terminal.log_events import EVENTS

LINES_MAX: Final = 5_000
_ROOT: Final = FOLDER.parents[1]
_OURS: Final = ("terminal", "sync", "local_store", "devices")
_LEVELS: Final = frozenset({"debug", "info", "warning", "error", "critical"})
_NUMBERS: Final = frozenset(
    {"bad_pages", "bytes", "carried", "count", "jumped_s", "line", "lost", "ops", "rows"}
    | {"stuck_devices", "took_ms", "unsent"}
)
_NUMBER_MAX: Final = 10_000_000_000
"""Telephone numbers, cards and receipts are longer."""
_SHORT: Final = re.compile(r"-?[0-9]{1,10}")
_PLACE: Final = re.compile(r"([a-z_]+(?:/[a-z_]+)*\.py):[0-9]{1,5}")


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
    facts = {name: value for name, value in one.facts.items() if _SHORT.fullmatch(value)}
    code = one.code if one.code in _codes() else UNKNOWN
    return {"code": code, "level": one.level.value, "facts": facts}


def _program(settings: TerminalSettings) -> dict[str, Any]:
    return {
        "version": app.VERSION,
        "python": platform.python_version(),
        "system": sys.platform,
        "migrations": len(list(FOLDER.glob("*.sql"))),
        "language": settings.language,
        "log_level": settings.log_level,
        "scanners": [one.kind if one.kind in FACTORIES else "?" for one in settings.scanners],
        "second_backup": settings.backup.second is not None,
    }


def _store(settings: TerminalSettings) -> dict[str, Any]:
    try:
        for look in look_into(settings):
            kept, found = look.sums()
            known = {name: n for name, n in found.rows.items() if name in _tables()}
            return {
                "schema": look.schema(),
                "rows": known,
                "other_tables": len(found.rows) - len(known),
                "streams": _streams(found.streams),
                "streams_kept": _streams(kept.streams),
                "last_n": found.last_n,
            }
    except LocalStoreError as error:
        return {"error": error.code}
    return {}


def _streams(found: Mapping[str, tuple[int, str]]) -> dict[str, list[int | str]]:
    """Return counts and sums of streams, which are numbered: a store's name is in its stream's."""
    others = sorted(found.keys() - {"g"})
    names = {"g": "g"} | {name: f"store-{n}" for n, name in enumerate(others, 1)}
    return {names[name]: list(of) for name, of in found.items()}


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
    kept = {name: raw[name] for name in _NUMBERS & raw.keys() if _is_short(raw[name])}
    for name, is_known in _KNOWN.items():
        if isinstance(raw.get(name), str) and is_known(raw[name]):
            kept[name] = raw[name]
    return json.dumps(kept, sort_keys=True) if kept else None


def _is_short(value: object) -> bool:
    return isinstance(value, int) and -_NUMBER_MAX < value < _NUMBER_MAX


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).isoformat().replace("+00:00", "Z") == text
    except ValueError:
        return False


def _is_place(text: str) -> bool:
    found = _PLACE.fullmatch(text)
    return found is not None and (_ROOT / found[1]).is_file()


@cache
def _codes() -> frozenset[str]:
    return Messages("en").codes()


@cache
def _tables() -> frozenset[str]:
    """Return the tables that our migrations make."""
    texts = [path.read_text("utf-8") for path in FOLDER.glob("*.sql")]
    return frozenset(name for text in texts for name in re.findall(r"CREATE TABLE (\w+)", text))


@cache
def _errors() -> frozenset[str]:
    """Return the types of error there are in this program."""
    found: set[type[BaseException]] = set()
    waiting: list[type[BaseException]] = [BaseException]
    while waiting:
        kind = waiting.pop()
        if kind not in found:
            found.add(kind)
            waiting += kind.__subclasses__()
    return frozenset(kind.__name__ for kind in found)


_KNOWN: Final[Mapping[str, Callable[[str], bool]]] = {
    "code": lambda text: text in _codes(),
    "error": lambda text: text in _errors(),
    "event": EVENTS.__contains__,
    "level": _LEVELS.__contains__,
    "place": _is_place,
    "timestamp": _is_moment,
}
"""What a text under these names may be."""
