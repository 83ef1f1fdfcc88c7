"""People who type. Gaps are log-normal around a speed; all figures are assumed."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Final, Literal

from tests.bench.scan_rig.codes import draw as draw_code
from tests.bench.scan_rig.input_method import Mode
from tests.bench.scan_rig.presses import MS, Press, Stroke, named, of_char

Focus = Literal["search", "note", "number", "table", "none"]
FOCUSES: Final[tuple[Focus, ...]] = ("search", "note", "number", "table", "none")
_TAKES_TEXT: Final = frozenset({"search", "note", "number"})
KEYBOARD: Final = 9
"""The source of a person's keys: no scanner has it."""
_SYLLABLES: Final = ("ni", "hao", "xue", "ya", "gao", "kong", "tang", "yao", "zhou", "wang", "shi")
_WORDS: Final = ("call", "again", "after", "lunch", "metformin", "2 boxes", "bp 128", "ok", "later")


@dataclass(frozen=True, slots=True)
class Typist:
    """A person: words (of five keys) a minute, spread of the gaps, how long a key is held, and the
    share of keys struck almost together with the one before.
    """

    words_per_minute: float
    spread: float
    dwell_ms: float
    rolled: float = 0.0

    def gap_ms(self, rng: Random) -> float:
        """Return the time to the next key."""
        if self.rolled and rng.random() < self.rolled:
            return rng.uniform(6, 45)
        mean = 60_000 / (self.words_per_minute * 5)
        return rng.lognormvariate(math.log(mean) - self.spread**2 / 2, self.spread)


def takes_text(focus: Focus) -> bool:
    """Tell whether text can be entered there; elsewhere keys are commands."""
    return focus in _TAKES_TEXT


def a_typist(rng: Random) -> Typist:
    """Return somebody."""
    rolled = rng.choice((0.0, 0.0, 0.01, 0.04))
    return Typist(rng.uniform(60, 200), rng.uniform(0.35, 0.5), rng.uniform(50, 120), rolled)


def _chars(text: str, *, caps: bool, keypad: bool = False) -> list[Stroke]:
    return [of_char(char, caps=caps, keypad=keypad) for char in text]


def _phone(rng: Random, im: Mode, caps: bool) -> list[Stroke]:
    text = f"1{rng.choice('3456789')}{rng.randrange(10**9):09d}"
    return [*_chars(text, caps=caps, keypad=rng.random() < 0.6), *_perhaps_enter(rng, 0.6)]


def _tail(rng: Random, im: Mode, caps: bool) -> list[Stroke]:
    text = f"{rng.randrange(10**4):04d}"
    return [*_chars(text, caps=caps, keypad=rng.random() < 0.6), named("enter")]


def _number(rng: Random, im: Mode, caps: bool) -> list[Stroke]:
    text = rng.choice(
        (f"{rng.uniform(3, 20):.1f}", f"{rng.randint(95, 200)} {rng.randint(55, 110)}")
    )
    return [*_chars(text, caps=caps, keypad=rng.random() < 0.6), *_perhaps_enter(rng, 0.7)]


def _code_by_hand(rng: Random, im: Mode, caps: bool) -> list[Stroke]:
    """A retail or trace code read aloud and typed, check digit and all."""
    code = draw_code(rng.choice(("ean13", "trace", "member_card", "ean8_upc")), rng)
    return [*_chars(code.text, caps=caps, keypad=rng.random() < 0.7), *_perhaps_enter(rng, 0.8)]


def _initials(rng: Random, im: Mode, caps: bool) -> list[Stroke]:
    text = "".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.randint(2, 8)))
    end = [named("enter")] if im == "off" else [of_char(" ")]
    return [*_chars(text, caps=caps and im == "off"), *end]


def _note(rng: Random, im: Mode, caps: bool) -> list[Stroke]:
    """A note with mistakes taken back. With an input method, words are composed and committed."""
    keys: list[Stroke] = []
    for _ in range(rng.randint(2, 5)):
        if im == "off":
            keys += [*_chars(rng.choice(_WORDS), caps=caps), of_char(" ")]
        else:
            word = "".join(rng.choices(_SYLLABLES, k=rng.randint(1, 2)))[
                : 4 if im == "wubi" else 12
            ]
            pick = of_char(rng.choice("  12"))
            keys += [*_chars(word, caps=False), pick]
        if rng.random() < 0.4:
            slips = rng.choices("0123456789", k=rng.randint(1, 3))
            keys += _chars("".join(slips), caps=caps)
            keys += [named("backspace")] * len(slips)
    return keys


def _held(rng: Random, im: Mode, caps: bool) -> list[Stroke]:
    """Digits, then a key held down; `press` repeats it as a keyboard does."""
    key = rng.choice((of_char("0"), of_char("1", keypad=True), named("backspace"), named("down")))
    return [*_chars(f"{rng.randrange(10**6):06d}", caps=caps), _hold(key)]


def _hold(key: Stroke) -> Stroke:
    return Stroke(key.code, key.text, key.name, key.shift, keypad=key.keypad, cost=0)


def _commands(rng: Random, im: Mode, caps: bool) -> list[Stroke]:
    return _chars("".join(rng.choices("12345678+-", k=rng.randint(1, 4))), caps=False)


def _perhaps_enter(rng: Random, share: float) -> list[Stroke]:
    return [named("enter")] if rng.random() < share else []


_KEYS: Final[dict[str, Callable[[Random, Mode, bool], list[Stroke]]]] = {
    "phone": _phone,
    "tail": _tail,
    "number": _number,
    "code_by_hand": _code_by_hand,
    "initials": _initials,
    "note": _note,
    "held": _held,
    "commands": _commands,
}
TYPINGS: Final = tuple(_KEYS)
FITTING: Final[dict[Focus, tuple[str, ...]]] = {
    "search": ("phone", "tail", "code_by_hand", "initials"),
    "note": ("note", "phone", "held"),
    "number": ("number", "tail", "held"),
    "table": ("commands",),
    "none": ("commands",),
}
"""What people type where."""


def keys_of(typing: str, rng: Random, im: Mode, *, caps: bool = False) -> list[Stroke]:
    """Return what a person presses who types something of this kind."""
    return _KEYS[typing](rng, im, caps)


def press(keys: list[Stroke], start_ns: int, typist: Typist, rng: Random) -> list[Press]:
    """Return a person's presses from then on."""
    at_ns, found = start_ns, []
    for key in keys:
        found.append(_one(key, at_ns, typist, rng, repeat=False))
        if key.cost == 0:
            at_ns += 500 * MS
            for _ in range(rng.randint(3, 15)):
                found.append(_one(key, at_ns, typist, rng, repeat=True))
                at_ns += int(rng.uniform(28, 35) * MS)
        at_ns += int(typist.gap_ms(rng) * MS)
    return found


def _one(key: Stroke, at_ns: int, typist: Typist, rng: Random, *, repeat: bool) -> Press:
    up_ns = at_ns + int(typist.dwell_ms * rng.uniform(0.7, 1.4) * MS)
    return Press(
        at_ns, up_ns, key.code, key.text, key.name, key.shift, key.ctrl, key.alt, key.keypad,
        repeat, KEYBOARD, modifier_ns=at_ns - 60 * MS,
    )  # fmt: skip
