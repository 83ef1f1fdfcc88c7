"""What sheets of the card say."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from typing import Final

from PySide6.QtCore import QCoreApplication

from terminal.domain.card import MedicineItem
from terminal.domain.card_file import Relative
from terminal.domain.consent import Purpose
from terminal.domain.keywords import Mention
from terminal.domain.missing import Missing, MissingField
from terminal.domain.observation import (
    BLOOD_PRESSURE,
    DIASTOLIC,
    GLUCOSE,
    GLUCOSE_FASTING,
    SYSTOLIC,
    ReadingLevel,
)
from terminal.domain.proxy import IdKind
from terminal.domain.reading_entry import ReadingEntry
from terminal.domain.refill_note import Amount, Way
from ui import i18n, times
from ui.counter.conditions import condition
from ui.counter.sheets import mending_words, note_mending_words
from ui.counter.sheets.kinds import SheetKind
from ui.counter.sheets.label_sheet import LabelSheet
from ui.counter.sheets.state import (
    Answer,
    ComplaintSheet,
    ConsentSheet,
    Deed,
    Entry,
    EventSheet,
    FieldSheet,
    HandSheet,
    NoteSheet,
    ProxySheet,
    ReadingSheet,
    Sheet,
)
from ui.followups import words

translate: Final = QCoreApplication.translate


def title(kind: SheetKind) -> str:
    """Return what a sheet is called."""
    names = {
        SheetKind.PRESSURE: translate("Sheet", "Blood pressure"),
        SheetKind.GLUCOSE: translate("Sheet", "Glucose"),
        SheetKind.NOTE: translate("Sheet", "Visit note"),
        SheetKind.COMPLAINT: translate("Sheet", "Complaint"),
        SheetKind.CONSENTS: translate("Sheet", "Consent"),
        SheetKind.REFILL: translate("Sheet", "Refill"),
        SheetKind.FIELD: translate("Missing", "Complete the file"),
        SheetKind.EVENT: translate("Sheet", "Came to an event"),
        SheetKind.WHY: translate("Sheet", "Show the name"),
        SheetKind.PROXY: translate("Sheet", "Somebody else buys"),
        SheetKind.HAND: translate("Sheet", "Hand over"),
        SheetKind.LABELS: translate("Sheet", "Labels"),
    }
    return names[kind]


def missing(which: MissingField) -> str:
    """Return what a file lacks."""
    names = {
        Missing.GUARDIAN: translate("Missing", "Guardian's consent"),
        Missing.ALLERGIES: translate("Missing", "Allergies"),
        Missing.HEALTH_FILE: translate("Missing", "Consent to a health file"),
        Missing.CONDITION: condition(which.about),
        Missing.BIRTH: translate("Missing", "Date of birth"),
        Missing.PHONE: translate("Missing", "Phone"),
        Missing.SEX: translate("Missing", "Sex"),
        Missing.CHANNEL: translate("Missing", "How to reach them"),
    }
    return names[which.field]


def why_missing(which: MissingField) -> str:
    """Return why it is asked for."""
    reasons = {
        Missing.GUARDIAN: translate(
            "Missing", "Under 14 a guardian has to agree (PIPL article 31)."
        ),
        Missing.ALLERGIES: translate("Missing", "Never asked: what must not be given?"),
        Missing.HEALTH_FILE: translate(
            "Missing", "Health data need a yes of their own (PIPL article 29)."
        ),
        Missing.CONDITION: translate(
            "Missing", "A medicine for it is in use; the file does not say it."
        ),
        Missing.BIRTH: translate("Missing", "Doses and risks depend on the age."),
        Missing.PHONE: translate("Missing", "Wants to be reminded, and there is no number."),
        Missing.SEX: translate("Missing", "Some medicines and risks differ by it."),
        Missing.CHANNEL: translate("Missing", "Wants to be reminded: how best?"),
    }
    return reasons[which.field]


def missing_hint(which: MissingField) -> str:
    """Return how a missing text is typed."""
    hints = {
        Missing.ALLERGIES: translate("Missing", "Substance, a space, what happened"),
        Missing.BIRTH: translate("Missing", "1958-03-09"),
        Missing.PHONE: translate("Missing", "11 digits"),
    }
    return hints.get(which.field, "")


def missing_choices(which: MissingField) -> tuple[str, ...]:
    """Return the answers that take one key."""
    choices = {
        Missing.ALLERGIES: (translate("Missing", "None known"),),
        Missing.CONDITION: (translate("Missing", "Has it"), translate("Missing", "Has it not")),
        Missing.SEX: (translate("Missing", "Female"), translate("Missing", "Male")),
        Missing.CHANNEL: (
            translate("Missing", "Phone call"),
            translate("Missing", "Text message"),
            translate("Missing", "WeCom"),
        ),
    }
    return choices.get(which.field, ())


def way(which: Way) -> str:
    """Return how something is refilled."""
    names = {
        Way.BOUGHT: translate("Refill", "Bought"),
        Way.SELF_PAID: translate("Refill", "Bought, self-paid"),
        Way.ASKED: translate("Refill", "Put aside"),
    }
    return names[which]


def amount(which: Amount) -> str:
    """Return so many packs that last so many days."""
    text = translate("Refill", "%1 packs for %2 d")
    return text.replace("%1", str(which.packs)).replace("%2", str(which.days))


def last_fill(one: MedicineItem | None, today: date) -> str:
    """Return when a medicine was bought last, how much, and how long that lasts."""
    if one is None:
        return translate("Refill", "No medicine in use: nothing to refill.")
    text = translate("Refill", "Last time %1: %2 packs for %3 d.")
    days = words.UNKNOWN if one.days_supply is None else str(one.days_supply)
    parts = words.day(one.last_on, today=today), words.amount(one.packs_e4), days
    for place, part in enumerate(parts, start=1):
        text = text.replace(f"%{place}", part)
    return text


def too_early(until: date, today: date) -> str:
    """Return why the fund does not pay yet."""
    text = translate(
        "Refill", "Insured from %1 only: what was bought lasts until then (fund rules §15)."
    )
    return text.replace("%1", words.day(until, today=today))


def glucose_kind(code: str) -> str:
    """Return in one word when a glucose was taken."""
    if code == GLUCOSE_FASTING:
        return translate("Sheet", "Fasting")
    return translate("Sheet", "Not fasting")


def hint(code: str) -> str:
    """Return how a reading is typed."""
    if code == BLOOD_PRESSURE:
        return translate("Sheet", "Upper and lower, such as 128 82")
    return translate("Sheet", "6.8; mg/dL is converted")


def entered(entry: ReadingEntry) -> str:
    """Return what was understood of what was typed."""
    items = entry.items
    if entry.code == BLOOD_PRESSURE:
        text = f"{items[SYSTOLIC]}/{items[DIASTOLIC]} mmHg"
    else:
        text = f"{words.decimal(items[GLUCOSE], 1)} mmol/L"
    if entry.from_mg is None:
        return text
    said = translate("Sheet", "%1 mg/dL is %2").replace("%1", str(entry.from_mg))
    return said.replace("%2", text)


def level(which: ReadingLevel | None) -> str:
    """Return in words what a reading means. What passes no limit is not called normal: the limits
    are those of a referral, and a fasting 6.8 or a 128/82 lies below them.
    """
    names = {
        ReadingLevel.NORMAL: translate("Sheet", "beyond no limit, which is not to say normal"),
        ReadingLevel.HIGH: translate("Sheet", "above the usual range"),
        ReadingLevel.LOW: translate("Sheet", "below the usual range"),
        ReadingLevel.DANGER: translate("Sheet", "needs a doctor now: check the figure"),
    }
    return "" if which is None else names.get(which, "")


def side_effect(code: str) -> str:
    """Return what a side effect, or what a note mentions, is called; an unknown one goes by its
    code.
    """
    names = {
        "dizzy": translate("SideEffect", "Dizzy"),
        "weak": translate("SideEffect", "Weak"),
        "stomach": translate("SideEffect", "Stomach"),
        "diarrhoea": translate("SideEffect", "Diarrhoea"),
        "rash": translate("SideEffect", "Rash"),
        "cough": translate("SideEffect", "Dry cough"),
        "swelling": translate("SideEffect", "Swelling"),
        "low": translate("SideEffect", "Low glucose"),
        "allergy": translate("SideEffect", "Allergy"),
        "bleeding": translate("SideEffect", "Bleeding"),
        "blood_pressure": translate("SideEffect", "Blood pressure"),
        "chest_pain": translate("SideEffect", "Chest pain"),
        "missed": translate("SideEffect", "Missed doses"),
        "pregnant": translate("SideEffect", "Pregnant or nursing"),
        "proxy": translate("SideEffect", "Bought for somebody else"),
        "side_effect": translate("SideEffect", "Side effect"),
        "stopped": translate("SideEffect", "Stopped taking it"),
        "usage": translate("SideEffect", "How to take it"),
    }
    return names.get(code, code)


def mentions(found: tuple[Mention, ...]) -> str:
    """Return the words that were recognised; of a denied one, that it is not so."""
    shown = []
    for one in found:
        denied = translate("Sheet", "no %1").replace("%1", one.word)
        shown.append(denied if one.is_denied else one.word)
    said = words.joined(dict.fromkeys(shown))
    return translate("Sheet", "Recognised: %1").replace("%1", said) if said else ""


def about(code: str) -> str:
    """Return what a complaint is about."""
    names = {
        "service": translate("Complaint", "Service"),
        "waiting": translate("Complaint", "Waiting"),
        "price": translate("Complaint", "Price"),
        "stock": translate("Complaint", "Out of stock"),
        "product": translate("Complaint", "Product"),
        "privacy": translate("Complaint", "Privacy"),
        "other": translate("Complaint", "Something else"),
    }
    return names.get(code, code)


def purpose(which: Purpose) -> str:
    """Return what a consent is for."""
    names = {
        Purpose.HEALTH_FILE: translate("Consent", "Health file"),
        Purpose.REMINDERS: translate("Consent", "Reminders"),
        Purpose.MARKETING: translate("Consent", "Offers and events"),
    }
    return names.get(which, which.value)


def relative(one: Relative) -> str:
    """Return somebody of the family, to choose from."""
    age = "" if one.age is None else translate("Customer", "%1 y").replace("%1", str(one.age))
    return words.joined((one.masked_name, age))


def spoken(which: Purpose) -> str:
    """Return what is read out before somebody says yes or no. A change of these texts takes a new
    version (`terminal.services.consents.SPOKEN`).
    """
    texts = {
        Purpose.HEALTH_FILE: translate(
            "Consent",
            "May we keep your health data (conditions, allergies, readings, medicines) to advise"
            " you? Without it we serve you all the same.",
        ),
        Purpose.REMINDERS: translate(
            "Consent",
            "May we call or message you when a medicine runs out or a check is due? You can say"
            " stop at any time.",
        ),
        Purpose.MARKETING: translate(
            "Consent", "May we tell you about offers and events? You can say stop at any time."
        ),
    }
    return texts[which]


def stands(said: bool | None, *, is_new: bool) -> str:
    """Return what counts for a purpose."""
    if said is None:
        return translate("Consent", "not asked yet: counts as no")
    word = translate("Consent", "yes") if said else translate("Consent", "no")
    return translate("Consent", "now: %1").replace("%1", word) if is_new else word


def draft(at: datetime, zone: tzinfo, today: date) -> str:
    """Return since when something typed waits; `today` is the business day."""
    local = at.astimezone(zone)
    when = f"{local:%H:%M}" if local.date() == today else times.day_and_clock(at, zone)
    return translate("Sheet", "Draft of %1, not saved").replace("%1", when)


def throw() -> str:
    """Return what the key does that forgets a draft."""
    return translate("Sheet", "Throw this draft away")


def unsaved() -> str:
    """Return why a reading was told only."""
    return translate("Advice", "Not saved: this customer refused a health file.")


def recontact(on: date | None, today: date) -> str:
    """Return when the customer is asked again."""
    if on is None:
        return translate("Advice", "Ask again within two weeks; no rule of HQ makes the task.")
    text = translate("Advice", "Ask again by %1: the task is on the list.")
    return text.replace("%1", words.day(on, today=today))


def confirm(sheet: Sheet | None) -> str:
    """Return what Enter does in a sheet."""
    if isinstance(sheet, HandSheet):
        return translate("Sheet", "Hand over")
    if isinstance(sheet, ReadingSheet) and sheet.mending.one is not None:
        return mending_words.confirm(sheet.mending)
    if isinstance(sheet, NoteSheet) and sheet.mending.chosen:
        return note_mending_words.confirm(sheet.mending)
    if isinstance(sheet, LabelSheet):
        is_off = sheet.first is None or not sheet.first.is_on
        return translate("Label", "Put on") if is_off else translate("Label", "Take off")
    return translate("Sheet", "Save")


def id_kind(kind: IdKind) -> str:
    """Return what a paper that somebody shows is called."""
    return {
        IdKind.ID_CARD: translate("Compliance", "ID card"),
        IdKind.INSURANCE: translate("Compliance", "insurance card"),
        IdKind.HOUSEHOLD: translate("Compliance", "household register"),
        IdKind.OTHER: translate("Compliance", "another paper"),
    }[kind]


def deed(done: Deed) -> str:
    """Return what was recorded, and for whom."""
    sheet = done.sheet
    if isinstance(sheet, Answer):
        text = translate("Sheet", "Answered: %1").replace("%1", i18n.pick(sheet.reply.words))
        return words.joined((text, sheet.name))
    if done.is_thrown:
        thrown = translate("Sheet", "Draft thrown away")
        return words.joined((thrown, title(sheet.kind), sheet.name))
    if done.mended is not None:
        return words.joined((mending_words.mended(done.mended), sheet.name))
    if done.note_mended is not None:
        return words.joined((note_mending_words.mended(done.note_mended), sheet.name))
    text = translate("Sheet", "Recorded: %1").replace("%1", _done(done, sheet))
    return words.joined((text, sheet.name))


def _done(done: Deed, sheet: Entry) -> str:
    what = title(sheet.kind)
    if done.item is not None:
        what = f"{words.reading_name(done.item.reading.code)} {words.reading_text(done.item)}"
    elif isinstance(sheet, NoteSheet):
        what = words.joined((what, *map(side_effect, sheet.effects)))
    elif isinstance(sheet, ConsentSheet):
        said = (f"{purpose(one)} {stands(yes, is_new=False)}" for one, yes in sheet.words.items())
        what = words.joined(said)
    elif isinstance(sheet, ComplaintSheet):
        what = words.joined((what, about(done.about)))
    elif isinstance(sheet, EventSheet | ProxySheet | HandSheet):
        what = words.joined((what, done.about))
    elif isinstance(sheet, FieldSheet):
        what = words.joined((what, missing(sheet.field)))
    elif done.turned is not None:
        put = translate("Label", "put on: %1") if done.turned.is_on else ""
        what = (put or translate("Label", "taken off: %1")).replace("%1", done.turned.word)
    elif done.refilled is not None:
        bought = way(done.refilled.way), done.refilled.title, amount(done.refilled.amount)
        what = words.joined(bought)
    return what
