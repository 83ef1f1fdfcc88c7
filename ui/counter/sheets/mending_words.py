"""What the sheet of a reading says of those before, and of putting one of them right."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from typing import Final

from PySide6.QtCore import QCoreApplication

from terminal.domain.card import ReadingItem
from terminal.services.reading_corrections import Mended, Past
from ui import i18n, times
from ui.counter.sheets.past import Mending, PastShown
from ui.followups import words

translate: Final = QCoreApplication.translate


def about() -> str:
    """Return what the list is of."""
    return translate("Mending", "The last ones")


def old(mending: Mending, zone: tzinfo) -> str:
    """Return which reading is put right or withdrawn, empty while a new one is typed."""
    one = mending.one
    if one is None:
        return ""
    if mending.is_withdrawing:
        text = translate("Mending", "Withdraw %1 of %2")
    else:
        text = translate("Mending", "Put %1 of %2 right")
    when = moment(one.item.reading.at, mending.today, zone)
    return text.replace("%1", words.reading_text(one.item)).replace("%2", when)


def past(mending: Mending, zone: tzinfo, *, is_refused: bool) -> PastShown:
    """Return the last readings and what can be done. `is_refused`: the customer wants no health
    file, so that they can be withdrawn only.
    """
    rows = tuple(
        row(one, mending.today, zone, is_chosen=place == mending.chosen)
        for place, one in enumerate(mending.past or (), start=1)
    )
    said, turned = say(mending, is_refused=is_refused), turn(mending, is_refused=is_refused)
    return PastShown(rows, mending.chosen, said, turned, mending.can_withdraw)


def row(one: Past, today: date, zone: tzinfo, *, is_chosen: bool) -> str:
    """Return one reading of the list: value, moment, who entered it and where, what was there."""
    here = translate("Mending", "this till") if one.is_here else translate("Mending", "elsewhere")
    parts = [
        words.reading_text(one.item),
        moment(one.item.reading.at, today, zone),
        one.by,
        here,
        was(one.before),
        "" if one.form is None else form(one),
    ]
    sign = "▸ " if is_chosen else ""
    return sign + words.joined(parts)


def was(before: Iterable[ReadingItem]) -> str:
    """Return what was said of a reading before it was put right, empty when nothing was."""
    values = [words.reading_value(one) for one in before]
    said = "、".join(dict.fromkeys(values))
    return translate("Mending", "corrected, was %1").replace("%1", said) if said else ""


def form(one: Past) -> str:
    """Return with which form a reading came."""
    title = "" if one.form is None else i18n.pick(one.form)
    return translate("Mending", "from the form %1").replace("%1", title)


def say(mending: Mending, *, is_refused: bool) -> str:
    """Return what is to be known before Enter."""
    one = mending.one
    if one is None:
        return ""
    if one.form is not None and not is_refused:
        return translate(
            "Mending",
            "It came with the answers to a form and is put right there: Esc, Q, choose the answers,"
            " Enter. The reading follows.",
        )
    if mending.is_withdrawing:
        return translate(
            "Mending",
            "For a mistake, or another customer's reading. It stays on record and counts no more."
            " ↓ and ↑ choose another.",
        )
    return translate(
        "Mending", "↓ and ↑ choose another. It stays on record; what you type counts instead."
    )


def turn(mending: Mending, *, is_refused: bool) -> str:
    """Return what the key does that turns from a new reading to an earlier one and back."""
    if is_refused:
        is_new = not mending.chosen
        return translate("Mending", "Withdraw one") if is_new else translate("Mending", "Leave all")
    if mending.is_withdrawing:
        return translate("Mending", "Put it right instead")
    if mending.chosen:
        return translate("Mending", "Type a new one")
    return translate("Mending", "Put one right")


def withdraw() -> str:
    """Return what the key does that withdraws a reading."""
    return translate("Mending", "Withdraw it")


def confirm(mending: Mending) -> str:
    """Return what Enter does, empty while a new reading is typed."""
    if mending.one is None:
        return ""
    return withdraw() if mending.is_withdrawing else translate("Mending", "Put it right")


def title(mending: Mending, kind: str) -> str:
    """Return what the sheet of a kind of reading is called."""
    if mending.one is None:
        return kind
    if mending.is_withdrawing:
        return translate("Mending", "%1: withdraw").replace("%1", kind)
    return translate("Mending", "%1: put right").replace("%1", kind)


def mended(done: Mended) -> str:
    """Return what was put right or withdrawn, and what became of what it had called for."""
    name = words.reading_name(done.before.reading.code)
    old = f"{name} {words.reading_text(done.before)}"
    if done.item is None:
        text = translate("Mending", "Withdrawn: %1").replace("%1", old)
    else:
        text = translate("Mending", "Put right: %1 → %2").replace("%1", old)
        text = text.replace("%2", words.reading_text(done.item))
    after = ""
    if done.cancelled:
        after = translate("Mending", "its follow-up was cancelled")
    elif done.still_on is not None:
        after = translate("Mending", "a follow-up stays due %1")
        after = after.replace("%1", words.day(done.still_on, today=done.on))
    return words.joined((text, after))


def moment(at: datetime, today: date, zone: tzinfo) -> str:
    """Return when something was entered; of today the hour is enough."""
    local = at.astimezone(zone)
    return f"{local:%H:%M}" if local.date() == today else times.day_and_clock(at, zone)
