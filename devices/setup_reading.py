"""What a scanner made of a set-up card: which card it was, what was harmed, and its habits.

Pure: strokes or bytes in, words out. A reading never holds what was read when it was no card of
ours, because it may have been anybody's payment code.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise
from statistics import median
from typing import Final

from devices.aim import split_aim
from devices.arbiter.layout import alt_digit, char_of, decode_alt, ends_line
from devices.arbiter.strokes import Special, Stroke
from devices.decoding import decode_payload
from devices.framing import BLANKS, Suffix
from devices.serial_rate import suffix_of
from devices.setup_cards import BY_ID, CARDS, GS, CardId, SetUpCard

SLOW_MS: Final = 20.0
"""A scanner that takes longer for a key is as slow as a quick typist, and needs a suffix."""
STALL_MS: Final = 150.0
STALL_TIMES: Final = 8.0
"""A gap that is both so long and so many times the usual one is the computer's, not the scanner's:
links that carry several keys at once pause for five keys at most.
"""
LIKE_ENOUGH: Final = 0.55
_FEW: Final = 3
_NS_PER_MS: Final = 1_000_000
_PLAIN_PART: Final = "0.1"
"""What of the Chinese card arrives whatever becomes of its characters."""
_MODIFIERS: Final = frozenset({Special.SHIFT, Special.CONTROL, Special.ALT})
_ENDING: Final = frozenset({Special.ENTER, Special.TAB, Special.DOWN})
_FUNCTION_KEYS: Final = {67 + n: f"f{n + 1}" for n in range(10)} | {95: "f11", 96: "f12"}
"""Native codes as X11 counts them."""


class Finding(StrEnum):
    """What one card showed. Of several the first ones matter most."""

    NO_CARD = "no_card"
    STALLED = "stalled"
    CUT = "cut"
    LOST = "lost"
    WHOLE = "whole"
    EATEN = "eaten"
    DOUBLED = "doubled"
    CAPS_INVERTED = "caps_inverted"
    WRONG_SIGNS = "wrong_signs"
    SEPARATOR_OK = "separator_ok"
    SEPARATOR_OTHER = "separator_other"
    SEPARATOR_LOST = "separator_lost"
    CHINESE_NUMBERS = "chinese_numbers"
    CHINESE_LOST = "chinese_lost"
    SUFFIX_WANTED = "suffix_wanted"
    NO_SUFFIX = "no_suffix"
    SLOW = "slow"


AGAIN: Final = frozenset({Finding.NO_CARD, Finding.STALLED, Finding.CUT})
"""After these the card is asked for again: it says nothing about the scanner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardReading:
    """One card as it was read. `card` is None when it was none of ours.

    `suffix` and `separator` are names such as "enter+tab" and "f8"; `separator` is None where the
    card shows nothing of it. `wrong` pairs signs with what came in their place. Gaps are in
    milliseconds between key presses, None where nothing was typed.
    """

    card: CardId | None
    findings: tuple[Finding, ...]
    suffix: str = ""
    separator: str | None = None
    wrong: tuple[tuple[str, str], ...] = ()
    ms_per_key: float | None = None
    longest_gap_ms: float | None = None
    source: str | None = None
    keys: int = 0
    strokes: tuple[Stroke, ...] = field(default=(), repr=False)

    @property
    def must_repeat(self) -> bool:
        """Tell whether the card has to be scanned once more."""
        return bool(AGAIN & set(self.findings))


def read_strokes(strokes: Sequence[Stroke], asked: CardId) -> CardReading:
    """Return what a scanner that types made of a card, from its first key to the silence after its
    last. `asked` only decides where a mangled reading fits several cards.
    """
    presses = [one for one in strokes if one.is_press and one.special not in _MODIFIERS]
    ending = _ending(presses)
    body = presses[: len(presses) - len(ending)]
    typed = _typed(strokes, len(ending))
    gaps = [(after.at_ns - before.at_ns) / _NS_PER_MS for before, after in pairwise(body)]
    usual = median(gaps) if gaps else None
    longest = max(gaps) if gaps else None
    is_stalled = usual is not None and longest is not None and _is_stall(usual, longest)
    judged = _judge(typed.text, asked, typed)
    found = list(judged.findings)
    if any(one.is_eaten for one in body):
        found.append(Finding.EATEN)
    if is_stalled and judged.card is not None:
        found.insert(0, Finding.STALLED)
    if judged.card is not None:
        found += _pace(usual, has_suffix=bool(ending))
    return CardReading(
        card=judged.card,
        findings=tuple(found),
        suffix="+".join(key.value for key in ending),
        separator=judged.separator,
        wrong=judged.wrong,
        ms_per_key=usual,
        longest_gap_ms=longest,
        source=next((one.source for one in body if one.source), None),
        keys=len(body),
        strokes=tuple(strokes) if judged.card is not None else (),
    )


def read_bytes(raw: bytes, asked: CardId) -> CardReading:
    """Return what came through a serial port for one card, end mark and all."""
    text, _ = decode_payload(raw.strip(BLANKS + b"\x02\x03"))
    suffix = suffix_of(raw)
    return _plain(text, asked, "" if suffix is Suffix.NONE else suffix.value)


def read_text(payload: str, asked: CardId) -> CardReading:
    """Return what a device that hands over whole codes (HID POS, camera) made of a card."""
    return _plain(payload, asked, "")


@dataclass(frozen=True, slots=True)
class _Typed:
    """What keys meant: the text, and how a separator and other characters came."""

    text: str
    separator: str = ""
    has_numbers: bool = False


@dataclass(frozen=True, slots=True)
class _Judged:
    card: CardId | None
    findings: tuple[Finding, ...]
    separator: str | None = None
    wrong: tuple[tuple[str, str], ...] = ()


def _plain(text: str, asked: CardId, suffix: str) -> CardReading:
    _, content = split_aim(text)
    judged = _judge(content, asked, _Typed(content, "gs" if GS in content else ""))
    return CardReading(
        card=judged.card,
        findings=judged.findings,
        suffix=suffix,
        separator=judged.separator,
        wrong=judged.wrong,
        keys=len(content),
    )


def _ending(presses: Sequence[Stroke]) -> list[Special]:
    found: list[Special] = []
    for stroke in reversed(presses):
        special = ends_line(stroke) or stroke.special
        if special not in _ENDING or special is None:
            break
        found.append(special)
    return found[::-1]


def _typed(strokes: Sequence[Stroke], ending: int) -> _Typed:
    """Return what the keys meant. Alt with digits makes one character when Alt is let go."""
    parts: list[str] = []
    number, separator, has_numbers = "", "", False
    left = sum(one.is_press and one.special not in _MODIFIERS for one in strokes) - ending
    for one in strokes:
        if one.special is Special.ALT and not one.is_press and number:
            parts.append(_by_number(number))
            separator = separator or _number_name(number)
            number, has_numbers = "", True
        if not one.is_press or one.special in _MODIFIERS or left <= 0:
            continue
        left -= 1
        if digit := alt_digit(one):
            number += digit
            continue
        if number:  # Alt's release was not shown.
            parts.append(_by_number(number))
            separator = separator or _number_name(number)
            number, has_numbers = "", True
        char = char_of(one)
        if one.special is Special.OTHER:
            char, separator = GS, _FUNCTION_KEYS.get(one.scan_code, "key")
        elif char == GS:
            separator = "ctrl" if one.is_ctrl else "gs"
        parts.append(char)
    if number:
        parts.append(_by_number(number))
        separator, has_numbers = separator or _number_name(number), True
    _, text = split_aim("".join(parts))
    return _Typed(text, separator, has_numbers)


def _by_number(digits: str) -> str:
    """Return the character of Alt and a number; 0 is what some scanners send for a separator."""
    return GS if int(digits) in (0, 29) else decode_alt(digits)


def _number_name(digits: str) -> str:
    return {0: "alt_0", 29: "alt_29"}.get(int(digits), "")


def _pace(usual: float | None, *, has_suffix: bool) -> Iterable[Finding]:
    is_slow = usual is not None and usual > SLOW_MS
    if is_slow:
        yield Finding.SLOW
    if not has_suffix:
        yield Finding.SUFFIX_WANTED if is_slow else Finding.NO_SUFFIX


def _is_stall(usual: float, longest: float) -> bool:
    return longest >= STALL_MS and longest >= STALL_TIMES * max(usual, 1.0)


def _judge(text: str, asked: CardId, typed: _Typed) -> _Judged:
    card = _card_of(text, asked)
    if card is None:
        return _Judged(None, (Finding.NO_CARD,))
    if card.id is CardId.SEPARATOR:
        return _judge_separator(text, card, typed)
    if card.id is CardId.CHINESE:
        return _judge_chinese(text, card, typed)
    return _Judged(card.id, *_harm(text, card.content))


def _card_of(text: str, asked: CardId) -> SetUpCard | None:
    """Return the card this was meant to be, however mangled, None for anything else."""
    shares = {card.id: _likeness(text, card.content) for card in CARDS}
    if not _may_be_digits(text):
        shares[CardId.DIGITS] = 0.0
    best = max(CARDS, key=lambda card: (shares[card.id], card.id is asked))
    if shares[best.id] >= LIKE_ENOUGH:
        return best
    if len(text) >= _FEW and any(card.content.startswith(text) for card in CARDS):
        return next(card for card in CARDS if card.content.startswith(text))
    if asked is CardId.CHINESE and _PLAIN_PART in text and not text.isdigit():
        return BY_ID[CardId.CHINESE]
    if asked is CardId.DIGITS and _has_no_digit(text):
        return BY_ID[CardId.DIGITS]
    eaten = BY_ID[asked]
    is_rest = len(text) >= _FEW and _is_part(text.casefold(), eaten.content.casefold())
    return eaten if is_rest else None


def _may_be_digits(text: str) -> bool:
    """Tell whether this can be the card of digits. Any long number looks like it, so it counts only
    with digits missing or doubled.
    """
    content = BY_ID[CardId.DIGITS].content
    return _is_part(text, content) or _is_doubled(text, content)


def _has_no_digit(text: str) -> bool:
    """Tell whether this can be the card of digits on a layout with signs in their place."""
    is_long = len(text) == len(BY_ID[CardId.DIGITS].content)
    return is_long and not any(char.isdigit() for char in text)


def _likeness(text: str, content: str) -> float:
    one, other = _once(text.casefold()), _once(content.casefold())
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _once(text: str) -> str:
    """Return a text without its neighbours that are equal: doubled keys look alike then."""
    return "".join(char for place, char in enumerate(text) if text[place - 1 : place] != char)


def _is_part(text: str, content: str) -> bool:
    """Tell whether a text is the content with some characters missing."""
    rest = iter(content)
    return all(char in rest for char in text)


def _harm(text: str, content: str) -> tuple[tuple[Finding, ...], None, tuple[tuple[str, str], ...]]:
    if text == content:
        return (Finding.WHOLE,), None, ()
    if text.swapcase() == content:
        return (Finding.CAPS_INVERTED,), None, ()
    if _is_doubled(text, content):
        return (Finding.DOUBLED,), None, ()
    if content.startswith(text):
        return (Finding.CUT,), None, ()
    if len(text) == len(content):
        pairs = zip(content, text, strict=True)
        wrong = tuple(dict.fromkeys(pair for pair in pairs if pair[0] != pair[1]))
        return (Finding.WRONG_SIGNS,), None, wrong
    return (Finding.LOST,), None, ()


def _is_doubled(text: str, content: str) -> bool:
    """Tell whether the text is the content with some keys twice."""
    if len(text) <= len(content):
        return False
    place = 0
    for char in text:
        if place < len(content) and content[place] == char:
            place += 1
        elif not (place and content[place - 1] == char):
            return False
    return place == len(content)


def _judge_separator(text: str, card: SetUpCard, typed: _Typed) -> _Judged:
    before, _, after = card.content.partition(GS)
    if text == card.content:
        is_plain = typed.separator in ("gs", "ctrl", "alt_29")
        found = Finding.SEPARATOR_OK if is_plain else Finding.SEPARATOR_OTHER
        return _Judged(card.id, (Finding.WHOLE, found), typed.separator or "gs")
    if text == before + after:
        return _Judged(card.id, (Finding.SEPARATOR_LOST,), "lost")
    if text.startswith(before) and text.endswith(after):
        between = text[len(before) : len(text) - len(after)]
        name = "digits" if between in ("29", "029") else between
        return _Judged(card.id, (Finding.SEPARATOR_OTHER,), name)
    findings, _, wrong = _harm(text.replace(GS, ""), before + after)
    return _Judged(card.id, findings, None, wrong)


def _judge_chinese(text: str, card: SetUpCard, typed: _Typed) -> _Judged:
    if text == card.content:
        numbers = (Finding.CHINESE_NUMBERS,) if typed.has_numbers else ()
        return _Judged(card.id, (Finding.WHOLE, *numbers))
    if len(text) < len(card.content) and card.content.startswith(text):
        return _Judged(card.id, (Finding.CUT,))
    return _Judged(card.id, (Finding.CHINESE_LOST,))
