"""Chinese input methods as far as a scan meets them: what they eat, pass and commit.

Pinyin does what was measured with ibus-libpinyin (feasibility, section 4): digits pass while
nothing is composed, `ab12` and Enter arrive as 阿布2 and Enter, `AB12cd` and Enter as nothing.
Wubi and the words themselves are assumed: see docs/scan-traces.md.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from tests.bench.scan_rig.presses import Press

Mode = Literal["off", "pinyin", "wubi"]
MODES: Final[tuple[Mode, ...]] = ("off", "pinyin", "wubi")
_WORDS: Final = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工"
)
_KNOWN: Final = {"ab": "阿布", "nihao": "你好", "xieya": "血压", "kangtang": "控糖"}
_WUBI_KEYS: Final = 4
_FULL_WIDTH: Final = {
    ".": "。", ",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）",
    "/": "、", "[": "【", "]": "】", "<": "《", ">": "》", "\\": "、", "^": "……",
    "_": "——", "$": "￥", "'": "‘", '"': "“", "~": "～",
}  # fmt: skip


class Reply(NamedTuple):
    """What became of a key: whether the program gets it, and a text committed before it."""

    is_passed: bool
    committed: str = ""


_PASSED: Final = Reply(True)
_EATEN: Final = Reply(False)


class InputMethod:
    """One input method that composes in the focused field."""

    def __init__(self, mode: Mode) -> None:
        self._mode = mode
        self._preedit = ""

    @property
    def is_composing(self) -> bool:
        """Tell whether a word is open."""
        return bool(self._preedit)

    def reset(self) -> None:
        """Drop what is open, as `QInputMethod.reset` does."""
        self._preedit = ""

    def press(self, key: Press) -> Reply:
        """Take a key before the program does."""
        if self._mode == "off" or key.ctrl or key.alt:
            return _PASSED
        if key.text.isalpha():
            return self._letter(key.text)
        if not self._preedit:
            wide = _FULL_WIDTH.get(key.text)
            return _PASSED if wide is None or key.keypad else Reply(False, wide)
        return self._while_composing(key)

    def _letter(self, letter: str) -> Reply:
        if self._mode == "wubi":
            if letter.isupper() and not self._preedit:
                return _PASSED
            whole = len(self._preedit) == _WUBI_KEYS
            committed = self._commit() if whole else ""
            self._preedit += letter
            return Reply(False, committed)
        self._preedit += letter
        return _EATEN

    def _while_composing(self, key: Press) -> Reply:
        if not self._preedit.islower():
            return self._in_latin(key)
        if key.text == " " or (key.text.isdigit() and key.text != "0"):
            return Reply(False, self._commit(int(key.text) - 1 if key.text != " " else 0))
        if key.name == "backspace":
            self._preedit = self._preedit[:-1]
            return _EATEN
        if key.name in ("enter", "keypad_enter"):
            raw, self._preedit = self._preedit, ""
            return Reply(False, raw)
        if key.text in _FULL_WIDTH:
            return Reply(False, self._commit() + _FULL_WIDTH[key.text])
        return _EATEN

    def _in_latin(self, key: Press) -> Reply:
        """A word with a capital takes every key, and Enter ends it with nothing, as measured."""
        if key.name in ("enter", "keypad_enter", "tab"):
            self._preedit = ""
        elif key.name == "backspace":
            self._preedit = self._preedit[:-1]
        else:
            self._preedit += key.text
        return _EATEN

    def _commit(self, choice: int = 0) -> str:
        letters, self._preedit = self._preedit, ""
        if choice == 0 and letters in _KNOWN:
            return _KNOWN[letters]
        seed = sum(ord(char) * (place + 3) for place, char in enumerate(letters)) + choice
        count = -(-len(letters) // 3)
        return "".join(_WORDS[(seed + 7 * place) % len(_WORDS)] for place in range(count))
