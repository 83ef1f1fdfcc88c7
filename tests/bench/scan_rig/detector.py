"""The arbiter as the program would have it in a scene: with the profiles a set-up left behind."""

from __future__ import annotations

from functools import lru_cache
from random import Random
from typing import Final

from devices.arbiter.arbiter import Arbiter
from devices.arbiter.profiles import Card, Profile, learn
from devices.arbiter.strokes import Answer, Composed, Stroke, Target
from tests.bench.scan_rig import profiles
from tests.bench.scan_rig.judging import plausible, proof
from tests.bench.scan_rig.player import Detector, play
from tests.bench.scan_rig.presses import MS
from tests.bench.scan_rig.scenes import START_NS, Scene, stamp

CARDS: Final = (
    "20261122000412345678",
    "aB3-Cd5.eF7/Gh9:Kl",
    "0106901234567892\x1d17270131\x1d10AB12",
    "https://w.example.com/" + "k7Q2mZ9xT4bV" * 3 + "?e=01",
    "柜台扫码枪设置卡2026",
)


def detector_for(scene: Scene) -> Detector:
    """Return an arbiter that knows the scene's scanners, if they were set up."""
    known = scene.device == "known"
    learned = [
        _learned(profile, number, f"keyboard {number}" if known else None)
        for number, profile in enumerate(scene.profiles)
        if scene.is_set_up
    ]
    return Arbiter(learned, proof=proof, plausible=plausible)


class _Recorder:
    """Notes strokes and lets all pass."""

    def __init__(self) -> None:
        self.strokes: list[Stroke] = []

    due_at_ns: int | None = None

    def stroke(self, stroke: Stroke, target: Target) -> Answer:
        self.strokes.append(stroke)
        return Answer()

    def composed(self, composed: Composed, target: Target) -> Answer:
        return Answer()

    def tick(self, now_ns: int) -> Answer:
        return Answer()


@lru_cache(maxsize=4096)
def _learned(profile: profiles.Profile, place: int, source: str | None) -> Profile:
    """Return what the set-up learns from five cards; in every fifth set-up the computer stalls
    during one of them.
    """
    rng = Random(f"set-up {profile}")
    stalls = rng.randrange(len(CARDS)) if rng.random() < 0.2 else -1
    cards = []
    for number, text in enumerate(CARDS):
        keys = profiles.strokes(text, profile, caps=False, alt=False) + profiles.ending(profile)
        hand = profiles.Hand(profile, rng, 0)
        presses = hand.press(keys, START_NS, 0)
        if profile.doubled_share:
            presses = hand.stutter(presses, is_sure=number == 0)
        if number == stalls:
            end_ns = presses[len(presses) // 2].at_ns + 200 * MS
            for press in presses[len(presses) // 3 :]:
                press.at_ns = max(press.at_ns, end_ns)
                press.up_ns = max(press.up_ns, press.at_ns)
                press.modifier_ns = max(press.modifier_ns, end_ns)
        stamp(presses)
        scene = Scene(0, {}, "none", "off", "known", sees_codes=True, presses=presses)
        recorder = _Recorder()
        play(scene, recorder)
        cards.append(Card(text, tuple(recorder.strokes)))
    return learn(f"{profile.family} {profile.suffix} {place}", cards, source=source)
