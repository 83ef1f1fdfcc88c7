"""What became of a visit note: put right, taken back, or said again.

Nothing is changed on record, as with readings (see `terminal.domain.reading_trail`). A correction
is a note that supersedes another and keeps its moment; one that supersedes another and says nothing
takes it back. Of several in the place of one, because two tills did not know of each other, the one
entered last counts, by its stamp; words count before a withdrawal that did not know of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from terminal.domain import trail
from terminal.domain.visit import VisitNote


@dataclass(frozen=True, slots=True)
class NoteVersion:
    """A note as it was entered once, under which stamp."""

    note: VisitNote
    stamp: str

    @property
    def id(self) -> str:
        """Return the id of the note."""
        return self.note.id

    @property
    def said(self) -> tuple[str, tuple[str, ...]]:
        """Return words and side effects."""
        return self.note.note, self.note.side_effects

    @property
    def says_something(self) -> bool:
        """Tell whether it is more than the taking back of another."""
        one = self.note
        return one.supersedes is None or bool(one.note or one.side_effects or one.keywords)


@dataclass(frozen=True, slots=True)
class NoteTrail:
    """All versions of one note, in the order in which they were entered; at least one."""

    versions: tuple[NoteVersion, ...]

    @property
    def stands(self) -> NoteVersion | None:
        """Return what counts, None when all of it was taken back."""
        gone = {one.note.supersedes for one in self.versions}
        last = (one for one in self.versions if one.says_something and one.id not in gone)
        return max(last, key=lambda one: (one.stamp, one.id), default=None)

    @property
    def before(self) -> tuple[VisitNote, ...]:
        """Return what was said before and counts no more, or was said on another till at the same
        time, oldest first. A slip is not among it: what was taken back by saying again what stood
        in front of it.
        """
        stands, by_id = self.stands, {one.id: one for one in self.versions}
        slips = set[str]()
        for one in self.versions:
            old = by_id.get(one.note.supersedes or "")
            first = None if old is None else by_id.get(old.note.supersedes or "")
            if old is not None and first is not None and first.said == one.said:
                slips.add(old.id)
        known = None if stands is None else stands.said
        return tuple(
            one.note
            for one in self.versions
            if one.says_something and one.id not in slips and one.said != known
        )


def note_trails(versions: Iterable[NoteVersion]) -> tuple[NoteTrail, ...]:
    """Return versions as what became of each note, in the order of the first entries. `versions`
    are in the order in which they were entered.
    """
    found = trail.together(versions, lambda one: one.id, lambda one: one.note.supersedes)
    return tuple(NoteTrail(same) for same in found)
