"""Links: putting a customer with everything about it into a store's stream, and taking it out."""

from __future__ import annotations

from functools import partial
from typing import Final

import structlog

from sync.hub import feed
from sync.hub.errors import InputError
from sync.hub.records import Key
from sync.hub.storage import Storage, Transaction
from sync.protocol.kinds import KINDS

_log: Final = structlog.get_logger("sync.hub")

_FOLLOWING: Final = sorted(kind.name for kind in KINDS.values() if kind.subject == "customer")


def link(tx: Transaction, subject: Key, stream: str) -> int:
    """Put the subject and its records into `stream` and return how many that were; 0 if they are
    there already. Raise InputError when another store's record of the same id is there.
    """
    followers = _lock(tx, subject)
    there = tx.feeds.owners_in(stream, sorted((key.kind, key.id) for key in followers))
    if any(owner != subject.owner for owner in there.values()):
        raise InputError(f"{stream} has another {subject.kind} {subject.id}")
    if not tx.members.add([(subject, stream)]) or not followers:
        return 0
    entries = [feed.Entry(key.kind, key.id, key.owner) for key in followers]
    tx.feeds.append(stream, entries, feed.Delta(len(entries), sum(followers.values())))
    return len(entries)


def link_due(storage: Storage, *, at_most: int = 100) -> int:
    """Put subjects that pushes were promised into their streams, each in a transaction of its own,
    and return how many that were.
    """
    due = storage.apart(lambda tx: tx.links.due(at_most))
    for subject, stream in due:
        storage.run(partial(_link_one, subject=subject, stream=stream))
    return len(due)


def _link_one(tx: Transaction, subject: Key, stream: str) -> None:
    try:
        link(tx, subject, stream)
    except InputError:
        # The store has a record of its own under that id; neither must hide the other.
        _log.warning("customer not linked", stream=stream)
    tx.links.drop_due(subject, stream)


def unlink(tx: Transaction, subject: Key, stream: str, *, now_ms: int) -> int:
    """Take the subject and its records out of `stream` and return how many that were."""
    followers = _lock(tx, subject)
    if not tx.members.remove(subject, stream) or not followers:
        return 0
    entries = [feed.Entry(key.kind, key.id, key.owner, "D", now_ms) for key in followers]
    tx.feeds.append(stream, entries, feed.Delta(-len(entries), -sum(followers.values())))
    return len(entries)


def _lock(tx: Transaction, subject: Key) -> dict[Key, int]:
    """Return the content hashes of the subject and its records, locked.

    The subject's own lock comes first and by itself: whoever adds a record about it holds that
    lock, and the reading after it sees what they committed.
    """
    tx.records.lock((), besides=[subject])
    locked = tx.records.lock(tx.records.about(subject, _FOLLOWING))
    return {key: one.h64 for key, one in locked.items()}
