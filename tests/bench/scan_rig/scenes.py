"""Scenes at a counter: what was pressed, and the truth about it.

A scene is named by its seed and number. Every `CYCLE` numbers hold each combination of code kind,
input method, disturbance, scanner family, suffix and focus exactly once, because the lengths of the
last four have no divisor in common; so every pair of levels is met equally often.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random
from typing import Final, Literal

from devices.arbiter.strokes import Proof
from tests.bench.scan_rig import codes, people, profiles
from tests.bench.scan_rig.codes import KINDS, Code, CodeClass
from tests.bench.scan_rig.input_method import MODES, Mode
from tests.bench.scan_rig.judging import may_be_doubled, proof
from tests.bench.scan_rig.people import FOCUSES, Focus
from tests.bench.scan_rig.presses import MS, Press, Stroke
from tests.bench.scan_rig.profiles import SUFFIXES, Hand, Profile, Suffix

Device = Literal["known", "hidden"]
DISTURBANCES: Final = (
    "clean", "stutter", "lost_key", "caps_lock", "alt_numpad", "double_read", "two_scanners",
    "typing_before", "typing_after", "typing_between", "typing_inside", "program_stall", "pc_stall",
)  # fmt: skip
PAIRS: Final = len(KINDS) * len(MODES)
CYCLE: Final = PAIRS * len(DISTURBANCES) * len(profiles.FAMILIES) * len(SUFFIXES) * len(FOCUSES)
START_NS: Final = 10**12
LOST: Final = "lost key"
NEW: Final = "new scanner, equal neighbours"
_OWNED: Final = 40
"""How many scanners there are of each family and suffix."""
_SUFFIXES: Final = tuple(SUFFIXES)
_STUTTER: Final = 0.03
"""Share of keys a stuttering scanner doubles during its set-up."""
_ALONE: Final = frozenset(
    {
        "clean",
        "stutter",
        "lost_key",
        "caps_lock",
        "alt_numpad",
        "double_read",
        "program_stall",
        "pc_stall",
    }
)
"""Disturbances with one source of keys."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A code that was scanned. It is knowable when the keys the program sees leave one answer;
    `why_not` says in a word why they do not. A wrong claim of it counts apart if `is_apart`: a lost
    key that nothing shows. The issue these gates are from names doubled keys among what has to be
    asked again, not lost ones.
    """

    code: Code
    why_not: str = ""
    is_apart: bool = False


@dataclass(slots=True)
class Scene:
    """One scene. `levels` names its level of every factor; without scans it is one of typing."""

    number: int
    levels: dict[str, str]
    focus: Focus
    im: Mode
    device: Device
    sees_codes: bool
    """Whether native scan codes of keys that an input method ate are seen."""
    profiles: tuple[Profile, ...] = ()
    presses: list[Press] = field(default_factory=list)
    expected: list[Expected] = field(default_factory=list)
    is_text_knowable: bool = True
    """Whether anybody could say which characters are the person's and what became of them."""
    caps: bool = False
    is_set_up: bool = True
    """Whether the scanner was shown the five cards of the set-up."""
    stall: tuple[int, int] | None = None
    """When the program does nothing; the keys of that time are seen at its end."""
    is_unstamped: bool = False
    """Whether keys are stamped only when the stall is over."""

    @property
    def is_knowable(self) -> bool:
        """Tell whether everything in it can be told from what the program sees."""
        return not any(one.why_not for one in self.expected)

    @property
    def has_one_source(self) -> bool:
        """Tell whether nobody and nothing but one scanner presses keys."""
        return self.levels["disturbance"] in _ALONE


def scan_scene(seed: int, number: int, device: Device) -> Scene:
    """Return a scene with at least one scan."""
    rng = Random(f"scan {seed} {number} {device}")
    pair, rest = number % PAIRS, number // PAIRS
    kind, im = KINDS[pair % len(KINDS)], MODES[pair // len(KINDS)]
    disturbance = DISTURBANCES[rest % len(DISTURBANCES)]
    family = profiles.FAMILIES[rest % len(profiles.FAMILIES)]
    suffix: Suffix = _SUFFIXES[rest % len(_SUFFIXES)]
    focus: Focus = FOCUSES[rest // len(_SUFFIXES) % len(FOCUSES)]
    sees_codes = device == "known" or rng.random() < 0.75
    is_set_up = rng.random() < 0.75
    levels = {
        "kind": kind,
        "im": im,
        "im×kind": f"{im}×{kind}",
        "disturbance": disturbance,
        "family": family.name,
        "suffix": suffix,
        "focus": focus,
        "scan_codes": "seen" if sees_codes else "not_seen",
        "set_up": "done" if is_set_up else "never",
    }
    scene = Scene(number, levels, focus, im, device, sees_codes, is_set_up=is_set_up)
    profile = profiles.owned(seed, family, suffix, rng.randrange(_OWNED))
    code = codes.draw(kind, rng)
    levels["class"] = code.cls
    _Builder(scene, profile, code, rng, seed).build(disturbance)
    return scene


def typing_scene(seed: int, number: int, device: Device) -> Scene:
    """Return a scene in which somebody types, and nothing is scanned."""
    rng = Random(f"typing {seed} {number} {device}")
    im = MODES[number % len(MODES)]
    focus: Focus = FOCUSES[number // len(MODES) % len(FOCUSES)]
    typing = rng.choice(people.FITTING[focus])
    typist = people.a_typist(rng)
    sees_codes = device == "known" or rng.random() < 0.75
    is_set_up = rng.random() < 0.75
    speed = f"{int(typist.words_per_minute // 35) * 35}+ wpm"
    levels = {
        "typing": typing, "im": im, "focus": focus, "speed": speed, "disturbance": "typing_only",
        "scan_codes": "seen" if sees_codes else "not_seen",
        "set_up": "done" if is_set_up else "never",
    }  # fmt: skip
    scene = Scene(number, levels, focus, im, device, sees_codes, is_set_up=is_set_up)
    family = profiles.FAMILIES[number % len(profiles.FAMILIES)]
    levels["family"] = family.name
    suffix = rng.choice(_SUFFIXES)
    scene.profiles = (profiles.owned(seed, family, suffix, rng.randrange(_OWNED)),)
    keys = people.keys_of(typing, rng, _composing(im, focus))
    scene.presses = people.press(keys, START_NS, typist, rng)
    stamp(scene.presses)
    if rng.random() < 0.1:
        _stall_program(scene, rng)
    return scene


def _composing(im: Mode, focus: Focus) -> Mode:
    """Return the input method that works there: none where no text is taken."""
    return im if people.takes_text(focus) else "off"


class _Builder:
    """Presses the keys of one scene."""

    def __init__(self, scene: Scene, profile: Profile, code: Code, rng: Random, seed: int) -> None:
        self._scene, self._profile, self._code, self._rng = scene, profile, code, rng
        self._seed = seed
        scene.profiles = (profile,)

    def build(self, disturbance: str) -> None:
        scene, rng = self._scene, self._rng
        scene.caps = disturbance == "caps_lock"
        is_slow = self._profile.family in profiles.BLUETOOTH
        if is_slow and not scene.is_set_up and not people.takes_text(scene.focus):
            # A command has to act before the second key of a scanner nobody knows can come.
            scene.is_text_knowable = False
        getattr(self, f"_{disturbance}")()
        scene.presses.sort(key=lambda press: press.at_ns)
        stamp(scene.presses)
        if disturbance == "pc_stall":
            _stall_pc(scene, rng)
        if disturbance == "program_stall":
            _stall_program(scene, rng)

    def _clean(self) -> None:
        self._scan(START_NS)

    _caps_lock = _program_stall = _pc_stall = _clean

    def _alt_numpad(self) -> None:
        self._scan(START_NS, alt=True)

    def _stutter(self) -> None:
        """One key arrives twice: the second at once, as a contact or a driver repeats it."""
        burst = self._burst(START_NS, self._code, self._profile)
        at = self._rng.choice([i for i, key in enumerate(burst) if key.text and not key.alt] or [0])
        twin = profiles.twin_of(burst, at, self._rng)
        profile = replace(self._profile, doubled_share=_STUTTER)
        self._scene.profiles = (profile,)
        burst.insert(at + 1, twin)  # In its place also where all of a batch come at once.
        self._add(burst, self._code, self._why_doubled(twin.text, at))

    def _why_doubled(self, char: str, at: int) -> str:
        if not self._code.is_checked:
            return "doubled key"
        doubled = self._code.text[:at] + char + self._code.text[at:]
        ambiguous = codes.has_check(doubled) or len(codes.repairs(doubled)) > 1
        return "two repairs" if ambiguous else ""

    def _lost_key(self) -> None:
        """One key never arrives."""
        burst = self._burst(START_NS, self._code, self._profile)
        del burst[self._rng.choice([i for i, key in enumerate(burst) if key.text] or [0])]
        got = "".join(key.text for key in burst if not key.alt)
        self._add(burst, self._code, LOST, is_apart=proof(got) is not Proof.WRONG)

    def _double_read(self) -> None:
        end = self._scan(START_NS)
        self._scan(end + self._ms(250, 600))

    def _two_scanners(self) -> None:
        """Two scanners at once, their keys mixed."""
        rng = self._rng
        family = rng.choice(profiles.FAMILIES)
        other = profiles.owned(self._seed, family, self._profile.suffix, rng.randrange(_OWNED))
        second = codes.draw(rng.choice(KINDS), rng)
        first = self._burst(START_NS, self._code, self._profile)
        length = first[-1].at_ns - START_NS
        start = START_NS + int(rng.uniform(0.0, 0.8) * length)
        mixed = self._burst(start, second, other, source=1)
        self._scene.profiles = (self._profile, other)
        why = "" if self._scene.device == "known" else "two scanners"
        self._scene.is_text_knowable &= not why
        self._add(first, self._code, why)
        self._add(mixed, second, why)

    def _typing_before(self) -> None:
        end = self._type(START_NS)
        self._scan(end + self._ms(250, 1_500))

    def _typing_after(self) -> None:
        end = self._scan(START_NS)
        self._type(end + self._ms(350, 1_500))

    def _typing_between(self) -> None:
        """A person stops to scan, and goes on where they were."""
        keys = self._typed_keys()
        cut = self._pause_in(keys)
        typist = people.a_typist(self._rng)
        before = people.press(keys[:cut], START_NS, typist, self._rng)
        start = (before[-1].at_ns if before else START_NS) + self._ms(250, 900)
        end = self._scan(start)
        after = people.press(keys[cut:], end + self._ms(350, 900), typist, self._rng)
        self._scene.presses += before + after

    def _typing_inside(self) -> None:
        """Somebody types while another scans."""
        burst = self._burst(START_NS, self._code, self._profile)
        length = burst[-1].at_ns - START_NS
        typist = people.a_typist(self._rng)
        keys = [key for key in self._typed_keys() if key.cost and not key.name]
        start = START_NS + int(self._rng.uniform(0.1, 0.7) * length)
        typed = people.press(keys[:6], start, typist, self._rng)
        kept = [press for press in typed if press.at_ns < burst[-1].at_ns] or typed[:1]
        is_known = self._scene.device == "known"
        is_plain = _composing(self._scene.im, self._scene.focus) == "off"
        self._scene.is_text_knowable &= is_known and is_plain
        why = "" if is_known else "typing inside"
        self._scene.presses += kept
        self._add(burst, self._code, why)

    def _typed_keys(self) -> list[Stroke]:
        scene, rng = self._scene, self._rng
        typing = rng.choice(people.FITTING[scene.focus])
        return people.keys_of(typing, rng, _composing(scene.im, scene.focus))

    def _pause_in(self, keys: list[Stroke]) -> int:
        """Return where somebody may stop: not in the middle of a composed word."""
        composing = _composing(self._scene.im, self._scene.focus) != "off"
        places = [
            place
            for place in range(1, len(keys))
            if not composing or not keys[place - 1].text.isalpha()
        ]
        return self._rng.choice(places) if places else len(keys)

    def _type(self, start_ns: int) -> int:
        typed = people.press(self._typed_keys(), start_ns, people.a_typist(self._rng), self._rng)
        self._scene.presses += typed
        return typed[-1].at_ns

    def _scan(self, start_ns: int, *, alt: bool = False) -> int:
        burst = self._burst(start_ns, self._code, self._profile, alt=alt)
        self._add(burst, self._code, "", alt=alt)
        return burst[-1].at_ns

    def _burst(
        self, start_ns: int, code: Code, profile: Profile, *, alt: bool = False, source: int = 0
    ) -> list[Press]:
        keys = profiles.strokes(code.text, profile, caps=self._scene.caps, alt=alt)
        hand = Hand(profile, self._rng, source)
        return hand.press(keys + profiles.ending(profile), start_ns, len(self._scene.expected))

    def _add(
        self,
        burst: list[Press],
        code: Code,
        why_not: str,
        *,
        alt: bool = False,
        is_apart: bool = False,
    ) -> None:
        scan = len(self._scene.expected)
        for press in burst:
            press.scan = scan
        self._scene.presses += burst
        unseen = self._unseen(burst)
        if unseen:
            self._scene.is_text_knowable = False
        why_not = why_not or unseen
        if not why_not and not self._scene.is_set_up and may_be_doubled(code.text, alt=alt):
            why_not = NEW
        self._scene.expected.append(Expected(code, why_not, is_apart))

    def _unseen(self, burst: list[Press]) -> str:
        """Return a word when an input method ate keys that are not seen."""
        scene = self._scene
        if scene.sees_codes or _composing(scene.im, scene.focus) == "off":
            return ""
        plain = [press for press in burst if not press.alt and not press.ctrl]
        eaten = any(press.text and not press.text.isdigit() for press in plain)
        return "keys not seen" if eaten else ""

    def _ms(self, low: float, high: float) -> int:
        return int(self._rng.uniform(low, high) * MS)


def cls_of(scene: Scene) -> CodeClass:
    """Return the class of what is scanned first."""
    return scene.expected[0].code.cls


def stamp(presses: list[Press]) -> None:
    """Cut all times to whole milliseconds, as windowing systems stamp keys."""
    for press in presses:
        press.at_ns -= press.at_ns % MS
        press.up_ns -= press.up_ns % MS
        press.modifier_ns -= press.modifier_ns % MS


def _stall_program(scene: Scene, rng: Random) -> None:
    """The program is busy: keys wait, but the system stamped them when they were pressed."""
    scene.stall = _stalled(scene, rng)


def _stall_pc(scene: Scene, rng: Random) -> None:
    """The computer is busy: keys wait unstamped, and all come at its end."""
    scene.stall, scene.is_unstamped = _stalled(scene, rng), True
    start, end = scene.stall
    for press in scene.presses:  # For whoever looks at presses only.
        if start <= press.at_ns < end:
            press.at_ns, press.up_ns = end, max(press.up_ns, end)


def _stalled(scene: Scene, rng: Random) -> tuple[int, int]:
    first, last = scene.presses[0].at_ns, scene.presses[-1].at_ns
    start = first + int(rng.uniform(-0.1, 0.9) * (last - first))
    end = start + int(rng.uniform(40, 400) * MS)
    return start, end - end % MS
