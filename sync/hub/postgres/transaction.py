"""One transaction or snapshot on PostgreSQL, by concern."""

from __future__ import annotations

from sync.hub.postgres.aside import PostgresAside
from sync.hub.postgres.devices import PostgresDevices, PostgresNonces
from sync.hub.postgres.feeds import PostgresFeeds
from sync.hub.postgres.links import PostgresAlerts, PostgresLinks
from sync.hub.postgres.office import (
    PostgresCodes,
    PostgresCounted,
    PostgresMeta,
    PostgresPast,
    PostgresStores,
)
from sync.hub.postgres.ops import PostgresOps
from sync.hub.postgres.records import PostgresMembers, PostgresRecords
from sync.hub.postgres.sights import PostgresSights
from sync.hub.postgres.snapshots import PostgresSnapshots
from sync.hub.postgres.sql import Cursor
from sync.hub.storage import Transaction


def transaction_on(cursor: Cursor) -> Transaction:
    """Return the transaction or snapshot that `cursor` is in."""
    return Transaction(
        records=PostgresRecords(cursor),
        members=PostgresMembers(cursor),
        feeds=PostgresFeeds(cursor),
        ops=PostgresOps(cursor),
        aside=PostgresAside(cursor),
        devices=PostgresDevices(cursor),
        stores=PostgresStores(cursor),
        codes=PostgresCodes(cursor),
        nonces=PostgresNonces(cursor),
        links=PostgresLinks(cursor),
        alerts=PostgresAlerts(cursor),
        counted=PostgresCounted(cursor),
        snapshots=PostgresSnapshots(cursor),
        past=PostgresPast(cursor),
        meta=PostgresMeta(cursor),
        sights=PostgresSights(cursor),
    )
