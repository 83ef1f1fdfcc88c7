"""Settings become drivers, or an error that names why not."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

import pytest

from devices.base import Driver, DriverEnv
from devices.errors import (
    PERMANENT,
    DeviceKindUnknownError,
    DeviceLibraryMissingError,
    DeviceSettingsError,
)
from devices.options import DeviceSettings, OptionValue
from devices.registry import FACTORIES, build_driver
from devices.serial_scanner import SerialScanner

ENV = DriverEnv(clock_ns=lambda: 0, new_scan_id=lambda: "scan")


def build(kind: str, **options: OptionValue) -> Driver:
    return build_driver(DeviceSettings(kind, "till-1", options), ENV)


def test_every_kind_is_built_under_its_own_name() -> None:
    options: Mapping[str, Mapping[str, OptionValue]] = {
        "serial": {"port": "loop://"},
        "hid_pos": {"path": "/dev/hidraw0"},
        "camera": {"path": "/dev/video0"},
        "fake": {},
    }
    assert set(options) == set(FACTORIES)
    for kind in FACTORIES:
        driver = build(kind, **options[kind])
        assert (kind, "till-1") == (driver.kind, driver.device_id)


def test_a_serial_scanner_takes_every_option_of_its_settings() -> None:
    driver = build(
        "serial", vid="0x1a86", pid=29987, serial_number="A1", location="1-1.2",
        baudrate="115200", suffix="crlf", frame_limit=300, silence_ms=500,
    )  # fmt: skip
    assert isinstance(driver, SerialScanner)


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("serial", {}),
        ("serial", {"vid": 1}),
        ("serial", {"port": "loop://", "vid": 1}),
        ("serial", {"port": ""}),
        ("serial", {"port": 5}),
        ("serial", {"port": "loop://", "baudrate": "fast"}),
        ("serial", {"port": "loop://", "baudrate": True}),
        ("serial", {"port": "loop://", "baudrate": 0}),
        ("serial", {"port": "loop://", "frame_limit": 0}),
        ("serial", {"port": "loop://", "suffix": "crcr"}),
        ("serial", {"port": "loop://", "silence_ms": 0}),
        ("serial", {"port": "loop://", "baudrat": 9600}),
        ("hid_pos", {}),
        ("hid_pos", {"path": "/dev/hidraw0", "vid": 1, "pid": 2}),
        ("hid_pos", {"path": "/dev/hidraw0", "suffix": "cr"}),
        ("camera", {}),
        ("camera", {"path": "/dev/video0", "region": "0 0 100"}),
        ("camera", {"path": "/dev/video0", "region": "10 0 100 100"}),
        ("camera", {"path": "/dev/video0", "width": 0}),
        ("camera", {"path": "/dev/video0", "symbologies": "ean13 barcode"}),
        ("camera", {"path": "/dev/video0", "zoom": 2}),
        ("fake", {"port": "loop://"}),
    ],
)
def test_options_that_make_no_sense_are_refused(kind: str, options: dict[str, Any]) -> None:
    with pytest.raises(DeviceSettingsError) as caught:
        build(kind, **options)
    assert caught.value.code in PERMANENT


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(DeviceKindUnknownError) as caught:
        build("telepathy")
    assert caught.value.code in PERMANENT


def test_a_missing_library_disables_its_own_kind_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "serial.tools.list_ports", None)
    with pytest.raises(DeviceLibraryMissingError) as caught:
        build("serial", port="loop://")
    assert caught.value.code in PERMANENT
    assert "fake" == build("fake").kind


def test_a_camera_takes_every_option_of_its_settings() -> None:
    driver = build(
        "camera", vid="0x0c2e", pid="0x0b6a", serial_number="C1", location="1-5",
        width=640, height=480, region="10 0 80 100", symbologies="ean13 code128 qrcode",
    )  # fmt: skip
    assert "camera" == driver.kind


@pytest.mark.parametrize("missing", ["cv2", "zxingcpp", "pyzbar"])
def test_a_missing_library_of_the_camera_disables_the_camera_and_nothing_else(
    missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [one for one in sys.modules if one.startswith(("devices.camera", "devices.decod"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(DeviceLibraryMissingError) as caught:
        build("camera", path="/dev/video0")
    assert caught.value.code in PERMANENT
    assert "serial" == build("serial", port="loop://").kind


def test_a_library_whose_dll_does_not_load_is_a_missing_library() -> None:
    def load(_settings: DeviceSettings, _env: DriverEnv) -> Driver:
        raise OSError("cannot open shared object file")

    with pytest.raises(DeviceLibraryMissingError):
        build_driver(DeviceSettings("camera", "till-1"), ENV, {"camera": load})
