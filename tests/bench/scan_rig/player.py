"""Plays a scene to a detector in front of a simulated screen, in the order a program would see it.

The truth about the fields is the same scene without scans and without a detector.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Literal, Protocol

from devices.arbiter.strokes import (
    Answer,
    AskAgain,
    Claim,
    Composed,
    Fate,
    FieldMeaning,
    Release,
    Special,
    Stroke,
    Target,
    Verdict,
)
from tests.bench.scan_rig.fields import Left, Screen
from tests.bench.scan_rig.input_method import InputMethod
from tests.bench.scan_rig.people import KEYBOARD, takes_text
from tests.bench.scan_rig.presses import MS, Press
from tests.bench.scan_rig.scenes import Scene

END_MS: Final = 3_000
"""How long a scene is watched after its last key."""
_SPECIAL: Final = {
    "enter": Special.ENTER,
    "keypad_enter": Special.ENTER,
    "tab": Special.TAB,
    "down": Special.DOWN,
    "backspace": Special.BACKSPACE,
    "alt": Special.ALT,
    "alt_up": Special.ALT,
}
_MEANING: Final = {
    "search": FieldMeaning.SEARCH,
    "note": FieldMeaning.NOTE,
    "number": FieldMeaning.NUMBER,
    "table": FieldMeaning.TABLE,
    "none": FieldMeaning.NONE,
}
_SHIFT_CODE: Final = 50
_CTRL_CODE: Final = 37


class Detector(Protocol):
    """What the arbiter offers."""

    @property
    def due_at_ns(self) -> int | None:
        """When `tick` is wanted next."""

    def stroke(self, stroke: Stroke, target: Target) -> Answer:
        """Take a key."""

    def composed(self, composed: Composed, target: Target) -> Answer:
        """Take a text."""

    def tick(self, now_ns: int) -> Answer:
        """Let time pass."""


@dataclass(slots=True)
class Played:
    """What happened: codes claimed with the time since the last key of a scan, questions, what was
    left, and the longest time in ns that a person's key was held back.
    """

    claims: list[tuple[str, int]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    left: Left = field(default_factory=lambda: Left((), False, ()))
    held_text_ns: int = 0
    held_other_ns: int = 0


_Part = Literal["down", "up", "modifier_down", "modifier_up"]
Event = tuple[int, int, Press, _Part]
Watch = Callable[[str], None]


def events_of(scene: Scene) -> list[Event]:
    """Return presses, releases and bare modifiers as (seen, stamped, press, part), in order."""
    found: list[Event] = []

    def add(at_ns: int, press: Press, part: _Part) -> None:
        seen_ns, at_ns = _delayed(at_ns, scene)
        found.append((seen_ns, at_ns, press, part))

    for press in scene.presses:
        bare = press.shift or press.ctrl
        if bare:
            add(min(press.modifier_ns, press.at_ns), press, "modifier_down")
        add(press.at_ns, press, "down")
        if press.name not in ("alt", "alt_up") and not press.repeat:
            up_ns = max(press.up_ns, press.at_ns)
            add(up_ns, press, "up")
            if bare:
                add(up_ns, press, "modifier_up")
    found.sort(key=lambda event: (event[0], event[1]))
    return found


def _delayed(at_ns: int, scene: Scene) -> tuple[int, int]:
    """Return when a key of that time is seen, and with which stamp."""
    if scene.stall is None or not scene.stall[0] <= at_ns < scene.stall[1]:
        return at_ns, at_ns
    return scene.stall[1], scene.stall[1] if scene.is_unstamped else at_ns


def reference(scene: Scene) -> Left:
    """Return what the person meant to leave: their keys alone, and nobody who interferes."""
    screen, im = Screen(scene.focus), _input_method(scene)
    for serial, press in enumerate(press for press in scene.presses if press.source == KEYBOARD):
        reply = im.press(press)
        if reply.committed:
            screen.insert(serial, reply.committed)
        if reply.is_passed:
            screen.show(serial, press)
    return screen.left(is_composing=im.is_composing)


def play(scene: Scene, detector: Detector, watch: Watch | None = None) -> Played:
    """Return what comes of a scene."""
    return _Player(scene, detector, watch).play()


def _input_method(scene: Scene) -> InputMethod:
    return InputMethod(scene.im if takes_text(scene.focus) else "off")


class _Player:
    def __init__(self, scene: Scene, detector: Detector, watch: Watch | None) -> None:
        self._scene, self._detector, self._watch = scene, detector, watch
        self._screen = Screen(scene.focus)
        self._im = _input_method(scene)
        self._serial = 0
        self._now_ns = 0
        self._kept: dict[int, Press | str] = {}
        self._unseen: set[int] = set()
        self._last_scan_ns = 0
        self._played = Played()
        holds = not takes_text(scene.focus)
        self._targets = [Target(name, _MEANING[scene.focus], holds) for name in "ab"]

    def play(self) -> Played:
        events = events_of(self._scene)
        for event in events:
            self._wait_until(event[0])
            self._now_ns = event[0]
            self._feed(event)
        self._wait_until(events[-1][0] + END_MS * MS)
        self._played.left = self._screen.left(is_composing=self._im.is_composing)
        self._now_ns = events[-1][0] + END_MS * MS
        for kept in self._kept.values():
            if isinstance(kept, Press):
                self._note_held(kept)
        return self._played

    def _wait_until(self, then_ns: int) -> None:
        """Tick whenever the detector asks for it, but never while the program stalls."""
        stall = self._scene.stall
        for _ in range(1_000):
            due_ns = self._detector.due_at_ns
            if due_ns is None:
                return
            due_ns = max(due_ns, self._now_ns)
            if stall and stall[0] <= due_ns < stall[1]:
                due_ns = stall[1]
                if then_ns <= due_ns:
                    return  # What waits in the queue is first.
            if due_ns >= then_ns:
                return
            self._now_ns = due_ns
            self._settle(self._detector.tick(due_ns))
        raise AssertionError("the detector wants to be asked for ever")

    def _feed(self, event: Event) -> None:
        _, at_ns, press, part = event
        if part == "down":
            self._down(press, at_ns)
        elif part == "up":
            self._up(press, at_ns)
        else:
            special = Special.SHIFT if press.shift else Special.CONTROL
            code = _SHIFT_CODE if press.shift else _CTRL_CODE
            self._send(press, at_ns, special, code, is_press=part == "modifier_down")

    def _down(self, press: Press, at_ns: int) -> None:
        if press.scan >= 0:
            self._last_scan_ns = max(self._last_scan_ns, at_ns)
        if press.name in ("alt", "alt_up"):
            self._send(press, at_ns, Special.ALT, press.code, is_press=press.name == "alt")
            return
        reply = self._im.press(press)
        if reply.is_passed or self._scene.sees_codes:
            special = _SPECIAL.get(press.name)
            serial, fate = self._send(press, at_ns, special, press.code, eaten=not reply.is_passed)
            if reply.is_passed:
                self._deliver(serial, fate, press)
        else:
            self._unseen.add(id(press))
        if reply.committed:
            self._commit(reply.committed, at_ns)

    def _up(self, press: Press, at_ns: int) -> None:
        if id(press) not in self._unseen:
            self._send(press, at_ns, _SPECIAL.get(press.name), press.code, is_press=False)

    def _send(
        self,
        press: Press,
        at_ns: int,
        special: Special | None,
        code: int,
        *,
        is_press: bool = True,
        eaten: bool = False,
    ) -> tuple[int, Fate]:
        scene = self._scene
        self._serial += 1
        is_bare = special in (Special.SHIFT, Special.CONTROL, Special.ALT)
        stroke = Stroke(
            serial=self._serial,
            at_ns=at_ns,
            text="" if special else press.text,
            special=special,
            scan_code=code if scene.sees_codes else 0,
            is_press=is_press,
            is_auto_repeat=press.repeat,
            is_shifted=press.shift and not is_bare,
            is_caps_on=scene.caps,
            is_ctrl=press.ctrl and not is_bare,
            is_alt=press.alt and not is_bare,
            source=f"keyboard {press.source}" if scene.device == "known" else None,
            is_eaten=eaten,
        )
        answer = self._detector.stroke(stroke, self._target)
        if self._watch:
            self._watch(_told(stroke, press, answer))
        self._settle(answer)
        return self._serial, answer.fate

    def _commit(self, text: str, at_ns: int) -> None:
        self._serial += 1
        composed = Composed(serial=self._serial, at_ns=at_ns, commit=text)
        answer = self._detector.composed(composed, self._target)
        if self._watch:
            self._watch(f"{at_ns / MS:14.1f}  commit {text!r} → {answer}")
        self._settle(answer)
        if answer.fate is Fate.SHOW:
            self._screen.insert(composed.serial, text)
        elif answer.fate is Fate.KEEP:
            self._kept[composed.serial] = text

    @property
    def _target(self) -> Target:
        return self._targets[self._screen.now]

    def _deliver(self, serial: int, fate: Fate, press: Press) -> None:
        if fate is Fate.SHOW:
            self._screen.show(serial, press)
        elif fate is Fate.KEEP:
            self._kept[serial] = press

    def _settle(self, answer: Answer) -> None:
        for verdict in answer.verdicts:
            self._do(verdict)

    def _do(self, verdict: Verdict) -> None:
        if isinstance(verdict, Release):
            self._give(verdict.given)
        elif isinstance(verdict, Claim | AskAgain):
            if isinstance(verdict, Claim):
                waited = self._now_ns - self._last_scan_ns
                self._played.claims.append((verdict.payload, waited))
            else:
                self._played.asked.append(verdict.reason)
            if verdict.resets_composition:
                self._im.reset()
            self._screen.take_back(verdict.taken_back, verdict.typed)
            self._give(verdict.given)
            for serial in verdict.dropped:
                self._kept.pop(serial, None)
        if self._watch:
            self._watch(f"{self._now_ns / MS:14.1f}  {verdict}")

    def _give(self, serials: tuple[int, ...]) -> None:
        for serial in serials:
            kept = self._kept.pop(serial, None)
            if isinstance(kept, str):
                self._screen.insert(serial, kept)
            elif kept is not None:
                self._note_held(kept)
                self._screen.show(serial, kept)

    def _note_held(self, press: Press) -> None:
        if press.source != KEYBOARD:
            return
        held_ns = self._now_ns - _delayed(press.at_ns, self._scene)[0]
        if takes_text(self._scene.focus) and not press.name:
            self._played.held_text_ns = max(self._played.held_text_ns, held_ns)
        else:
            self._played.held_other_ns = max(self._played.held_other_ns, held_ns)


def _told(stroke: Stroke, press: Press, answer: Answer) -> str:
    who = "person" if press.source == KEYBOARD else f"scan {press.scan}"
    what = stroke.special or repr(stroke.text)
    marks = [
        name
        for name in ("is_auto_repeat", "is_shifted", "is_ctrl", "is_alt", "is_eaten")
        if getattr(stroke, name)
    ]
    way = "down" if stroke.is_press else "up"
    words = f"{stroke.serial:4d} {what} {way} {' '.join(marks)}"
    return f"{stroke.at_ns / MS:14.1f}  {who:<8}{words:<44} → {answer.fate}"
