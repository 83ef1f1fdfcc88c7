"""Rows of the file of a customer's own data, in plain words; what nobody here has a word for goes
by its code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Final

from PySide6.QtCore import QCoreApplication

from terminal.domain.card import ReadingItem
from terminal.domain.consent import Purpose
from terminal.domain.event import came
from terminal.domain.forms.model import Answered, Item
from terminal.domain.observation import Reading, ReadingLevel
from terminal.domain.reading_trail import ERROR, RESTORED
from terminal.domain.tag import TagOwner
from terminal.services.own_data import OwnData
from ui import i18n
from ui.compliance import desk_words
from ui.counter import conditions
from ui.counter import words as counter_words
from ui.counter.sheets import words as sheet_words
from ui.followups import words as task_words
from ui.forms import words as form_words

translate: Final = QCoreApplication.translate

Row = tuple[str, ...]
Stamp = Callable[[datetime | date | None], str]
"""Writes a moment at the store, or a day; nothing where it is not known."""
Rows = Callable[[OwnData, Stamp], Iterator[Row]]


def purchase_headers() -> Row:
    """Return the names of the columns of purchases."""
    return (
        translate("Compliance", "Date"),
        translate("Compliance", "Medicine"),
        translate("Compliance", "Packs"),
        translate("OwnData", "Price of one"),
        translate("Compliance", "Prescription"),
        translate("Compliance", "Trace code"),
        translate("Compliance", "Batch"),
        translate("Compliance", "Payment"),
        translate("Compliance", "Sold by"),
        translate("Compliance", "ERP order"),
    )


def master(data: OwnData, stamp: Stamp) -> Iterator[Row]:
    """Return what the file itself says; what it does not say is not listed."""
    one = data.customer
    said = (
        (translate("OwnData", "Name"), one.name),
        (translate("OwnData", "Other names"), task_words.joined(one.aliases)),
        (translate("OwnData", "Sex"), counter_words.sex(one.sex)),
        (translate("OwnData", "Born"), stamp(one.birth_on)),
        *((translate("OwnData", "Phone"), phone) for phone in one.phones),
        (translate("OwnData", "Member card"), one.member_code or ""),
        (translate("OwnData", "Level"), one.tier or ""),
        (translate("OwnData", "Household"), one.household or ""),
        (translate("OwnData", "Guardian"), data.guardian),
        (translate("OwnData", "Best reached"), code(one.channel)),
        (translate("OwnData", "Best hours"), one.hours or ""),
        (translate("OwnData", "Wants no messages"), _yes(one.silent) if one.silent else ""),
        (translate("OwnData", "Remark of an old table"), one.note),
        *((f"{translate('OwnData', 'Number in')} {each.system}", each.value) for each in data.ids),
    )
    yield from ((name, value) for name, value in said if value)


def health(data: OwnData, _stamp: Stamp) -> Iterator[Row]:
    """Return allergies and conditions."""
    for allergy in data.customer.allergies:
        yield translate("OwnData", "Allergy"), allergy.substance, allergy.note
    for code in data.customer.conditions:
        yield translate("OwnData", "Condition"), conditions.condition(code), ""


def purchases(data: OwnData, stamp: Stamp) -> Iterator[Row]:
    """Return each line of each sale."""
    for sale in data.tickets:
        by = sale.staff_name or data.staff.get(sale.staff or "", "")
        pay = counter_words.pay_kind(sale.pay_kind)
        for line in sale.lines:
            yield (
                *(stamp(sale.business_day), line.name, task_words.amount(line.qty_e4)),
                *(task_words.yuan(line.price_fen), line.rx_no or sale.rx_no or ""),
                *(" ".join(line.trace_codes), line.batch_no or "", pay, by, sale.order_no or ""),
            )


def buyers(data: OwnData, stamp: Stamp) -> Iterator[Row]:
    """Return who bought for the customer, masked."""
    for one in data.proxies:
        yield stamp(one.at), sheet_words.id_kind(one.id_kind), one.masked_name


def consents(data: OwnData, stamp: Stamp) -> Iterator[Row]:
    """Return everything that was said to each use of the data."""
    undone = {one.undoes for one in data.consents}
    for one in data.consents:
        if one.undoes is None:
            stands = code("mistaken") if one.id in undone else ""  # No is another word of theirs.
            given, by = _yes(one.given), _name(data, one.by)
            what, how = purpose(one.purpose), code(one.how)
            yield stamp(one.at), what, given, one.text_version, how, by, stands


def labels(data: OwnData, stamp: Stamp) -> Iterator[Row]:
    """Return labels, those taken off too."""
    for one in data.tags:
        stands = "" if one.active else translate("OwnData", "taken off")
        by, word = owner(one.owner), counter_words.tag(one.code)
        yield word, by, stamp(one.since), stamp(one.until_on), one.reason, stands


def readings(data: OwnData, stamp: Stamp) -> Iterator[Row]:
    """Return readings, and what was told and not measured."""
    for one in data.readings:
        if one.items or one.value is not None:  # Else it only takes another one back.
            note = "" if one.note in (ERROR, RESTORED) else one.note
            yield stamp(one.at), task_words.reading_name(one.code), _value(one), note


def answers(data: OwnData, stamp: Stamp) -> Iterator[Row]:
    """Return each answer to each form, in the words of its version."""
    for given in data.answers:
        items = {item.link_id: item for item in given.form.all_items()}
        at, by = stamp(given.response.at), _name(data, given.response.by)
        title = i18n.pick(given.form.title)
        for question, said in _flat(given.answers, items):
            yield at, title, question, said, by


def notes(data: OwnData, stamp: Stamp) -> Iterator[Row]:
    """Return what was noted of visits."""
    for one in data.visits:
        effects = task_words.joined(map(sheet_words.side_effect, one.side_effects))
        about = task_words.joined(map(sheet_words.side_effect, one.keywords))
        yield stamp(one.at), code(one.channel), one.note, effects, about, _name(data, one.by)


def contacts(data: OwnData, stamp: Stamp) -> Iterator[Row]:
    """Return how and what for the customer was contacted."""
    for one in data.contacts:
        result = task_words.outcome(one.result) if one.result else ""
        by = _name(data, one.by)
        yield stamp(one.at), code(one.channel), code(one.purpose), result, by


def followups(data: OwnData, stamp: Stamp) -> Iterator[Row]:
    """Return what is still due, then what came of what was due."""
    for task in data.tasks:
        due = stamp(task.due_on)
        yield "", _task(data, task.id), code("open"), "", due, _name(data, task.assignee or "")
    undone = {one.undoes for one in data.outcomes}
    for one in data.outcomes:
        if one.undoes is None:
            came_of = task_words.outcome(one.code)
            said = task_words.joined((came_of, code("undone") if one.id in undone else ""))
            by, due = _name(data, one.by), stamp(one.due_on)
            yield stamp(one.at), _task(data, one.task), said, one.note, due, by


def signups(data: OwnData, stamp: Stamp) -> Iterator[Row]:
    """Return sign-ups, those that ended too."""
    undone = {one.undoes for one in data.signups}
    for one in data.signups:
        if one.undoes is None:
            stands = translate("OwnData", "ended") if one.id in undone else ""
            who, until = _name(data, one.pharmacist), stamp(one.until_on)
            yield stamp(one.at), one.program, who, one.agreement_version, until, stands


def complaints(data: OwnData, stamp: Stamp) -> Iterator[Row]:
    """Return complaints and what came of them."""
    for one in data.complaints:
        about, by = sheet_words.about(one.about), _name(data, one.by)
        yield stamp(one.at), about, one.text, code(one.status), one.result, by


def events(data: OwnData, stamp: Stamp) -> Iterator[Row]:
    """Return what the customer was invited or came to."""
    stands = {one.id for one in came(data.attendances)}
    for one in data.attendances:
        if one.code != "undone":
            is_back = one.code == "came" and one.id not in stands
            said = task_words.joined((code(one.code), code("undone") if is_back else ""))
            name = data.event_titles.get(one.event, one.event)
            yield stamp(one.at), name, said, _name(data, one.by)


def leads(data: OwnData, stamp: Stamp) -> Iterator[Row]:
    """Return how the store came to know the customer."""
    for one in data.leads:
        said = task_words.joined((one.name, one.phone or ""))
        yield stamp(one.at), code(one.source), said, one.note


def requests(data: OwnData, stamp: Stamp) -> Iterator[Row]:
    """Return what the customer asked about their data."""
    for one in data.requests:
        asked, by = desk_words.right(one.what), _name(data, one.by)
        said = code("answered") if one.status == "done" else code(one.status)
        yield stamp(one.at), asked, stamp(one.due_on), said, one.note, by


def looks(data: OwnData, stamp: Stamp) -> Iterator[Row]:
    """Return when the file was looked at, and when a file of it was made."""
    for one in data.looks:
        yield stamp(one.at), code(one.action)


def _flat(given: Iterable[Answered], items: dict[str, Item]) -> Iterator[tuple[str, str]]:
    for one in given:
        item = items.get(one.link_id)
        question = one.link_id if item is None else i18n.pick(item.words) or one.link_id
        if item is not None and (one.values or one.absent is not None):
            said = task_words.joined(form_words.value(item, value) for value in one.values)
            yield question, said if one.absent is None else form_words.skipped(one.absent)
        elif one.values:
            yield question, task_words.joined(map(str, one.values))
        yield from _flat(one.items, items)


def _value(one: Reading) -> str:
    if one.value is not None:
        return sheet_words.side_effect(one.value)
    item = ReadingItem(one, ReadingLevel.UNKNOWN)
    figures, unit = task_words.reading_value(item), task_words.entry_unit(one.code)
    return f"{figures} {unit}".strip()


def _name(data: OwnData, staff: str) -> str:
    return data.staff.get(staff, staff)


def _task(data: OwnData, task: str) -> str:
    return i18n.pick(data.task_titles.get(task, {})) or task


def _yes(is_yes: bool) -> str:
    return form_words.yes_no()[0 if is_yes else 1]


def purpose(code: str) -> str:
    """Return what a consent is for; one nobody knows goes by its code."""
    if code == Purpose.SIGNUP:
        return translate("OwnData", "Sign-ups")
    if code == Purpose.SERVICE:
        return translate("OwnData", "being served")
    return sheet_words.purpose(Purpose(code)) if code in list(Purpose) else code


def owner(code: str) -> str:
    """Return who keeps a label; one nobody knows goes by its code."""
    owners: dict[str, str] = {
        TagOwner.STAFF: translate("Label", "noted at the desk"),
        TagOwner.CUSTOMER: translate("Label", "said by the customer"),
        TagOwner.HQ: translate("Label", "by HQ"),
        TagOwner.RULE: translate("Label", "by a rule"),
        TagOwner.MODEL: translate("Label", "by a model"),
    }
    return owners.get(code, code)


def code(of: str | None) -> str:
    """Return what a code of a record stands for; one nobody knows goes by itself."""
    names = {
        "spoken": translate("OwnData", "spoken"),
        "signature": translate("OwnData", "signed"),
        "qr": translate("OwnData", "by a code"),
        "counter": translate("OwnData", "at the counter"),
        "phone": translate("OwnData", "by phone"),
        "wecom": translate("OwnData", "WeCom"),
        "sms": translate("OwnData", "text message"),
        "refill": translate("OwnData", "reminder to buy again"),
        "followup": translate("OwnData", "follow-up"),
        "event": translate("OwnData", "event"),
        "marketing": translate("OwnData", "offers"),
        "service": translate("OwnData", "something they asked for"),
        "invited": translate("OwnData", "invited"),
        "came": translate("OwnData", "came"),
        "undone": translate("OwnData", "taken back"),
        "open": translate("OwnData", "open"),
        "closed": translate("OwnData", "closed"),
        "answered": translate("OwnData", "answered"),
        "refused": translate("OwnData", "refused"),
        "mistaken": translate("OwnData", "entered by mistake"),
        "customer.opened": translate("OwnData", "Card opened"),
        "customer.revealed": translate("OwnData", "Name and phone shown"),
        "inspection.made": translate("OwnData", "Inspection pack looked at"),
        "inspection.exported": translate("OwnData", "Inspection pack saved as a file"),
        "form.printed": translate("OwnData", "Insurance form saved as a file"),
        "card.printed": translate("OwnData", "Card printed"),
        "own_data.exported": translate("OwnData", "A copy of these data saved as a file"),
    }
    return names.get(of or "", of or "")
