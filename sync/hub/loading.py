"""Loading: records from HQ's other systems, a JSON object a line, in batches.

    {"k": kind, "id": id, "b": body, "stores": ["0018"]}

`stores` says which stores' streams the record is in; one with a customer follows its customer,
and a chain-wide kind needs none. Loading the same content again changes nothing, so a till's edits
stay; content that differs is HQ's word on the fields that differ.
"""

from __future__ import annotations

from typing import Final

from sync.hub.database import Cursor
from sync.protocol.enrol import StoreInfo

BATCH: Final = 5_000
"""Rows of one transaction at most, so that no stream's counter is locked for long."""


def init_store(cursor: Cursor, store: StoreInfo) -> None:
    """Make a store, or give it its new name, code, zone and cut-off."""
    cursor.execute(
        "INSERT INTO store (store, code, name, time_zone, day_starts_at)"
        " VALUES (%s, %s, %s, %s, %s) ON CONFLICT (store) DO UPDATE SET code = excluded.code,"
        " name = excluded.name, time_zone = excluded.time_zone,"
        " day_starts_at = excluded.day_starts_at",
        (store.id, store.code, store.name, store.time_zone, store.day_starts_at),
    )
