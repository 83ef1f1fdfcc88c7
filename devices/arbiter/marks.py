"""What marks keys before any scanner is thought of: pauses, and how long they were down.

How long a key is down tells best of all who pressed it, where the platform tells of releases.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import Final

from devices.arbiter.run import Key
from devices.arbiter.timing import ONE_TRANSFER_MS, SAME_MS, STALL_MS

_DWELL_LIMITS: Final = (-5.0, 3.0)
_STILL_DOWN: Final = -12.0
_HABIT: Final = 0.8
_ROUNDED_MS: Final = 0.6
_FREE_MIN: Final = 3
_FINGER_MORE_MS: Final = 30.0
_UP_MS: Final = 60.0
_LATER_KEYS: Final = 3
_LATE_MS: Final = 12.0
_BRIEF_MS: Final = 35.0
"""Nobody's finger is as quick, key after key."""
_QUICK_MS: Final = 44.0
"""Hardly anybody's is."""
_FINGERS_MS: Final = (20.0, 100.0)
_BESIDE_MS: Final = 60.0
_HELD_MS: Final = 48.0
_HELD_TIMES: Final = 2.5
_TOUCHED_MS: Final = 25.0
_ROLLED: Final = -3.0
_START_MS: Final = 500.0
_AT_ONCE_MS: Final = 1.6


def waited(gaps: Sequence[float]) -> list[float]:
    """Return for each key the pause before the keys that came at once with it, if it was one."""
    found = [0.0]
    pause = _START_MS
    for gap in gaps[1:]:
        found.append(pause)
        if gap > _AT_ONCE_MS:
            pause = gap
    return found


def resumes(gaps: Sequence[float], waited: Sequence[float]) -> list[bool]:
    """Tell of each key whether it is the first after some that waited through a stall: its own
    wait may have begun within the stall.
    """
    return [False] + [
        gaps[i] >= SAME_MS and gaps[i - 1] < SAME_MS and waited[i - 1] > STALL_MS
        for i in range(1, len(gaps))
    ]


def streaks(gaps: Sequence[float]) -> list[int]:
    """Return for each key how many before it came at once with it."""
    found = [0]
    for gap in gaps[1:]:
        found.append(found[-1] + 1 if gap < ONE_TRANSFER_MS else 0)
    return found


def dwells(keys: Sequence[Key]) -> tuple[list[float], float]:
    """Return for each key, and for the run, log odds (scanner to person) by how long it was down.

    A scanner lets go before its next key, each time after about the same time and within some
    50 ms; people hold a key for 40 to 170. Where the platform tells of no releases, all are 0.
    """
    known = [i for i, key in enumerate(keys) if key.dwell_ms is not None]
    if 2 * len(known) < len(keys):
        return [0.0] * len(keys), 0.0
    # What came at once with the next key, as after a stall, was let go for it.
    free = [i for i in known if not _is_at_once(keys, i)]
    usable = free if len(free) >= _FREE_MIN else known
    downs = sorted(keys[i].dwell_ms or 0.0 for i in usable)
    usual = downs[len(downs) // 2]
    found = [_key_odds(keys, i, usual) for i in range(len(keys))]
    if usual < _BRIEF_MS:
        return found, 0.0
    if usual < _QUICK_MS:
        # The same finger strikes them all, so that one key says something of the next.
        return [odds / 2 for odds in found], 0.0
    # All were down as long as people's are, but as long as each other: that counts once.
    odds = _log_normal(usual, 8.0, 1.0) - _log_normal(usual, 80.0, 0.35)
    return found, max(odds, -6.0)


def briefs(keys: Sequence[Key]) -> frozenset[int]:
    """Return the numbers of keys that were down too briefly for a finger."""
    return frozenset(
        i
        for i, key in enumerate(keys)
        if key.dwell_ms is not None and key.dwell_ms < _TOUCHED_MS and not _was_stalled(keys, i)
    )


def with_nobodys(keys: Sequence[Key], members: Collection[int]) -> frozenset[int]:
    """Return a scan's keys and those close beside them that no finger pressed."""
    found = set(members)
    for order in (range(len(keys)), range(len(keys) - 1, -1, -1)):
        last_ms = -math.inf
        for i in order:
            if abs(keys[i].at_ms - last_ms) <= _BESIDE_MS and _is_nobodys(keys[i]):
                found.add(i)
            if i in found:
                last_ms = keys[i].at_ms
    return frozenset(found)


def _is_nobodys(key: Key) -> bool:
    is_brief = key.dwell_ms is not None and key.dwell_ms < _BRIEF_MS
    return is_brief and not key.is_end and not key.is_repeat


def fingers(keys: Sequence[Key]) -> frozenset[int]:
    """Return the numbers of keys in fields that a finger held down while a scanner's came and went,
    none where the keys of the scanner are not brief themselves. Of commands none is named: what a
    scanner's key would do there is worse than a person's second try.
    """
    downs = sorted(key.dwell_ms for key in keys if key.dwell_ms is not None)
    usual = downs[len(downs) // 2] if 2 * len(downs) > len(keys) else math.inf
    if usual >= _BRIEF_MS:
        return frozenset()
    held_ms = max(_HELD_MS, _HELD_TIMES * usual)
    return frozenset(
        i
        for i, key in enumerate(keys)
        if not (key.is_end or key.is_kept or _was_stalled(keys, i) or _is_at_once(keys, i))
        and not _came_again(keys, i)
        and (_is_held(keys, i, usual) if key.dwell_ms is None else key.dwell_ms >= held_ms)
    )


def _came_again(keys: Sequence[Key], i: int) -> bool:
    """Tell whether the same key went down again before it had come up: on which keyboard it came
    up cannot be told then.
    """
    key = keys[i]
    until_ms = math.inf if key.dwell_ms is None else key.at_ms + key.dwell_ms
    return any(
        (key.code, key.char.lower()) == (one.code, one.char.lower()) and one.at_ms <= until_ms
        for one in keys[i + 1 :]
    )


def overlaps(keys: Sequence[Key]) -> frozenset[int]:
    """Return the numbers of keys that were still down when the next one went down.

    One scanner lets go first. Where most keys overlap, it is one that does not, and none is named.
    """
    seen = sum(key.dwell_ms is not None for key in keys)
    if 2 * seen < len(keys):
        return frozenset()
    found = {i for i in range(len(keys) - 1) if _is_over_next(keys, i)}
    return frozenset() if len(found) > _HABIT * len(keys) else frozenset(found)


def _is_over_next(keys: Sequence[Key], i: int) -> bool:
    down = keys[i].dwell_ms
    if down is None:
        is_told = not keys[i].is_eaten or _tells_of_eaten(keys)
        return is_told and any(key.dwell_ms is not None for key in keys[i + 1 :])
    return down > keys[i + 1].at_ms - keys[i].at_ms + _ROUNDED_MS and not _was_stalled(keys, i)


def _key_odds(keys: Sequence[Key], i: int, usual_ms: float) -> float:
    key = keys[i]
    if key.is_repeat or key.is_end or _was_stalled(keys, i) or _is_at_once(keys, i):
        return 0.0
    if key.dwell_ms is None:
        return _STILL_DOWN if _is_held(keys, i, usual_ms) else 0.0
    if _is_alone(keys, i, usual_ms):
        return _STILL_DOWN
    overlaps = i + 1 < len(keys) and key.dwell_ms > keys[i + 1].at_ms - key.at_ms + 2
    rolled = _ROLLED if overlaps else 0.0
    if usual_ms < _QUICK_MS:
        long = key.dwell_ms > usual_ms + _LATE_MS
        return _STILL_DOWN if overlaps and long else _dwell_odds(key.dwell_ms, usual_ms)
    far = 2.0 if key.dwell_ms < _FINGERS_MS[0] else 0.0
    return (-3.0 if key.dwell_ms > _FINGERS_MS[1] else far) + rolled


def _tells_of_eaten(keys: Sequence[Key]) -> bool:
    """Tell whether an input method lets releases of the keys it ate be seen."""
    return any(key.is_eaten and key.dwell_ms is not None for key in keys)


def _is_at_once(keys: Sequence[Key], i: int) -> bool:
    return i + 1 < len(keys) and keys[i + 1].at_ms - keys[i].at_ms < SAME_MS


def _is_alone(keys: Sequence[Key], i: int, usual_ms: float) -> bool:
    """Tell whether a key was down for long and up well before the next: no stall, a finger."""
    down = keys[i].dwell_ms
    if down is None or i + 1 >= len(keys) or usual_ms > _QUICK_MS:
        return False
    up_ms = keys[i + 1].at_ms - keys[i].at_ms - down
    return down > usual_ms + _FINGER_MORE_MS and up_ms > _UP_MS


def _is_held(keys: Sequence[Key], i: int, usual_ms: float) -> bool:
    """Tell whether a key is down although later ones have come up: a scanner's come up in turn."""
    if keys[i].is_eaten and not _tells_of_eaten(keys):
        return False
    later = sum(key.dwell_ms is not None for key in keys[i + 1 :])
    is_late = i + 2 < len(keys) and keys[-1].at_ms - keys[i].at_ms > usual_ms + _LATE_MS
    return later >= _LATER_KEYS or is_late


def _dwell_odds(down_ms: float, usual_ms: float) -> float:
    sigma = 0.2 * usual_ms + 1.5
    scanner = -0.96 - math.log(sigma) - 3.5 * math.log1p(((down_ms - usual_ms) / sigma) ** 2 / 6)
    person = math.exp(_log_normal(down_ms, 85.0, 0.45))
    low, high = _DWELL_LIMITS
    return min(max(scanner - math.log(person + 2e-4), low), high)


def _log_normal(ms: float, middle_ms: float, spread: float) -> float:
    ms = max(ms, 1.0)
    z = math.log(ms / middle_ms) / spread
    return -z * z / 2 - math.log(ms * spread * 2.507)


def _was_stalled(keys: Sequence[Key], i: int) -> bool:
    """Tell whether a key came up just when a pause ended: then nothing was seen before that."""
    down, gap = keys[i].dwell_ms, keys[i + 1].at_ms - keys[i].at_ms if i + 1 < len(keys) else 0.0
    return down is not None and gap > STALL_MS and abs(down - gap) < _AT_ONCE_MS
