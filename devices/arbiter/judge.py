"""Weigh what a run may have been by its content too, and decide: claimed, asked again, or typed.

Content is worth little beside timing, but it decides where timing leaves a doubt: where a scan
began, which of two equal keys came twice, whether a fast typist typed a number. All weights are
natural logarithms of likelihood ratios.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from devices.arbiter.chain import Reading
from devices.arbiter.marks import fingers, with_nobodys
from devices.arbiter.profiles import Profile
from devices.arbiter.run import UNKNOWN_CHAR, Key, payload_of
from devices.arbiter.strokes import AskReason, FieldMeaning, Plausible, Proof, ProofOf, Special
from devices.arbiter.timing import log_sum
from devices.arbiter.trust import BORNE_OUT, NO_TRUST, Mark, Sign, Trust, shorter, sign_of
from devices.arbiter.variants import OFTEN, Variant, variants_of

_CLAIM_ODDS: Final = math.log(40.0)
_SCAN_ODDS: Final = math.log(33.0)
_SCANNED: Final = {
    **dict.fromkeys((Proof.NONE, Proof.FORM), 0.0),
    Proof.WRONG: -10.0,
    Proof.DIGIT: 2.0,
    Proof.STRONG: 6.0,
}
_TYPED: Final = {
    **dict.fromkeys((Proof.NONE, Proof.FORM), 0.0),
    Proof.WRONG: -0.3,
    Proof.DIGIT: 0.5,
    Proof.STRONG: 1.5,
}
_PROVEN: Final = frozenset({Proof.DIGIT, Proof.STRONG})
_TAKEN_AGAIN: Final = frozenset({AskReason.DOUBLED_KEYS, AskReason.NEW_SCANNER})
_LENGTHS: Final = {0: -12.0, 1: -10.0, 2: -9.0, 3: -8.0, 4: -5.5, 5: -4.0, 6: -1.8, 7: -1.0}
# How common numbers without a right check digit are by length, where without one key there would
# be one. EAN, UPC and member cards always have it; phones, payment and trace codes never.
_NUMBERS: Final = {
    **dict.fromkeys((10, 11, 16, 17, 18, 19, 20, 21, 22, 23, 24, 28), 0.0),
    **dict.fromkeys((8, 12, 13, 14), -14.0),
    **dict.fromkeys((9, 15), -12.0),
}
_ODD_NUMBER: Final = -2.5
_ODD_TEXT: Final = -2.5
_ODD_BESIDE_STRONG: Final = -6.0
_ODD_BESIDE_FORM: Final = -6.0  # With every key it is of a known form, and with one less of none.
_OFTEN_DOUBLED: Final = -3.0  # Several keys of one code, and then a check digit by chance.
_SPACED: Final = -4.0
_NO_CHARACTER: Final = -6.0
_STRANGE_LENGTH: Final = -1.5
_READS_THAT_TELL: Final = 12
_WRONG_END: Final = -4.0
_ENDS: Final = {None: -0.7, Special.ENTER: -0.5, Special.TAB: -1.5}
_LOST_SHARE: Final = 0.5
_LIKELY: Final = 0.5
_CHECKED_MAX: Final = 18
_SHORTEST: Final = 5
_CLEAN_SHARE: Final = 0.001
_CLEARLY: Final = 9.0
_CLEARLY_ONE: Final = -12.0
_SCANNERS_KEYS: Final = 4
"""So many keys inside a scan that are not its own are another scanner's."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What besides the keys is known: injected judges, the field, and how the run ended.

    `is_hidden`: the platform does not say which keyboard they came from, so that they may be those
    of several. `trust` is what the scanner has shown if nobody set it up.
    """

    proof: ProofOf
    plausible: Plausible
    meaning: FieldMeaning
    ended_by: Special | None
    is_torn: bool = False
    is_scanner: bool = False
    has_hidden_keys: bool = False
    is_hidden: bool = False
    trust: Trust = NO_TRUST


@dataclass(frozen=True, slots=True)
class Found:
    """The decision: a payload, or a reason to ask again, or neither when all was typed.

    `members` are the numbers of the keys that the scanner sent, second arrivals included.
    `came` is the text as it came, where a key may have come twice, seldom as the scanner does so.
    Of a scanner nobody set up, `mark` is what it is known by, `sign` what the reading says of it,
    and `shorter` the texts that one key sent twice may have made of this one.
    `is_certain`: content proves that no other scanner's key is in it. `is_clean`: nor does any
    gap look like one.
    """

    members: frozenset[int] = frozenset()
    payload: str | None = field(default=None, repr=False)
    reason: AskReason | None = None
    profile: Profile | None = None
    is_doubled: bool = False
    is_certain: bool = False
    is_clean: bool = False
    came: str = field(default="", repr=False)
    mark: Mark | None = None
    sign: Sign = Sign.NOTHING
    shorter: tuple[str, ...] = field(default=(), repr=False)


TYPED: Final = Found()


def judge(keys: Sequence[Key], reading: Reading, evidence: Evidence) -> Found:
    """Return what a run was."""
    variants = _weighed(variants_of(keys, reading), reading, evidence)
    scanned = reading.scanned + log_sum(variant.weight for variant in variants)
    typed = reading.typed + _typed_weight(keys, evidence)
    if not variants or scanned - typed < _SCAN_ODDS:
        return TYPED
    return _decide(keys, reading, evidence, variants, typed - reading.scanned)


def _decide(
    keys: Sequence[Key],
    reading: Reading,
    evidence: Evidence,
    variants: list[Variant],
    typed: float,
) -> Found:
    best = max(variants, key=lambda variant: variant.weight)
    same = log_sum(v.weight for v in variants if v.payload == best.payload)
    others = log_sum([typed, *(v.weight for v in variants if v.payload != best.payload)])
    reason = _reason(keys, best, reading, evidence)
    if reason is None and _has_twin(best, variants, reading, evidence):
        reason = AskReason.DOUBLED_KEYS
    if reason is None and same - others < _CLAIM_ODDS:
        reason = _doubt(best, variants)
    profile = reading.suitor.profile
    own = [keys[i] for i in sorted(best.members)]
    came = payload_of(own)
    less = tuple(shorter(own)) if profile is None else ()
    sign = sign_of(best.payload, came, less, evidence.proof)
    if reason is None and profile is None and sign is None and not evidence.trust.is_earned:
        reason = AskReason.NEW_SCANNER
    found = (
        _claimed(keys, reading, evidence, variants, best)
        if reason is None
        else _asked(keys, reading, evidence, best, reason)
    )
    if profile is not None:
        return found
    told = sign if sign is not None and reason is None else Sign.NOTHING
    return replace(found, mark=evidence.trust.mark, sign=told, shorter=less)


def _claimed(
    keys: Sequence[Key],
    reading: Reading,
    evidence: Evidence,
    variants: list[Variant],
    best: Variant,
) -> Found:
    proof, profile = evidence.proof(best.payload), reading.suitor.profile
    is_certain = proof is Proof.STRONG or (
        proof is Proof.DIGIT and profile is not None and reading.mixed < _CLEARLY_ONE
    )
    is_clean = all(leap.share < _CLEAN_SHARE for leap in reading.leaps) and not any(
        one.weight > best.weight - _CLEARLY and one.payload != best.payload
        for one in variants
        if not one.is_doubled
    )
    payload = best.payload
    if not reading.suitor.follows_caps:
        payload = payload_of([keys[i] for i in sorted(best.own)], follows_caps=False)
    return Found(best.members, payload, None, profile, best.is_doubled, is_certain, is_clean)


def _asked(
    keys: Sequence[Key], reading: Reading, evidence: Evidence, best: Variant, reason: AskReason
) -> Found:
    members = best.members
    if reason is AskReason.TWO_SCANNERS:
        members = frozenset(range(min(members), len(keys)))
    came = ""
    if reason in _TAKEN_AGAIN and reading.suitor.doubled <= OFTEN:
        own = [keys[i] for i in sorted(members)]
        came = payload_of(own, follows_caps=reading.suitor.follows_caps)
    # Nothing is lost with a key that no finger pressed; left behind, it stands in the field.
    members = with_nobodys(keys, members)
    if evidence.is_hidden:
        members -= fingers(keys)
    return Found(members, None, reason, reading.suitor.profile, best.is_doubled, came=came)


def _reason(
    keys: Sequence[Key], best: Variant, reading: Reading, evidence: Evidence
) -> AskReason | None:
    """Return why the best explanation cannot be trusted, None when it can."""
    proof = evidence.proof(best.payload)
    is_proven = proof in _PROVEN
    # The check digit of a long GS1 code is that of its article only.
    is_whole = proof is Proof.STRONG or (is_proven and len(best.payload) <= _CHECKED_MAX)
    is_long = len(best.payload) > _CHECKED_MAX and best.payload.isalnum()
    is_signed = proof is Proof.STRONG and is_long
    is_open = proof is not Proof.STRONG and not evidence.is_scanner
    inside = sum(leap.before - leap.after - 1 for leap in reading.leaps if leap.share > _LIKELY)
    reasons = (
        (evidence.is_torn, AskReason.TWO_SCANNERS),
        (evidence.has_hidden_keys and not is_signed, AskReason.EATEN),
        (_is_cut(best.payload, reading.suitor.profile, evidence), AskReason.CUT),
        (best.is_inserted and inside >= _SCANNERS_KEYS, AskReason.TWO_SCANNERS),
        (is_open and reading.mixed > 0, AskReason.TWO_SCANNERS),
        (is_open and _overlaps(best, reading), AskReason.TWO_SCANNERS),
        (_has_outsiders(best, reading), AskReason.TWO_SCANNERS),
        (best.is_inserted and not is_signed, AskReason.TYPED_INSIDE),
        (best.is_doubled and not is_whole, AskReason.DOUBLED_KEYS),
        (best.is_doubled and _never_doubled(reading), AskReason.DOUBLED_KEYS),
        (not is_whole and _may_be_doubled(keys, best, reading), AskReason.DOUBLED_KEYS),
        (proof is Proof.WRONG, AskReason.MISSED_KEYS),
        (reading.lost > _LOST_SHARE and not is_proven, AskReason.MISSED_KEYS),
    )
    return next((reason for holds, reason in reasons if holds), None)


def _never_doubled(reading: Reading) -> bool:
    """Tell whether the scanner was set up, and sent no key twice."""
    return reading.suitor.profile is not None and reading.suitor.doubled <= OFTEN


def _may_be_doubled(keys: Sequence[Key], best: Variant, reading: Reading) -> bool:
    """Tell whether two equal keys follow each other from a scanner that sends keys twice."""
    if reading.suitor.doubled <= OFTEN:
        return False
    own = [keys[i] for i in sorted(best.own)]
    return any(
        before.char == after.char and after.char and not after.group
        for before, after in pairwise(own)
    )


def _has_twin(best: Variant, variants: list[Variant], reading: Reading, evidence: Evidence) -> bool:
    """Tell whether another text is whole if a key came twice: by a scanner that sends some twice
    as well as this one, by one that nobody set up in place of this one.
    """
    proof = evidence.proof(best.payload)
    if reading.suitor.doubled <= OFTEN:
        is_odd = proof is Proof.NONE and not _never_doubled(reading)
    else:
        is_odd = proof is not Proof.STRONG
    if not is_odd:
        return False
    return any(
        evidence.proof(one.payload) in BORNE_OUT
        for one in variants
        if one.members == best.members and one.payload != best.payload and one.doubled <= 1
    )


def _is_cut(payload: str, profile: Profile | None, evidence: Evidence) -> bool:
    """Tell whether a payload is a piece of a code, or none."""
    if UNKNOWN_CHAR in payload or not any(char.isalnum() for char in payload):
        return True
    is_short = len(payload) < _SHORTEST and not evidence.is_scanner
    return is_short and not _is_usual(payload, profile)


def _is_usual(payload: str, profile: Profile | None) -> bool:
    return profile is not None and len(payload) in dict(profile.lengths)


def _overlaps(best: Variant, reading: Reading) -> bool:
    """Tell whether another's key was down with the scan's."""
    around = range(min(best.members) - 1, max(best.members))
    return any(i in around for i in reading.overlaps)


def _has_outsiders(best: Variant, reading: Reading) -> bool:
    """Tell whether keys that are not the scan's were down as briefly as a scanner's."""
    return not reading.briefs <= best.members


def _doubt(best: Variant, variants: list[Variant]) -> AskReason:
    rival = max(
        (v for v in variants if v.payload != best.payload), key=lambda v: v.weight, default=best
    )
    if best.is_doubled or rival.is_doubled:
        return AskReason.DOUBLED_KEYS
    if best.is_inserted or rival.is_inserted:
        return AskReason.TYPED_INSIDE
    return AskReason.UNCLEAR_START


def _weighed(variants: list[Variant], reading: Reading, evidence: Evidence) -> list[Variant]:
    found = []
    profile = reading.suitor.profile
    proofs = {evidence.proof(variant.payload) for variant in variants}
    is_strong = Proof.STRONG in proofs and not _never_doubled(reading)
    formed = {
        variant.members
        for variant in variants
        if not variant.is_doubled and evidence.proof(variant.payload) is Proof.FORM
    }
    for variant in variants:
        weight = variant.weight + _scan_weight(variant.payload, profile, evidence)
        is_usual = _is_usual(variant.payload, profile)
        if proofs & _PROVEN and not is_usual:
            weight += _unproven(variant, evidence, is_strong=is_strong)
        if variant.members in formed and evidence.proof(variant.payload) not in BORNE_OUT:
            weight += _ODD_BESIDE_FORM
        if _is_piece(variant, variants, evidence):
            weight += _SCANNED[Proof.WRONG]
        if variant.doubled > 1:
            weight += _OFTEN_DOUBLED
        found.append(
            Variant(
                variant.payload, weight, variant.members, variant.own,
                variant.is_doubled, variant.is_inserted,
            )
        )  # fmt: skip
    return found


def _is_piece(variant: Variant, variants: list[Variant], evidence: Evidence) -> bool:
    """Tell whether it leaves out a key only to be no wrong code any more."""
    return evidence.proof(variant.payload) is Proof.NONE and any(
        variant.members < one.members and evidence.proof(one.payload) is Proof.WRONG
        for one in variants
    )


def _scan_weight(payload: str, profile: Profile | None, evidence: Evidence) -> float:
    """Return how well a payload, its length and its end suit the scanner."""
    proof = evidence.proof(payload)
    weight = _SCANNED[proof] if payload else _LENGTHS[0]
    if UNKNOWN_CHAR in payload:
        weight += _NO_CHARACTER
    if evidence.is_scanner:
        return weight
    weight += _LENGTHS.get(len(payload), 0.0)
    if " " in payload:
        weight += _SPACED
    if profile is None:
        return weight + _ENDS.get(evidence.ended_by, -1.0)
    if profile.reads >= _READS_THAT_TELL and len(payload) not in dict(profile.lengths):
        weight += _STRANGE_LENGTH
    if profile.suffix is not None:
        first = profile.suffix[0] if profile.suffix else None
        weight += 0.0 if first is evidence.ended_by else _WRONG_END
    return weight


def _unproven(variant: Variant, evidence: Evidence, *, is_strong: bool) -> float:
    """Return how likely something without a check is, beside what has one."""
    if evidence.proof(variant.payload) in _PROVEN:
        return 0.0
    doubled = _ODD_BESIDE_STRONG if variant.is_doubled else 0.0
    if is_strong:
        return _ODD_BESIDE_STRONG
    if not variant.payload.isdigit():
        return min(_ODD_TEXT, doubled)
    return min(_NUMBERS.get(len(variant.payload), _ODD_NUMBER), doubled)


def _typed_weight(keys: Sequence[Key], evidence: Evidence) -> float:
    text = "".join(key.text for key in keys)
    weight = _TYPED[evidence.proof(text)] if text else 0.0
    return weight + (0.7 if evidence.plausible(text, evidence.meaning) else -0.7)
