"""Jobs of a card that is open: the form on the customer's own phone, a refill."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import numpy as np
import zxingcpp
from PySide6.QtGui import QImage

from local_store.unit_of_work import UnitOfWork
from terminal.domain import refill_note
from terminal.domain.card import EventItem
from terminal.domain.consent import Purpose, latest
from terminal.domain.event import Attendance, came
from terminal.domain.proxy import IdKind
from terminal.services import customer_card, proxies
from terminal.services.consents import refuses_health
from tests.fakes.phone import Phone
from tests.jobs.shop import EVENT, Person
from tests.jobs.steps import deed, identify
from tests.jobs.till import Till, so
from ui.counter.sheets.fresh import empty
from ui.counter.sheets.kinds import SheetKind
from ui.counter.sheets.state import EventSheet, ProxySheet, RefillSheet
from ui.enrol.view import EnrolPage
from ui.self_fill.view import InboxPage
from ui.shortcuts import Action, PageId

_ALLERGY: Final = "青霉素"
_LABEL, _LABEL_INITIALS = "孕妇", "yf"
_RGB: Final = 3


def self_fill(till: Till, one: Person) -> None:
    """J4: a form on the customer's own phone. The till shows a code, the phone's answer is scanned
    back without any network, what differs is asked, and one key takes it over.
    """
    identify(till, one)
    phone = Phone()
    inbox = till.widget(PageId.MEMBERS).findChild(InboxPage)
    till.decide()
    till.press("S")
    till.until(lambda: _address(till), "the code that the phone reads")
    said = {"name": f"{one.name}改", "sex": "f", "allergies": _ALLERGY, "health": "yes"}
    codes = phone.fill(_address(till), said)
    assert codes is not None
    for code in codes:
        till.scan(phone.shown(code))
    till.until(lambda: till.page is PageId.MEMBERS and inbox._state.shown, "the answer")
    so(inbox._state.shown.customer == one.id, "it is theirs")
    so("name" in {line.code for line in inbox._state.shown.lines if line.is_conflict}, "it differs")
    while inbox._state.asked is not None:
        settled = partial(_is_settled, inbox, inbox._state.asked.code)
        till.decide()
        till.press("K")
        till.until(settled, "what is asked next")
    came = inbox._state.shown.id
    till.press("Enter")
    till.until(lambda: _is_taken_over(inbox, came), "what was taken over")
    held = till.read(lambda uow: uow.customers.get(one.id))
    assert held is not None
    so(held.name == one.name, "the name that was kept stands on file")
    so(_ALLERGY in {each.substance for each in held.allergies}, "the allergy is on file")
    yes = till.read(lambda uow: latest(uow.consents.of_customer(one.id)))[Purpose.HEALTH_FILE]
    so((yes.given, yes.how) == (True, "qr"), "the customer's own yes is on file")


def hand_out_by_page(till: Till, one: Person) -> None:
    """The form for the customer's own phone by way of F3, where it stands beside what else is done
    for them.
    """
    identify(till, one)
    page = till.widget(PageId.MEMBERS)
    till.press("F3")
    till.until(lambda: till.page is PageId.MEMBERS and _hands_out(page), "the customer's errands")
    till.press("Alt+Q")
    till.until(lambda: _address(till), "the code that the phone reads")


def refill(till: Till, one: Person) -> None:
    """J10: what is used goes on as last time: bought, or put aside until the fund pays it."""
    identify(till, one)
    state = till.screens._counter.state
    assert state.card is not None
    till.decide()
    till.press("Alt+R")
    deed(till, state.deed)
    _require_refill(till, one, empty(SheetKind.REFILL, state.card))


def settled(till: Till, one: Person) -> None:
    """Let the seconds pass in which a refill can be taken back: until then a second one of the same
    customer is looked at first.
    """
    sheets = till.screens._counter.sheets
    if sheets.deed is not None:
        sheets.expire(sheets.deed.token)


def refill_otherwise(till: Till, one: Person) -> None:
    """What is used goes on, looked at first and in another amount."""
    identify(till, one)
    counter = till.screens._counter
    before = counter.state.deed
    till.decide()
    till.press("R")
    till.until(lambda: isinstance(counter.state.sheet, RefillSheet), "what is used")
    till.type("2 60")
    till.until(lambda: getattr(counter.state.sheet, "text", "") == "2 60", "packs and days")
    sheet = counter.state.sheet
    till.press("Enter")
    deed(till, before)
    _require_refill(till, one, sheet)


def _require_refill(till: Till, one: Person, sheet: object) -> None:
    assert isinstance(sheet, RefillSheet)
    assert sheet.medicine is not None
    notes = refill_note.noted(till.read(lambda uow: uow.observations.of_customer(one.id, 1)))
    found = [(each.medicine, each.amount, each.way) for each in notes]
    so(found == [(sheet.medicine.medicine, sheet.amount, sheet.way)], "the refill is on file")


def label(till: Till, one: Person) -> None:
    """A label that staff keep: found by its initials, put on, and taken off again."""
    identify(till, one)
    counter = till.screens._counter
    for is_on in (True, False):
        before = counter.state.deed
        till.decide()
        till.press("L")
        till.until(lambda: getattr(counter.state.sheet, "choices", None), "the labels there are")
        till.until(lambda: till.focus_name() == "counter.sheet.labels.text", "the field")
        till.spell(_LABEL_INITIALS)
        till.until(lambda: getattr(counter.state.sheet, "first", None), "the label that fits")
        till.press("Enter")
        till.until(partial(_has_turned, till, before), "the label on record")
        kept = till.read(lambda uow: uow.tags.of_customer(one.id))
        found = [each.active for each in kept if each.reason == _LABEL]
        so(found == [is_on], "the label is as it was asked for")


def _has_turned(till: Till, before: object) -> bool:
    counter = till.screens._counter
    return counter.state.deed is not before and counter.state.sheet is None


def uses_medicine(uow: UnitOfWork, one: Person) -> bool:
    """Tell whether there is anything to be refilled."""
    customer = uow.customers.get(one.id)
    return customer is not None and bool(customer_card.card_of(uow, customer).medicines)


def has_health_file(uow: UnitOfWork, one: Person) -> bool:
    """Tell whether what is said of their health may be kept."""
    return not refuses_health(uow, customer_id=one.id)


def _is_settled(inbox: Any, code: str) -> bool:
    asked = inbox._state.asked
    return asked is None or bool(asked.code != code)


def _is_taken_over(inbox: Any, record: str) -> bool:
    accepted = inbox._state.accepted
    return accepted is not None and bool(accepted.waiting.id == record)


def _hands_out(page: Any) -> bool:
    return Action.SELF_FILL in page.offered_actions()


def _address(till: Till) -> str:
    """Return the address in the code on the screen, read off its picture as a phone does."""
    page = till.screens.window.findChild(EnrolPage)
    assert isinstance(page, EnrolPage)
    if not page.hand_out.isVisible():
        return ""
    image = page.hand_out.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    pixels = rows[:, : image.width() * _RGB].reshape(image.height(), image.width(), _RGB)
    return next((one.text for one in zxingcpp.read_barcodes(np.ascontiguousarray(pixels))), "")


def buyer(till: Till, one: Person) -> None:
    """Somebody else buys: noted at the card, as on F7, with the paper they showed."""
    identify(till, one)
    before = len(till.read(partial(proxies.said, customer_id=one.id)))
    till.decide()
    till.press("D")
    till.until(lambda: till.focus_name() == "counter.sheet.proxy.text", "who buys")
    till.say("wangwu", "王五")
    till.until(lambda: getattr(till.screens._counter.state.sheet, "text", ""), "the name")
    till.press("Alt+2", "Enter")
    till.until(lambda: _is_noted(till, one, ProxySheet), "the buyer on record")
    noted = till.read(partial(proxies.said, customer_id=one.id))
    so(len(noted) == before + 1, "who bought is on file")
    so(noted[0].id_kind is IdKind.INSURANCE, "with the paper")


def check_in(till: Till, one: Person) -> None:
    """The customer came to the health day of today: their card, and one key."""
    identify(till, one)
    before = len(_at_event(till, one))
    so(before == 0, "they were not noted yet")
    till.decide()
    till.press("E")
    till.until(lambda: _is_noted(till, one, EventSheet), "the entry on record")
    so(len(_at_event(till, one)) == 1, "that they came is on file")
    till.until(lambda: any("健康日" in each.note for each in _events(till)), "the timeline")


def _is_noted(till: Till, one: Person, kind: type[EventSheet | ProxySheet]) -> bool:
    # What an earlier job can be taken back by may still stand there.
    undo = till.screens._counter.state.deed
    return undo is not None and isinstance(undo.sheet, kind) and undo.sheet.customer == one.id


def _at_event(till: Till, one: Person) -> list[Attendance]:
    every = till.read(lambda uow: uow.events.of_customer(one.id, 50))
    return [each for each in came(every) if each.event == EVENT]


def _events(till: Till) -> tuple[EventItem, ...]:
    card = till.screens._counter.state.card
    return () if card is None else card.events
