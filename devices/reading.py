"""From framed bytes to scans: the one path every byte-reading driver takes."""

from __future__ import annotations

from devices.aim import split_aim
from devices.base import DriverEnv, Scan, ScanEvent, ScanProblem
from devices.decoding import decode_payload
from devices.framing import BadFrame, Framer, FrameRules


class ScanReader:
    """Turns the bytes of one device into scans and problems, one instance per opening."""

    def __init__(self, device_id: str, env: DriverEnv, rules: FrameRules) -> None:
        self._device_id = device_id
        self._env = env
        self._framer = Framer(rules)
        self._flush_after_ms = rules.flush_after_ms
        self._silent_ms = 0

    def feed(self, data: bytes) -> list[ScanEvent]:
        """Return what `data` completes, in order."""
        self._silent_ms = 0
        return [self._event(frame) for frame in self._framer.feed(data)]

    def silence(self, ms: int) -> list[ScanEvent]:
        """Tell that nothing came for another `ms`; return what the silence ends by now."""
        self._silent_ms += ms
        if self._silent_ms < self._flush_after_ms:
            return []
        return [self._event(frame) for frame in self._framer.flush()]

    def _event(self, frame: bytes | BadFrame) -> ScanEvent:
        if isinstance(frame, BadFrame):
            return ScanProblem(self._device_id, frame.code, frame.length)
        text, damaged = decode_payload(frame)
        symbology, payload = split_aim(text)
        return Scan(
            device_id=self._device_id,
            scan_id=self._env.new_scan_id(),
            payload=payload,
            symbology=symbology,
            read_at_ns=self._env.clock_ns(),
            raw_len=len(frame),
            damaged=damaged,
        )
