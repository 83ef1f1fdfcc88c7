"""What is open says which kind of code it waits for: in the till's window, on the real store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Final, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from terminal.domain.imports.model import BatchEntry
from terminal.services.counter import Found, ReceiptRead
from terminal.services.pins import Pins
from terminal.services.work import Work
from tests.builders import (
    SESSION,
    a_customer,
    a_medicine,
    a_member_code,
    a_store,
    load_records,
)
from tests.fakes import at_the_lock
from ui import i18n
from ui.frame.bottom_bar import Place
from ui.lock.guard import GuardParts
from ui.plug import Around, PagePart
from ui.scan_router import ScanKind
from ui.scans import ScanRead
from ui.screen_parts import ScreenParts
from ui.screens import Screens
from ui.shortcuts import PageId
from ui.stock import plug as stock
from ui.stock.view import StockPage
from ui.widgets.notice import Notice

T = TypeVar("T")

BOTH: Final = "012345678905"
"""A member's card of another chain, and the bar code of a medicine."""
CARD_ONLY: Final = "036000291452"
ORDER: Final = "XS20261123-0042"
TRADE: Final = "6901234567892"


@dataclass
class OrderField:
    """A field that waits for the number of a receipt."""

    numbers: list[str] = field(default_factory=list)

    def accepts(self, kind: ScanKind) -> bool:
        return kind is ScanKind.RECEIPT

    def take(self, found: Found) -> None:
        assert isinstance(found, ReceiptRead)
        self.numbers.append(found.number)


class Till:
    """The window with the stock page and a store whose work is done at once."""

    def __init__(self, folder: Path) -> None:
        self.store = a_store(folder)
        load_records(
            self.store,
            [
                *[("customer", f"c-{n}", a_customer(n)) for n in (1, 2)],
                ("member_code", "mc-1", a_member_code("c-1", BOTH)),
                ("member_code", "mc-2", a_member_code("c-2", CARD_ONLY)),
                ("medicine", "m-1", a_medicine(gtins=[BOTH, TRADE])),
            ],
        )
        self.around: list[Around] = []
        self.screens = Screens(
            ScreenParts(
                submit=self._submit,
                submit_read=self._submit,
                submit_import=self._import,
                import_report=lambda: folder / "report.csv",
                guard=GuardParts(
                    submit=self._pins,
                    signed_in=lambda _: None,
                    elapsed_ms=lambda: 0,
                    idle_ms=300_000,
                ),
                crashed=lambda error: pytest.fail(repr(error)),
                place=Place(),
                zone=timezone(timedelta(hours=8)),
                now=lambda: datetime.now(UTC),
                clock_ns=lambda: 0,
                plugs=(self._stock,),
            )
        )

    def scan(self, payload: str) -> None:
        self.screens.on_scan(ScanRead("scan-1", payload, None, "serial"))

    def history(self) -> tuple[BatchEntry, ...]:
        return ()

    def page(self) -> PageId | None:
        return self.screens.window.current_page()

    def notice(self) -> str:
        found = self.screens.window.findChild(Notice, "main_window.notice")
        assert found is not None
        return found.accessibleName() if found.isVisible() else ""

    def _stock(self, around: Around) -> PagePart:
        self.around.append(around)
        return stock.plug(around)

    def _import(self, job: Callable[[Any], T]) -> Future[T]:
        done: Future[T] = Future()
        done.set_result(job(self))
        return done

    def _pins(self, job: Callable[[Pins], T]) -> Future[T]:
        done: Future[T] = Future()
        done.set_result(job(Pins(self.store.store.run, lambda: 0)))
        return done

    def _submit(self, work: Work[T]) -> Future[T]:
        return self.store.store.run(work, SESSION)


@pytest.fixture
def till(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Till]:
    i18n.install(qapp, "en")
    made = Till(tmp_path)
    qtbot.addWidget(made.screens.window)
    made.screens.start()
    qtbot.waitUntil(lambda: at_the_lock.shown(made.screens.window).is_empty)
    QTest.keyClick(made.screens.window.focusWidget(), Qt.Key.Key_Return)  # It knows nobody yet.
    assert not made.screens.guard.is_locked
    yield made
    made.screens.stop()
    made.store.close()


def test_the_stock_page_waits_for_medicines_and_says_that_the_number_is_a_card_too(
    qtbot: QtBot, till: Till
) -> None:
    till.screens.window.open_page(PageId.STOCK)
    till.scan(BOTH)
    qtbot.waitUntil(lambda: "member's card too" in till.notice())
    assert PageId.STOCK is till.page()
    shown = till.screens.window.findChild(StockPage)
    assert shown is not None
    assert 1 == shown.table.model().rowCount()


def test_a_card_that_is_no_bar_code_of_ours_opens_its_customer_from_the_stock_page(
    qtbot: QtBot, till: Till
) -> None:
    till.screens.window.open_page(PageId.STOCK)
    till.scan(CARD_ONLY)
    qtbot.waitUntil(lambda: till.page() is PageId.COUNTER)
    assert "c-2" == till.around[0].customer()


def test_on_the_counter_the_same_number_is_the_card(qtbot: QtBot, till: Till) -> None:
    till.scan(BOTH)
    qtbot.waitUntil(lambda: till.around[0].customer() == "c-1")


def test_a_field_for_the_number_of_a_receipt_gets_it_while_it_is_open_and_members_go_on(
    qtbot: QtBot, till: Till
) -> None:
    order = OrderField()
    till.around[0].ask(order)
    till.scan(ORDER)
    qtbot.waitUntil(lambda: order.numbers == [ORDER])
    till.scan(TRADE)
    qtbot.waitUntil(lambda: "bar code of a medicine too" in till.notice())
    assert [ORDER, TRADE] == order.numbers
    till.scan(BOTH)
    qtbot.waitUntil(lambda: till.around[0].customer() == "c-1")
    till.around[0].withdraw(order)
    till.screens.window.open_page(PageId.STOCK)
    till.scan(ORDER)
    qtbot.waitUntil(lambda: "not known here" in till.notice())
    assert [ORDER, TRADE] == order.numbers
