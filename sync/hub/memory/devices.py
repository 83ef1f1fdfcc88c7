"""Tills in memory."""

from __future__ import annotations

from sync.hub.devices import Chain, Device, Listed, NewDevice, Standing
from sync.hub.errors import InputError
from sync.hub.memory.tables import DeviceRow, Journal


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
            row.store, device, row.sig_pub, row.inc, row.status, row.last_seen, row.forked_at
        )

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
                self._tables.cursors[row.store, device, row.inc][0],
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
        )
        self._journal.put(self._tables.devices, device.device, row)
        key = (device.store, device.device, device.inc)
        self._journal.put(self._tables.cursors, key, (0, device.genesis, 0))

    def lock_chain(self, device: Device) -> Chain:
        """Return how far HQ has the device's ops."""
        cursor = self._tables.cursors.get((device.store, device.device, device.inc))
        if cursor is None:
            raise InputError(f"device {device.device} has no cursor")
        return Chain(*cursor)

    def standing(self, device: Device) -> Standing:
        """Return what the device is told of its ops."""
        chain = self.lock_chain(device)
        work = self._tables.work
        judging = any(work[key].arrival[:2] == device[:2] for key in self._tables.waiting)
        return Standing(chain.last_n, chain.durable_n, judging)

    def advance(self, device: Device, last_n: int, last_hash: bytes) -> None:
        """Note that HQ has the device's ops up to `last_n`."""
        key = (device.store, device.device, device.inc)
        durable_n = self._tables.cursors[key][2]
        self._journal.put(self._tables.cursors, key, (last_n, last_hash, durable_n))

    def note_seen(self, device: Device, *, now_ms: int, skew_ms: int, schema_version: int) -> None:
        """Note when the device was heard of."""
        self._change(
            device.device, last_seen=now_ms, skew_ms=skew_ms, schema_version=schema_version
        )

    def flag_fork(self, device: Device, *, now_ms: int) -> None:
        """Stop the device."""
        if self._tables.devices[device.device].forked_at is None:
            self._change(device.device, forked_at=now_ms)

    def set_status(self, device: str, status: str) -> str:
        """Set what a device may do."""
        if device not in self._tables.devices:
            raise InputError(f"no device {device!r}")
        self._change(device, status=status)
        return self._tables.devices[device].store

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

    def forget(self, *, before_ms: int) -> int:
        """Forget those seen before that time."""
        old = [key for key, seen_at in self._tables.nonces.items() if seen_at < before_ms]
        for key in old:
            self._journal.drop(self._tables.nonces, key)
        return len(old)
