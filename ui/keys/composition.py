"""What a person was composing when a scan came into it.

An input method cannot be told to take back a part of what it composes. What the scan's keys went
into is thrown away as a whole, and the letters a person had typed for it are put into the field.
"""

from __future__ import annotations

from typing import Final

from ui.keys.words import Key, SpecialKey, Taken

_LIMIT: Final = 256
_LATE_NS: Final = 300_000_000
"""What is composed leaves the screen before its text comes, by so much at most."""

_GHOSTS_NS: Final = 2_000_000_000
"""So far an input method may be behind on a busy machine."""


class Composition:
    """The letters an input method has, and those of each text it made lately."""

    def __init__(self) -> None:
        self._letters: list[tuple[int, str]] = []
        self._made_of: dict[int, list[tuple[int, str]]] = {}
        self._ended: tuple[int, int] | None = None
        self._thrown_away_ns: int | None = None
        self._shown, self._is_command = "", False
        self._kept_ns: int | None = None

    def add(self, key: Key, text: str, *, opens: bool = False) -> None:
        """Take a key that the input method gets; it `opens` a run of keys, or goes on in one.

        In the midst of a run nothing is given up: there are engines that show nothing while they
        take in an address.
        """
        self._thrown_away_ns = self._kept_ns = None
        self._is_command = key.special is SpecialKey.OTHER or key.is_ctrl or key.is_alt
        if opens and self._ended is not None and key.at_ns - self._ended[1] > _LATE_NS:
            last = self._ended[0]
            self._letters = [one for one in self._letters if one[0] > last]
        if opens:
            self._ended = None
        if key.special is SpecialKey.BACKSPACE and self._letters:
            self._letters.pop()
        elif text and text.isprintable() and not key.is_ctrl and len(self._letters) < _LIMIT:
            self._letters.append((key.serial, text))

    def look(self, preedit: str, now_ns: int) -> bool:
        """Hear what is being composed, and tell whether that is true. With nothing there are no
        letters, unless their text is still to come. After something was thrown away, an input
        method that is behind goes on showing what it makes of it, until it gets another key.
        """
        thrown_ns = self._thrown_away_ns
        if preedit and thrown_ns is not None and now_ns - thrown_ns < _GHOSTS_NS:
            return False
        if preedit and self._ended is not None and self._ended[0] == self._last:
            self._ended = None  # That nothing is shown was said late, of what was before.
        if not preedit and self._letters and self._ended is None:
            self._ended = (self._letters[-1][0], now_ns)
        return True

    def left_behind(self, preedit: str, now_ns: int, *, is_committing: bool) -> str:
        """Hear what is shown of it from now on. Return what was shown until now where that goes
        without a text although nobody threw it away: its field is left or taken as it is, by
        a command or by the program. What Esc and Backspace end is thrown away.
        """
        was, self._shown = self._shown, preedit
        if preedit or not was or not (is_committing or self._is_command):
            return ""
        self._kept_ns = now_ns
        return was

    def is_echo(self, now_ns: int) -> bool:
        """Tell whether a text is that of what was put into its field already: it comes after all,
        and no key came between.
        """
        return self._kept_ns is not None and now_ns - self._kept_ns < _LATE_NS

    def drop(self, now_ns: int) -> None:
        """Hear that nothing is being composed and no text will come."""
        self._letters, self._ended, self._thrown_away_ns = [], None, now_ns
        self._shown = ""

    def commit(self, serial: int) -> None:
        """Hear that the input method made a text, or handed the key with this serial back."""
        handed = [one for one in self._letters if one[0] == serial]
        if handed:
            self._made_of[serial] = handed
            self._letters.remove(handed[0])
            return
        self._made_of[serial], self._letters, self._ended = self._letters, [], None
        self._shown = ""

    def before(self, first: int, taken: Taken) -> dict[int, str]:
        """Return the letters older than the run with a scan, of what is thrown away with it, by
        the serial of their key.
        """
        parts = [self._made_of.get(serial, []) for serial in taken.taken_back]
        if taken.resets_composition:
            parts.append(self._letters)
        return {serial: text for part in parts for serial, text in part if serial < first}

    @property
    def _last(self) -> int | None:
        return self._letters[-1][0] if self._letters else None

    @property
    def began(self) -> int | None:
        """The key that began what is being composed, and so took the place of a selection."""
        return self._letters[0][0] if self._letters else None

    def began_in(self, first: int, taken: Taken) -> tuple[int, ...]:
        """Return the keys of the run with a scan that began what is thrown away with it."""
        parts = [self._made_of.get(serial, []) for serial in taken.taken_back]
        if taken.resets_composition:
            parts.append(self._letters)
        return tuple(part[0][0] for part in parts if part and part[0][0] >= first)

    def forget(self, open_from: int) -> None:
        """Forget texts that no word will name any more."""
        self._made_of = {one: made for one, made in self._made_of.items() if one >= open_from}
