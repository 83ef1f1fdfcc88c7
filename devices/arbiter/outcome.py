"""Turn a decision about a run into verdicts about its strokes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from devices.arbiter.judge import Found
from devices.arbiter.run import Key, Run
from devices.arbiter.strokes import AskAgain, Claim, Verdict

_TWICE_MIN: Final = 12
_PAUSE_MS: Final = 100.0


@dataclass(slots=True)
class _Sorted:
    taken_back: list[int] = field(default_factory=list)
    given: list[int] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    resets: bool = False
    eaten: list[int] = field(default_factory=list)


def verdicts_of(run: Run, found: Found) -> list[Verdict]:
    """Return the verdicts of a run that held a scan."""
    parts = _sorted(run, found)
    if found.payload is None:
        assert found.reason is not None
        return [
            AskAgain(
                reason=found.reason,
                device=found.profile.name if found.profile else None,
                taken_back=tuple(parts.taken_back),
                given=tuple(parts.given),
                dropped=tuple(parts.dropped),
                typed="".join(parts.typed),
                resets_composition=parts.resets,
                eaten=tuple(parts.eaten),
            )
        ]
    payload, twice = _once(run.keys, found)
    prefix = found.profile.prefix if found.profile else ""
    name = found.profile.name if found.profile else None
    first = Claim(
        payload=payload.removeprefix(prefix),
        device=name,
        taken_back=tuple(parts.taken_back),
        given=tuple(parts.given),
        dropped=tuple(parts.dropped),
        typed="".join(parts.typed),
        resets_composition=parts.resets,
        eaten=tuple(parts.eaten),
    )
    return [first, Claim(payload=first.payload, device=name)] if twice else [first]


def _once(keys: Sequence[Key], found: Found) -> tuple[str, bool]:
    """Return a payload, and whether it came twice: read again after a pause, without a suffix."""
    payload = found.payload or ""
    half = len(payload) // 2
    own = [keys[i] for i in sorted(found.members) if not keys[i].is_end]
    is_double = len(payload) >= _TWICE_MIN and payload[:half] * 2 == payload
    if not is_double or len(own) % 2:
        return payload, False
    middle = len(own) // 2
    pause = own[middle].at_ms - own[middle - 1].at_ms
    return (payload[:half], True) if pause > _PAUSE_MS else (payload, False)


def _sorted(run: Run, found: Found) -> _Sorted:
    parts = _Sorted()
    pending: list[int] = []
    commits = iter(run.commits)
    commit = next(commits, None)
    for i, key in enumerate(run.keys):
        while commit is not None and commit.place <= i:
            _sort_commit(run, found, pending, commit.serial, parts)
            commit = next(commits, None)
        _sort_key(key, parts, is_member=i in found.members)
        if key.is_eaten:
            pending.append(i)
            if i in found.members:
                parts.eaten.append(key.serial)
    while commit is not None:
        _sort_commit(run, found, pending, commit.serial, parts)
        commit = next(commits, None)
    eaten = [i for i, key in enumerate(run.keys) if key.is_eaten]
    # The key that commits a word may also begin the next one.
    if any(i in found.members for i in (*pending, *eaten[-1:])):
        parts.resets = True
        _put_back(run, found, pending, parts)
    parts.given = sorted(parts.given + run.others)
    return parts


def _sort_key(key: Key, parts: _Sorted, *, is_member: bool) -> None:
    if key.is_kept:
        # Enter or Tab that closed the run has its answer in its fate.
        (parts.dropped if is_member else parts.given).append(key.serial)
    elif is_member and key.is_shown and not key.is_end:
        parts.taken_back.append(key.serial)


def _sort_commit(run: Run, found: Found, pending: list[int], serial: int, parts: _Sorted) -> None:
    """A commit made with a scan's key leaves again; what a person had in it is given back."""
    place = run.place_of(serial)
    if place is not None:
        # The very key, handed back: it says nothing of others that the input method has.
        if place in pending:
            pending.remove(place)
        if serial in parts.eaten:
            parts.taken_back.append(serial)
        return
    is_hidden = not pending
    mine = [i for i in pending if i in found.members]
    if mine or is_hidden:
        parts.taken_back.append(serial)
        _put_back(run, found, pending, parts)
    pending.clear()


def _put_back(run: Run, found: Found, pending: Sequence[int], parts: _Sorted) -> None:
    """Write what a person's keys typed. Should they still come by themselves, it is there twice."""
    mine = [run.keys[i] for i in pending if i not in found.members]
    parts.typed += [key.text for key in mine]
    parts.eaten += [key.serial for key in mine]
