"""A scanner's own keys for the separator of GS1 codes, as the set-up learned it, made GS again.

Some scanners that type have no key for GS (0x1D) and send a function key, or Alt+0 on the keypad,
which types nothing. Left as it is, lot and serial number run together, and F8 would open a page in
the middle of a scan. Alt+029 is GS for every scanner: the arbiter reads it as it reads any number.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ui.keys.words import Answer, Fate, Key, KeyJudge, Place, SpecialKey, Word

GS: Final = "\x1d"
AT_ONCE_NS: Final = 60_000_000
"""No person strikes a function key, or a digit after Alt, so soon after another key."""
ALT_0: Final = "alt_0"
_BRACKET: Final = 35
"""The key of ], which types GS with Ctrl: so other scanners send it."""
_FUNCTION_KEYS: Final = {f"f{n + 1}": 67 + n for n in range(10)} | {"f11": 95, "f12": 96}
_KEYPAD_0: Final = 90


class SeparatorKeys:
    """A `KeyJudge` in front of another, which sees GS where the scanner meant it."""

    def __init__(self, judge: KeyJudge, separator: str = "") -> None:
        self._judge = judge
        self._pressed_ns: int | None = None
        self._is_down = self._is_after_alt = False
        self._zero: list[tuple[Key, Place]] = []
        """Alt+0 as far as it came: the judge hears of it when Alt is let go, or another key comes,
        with which it is some other number.
        """
        self.learn(separator)

    def learn(self, separator: str) -> None:
        """Take the separator for what the set-up found it to be."""
        self._code = _FUNCTION_KEYS.get(separator)
        self._is_alt_0 = separator == ALT_0

    @property
    def due_at_ns(self) -> int | None:
        """When `tick` is wanted next."""
        return self._judge.due_at_ns

    @property
    def open_from(self) -> int:
        """The first serial that a later word may name."""
        return self._judge.open_from

    def key(self, key: Key, place: Place) -> Answer:
        """Take a key; the window never gets one that was a separator."""
        begins_zero = self._is_alt_0 and self._is_zero(key)
        is_separator = self._follows(key)
        if self._zero:
            return self._after_zero(key, place)
        if begins_zero:
            self._zero = [(key, place)]
            return Answer(Fate.DROP)
        if not is_separator:
            return self._judge.key(key, place)
        answer = self._judge.key(
            replace(key, text=GS, special=None, scan_code=_BRACKET, is_ctrl=True), place
        )
        return replace(answer, fate=Fate.DROP) if answer.fate is Fate.SHOW else answer

    def composed(self, serial: int, at_ns: int, text: str, place: Place) -> Answer:
        """Take text that an input method is about to put into a field."""
        return self._with(self._given_up(), self._judge.composed(serial, at_ns, text, place))

    def tick(self, now_ns: int) -> Answer:
        """Decide what silence decides."""
        return self._with(self._given_up(), self._judge.tick(now_ns))

    def break_off(self) -> Answer:
        """Hear that the cursor was moved or the window left."""
        return self._with(self._given_up(), self._judge.break_off())

    def typed_by(self, key: Key) -> str:
        """Return what a key types whose text the platform hides."""
        return self._judge.typed_by(key)

    def _follows(self, key: Key) -> bool:
        """Note a key, and tell whether it is, or ends, a function key sent as separator."""
        if key.is_press:
            is_separator, self._pressed_ns = self._is_function_key(key), key.at_ns
            self._is_down = is_separator or (self._is_down and key.scan_code != self._code)
            self._is_after_alt = key.special is SpecialKey.ALT
        else:
            is_separator = self._is_down and key.scan_code == self._code
            self._is_down = self._is_down and not is_separator
        return is_separator

    def _is_function_key(self, key: Key) -> bool:
        if self._code is None or key.scan_code != self._code:
            return False
        is_plain = key.special is SpecialKey.OTHER and not key.is_auto_repeat
        return is_plain and self._is_at_once(key)

    def _is_zero(self, key: Key) -> bool:
        """Tell whether 0 was struck on the keypad as the first key after Alt, as scanners do."""
        is_zero = key.is_press and key.scan_code == _KEYPAD_0 and key.is_alt and not key.is_ctrl
        return is_zero and self._is_after_alt and self._is_at_once(key)

    def _is_at_once(self, key: Key) -> bool:
        return self._pressed_ns is not None and 0 <= key.at_ns - self._pressed_ns <= AT_ONCE_NS

    def _after_zero(self, key: Key, place: Place) -> Answer:
        if not key.is_press and key.scan_code == _KEYPAD_0:
            self._zero.append((key, place))
            return Answer()
        if key.special is SpecialKey.ALT and not key.is_press:
            (zero, where), *rest = self._zero
            as_gs = replace(zero, text=GS, is_alt=False)
            self._zero = [(as_gs, where), *rest]
        return self._with(self._given_up(), self._judge.key(key, place))

    def _given_up(self) -> tuple[Word, ...]:
        """Let the judge hear what was held back. The window got none of it."""
        held, self._zero = self._zero, []
        return tuple(word for key, place in held for word in self._judge.key(key, place).words)

    def _with(self, words: tuple[Word, ...], answer: Answer) -> Answer:
        return replace(answer, words=(*words, *answer.words)) if words else answer
