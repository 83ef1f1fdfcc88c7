"""Which kinds of device there are, and how each is built from its settings.

An explicit table: adding a driver is one entry here. Each factory imports its driver when
it is called, so that a missing library or DLL disables that device and not the till.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from devices.base import Driver, DriverEnv
from devices.errors import (
    DeviceKindUnknownError,
    DeviceLibraryMissingError,
    DeviceSettingsError,
)
from devices.framing import FRAME_LIMIT, FrameRules, Suffix
from devices.options import DeviceSettings, OptionReader
from devices.place import Place

DriverFactory: TypeAlias = Callable[[DeviceSettings, DriverEnv], Driver]


def build_driver(
    settings: DeviceSettings,
    env: DriverEnv,
    factories: Mapping[str, DriverFactory] | None = None,
) -> Driver:
    """Return the driver `settings` describe; nothing is opened yet.

    Raises:
        DeviceKindUnknownError: no factory has that name.
        DeviceLibraryMissingError: the driver's library does not load.
        DeviceSettingsError: an option is unknown, missing or of the wrong form.
    """
    factory = (FACTORIES if factories is None else factories).get(settings.kind)
    if factory is None:
        raise DeviceKindUnknownError(f"{settings.id}: no kind {settings.kind!r}")
    try:
        return factory(settings, env)
    except (ImportError, OSError) as error:  # ctypes reports a DLL that does not load as OSError.
        raise DeviceLibraryMissingError(f"{settings.id} ({settings.kind})") from error


def _serial(settings: DeviceSettings, env: DriverEnv) -> Driver:
    from serial.tools.list_ports import comports

    from devices.serial_scanner import FACTORY_BAUDRATE, SerialScanner, SerialSettings

    options = OptionReader(settings)
    baudrate, limit = options.number("baudrate"), options.number("frame_limit")
    serial_settings = SerialSettings(
        port=options.text("port"),
        vid=options.number("vid"),
        pid=options.number("pid"),
        serial_number=options.text("serial_number"),
        location=options.text("location"),
        baudrate=FACTORY_BAUDRATE if baudrate is None else baudrate,
        rules=FrameRules(
            suffix=_suffix(settings.id, options.text("suffix")),
            limit=FRAME_LIMIT if limit is None else limit,
            silence_ms=options.number("silence_ms"),
        ),
    )
    options.finish()
    return SerialScanner(settings.id, serial_settings, env, list_ports=comports)


def _hid_pos(settings: DeviceSettings, env: DriverEnv) -> Driver:
    from serial.tools.list_ports import comports

    from devices.discovery import Discovery
    from devices.hid_pos_scanner import HidPosScanner

    options = OptionReader(settings)
    place = _place(options)
    options.finish()
    machine = Discovery(comports)
    return HidPosScanner(
        settings.id,
        place,
        env,
        list_scanners=machine.hid_scanners,
        descriptor_of=machine.report_descriptor,
    )


def _camera(settings: DeviceSettings, env: DriverEnv) -> Driver:
    # A camera that stops sending is noticed after a second, not after OpenCV's ten.
    os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "1")
    from serial.tools.list_ports import comports

    from devices import camera
    from devices.decoders import SYMBOLOGIES
    from devices.discovery import Discovery

    options = OptionReader(settings)
    place = _place(options)
    width, height = options.number("width"), options.number("height")
    camera_settings = camera.CameraSettings(
        place=place,
        width=camera.WIDTH if width is None else width,
        height=camera.HEIGHT if height is None else height,
        region=_region(settings.id, options.text("region")),
        symbologies=tuple((options.text("symbologies") or " ".join(SYMBOLOGIES)).split()),
    )
    options.finish()
    machine = camera.machine_for(settings.id, Discovery(comports).cameras)
    return camera.Camera(settings.id, camera_settings, env, machine)


def _region(device_id: str, text: str | None) -> tuple[int, int, int, int]:
    """Return "left top width height", in percent."""
    try:
        left, top, width, height = map(int, (text or "0 0 100 100").split())
    except ValueError:
        raise DeviceSettingsError(f"{device_id}: no region {text!r}") from None
    return left, top, width, height


def _fake(settings: DeviceSettings, env: DriverEnv) -> Driver:
    from devices.fake_scanner import FakeScanner

    OptionReader(settings).finish()
    return FakeScanner(settings.id, env)


def _place(options: OptionReader) -> Place:
    return Place(
        path=options.text("path"),
        vid=options.number("vid"),
        pid=options.number("pid"),
        serial_number=options.text("serial_number"),
        location=options.text("location"),
    )


def _suffix(device_id: str, name: str | None) -> Suffix:
    try:
        return Suffix(name or Suffix.AUTO)
    except ValueError:
        raise DeviceSettingsError(f"{device_id}: no suffix {name!r}") from None


FACTORIES: Final[Mapping[str, DriverFactory]] = MappingProxyType(
    {"serial": _serial, "hid_pos": _hid_pos, "camera": _camera, "fake": _fake}
)
