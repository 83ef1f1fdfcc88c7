"""Groups that were kept aside, on PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any, Final

from sync.hub.devices import Device
from sync.hub.op_log import Judged, KeptGroup, Settled, Word
from sync.hub.postgres.sql import Cursor
from sync.protocol.cycle import VerdictState
from sync.protocol.ops import Op

_GROUPS: Final = (
    "SELECT store, device, inc, first_n, g, ops, state, verdict, code, recv_at, resolved_by"
    " FROM quarantine"
)
_CLOSED: Final = "state = 'resolved' AND verdict = 'quarantined'"


class PostgresAside:
    """See `port.tills.Aside`."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def keep(self, device: Device, judged: Sequence[Judged], *, now_ms: int) -> None:
        """Keep these groups aside."""
        groups, entities = [], set()
        who = (device.store, device.device, device.inc)
        for one in judged:
            ops = [item.op for item in one.group.ops]
            # With everything escaped, json holds what jsonb refuses.
            text = json.dumps([op.model_dump() for op in ops], separators=(",", ":"))
            first, state = ops[0].n, one.state.value
            groups.append((*who, first, one.group.g, text, one.code, state, state, now_ms))
            entities |= {(*who[:2], op.k, op.id, device.inc, first) for op in ops}
        self._cursor.executemany(
            "INSERT INTO quarantine"
            " (store, device, inc, first_n, g, ops, code, state, verdict, recv_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            groups,
        )
        self._cursor.executemany(
            "INSERT INTO quarantine_entity (store, device, kind, id, inc, first_n)"
            " VALUES (%s, %s, %s, %s, %s, %s)",
            sorted(entities),
        )

    def open_bytes(self, device: Device) -> int:
        """Return how large the unresolved groups of this device are."""
        row = self._cursor.execute(
            "SELECT coalesce(sum(octet_length(ops::text)), 0) FROM quarantine"
            " WHERE store = %s AND device = ANY (%s) AND state <> 'resolved'",
            (device.store, list(device.names)),
        ).fetchone()
        return int(row[0]) if row else 0

    def open_groups(self, device: Device) -> list[KeptGroup]:
        """Return the unresolved groups of this device."""
        self._cursor.execute(
            f"{_GROUPS} WHERE store = %s AND device = ANY (%s) AND state <> 'resolved'"
            " ORDER BY first_n, device",
            (device.store, list(device.names)),
        )
        return [_group(row) for row in self._cursor]

    def settle(self, device: Device, settled: Sequence[Settled], *, now_ms: int) -> None:
        """Note what became of groups, and number the words on them."""
        row = self._cursor.execute(
            "UPDATE device_cursor SET vseq = greatest(vseq, %s) + %s"
            " WHERE store = %s AND device = %s RETURNING vseq",
            (now_ms - 1, len(settled), device.store, device.family),
        ).fetchone()
        assert row is not None, "its chain is locked"
        first = row[0] - len(settled) + 1
        self._cursor.executemany(
            "UPDATE quarantine SET state = %s, verdict = %s, code = %s, resolved_by = %s,"
            " vseq = %s, told = told || %s::bigint"
            " WHERE store = %s AND device = %s AND inc = %s AND first_n = %s",
            [
                (one.state, one.verdict.value, one.code, one.by, vseq, vseq, *one.group[:4])
                for vseq, one in enumerate(settled, first)
            ],
        )
        self._cursor.executemany(
            "DELETE FROM quarantine_entity"
            " WHERE store = %s AND device = %s AND inc = %s AND first_n = %s",
            [one.group[:4] for one in settled if one.state == "resolved"],
        )

    def words_after(self, device: Device, vseq: int, limit: int) -> list[Word]:
        """Return the later words on the device's groups."""
        self._cursor.execute(
            f"SELECT vseq, first_n, g, verdict, code, {_CLOSED} FROM quarantine"
            " WHERE store = %s AND device = ANY (%s) AND vseq > %s ORDER BY vseq LIMIT %s",
            (device.store, list(device.names), vseq, limit),
        )
        return [Word._make((*row[:3], VerdictState(row[3]), *row[4:])) for row in self._cursor]

    def renumber(self, device: Device, above: int) -> int:
        """Number all words of the device anew."""
        who = {"store": device.store, "family": device.family, "above": above}
        self._cursor.execute(
            "UPDATE quarantine AS q SET vseq = %(above)s + s.place,"
            " told = q.told || (%(above)s + s.place) FROM ("
            "SELECT store, device, inc, first_n,"
            " row_number() OVER (ORDER BY vseq NULLS LAST, first_n, device) AS place"
            " FROM quarantine WHERE store = %(store)s AND device IN"
            " (SELECT device FROM device WHERE store = %(store)s AND family = %(family)s)"
            " AND (vseq IS NOT NULL OR state <> 'resolved')) AS s"
            " WHERE q.store = s.store AND q.device = s.device AND q.inc = s.inc"
            " AND q.first_n = s.first_n",
            who,
        )
        last = above + self._cursor.rowcount
        self._cursor.execute(
            "UPDATE device_cursor SET vseq = %(last)s"
            " WHERE store = %(store)s AND device = %(family)s",
            {**who, "last": last},
        )
        return last

    def gave(self, device: Device, vseq: int) -> bool:
        """Tell whether a word has or had this number."""
        row = self._cursor.execute(
            "SELECT FROM quarantine AS q JOIN device AS d ON d.store = q.store"
            " AND d.device = q.device WHERE d.store = %s AND d.family = %s AND %s = ANY (q.told)"
            " LIMIT 1",
            (device.store, device.family, vseq),
        ).fetchone()
        return row is not None

    def closed(self, device: Device, groups: Collection[str]) -> set[str]:
        """Return which of the groups with these ids were closed."""
        self._cursor.execute(
            "SELECT g FROM quarantine WHERE store = %s AND device = ANY (%s)"
            f" AND g = ANY (%s) AND {_CLOSED}",
            (device.store, list(device.names), list(groups)),
        )
        return {row[0] for row in self._cursor}

    def listed(self, *, unresolved_only: bool, limit: int) -> list[KeptGroup]:
        """Return groups of all devices."""
        self._cursor.execute(
            f"{_GROUPS} WHERE NOT %s OR state <> 'resolved'"
            " ORDER BY recv_at, store, device, first_n LIMIT %s",
            (unresolved_only, limit),
        )
        return [_group(row) for row in self._cursor]

    def find(self, device: str, first_n: int) -> KeptGroup | None:
        """Return the group of the device that begins with this op."""
        row = self._cursor.execute(
            f"{_GROUPS} WHERE device = %s AND first_n = %s ORDER BY inc DESC LIMIT 1",
            (device, first_n),
        ).fetchone()
        return _group(row) if row else None

    def devices_waiting(self, code: str) -> list[str]:
        """Return the devices that have a held group with this code."""
        self._cursor.execute(
            "SELECT DISTINCT device FROM quarantine WHERE state = 'held' AND code = %s"
            " ORDER BY device",
            (code,),
        )
        return [row[0] for row in self._cursor]


def _group(row: Sequence[Any]) -> KeptGroup:
    ops = tuple(Op.model_validate(op) for op in row[5])
    return KeptGroup._make((*row[:5], ops, *row[6:]))
