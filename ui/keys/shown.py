"""What keys wrote into fields, and how it is taken back with everything else left as it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from shiboken6 import isValid

from ui.keys.fields import AnyField, Edit, State, edit_between


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text that one key, or one text of an input method, put somewhere, and what it replaced.

    `before` is the field as that key found it.
    """

    serial: int
    start: int
    inserted: str
    removed: str
    before: State


class _Page:
    """One field and the pieces in it. `last` is the field as it was seen last, `opener` the key
    that opened it, if one did.
    """

    def __init__(self, field: AnyField, opener: int | None = None) -> None:
        self.field, self.opener = field, opener
        self.last = field.state() if opener is None else State("", 0, 0)
        self.pieces: list[_Piece] = []

    def look(self, serial: int | None = None) -> None:
        """Take in what changed since: it was this key, or somebody else."""
        now = self.field.state()
        edit = edit_between(self.last, now.text)
        if edit is None and serial is not None and self.last.start < self.last.end:
            # Over a selection of the very letter that was typed: nothing but the selection went.
            same = self.last.text[self.last.start : self.last.end]
            if now.anchor == now.cursor == self.last.end:
                edit = Edit(self.last.start, same, same)
        if edit is not None:
            self.pieces = [part for one in self.pieces for part in _moved(one, edit)]
            if serial is not None:
                self.pieces.append(
                    _Piece(serial, edit.start, edit.inserted, edit.removed, self.last)
                )
        self.last = now

    def take_back(self, serials: frozenset[int], typed: str) -> bool:
        """Take the pieces out; put `typed` where the first stood. Tell whether there were any."""
        gone = sorted(
            (one for one in self.pieces if one.serial in serials), key=lambda one: one.start
        )
        if not gone:
            return False
        first = min(gone, key=lambda one: one.serial)
        text, cursor, edits = self.last.text, self.last.cursor, []
        for one in reversed(gone):
            put = one.removed + (typed if one is gone[0] else "")
            edit = Edit(one.start, one.inserted, put)
            edits.append(edit)
            text = _edited(text, edit)
            cursor = _carried(cursor, edit)
        state = State(text, cursor, cursor)
        if text == first.before.text:
            state = first.before
        self.field.write(state, edits)
        self.pieces = [one for one in self.pieces if one.serial not in serials]
        for edit in edits:
            self.pieces = [part for one in self.pieces for part in _moved(one, edit)]
        self.last = self.field.state()
        return True


class Shown:
    """What keys that may yet turn out to be a scan's have written, by field."""

    def __init__(self) -> None:
        self._pages: list[_Page] = []

    def before(self, field: AnyField) -> None:
        """Look at a field just before a key goes to it."""
        self._page(field).look()

    def after(self, field: AnyField, serial: int) -> None:
        """Take in what the key has done."""
        if isValid(field.widget):
            self._page(field).look(serial)

    def opened(self, field: AnyField, serial: int) -> None:
        """Take in that a key has opened a field, as that of a cell, and written into it."""
        page = _Page(field, serial)
        page.look(serial)
        self._pages.append(page)

    def take_back(self, serials: Iterable[int], typed: str, at: AnyField | None) -> list[AnyField]:
        """Take out what these wrote; `typed` comes in the first one's place, else at the cursor.
        Return the fields that one of these opened, and that hold nothing now.
        """
        wanted = frozenset(serials)
        self._pages = [page for page in self._pages if isValid(page.field.widget)]
        for page in self._pages:
            page.look()
        order = sorted(
            (page for page in self._pages if page.pieces),
            key=lambda page: min(one.serial for one in page.pieces),
        )
        for page in order:
            if page.take_back(wanted, typed):
                typed = ""
        if typed and at is not None:
            state = at.state()
            edit = Edit(state.start, state.text[state.start : state.end], typed)
            end = state.start + len(typed)
            at.write(State(_edited(state.text, edit), end, end), [edit])
        return [one.field for one in order if one.opener in wanted and not one.field.state().text]

    def forget(self, open_from: int) -> None:
        """Forget what no word will name any more, and fields that hold nothing else."""
        for page in self._pages:
            page.pieces = [one for one in page.pieces if one.serial >= open_from]
        self._pages = [page for page in self._pages if page.pieces]

    def _page(self, field: AnyField) -> _Page:
        for page in self._pages:
            if page.field.widget is field.widget:
                return page
        made = _Page(field)
        self._pages.append(made)
        return made


def _edited(text: str, edit: Edit) -> str:
    return text[: edit.start] + edit.inserted + text[edit.start + len(edit.removed) :]


def _carried(place: int, edit: Edit) -> int:
    """Return where a place is after an edit."""
    end = edit.start + len(edit.removed)
    if place >= end:
        return place + len(edit.inserted) - len(edit.removed)
    return min(place, edit.start + len(edit.inserted))


def _moved(piece: _Piece, edit: Edit) -> list[_Piece]:
    """Return a piece after an edit by somebody else: moved, cut, or split around what came in."""
    first, last = piece.start, piece.start + len(piece.inserted)
    gone_to = edit.start + len(edit.removed)
    by = len(edit.inserted) - len(edit.removed)
    if gone_to <= first:
        return [replace(piece, start=first + by)]
    if edit.start >= last:
        return [piece]
    head = piece.inserted[: max(edit.start - first, 0)]
    tail = piece.inserted[max(gone_to - first, 0) :]
    after = edit.start + len(edit.inserted)
    parts = []
    if head or not tail:
        parts.append(replace(piece, inserted=head, start=min(first, edit.start)))
    if tail:
        removed = "" if head else piece.removed
        parts.append(replace(piece, inserted=tail, start=after, removed=removed))
    return parts
