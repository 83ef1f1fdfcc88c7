"""Join the screen's key filter to the keyboard-wedge detector: neither may import the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from devices.keyboard_wedge import (
    BurstDetector,
    BurstStarted,
    Claimed,
    Pass,
    Released,
    SpecialKey,
    WedgeEvent,
    wedge_scan,
)
from ui import key_filter
from ui.key_filter import Verdict
from ui.scans import ScanRead


class WedgeKeys:
    """A `ui.key_filter.KeyDetector` over one BurstDetector; a claimed burst becomes a ScanRead."""

    def __init__(
        self, detector: BurstDetector, *, device_id: str, new_scan_id: Callable[[], str]
    ) -> None:
        self._detector, self._device_id = detector, device_id
        self._new_scan_id = new_scan_id
        self._is_burst = False

    @property
    def due_at_ns(self) -> int | None:
        """When `tick` is wanted next, None while no run of keys is open."""
        return self._detector.due_at_ns

    @property
    def is_burst(self) -> bool:
        """Tell whether the open run looks like a scanner so far."""
        return self._is_burst

    def char(self, text: str, at_ns: int, *, is_auto_repeat: bool) -> Verdict:
        """Take a key that types something."""
        return self._verdict(self._detector.char(text, at_ns, is_auto_repeat=is_auto_repeat), at_ns)

    def special(self, key: key_filter.SpecialKey, at_ns: int) -> Verdict:
        """Take a key that types nothing."""
        return self._verdict(self._detector.special(SpecialKey(key.value), at_ns), at_ns)

    def tick(self, now_ns: int) -> Verdict:
        """Decide a run that silence has ended."""
        return self._verdict(self._detector.tick(now_ns), now_ns)

    def _verdict(self, events: Iterable[WedgeEvent], at_ns: int) -> Verdict:
        is_passed, scan = False, None
        for event in events:
            match event:
                case Pass():
                    is_passed = True
                case BurstStarted():
                    self._is_burst = True
                case Released():
                    self._is_burst = False
                case Claimed():
                    self._is_burst = False
                    scan = self._scan(event, at_ns)
        return Verdict(is_passed, scan)

    def _scan(self, claimed: Claimed, at_ns: int) -> ScanRead:
        scan_id = self._new_scan_id()
        scan = wedge_scan(claimed, device_id=self._device_id, scan_id=scan_id, read_at_ns=at_ns)
        return ScanRead(scan_id, scan.payload, scan.symbology, self._device_id)
