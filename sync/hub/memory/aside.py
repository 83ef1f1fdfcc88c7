"""Groups that were kept aside, in memory."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence

from sync.hub.devices import Device
from sync.hub.memory.tables import AsideRow, DeviceKey, Journal
from sync.hub.op_log import Judged, KeptGroup, Settled, Word
from sync.hub.records import Entity
from sync.protocol.cycle import VerdictState

_RESOLVED = "resolved"


class MemoryAside:
    """See `port.tills.Aside`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._tables = journal.tables

    def keep(self, device: Device, judged: Sequence[Judged], *, now_ms: int) -> None:
        """Keep these groups aside."""
        for one in judged:
            # Nothing is shared with whoever sent it.
            ops = tuple(item.op.model_copy(deep=True) for item in one.group.ops)
            group = KeptGroup(
                store=device.store,
                device=device.device,
                inc=device.inc,
                first_n=ops[0].n,
                g=one.group.g,
                ops=ops,
                state=one.state.value,
                verdict=one.state.value,
                code=one.code,
                received_at=now_ms,
                resolved_by=None,
            )
            self._journal.put(self._tables.aside, (device.device, group.first_n), AsideRow(group))
            self._list(device.device, group.first_n)

    def blocked(self, device: Device) -> set[Entity]:
        """Return the records that have an unresolved group of this device."""
        return {entity for group in self._open(device) for entity in group.entities}

    def open_bytes(self, device: Device) -> int:
        """Return how large the unresolved groups of this device are."""
        groups = ([op.model_dump() for op in group.ops] for group in self._open(device))
        return sum(len(json.dumps(ops, separators=(",", ":"))) for ops in groups)

    def open_groups(self, device: Device) -> list[KeptGroup]:
        """Return the unresolved groups of this device."""
        return sorted(self._open(device), key=lambda group: (group.first_n, group.device))

    def settle(self, device: Device, settled: Sequence[Settled], *, now_ms: int) -> None:
        """Note what became of groups, and number the words on them."""
        key = self._first(device)
        cursor = self._tables.cursors[key]
        first = max(cursor.vseq + 1, now_ms)
        for vseq, one in enumerate(settled, first):
            after = one.group._replace(
                state=one.state, verdict=one.verdict.value, code=one.code, resolved_by=one.by
            )
            place = (after.device, after.first_n)
            self._tell(self._tables.aside[place]._replace(group=after), vseq)
        gone = {(one.group.device, one.group.first_n) for one in settled if one.state == _RESOLVED}
        for name in {name for name, _ in gone}:
            left = tuple(n for n in self._tables.open[name] if (name, n) not in gone)
            self._journal.put(self._tables.open, name, left)
        last = first + len(settled) - 1
        self._journal.put(self._tables.cursors, key, cursor._replace(vseq=last))

    def words_after(self, device: Device, vseq: int, limit: int) -> list[Word]:
        """Return the later words on the device's groups."""
        words = [
            Word(
                row.vseq,
                row.group.first_n,
                row.group.g,
                VerdictState(row.group.verdict),
                row.group.code,
                _is_closed(row.group),
            )
            for row in self._of(device)
            if row.vseq is not None and row.vseq > vseq
        ]
        return sorted(words)[:limit]

    def renumber(self, device: Device, above: int) -> int:
        """Number all words of the device anew."""
        told = [
            row
            for row in self._of_family(device)
            if row.vseq is not None or row.group.state != _RESOLVED
        ]
        last = above
        for last, row in enumerate(sorted(told, key=_turn), above + 1):
            self._tell(row, last)
        key = self._first(device)
        cursor = self._tables.cursors[key]
        self._journal.put(self._tables.cursors, key, cursor._replace(vseq=last))
        return last

    def gave(self, device: Device, vseq: int) -> bool:
        """Tell whether a word has or had this number."""
        return any(vseq in row.told for row in self._of_family(device))

    def closed(self, device: Device, groups: Collection[str]) -> set[str]:
        """Return which of the groups with these ids were closed."""
        found = [row.group for row in self._of(device) if row.group.g in groups]
        return {group.g for group in found if _is_closed(group)}

    def listed(self, *, unresolved_only: bool, limit: int) -> list[KeptGroup]:
        """Return groups of all devices."""
        groups = [
            row.group
            for row in self._tables.aside.values()
            if not (unresolved_only and row.group.state == _RESOLVED)
        ]
        order = sorted(
            groups, key=lambda one: (one.received_at, one.store, one.device, one.first_n)
        )
        return order[:limit]

    def find(self, device: str, first_n: int) -> KeptGroup | None:
        """Return the group of the device that begins with this op."""
        row = self._tables.aside.get((device, first_n))
        return None if row is None else row.group

    def devices_waiting(self, code: str) -> list[str]:
        """Return the devices that have a held group with this code."""
        groups = [row.group for row in self._tables.aside.values()]
        return sorted({one.device for one in groups if (one.state, one.code) == ("held", code)})

    def _first(self, device: Device) -> DeviceKey:
        """Return whose cursor numbers the words of the device's family."""
        return (device.store, device.family, self._tables.devices[device.family].inc)

    def _list(self, device: str, first_n: int) -> None:
        there = self._tables.open.get(device, ())
        self._journal.put(self._tables.open, device, (*there, first_n))

    def _open(self, device: Device) -> Iterator[KeptGroup]:
        for name in device.names:
            for first_n in self._tables.open.get(name, ()):
                yield self._tables.aside[name, first_n].group

    def _tell(self, row: AsideRow, vseq: int) -> None:
        place = (row.group.device, row.group.first_n)
        told = row._replace(vseq=vseq, told=(*row.told, vseq))
        self._journal.put(self._tables.aside, place, told)

    def _of_family(self, device: Device) -> list[AsideRow]:
        tills, rows = self._tables.devices, self._tables.aside.values()
        return [row for row in rows if tills[row.group.device].family == device.family]

    def _of(self, device: Device) -> list[AsideRow]:
        rows = self._tables.aside.values()
        return [row for row in rows if row.group.device in device.names]


def _is_closed(group: KeptGroup) -> bool:
    return (group.state, group.verdict) == (_RESOLVED, VerdictState.QUARANTINED.value)


def _turn(row: AsideRow) -> tuple[bool, int, int, str]:
    """Return what orders words: those that were never numbered come last."""
    return (row.vseq is None, row.vseq or 0, row.group.first_n, row.group.device)
