"""`answers`, `alerts`: what HQ's people should look at, without names and without what was said."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sync.hub.cli.serve import now_ms, opened
from sync.hub.config import DAY_MS

if TYPE_CHECKING:
    from sync.hub.cli.commands import Add


def add_commands(add: Add) -> None:
    """Add these commands."""
    answers = add("answers", _answers)
    answers.add_argument("--store", help="only what this store owns")
    alerts = add("alerts", _alerts)
    alerts.add_argument("--days", type=int, default=7)


def _answers(parsed: argparse.Namespace) -> int:
    """List answers that do not fit their form: store, record, form, version, when, where, what."""
    from sync.hub.form_checks import wrong_answers

    with opened(parsed.data, parsed.dsn) as storage:
        found = wrong_answers(storage)
    for one in found:
        if parsed.store in (None, one.key.owner):
            for fault in one.faults:
                print(
                    f"{one.key.owner}\t{one.key.id}\t{one.form}\t{one.version}\t{_when(one.at)}"
                    f"\t{fault.place or '-'}\t{fault.code}"
                )
    return 0


def _alerts(parsed: argparse.Namespace) -> int:
    """List alerts about tills, latest first: store, device, code, when."""
    since_ms = now_ms() - parsed.days * DAY_MS
    with opened(parsed.data, parsed.dsn) as storage:
        listed = storage.run(lambda tx: tx.alerts.listed(since_ms=since_ms))
    for one in listed:
        print(f"{one.store}\t{one.device}\t{one.code}\t{_when(one.at)}")
    return 0


def _when(ms: int) -> str:
    """Return a time in UTC; one that no calendar has, from a faulty clock, as its number."""
    try:
        return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError):
        return str(ms)
