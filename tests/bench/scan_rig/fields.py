"""Fields of a simulated screen, as a Qt line edit would behave: the cursor stays at the end."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.bench.scan_rig.people import Focus, takes_text
from tests.bench.scan_rig.presses import Press


@dataclass(frozen=True, slots=True)
class Left:
    """What a scene left behind: the texts of the fields, what is still composed, and the keys that
    did something and cannot be taken back.
    """

    texts: tuple[str, ...]
    is_composing: bool
    done: tuple[str, ...]


@dataclass(slots=True)
class Screen:
    """Two fields (Tab goes to the other), or a table that takes keys as commands."""

    focus: Focus
    now: int = 0
    done: list[str] = field(default_factory=list)
    _fields: list[list[tuple[int, str]]] = field(default_factory=lambda: [[], []])

    def show(self, serial: int, key: Press) -> None:
        """Give a key to what has the focus."""
        if key.name == "tab":
            self.now = 1 - self.now
        if key.name == "backspace" and takes_text(self.focus):
            if self._fields[self.now]:
                self._fields[self.now].pop()
        elif key.name:
            self.done.append(key.name)
        elif key.ctrl or not key.text.isprintable():
            return
        elif not takes_text(self.focus):
            self.done.append(key.text)
        else:
            self._fields[self.now].append((serial, key.text))

    def insert(self, serial: int, text: str) -> None:
        """Put text in as an input method commits it."""
        self._fields[self.now] += [(serial, char) for char in text]

    def take_back(self, serials: tuple[int, ...], typed: str = "") -> None:
        """Take what these put into fields out again; `typed` stands where the first of it was."""
        gone = set(serials)
        place = None
        for number, chars in enumerate(self._fields):
            for at, (serial, _) in enumerate(chars):
                if serial in gone and place is None:
                    place = (number, at)
            self._fields[number] = [one for one in chars if one[0] not in gone]
        if typed:
            number, at = place or (self.now, len(self._fields[self.now]))
            self._fields[number][at:at] = [(-1, char) for char in typed]

    def left(self, *, is_composing: bool) -> Left:
        """Return what is there now."""
        texts = tuple("".join(char for _, char in chars) for chars in self._fields)
        return Left(texts, is_composing, tuple(self.done))
