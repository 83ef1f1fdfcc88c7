"""The camera driver: on video files and numbered pictures through OpenCV, and on shown pictures."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path
from threading import Event
from typing import Any

import cv2
import numpy as np
import pytest

from devices.base import DriverEvent, DriverReady, Scan
from devices.camera import Camera, CameraMachine, CameraSettings, CpuBudget, machine_for
from devices.camera_frames import CameraFrames
from devices.decoders import Picture
from devices.discovery import FoundDevice
from devices.errors import (
    DeviceAmbiguousError,
    DeviceBusyError,
    DeviceDeniedError,
    DeviceLostError,
    DeviceNotFoundError,
    DeviceSettingsError,
)
from devices.place import Place
from tests.contract.devices.rigs import ENV
from tests.unit.devices.camera_samples import EAN, ShownFrames, code, desk, qr

CODE = desk((code(EAN), (500, 280)))
SETTINGS = CameraSettings(place=Place(path="/dev/video0"))
MS = 1_000_000


def no_wait(stop: Event, _delay_s: float) -> bool:
    return stop.is_set()


def machine(frames: ShownFrames, **others: Any) -> CameraMachine:
    return CameraMachine(
        list_cameras=list, open_frames=lambda _path, _settings: frames, wait=no_wait, **others
    )


def watched(camera: Camera) -> list[DriverEvent]:
    """Return what a camera emits until it has no more pictures."""
    events: list[DriverEvent] = []
    with pytest.raises(DeviceLostError):
        camera.run(events.append, Event())
    return events


def payloads(events: list[DriverEvent]) -> list[str]:
    return [event.payload for event in events if isinstance(event, Scan)]


def test_a_camera_is_ready_and_tells_what_is_held_before_it() -> None:
    frames = ShownFrames([desk(), CODE, None, CODE, CODE])
    events = watched(Camera("till-1", SETTINGS, ENV, machine(frames)))
    assert DriverReady("till-1") == events[0]
    [scan] = [event for event in events if isinstance(event, Scan)]
    assert ("till-1", EAN, "]E0", 13) == (
        scan.device_id, scan.payload, scan.symbology, scan.raw_len,
    )  # fmt: skip
    assert frames.is_closed


def test_a_camera_stops_when_it_is_told_to_and_lets_go() -> None:
    stop = Event()
    frames = ShownFrames(itertools.repeat(desk()))

    def wait(asked: Event, delay_s: float) -> bool:
        assert 0 <= delay_s < 0.25
        stop.set()
        return asked.is_set()

    camera = Camera(
        "till-1",
        SETTINGS,
        ENV,
        CameraMachine(list_cameras=list, open_frames=lambda _path, _settings: frames, wait=wait),
    )
    camera.run(lambda _event: None, stop)
    assert frames.is_closed


class Meter:
    """A clock and a processor on which looking at a picture takes 100 ms."""

    def __init__(self) -> None:
        self.now_ns = self.cpu_ns = self.looked = 0

    def pictures(self, count: int) -> Any:
        for _ in range(count):
            self.now_ns += 66 * MS
            yield Costly(self)


class Costly:
    """Stands for a picture; taking it out of the camera costs."""

    def __init__(self, meter: Meter) -> None:
        self.meter = meter


class MeteredFrames(ShownFrames):
    def picture(self) -> Picture | None:
        costly: Any = super().picture()
        costly.meter.cpu_ns += 100 * MS
        costly.meter.now_ns += 100 * MS
        costly.meter.looked += 1
        return None


def test_dear_pictures_are_left_out_so_that_a_fifth_of_a_core_is_used() -> None:
    meter = Meter()
    frames = MeteredFrames(meter.pictures(600))
    env = type(ENV)(lambda: meter.now_ns, ENV.new_scan_id)
    camera = Camera("till-1", SETTINGS, env, machine(frames, cpu_ns=lambda: meter.cpu_ns))
    watched(camera)
    share = meter.cpu_ns / meter.now_ns
    assert 0.16 < share < 0.20


def test_a_budget_is_saved_up_to_its_burst_and_no_further() -> None:
    budget = CpuBudget(0.2, 0.4)
    budget.update(0, 0)
    budget.update(3_600_000 * MS, 0)
    budget.update(3_600_000 * MS, 399 * MS)
    assert budget.is_left
    budget.update(3_600_000 * MS, 400 * MS)
    assert not budget.is_left
    budget.update(3_600_005 * MS, 400 * MS)
    assert budget.is_left


@pytest.fixture(params=["video", "pictures"])
def recording(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    shown = [desk()] * 3 + [CODE] * 4 + [desk((qr("GT1-ABCDEFGH"), (300, 200)))] * 6
    if request.param == "pictures":
        for number, picture in enumerate(shown):
            cv2.imwrite(str(tmp_path / f"{number:02}.png"), picture)
        return str(tmp_path / "%02d.png")
    path = str(tmp_path / "counter.avi")
    writer = cv2.VideoWriter(path, cv2.VideoWriter.fourcc(*"MJPG"), 15, (1280, 720))
    for picture in shown:
        writer.write(np.asarray(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)))
    writer.release()
    return path


def test_a_recording_is_watched_through_opencv(recording: str) -> None:
    def open_frames(path: str, _settings: CameraSettings) -> CameraFrames:
        return CameraFrames("till-1", path, (1280, 720), 15)

    settings = CameraSettings(place=Place(path=recording))
    fast = CameraMachine(list_cameras=list, open_frames=open_frames, wait=no_wait, cpu_ns=lambda: 0)
    events = watched(Camera("till-1", settings, ENV, fast))
    assert [EAN, "GT1-ABCDEFGH"] == payloads(events)


def open_real(path: str, listed: list[FoundDevice] | None = None) -> None:
    real = machine_for("till-1", lambda: listed or [])
    place = Place(path=path) if listed is None else Place(vid=0x0C2E, pid=0x0B6A)
    Camera("till-1", CameraSettings(place=place), ENV, real).run(lambda _event: None, Event())


def test_a_camera_that_is_not_there_is_not_found() -> None:
    with pytest.raises(DeviceNotFoundError):
        open_real("/dev/video-of-nobody")
    with pytest.raises(DeviceNotFoundError):
        open_real("no-such-recording.avi")
    with pytest.raises(DeviceNotFoundError):
        open_real("", [FoundDevice(kind="camera", device="/dev/video0", vid=1, pid=2)])


def test_twin_cameras_are_not_guessed_at() -> None:
    twins = [
        FoundDevice(kind="camera", device=f"/dev/video{n}", vid=0x0C2E, pid=0x0B6A) for n in (0, 2)
    ]
    with pytest.raises(DeviceAmbiguousError):
        open_real("", twins)


def test_what_opens_and_has_no_pictures_is_held_by_somebody() -> None:
    with pytest.raises(DeviceBusyError):
        open_real("/dev/null")


def test_a_camera_this_account_may_not_open_is_denied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda _path, _mode: False)  # Root may open everything.
    with pytest.raises(DeviceDeniedError):
        open_real("/dev/null")


@pytest.mark.parametrize(
    "wrong",
    [
        {"region": (50, 0, 60, 100)},
        {"region": (0, 0, 0, 100)},
        {"region": (-1, 0, 9, 9)},
        {"width": 0},
    ],
)
def test_a_region_outside_the_picture_and_a_picture_of_no_size_are_refused(
    wrong: dict[str, Any],
) -> None:
    with pytest.raises(DeviceSettingsError):
        CameraSettings(place=Place(path="/dev/video0"), **wrong)


START = """
import sys
import terminal.app, devices.discovery, devices.self_test
from devices.registry import build_driver
from devices.options import DeviceSettings
build_driver(DeviceSettings("serial", "a", {"port": "loop://"}), None)
print(*sorted({"cv2", "zxingcpp", "pyzbar"} & set(sys.modules)))
"""


def test_a_till_without_a_camera_loads_nothing_of_one() -> None:
    said = subprocess.run(
        [sys.executable, "-c", START], capture_output=True, text=True, check=True
    ).stdout
    assert "" == said.strip()
