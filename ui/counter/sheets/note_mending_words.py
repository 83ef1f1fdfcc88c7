"""What the sheet of a note says of those before, and of putting one of them right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from typing import Final

from PySide6.QtCore import QCoreApplication

from terminal.domain.visit import VisitNote
from terminal.services.note_corrections import NoteMended, PastNote
from ui.counter.sheets import mending_words
from ui.counter.sheets.note_past import NoteMending
from ui.counter.sheets.past import PastShown
from ui.followups import words

translate: Final = QCoreApplication.translate
Effect = Callable[[str], str]
"""What a side effect is called, by its code."""
_ROW_MAX: Final = 32
_WAS_MAX: Final = 24


def about() -> str:
    """Return what the list is of."""
    return translate("NoteMending", "The last notes")


def old(mending: NoteMending, zone: tzinfo, effect: Effect) -> str:
    """Return which note is put right or withdrawn, empty while a new one is typed."""
    one = mending.one
    if one is None:
        return ""
    when = mending_words.moment(one.note.at, mending.today, zone)
    if not mending.is_withdrawing:
        return translate("NoteMending", "Put the note of %1 right").replace("%1", when)
    text = translate("NoteMending", "Withdraw the note of %1: %2").replace("%1", when)
    return text.replace("%2", _said(one.note, effect))


def past(mending: NoteMending, zone: tzinfo, effect: Effect, *, is_refused: bool) -> PastShown:
    """Return the last notes and what can be done. `is_refused`: the customer wants no health file,
    so that they can be withdrawn only.
    """
    rows = tuple(_row(one, mending, zone, effect) for one in mending.past or ())
    turned = turn(mending, is_refused=is_refused)
    return PastShown(rows, mending.place, _say(mending), turned, mending.can_withdraw)


def turn(mending: NoteMending, *, is_refused: bool) -> str:
    """Return what the key does that turns from a new note to an earlier one and back."""
    if is_refused:
        is_new = not mending.chosen
        return translate("Mending", "Withdraw one") if is_new else translate("Mending", "Leave all")
    if mending.is_withdrawing:
        return translate("Mending", "Put it right instead")
    if mending.chosen:
        return translate("NoteMending", "Write a new one")
    return translate("Mending", "Put one right")


def confirm(mending: NoteMending) -> str:
    """Return what Enter does, empty while a new note is typed."""
    if not mending.chosen:
        return ""
    is_gone = mending.is_withdrawing
    return mending_words.withdraw() if is_gone else translate("Mending", "Put it right")


def title(mending: NoteMending, kind: str) -> str:
    """Return what the sheet is called."""
    if not mending.chosen:
        return kind
    if mending.is_withdrawing:
        return translate("Mending", "%1: withdraw").replace("%1", kind)
    return translate("Mending", "%1: put right").replace("%1", kind)


def mended(done: NoteMended) -> str:
    """Return what was done to a note. Its words stay out of it: it stands there for everybody."""
    if done.is_withdrawn:
        return translate("NoteMending", "Visit note withdrawn")
    return translate("NoteMending", "Visit note put right")


def _say(mending: NoteMending) -> str:
    if mending.one is None:
        return ""
    if mending.is_withdrawing:
        return translate(
            "NoteMending",
            "For a mistake, or what was said of another customer. It stays on record and counts no"
            " more. ↓ and ↑ choose another.",
        )
    return translate(
        "NoteMending",
        "↓ and ↑ choose another. It stays on record; what stands here when you save counts"
        " instead.",
    )


def _row(one: PastNote, mending: NoteMending, zone: tzinfo, effect: Effect) -> str:
    here = translate("Mending", "this till") if one.is_here else translate("Mending", "elsewhere")
    before = dict.fromkeys(_short(_said(each, effect), _WAS_MAX) for each in one.before)
    was = "、".join(before)
    parts = [
        _short(_said(one.note, effect), _ROW_MAX),
        mending_words.moment(one.note.at, mending.today, zone),
        one.by,
        here,
        translate("Mending", "corrected, was %1").replace("%1", was) if was else "",
    ]
    return ("▸ " if one.id == mending.chosen else "") + words.joined(parts)


def _said(note: VisitNote, effect: Effect) -> str:
    return words.joined((note.note, *map(effect, note.side_effects)))


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
