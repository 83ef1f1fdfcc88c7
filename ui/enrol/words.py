"""What the sheet of a new file says."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from typing import Final

from PySide6.QtCore import QCoreApplication

from terminal.domain.card import CustomerHit
from terminal.domain.consent import Purpose
from terminal.domain.enrolment import PHONE_TAIL
from terminal.domain.imports.matching import (
    NAME_SOUNDS,
    OTHER_BIRTH,
    OTHER_NAME,
    OTHER_SEX,
    SAME_BIRTH,
    SAME_NAME,
    SAME_PHONE,
)
from terminal.services.consents import ASKED
from terminal.services.enrolment import Enrolled, Likely
from ui import times
from ui.counter.sheets import words as sheet_words
from ui.counter.words import about_hit, member_code, tail
from ui.enrol.state import NO_TO_ALL
from ui.followups import words as task_words
from ui.theme import Tone

translate: Final = QCoreApplication.translate


def draft_since(at: datetime, zone: tzinfo, now: datetime) -> str:
    """Return since when a draft waits, with the day unless it is today's."""
    local = at.astimezone(zone)
    is_today = local.date() == now.astimezone(zone).date()
    when = f"{local:%H:%M}" if is_today else times.day_and_clock(at, zone)
    return translate("Enrol", "Draft of %1, not saved.").replace("%1", when)


def label(code: str) -> str:
    """Return what somebody buys, or who they are, in a word or two."""
    names = {
        "buys_chronic": translate("Enrol", "Long-term medicine"),
        "buys_acute": translate("Enrol", "Medicine now and then"),
        "buys_health": translate("Enrol", "Health food"),
        "buys_device": translate("Enrol", "Medical devices"),
        "buys_care": translate("Enrol", "Body care"),
        "buys_other": translate("Enrol", "Other"),
        "pregnant": translate("Enrol", "Pregnant"),
        "elder": translate("Enrol", "Elderly"),
        "child": translate("Enrol", "Child"),
    }
    return names.get(code, code)


def ask_on(code: str) -> str:
    """Return what to ask at once of somebody of a group."""
    texts = {
        "pregnant": translate(
            "Enrol", "Pregnant: which week? Folic acid? Allergies? Warn before every medicine."
        ),
        "elder": translate(
            "Enrol", "Elderly: which medicines every day? Allergies? Who fetches them?"
        ),
        "child": translate(
            "Enrol", "Child: date of birth and weight? Allergies? A guardian speaks under 14."
        ),
    }
    return texts.get(code, "")


def reason(code: str) -> str:
    """Return why somebody on file may be the one that is typed."""
    names = {
        SAME_PHONE: translate("Enrol", "the phone number is the same"),
        PHONE_TAIL: translate("Enrol", "phone ends so"),
        SAME_NAME: translate("Enrol", "same name"),
        NAME_SOUNDS: translate("Enrol", "name sounds so"),
        OTHER_NAME: translate("Enrol", "another name"),
        SAME_BIRTH: translate("Enrol", "same birth"),
        OTHER_BIRTH: translate("Enrol", "another birth"),
        OTHER_SEX: translate("Enrol", "another sex"),
    }
    return names.get(code, code)


def reasons(one: Likely) -> str:
    """Return everything that speaks for and against, and where it is an estimate how much."""
    why = task_words.joined(map(reason, one.reasons))
    if SAME_PHONE in one.reasons:
        return why  # Whoever reads that the number is the same needs no estimate beside it.
    scored = translate("Enrol", "%1 of 100").replace("%1", str(one.score))
    return task_words.joined((why, scored))


def who(hit: CustomerHit) -> str:
    """Return somebody on file as a queue may see them."""
    return task_words.joined((hit.masked_name, about_hit(hit)))


def answer(digit: int) -> str:
    """Return what a key says about the data, by the place of the key."""
    if digit == NO_TO_ALL:
        return translate("Consent", "No to everything")
    yes_or_no = translate("Consent", "Yes") if digit % 2 else translate("Consent", "No")
    return f"{purpose(ASKED[(digit - 1) // 2])} {yes_or_no}"


def weight(one: Likely) -> Tone:
    """Return how loud somebody on file is shown."""
    return Tone.WARN if one.is_sure else Tone.PLAIN


def purpose(which: Purpose) -> str:
    """Return what a consent is for."""
    return sheet_words.purpose(which)


def saved(done: Enrolled) -> str:
    """Return what was just saved, masked."""
    text = translate("Enrol", "New file: %1").replace("%1", done.masked_name)
    return task_words.joined((text, *done.labels))


def about(done: Enrolled, number: str) -> str:
    """Return by what somebody who was just enrolled is found: phone and member number, masked as
    on the card.
    """
    none_yet = translate("Enrol", "no member number yet")
    return task_words.joined((tail(done.phone_tail), member_code(number) or none_yet))


def said(done: Enrolled) -> str:
    """Return what was said about the data; what was not said counts as no."""
    if not done.draft.words:
        return translate("Enrol", "Nothing was said about the data: it counts as no.")
    return task_words.joined(
        f"{purpose(one)} {sheet_words.stands(yes, is_new=False)}"
        for one, yes in done.draft.words.items()
    )


def born(on: date, age: int | None) -> str:
    """Return a day of birth as it was understood."""
    years = "" if age is None else translate("Enrol", "%1 years").replace("%1", str(age))
    return task_words.joined((on.isoformat(), years))
