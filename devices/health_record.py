"""One device's health, kept by the threads that read, deliver and ask."""

from __future__ import annotations

from dataclasses import replace
from threading import Lock

from devices.base import DeviceHealth, DeviceState, Scan, ScanEvent
from devices.errors import HealthCode


class HealthRecord:
    """Thread-safe holder of a DeviceHealth. What a method returns is a value of that moment."""

    def __init__(self, device_id: str, kind: str) -> None:
        self._lock = Lock()
        self._health = DeviceHealth(device_id, kind)

    def read(self) -> DeviceHealth:
        """Return the health as it is now."""
        with self._lock:
            return self._health

    def enter(self, state: DeviceState, code: HealthCode | None = None) -> DeviceHealth | None:
        """Move to a state; None when the device was in it already, for the same reason."""
        with self._lock:
            if (self._health.state, self._health.code) == (state, code):
                return None
            self._health = replace(self._health, state=state, code=code)
            return self._health

    def count(self, event: ScanEvent) -> None:
        """Count what the driver read."""
        with self._lock:
            if isinstance(event, Scan):
                self._health = replace(
                    self._health,
                    scans=self._health.scans + 1,
                    last_read_at_ns=event.read_at_ns,
                )
            else:
                self._health = replace(self._health, bad_frames=self._health.bad_frames + 1)

    def drop(self) -> DeviceHealth:
        """Count a scan that will not reach the receiver."""
        with self._lock:
            self._health = replace(self._health, dropped=self._health.dropped + 1)
            return self._health

    def receiver_crashed(self) -> DeviceHealth | None:
        """Count a scan its receiver failed on; None when that was known already."""
        with self._lock:
            was_known = self._health.code is HealthCode.RECEIVER_CRASH
            self._health = replace(self._health, dropped=self._health.dropped + 1)
            if self._health.state is DeviceState.READY:
                # Of a device that is lost or failed, the reason for that is worth more.
                self._health = replace(self._health, code=HealthCode.RECEIVER_CRASH)
            return None if was_known else self._health

    def receiver_works(self) -> DeviceHealth | None:
        """Take back what `receiver_crashed` said; None when there is nothing to take back."""
        with self._lock:
            if self._health.code is not HealthCode.RECEIVER_CRASH:
                return None
            self._health = replace(self._health, code=None)
            return self._health
