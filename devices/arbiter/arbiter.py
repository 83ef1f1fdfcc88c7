"""The arbiter between scanners that type and people who type: one for all keyboards of a till.

Pure: strokes and times in, verdicts out (`devices.arbiter.strokes` says how). Never raises,
whatever the strokes are; memory is bounded by a run of 4,096 keys per keyboard.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from devices.arbiter.judge import Found
from devices.arbiter.known import Known
from devices.arbiter.lane import Judges, Lane
from devices.arbiter.profiles import Profile
from devices.arbiter.run import Key
from devices.arbiter.strokes import (
    Answer,
    Composed,
    FieldMeaning,
    Plausible,
    Proof,
    ProofOf,
    Stroke,
    Target,
    Verdict,
)
from devices.arbiter.trust import Trust, Trusts

_LANES_MAX: Final = 16


def no_proof(_: str) -> Proof:
    """Say of every payload that its form has no check."""
    return Proof.NONE


def all_plausible(_: str, __: FieldMeaning) -> bool:
    """Say of every text that a person would type it anywhere."""
    return True


class Arbiter:
    """Tells scans from typing on every keyboard. Not thread-safe: it lives on the GUI thread."""

    def __init__(
        self,
        profiles: Sequence[Profile] = (),
        *,
        proof: ProofOf = no_proof,
        plausible: Plausible = all_plausible,
        trust: Iterable[Trust] = (),
    ) -> None:
        self._judges = Judges(proof, plausible, Trusts(trust))
        self._profiles = {profile.name: profile for profile in profiles}
        self._lanes: dict[str | None, Lane] = {}
        self._next_serial = 0

    @property
    def known(self) -> Known:
        """What is known of the scanners by now; keep it, it follows them."""
        return Known(tuple(self._profiles.values()), self._judges.trusts.records)

    def know(self, profile: Profile) -> None:
        """Take in a scanner that was just learned, or learned again."""
        self._profiles[profile.name] = profile
        # A keyboard where nothing is open is looked at anew, with its new candidates.
        open_ones = {name: one for name, one in self._lanes.items() if one.open_from is not None}
        self._lanes = open_ones

    @property
    def due_at_ns(self) -> int | None:
        """When `tick` is wanted next, None while nothing is open."""
        wanted = [lane.due_at_ns for lane in self._lanes.values()]
        return min((at_ns for at_ns in wanted if at_ns is not None), default=None)

    @property
    def open_from(self) -> int:
        """Return the least serial that a verdict may still name."""
        firsts = [lane.open_from for lane in self._lanes.values()]
        return min((first for first in firsts if first is not None), default=self._next_serial)

    def stroke(self, stroke: Stroke, target: Target) -> Answer:
        """Take a key, pressed or released."""
        self._next_serial = max(self._next_serial, stroke.serial + 1)
        lane = self._lane(stroke.source)
        if not stroke.is_press:
            lane.release(stroke)
            return Answer()
        fate, verdicts = lane.press(stroke, target)
        self._learn(lane)
        return Answer(fate, tuple(verdicts))

    def composed(self, composed: Composed, target: Target) -> Answer:  # noqa: ARG002 (as strokes)
        """Take a text that an input method is about to put into a field."""
        lanes = list(self._lanes.values())
        if composed.serial < self._next_serial:
            # A key handed back. Of one that was decided and not claimed, a person is the owner.
            own = next((one for one in lanes if one.has(composed.serial)), None)
            return Answer() if own is None else Answer(own.composed(composed))
        self._next_serial = composed.serial + 1
        lane = next((one for one in lanes if one.has_eaten), None)
        if lane is None:
            lane = next((one for one in lanes if one.run is not None), None)
        if lane is None:
            lane = lanes[-1] if lanes else self._lane(None)
        return Answer(lane.composed(composed))

    def tick(self, now_ns: int) -> Answer:
        """Let time pass: no key waits in the queue."""
        verdicts: list[Verdict] = []
        for lane in self._lanes.values():
            verdicts += lane.tick(now_ns)
            self._learn(lane)
        return Answer(verdicts=tuple(verdicts))

    def break_off(self) -> Answer:
        """Decide all that is open: the mouse moved the cursor, or the window lost the focus."""
        verdicts: list[Verdict] = []
        for lane in self._lanes.values():
            verdicts += lane.settle()
            self._learn(lane)
        return Answer(verdicts=tuple(verdicts))

    def _lane(self, source: str | None) -> Lane:
        found = self._lanes.pop(source, None)
        if found is None:
            found = self._new_lane(source)
        self._lanes[source] = found  # The latest is last.
        return found

    def _new_lane(self, source: str | None) -> Lane:
        idle = [name for name, lane in self._lanes.items() if lane.open_from is None]
        if len(self._lanes) >= _LANES_MAX and idle:
            del self._lanes[idle[0]]
        known = self._profiles.values()
        own = next((one for one in known if source is not None and one.source == source), None)
        hidden = [one for one in known if source is None or one.source is None]
        return Lane(self._judges, own=own, candidates=hidden, source=source)

    def _learn(self, lane: Lane) -> None:
        if lane.read is None:
            return
        found, reading, keys = lane.read
        lane.read = None
        if found.mark is not None:
            self._judges.trusts.note(found.mark, found.sign)
        profile = reading.suitor.profile
        if profile is None or found.payload is None or profile.name not in self._profiles:
            return
        learned = profile.after_read(
            len(found.payload), _plain_gaps(found, keys), is_doubled=found.is_doubled
        )
        self._profiles[learned.name] = learned
        for one in self._lanes.values():
            one.follow(learned)


def _plain_gaps(found: Found, keys: Sequence[Key]) -> list[float]:
    own = [keys[i] for i in sorted(found.members)]
    return [
        after.at_ms - before.at_ms
        for before, after in pairwise(own)
        if after.reports == 1 and before.reports == 1
    ]
