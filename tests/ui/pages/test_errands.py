"""What is done for a customer beside enrolling: a card and an agreement, from the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from terminal.domain.problems import Refusal
from terminal.services import enrolment, self_fill, signups, temporary_cards
from terminal.services.enrolment import Whom
from terminal.services.self_fill import Handed
from terminal.services.signups import SignedUp
from terminal.services.temporary_cards import CardFacts
from tests.fakes.pages_in_window import part_of
from tests.fakes.scripted_runner import ScriptedRunner
from ui.enrol import paper, states
from ui.enrol.errands import Errands, Press
from ui.enrol.view import EnrolPage
from ui.frame.bottom_bar import Place
from ui.main_window import MainWindow
from ui.members.plug import connect_errands
from ui.printing.out import Paper
from ui.shortcuts import PageId
from ui.widgets.text import Text

NEXT = date(2026, 11, 21)
ALT = Qt.KeyboardModifier.AltModifier
WHOM = Whom("c-9", "王*蓝")
HANDED = Handed("h-1", "李*", "https://hq.example/f#h-1")
CARD = CardFacts("c-9", "991234567890", "王*蓝", "示例店", is_temporary=True)
SIGNED = SignedUp(
    "g-1",
    "c-9",
    ("k",),
    "王*蓝",
    "6021",
    "陈药师",
    "示例店",
    date(2025, 11, 21),
    date(2026, 11, 21),
)


class Desk:
    """The page in the real window, with the errands; store and printer are the test's own."""

    def __init__(self) -> None:
        self.run = ScriptedRunner()
        self.printed: list[tuple[str, bytes]] = []
        self.answers: list[Paper | Refusal] = [Paper("HP")]
        self.customer: str | None = "c-9"
        self.window = MainWindow(Place())
        self.page = EnrolPage(second_ms=5)
        press = Press(paper.card, paper.agreement, self.out, lambda: ((), "en"))
        self.back: list[str | None] = []
        self.errands = Errands(
            self.page,
            self.run,
            press,
            lambda: self.customer,
            lambda: self.back.append(self.customer),
        )
        connect_errands(self.page, self.errands)
        page = self.page
        self.window.add_page(PageId.MEMBERS, page, page.perform, page.key_words)
        page.offered.connect(partial(self.window.offer, PageId.MEMBERS))
        self.window.offer(PageId.MEMBERS, page.offered_actions())

    def out(self, name: str, content: bytes, then: Callable[[Paper | Refusal], None]) -> None:
        self.printed.append((name, content))
        then(self.answers.pop(0))

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = ALT ^ ALT) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)


@pytest.fixture
def at(look: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk()
    qtbot.addWidget(made.window)
    made.window.resize(1366, 768)
    with qtbot.waitExposed(made.window):
        made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    made.window.take_commands()
    made.errands.look()
    made.run.answer(enrolment.whom, WHOM)
    yield made
    made.window.close()


def test_one_key_prints_a_card_and_says_whose_number_it_is(at: Desk) -> None:
    at.press(Qt.Key.Key_P, ALT)
    at.press(Qt.Key.Key_P, ALT)
    at.run.answer(temporary_cards.card, CARD)
    ((name, content),) = at.printed
    assert ("guitai-card.pdf", b"%PDF") == (name, content[:4])
    told = part_of(at.page, Text, "enrol.errands.told").text()
    assert "HP" in told
    assert "until HQ issues" in told
    at.press(Qt.Key.Key_Escape)
    assert None is at.errands.state.paper


def test_the_agreement_is_read_before_it_is_signed_and_taken_back_in_ten_seconds(
    at: Desk, qtbot: QtBot
) -> None:
    at.answers.append(Paper(path="/exports/a.pdf"))
    at.press(Qt.Key.Key_S, ALT)
    assert part_of(at.page, Text, "enrol.agreement.0").isVisible()
    at.press(Qt.Key.Key_Escape)
    assert [] == at.run.waiting(signups.sign_up)
    at.press(Qt.Key.Key_S, ALT)
    at.press(Qt.Key.Key_Return)
    assert {"customer_id": "c-9"} == at.run.answer(signups.sign_up, SIGNED)
    assert 1 == len(at.printed)
    at.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert {"signed": SIGNED} == at.run.answer(signups.undo, None)
    at.errands.ask_sign_up()
    at.errands.sign_up()
    at.run.answer(signups.sign_up, SIGNED)
    qtbot.waitUntil(lambda: at.errands.state.signed is None)


def test_what_cannot_be_done_is_said_and_the_next_key_works(at: Desk) -> None:
    at.answers[:] = [Refusal("PRINT_FAILED", {"printer": "HP"})]
    at.press(Qt.Key.Key_P, ALT)
    at.run.answer(temporary_cards.card, CARD)
    refusal = at.errands.state.refusal
    assert ("PRINT_FAILED", False) == (refusal.code if refusal else "", at.errands.state.is_busy)
    at.press(Qt.Key.Key_S, ALT)
    at.press(Qt.Key.Key_Return)
    at.run.answer(signups.sign_up, Refusal("NOT_RESPONSIBLE"))
    assert Refusal("NOT_RESPONSIBLE") == at.errands.state.refusal
    assert not at.errands.state.asks


def test_errands_are_of_whoever_is_there_now(at: Desk) -> None:
    at.customer = "c-2"
    at.errands.look()
    assert None is at.errands.state.whom
    at.press(Qt.Key.Key_P, ALT)
    assert [] == at.run.waiting(temporary_cards.card)
    at.customer = None
    at.run.answer(enrolment.whom, Whom("c-2", "李*"))
    assert None is at.errands.state.whom, "an answer that comes late is nobody's"


def test_from_the_card_the_form_comes_at_once_and_esc_leads_back_to_it(at: Desk) -> None:
    at.customer = "c-2"
    at.errands.hand_out_to("c-2")
    at.errands.look()  # As the page does when it is opened.
    assert [] == at.run.waiting(self_fill.hand_out), "first it is read who that is"
    assert {"customer_id": "c-2"} == at.run.answer(enrolment.whom, Whom("c-2", "李*"))
    assert "c-2" == at.run.answer(self_fill.hand_out, HANDED)["customer_id"]
    assert at.page.hand_out.isVisible()
    at.errands.hand_out_to("c-2")
    assert [] == at.run.waiting(self_fill.hand_out), "it is the same code"
    at.press(Qt.Key.Key_Escape)
    assert (None, ["c-2"]) == (at.errands.state.handed, at.back)
    at.press(Qt.Key.Key_Q, ALT)
    at.run.answer(self_fill.hand_out, HANDED)
    at.press(Qt.Key.Key_Escape)
    assert ["c-2"] == at.back, "what was asked for here is left here"


def test_a_form_that_was_asked_for_one_customer_is_never_shown_to_another(at: Desk) -> None:
    at.customer = "c-2"
    at.errands.hand_out_to("c-2")
    at.customer = "c-3"
    at.run.answer(enrolment.whom, Whom("c-2", "李*"))
    at.run.answer(enrolment.whom, Whom("c-3", "赵*"))
    assert [] == at.run.waiting(self_fill.hand_out)
    at.errands.hand_out_to("c-3")
    at.customer = "c-4"
    at.errands.look()
    at.run.answer(enrolment.whom, Whom("c-4", "钱*"))
    at.run.answer(self_fill.hand_out, HANDED)
    assert None is at.errands.state.handed
    at.errands.hand_out_to("c-5")
    assert [] == at.run.waiting(self_fill.hand_out)


def test_a_form_for_a_file_that_is_gone_is_refused_in_words(at: Desk) -> None:
    at.customer = "c-2"
    at.errands.hand_out_to("c-2")
    at.run.answer(enrolment.whom, None)
    assert Refusal("CUSTOMER_NOT_HERE") == at.errands.state.refusal


def test_every_state_is_shown(at: Desk) -> None:
    for state, errand in states.errands().values():
        at.page.show_state(state)
        at.page.show_errands(errand)
        assert not at.page.grab().isNull()
