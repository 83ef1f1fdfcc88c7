"""From framed bytes to scans: the one path every driver takes."""

from __future__ import annotations

from devices.aim import split_aim
from devices.base import DriverEnv, Scan, ScanEvent, ScanProblem
from devices.decoding import decode_payload
from devices.framing import BadFrame, Framer, FrameRules


class ScanMaker:
    """Makes the scans and problems of one device out of whole frames."""

    def __init__(self, device_id: str, env: DriverEnv) -> None:
        self._device_id = device_id
        self._env = env

    def event(self, frame: bytes | BadFrame, symbology: str | None = None) -> ScanEvent:
        """Return a scan, or the problem for a bad frame.

        `symbology` is the AIM identifier where the device tells it apart from the code; without
        it, one at the start of the frame is split off.
        """
        if isinstance(frame, BadFrame):
            return ScanProblem(self._device_id, frame.code, frame.length)
        return self.scan(frame, symbology)

    def scan(self, raw: bytes, symbology: str | None) -> Scan:
        """Return the scan of a whole code."""
        payload, damaged = decode_payload(raw)
        if symbology is None:
            symbology, payload = split_aim(payload)
        return Scan(
            device_id=self._device_id,
            scan_id=self._env.new_scan_id(),
            payload=payload,
            symbology=symbology,
            read_at_ns=self._env.clock_ns(),
            raw_len=len(raw),
            damaged=damaged,
        )


class ScanReader:
    """Turns the bytes of one device into scans and problems, one instance per opening."""

    def __init__(self, device_id: str, env: DriverEnv, rules: FrameRules) -> None:
        self._maker = ScanMaker(device_id, env)
        self._framer = Framer(rules)
        self._flush_after_ms = rules.flush_after_ms
        self._silent_ms = 0

    def feed(self, data: bytes) -> list[ScanEvent]:
        """Return what `data` completes, in order."""
        self._silent_ms = 0
        return [self._maker.event(frame) for frame in self._framer.feed(data)]

    def silence(self, ms: int) -> list[ScanEvent]:
        """Tell that nothing came for another `ms`; return what the silence ends by now."""
        self._silent_ms += ms
        if self._silent_ms < self._flush_after_ms:
            return []
        return [self._maker.event(frame) for frame in self._framer.flush()]
