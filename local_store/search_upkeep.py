"""Makes the keys of a store that has none yet, or has older ones, a slice at a time.

Where it stands is kept with the store, so a till that was switched off goes on. Records that are
written meanwhile have their keys at once, as always.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from local_store.connection import Connection
from local_store.meta import Meta
from local_store.record_table import TABLES
from local_store.search_keys import KEY_TABLES, KEYS_VERSION

SLICE: Final = 500
_VERSION: Final = "search_keys"
_AT: Final = "search_keys_at"
_FIRST: Final = min(KEY_TABLES)
_MISSING: Final = {1: "medicine"}
"""Where keys of an older version begin to lack something; those before are as they are now."""
_NEXT: Final = dict(pairwise(sorted(KEY_TABLES)))


def begin(db: Connection) -> None:
    """See whether keys have to be made. Those of another version of the program are, anew."""
    meta = Meta(db)
    version = meta.get_int(_VERSION)
    if version == KEYS_VERSION:
        return
    meta.set(_VERSION, KEYS_VERSION)
    first = _MISSING.get(version or 0, _FIRST)
    place = meta.get(_AT)
    # One that was not through yet comes to the rest on its way.
    if place is None or place.partition("/")[0] >= first:
        meta.set(_AT, f"{first}/")


def is_due(db: Connection) -> bool:
    """Tell whether keys are still to be made."""
    return Meta(db).get(_AT) is not None


def build_next(db: Connection, limit: int = SLICE) -> bool:
    """Make the keys of the next records. Return False when there are none left."""
    place = Meta(db).get(_AT)
    if place is None:
        return False
    kind, _, after = place.partition("/")
    rows = db.execute(
        f"SELECT id FROM {kind} WHERE id > ? ORDER BY id LIMIT ? + 0", (after, limit)
    ).fetchall()
    for (record_id,) in rows:
        row = TABLES[kind].get(db, record_id)
        assert row is not None
        for keys in KEY_TABLES[kind]:
            keys.bring_up(db, record_id, row.state.body)
    if len(rows) == limit:
        Meta(db).set(_AT, f"{kind}/{rows[-1][0]}")
        return True
    following = _NEXT.get(kind)
    Meta(db).set(_AT, None if following is None else f"{following}/")
    return following is not None


def built_up_to(db: Connection, kind: str) -> str | None:
    """Return the last record of a kind whose keys are made, "" for none; None when all are."""
    place = Meta(db).get(_AT)
    if place is None:
        return None
    now, _, after = place.partition("/")
    if now > kind:
        return None
    return after if now == kind else ""


def wrong(db: Connection) -> list[tuple[str, str]]:
    """Return the table and record of keys that are not what the rows say. Reads everything."""
    found = []
    for kind, tables in KEY_TABLES.items():
        for keys in tables:
            ids = db.execute(f"SELECT id FROM {kind} UNION SELECT {keys.owner} FROM {keys.name}")
            for (record_id,) in ids.fetchall():
                row = TABLES[kind].get(db, record_id)
                wanted = [] if row is None else keys.rows_of(record_id, row.state.body)
                if keys.stored(db, record_id) != wanted:
                    found.append((keys.name, record_id))
    return found
