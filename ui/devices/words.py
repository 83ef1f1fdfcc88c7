"""What the devices page says: states, kinds and codes in words."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from terminal.domain.identifiers import DROPPED, CodeKind
from ui.devices.ports import DeviceFacts, DeviceKind, FoundFacts, Learned, Overview
from ui.devices.state import worst
from ui.frame.status import ScannerState
from ui.sounds import SoundFacts
from ui.theme import Tone

translate: Final = QCoreApplication.translate

TONES: Final = {
    ScannerState.READY: Tone.BRAND,
    ScannerState.STARTING: Tone.INFO,
    ScannerState.LOST: Tone.WARN,
    ScannerState.FAILED: Tone.WARN,
    ScannerState.OFF: Tone.MUTED,
}
FAST_MS: Final = 20
"""A scanner that takes longer for a key is as slow as a quick typist: mostly a radio one."""


def kind(of: DeviceKind) -> str:
    """Return what a kind of device is called."""
    return {
        DeviceKind.KEYBOARD: translate("DeviceKind", "Scanner that types"),
        DeviceKind.SERIAL: translate("DeviceKind", "Serial scanner"),
        DeviceKind.HID_POS: translate("DeviceKind", "HID POS scanner"),
        DeviceKind.CAMERA: translate("DeviceKind", "Camera"),
        DeviceKind.OTHER: translate("DeviceKind", "Device"),
    }[of]


def found_kind(of: DeviceKind) -> str:
    """Return what a kind of thing plugged in is called."""
    if of is DeviceKind.KEYBOARD:
        return translate("DeviceKind", "Keyboard")
    return translate("DeviceKind", "Serial port") if of is DeviceKind.SERIAL else kind(of)


def name(device: DeviceFacts) -> str:
    """Return what people call a device."""
    if device.kind is DeviceKind.KEYBOARD and not device.name:
        return kind(device.kind)
    return device.name or device.id


def state(device: DeviceFacts) -> str:
    """Return how a device is doing."""
    return {
        ScannerState.READY: translate("DeviceState", "Ready"),
        ScannerState.STARTING: translate("DeviceState", "Opening…"),
        ScannerState.LOST: translate("DeviceState", "Not there"),
        ScannerState.FAILED: translate("DeviceState", "Does not work"),
        ScannerState.OFF: translate("DeviceState", "Off"),
    }[device.state]


def code_kind(of: CodeKind) -> str:
    """Return what kind of code was read. Nothing of the code itself."""
    words = {
        "signed_member": translate("CodeKind", "Member code"),
        "gs1": translate("CodeKind", "GS1 code"),
        "insurance": translate("CodeKind", "Medical insurance code"),
        "id_card": translate("CodeKind", "ID card"),
        "payment": translate("CodeKind", "Payment code"),
        "trace": translate("CodeKind", "Medicine trace code"),
        "member": translate("CodeKind", "Member card"),
        "badge": translate("CodeKind", "Staff badge"),
        "retail": translate("CodeKind", "Product barcode"),
        "other_udi": translate("CodeKind", "UDI of another issuer"),
        "phone": translate("CodeKind", "Phone number"),
        "url": translate("CodeKind", "Web address"),
        "wrong_check": translate("CodeKind", "Code with a wrong check digit"),
    }
    text = words.get(of.value, translate("CodeKind", "Unknown code"))
    if of in DROPPED:
        return translate("CodeKind", "%1 (dropped)").replace("%1", text)
    return text


def headline(overview: Overview) -> tuple[str, Tone]:
    """Return the one sentence: what does not work first."""
    devices = [one for one in overview.devices if one.state is not ScannerState.OFF]
    bad = worst(overview)
    if bad is not None:
        return f"{name(bad)} · {state(bad)}", Tone.WARN
    if not devices:
        return translate("Devices", "No scanner is set up yet. Press N to begin."), Tone.WARN
    if any(one.state is ScannerState.STARTING for one in devices):
        return translate("Devices", "A device is being opened…"), Tone.INFO
    return translate("Devices", "All devices are ready."), Tone.PLAIN


def found(one: FoundFacts) -> str:
    """Return what something plugged in is, and where."""
    parts = (one.name, one.where)
    return " · ".join(part for part in parts if part) or found_kind(one.kind)


def keyboards(overview: Overview) -> str:
    """Return whether keyboards are told apart, and what that means."""
    if overview.tells_keyboards_apart:
        return translate(
            "Devices",
            "This system says from which keyboard a key came: a scanner that types is known for"
            " certain.",
        )
    return translate(
        "Devices",
        "This system mixes all keyboards into one. A scanner that types is told from a person by"
        " the habits that set-up learns.",
    )


def learned(what: Learned) -> list[tuple[str, str]]:
    """Return what the set-up found out, as pairs of a label and words."""
    rows = []
    if what.ms_per_key is not None:
        text = translate("Learned", "%1 ms a key").replace("%1", f"{what.ms_per_key:.0f}")
        if what.ms_per_key > FAST_MS:
            text = translate("Learned", "%1 ms a key (slow)").replace(
                "%1", f"{what.ms_per_key:.0f}"
            )
        rows.append((translate("Learned", "Speed"), text))
    if what.baudrate is not None:
        rows.append((translate("Learned", "Speed"), f"{what.baudrate} baud"))
    rows.append((translate("Learned", "Suffix"), suffix(what.suffix)))
    rows.append((translate("Learned", "Separator"), separator(what.separator)))
    harms = [
        text
        for is_so, text in (
            (what.is_caps_inverted, translate("Learned", "letters come in the wrong case")),
            (what.is_doubled, translate("Learned", "keys come twice")),
            (what.is_eaten, translate("Learned", "an input method eats letters")),
        )
        if is_so
    ]
    none = translate("Learned", "none seen")
    rows.append((translate("Learned", "Harm"), " · ".join(harms) or none))
    return rows


def suffix(of: str) -> str:
    """Return what ends a code."""
    if not of:
        return translate("Learned", "none")
    names = {
        "enter": translate("Learned", "Enter"),
        "tab": translate("Learned", "Tab"),
        "down": translate("Learned", "Down"),
        "cr": "CR",
        "lf": "LF",
        "crlf": "CR LF",
        "etx": "ETX",
    }
    return " + ".join(names.get(part, part) for part in of.split("+"))


def separator(of: str) -> str:
    """Return how GS arrives."""
    words = {
        "": translate("Learned", "not learned"),
        "gs": translate("Learned", "arrives as it is"),
        "lost": translate("Learned", "gets lost"),
        "ctrl": translate("Learned", "arrives as Ctrl+]"),
        "alt_29": translate("Learned", "arrives as Alt+029"),
        "alt_0": translate("Learned", "arrives as Alt+0"),
        "digits": translate("Learned", "arrives as the digits 029"),
        "f8": translate("Learned", "arrives as F8"),
    }
    other = translate("Learned", "arrives as %1").replace("%1", of)
    return words.get(of, other)


def sound(of: SoundFacts) -> str:
    """Return how loud scans are."""
    if not of.volume:
        return translate("DeviceSound", "Sound off")
    if of.code:
        return translate("DeviceSound", "Sound does not work")
    if not of.has_player:
        return translate("DeviceSound", "Sound: system bell")
    return translate("DeviceSound", "Sound {percent} %").format(percent=of.volume)
