"""What the set-up says of a card: what was read, what it means, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication

from ui.devices import words
from ui.devices.ports import CardResult, Noise
from ui.devices.set_up_state import SetUpState
from ui.theme import Tone

translate: Final = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Line:
    """One finding in words. `tone` says whether it is well, worth knowing, or to be done."""

    text: str
    tone: Tone = Tone.PLAIN


def sign(result: CardResult | None, *, is_skipped: bool) -> tuple[str, Tone]:
    """Return the short word of a card in the list."""
    if is_skipped:
        return translate("SetUp", "left out"), Tone.MUTED
    if result is None:
        return translate("SetUp", "not yet"), Tone.MUTED
    first = lines(result)[0]
    if first.tone is Tone.WARN:
        return translate("SetUp", "read, with harm"), Tone.WARN
    return translate("SetUp", "read"), Tone.BRAND


def headline(state: SetUpState) -> str:
    """Return what to do now."""
    if state.is_busy:
        return translate("SetUp", "Keeping what was learned…")
    if state.is_done:
        return translate("SetUp", "All cards are read. Keep it?")
    if state.asked is None:
        return translate("SetUp", "Scan any card.")
    return translate("SetUp", "Scan this card")


def help_text(state: SetUpState) -> str:
    """Return what helps while nothing comes."""
    if state.is_done:
        return ""
    if state.port:
        text = translate(
            "SetUp",
            "Listening to %1. If nothing comes, set the scanner to USB-COM or RS-232 by its"
            " manual.",
        )
        return text.replace("%1", state.port)
    if state.ports:
        return translate(
            "SetUp",
            "It beeps and nothing comes? Then it is no keyboard: choose its serial port below.",
        )
    return translate(
        "SetUp",
        "It beeps and nothing comes? Check its cable, or its receiver; a scanner on a serial port"
        " shows up here when it is plugged in.",
    )


def noise(of: Noise) -> Line:
    """Return what to do after a speed that was wrong."""
    text = translate("SetUp", "Noise at %1 baud. Scan the same card again: it is heard at %2 now.")
    return Line(text.replace("%1", str(of.baudrate)).replace("%2", str(of.next_rate)), Tone.INFO)


def facts(result: CardResult) -> str:
    """Return what was read, in figures."""
    parts = [translate("SetUp", "%1 characters").replace("%1", str(result.keys))]
    if result.ms_per_key is not None:
        parts.append(translate("SetUp", "%1 ms a key").replace("%1", f"{result.ms_per_key:.0f}"))
    if result.baudrate is not None:
        parts.append(f"{result.baudrate} baud")
    ended = words.suffix(result.suffix)
    parts.append(translate("SetUp", "ends with: %1").replace("%1", ended))
    return " · ".join(parts)


def lines(result: CardResult) -> list[Line]:
    """Return everything a card showed, the gravest first."""
    made = [_line(one, result) for one in result.findings]
    known = [line for line in made if line is not None]
    if result.must_repeat:  # What else it showed is of no use yet.
        known = [line for line in known if line.tone is Tone.WARN]
    return sorted(known, key=lambda line: line.tone is not Tone.WARN)


def suffix_advice() -> str:
    """Return how any scanner is given a suffix."""
    return translate(
        "SetUp",
        "Without an end mark a slow scanner looks like a quick typist. In its manual look for"
        " “Suffix” or “Terminator” and scan the code “CR” or “Enter”. Then scan card 1 here again.",
    )


def _line(finding: str, result: CardResult) -> Line | None:
    warn = _warnings().get(finding)
    if warn is not None:
        return Line(warn, Tone.WARN)
    if finding == "wrong_signs":
        return Line(_signs(result), Tone.WARN)
    if finding == "separator_other":
        return Line(_separator(result), Tone.INFO)
    good = _well().get(finding)
    return None if good is None else Line(*good)


def _warnings() -> dict[str, str]:
    return {
        "no_card": translate(
            "SetUp", "That was none of the five cards. It was forgotten; scan the card shown."
        ),
        "stalled": translate(
            "SetUp",
            "The computer stopped for a moment while the card came in, so its speed cannot be"
            " trusted. Scan the same card again.",
        ),
        "cut": translate(
            "SetUp", "Only the beginning arrived. Scan the same card again and hold still."
        ),
        "lost": translate(
            "SetUp",
            "Characters got lost, probably in an input method. Switch it to English and scan the"
            " card again; if that helps, the till is safe while fields are off it. A serial"
            " connection (USB-COM) never has this.",
        ),
        "doubled": translate(
            "SetUp",
            "Keys come twice. Codes with a check digit are mended, others are asked for again. Slow"
            " the scanner down (“inter-character delay”) or change its cable.",
        ),
        "caps_inverted": translate(
            "SetUp",
            "Capitals come small and small letters come as capitals. Member codes are not affected;"
            " set “Caps Lock” to off in the scanner's manual, and scan the card again.",
        ),
        "separator_lost": translate(
            "SetUp",
            "The separator gets lost: lot and serial number of a medicine cannot be told apart, so"
            " this till does not show them. Set “GS1” or “control characters” (FNC1) to be sent, or"
            " use USB-COM.",
        ),
        "chinese_lost": translate(
            "SetUp",
            "Chinese text does not arrive. Nothing this till reads needs it; a QR code with Chinese"
            " in it will be told as unknown.",
        ),
        "suffix_wanted": suffix_advice(),
    }


def _well() -> dict[str, tuple[str, Tone]]:
    return {
        "whole": (translate("SetUp", "Arrived whole."), Tone.BRAND),
        "eaten": (
            translate(
                "SetUp",
                "An input method takes this scanner's keys; this till reads them all the same.",
            ),
            Tone.INFO,
        ),
        "separator_ok": (translate("SetUp", "The separator arrives."), Tone.BRAND),
        "chinese_numbers": (
            translate("SetUp", "Chinese comes as Alt and numbers; this till puts it together."),
            Tone.INFO,
        ),
        "no_suffix": (
            translate(
                "SetUp",
                "No end mark: a code is taken a quarter of a second after its last character. With"
                " Enter it is taken at once.",
            ),
            Tone.INFO,
        ),
        "slow": (
            translate("SetUp", "This scanner is slow, as radio scanners mostly are."),
            Tone.INFO,
        ),
    }


def _signs(result: CardResult) -> str:
    pairs = "  ".join(f"{meant} → {came}" for meant, came in result.wrong[:6])
    text = translate(
        "SetUp",
        "Some signs arrive as others: %1. Set the scanner's keyboard layout to “US English”, and"
        " the computer's too.",
    )
    return text.replace("%1", pairs)


def _separator(result: CardResult) -> str:
    text = translate("SetUp", "The separator %1.")
    return text.replace("%1", words.separator(result.separator or ""))
