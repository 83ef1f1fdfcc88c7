"""A camera in the till's settings: a recording is watched, and the real store is asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from queue import Queue

import cv2
import numpy as np
import pytest

from devices.base import DeviceHealth, DeviceState, Scan, ScanEvent
from terminal.config import ScannerSettings, TerminalSettings
from terminal.device_desk import TillDevices
from tests.builders import TestStore
from tests.integration.services.shop import EAN
from tests.integration.services.test_counter_codes import PAYMENT
from tests.unit.devices.camera_samples import code, desk, qr

WITHIN_S = 10.0


@pytest.fixture
def recording(tmp_path: Path) -> str:
    """One picture of a medicine's code, then a payment code for a while."""
    path = str(tmp_path / "counter.avi")
    writer = cv2.VideoWriter(path, cv2.VideoWriter.fourcc(*"MJPG"), 15, (1280, 720))
    empty, medicine = desk(), desk((code(EAN), (500, 280)))
    for picture in [empty, medicine, empty, *[desk((qr(PAYMENT), (500, 280)))] * 10]:
        writer.write(np.asarray(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)))
    writer.release()
    return path


def taken(line: Queue[DeviceHealth], wanted: Callable[[DeviceHealth], bool]) -> DeviceHealth:
    while not wanted(health := line.get(timeout=WITHIN_S)):
        pass
    return health


@pytest.mark.expected_logs("camera is lost DEVICE_LOST")
def test_one_picture_of_a_known_medicine_is_enough_and_a_payment_code_is_not_shown(
    till: TestStore, tmp_path: Path, recording: str
) -> None:
    scans: Queue[ScanEvent] = Queue()
    health: Queue[DeviceHealth] = Queue()
    camera = ScannerSettings(id="camera", kind="camera", options={"path": recording})
    settings = TerminalSettings(data_dir=tmp_path, scanners=(camera,))
    devices = TillDevices(settings, till.store.read, on_scan=scans.put, on_health=health.put)
    devices.live.slot("camera").watch()
    devices.start()
    try:
        taken(health, lambda one: one.state is DeviceState.LOST)  # The recording is over.
    finally:
        assert () == devices.stop()
    read = [scans.get_nowait() for _ in range(scans.qsize())]
    assert [EAN, PAYMENT] == [one.payload for one in read if isinstance(one, Scan)]
    assert devices.live.slot("camera").take() is None
