"""Logging: what happened, by ids and counts. Never a name, a number or a payload.

Everything, ours and the libraries', goes as JSON lines to a rotating file of the till's own
account; warnings also go to the standard error stream. A filter drops values under names that
could hold something personal, so that a careless call cannot leak.
"""

from __future__ import annotations

import logging
import logging.handlers
import os
import sys
import threading
from collections.abc import MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import structlog

from sync.places import place_of

FILE_NAME: Final = "terminal.log"
_FILE_BYTES: Final = 2_000_000
_FILES_KEPT: Final = 5
_PERSONAL: Final = frozenset(
    {"name", "phone", "payload", "text", "note", "body", "value", "code_read", "query"}
)


def set_up(log_dir: Path, level: str) -> None:
    """Send logs to `log_dir`, and let an error nobody foresaw, in any thread, be told by its type
    and place only.
    """
    # The parent by itself: it is the data folder, and `parents` would leave it open to others.
    log_dir.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    log_dir.mkdir(exist_ok=True, mode=0o700)
    to_file = _PrivateFileHandler(
        log_dir / FILE_NAME, maxBytes=_FILE_BYTES, backupCount=_FILES_KEPT, encoding="utf-8"
    )
    to_stderr = logging.StreamHandler()
    to_stderr.setLevel(logging.WARNING)
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        name_errors,
        drop_personal,
    ]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
    root = logging.getLogger()
    for handler in list(root.handlers):
        root.removeHandler(handler)
        if isinstance(handler, _PrivateFileHandler):
            handler.close()
    for handler in (to_file, to_stderr):
        handler.setFormatter(formatter)
        root.addHandler(handler)
    root.setLevel(level.upper())
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    sys.excepthook = _log_crash
    threading.excepthook = _log_thread_crash


def drop_personal(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Replace values whose name says they could be personal."""
    for name in event.keys() & _PERSONAL:
        event[name] = "(dropped)"
    return event


def name_errors(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Put type and place where somebody, a library too, hands over an error: its message can quote
    what a person typed.
    """
    told = event.pop("exc_info", None)
    error = sys.exc_info()[1] if told is True else told
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["place"] = place_of(error.__traceback__)
    return event


class _PrivateFileHandler(logging.handlers.RotatingFileHandler):
    """A rotating file that only the till's own account can read."""

    def _open(self) -> Any:
        stream = super()._open()
        os.chmod(self.baseFilename, 0o600)  # noqa: PTH101 (the handler keeps its name as text)
        return stream


def _log_crash(kind: type[BaseException], _: BaseException, trace: TracebackType | None) -> None:
    _logger().critical("crash", error=kind.__name__, place=place_of(trace))


def _log_thread_crash(told: threading.ExceptHookArgs) -> None:
    if told.exc_type is SystemExit:
        return  # A thread that leaves by it ends as it meant to.
    place = place_of(told.exc_traceback)
    name = told.thread.name if told.thread else None
    _logger().critical("crash", error=told.exc_type.__name__, place=place, thread=name)


def _logger() -> Any:
    return structlog.get_logger("terminal")
