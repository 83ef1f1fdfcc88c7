"""Links: putting a customer with everything about it into a store's stream, and taking it out."""

from __future__ import annotations

from typing import Final

from sync.hub import feed, records
from sync.hub.database import Cursor
from sync.hub.errors import InputError
from sync.hub.records import Key
from sync.protocol.checksum import from_signed
from sync.protocol.kinds import KINDS

_FOLLOWING: Final = sorted(kind.name for kind in KINDS.values() if kind.subject == "customer")


def link(cursor: Cursor, subject: Key, stream: str) -> int:
    """Put the subject and its records into `stream` and return how many that were; 0 if they are
    there already. Raise InputError when another store's record of the same id is there.
    """
    followers = _lock(cursor, subject)
    there = feed.owners_in(cursor, stream, sorted((key.kind, key.id) for key in followers))
    if any(owner != subject.owner for owner in there.values()):
        raise InputError(f"{stream} has another {subject.kind} {subject.id}")
    row = cursor.execute(
        "INSERT INTO membership (owner, kind, id, stream) VALUES (%s, %s, %s, %s)"
        " ON CONFLICT DO NOTHING RETURNING 1",
        (*subject, stream),
    ).fetchone()
    if row is None or not followers:
        return 0
    entries = [feed.Entry(key.kind, key.id, key.owner) for key in followers]
    feed.append(cursor, stream, entries, feed.Delta(len(entries), sum(followers.values())))
    return len(entries)


def unlink(cursor: Cursor, subject: Key, stream: str) -> int:
    """Take the subject and its records out of `stream` and return how many that were."""
    followers = _lock(cursor, subject)
    row = cursor.execute(
        "DELETE FROM membership WHERE owner = %s AND kind = %s AND id = %s AND stream = %s"
        " RETURNING 1",
        (*subject, stream),
    ).fetchone()
    if row is None or not followers:
        return 0
    entries = [feed.Entry(key.kind, key.id, key.owner, "D") for key in followers]
    feed.append(cursor, stream, entries, feed.Delta(-len(entries), -sum(followers.values())))
    return len(entries)


def _lock(cursor: Cursor, subject: Key) -> dict[Key, int]:
    """Return the content hashes of the subject and its records, locked.

    The subject's own lock comes first and by itself: whoever adds a record about it holds that
    lock, and the reading after it sees what they committed.
    """
    records.lock(cursor, (), besides=[subject])
    cursor.execute(
        "SELECT owner, kind, id, h64 FROM record WHERE owner = %(owner)s"
        " AND (kind, id) = (%(kind)s, %(id)s)"
        " UNION ALL SELECT owner, kind, id, h64 FROM record WHERE owner = %(owner)s"
        " AND %(kind)s = 'customer' AND body ->> 'customer' = %(id)s AND kind = ANY (%(kinds)s)",
        {**subject._asdict(), "kinds": _FOLLOWING},
    )
    found = {Key(*row[:3]): from_signed(row[3]) for row in cursor}
    locked = records.lock(cursor, found)
    return {key: one.h64 for key, one in locked.items()}
