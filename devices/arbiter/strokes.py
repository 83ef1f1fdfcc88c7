"""The words between the arbiter and whoever brings it keys: strokes in, verdicts out.

How the arbiter is driven (`devices.arbiter.arbiter.Arbiter`)::

    arbiter = Arbiter(profiles, proof=proof, plausible=plausible)
    answer = arbiter.stroke(stroke, target)      # every key, press and release, also bare modifiers
    answer = arbiter.composed(composed, target)  # text an input method is about to put in a field
    answer = arbiter.tick(now_ns)                # when `arbiter.due_at_ns` is reached, or any time
    answer = arbiter.break_off()           # the mouse moved the cursor, the window lost focus

The receiver does `answer.verdicts` in their order and then what `answer.fate` says of the very key
or text it asked about (without meaning for `tick` and `break_off`).

Every stroke and every composed text carries a `serial` that the receiver counts up. Verdicts name
earlier ones by it. The receiver remembers what each shown serial really put into which field (a
field need not take what it was sent), and may forget serials below `arbiter.open_from`: no verdict
will name them. A serial that put nothing anywhere is taken back by doing nothing.

Silence counts only when `tick` said so: it is called as soon as `due_at_ns` is reached and no key
waits in the queue. A stroke beyond `due_at_ns` without a tick before it means that the program or
the computer stood still, and keys with it. So drive it by a real timer, never by key times.

Refined against the first sketch: serials instead of positions, because positions do not survive a
Backspace; the fate of a key (`Show`, `Keep`, `Drop`) apart from verdicts about earlier ones; bare
modifiers are strokes (`SHIFT`, `CONTROL`, `ALT`), because Alt's release ends an Alt+digit sequence.
While a scan is announced, keys that type nothing (Backspace, arrows) are kept and given at its end:
otherwise a person's Backspace would delete a scanner's character.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias


class Special(StrEnum):
    """Keys that type nothing. DOWN is what the LF of a CR LF suffix becomes on some PCs.

    SHIFT, CONTROL and ALT are the bare modifiers; OTHER is any key without a name here.
    """

    ENTER = "enter"
    TAB = "tab"
    DOWN = "down"
    BACKSPACE = "backspace"
    ESCAPE = "escape"
    SHIFT = "shift"
    CONTROL = "control"
    ALT = "alt"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """One key as the platform told it.

    `at_ns` is the key's own time on any clock in ns; it may jump. `text` is what the key types by
    the layout and modifiers, "" for a special one and where the platform hides it; it is given
    for eaten keys, too, if known. `scan_code` is the key's native code as X11 counts (evdev + 8;
    set 1 of a PC + 8), 0 where it is hidden. `source` is the platform's stable name of the
    keyboard, None where it is hidden. `is_eaten`: an input method took the key, and no field
    gets it whatever the answer is. `is_shifted`, `is_caps_on`, `is_ctrl`, `is_alt` are the
    states while the key went down.
    """

    serial: int
    at_ns: int
    text: str = field(default="", repr=False)
    special: Special | None = None
    scan_code: int = field(default=0, repr=False)
    is_press: bool = True
    is_auto_repeat: bool = False
    is_shifted: bool = False
    is_caps_on: bool = False
    is_ctrl: bool = False
    is_alt: bool = False
    source: str | None = None
    is_eaten: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """Text an input method commits. Its fate is DROP where it is the ghost of a claimed scan.

    A key that it hands back as it was has the `serial` of that key's stroke, not a new one.
    """

    serial: int
    at_ns: int
    commit: str = field(repr=False)


class FieldMeaning(StrEnum):
    """What the field under the cursor expects; NONE where no field has the focus."""

    SEARCH = "search"
    CODE = "code"
    PHONE = "phone"
    NAME = "name"
    NUMBER = "number"
    NOTE = "note"
    TABLE = "table"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a key goes. `name` is unique per field while it lives.

    `holds` is command mode: keys are outcomes, cannot be taken back, and so are kept shortly.
    """

    name: str
    meaning: FieldMeaning
    holds: bool = False


class Fate(StrEnum):
    """What becomes of the key or text just asked about.

    SHOW: the field gets it now. KEEP: the receiver keeps it until `Release`, `Claim` or `AskAgain`
    say what becomes of it. DROP: nobody gets it. A release follows the fate of its press, which the
    receiver sees to: the arbiter says SHOW to every release.
    """

    SHOW = "show"
    KEEP = "keep"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Announce:
    """The open run looks like a scan: hold live searches and completion lists.

    A `Release`, `Claim` or `AskAgain` follows. A scan may be claimed unannounced.
    """


@dataclass(frozen=True, slots=True)
class Release:
    """It was none, or no more: the kept keys named are delivered, in order. Ends an announcement
    of their keyboard. Kept keys not named stay kept: they are another keyboard's.
    """

    given: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A scan is whole.

    `payload` is what the scanner sent, an AIM identifier and all, without suffix and without a
    prefix that the device's profile names. `device` is the profile's name, None for a scanner
    nobody knows. `taken_back`: shown strokes and composed texts that leave their field again.
    `given`: kept strokes to deliver (a person's), in order; `dropped`: kept ones that nobody gets.
    Kept strokes in neither stay kept: they are another keyboard's.
    `typed`: text of a person's keys that an input method had eaten together with the scan's; it is
    put where the first text taken back stood, or at the cursor. `resets_composition`: what the
    input method is composing belongs to the scan and is thrown away. `eaten`: the scan's keys that
    an input method had, and a person's that are in `typed`; whatever it still hands back of them,
    however late, is nobody's.
    """

    payload: str = field(repr=False)
    device: str | None = None
    taken_back: tuple[int, ...] = ()
    given: tuple[int, ...] = ()
    dropped: tuple[int, ...] = ()
    typed: str = field(default="", repr=False)
    resets_composition: bool = False
    eaten: tuple[int, ...] = ()


class AskReason(StrEnum):
    """Why a scan that surely took place cannot be known."""

    TWO_SCANNERS = "two_scanners"
    TYPED_INSIDE = "typed_inside"
    UNCLEAR_START = "unclear_start"
    DOUBLED_KEYS = "doubled_keys"
    MISSED_KEYS = "missed_keys"
    CUT = "cut"
    EATEN = "eaten"
    NEW_SCANNER = "new_scanner"
    """Nobody set it up, and two equal keys may be one that came twice. The next reading is taken
    if it is the same.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class AskAgain:
    """There was a scan, but not which. Fields as in `Claim`; "scan again" is said."""

    reason: AskReason
    device: str | None = None
    taken_back: tuple[int, ...] = ()
    given: tuple[int, ...] = ()
    dropped: tuple[int, ...] = ()
    typed: str = field(default="", repr=False)
    resets_composition: bool = False
    eaten: tuple[int, ...] = ()


Verdict: TypeAlias = Announce | Release | Claim | AskAgain


@dataclass(frozen=True, slots=True)
class Answer:
    """Verdicts about earlier keys, done first and in order; then the fate of the key itself."""

    fate: Fate = Fate.SHOW
    verdicts: tuple[Verdict, ...] = ()


class Proof(StrEnum):
    """What a payload's own form says about it.

    NONE: its form has no check. FORM: nor has this one, but it is a known one, as a phone number's,
    which counts where a key came twice and either text might be meant. WRONG: its form has one and
    it fails. DIGIT: a check that one random payload in ten passes (EAN, GS1). STRONG: one in a
    thousand or fewer (a signed member code, an ID card's date and check, two check digits).
    """

    NONE = "none"
    FORM = "form"
    WRONG = "wrong"
    DIGIT = "digit"
    STRONG = "strong"


ProofOf: TypeAlias = Callable[[str], Proof]
"""Injected: judges a payload. Must be quick (a few µs) and must not raise."""

Plausible: TypeAlias = Callable[[str, FieldMeaning], bool]
"""Injected: would a person type this text, or its begin, into a field of this meaning?"""
