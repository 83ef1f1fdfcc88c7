"""The op log and what was kept aside, in memory."""

from __future__ import annotations

from collections.abc import Sequence

from sync.hub.devices import Device
from sync.hub.memory.tables import AsideRow, Journal, OpRow
from sync.hub.op_log import APPLIED, Judged, Logged
from sync.hub.records import Entity
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
                    body=encode(op.b).decode() if applied else None,
                    salt=item.salt,
                    commit=item.commit,
                    hash=item.hash,
                    verdict=one.state.value,
                    code=one.code,
                )
                self._journal.put(self._tables.ops, (*who, op.n), row)


class MemoryAside:
    """See `storage.Aside`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._tables = journal.tables

    def keep(self, device: Device, judged: Sequence[Judged], *, now_ms: int) -> None:
        """Keep these groups aside."""
        who = (device.store, device.device)
        blocked = list(self._tables.blocked.get(who, ()))
        for one in judged:
            first = one.group.ops[0].op.n
            row = AsideRow(one, one.state.value, now_ms)
            self._journal.put(self._tables.aside, (*who, device.inc, first), row)
            entities = {(item.op.k, item.op.id) for item in one.group.ops}
            blocked += [(entity, device.inc, first) for entity in sorted(entities)]
        self._journal.put(self._tables.blocked, who, tuple(blocked))

    def blocked(self, device: Device) -> set[Entity]:
        """Return the records that have an unapplied group of this device."""
        return {one[0] for one in self._tables.blocked.get((device.store, device.device), ())}
