"""Words of what a card says of the file itself: labels, consents, family, trends, knowledge."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QCoreApplication

from terminal.domain.card import ReadingItem
from terminal.domain.card_file import (
    CardFile,
    KnowledgeItem,
    Label,
    LabelKind,
    Reach,
    Relative,
    Said,
)
from terminal.domain.consent import Purpose
from terminal.domain.customer import Mark
from terminal.domain.observation import DIASTOLIC, GLUCOSE, SYSTOLIC, Reading, level
from terminal.domain.tag import TagOwner
from ui import i18n
from ui.counter import conditions
from ui.counter import words as counter_words
from ui.counter.sheets import health_file
from ui.counter.sheets import words as sheet_words
from ui.followups import words
from ui.theme import Tone

translate: Final = QCoreApplication.translate

FAMILY_SHOWN: Final = 2


def label(one: Label) -> str:
    """Return what a label is called; of one that only this till's rules say, that HQ has not."""
    is_condition = one.kind is LabelKind.CONDITION
    text = conditions.condition(one.code) if is_condition else counter_words.tag(one.code)
    if not one.is_provisional:
        return text
    return words.joined((text, translate("Label", "not confirmed yet")))


def label_tone(one: Label) -> Tone:
    """Return the colour of a label."""
    if one.is_provisional:
        return Tone.PLAIN
    return Tone.INFO if one.code in counter_words.INSURANCE_TAGS else Tone.BRAND


def whose(one: Label) -> str:
    """Return whose word a label is, since when and until when."""
    owners = {
        TagOwner.STAFF: translate("Label", "noted at the desk"),
        TagOwner.CUSTOMER: translate("Label", "said by the customer"),
        TagOwner.HQ: translate("Label", "by HQ"),
        TagOwner.RULE: translate("Label", "by a rule"),
        TagOwner.MODEL: translate("Label", "by a model"),
    }
    owner = next((said for key, said in owners.items() if key == one.owner), "")
    owner = owner or translate("Label", "on file; nobody named")
    by = "" if one.by is None else i18n.pick(one.by)
    since = "" if one.since is None else _on(translate("Label", "since %1"), one.since)
    until = "" if one.until_on is None else _on(translate("Label", "until %1"), one.until_on)
    mark = "" if one.mark is Mark.ACCEPTED else words.mark(one.mark)
    return words.joined((owner, by, since, until, one.reason, mark))


def standing(file: CardFile) -> list[tuple[str, Tone]]:
    """Return in short what may be said, how and when, and who belongs to whom: refusals first."""
    signs: list[tuple[str, Tone]] = []
    if file.needs_guardian:
        signs.append((translate("Consent", "Under 14: a guardian has to agree"), Tone.WARN))
    if file.reach.is_silent:
        signs.append((translate("Consent", "Silent: send nothing"), Tone.WARN))
    refused = [one for one in file.said if one.is_given is False]
    refused.sort(key=lambda one: one.purpose is not Purpose.HEALTH_FILE)
    signs += [(_refused(one), Tone.WARN) for one in refused]
    given = [sheet_words.purpose(one.purpose) for one in file.said if one.is_given]
    if given:
        signs.append(
            (translate("Consent", "Agreed: %1").replace("%1", words.joined(given)), Tone.MUTED)
        )
    unasked = [sheet_words.purpose(one.purpose) for one in file.said if one.is_given is None]
    if unasked:
        text = translate("Consent", "Not asked: %1").replace("%1", words.joined(unasked))
        signs.append((text, Tone.MUTED))
    if like := reach(file.reach):
        signs.append((like, Tone.MUTED))
    if family := _family(file.household):
        signs.append((translate("Household", "Family: %1").replace("%1", family), Tone.MUTED))
    return signs


def said(one: Said) -> str:
    """Return what was said to a purpose, and when."""
    text = sheet_words.stands(one.is_given, is_new=False)
    on = "" if one.on is None else one.on.isoformat()
    by = "" if one.guardian is None else translate("Consent", "said by the guardian")
    mark = "" if one.mark is Mark.ACCEPTED else words.mark(one.mark)
    return words.joined((f"{sheet_words.purpose(one.purpose)}: {text}", on, by, mark))


def reach(one: Reach) -> str:
    """Return how and when somebody likes to be reached."""
    channels = {
        "call": translate("Reach", "by phone"),
        "sms": translate("Reach", "by text message"),
        "wecom": translate("Reach", "by WeCom"),
    }
    hours = {
        "morning": translate("Reach", "in the morning"),
        "afternoon": translate("Reach", "in the afternoon"),
        "evening": translate("Reach", "in the evening"),
    }
    how = channels.get(one.channel or "", one.channel or "")
    when = hours.get(one.hours or "", one.hours or "")
    liked = words.joined((how, when))
    return translate("Reach", "Likes: %1").replace("%1", liked) if liked else ""


def relative(one: Relative) -> str:
    """Return who somebody of the family is, in short."""
    roles = []
    if one.is_guardian:
        roles.append(translate("Household", "guardian"))
    if one.is_ward:
        roles.append(translate("Household", "in their care"))
    inside = words.joined((counter_words.age(one.age), *roles))
    return f"{one.masked_name}（{inside}）" if inside else one.masked_name


def relative_said(one: Relative) -> str:
    """Return who somebody is and what they said of being reminded: each says so alone."""
    stands = sheet_words.stands(one.is_reminded, is_new=False)
    reminders = translate("Household", "reminders: %1").replace("%1", stands)
    return words.joined((relative(one), reminders))


def series(past: Sequence[Reading]) -> list[list[float]]:
    """Return the values of readings for a line each."""
    names = (GLUCOSE, SYSTOLIC, DIASTOLIC)
    lines = [[float(one.items[name]) for one in past if name in one.items] for name in names]
    return [line for line in lines if line]


def trend(past: Sequence[Reading], today: date) -> str:
    """Return in words how a reading went, for whoever cannot see the line."""
    if len(past) < 2:  # noqa: PLR2004 (one reading goes nowhere)
        return ""
    values = [words.reading_value(ReadingItem(one, level(one.code, one.items))) for one in past]
    since = words.day(past[0].at.date(), today=today)
    text = translate("Trend", "%1 readings since %2: %3")
    parts = str(len(past)), since, ", ".join(values)
    for place, part in enumerate(parts, start=1):
        text = text.replace(f"%{place}", part)
    return text


def source(item: KnowledgeItem) -> str:
    """Return who stands for an answer, in short."""
    text = translate("Knowledge", "%1 · %2 · valid until %3")
    parts = item.citation, item.reviewer, item.expires_on.isoformat()
    for place, part in enumerate(parts, start=1):
        text = text.replace(f"%{place}", part)
    return text


def against(item: KnowledgeItem) -> str:
    """Return what in this file speaks against it; nothing when nothing does."""
    if not item.against:
        return ""
    named = words.joined([conditions.condition(one) for one in item.against])
    return translate("Knowledge", "Not for this customer: the file says %1.").replace("%1", named)


def note(file: CardFile) -> str:
    """Return what an old table remarked on somebody, as it stood there; that it speaks of an
    allergy where it may not be shown.
    """
    if file.note:
        return translate("File", "Remark: %1").replace("%1", file.note)
    if file.notes_allergy:
        return translate(
            "File",
            "A remark of an old table speaks of an allergy; it cannot be shown now. Ask which.",
        )
    return ""


def script(text: str) -> str:
    """Return what this tier is served."""
    return translate("Tier", "Service: %1").replace("%1", text)


def _refused(one: Said) -> str:
    if one.purpose is Purpose.HEALTH_FILE:
        return health_file.on_card()
    text = translate("Consent", "Refused: %1")
    return text.replace("%1", sheet_words.purpose(one.purpose))


def _family(people: Sequence[Relative]) -> str:
    shown = words.joined([relative(one) for one in people[:FAMILY_SHOWN]])
    if len(people) <= FAMILY_SHOWN:
        return shown
    more = translate("Household", "%1 and %2 more").replace("%1", shown)
    return more.replace("%2", str(len(people) - FAMILY_SHOWN))


def _on(text: str, day: date) -> str:
    return text.replace("%1", day.isoformat())
