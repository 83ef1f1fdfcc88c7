"""What came of many scenes, counted by slices of their levels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from devices.arbiter.strokes import AskReason
from tests.bench.scan_rig import peers
from tests.bench.scan_rig.fields import Left
from tests.bench.scan_rig.people import takes_text
from tests.bench.scan_rig.player import Played
from tests.bench.scan_rig.presses import MS
from tests.bench.scan_rig.scenes import NEW, Scene
from tests.prove.wilson import wilson


class Share(NamedTuple):
    """So many of so many, and in which slice."""

    hits: int
    items: int
    slice: str

    @property
    def low_pct(self) -> float:
        return 100 * wilson(self.hits, self.items).low

    @property
    def high_pct(self) -> float:
        return 100 * wilson(self.hits, self.items).high

    @property
    def pct(self) -> float:
        return 100 * self.hits / self.items


@dataclass(slots=True)
class Tally:
    """Counts by (what, slice): `of` counts items, `n` those of them of which it is true."""

    n: Counter[tuple[str, str]] = field(default_factory=Counter)
    of: Counter[tuple[str, str]] = field(default_factory=Counter)
    scenes: Counter[str] = field(default_factory=Counter)
    decided_ns: list[int] = field(default_factory=list)
    held_text_ns: int = 0
    held_command_ns: list[int] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def add(self, what: str, slices: list[str], hits: int, items: int = 1) -> None:
        if items:
            for one in slices:
                self.of[what, one] += items
                if hits:
                    self.n[what, one] += hits

    def merge(self, other: Tally) -> None:
        self.n.update(other.n)
        self.of.update(other.of)
        self.scenes.update(other.scenes)
        self.decided_ns += other.decided_ns
        self.held_text_ns = max(self.held_text_ns, other.held_text_ns)
        self.held_command_ns += other.held_command_ns
        self.failures += other.failures

    def share(self, what: str, slice_: str) -> Share | None:
        """Return what was counted in one slice."""
        items = self.of[what, slice_]
        return Share(self.n[what, slice_], items, slice_) if items else None

    def shares(self, what: str, least: int, within: str = "") -> Iterator[Share]:
        """Yield the slices with at least so many items whose names begin with `within`."""
        for (name, slice_), items in self.of.items():
            if name == what and items >= least and slice_.startswith(within):
                yield Share(self.n[name, slice_], items, slice_)


def slices_of(scene: Scene) -> list[str]:
    """Return the slices a scene is in: all, its levels, and each of both within its class."""
    plain = ["all", *(f"{name}={level}" for name, level in scene.levels.items())]
    if "class" not in scene.levels:
        return plain
    cls = scene.levels["class"]
    within = [f"{cls} | {one}" for one in plain if not one.startswith("class=")]
    if cls == "digits" and scene.levels["suffix"] != "none":
        within += [f"digits+suffix | {one}" for one in plain if not one.startswith("class=")]
    return plain + within


def score(scene: Scene, played: Played, wanted: Left, tally: Tally, name: str) -> None:
    """Count one scene. Failing ones are noted under `name`."""
    slices = slices_of(scene)
    device = scene.device
    left_over = Counter(text for text, _ in played.claims)
    failures: list[str] = []
    for one in scene.expected:
        found = left_over[one.code.text] > 0
        left_over[one.code.text] -= found
        if one.why_not:
            if not one.is_apart:
                tally.add(f"{device} asked", slices, int(bool(played.asked)))
            tally.add(f"{device} asked: {one.why_not}", ["all"], int(bool(played.asked)))
        else:
            tally.add(f"{device} whole", slices, int(found))
            failures += [] if found else ["asked" if played.asked else "missed"]
    if scene.expected:
        failures += _count_wrong(scene, sum(left_over.values()), slices, tally)
        _count_price(scene, played, slices, tally)
        _count_decision(scene, played, tally)
    harmed = played.left != wanted
    whys = {one.why_not for one in scene.expected}
    if not scene.is_text_knowable:
        what = f"{device} text changed: {scene.levels['disturbance']}"
        tally.add(what, ["all"], int(harmed))
    else:
        failures += ["harmed"] * harmed
        tally.add(f"{device} harmed", slices, int(harmed))
        if "typing" in scene.levels["disturbance"]:
            tally.add(f"{device} typing harmed", ["all"], int(harmed))
    if failures:
        told = " ".join(f"{key}={level}" for key, level in scene.levels.items())
        why = " ".join(sorted(whys - {""})) or "knowable"
        tally.failures.append(f"{name}  {','.join(failures)}  {why}  {told}")
    tally.held_text_ns = max(tally.held_text_ns, played.held_text_ns)
    if "typing" in scene.levels["disturbance"] and not takes_text(scene.focus):
        tally.held_command_ns.append(played.held_other_ns)


def _count_wrong(scene: Scene, wrong: int, slices: list[str], tally: Tally) -> list[str]:
    """Count claims of what was not scanned; return a word for them if they are a failure."""
    is_apart = any(one.is_apart for one in scene.expected)
    items = len(scene.expected)
    what = "wrong: lost key that nothing shows" if is_apart else "wrong"
    tally.add(f"{scene.device} {what}", slices, min(wrong, items), items)
    return ["wrong"] if wrong and not is_apart else []


def _count_price(scene: Scene, played: Played, slices: list[str], tally: Tally) -> None:
    """Count what it costs not to believe a scanner nobody set up: of its scans in which no key came
    twice and nothing else keeps the code from being known, those that were asked again for it.
    """
    if not scene.is_set_up and {one.why_not for one in scene.expected} <= {"", NEW}:
        is_asked = AskReason.NEW_SCANNER in played.asked
        tally.add(f"{scene.device} new asked", slices, int(is_asked))


def score_peers(scene: Scene, tally: Tally) -> None:
    """Count what the fixed rules make of a scene. Harm of theirs is a claim with a key in it that
    somebody typed; that a code stays in the field, or is cut, is not counted as such.
    """
    slices = ["all", *(["easiest"] if _is_easy(scene) else [])]
    codes = " ".join(one.code.text for one in scene.expected).upper()
    typed = "typing" in scene.levels["disturbance"]
    for rule, claims in peers.play(scene.presses).items():
        left_over = Counter(claims)
        for one in scene.expected:
            found = left_over[one.code.text] > 0
            left_over[one.code.text] -= found
            if not one.why_not:
                tally.add(f"{rule} whole", slices, int(found))
        wrong = sum(left_over.values())
        if scene.expected:
            tally.add(f"{rule} wrong", slices, int(wrong > 0))
        if typed:
            taken = any(claim.upper() not in codes for claim in left_over.elements())
            tally.add(f"{rule} harmed", slices, int(taken))


def _is_easy(scene: Scene) -> bool:
    """Tell whether it is digits with a suffix, from one scanner, and nothing beside."""
    levels = scene.levels
    calm = levels["disturbance"] in ("clean", "caps_lock", "double_read")
    return calm and levels["class"] == "digits" and levels["suffix"] != "none"


def _count_decision(scene: Scene, played: Played, tally: Tally) -> None:
    alone = len(scene.expected) == 1 and scene.has_one_source
    if scene.levels["suffix"] == "none" and alone and scene.stall is None and played.claims:
        tally.decided_ns.append(played.claims[0][1])


def decision_ms(tally: Tally) -> list[float]:
    """Return how long after the last key codes without a suffix were claimed."""
    return [ns / MS for ns in tally.decided_ns]
