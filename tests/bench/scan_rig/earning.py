"""How a scanner nobody set up earns its trust, and what it costs until then and after.

One scanner of each family and suffix, hidden and known, reads bar codes and cards until it is
believed, and before and after that codes of which nothing says whether a key came twice. No key
does. A code that is asked again is read once more.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Final

from devices.arbiter.arbiter import Arbiter
from tests.bench.rig.figures import Figure, Figures, percentile
from tests.bench.scan_rig import codes, player, profiles
from tests.bench.scan_rig.codes import Code
from tests.bench.scan_rig.judging import may_be_doubled, plausible, proof
from tests.bench.scan_rig.presses import MS
from tests.bench.scan_rig.profiles import Hand, Profile
from tests.bench.scan_rig.scenes import START_NS, Device, Scene, stamp
from tests.bench.scan_rig.score import Tally

READS_MAX: Final = 400
_OPEN: Final = ("gs1", "badge", "url", "chinese", "insurance", "payment")
_CHECKED: Final = ("ean13", "member_card", "ean14", "trace", "phone")
_PAUSE_NS: Final = 2_000 * MS


class _Counter:
    """One till whose scanners nobody set up, and one of them."""

    def __init__(self, profile: Profile, device: Device, rng: Random) -> None:
        self._profile, self._device, self._rng = profile, device, rng
        self.arbiter = Arbiter(proof=proof, plausible=plausible)
        self._next_ns = START_NS

    def read(self, code: Code) -> bool:
        """Scan a code, and tell whether it was claimed as it is."""
        keys = profiles.strokes(code.text, self._profile, caps=False, alt=False)
        hand = Hand(self._profile, self._rng, 0)
        presses = hand.press(keys + profiles.ending(self._profile), self._next_ns, 0)
        self._next_ns = presses[-1].at_ns + _PAUSE_NS
        stamp(presses)
        scene = Scene(0, {}, "note", "off", self._device, sees_codes=True, presses=presses)
        return code.text in [text for text, _ in player.play(scene, self.arbiter).claims]

    @property
    def is_believed(self) -> bool:
        return any(one.is_earned for one in self.arbiter.known.trust)


def measure(seed: int, *, each: int = 6) -> tuple[Figures, Tally]:
    """Return the figures, and the counts behind them. `each`: codes per scanner and stage."""
    tally, reads = Tally(), []
    for counter, rng in _counters(seed):
        for code in _open_codes(rng, each):
            is_first = counter.read(code)
            tally.add("new: asked at first", ["all"], int(not is_first))
            if not is_first:
                tally.add("new: taken the second time", ["all"], int(counter.read(code)))
        count = 0
        while not counter.is_believed and count < READS_MAX:
            counter.read(codes.draw(rng.choice(_CHECKED), rng))
            count += 1
        reads.append(float(count))
        for code in _open_codes(rng, each):
            tally.add("believed: asked at first", ["all"], int(not counter.read(code)))
    figures: Figures = {
        f"reads_until_believed_p{percent}": Figure(percentile(reads, percent), "reads")
        for percent in (50, 100)
    }
    for what in ("new: asked at first", "new: taken the second time", "believed: asked at first"):
        share = tally.share(what, "all")
        if share is not None:
            name = what.replace(":", "").replace(" ", "_")
            figures[f"{name}_pct"] = Figure(share.pct, "%")
    return figures, tally


def _counters(seed: int) -> Iterator[tuple[_Counter, Random]]:
    devices: tuple[Device, Device] = ("known", "hidden")
    for device in devices:
        for family in profiles.FAMILIES:
            for suffix in profiles.SUFFIXES:
                rng = Random(f"earning {seed} {device} {family.name} {suffix}")
                profile = profiles.owned(seed, family, suffix, 0)
                yield _Counter(profile, device, rng), rng


def _open_codes(rng: Random, count: int) -> list[Code]:
    found: list[Code] = []
    while len(found) < count:
        code = codes.draw(rng.choice(_OPEN), rng)
        if may_be_doubled(code.text):
            found.append(code)
    return found
