"""The keys of one keyboard, or of all where the platform hides which is which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from devices.arbiter.before import Before
from devices.arbiter.chain import Reading, explain
from devices.arbiter.compared import Compared
from devices.arbiter.judge import TYPED, Evidence, Found, judge
from devices.arbiter.layout import MODIFIERS, SUFFIX_KEYS, alt_digit, char_of, ends_line
from devices.arbiter.outcome import verdicts_of
from devices.arbiter.profiles import Profile
from devices.arbiter.ripening import Read, Ripening
from devices.arbiter.run import RUN_MAX, Key, Run
from devices.arbiter.strokes import (
    Announce,
    AskReason,
    Composed,
    Fate,
    FieldMeaning,
    Plausible,
    ProofOf,
    Release,
    Special,
    Stroke,
    Target,
    Verdict,
)
from devices.arbiter.suitors import odds_of_gap, suitors_of
from devices.arbiter.timing import NS_PER_MS
from devices.arbiter.trust import Trusts

SILENCE_MS: Final = 248
"""So long after its last key a code without a suffix is decided."""
HOLD_MS: Final = 70
"""So long a key waits in command mode for a second one."""
_BRIEF_MS: Final = 48
_BRISK: Final = 0.3
_PATIENCE_MS: Final = 900
_RIPE_MS: Final = (50, 110)
"""So long a claim that content does not prove waits after its Enter for another scanner's keys;
the longer time is for gaps that look like one.
"""
_JOINED_MS: Final = 700
_BACKWARDS_MS: Final = -50
_ANNOUNCED: Final = 4.0
_PEAK_THAT_COUNTS: Final = 2.0
_SCORE_MAX: Final = 12.0
_KEYS_MIN: Final = 3
_KEYS_TO_ANNOUNCE: Final = 4
_ENDS: Final = SUFFIX_KEYS - {Special.DOWN}
_SURELY: Final = 8.0
_LONG: Final = 6
_BRISK_MS: Final = 95


@dataclass(frozen=True, slots=True)
class Judges:
    """What the program said of payloads, and what scanners that nobody set up have shown."""

    proof: ProofOf
    plausible: Plausible
    trusts: Trusts


class Lane:
    """One stream of keys. `own` is the profile of the scanner that this keyboard is, if it is
    one; otherwise `candidates` are the scanners that may type on it.
    """

    def __init__(
        self,
        judges: Judges,
        *,
        own: Profile | None,
        candidates: Sequence[Profile] = (),
        source: str | None = None,
    ) -> None:
        self._judges, self.own, self.candidates = judges, own, tuple(candidates)
        self._source = source
        self._before, self._compared = Before(), Compared(judges.trusts)
        self._target = Target("", FieldMeaning.NONE)
        self.read: Read | None = None
        """The last claim, for whoever keeps the profiles; taken and cleared there."""
        self._ripening: Ripening | None = None
        self._restart()

    def _restart(self) -> None:
        self.run: Run | None = None
        self._score = self._peak = 0.0
        self._is_announced = False
        self._hold_ns: int | None = None
        self._due_ns: int | None = None
        self._is_patient = False

    @property
    def due_at_ns(self) -> int | None:
        """When `tick` is wanted next."""
        ripe_ns = self._ripening.at_ns if self._ripening else None
        wanted = [at_ns for at_ns in (self._hold_ns, self._due_ns, ripe_ns) if at_ns is not None]
        return min(wanted, default=None)

    @property
    def open_from(self) -> int | None:
        """Return the least serial that a verdict may still name, None when none may."""
        if self._ripening is not None:
            return self._ripening.run.first_serial
        return self.run.first_serial if self.run is not None else None

    def tick(self, now_ns: int) -> list[Verdict]:
        """Let time pass: nothing waits in the queue."""
        found: list[Verdict] = []
        if self._ripening is not None and now_ns >= self._ripening.at_ns:
            found += self._ripe()
        if self._hold_ns is not None and now_ns >= self._hold_ns:
            self._hold_ns = None
            if not self._is_announced and self.own is None:
                found += self._release()
        if self._due_ns is not None and now_ns >= self._due_ns:
            found += self._silence()
        return found

    def _ripe(self) -> list[Verdict]:
        """Claim what waited: no other scanner's key followed its Enter."""
        ripening, self._ripening = self._ripening, None
        if ripening is None:
            return []
        self.read = ripening.read
        return verdicts_of(ripening.run, ripening.found)

    def _spoil(self, at_ns: int) -> list[Verdict]:
        """A key after the Enter of a scan: two scanners' keys are mixed, if it came at once."""
        ripening = self._ripening
        if ripening is None or not 0 <= ripening.at_ns - at_ns:
            return self._ripe()
        self._ripening = None
        self._before.asked()
        asked = replace(ripening.found, payload=None, reason=AskReason.TWO_SCANNERS)
        return verdicts_of(ripening.run, asked)

    def settle(self) -> list[Verdict]:
        """Decide now, whatever may come."""
        return self._ripe() + ([] if self.run is None else self._close(None)[1])

    def press(self, stroke: Stroke, target: Target) -> tuple[Fate, list[Verdict]]:
        """Take a key that went down."""
        early = self._joined(stroke.at_ns)
        if stroke.special in MODIFIERS:
            self._modifier(stroke)
            return Fate.SHOW, early
        fate, verdicts = self._key(stroke, target)
        self._before.pressed(stroke.at_ns)
        return fate, early + verdicts

    def _key(self, stroke: Stroke, target: Target) -> tuple[Fate, list[Verdict]]:
        early: list[Verdict] = []
        special = ends_line(stroke) or stroke.special
        if special in SUFFIX_KEYS and self._is_rest(special, stroke.at_ns):
            return Fate.DROP, early
        if special in _ENDS:
            fate, verdicts = self._end(stroke, special, target)
        elif special is None and (char_of(stroke) or alt_digit(stroke) or stroke.text):
            early = self._spoil(stroke.at_ns)
            fate, verdicts = self._type(stroke, target)
        else:
            early = self._ripe()
            fate, verdicts = self._other(stroke)
        return fate, early + verdicts

    def release(self, stroke: Stroke) -> None:
        """Take a key that came up."""
        if stroke.special in MODIFIERS:
            self._modifier(stroke)
        elif self.run is not None:
            key = self.run.release(stroke)
            if key is not None and key.is_kept and (key.dwell_ms or 0.0) < _BRIEF_MS:
                # No finger is as quick: worth waiting for what comes.
                self._hold_ns = None

    def _modifier(self, stroke: Stroke) -> None:
        """Take a bare modifier: no silence, and the next key is near."""
        self._before.modifier(stroke)
        if self.run is None:
            return
        self.run.modifier(stroke)
        goes_on = stroke.is_press or stroke.special is Special.ALT
        if goes_on and self._due_ns is not None and not self._is_patient:
            self._due_ns = max(self._due_ns, stroke.at_ns + SILENCE_MS * NS_PER_MS)

    def composed(self, composed: Composed) -> Fate:
        """Take a text that an input method commits."""
        fate = self._ripening.handed_back(composed) if self._ripening is not None else None
        if fate is not None:
            return fate
        if self.run is not None:
            if len(self.run.commits) < RUN_MAX:
                self.run.commit(composed)
            return Fate.SHOW
        self._before.committed(composed.at_ns)
        return Fate.DROP if self._before.is_ghost(composed.at_ns) else Fate.SHOW

    def follow(self, profile: Profile) -> None:
        """Take a newer state of a profile."""
        if self.own is not None and self.own.name == profile.name:
            self.own = profile
        self.candidates = tuple(
            profile if one.name == profile.name else one for one in self.candidates
        )

    def has(self, serial: int) -> bool:
        """Tell whether a key with this serial is not decided yet."""
        runs = (self.run, self._ripening.run if self._ripening else None)
        return any(one is not None and one.place_of(serial) is not None for one in runs)

    @property
    def has_eaten(self) -> bool:
        """Tell whether an input method holds keys of the open run."""
        return self.run is not None and any(key.is_eaten for key in self.run.keys)

    def _joined(self, at_ns: int) -> list[Verdict]:
        """Close a run that a key cannot belong to: it is far away, or time ran backwards."""
        if self.run is None:
            return []
        gap_ms = self.run.ms_of(at_ns) - self.run.last_ms
        limit = max(_JOINED_MS, _PATIENCE_MS if self._is_patient else 0)
        if _BACKWARDS_MS <= gap_ms <= limit and len(self.run.keys) < RUN_MAX:
            return []
        return self._close(None)[1]

    def _is_rest(self, special: Special, at_ns: int) -> bool:
        return self.run is None and self._before.is_rest(special, at_ns)

    def _open(self, stroke: Stroke) -> Run:
        if self.run is None:
            self.run = Run(stroke.at_ns, first_serial=stroke.serial)
            self.run.is_torn = self._before.tears(stroke.at_ns)
            self.run.follows_commit = self._before.has_commit(stroke.at_ns)
        return self.run

    def _type(self, stroke: Stroke, target: Target) -> tuple[Fate, list[Verdict]]:
        run = self._open(stroke)
        before_ms = run.last_ms if run.keys else None
        key = run.add(stroke, target)
        self._target = target
        verdicts = self._rescore(key, before_ms)
        self._due_ns = stroke.at_ns + SILENCE_MS * NS_PER_MS
        key.fate = self._fate(stroke, target)
        if key.is_kept:
            is_brisk = self._score > _BRISK
            self._hold_ns = None if is_brisk else stroke.at_ns + HOLD_MS * NS_PER_MS
        elif stroke.is_auto_repeat:
            verdicts += self._release()
        return key.fate, verdicts

    def _fate(self, stroke: Stroke, target: Target) -> Fate:
        if stroke.is_auto_repeat or stroke.is_eaten or stroke.is_ctrl:
            return Fate.SHOW
        return Fate.KEEP if target.holds or alt_digit(stroke) else Fate.SHOW

    def _rescore(self, key: Key, before_ms: float | None) -> list[Verdict]:
        """Follow how much the last keys look like a scanner's; announce it, or take it back."""
        if before_ms is None:
            return []
        odds = -6.0
        if not key.is_repeat:
            odds = odds_of_gap(
                key.at_ms - before_ms, (self.own,) if self.own else self.candidates, key.reports
            )
        self._score = min(max(self._score + odds, 0.0), _SCORE_MAX)
        self._peak = max(self._peak, self._score)
        assert self.run is not None
        if self._score > _ANNOUNCED and not self._is_announced:
            if len(self.run.keys) >= _KEYS_TO_ANNOUNCE:
                self._is_announced = True
                return [Announce()]
        elif self._is_announced and self._score <= 0:
            # Keys in command mode stay kept until the run is decided.
            self._is_announced = False
            return [Release()]
        return []

    def _end(self, stroke: Stroke, special: Special, target: Target) -> tuple[Fate, list[Verdict]]:
        if self.run is None or not self.run.keys:
            self._restart()
            return Fate.SHOW, []
        before_ms = self.run.last_ms
        key = self.run.add(stroke, target)
        key.is_end, key.char, key.text, key.special = True, "", "", special
        self._rescore(key, before_ms)
        end = len(self.run.keys) - 1
        found, told = self._close(special)
        return (Fate.DROP if end in found.members else Fate.SHOW), told

    def _other(self, stroke: Stroke) -> tuple[Fate, list[Verdict]]:
        if self.run is None:
            return Fate.SHOW, []
        if self._is_announced and len(self.run.others) < RUN_MAX and self._may_be_scan():
            self.run.others.append(stroke.serial)
            return Fate.KEEP, []
        return Fate.SHOW, self._close(None)[1]

    def _silence(self) -> list[Verdict]:
        assert self.run is not None
        if not self._is_patient and self._is_worth_waiting():
            self._is_patient = True
            self._due_ns = self.run.first_ns + int((self.run.last_ms + _PATIENCE_MS) * NS_PER_MS)
            return []
        return self._close(None)[1]

    def _is_worth_waiting(self) -> bool:
        """Tell whether the scanner always ends by a key that has not come."""
        if self._peak < _PEAK_THAT_COUNTS:
            return False
        _, reading = self._judged(None)
        if reading is None or not reading.is_likely:
            return False
        profile = reading.suitor.profile
        return profile is not None and bool(profile.suffix)

    def _may_be_scan(self) -> bool:
        _, reading = self._judged(None)
        return reading is None or reading.is_likely

    def _release(self) -> list[Verdict]:
        was_announced, self._is_announced = self._is_announced, False
        given: list[int] = []
        if self.run is not None:
            for key in self.run.keys:
                if key.is_kept:
                    given.append(key.serial)
                    key.fate = Fate.SHOW
            given = sorted(given + self.run.others)
            self.run.others = []
        return [Release(tuple(given))] if given or was_announced else []

    def _close(self, ended_by: Special | None) -> tuple[Found, list[Verdict]]:
        """Decide the open run and forget it."""
        run = self.run
        assert run is not None
        found, reading = self._judged(ended_by)
        if found is TYPED:
            verdicts: list[Verdict] = list(self._release())
        else:
            verdicts = self._found(run, found, reading, ended_by)
        self._restart()
        return found, verdicts

    def _found(
        self, run: Run, found: Found, reading: Reading | None, ended_by: Special | None
    ) -> list[Verdict]:
        last_ns = run.first_ns + int(run.last_ms * NS_PER_MS)
        if self._compared.take(found, last_ns) and found.came:
            found = replace(found, payload=found.came, reason=None, is_doubled=False)
        suffix = found.profile.suffix if found.profile is not None else None
        self._before.scanned(last_ns, reason=found.reason, suffix=suffix)
        read = (found, reading, run.keys) if found.payload is not None and reading else None
        if read and ended_by is not None and not found.is_certain and self.own is None:
            ripe_ns = last_ns + _RIPE_MS[not found.is_clean] * NS_PER_MS
            self._ripening = Ripening(ripe_ns, run, found, read)
            return []
        self.read = read
        return verdicts_of(run, found)

    def _judged(self, ended_by: Special | None) -> tuple[Found, Reading | None]:
        run = self.run
        assert run is not None
        if not self._is_worth_judging(run):
            return TYPED, None
        trust = self._judges.trusts.shown(self._source, run.keys, ended_by, self.candidates)
        reading = explain(
            run.keys,
            suitors_of(run.keys, self.own, self.candidates, doubles=bool(trust.doubles)),
            is_scanner=self.own is not None,
        )
        if self.own is not None:
            reading.typed -= _SURELY
        has_commit = run.follows_commit or bool(run.commits) or run.has_bare_shift
        evidence = Evidence(
            self._judges.proof,
            self._judges.plausible,
            self._target.meaning,
            ended_by,
            is_torn=run.is_torn and self.own is None,
            is_scanner=self.own is not None,
            is_hidden=self._source is None,
            trust=trust,
            has_hidden_keys=has_commit and not any(key.is_eaten for key in run.keys),
        )
        return judge(run.keys, reading, evidence), reading

    def _is_worth_judging(self, run: Run) -> bool:
        if self.own is not None:
            return len(run.keys) > 1
        count = len(run.keys)
        reports = sum(key.reports for key in run.keys)
        is_brisk = count >= _LONG and run.last_ms < _BRISK_MS * (reports - 1)
        return count >= _KEYS_MIN and (self._peak >= _PEAK_THAT_COUNTS or is_brisk)
