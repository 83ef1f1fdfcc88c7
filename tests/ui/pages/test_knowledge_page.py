"""The knowledge page under a person's hands: keys, lists, and what is said when nothing is
known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
import zxingcpp
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from terminal.domain.knowledge import Learned
from terminal.domain.problems import FieldProblem, Refusal
from terminal.services import knowledge, leaflets
from terminal.services.leaflets import Leaflet
from tests.fakes.pages_in_window import ZONE, part_of
from tests.fakes.scripted_runner import ScriptedRunner
from ui.followups.states import NOW
from ui.frame.bottom_bar import Place
from ui.knowledge import paper
from ui.knowledge.plug import connect
from ui.knowledge.presenter import KnowledgePresenter, Press
from ui.knowledge.state import Tab, Way
from ui.knowledge.states import ABOUT, CARDS, CLEAR, GLUCOSAMINE, POMELO, STATIN, desk, states
from ui.knowledge.view import KnowledgePage
from ui.main_window import MainWindow
from ui.printing.layout import Matrix, Sheet, Words
from ui.printing.out import Paper
from ui.shortcuts import PageId
from ui.widgets.button import Button
from ui.widgets.held_line import HeldLine
from ui.widgets.notice import Notice
from ui.widgets.text import Text

ALT = Qt.KeyboardModifier.AltModifier


class Desk:
    """The page in the real window, with its presenter; only the store is the test's own."""

    def __init__(self) -> None:
        self.run = ScriptedRunner()
        self.window = MainWindow(Place())
        self.page = KnowledgePage(zone=ZONE)
        self.customer: str | None = ABOUT.customer
        self.printed: list[tuple[str, bytes]] = []
        self.answers: list[Paper | Refusal] = [Paper("HP")]
        self.presenter = KnowledgePresenter(
            self.page,
            self.run,
            customer=lambda: self.customer,
            press=Press(paper.sheets, paper.code, self.out),
        )
        connect(self.page, self.presenter)
        page = self.page
        self.window.add_page(PageId.KNOWLEDGE, page, page.perform, page.key_words)
        self.page.offered.connect(partial(self.window.offer, PageId.KNOWLEDGE))
        self.window.offer(PageId.KNOWLEDGE, self.page.offered_actions())

    def out(self, name: str, content: bytes, then: Callable[[Paper | Refusal], None]) -> None:
        self.printed.append((name, content))
        then(self.answers.pop(0))

    def open(self) -> None:
        self.presenter.show(is_shown=True)
        self.run.answer(knowledge.desk, desk())
        self.window.take_commands()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = ALT ^ ALT) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def type(self, text: str) -> None:
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        field.insert(text)  # As an input method commits it: it types no keys.

    def held(self) -> str:
        return part_of(self.page, Text, "knowledge.held.said").accessibleName()

    def text(self, name: str) -> str:
        return part_of(self.page, Text, f"knowledge.detail.{name}").text()


@pytest.fixture
def at(look: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk()
    qtbot.addWidget(made.window)
    made.window.resize(1366, 768)
    with qtbot.waitExposed(made.window):
        made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    made.open()
    yield made
    made.window.close()


def test_whoever_comes_can_type_at_once_and_reads_the_best_answer(at: Desk) -> None:
    at.type("柚子")
    assert POMELO.question["zh_CN"] == at.text("title")
    assert POMELO.citation in at.text("source")
    at.press(Qt.Key.Key_Return)
    assert at.page.table.hasFocus()


def test_what_speaks_against_this_file_stands_above_the_answer(at: Desk) -> None:
    at.type("海鲜")
    assert GLUCOSAMINE.id == at.presenter.state.selected
    assert "王*兰" in at.text("against")
    assert part_of(at.page, Text, "knowledge.detail.against").isVisible()
    at.presenter.type("柚子")
    assert not part_of(at.page, Text, "knowledge.detail.against").isVisible()


def test_what_was_looked_for_in_the_file_and_not_found_is_said(at: Desk) -> None:
    at.page.show_state(states()["looked_for"])
    said = at.text("compared")
    assert said.startswith(f"Looked for in the file of {ABOUT.masked_name} and not found: 海鲜")
    assert "Kidney disease" in said

    at.page.show_state(states()["full"])  # An answer that warns of nothing in particular.
    assert at.text("compared").startswith("This answer names nothing to hold against a file")
    also = (
        "They also have at home: 苯磺酸氨氯地平片 · 阿卡波糖片."  # Metformin is what it is about.
    )
    assert at.text("compared").endswith(also)
    at.page.show_state(states()["against"])
    assert "" == at.text("compared")


def test_somebody_elses_question_is_held_against_nobodys_file(at: Desk) -> None:
    at.type("柚子")  # Alt and a letter count while a field is typed into.
    assert f"Held against {ABOUT.masked_name}" == at.held()
    at.press(Qt.Key.Key_X, ALT)
    at.run.answer(knowledge.desk, desk(None))
    assert ("Held against nobody", "") == (at.held(), at.text("compared"))
    assert "柚子" == at.page.look.text()

    at.press(Qt.Key.Key_X, ALT)
    assert ABOUT.customer == at.run.waiting(knowledge.desk)[0].given["customer_id"]
    at.run.answer(knowledge.desk, desk())
    assert f"Held against {ABOUT.masked_name}" == at.held()


def test_the_next_card_counts_again_after_somebody_else_asked(at: Desk) -> None:
    at.press(Qt.Key.Key_X, ALT)
    assert at.run.answer(knowledge.desk, desk(None))["customer_id"] is None
    at.customer = "c-2"
    at.presenter.refresh()

    next_one = desk(replace(CLEAR, customer="c-2"))
    assert "c-2" == at.run.answer(knowledge.desk, next_one)["customer_id"]
    assert not at.presenter.state.is_apart


def test_where_nothing_is_reviewed_the_question_goes_to_hq_linked_to_the_customer(
    at: Desk,
) -> None:
    at.type("胰岛素怎么保存")
    assert "No reviewed answer" == at.text("title")
    at.press(Qt.Key.Key_Return)
    at.press(Qt.Key.Key_A)
    assert "胰岛素怎么保存" == at.presenter.state.asking
    at.press(Qt.Key.Key_Return)
    at.press(Qt.Key.Key_Return)
    (work,) = at.run.waiting(knowledge.ask)
    assert {"text": "胰岛素怎么保存", "customer_id": ABOUT.customer} == work.given
    at.run.answer(knowledge.ask, "q-9")
    assert None is at.presenter.state.asking
    assert part_of(at.page, Notice, "knowledge.notice").isVisible()
    at.press(Qt.Key.Key_Escape)
    assert not at.presenter.state.has_asked


def test_the_way_to_hq_is_a_key_that_counts_in_the_field(at: Desk) -> None:
    at.type("胰岛素怎么保存")
    ask = part_of(at.page, Button, "knowledge.detail.ask")
    assert "Ask HQ Alt A" == ask.text().replace("  ", " ")
    at.press(Qt.Key.Key_A, ALT)
    assert "胰岛素怎么保存" == at.presenter.state.asking


def test_a_question_that_cannot_be_sent_stays_and_says_why(at: Desk) -> None:
    at.presenter.begin_question()
    at.type("x")
    at.press(Qt.Key.Key_Return)
    at.run.answer(knowledge.ask, [FieldProblem("text", "NOTE_TOO_LONG", {"limit": "500"})])
    assert "x" == at.presenter.state.asking
    assert at.presenter.state.problem is not None
    at.press(Qt.Key.Key_Return)
    at.run.answer(knowledge.ask, Refusal("NOT_SIGNED_IN"))
    assert Refusal("NOT_SIGNED_IN") == at.presenter.state.refusal
    assert "x" == at.presenter.state.asking


def test_lists_are_chosen_with_alt_and_a_card_is_learned_once(at: Desk) -> None:
    at.press(Qt.Key.Key_Return)
    at.press(Qt.Key.Key_2, ALT)
    assert Tab.QUESTIONS is at.presenter.state.tab
    at.press(Qt.Key.Key_3, ALT)
    assert (CARDS[0].id, False) == (at.presenter.state.selected, at.presenter.state.can_learn)
    for _ in range(3):
        at.press(Qt.Key.Key_Plus)
    at.press(Qt.Key.Key_Return)
    at.press(Qt.Key.Key_L)
    at.press(Qt.Key.Key_L)
    (work,) = at.run.waiting(knowledge.learn)
    assert {"card_id": CARDS[3].id, "is_known": True} == work.given
    assert "3 of 5" in part_of(at.page, Text, "knowledge.learned").text()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_card_asks_first_and_a_key_shows_the_answer(at: Desk, key: Qt.Key) -> None:
    at.press(Qt.Key.Key_3, ALT)
    at.presenter.choose(CARDS[3].id)
    answer = part_of(at.page, Text, "knowledge.detail.answer")
    assert "Think of it first" in answer.text()
    assert not part_of(at.page, Text, "knowledge.detail.source").isVisible()
    at.press(Qt.Key.Key_L)
    at.press(Qt.Key.Key_N)
    assert [] == at.run.waiting(knowledge.learn), "nobody knows what was not seen"
    at.press(key)
    assert CARDS[3].answer["zh_CN"] == answer.text()
    at.press(Qt.Key.Key_Plus)
    at.press(Qt.Key.Key_Minus)
    assert "Think of it first" in answer.text(), "it asks again when one comes back"


def test_whoever_comes_back_from_the_cards_can_type_a_question_at_once(at: Desk) -> None:
    at.press(Qt.Key.Key_3, ALT)
    assert not at.page.look.hasFocus()
    at.window.setFocus(Qt.FocusReason.OtherFocusReason)
    at.page.setFocus(Qt.FocusReason.OtherFocusReason)
    assert at.page.look.hasFocus()


def test_whoever_comes_back_finds_the_answers_first_whatever_was_learned(at: Desk) -> None:
    at.presenter.choose_tab(Tab.CARDS)
    at.presenter.show(is_shown=False)
    at.presenter.show(is_shown=True)
    assert (Tab.ANSWERS, True) == (at.presenter.state.tab, at.presenter.state.can_hand_out)


def test_known_or_not_yet_is_one_key_and_the_next_card_asks(at: Desk) -> None:
    at.press(Qt.Key.Key_3, ALT)
    at.presenter.choose(CARDS[3].id)
    at.press(Qt.Key.Key_Space)
    at.press(Qt.Key.Key_N)
    missed = Learned("l-4", "staff-1", CARDS[3].id, NOW, 0)
    given = at.run.answer(knowledge.learn, missed)
    assert {"card_id": CARDS[3].id, "is_known": False} == given
    assert (CARDS[4].id, True) == (at.presenter.state.selected, at.presenter.state.hides_answer)
    at.press(Qt.Key.Key_Space)
    at.press(Qt.Key.Key_L)
    at.run.answer(knowledge.learn, Learned("l-5", "staff-1", CARDS[4].id, NOW, 100))
    assert CARDS[3].id == at.presenter.state.selected, "what was not known comes again"
    said = part_of(at.page, Text, "knowledge.detail.state")
    assert "Not known yet when it was asked today." == said.text()


def test_a_card_that_was_learned_is_asked_again_but_counts_no_second_time(at: Desk) -> None:
    at.press(Qt.Key.Key_3, ALT)
    at.press(Qt.Key.Key_Space)
    assert CARDS[0].answer["zh_CN"] == part_of(at.page, Text, "knowledge.detail.answer").text()
    at.press(Qt.Key.Key_L)
    at.press(Qt.Key.Key_N)
    assert [] == at.run.waiting(knowledge.learn)


def words_on(sheet: Sheet) -> str:
    return "\n".join(mark.text for mark in sheet.marks if isinstance(mark, Words))


def told(at: Desk) -> str:
    return part_of(at.page, Text, "knowledge.leaflet.told").text()


def test_one_key_prints_the_answer_with_who_stands_for_it(at: Desk) -> None:
    at.type("柚子")
    at.press(Qt.Key.Key_P, ALT)
    at.press(Qt.Key.Key_P, ALT)
    (work,) = at.run.waiting(leaflets.leaflet)
    assert {"article_id": POMELO.id} == work.given
    at.run.answer(leaflets.leaflet, Leaflet(POMELO, "示例店"))
    ((name, content),) = at.printed
    assert ("guitai-leaflet.pdf", b"%PDF") == (name, content[:4])
    assert "Printed on HP." == told(at)
    out = at.presenter.state.hand_out
    assert out is not None
    assert out.sheet is not None
    said = words_on(out.sheet)
    for part in ("示例店", POMELO.answer["zh_CN"], POMELO.citation, POMELO.reviewer, "2026-08-12"):
        assert part in said
    assert ABOUT.masked_name not in said
    at.press(Qt.Key.Key_Escape)
    assert (None, "柚子") == (at.presenter.state.hand_out, at.page.look.text())


def test_a_printer_that_refuses_is_said(at: Desk) -> None:
    at.answers = [Refusal("PRINT_FAILED", {"printer": "HP"})]
    at.type("柚子")
    at.press(Qt.Key.Key_P, ALT)
    at.run.answer(leaflets.leaflet, Leaflet(POMELO, ""))
    assert "PRINT_FAILED" == getattr(at.presenter.state.refusal, "code", None)
    assert (None, False) == (at.presenter.state.hand_out, at.presenter.state.is_busy)


def test_what_the_open_file_speaks_against_is_said_before_anything_leaves(at: Desk) -> None:
    at.type("海鲜")
    at.press(Qt.Key.Key_P, ALT)
    assert [] == at.run.waiting(leaflets.leaflet)
    assert "王*兰" in part_of(at.page, Text, "knowledge.leaflet.against").text()
    at.press(Qt.Key.Key_Escape)
    assert None is at.presenter.state.hand_out

    at.press(Qt.Key.Key_P, ALT)
    at.press(Qt.Key.Key_Return)
    at.run.answer(leaflets.leaflet, Leaflet(GLUCOSAMINE, ""))
    assert 1 == len(at.printed)
    assert "Not with: 海鲜 · Kidney disease." in words_on(paper.sheets(Leaflet(GLUCOSAMINE, ""))[0])


def test_a_phone_reads_the_answer_off_the_screen(at: Desk) -> None:
    at.type("柚子")
    at.press(Qt.Key.Key_Q, ALT)
    at.run.answer(leaflets.leaflet, Leaflet(POMELO, "示例店"))
    out = at.presenter.state.hand_out
    assert out is not None
    assert (Way.CODE, []) == (out.way, at.printed)
    assert out.sheet is not None
    (mark,) = out.sheet.marks
    assert isinstance(mark, Matrix)
    assert POMELO.answer["zh_CN"] in read_code(mark)


def read_code(mark: Matrix) -> str:
    dots = np.array([[255 * (bit == "0") for bit in row] for row in mark.rows], dtype=np.uint8)
    picture = np.pad(np.kron(dots, np.ones((4, 4), dtype=np.uint8)), 16, constant_values=255)
    (found,) = zxingcpp.read_barcodes(picture)
    return str(found.text)


def test_a_text_that_no_phone_would_read_is_no_code_and_says_how_much_would_be(at: Desk) -> None:
    at.type("柚子")
    at.press(Qt.Key.Key_Q, ALT)
    long = replace(POMELO, answer={"zh_CN": "多喝水。" * 200})
    at.run.answer(leaflets.leaflet, Leaflet(long, ""))
    refusal = at.presenter.state.refusal
    assert refusal is not None
    assert "LEAFLET_TOO_LONG" == refusal.code
    assert 250 < int(refusal.facts["most"]) < 300 < int(refusal.facts["length"])
    assert None is at.presenter.state.hand_out


def test_a_long_answer_takes_another_page_and_none_of_it_is_cut(look: QApplication) -> None:
    answer = "\n".join(f"{number}. " + "少油少盐，定时定量。" * 40 for number in range(12))
    pages = paper.sheets(Leaflet(replace(POMELO, answer={"zh_CN": answer}), "示例店"))
    assert 2 <= len(pages)
    assert all(f"Page {n} of {len(pages)}" in words_on(page) for n, page in enumerate(pages, 1))
    assert answer.splitlines()[11] in words_on(pages[-1])
    for page in pages:
        bottoms = [one.box.y + one.box.height for one in page.marks if isinstance(one, Words)]
        assert max(bottoms) < page.height - 10


def test_an_answer_that_was_asked_for_and_left_is_not_printed(at: Desk) -> None:
    at.type("柚子")
    at.press(Qt.Key.Key_P, ALT)
    at.presenter.type("海鲜")
    at.run.answer(leaflets.leaflet, Leaflet(POMELO, ""))
    assert ([], False) == (at.printed, at.presenter.state.is_busy)


def test_what_a_rule_calls_for_stands_first_for_the_next_card(at: Desk) -> None:
    at.type("柚子")
    at.presenter.show(is_shown=False)
    at.customer = "c-2"
    at.presenter.show(is_shown=True)
    clear = replace(CLEAR, customer="c-2")
    called = replace(desk(clear), called_for=frozenset({GLUCOSAMINE.id}))
    at.run.answer(knowledge.desk, called)
    assert ("", GLUCOSAMINE.id) == (at.presenter.state.text, at.presenter.state.hits[0].id)


def test_the_next_customers_page_begins_with_nothing_that_the_last_one_was_told(at: Desk) -> None:
    at.presenter.choose(POMELO.id)
    at.presenter.show(is_shown=False)
    at.customer = "c-2"
    at.presenter.show(is_shown=True)
    shown = at.text("title"), at.text("answer"), at.page.table.rows()
    assert ("", "", ()) == shown, "not even until it is read"
    assert not part_of(at.page, HeldLine, "knowledge.held").isVisible()

    other = replace(CLEAR, customer="c-2", masked_name="李*", conditions=frozenset({"gout"}))
    called = replace(desk(other), called_for=frozenset({STATIN.id}))
    at.run.answer(knowledge.desk, called)
    assert STATIN.id == at.presenter.state.selected
    assert ("Held against 李*", "") == (at.held(), at.page.look.text())


def test_what_was_read_with_no_card_open_does_not_stay_for_a_card_but_a_typed_question_does(
    at: Desk,
) -> None:
    at.customer = None
    at.presenter.show(is_shown=True)
    at.run.answer(knowledge.desk, desk(None))
    at.presenter.choose(STATIN.id)
    at.customer = ABOUT.customer
    at.presenter.show(is_shown=True)
    at.run.answer(knowledge.desk, desk())
    assert at.presenter.state.hits[0].id == at.presenter.state.selected

    at.customer = None
    at.presenter.show(is_shown=True)
    at.run.answer(knowledge.desk, desk(None))
    at.presenter.type("柚子")
    at.customer = ABOUT.customer
    at.presenter.show(is_shown=True)
    at.run.answer(knowledge.desk, desk())
    assert ("柚子", POMELO.id) == (at.presenter.state.text, at.presenter.state.selected)


def test_what_is_read_late_for_the_last_card_is_not_shown(at: Desk) -> None:
    at.presenter.refresh()
    at.customer = "c-2"
    at.presenter.show(is_shown=True)
    at.run.answer(knowledge.desk, desk())
    assert None is at.presenter.state.desk
    assert "c-2" == at.run.answer(knowledge.desk, desk(None))["customer_id"]
    assert "Held against nobody" == at.held()


def test_a_question_stays_with_the_customer_it_was_begun_for(at: Desk) -> None:
    at.presenter.begin_question()
    at.type("x")
    at.customer = "c-2"
    at.presenter.show(is_shown=True)
    at.run.answer(knowledge.desk, desk(replace(CLEAR, customer="c-2", masked_name="李*")))
    assert ABOUT.masked_name in part_of(at.page, Text, "knowledge.sheet.about").text()
    at.presenter.send_question()
    (work,) = at.run.waiting(knowledge.ask)
    assert {"text": "x", "customer_id": ABOUT.customer} == work.given


def test_a_crash_frees_the_page_and_loses_nothing(at: Desk) -> None:
    at.type("柚子")
    at.presenter.on_crash("STORE_DISK_FULL")
    assert ("柚子", Refusal("STORE_DISK_FULL")) == (
        at.presenter.state.text,
        at.presenter.state.refusal,
    )
