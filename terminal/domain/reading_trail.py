"""What became of a reading: typed wrongly and put right, or not that customer's at all.

Nothing is changed on record. A correction is a reading that supersedes another and keeps the moment
it was measured at (FHIR calls such a one amended). One that supersedes another and measures nothing
takes it back, and with the note ERROR it says that the other was entered in error. One with the
note RESTORED takes such an entry back in turn and says again what was said before.

Of several that took the place of one reading, because two tills did not know of each other, the one
entered last counts, by its stamp; a correction counts before a withdrawal that did not know of it,
for a measured value is never lost. The others are kept and shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from terminal.domain import trail
from terminal.domain.observation import Reading

ERROR: Final = "entered_in_error"
"""The note of what takes a reading back because it was a mistake or another customer's."""
RESTORED: Final = "restored"
"""The note of what says again what stood before a slip."""


@dataclass(frozen=True, slots=True)
class Version:
    """A reading as it was entered once: by whom (an id of staff, None: not known), under which
    stamp, and for which follow-up, if for one.
    """

    reading: Reading
    by: str | None
    stamp: str
    task: str | None = None

    @property
    def id(self) -> str:
        """Return the id of the reading."""
        return self.reading.id

    @property
    def says_something(self) -> bool:
        """Tell whether it is more than the taking back of another."""
        return bool(self.reading.items) or self.reading.value is not None


@dataclass(frozen=True, slots=True)
class Trail:
    """All versions of one reading, in the order in which they were entered; at least one."""

    versions: tuple[Version, ...]

    @property
    def last(self) -> tuple[Version, ...]:
        """Return what nothing took the place of and says something, in the order of entry."""
        gone = {one.reading.supersedes for one in self.versions}
        return tuple(one for one in self.versions if one.says_something and one.id not in gone)

    @property
    def stands(self) -> Version | None:
        """Return what counts, None when all of it was taken back."""
        return max(self.last, key=lambda one: (one.stamp, one.id), default=None)

    @property
    def withdrawn(self) -> Version | None:
        """Return what said last that the reading was entered in error, if that is how it ended."""
        if self.last:
            return None
        errors = [one for one in self.versions if _is_error(one)]
        return errors[-1] if errors else None

    @property
    def task(self) -> str | None:
        """Return the follow-up that the reading was taken for, None when it was for none."""
        return next((one.task for one in self.versions if one.task is not None), None)

    @property
    def before(self) -> tuple[Reading, ...]:
        """Return what was said before and counts no more, or was said on another till at the same
        time, oldest first. What was taken back at once is not among it.
        """
        stands = self.stands
        slips = {one.reading.supersedes for one in self.versions if _is_slip(one)}
        known = None if stands is None else (stands.reading.code, stands.reading.items)
        return tuple(
            one.reading
            for one in self.versions
            if one.says_something
            and one is not stands
            and one.id not in slips
            and (one.reading.code, one.reading.items) != known
        )


def trails(versions: Iterable[Version]) -> tuple[Trail, ...]:
    """Return versions as what became of each reading, in the order of the first entries. `versions`
    are in the order in which they were entered.
    """
    found = trail.together(versions, lambda one: one.id, lambda one: one.reading.supersedes)
    return tuple(Trail(same) for same in found)


def _is_error(one: Version) -> bool:
    return not one.says_something and one.reading.note == ERROR


def _is_slip(one: Version) -> bool:
    """Tell whether one takes an entry of the same moment back."""
    if one.says_something:
        return one.reading.note == RESTORED
    return one.reading.note != ERROR
