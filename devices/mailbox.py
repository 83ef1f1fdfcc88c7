"""The line between the threads that read devices and the one that delivers.

A driver must never block on a slow receiver: its port would overflow and codes would melt
into one another. So scans wait in a bounded line and the newest is dropped when it is full.
"""

from __future__ import annotations

from collections import deque
from threading import Condition
from typing import TypeAlias

from devices.base import DeviceHealth, ScanEvent

Letter: TypeAlias = ScanEvent | DeviceHealth


class Mailbox:
    """First in, first out. Scans and problems are bounded; news of health always fits.

    Health stays in line with the scans, so that a receiver sees "ready" before the first
    scan and "lost" after the last. It is bounded too: beyond `limit` waiting pieces of news,
    the oldest of the same device is superseded.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._letters: deque[Letter] = deque()
        self._scans = 0
        self._changed = Condition()
        self._is_closed = False

    def post_scan(self, event: ScanEvent) -> bool:
        """Put a scan or problem in line; False when the line is full."""
        with self._changed:
            if self._scans >= self._limit:
                return False
            self._put(event)
            return True

    def post_notice(self, event: ScanEvent) -> None:
        """Put a word about the full line itself behind it. The caller sends few of these."""
        with self._changed:
            self._put(event)

    def post_health(self, health: DeviceHealth) -> None:
        """Put news of a device in line."""
        with self._changed:
            if len(self._letters) - self._scans >= self._limit:
                self._supersede(health.device_id)
            self._letters.append(health)
            self._changed.notify()

    def take(self) -> Letter | None:
        """Wait for the next letter; None once the mailbox is closed and empty."""
        with self._changed:
            self._changed.wait_for(lambda: self._letters or self._is_closed)
            if not self._letters:
                return None
            letter = self._letters.popleft()
            self._scans -= not isinstance(letter, DeviceHealth)
            return letter

    def close(self) -> None:
        """Let the receiver end after what is in line."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def _put(self, event: ScanEvent) -> None:
        self._letters.append(event)
        self._scans += 1
        self._changed.notify()

    def _supersede(self, device_id: str) -> None:
        for letter in self._letters:
            if isinstance(letter, DeviceHealth) and letter.device_id == device_id:
                self._letters.remove(letter)
                return
