"""The hub's log: one JSON object a line on standard error, with ids and counts only."""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType
from typing import Final

import structlog

from sync.places import place_of

_log: Final = structlog.get_logger("sync.hub")

# What they log at a warning or above is theirs to say; nothing of a request is in it but for an
# exception's text, which is cut.
_LIBRARIES: Final = ("uvicorn", "uvicorn.error", "psycopg", "psycopg.pool", "asyncio")


class _NoContent(logging.Filter):
    """Keeps the kind of an exception and drops its text: a database's may quote a row."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, without what may be personal."""
        if record.exc_info and record.exc_info[0] is not None:
            record.msg, record.args = "%s", (record.exc_info[0].__name__,)
            record.exc_info = record.exc_text = None
        return True


def set_up_log() -> None:
    """Send the hub's events and its libraries' warnings to standard error, and let an error nobody
    foresaw, in any thread, be told by its type and place only.
    """
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_NoContent())
    handler.setFormatter(logging.Formatter('{"level":"%(levelname)s","event":"%(name)s"}'))
    for name in _LIBRARIES:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.WARNING)
    sys.excepthook = _tell
    threading.excepthook = _tell_of_thread


def _tell(kind: type[BaseException], _: BaseException, trace: TracebackType | None) -> None:
    _log.critical("unforeseen error", error=kind.__name__, place=place_of(trace))


def _tell_of_thread(told: threading.ExceptHookArgs) -> None:
    if told.exc_type is SystemExit:
        return  # A thread that leaves by it ends as it meant to.
    name = told.thread.name if told.thread else None
    place = place_of(told.exc_traceback)
    _log.critical("unforeseen error", error=told.exc_type.__name__, place=place, thread=name)
