"""The op log in memory."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from sync.hub.devices import Device
from sync.hub.memory.tables import Journal, OpRow
from sync.hub.op_log import APPLIED, Judged, KeptOp, Logged
from sync.protocol.canonical import encode


class MemoryOps:
    """See `storage.Ops`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._tables = journal.tables

    def between(self, device: Device, first: int, last: int) -> dict[int, Logged]:
        """Return what HQ has of the device's ops from `first` to `last`."""
        who, ops = (device.store, device.device, device.inc), self._tables.ops
        rows = {n: ops.get((*who, n)) for n in range(first, last + 1)}
        return {n: Logged(row.hash, row.verdict, row.code) for n, row in rows.items() if row}

    def keep(self, device: Device, judged: Sequence[Judged], *, now_ms: int) -> None:
        """Write the ops of these groups with their verdicts."""
        who = (device.store, device.device, device.inc)
        for one in judged:
            applied = one.state in APPLIED
            for item in one.group.ops:
                op = item.op
                row = OpRow(
                    g=one.group.g,
                    kind=op.k,
                    entity=op.id,
                    hlc=op.hlc,
                    actor=op.actor,
                    recv_at=now_ms,
                    sv=op.sv,
                    base=op.base,
                    body=encode(op.b).decode() if applied and not op.cm else None,
                    salt=item.salt or None,
                    commit=item.commit,
                    hash=item.hash,
                    verdict=one.state.value,
                    code=one.code,
                )
                self._journal.put(self._tables.ops, (*who, op.n), row)

    def of_groups(self, device: Device, first: int, last: int) -> dict[str, Logged]:
        """Return what became of the groups of the device's lineage."""
        found: dict[str, Logged] = {}
        for (store, name, _, n), row in sorted(self._tables.ops.items()):
            if (store, name in device.lineage) == (device.store, True) and first <= n <= last:
                found.setdefault(row.g, Logged(row.hash, row.verdict, row.code))
        return found

    def rejudge(self, device: Device, judged: Judged) -> None:
        """Note what became of a group that was kept aside."""
        applied = judged.state in APPLIED
        for item in judged.group.ops:
            op = item.op
            body = encode(op.b).decode() if applied and not op.cm else None
            for name, till in self._tables.devices.items():
                if till.family != device.family:
                    continue
                key = (device.store, name, till.inc, op.n)
                row = self._tables.ops.get(key)
                if row is not None and row.g == judged.group.g:
                    after = row._replace(verdict=judged.state.value, code=judged.code, body=body)
                    self._journal.put(self._tables.ops, key, after)

    def history(self, device: Device) -> Iterator[KeptOp]:
        """Yield the device's ops by number."""
        last_n = self._tables.cursors[device.store, device.device, device.inc].last_n
        for n in range(1, last_n + 1):
            row = self._tables.ops.get((device.store, device.device, device.inc, n))
            if row is not None:
                yield KeptOp(
                    n=n,
                    g=row.g,
                    kind=row.kind,
                    entity=row.entity,
                    hlc=row.hlc,
                    actor=row.actor,
                    sv=row.sv,
                    base=row.base,
                    body=None if row.body is None else json.loads(row.body),
                    salt=row.salt,
                    commit=row.commit,
                    hash=row.hash,
                    verdict=row.verdict,
                    code=row.code,
                )
