"""A camera that reads codes held before it. The second way, beside a scanner.

It takes less than a fifth of one core: what is left of that decides how many pictures are looked
at, and a picture in which nothing moved costs almost nothing. OpenCV, zxing and zbar are loaded
with this module, so only a till that has a camera in its settings loads them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import Final

import cv2

from devices.base import DriverEnv, DriverReady, Emit
from devices.camera_frames import CameraFrames, Frames
from devices.camera_look import WHOLE, CameraLook, Region
from devices.decoders import SYMBOLOGIES, Decoder
from devices.errors import DeviceLostError, DeviceSettingsError
from devices.place import ListPresent, Place

KIND: Final = "camera"
WIDTH: Final = 1280
HEIGHT: Final = 720
CPU_SHARE: Final = 0.18
"""Of one core. The promise is 0.25; loading and what is measured elsewhere fit in between."""

CPU_BURST_S: Final = 0.3
"""What may be used at once when something is held up after a quiet time."""

PERIOD_S: Final = 1 / 15
"""The least time between two pictures: what the camera is asked for, and the pace of a file."""

_NS: Final = 1_000_000_000
_PERCENT: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraSettings:
    """Where the camera is, what it is asked for, and which part of its picture counts.

    Raises:
        DeviceSettingsError: a size or the region makes no sense.
    """

    place: Place
    width: int = WIDTH
    height: int = HEIGHT
    region: Region = WHOLE
    symbologies: tuple[str, ...] = SYMBOLOGIES

    def __post_init__(self) -> None:
        left, top, width, height = self.region
        fits = min(left, top) >= 0 and max(left + width, top + height) <= _PERCENT
        if not fits or min(width, height) < 1:
            raise DeviceSettingsError("a region lies within its picture")
        if min(self.width, self.height) < 1:
            raise DeviceSettingsError("a picture has a size")


class CpuBudget:
    """Keeps a thread's use of the processor below a share of one core, over any longer time."""

    def __init__(self, share: float, burst_s: float) -> None:
        self._share = share
        self._burst_ns = burst_s * _NS
        self._left_ns = self._burst_ns
        self._last: tuple[int, int] | None = None

    @property
    def is_left(self) -> bool:
        """Whether something may be done now."""
        return self._left_ns > 0

    def update(self, now_ns: int, cpu_ns: int) -> None:
        """Tell the time and what the thread has used of the processor since it began."""
        if self._last is not None:
            earned = (now_ns - self._last[0]) * self._share
            self._left_ns = min(self._burst_ns, self._left_ns + earned - (cpu_ns - self._last[1]))
        self._last = now_ns, cpu_ns


OpenFrames = Callable[[str, CameraSettings], Frames]


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraMachine:
    """What a camera takes from the machine. `open_frames` gets the path and the settings;
    `cpu_ns` is the processor time of the calling thread; `wait` is True when `stop` was set.
    """

    list_cameras: ListPresent
    open_frames: OpenFrames
    cpu_ns: Callable[[], int] = time.thread_time_ns
    wait: Callable[[Event, float], bool] = Event.wait


def machine_for(device_id: str, list_cameras: ListPresent) -> CameraMachine:
    """Return the real machine: cameras through OpenCV, which gets one thread, the camera's."""
    cv2.setNumThreads(1)
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)  # Health tells, in words.

    def open_frames(path: str, settings: CameraSettings) -> Frames:
        size = settings.width, settings.height
        return CameraFrames(device_id, path, size, round(1 / PERIOD_S))

    return CameraMachine(list_cameras=list_cameras, open_frames=open_frames)


class Camera:
    """Blocking reader of one camera. The manager gives it a thread and runs it again."""

    kind = KIND

    def __init__(
        self, device_id: str, settings: CameraSettings, env: DriverEnv, machine: CameraMachine
    ) -> None:
        self.device_id = device_id
        self._settings = settings
        self._env = env
        self._machine = machine
        self._decoder = Decoder(settings.symbologies)

    def run(self, emit: Emit, stop: Event) -> None:
        """Watch until `stop` is set.

        Raises:
            DeviceLostError: the camera went away, or is not there.
            DeviceAmbiguousError: more than one answers to the settings.
            DeviceBusyError: another program holds it.
            DeviceDeniedError: this account may not open it.
        """
        path = self._settings.place.find(self.device_id, self._machine.list_cameras)
        frames = self._machine.open_frames(path, self._settings)
        try:
            emit(DriverReady(self.device_id))
            self._watch(frames, emit, stop)
        finally:
            frames.close()
            self._env.live.slot(self.device_id).clear()

    def _watch(self, frames: Frames, emit: Emit, stop: Event) -> None:
        look = CameraLook(self.device_id, self._settings.region, self._env, self._decoder)
        budget = CpuBudget(CPU_SHARE, CPU_BURST_S)
        while not stop.is_set():
            started_ns = self._env.clock_ns()
            budget.update(started_ns, self._machine.cpu_ns())
            if not frames.next():
                raise DeviceLostError(self.device_id)
            if budget.is_left and (picture := frames.picture()) is not None:
                for scan in look.at(picture):
                    emit(scan)
            spent_s = (self._env.clock_ns() - started_ns) / _NS
            if self._machine.wait(stop, max(0.0, PERIOD_S - spent_s)):
                return
