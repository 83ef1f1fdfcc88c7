"""Jobs of the desk behind the counter: who buys for somebody, what customers ask about their data,
old tables, the end of the day, another scanner.
"""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtWidgets import QApplication, QFileDialog

from devices.setup_cards import BY_ID, CardId
from terminal.domain.imports.model import BatchState
from terminal.domain.request import Right
from terminal.services import proxies
from tests.jobs.shop import Person
from tests.jobs.steps import card_of, identify
from tests.jobs.till import Till, so
from ui.compliance.state import Deed, ProxySheet, RequestSheet, Tab
from ui.devices.set_up_state import CARDS, SetUpState
from ui.imports.state import ImportState, Step
from ui.imports.view import ImportPage
from ui.members.page import Part
from ui.shortcuts import PageId
from ui.sync_centre.state import Say, headline

_LATIN: Final = "wangwu"
_BUYER: Final = "王五"
_ROWS: Final = 3


def proxy(till: Till, one: Person) -> None:
    """Somebody else buys for the customer: noted with the paper they showed."""
    page = _records(till, one)
    till.press("1")
    till.until(lambda: page._state.pack.pack is not None, "the pack")
    before = len(till.read(partial(proxies.said, customer_id=one.id)))
    till.press("B")
    till.until(lambda: isinstance(page._state.sheet, ProxySheet), "who buys")
    till.until(lambda: till.focus_name() == "compliance.proxy.field", "the field")
    till.say(_LATIN, _BUYER)
    till.until(lambda: page._state.sheet.name, "the name")
    till.press("Alt+2", "Enter")
    till.until(lambda: _did(page, Deed.PROXY), "the buyer on record")
    noted = till.read(partial(proxies.said, customer_id=one.id))
    so(len(noted) == before + 1, "who bought is on file")


def erase(till: Till, one: Person) -> None:
    """The customer asks that the file goes: taken down, with the days to answer it in."""
    page = _records(till, one)
    till.press("Alt+3")
    till.until(lambda: page._state.tab is Tab.REQUESTS and _is_listed(page), "what waits")
    till.press("N")
    till.until(lambda: isinstance(page._state.sheet, RequestSheet), "what is asked for")
    till.press("Alt+3", "Enter")
    till.until(lambda: _did(page, Deed.ASKED), "the request on record")
    asked = till.read(lambda uow: uow.requests.open(500))
    so((one.id, Right.ERASE.value) in {(each.customer, each.what) for each in asked}, "it waits")


def take_over(till: Till, _one: Person) -> None:
    """An old table is taken over: file, columns, check, and what came of it. Begins anywhere."""
    page = till.screens.window.findChild(ImportPage)
    assert isinstance(page, ImportPage)
    with tempfile.TemporaryDirectory(prefix="old-") as folder:
        file = Path(folder) / "old.csv"
        till.press("F3", "Alt+0")
        till.until(lambda: till.widget(PageId.MEMBERS).current is Part.IMPORT, "the old tables")
        till.until(lambda: page._state.is_read and not page._state.is_busy, "what was imported")
        phones = [f"1569{len(page._state.history) * _ROWS + row:07d}" for row in range(_ROWS)]
        file.write_text(_table(phones), encoding="utf-8-sig")
        till.press("O")
        till.until(_file_list, "the list of files")
        till.spell(str(file))
        till.press("Enter")
        till.come_forward()
        till.until(lambda: _can_go_on(page, Step.FILE), "the file")
        for step in (Step.COLUMNS, Step.CHECK):
            till.decide()
            till.press("Enter")
            till.until(partial(_can_go_on, page, step), step.value)
        check = page._state.check
        so(check is not None and check.good == _ROWS, "every row is good")
        till.press("Enter")
        till.until(lambda: _can_go_on(page, Step.RUN), "what came of it")
    result = page._state.result
    so(result is not None and result.state is BatchState.DONE, "all of it was taken over")
    found = till.read(lambda uow: [len(uow.customers.by_phone(each, 9)) for each in phones])
    so(found == [1] * _ROWS, "each row is somebody's file")
    till.press("Enter")
    till.until(lambda: page._state.step is Step.FILE, "the page as it was")


def end_of_day(till: Till, _one: Person) -> None:
    """Can everybody go home? The one sentence on top says so, or names what is in the way."""
    till.press("F10")
    page = till.widget(PageId.SYNC)
    till.until(lambda: till.page is PageId.SYNC and page._state.page is not None, "how it stands")
    till.settle()
    waits = till.read(lambda uow: uow.sync.state()).unsent
    said = headline(page._state.page)
    so(said.say in (Say.NEVER, Say.OFFLINE), "HQ is out of reach, and that is named")
    so(said.count == waits, "what waits is counted")
    so(page._headline.isVisible(), "it can be read")


def replace_scanner(till: Till, one: Person) -> None:
    """Another scanner: five cards, what it has learned is kept, and the next code opens a card."""
    page = till.widget(PageId.DEVICES)
    till.press("F9")
    till.until(lambda: till.page is PageId.DEVICES and page._state.overview, "the devices")
    till.press("N")
    till.until(lambda: page._state.set_up is not None, "the set-up")
    for card in CARDS:
        if card not in _cards_read(page):
            till.show_code(BY_ID[CardId(card)].content)
            till.until(partial(_is_read, page, card), f"card {card}")
    till.decide()
    till.press("Enter")
    till.until(lambda: page._state.set_up is None and page._state.is_learned, "the new scanner")
    till.scan(one.code)
    card_of(till, one)


def _records(till: Till, one: Person) -> Any:
    """Open the records of somebody whose card is open, and return their page."""
    page = till.widget(PageId.COMPLIANCE)
    identify(till, one)
    till.decide()
    till.press("F7")
    till.until(lambda: page._state.pack.chosen == one.id, "the customer of the open card")
    if page._state.tab is not Tab.PACK:
        till.press("Alt+1")
        till.until(lambda: page._state.tab is Tab.PACK, "the pack")
    return page


def _is_listed(page: Any) -> bool:
    return page._state.requests.items is not None


def _did(page: Any, deed: Deed) -> bool:
    state = page._state
    return state.sheet is None and state.done is not None and state.done.deed is deed


def _file_list() -> bool:
    found = QApplication.activeWindow()
    return isinstance(found, QFileDialog) and found.isVisible()


def _can_go_on(page: ImportPage, step: Step) -> bool:
    state: ImportState = page._state
    return state.step is step and state.can_go_on()


def _table(phones: list[str]) -> str:
    return "\n".join(["姓名,手机", *(f"合成旧客户,{phone}" for phone in phones)]) + "\n"


def _cards_read(page: Any) -> set[str]:
    state: SetUpState | None = page._state.set_up
    return set() if state is None else {each.card for each in state.results if each.card}


def _is_read(page: Any, card: str) -> bool:
    return card in _cards_read(page)
