"""The op log on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sync.hub.devices import Device
from sync.hub.op_log import APPLIED, Judged, KeptOp, LinkedOp, Logged
from sync.hub.postgres.sql import Cursor
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
                            op.base, _jsonb(item, one), item.salt or None, item.commit, item.hash,
                            one.state.value, one.code,
                        )
                    )  # fmt: skip

    def of_groups(self, device: Device, first: int, last: int) -> dict[str, Logged]:
        """Return what became of the groups of the device's lineage."""
        self._cursor.execute(
            "SELECT DISTINCT ON (g) g, hash, verdict, code FROM op_log WHERE store = %s"
            " AND device = ANY (%s) AND n BETWEEN %s AND %s ORDER BY g, n",
            (device.store, list(device.lineage), first, last),
        )
        return {row[0]: Logged(bytes(row[1]), row[2], row[3]) for row in self._cursor}

    def rejudge(self, device: Device, judged: Judged) -> None:
        """Note what became of a group that was kept aside."""
        self._cursor.execute(
            "SELECT device FROM device WHERE store = %s AND family = %s",
            (device.store, device.family),
        )
        family = [name for (name,) in self._cursor]
        self._cursor.executemany(
            "UPDATE op_log SET verdict = %s, code = %s, body = %s::jsonb"
            " WHERE store = %s AND device = ANY (%s) AND n = %s AND g = %s",
            [
                (
                    judged.state.value, judged.code, _jsonb(item, judged), device.store,
                    family, item.op.n, judged.group.g,
                )
                for item in judged.group.ops
            ],
        )  # fmt: skip

    def history(self, device: Device) -> Iterator[KeptOp]:
        """Yield the device's ops by number."""
        self._cursor.execute(
            "SELECT n, g, kind, entity, hlc, actor, sv, base, body, salt, commit_hash, hash,"
            " verdict, code FROM op_log WHERE store = %s AND device = %s AND inc = %s ORDER BY n",
            (device.store, device.device, device.inc),
        )
        for row in self._cursor.fetchall():
            yield KeptOp(*row)


def _jsonb(item: LinkedOp, judged: Judged) -> str | None:
    # What was not applied may be what jsonb refuses; its bytes are kept aside.
    if judged.state not in APPLIED or item.op.cm:
        return None
    return (item.body or encode(item.op.b)).decode()
