"""Tills in memory."""

from __future__ import annotations

from sync.hub.devices import (
    DRAINING,
    REVOKED,
    Chain,
    Device,
    Listed,
    NewDevice,
    Pushed,
    Seen,
    Standing,
)
from sync.hub.errors import InputError
from sync.hub.memory.tables import CursorRow, DeviceRow, Journal


class MemoryDevices:
    """See `storage.Devices`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._tables = journal.tables

    def find(self, device: str) -> Device | None:
        """Return the device with this id."""
        row = self._tables.devices.get(device)
        if row is None:
            return None
        return Device(
            store=row.store,
            device=device,
            sig_pub=row.sig_pub,
            inc=row.inc,
            status=row.status,
            last_seen=row.last_seen,
            forked_at=row.forked_at,
            next_sig_pub=row.next_sig_pub,
            key_made_at=row.key_made_at,
            draining_at=row.draining_at,
            lineage=row.lineage,
            family=row.family,
        )

    def heir(self, device: str) -> Device | None:
        """Return what the device with this id is by now."""
        rows = self._tables.devices.items()
        mine = [(r.enrolled_at, len(r.lineage), n) for n, r in rows if device in (n, *r.lineage)]
        return self.find(max(mine)[2]) if mine else None

    def listed(self) -> list[Listed]:
        """Return every till."""
        rows = sorted(
            self._tables.devices.items(),
            key=lambda item: (item[1].store, item[1].enrolled_at, item[0]),
        )
        return [
            Listed(
                row.store,
                device,
                row.status,
                row.desk,
                row.forked_at is not None,
                self._tables.cursors[row.store, device, row.inc].last_n,
                row.last_seen,
                row.skew_ms,
            )
            for device, row in rows
        ]

    def lock_naming(self) -> None:
        """Nobody else is there."""

    def add(self, device: NewDevice) -> None:
        """Add a till."""
        row = DeviceRow(
            store=device.store,
            sig_pub=device.sig_pub,
            box_pub=device.box_pub,
            inc=device.inc,
            status="active",
            desk=device.desk,
            app=device.app,
            schema_version=device.schema_version,
            enrolled_at=device.enrolled_at,
            last_seen=device.enrolled_at,
            key_made_at=device.enrolled_at,
            family=device.family or device.device,
            lineage=device.lineage,
        )
        self._journal.put(self._tables.devices, device.device, row)
        key = (device.store, device.device, device.inc)
        cursor = CursorRow(device.last_n, device.genesis, 0, 0)
        self._journal.put(self._tables.cursors, key, cursor)

    def lock_chain(self, device: Device) -> Chain:
        """Return how far HQ has the device's ops."""
        cursor = self._cursor(device)
        return Chain(cursor.last_n, cursor.last_hash, cursor.durable_n, cursor.pushed)

    def standing(self, device: Device) -> Standing:
        """Return what the device is told of its ops."""
        cursor, work = self._cursor(device), self._tables.work
        judging = any(work[key].arrival[:2] == device[:2] for key in self._tables.waiting)
        first = (device.store, device.family, self._tables.devices[device.family].inc)
        vseq = self._tables.cursors[first].vseq
        return Standing(cursor.last_n, cursor.durable_n, judging, vseq)

    def advance(self, device: Device, last_n: int, last_hash: bytes, pushed: Pushed) -> None:
        """Note that HQ has the device's ops up to `last_n`."""
        key = (device.store, device.device, device.inc)
        before = self._tables.cursors[key]
        after = before._replace(last_n=last_n, last_hash=last_hash, pushed=pushed)
        self._journal.put(self._tables.cursors, key, after)

    def note_seen(self, device: Device, seen: Seen) -> None:
        """Note when the device was heard of."""
        self._change(
            device.device,
            last_seen=seen.now_ms,
            skew_ms=seen.skew_ms,
            schema_version=seen.schema_version,
        )
        for stream, after in seen.reads.items():
            self._journal.put(self._tables.reads, (device.device, stream), after)

    def slowest(self, stream: str, *, since_ms: int) -> int | None:
        """Return how far the slowest till has read the stream."""
        active = {
            device
            for device, row in self._tables.devices.items()
            if row.last_seen >= since_ms and row.status != REVOKED
        }
        reads = self._tables.reads.items()
        return min((n for (d, s), n in reads if s == stream and d in active), default=None)

    def flag_fork(self, device: Device, *, now_ms: int) -> None:
        """Stop the device."""
        if self._tables.devices[device.device].forked_at is None:
            self._change(device.device, forked_at=now_ms)

    def set_status(self, device: str, status: str, *, now_ms: int | None = None) -> str:
        """Set what a device may do."""
        row = self._row(device)
        draining_at = None
        if status == DRAINING:
            draining_at = now_ms if row.draining_at is None else row.draining_at
        self._change(device, status=status, draining_at=draining_at)
        return row.store

    def announce_key(self, device: Device, sig_pub: bytes, box_pub: bytes, *, now_ms: int) -> None:
        """Keep a device's next keys."""
        self._change(device.device, next_sig_pub=sig_pub, next_box_pub=box_pub, next_made_at=now_ms)

    def use_next_key(self, device: Device) -> None:
        """Make the announced keys the only ones."""
        row = self._row(device.device)
        if row.next_sig_pub is not None:
            self._change(
                device.device,
                sig_pub=row.next_sig_pub,
                box_pub=row.next_box_pub,
                key_made_at=row.next_made_at,
                next_sig_pub=None,
                next_box_pub=None,
                next_made_at=None,
            )

    def renew_key(self, device: str, *, now_ms: int) -> str:
        """Count a device's key as made now."""
        row = self._row(device)
        self._change(device, key_made_at=now_ms)
        return row.store

    def mark(self, mark: str) -> int:
        """Note how far HQ has every device's ops."""
        for key, cursor in self._tables.cursors.items():
            self._journal.put(self._tables.marks, (mark, key), cursor.last_n)
        return len(self._tables.cursors)

    def mark_durable(self, mark: str) -> int:
        """Note that a verified backup holds every op up to that mark."""
        marked = {key: n for (name, key), n in self._tables.marks.items() if name == mark}
        if not marked:
            raise InputError(f"no mark {mark!r}")
        more = 0
        for key, n in marked.items():
            cursor = self._tables.cursors.get(key)
            if cursor is not None and cursor.durable_n < n:
                more += 1
                after = cursor._replace(durable_n=min(n, cursor.last_n))
                self._journal.put(self._tables.cursors, key, after)
        return more

    def _cursor(self, device: Device) -> CursorRow:
        cursor = self._tables.cursors.get((device.store, device.device, device.inc))
        if cursor is None:
            raise InputError(f"device {device.device} has no cursor")
        return cursor

    def _row(self, device: str) -> DeviceRow:
        row = self._tables.devices.get(device)
        if row is None:
            raise InputError(f"no device {device!r}")
        return row

    def _change(self, device: str, **values: object) -> None:
        row = self._tables.devices[device]
        self._journal.put(self._tables.devices, device, row._replace(**values))  # type: ignore[arg-type]


class MemoryNonces:
    """See `storage.Nonces`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._tables = journal.tables

    def add(self, device: Device, nonce: str, *, now_ms: int) -> bool:
        """Note a nonce."""
        key = (device.store, device.device, nonce)
        if key in self._tables.nonces:
            return False
        self._journal.put(self._tables.nonces, key, now_ms)
        return True

    def add_of(
        self, device: str, sig_pub: bytes, nonce: str, *, now_ms: int
    ) -> tuple[Device, bool] | None:
        """Note a nonce of the device with this id and key."""
        found = MemoryDevices(self._journal).find(device)
        if found is None or found.sig_pub != sig_pub:
            return None
        return found, found.status == REVOKED or self.add(found, nonce, now_ms=now_ms)

    def forget(self, *, before_ms: int) -> int:
        """Forget those seen before that time."""
        old = [key for key, seen_at in self._tables.nonces.items() if seen_at < before_ms]
        for key in old:
            self._journal.drop(self._tables.nonces, key)
        return len(old)
