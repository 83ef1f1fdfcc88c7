"""The one way to change records: with the feeds of the streams they are in."""

from __future__ import annotations

from collections.abc import Sequence

from sync.hub import feed
from sync.hub.records import Change
from sync.hub.storage import Transaction


def write(tx: Transaction, changes: Sequence[Change]) -> None:
    """Write changed records and their feeds; the last thing a transaction does that may wait.

    Records that existed are locked. Raise ConcurrentChangeError when one of the new ones exists
    by now.
    """
    ordered = sorted(changes, key=lambda change: change.key)
    tx.records.write(ordered)
    for stream, (entries, delta) in feed.of_changes(ordered).items():
        tx.feeds.append(stream, entries, delta)
