"""The op log and what was kept aside, on PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from sync.hub.devices import Device
from sync.hub.op_log import APPLIED, Judged, Logged
from sync.hub.postgres.sql import Cursor
from sync.hub.records import Entity
from sync.protocol.canonical import encode

_COLUMNS: Final = (
    "store, device, inc, n, g, kind, entity, hlc, actor, recv_at, sv, base, body, salt,"
    " commit_hash, hash, verdict, code"
)


class PostgresOps:
    """See `storage.Ops`."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def between(self, device: Device, first: int, last: int) -> dict[int, Logged]:
        """Return what HQ has of the device's ops from `first` to `last`."""
        if last < first:
            return {}
        self._cursor.execute(
            "SELECT n, hash, verdict, code FROM op_log"
            " WHERE store = %s AND device = %s AND inc = %s AND n BETWEEN %s AND %s",
            (device.store, device.device, device.inc, first, last),
            prepare=True,
        )
        return {row[0]: Logged(bytes(row[1]), row[2], row[3]) for row in self._cursor}

    def keep(self, device: Device, judged: Sequence[Judged], *, now_ms: int) -> None:
        """Write the ops of these groups with their verdicts."""
        who = (device.store, device.device, device.inc)
        with self._cursor.copy(f"COPY op_log ({_COLUMNS}) FROM STDIN") as copy:
            for one in judged:
                for item in one.group.ops:
                    op = item.op
                    copy.write_row(
                        (
                            *who, op.n, one.group.g, op.k, op.id, op.hlc, op.actor, now_ms, op.sv,
                            op.base, _jsonb(op.b, one), item.salt, item.commit, item.hash,
                            one.state.value, one.code,
                        )
                    )  # fmt: skip


def _jsonb(body: dict[str, Any], judged: Judged) -> str | None:
    # What was not applied may be what jsonb refuses; its bytes are kept aside.
    return encode(body).decode() if judged.state in APPLIED else None


class PostgresAside:
    """See `storage.Aside`."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def keep(self, device: Device, judged: Sequence[Judged], *, now_ms: int) -> None:
        """Keep these groups aside."""
        groups, entities = [], set()
        who = (device.store, device.device, device.inc)
        for one in judged:
            ops = [item.op for item in one.group.ops]
            text = json.dumps([op.model_dump() for op in ops], separators=(",", ":"))
            first = ops[0].n
            groups.append((*who, first, one.group.g, text, one.code, one.state.value, now_ms))
            entities |= {(*who[:2], op.k, op.id, device.inc, first) for op in ops}
        self._cursor.executemany(
            "INSERT INTO quarantine (store, device, inc, first_n, g, ops, code, state, recv_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            groups,
        )
        self._cursor.executemany(
            "INSERT INTO quarantine_entity (store, device, kind, id, inc, first_n)"
            " VALUES (%s, %s, %s, %s, %s, %s)",
            sorted(entities),
        )

    def blocked(self, device: Device) -> set[Entity]:
        """Return the records that have an unapplied group of this device."""
        self._cursor.execute(
            "SELECT DISTINCT kind, id FROM quarantine_entity WHERE store = %s AND device = %s",
            (device.store, device.device),
            prepare=True,
        )
        return {(kind, entity) for kind, entity in self._cursor}
