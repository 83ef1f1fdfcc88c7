"""A scanner made of a script and a queue, for the demo and for tests.

It takes the same path as real bytes do (framing, AIM identifier, decoding), so what a test
learns from it holds for the serial driver too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event
from typing import Final

from devices.base import DriverEnv, DriverReady, Emit
from devices.errors import DeviceLostError
from devices.framing import FrameRules
from devices.reading import ScanReader

KIND: Final = "fake"
POLL_MS: Final = 100  # The longest `stop` can go unseen.
_END_MARK: Final = b"\r"


@dataclass(frozen=True, slots=True)
class _Unplugged:
    """Lies in the queue where the plug is pulled."""


class FakeScanner:
    """Emits a script of (delay in seconds, code), then whatever is pushed, until stopped.

    A code is text as printed, or raw bytes; the end mark is added. The script is played once
    in the life of the object, not once per `run`. `wait(stop, delay_s)` returns True when
    `stop` was set meanwhile.
    """

    kind = KIND

    def __init__(
        self,
        device_id: str,
        env: DriverEnv,
        *,
        script: Iterable[tuple[float, str | bytes]] = (),
        wait: Callable[[Event, float], bool] = Event.wait,
    ) -> None:
        self.device_id = device_id
        self._env = env
        self._script = iter(script)
        self._wait = wait
        self._pushed: SimpleQueue[bytes | _Unplugged] = SimpleQueue()

    def push(self, code: str | bytes) -> None:
        """Scan `code` now. May be called from any thread, also before `run`."""
        self.push_bytes(_to_bytes(code) + _END_MARK)

    def push_bytes(self, data: bytes) -> None:
        """Send bytes as they are: half a code, noise, several codes."""
        self._pushed.put(data)

    def unplug(self) -> None:
        """Make the running `run` raise DeviceLostError after what was pushed before."""
        self._pushed.put(_Unplugged())

    def run(self, emit: Emit, stop: Event) -> None:
        """Play the script, then serve the queue, until `stop` is set.

        Raises:
            DeviceLostError: `unplug` was called.
        """
        reader = ScanReader(self.device_id, self._env, FrameRules())
        emit(DriverReady(self.device_id))
        for delay_s, code in self._script:
            if self._wait(stop, delay_s):
                return
            self._send(reader, _to_bytes(code) + _END_MARK, emit)
        while not stop.is_set():
            self._send(reader, self._next(), emit)

    def _next(self) -> bytes:
        try:
            pushed = self._pushed.get(timeout=POLL_MS / 1_000)
        except Empty:
            return b""
        if isinstance(pushed, _Unplugged):
            raise DeviceLostError(f"{self.device_id} was unplugged")
        return pushed

    def _send(self, reader: ScanReader, data: bytes, emit: Emit) -> None:
        for event in reader.feed(data) if data else reader.silence(POLL_MS):
            emit(event)


def _to_bytes(code: str | bytes) -> bytes:
    return code.encode() if isinstance(code, str) else code
