"""A till in small: one field, one arbiter, hands of people and of scanners. Times in ms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from devices.arbiter.arbiter import Arbiter
from devices.arbiter.profiles import Profile
from devices.arbiter.strokes import (
    Answer,
    AskAgain,
    Claim,
    Composed,
    Fate,
    FieldMeaning,
    Proof,
    Release,
    Special,
    Stroke,
    Target,
)
from devices.arbiter.trust import Trust

MS = 1_000_000
_CODES = {char: 10 + place for place, char in enumerate("1234567890")} | {
    char: 24 + place for place, char in enumerate("qwertyuiop")
}
_KEYPAD = dict(zip("7894561230", (79, 80, 81, 83, 84, 85, 87, 88, 89, 90), strict=True))


def check_digit(digits: str) -> str:
    total = sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(reversed(digits)))
    return str(-total % 10)


def proof(payload: str) -> Proof:
    """As the product's: EAN and UPC by their check digit, a 13-digit one from China without it, the
    form of a phone number, and how an address begins.
    """
    if payload.startswith("https://"):
        return Proof.FORM
    if payload.isdigit() and len(payload) == 11 and payload.startswith("1"):
        return Proof.FORM
    if not payload.isdigit() or len(payload) not in (8, 12, 13, 14):
        return Proof.NONE
    if check_digit(payload[:-1]) == payload[-1]:
        return Proof.DIGIT
    return Proof.WRONG if len(payload) == 13 and payload.startswith("69") else Proof.NONE


def plausible(text: str, meaning: FieldMeaning) -> bool:
    return meaning is not FieldMeaning.CODE and len(text) <= 11


@dataclass
class Till:
    """Feeds keys, does what the verdicts say, and ticks as a timer would."""

    profiles: Sequence[Profile] = ()
    trust: Sequence[Trust] = ()
    meaning: FieldMeaning = FieldMeaning.SEARCH
    holds: bool = False
    source: str | None = None
    now_ns: int = 10**12
    claims: list[Claim] = field(default_factory=list)
    asked: list[AskAgain] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    decided_ms: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.arbiter = Arbiter(self.profiles, proof=proof, plausible=plausible, trust=self.trust)
        self.texts: list[tuple[int, str]] = []
        self._kept: dict[int, str] = {}
        self._serial = 0
        self._last_key_ns = 0

    @property
    def payloads(self) -> list[str]:
        return [claim.payload for claim in self.claims]

    @property
    def text(self) -> str:
        return "".join(text for _, text in self.texts)

    @property
    def kept(self) -> int:
        return len(self._kept)

    def wait(self, ms: float) -> None:
        then_ns = self.now_ns + int(ms * MS)
        due_ns = self.arbiter.due_at_ns
        while due_ns is not None and due_ns <= then_ns:
            self.now_ns = max(due_ns, self.now_ns)
            self._settle(self.arbiter.tick(self.now_ns))
            due_ns = self.arbiter.due_at_ns
        self.now_ns = then_ns

    def key(self, text: str = "", special: Special | None = None, **rest: Any) -> Fate:
        """Press a key now."""
        self._serial += 1
        values: dict[str, Any] = {"source": self.source, **rest}
        stroke = Stroke(
            serial=self._serial,
            at_ns=self.now_ns,
            text=text,
            special=special,
            **values,
        )
        self._last_key_ns = self.now_ns
        answer = self.arbiter.stroke(stroke, self._target)
        self._settle(answer)
        shown = text or (special.value if special else "")
        if answer.fate is Fate.KEEP and stroke.is_press:
            self._kept[stroke.serial] = shown
        elif answer.fate is Fate.SHOW and stroke.is_press and not stroke.is_eaten:
            self._show(stroke.serial, shown)
        return answer.fate

    def lend(self, char: str, **rest: Any) -> int:
        """Press a key that an input method gets; return its serial."""
        self.key(char, scan_code=self.code_of(char), is_eaten=True, **rest)
        return self._serial

    def commit(self, text: str, handed_back: int | None = None) -> Fate:
        """Let the input method make a text, or hand the key with a serial back."""
        self._serial += handed_back is None
        serial = self._serial if handed_back is None else handed_back
        composed = Composed(serial=serial, at_ns=self.now_ns, commit=text)
        answer = self.arbiter.composed(composed, self._target)
        self._settle(answer)
        if answer.fate is Fate.SHOW:
            self.texts.append((composed.serial, text))
        return answer.fate

    def strike(self, text: str, gaps_ms: Sequence[float], dwell_ms: float = 0, **rest: Any) -> None:
        """Press and release keys one after another, each after its gap."""
        for char, gap in zip(text, gaps_ms, strict=True):
            self.wait(gap)
            self.key(char, **rest)
            if dwell_ms:
                self.wait(dwell_ms)
                self.key(char, is_press=False, **rest)
                self.now_ns -= int(dwell_ms * MS)

    def scan(
        self, code: str, gap_ms: float = 8, *ends: Special, dwell_ms: float = 0, **rest: Any
    ) -> None:
        """A scanner's burst; the first key comes at once."""
        gaps = [0.0, *([gap_ms] * (len(code) - 1))]
        self.strike(code, gaps, dwell_ms, **rest)
        for end in ends:
            self.wait(gap_ms)
            self.key(special=end, **rest)

    def by_number(self, number: str, gap_ms: float = 8, **rest: Any) -> None:
        """One character as Alt and its number on the keypad."""
        self.wait(gap_ms)
        self.key(special=Special.ALT, **rest)
        for digit in number:
            self.wait(gap_ms)
            self.key(digit, scan_code=_KEYPAD[digit], is_alt=True, **rest)
        self.wait(gap_ms)
        self.key(special=Special.ALT, is_press=False, **rest)

    def code_of(self, char: str) -> int:
        return _CODES[char.lower()]

    @property
    def _target(self) -> Target:
        return Target("field", self.meaning, self.holds)

    def _show(self, serial: int, shown: str) -> None:
        if self.holds or len(shown) > 1:
            self.done.append(shown)
        elif shown.isprintable():
            self.texts.append((serial, shown))

    def _settle(self, answer: Answer) -> None:
        for verdict in answer.verdicts:
            if isinstance(verdict, Release):
                self._give(verdict.given)
            elif isinstance(verdict, Claim | AskAgain):
                self.decided_ms.append((self.now_ns - self._last_key_ns) / MS)
                if isinstance(verdict, Claim):
                    self.claims.append(verdict)
                else:
                    self.asked.append(verdict)
                gone = set(verdict.taken_back)
                self.texts = [one for one in self.texts if one[0] not in gone]
                self.texts += [(-1, verdict.typed)] if verdict.typed else []
                self._give(verdict.given)
                for serial in verdict.dropped:
                    del self._kept[serial]

    def _give(self, serials: Sequence[int]) -> None:
        for serial in serials:
            self._show(serial, self._kept.pop(serial))
