"""The states in which pictures of the devices page are taken. All data is made up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

from terminal.domain.identifiers import CodeKind
from terminal.domain.problems import Refusal
from ui.devices.ports import (
    CardResult,
    DeviceFacts,
    DeviceKind,
    FoundFacts,
    Learned,
    Noise,
    Overview,
    Picture,
    Source,
)
from ui.devices.set_up_state import SetUpState
from ui.devices.state import DevicesState, LastRead, Sheet, Trial
from ui.devices.wiring import CardToPrint, press
from ui.followups.states import NOW
from ui.frame.status import ScannerState
from ui.printing.layout import Sheet as PaperSheet
from ui.sounds import SoundFacts

CARDS: Final = (
    CardToPrint("digits", "code_128", "90011223344556677889"),
    CardToPrint("symbols", "code_128", "guiTai-Zz.:/+*=%$#@?!~"),
    CardToPrint("separator", "gs1_128", "10GUITAI1\x1d215501"),
    CardToPrint("long", "qr", "GUITAI7ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ZYXWVUTSRQPONMLKJIHGF"),
    CardToPrint("chinese", "qr", "柜台五号卡：头孢克肟0.1克"),
)
LEARNED: Final = Learned(
    learned_at=NOW - timedelta(days=3), ms_per_key=8.2, suffix="enter", separator="f8"
)
TYPING: Final = DeviceFacts(
    "keyboard", DeviceKind.KEYBOARD, ScannerState.READY, scans=132, learned=LEARNED
)
SERIAL: Final = DeviceFacts(
    "scanner",
    DeviceKind.SERIAL,
    ScannerState.READY,
    name="柜台 1 号枪",
    where="/dev/ttyACM0",
    scans=618,
    bad_frames=2,
    learned=Learned(
        learned_at=NOW - timedelta(days=40), suffix="crlf", separator="gs", baudrate=9600
    ),
)
CAMERA: Final = DeviceFacts(
    "camera", DeviceKind.CAMERA, ScannerState.FAILED, "DEVICE_BUSY", where="/dev/video0"
)
SEEN: Final = replace(CAMERA, state=ScannerState.READY, code="", scans=41)
_GREY: Final = bytes(min(200, 60 + place // 3 % 320 // 2) for place in range(320 * 180 * 3))
_CODE: Final = ((90.0, 60.0), (230.0, 66.0), (228.0, 120.0), (88.0, 114.0))
FOUND: Final = (
    FoundFacts(DeviceKind.SERIAL, "/dev/ttyACM0", "USB Barcode Scanner", is_used=True),
    FoundFacts(DeviceKind.SERIAL, "/dev/ttyS0", ""),
    FoundFacts(DeviceKind.CAMERA, "/dev/video0", "HD Webcam", is_used=True),
    FoundFacts(DeviceKind.KEYBOARD, "/dev/input/event3", "AT Translated Set 2 keyboard"),
    FoundFacts(DeviceKind.KEYBOARD, "/dev/input/event9", "Newtologic NT2050 HIDKeyboard"),
)
OVERVIEW: Final = Overview((SERIAL, TYPING), FOUND, printers=("HP-LaserJet",))
RESULTS: Final = (
    CardResult("digits", ("whole",), keys=20, ms_per_key=8.1, suffix="enter"),
    CardResult("symbols", ("whole", "eaten"), keys=22, ms_per_key=8.4, suffix="enter"),
    CardResult(
        "separator",
        ("whole", "separator_other"),
        keys=16,
        ms_per_key=8.0,
        suffix="enter",
        separator="f8",
    ),
    CardResult("long", ("whole",), keys=60, ms_per_key=8.2, suffix="enter"),
    CardResult("chinese", ("whole", "chinese_numbers"), keys=71, ms_per_key=8.2, suffix="enter"),
)
STALLED: Final = CardResult("symbols", ("stalled", "whole"), True, 22, 8.3, "enter")
SLOW: Final = CardResult("digits", ("whole", "slow", "suffix_wanted"), keys=20, ms_per_key=34.0)
SIGNS: Final = CardResult(
    "symbols",
    ("wrong_signs",),
    keys=22,
    ms_per_key=8.1,
    suffix="enter",
    wrong=(("-", "ß"), ("/", "-"), (":", "Ö"), ("=", "´")),
)
READS: Final = {
    "scanner": LastRead(NOW - timedelta(minutes=1), CodeKind.SIGNED_MEMBER),
    "keyboard": LastRead(NOW - timedelta(hours=26), CodeKind.PAYMENT),
}


def states() -> Mapping[str, DevicesState]:
    """Return the states by name."""
    full = DevicesState(overview=OVERVIEW, now=NOW, selected="keyboard", reads=READS)
    lost = replace(SERIAL, state=ScannerState.LOST, code="DEVICE_LOST")
    trial = Trial("scanner", NOW + timedelta(seconds=12))
    cameras = replace(
        full, overview=replace(OVERVIEW, devices=(SERIAL, TYPING, SEEN)), selected="camera"
    )
    made = press(CARDS)
    papers = made.cards()
    printing = replace(full, sheet=Sheet.PRINT, papers=papers)
    return {
        "full": full,
        "empty": DevicesState(overview=Overview(), now=NOW, sound=SoundFacts(50, "SOUND_FAILED")),
        "loading": DevicesState(),
        "lost": replace(
            full, overview=replace(OVERVIEW, devices=(lost, TYPING)), selected="scanner"
        ),
        "failed": replace(
            full, overview=replace(OVERVIEW, devices=(SERIAL, TYPING, CAMERA)), selected="camera"
        ),
        "camera": replace(cameras, picture=Picture(320, 180, _GREY, codes=(_CODE,))),
        "camera_glare": replace(cameras, picture=Picture(320, 180, _GREY, ("glare", "blur"))),
        "camera_hidden": replace(cameras, picture=Picture(320, 180, None)),
        "trial": replace(full, selected="scanner", trial=trial),
        "trial_read": replace(
            full, selected="scanner", trial=replace(trial, read=CodeKind.RETAIL, length=13)
        ),
        "trial_over": replace(full, selected="scanner", trial=replace(trial, is_over=True)),
        "remove": replace(full, sheet=Sheet.REMOVE),
        "print": printing,
        "print_saved": replace(
            printing,
            overview=replace(OVERVIEW, printers=None),
            saved="/var/lib/guitai/exports/guitai-cards-20251121-103204.pdf",
        ),
        **{name: replace(full, set_up=state) for name, state in set_ups(made.picture).items()},
        "print_none": replace(printing, overview=replace(OVERVIEW, printers=None)),
    }


def set_ups(picture: Callable[[str], PaperSheet]) -> Mapping[str, SetUpState]:
    """Return the states of a set-up by name."""
    port = FoundFacts(DeviceKind.SERIAL, "/dev/ttyUSB0", "USB Serial")
    keyboard = Source(DeviceKind.KEYBOARD)
    begun = SetUpState(ports=(port,), picture=picture("digits"))
    second = replace(begun, source=keyboard, picture=picture("symbols"))
    done = SetUpState(results=RESULTS, last=RESULTS[-1], source=keyboard, learned=LEARNED)
    return {
        "set_up": begun,
        "set_up_read": replace(second, results=RESULTS[:1], last=RESULTS[0]),
        "set_up_stalled": replace(second, results=RESULTS[:1], last=STALLED),
        "set_up_slow": replace(second, results=(SLOW,), last=SLOW),
        "set_up_signs": replace(
            second, results=(RESULTS[0], SIGNS), last=SIGNS, picture=picture("separator")
        ),
        "set_up_no_card": replace(second, results=RESULTS[:1], last=CardResult(None, ("no_card",))),
        "set_up_noise": replace(begun, port=port.where, noise=Noise(9600, 115_200)),
        "set_up_qr": replace(second, results=RESULTS[:3], last=RESULTS[2], picture=picture("long")),
        "set_up_done": done,
        "set_up_refused": replace(done, refusal=Refusal("DEVICE_BOOK")),
    }
