"""The page of questionnaires under a person's hands, on a real store: keys, drafts, saving."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from sync.protocol.cycle import DeviceState
from terminal.domain.consent import Purpose
from terminal.domain.observation import GLUCOSE_FASTING
from terminal.domain.problems import Refusal
from terminal.services import consents
from terminal.services.forms import SavedForm
from terminal.services.readings import Taken
from terminal.services.work import Work
from tests.fakes.pages_in_window import ZONE, part_of
from tests.integration.services.hq_desk import HqDesk
from tests.integration.services.shop import ops
from tests.unit.domain.forms.samples import bound, item, when
from ui.followups import words as task_words
from ui.followups.states import TODAY, reading
from ui.forms.plug import connect
from ui.forms.presenter import FormsNews, FormsPresenter
from ui.forms.state import Screen
from ui.forms.states import ITEMS, states
from ui.forms.view import FormsPage
from ui.frame.bottom_bar import Place
from ui.main_window import MainWindow
from ui.shortcuts import Action, PageId
from ui.widgets.button import Button
from ui.widgets.problem_label import ProblemLabel
from ui.widgets.text import Text

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
KEYS = {">": Qt.Key.Key_Return, "^": Qt.Key.Key_Up, "v": Qt.Key.Key_Down, "!": Qt.Key.Key_Escape}


class Desk:
    """The page in the real window on a real store; the card beside it is a blank."""

    def __init__(self, folder: Path) -> None:
        self.hq = HqDesk(folder)
        self.customer: str | None = "c-1"
        self.window = MainWindow(Place())
        self.page = FormsPage(zone=ZONE)
        leave = partial(self.window.open_page, PageId.COUNTER)
        news = FormsNews(lambda: self.customer, leave)
        self.presenter = FormsPresenter(self.page, self._run, news)
        connect(self.page, self.presenter)
        card = QWidget()
        card.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.window.add_page(PageId.COUNTER, card, lambda _: False)
        self.window.offer(PageId.COUNTER, frozenset({Action.OPEN_FORMS}))
        self.window.add_page(PageId.FORMS, self.page, self.page.perform, self.page.key_words)
        self.page.offered.connect(partial(self.window.offer, PageId.FORMS))
        shown = self.presenter.show
        self.window.page_shown.connect(lambda page: shown(is_shown=page is PageId.FORMS))

    def _run(self, work: Work[Any], then: Callable[[Any], None]) -> None:
        then(self.hq.till.run(work))

    def press(self, keys: str) -> None:
        """Press keys one by one, wherever the focus is; > is Enter, ^ and v move, ! is Esc."""
        for key in keys:
            focus = QApplication.focusWidget() or self.window
            if key in KEYS:
                QTest.keyClick(focus, KEYS[key])
            else:
                QTest.keyClicks(focus, key)

    def alt(self, digit: int) -> None:
        focus = QApplication.focusWidget() or self.window
        QTest.keyClick(focus, Qt.Key(Qt.Key.Key_0 + digit), ALT)

    def ctrl(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, CTRL)

    def type(self, text: str) -> None:
        """Put text into the field as an input method does."""
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        field.insert(text)
        field.textEdited.emit(field.text())

    def at(self) -> str:
        """Return the link id of the question somebody is at, empty at the end."""
        filled = self.presenter.state.filled
        assert filled is not None
        return filled.at.path[-1][0] if filled.at.path else ""

    def problem(self) -> str:
        return part_of(self.page, ProblemLabel, "forms.questions.editor.problem").text()

    def answers(self) -> list[Any]:
        """Return the items of the newest response that is queued."""
        found: list[Any] = ops(self.hq.till, "response")[-1]["fact"]["items"].get("item", [])
        return found


@pytest.fixture
def desk(look: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    qtbot.addWidget(made.window)
    made.window.resize(1366, 768)
    with qtbot.waitExposed(made.window):
        made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    made.window.take_commands()
    yield made
    made.window.close()
    made.hq.till.close()


def coded(*codes: str) -> list[dict[str, Any]]:
    return [{"valueCoding": {"code": one, "display": one}} for one in codes]


def test_a_form_is_filled_in_and_saved_by_keys_alone(desk: Desk) -> None:
    desk.hq.publish("form", "f-1", {"resource": json.dumps(_resource(ITEMS))})
    desk.press("Q")
    assert "diabetes" == desk.at()
    desk.press("1" + "20190602>" + "14>" + "2")
    assert "sugar" == desk.at()
    desk.type("7。9")
    desk.press(">" + "72.5>")
    desk.type("二甲双胍")
    desk.press(">" + "2>" + "1")
    assert "name" == desk.at()
    desk.type("阿卡波糖")
    desk.press(">" + "3>" + ">" + "2" + "1" + ">")
    assert "" == desk.at()
    desk.press(">")
    assert Screen.LIST is desk.presenter.state.screen
    by_link = {one["linkId"]: one for one in desk.answers() if one["linkId"] != "medicine"}
    names = [
        one["item"][0]["answer"][0]["valueString"]
        for one in desk.answers()
        if one["linkId"] == "medicine"
    ]
    assert ["二甲双胍", "阿卡波糖"] == names
    sugar, weight = by_link["readings"]["item"]
    assert {"valueDecimal": "7.9"} == sugar["answer"][0]
    assert ("72.5", "kg") == tuple(
        weight["answer"][0]["valueQuantity"][one] for one in ("value", "unit")
    )
    assert {"valueDate": "2019-06-02"} == by_link["history"]["item"][1]["answer"][0]
    assert {"valueString": "偏咸"} == by_link["diet"]["answer"][0]


def test_what_is_wrong_is_a_question_and_a_second_enter_goes_on(desk: Desk) -> None:
    limits = [bound("minValue", valueInteger=0), bound("maxValue", valueInteger=80)]
    desk.hq.form("f-1", item("years", "integer", extension=limits), item("note", "string"))
    desk.press("Q")
    desk.type("很久")
    desk.press(">")
    assert ("years", True) == (desk.at(), bool(desk.problem()))
    desk.press(">")
    assert "note" == desk.at()
    desk.ctrl(Qt.Key.Key_S)
    assert "years" == desk.at()
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert "很久" == field.text()
    field.clear()
    desk.type("８１")
    desk.press(">")
    assert "80" in desk.problem()
    desk.alt(2)
    assert ("note", []) == (desk.at(), ops(desk.hq.till))
    desk.press("v>")
    assert [{"linkId": "years", **ABSENT}] == desk.answers()


ABSENT = {
    "extension": [
        {
            "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
            "valueCode": "asked-unknown",
        }
    ]
}


def test_saved_answers_are_corrected_by_keys_alone_and_taken_back(desk: Desk) -> None:
    desk.hq.form("f-1", item("a", "boolean"), item("b", "string"))
    desk.press("Q1")
    desk.type("咸")
    desk.press(">>")
    deed = desk.presenter.state.deed
    assert deed is not None
    desk.presenter.expire(deed.saved.response)
    desk.hq.till.clock.advance(ms=60_000)
    desk.press("2")
    assert Screen.READ is desk.presenter.state.screen
    assert "Correct" == desk.page.key_words()[Action.DONE]
    desk.press(">")
    assert "corrects saved answers" in part_of(desk.page, Text, "forms.about.version").text()
    desk.press("!Q")
    assert 1 == len(ops(desk.hq.till, "response"))
    desk.press("2>")
    desk.press("2")
    desk.ctrl(Qt.Key.Key_S)
    assert [False, "咸"] == [next(iter(one["answer"][0].values())) for one in desk.answers()]
    facts = [one["fact"] for one in ops(desk.hq.till, "response")]
    assert (2, True) == (len(facts), "supersedes" in facts[1])
    desk.ctrl(Qt.Key.Key_Z)
    assert [True, "咸"] == [next(iter(one["answer"][0].values())) for one in desk.answers()]
    assert Action.SAVE in desk.page.offered_actions(), "what was typed is there to be saved again"


def test_esc_goes_to_the_card_and_the_draft_is_there_again_with_half_a_word(desk: Desk) -> None:
    desk.hq.form("f-1", item("a", "boolean"), item("b", "string"))
    desk.press("Q1")
    desk.type("半句")
    desk.press("!")
    assert PageId.COUNTER is desk.window.current_page()
    desk.press("Q")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert ("b", "半句") == (desk.at(), field.text())
    desk.press(">>")
    assert [True, "半句"] == [next(iter(one["answer"][0].values())) for one in desk.answers()]


def test_when_reading_locks_a_form_goes_from_the_screen_and_its_draft_is_kept(desk: Desk) -> None:
    desk.hq.form("f-1", item("a", "string"))
    desk.press("Q")
    desk.type("晨练")
    desk.hq.till.run(lambda uow: uow.sync.note_hub_state(DeviceState.DRAINING))
    desk.presenter.read_again()
    state = desk.presenter.state
    assert (Screen.LIST, None) == (state.screen, state.filled)
    desk.press("1")
    refused = desk.presenter.state.refusal
    assert refused is not None
    assert "READING_LOCKED" == refused.code
    desk.hq.till.run(lambda uow: uow.sync.note_hub_state(DeviceState.ACTIVE))
    desk.press("!1")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert "晨练" == field.text()


def test_another_customer_gets_no_draft_of_somebody_else(desk: Desk) -> None:
    desk.hq.form("f-1", item("a", "string"))
    desk.press("Q")
    desk.type("王")
    desk.press("!")
    desk.customer = "c-2"
    desk.press("Q")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert "" == field.text()


def test_undo_takes_the_answers_back_and_opens_them_again(desk: Desk) -> None:
    desk.hq.form("f-1", item("a", "string"))
    desk.press("Q")
    desk.type("晨练")
    desk.press(">>")
    desk.ctrl(Qt.Key.Key_Z)
    assert Screen.FILL is desk.presenter.state.screen
    assert ([], 2) == (desk.answers(), len(ops(desk.hq.till, "response")))
    filled = desk.presenter.state.filled
    assert filled is not None
    assert ("晨练",) == filled.lines[0].values


def test_what_is_read_does_not_move_while_questions_come_and_go_above(desk: Desk) -> None:
    many = [
        item(f"m{n}", "string", enableWhen=[when("last", "=", answerBoolean=True)])
        for n in range(30)
    ]
    first = [item(f"a{n}", "boolean") for n in range(12)]
    desk.hq.form("f-1", *first, *many, item("last", "boolean"), item("end", "string"))
    desk.press("Q" + "1" * 12)
    assert "last" == desk.at()
    editor = desk.page.questions.editor
    desk.press("1^")
    assert ("last", 44) == (desk.at(), _asked(desk))
    there = editor.y()
    desk.press("1")  # Not chosen any more: thirty questions above go.
    assert ("last", 13 + 1) == (desk.at(), _asked(desk))
    assert there == editor.y() > 0


def _asked(desk: Desk) -> int:
    filled = desk.presenter.state.filled
    assert filled is not None
    return filled.asked


def test_long_lists_take_numbers_of_two_digits(desk: Desk) -> None:
    codes = coded(*(f"c{n}" for n in range(1, 13)))
    desk.hq.form("f-1", item("a", "choice", answerOption=codes), item("b", "boolean"))
    desk.press("Q" + "1")
    assert "a" == desk.at()
    desk.press("2")
    assert "b" == desk.at()
    desk.press("^1>")
    assert "b" == desk.at()
    filled = desk.presenter.state.filled
    assert filled is not None
    assert ["c1"] == [getattr(one, "code", None) for one in filled.lines[0].values]


def test_several_answers_stay_until_enter_and_something_else_is_written(desk: Desk) -> None:
    options = [{"valueString": "清淡"}, {"valueString": "偏咸"}]
    desk.hq.form("f-1", item("a", "open-choice", repeats=True, answerOption=options))
    desk.press("Q12" + "1" + "0")
    desk.type("无辣不欢")
    desk.press(">")
    assert "a" == desk.at()
    desk.press(">>")
    (one,) = desk.answers()
    assert ["偏咸", "无辣不欢"] == [answer["valueString"] for answer in one["answer"]]


def test_a_list_of_forms_opens_by_digit_and_old_answers_are_read(desk: Desk) -> None:
    desk.hq.form("f-1", item("a", "boolean"))
    desk.hq.form("f-2", item("b", "boolean"))
    desk.press("Q")
    assert Screen.LIST is desk.presenter.state.screen
    desk.press("2")
    assert "b" == desk.at()
    desk.press("1>")
    desk.hq.form("f-2", item("c", "string"), version=2)
    assert ["f:f-1", "f:f-2"] == list(desk.presenter.state.rows[:2])
    desk.press("++>")
    state = desk.presenter.state
    assert Screen.READ is state.screen
    assert state.filled is not None
    assert (1, ["b"]) == (state.filled.form.version, [o.item.link_id for o in state.filled.lines])
    desk.press("!")
    assert Screen.LIST is desk.presenter.state.screen


def test_an_item_that_cannot_be_shown_is_named_and_the_rest_is_asked(desk: Desk) -> None:
    desk.hq.form("f-1", item("photo", "attachment"), item("a", "boolean"))
    desk.press("Q")
    assert "a" == desk.at()
    told = part_of(desk.page, Text, "forms.about.unshown.0").text()
    assert "Text of photo · type attachment" == told


def test_a_click_on_a_question_goes_there_and_a_button_answers_it(desk: Desk) -> None:
    desk.hq.form("f-1", item("a", "boolean"), item("b", "boolean"), item("c", "string"))
    desk.press("Q")
    questions = desk.page.questions
    below = questions.editor.geometry().bottomLeft()
    below.setY(below.y() + 30)
    QTest.mouseClick(questions.viewport(), Qt.MouseButton.LeftButton, NONE, below)
    assert "b" == desk.at()
    part_of(desk.page, Button, "forms.questions.editor.choices.1").click()
    assert "c" == desk.at()


def _resource(items: list[dict[str, Any]]) -> dict[str, Any]:
    return {"resourceType": "Questionnaire", "status": "active", "language": "zh", "item": items}


def test_a_reading_that_needs_a_doctor_brings_the_words_to_say(desk: Desk) -> None:
    high = reading(GLUCOSE_FASTING, 172)
    saved = states()["saved"]
    assert saved.deed is not None
    done = replace(saved.deed, saved=SavedForm("r-10", (Taken(high, TODAY),)))
    desk.page.show_state(replace(saved, deed=done))
    say = part_of(desk.page, Text, "forms.danger.say")
    assert task_words.advice(high) == say.text()
    assert say.isVisibleTo(desk.page)


def test_the_next_customers_list_has_the_keys_and_not_the_rail(desk: Desk) -> None:
    for name in ("f-1", "f-2"):
        desk.hq.publish("form", name, {"resource": json.dumps(_resource(ITEMS))})
    for customer in ("c-1", "c-2"):
        desk.customer = customer
        desk.press("Q")
        focus = QApplication.focusWidget()
        assert focus is not None
        assert desk.page.isAncestorOf(focus), focus.objectName()
        desk.press("v")
        assert PageId.FORMS is desk.window.current_page(), "an arrow moves in the list"
        assert "f:f-2" == desk.presenter.state.selected
        desk.press("!")


def say_health(desk: Desk, *, given: bool) -> None:
    desk.hq.till.clock.ms += 1_000
    words = {Purpose.HEALTH_FILE: given}
    work = partial(consents.say, customer_id="c-1", words=words, text_version="t")
    assert not isinstance(desk.hq.till.run(work), Refusal)


def field_text() -> str:
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    return field.text()


def test_a_draft_of_somebody_who_refused_since_opens_again_with_their_yes(desk: Desk) -> None:
    desk.hq.form("f-1", item("a", "string"))
    desk.press("Q")
    desk.type("晨练")
    desk.press("!")
    say_health(desk, given=False)
    desk.press("Q" + "1")
    assert Refusal("HEALTH_FILE_REFUSED") == desk.presenter.state.refusal
    assert part_of(desk.page, Text, "forms.about.refused").isVisible()
    desk.press("!" + "!")
    assert PageId.COUNTER is desk.window.current_page()
    say_health(desk, given=True)
    desk.press("Q")
    assert "晨练" == field_text()


def test_what_is_typed_when_they_refuse_waits_for_their_yes_and_is_not_kept(desk: Desk) -> None:
    desk.hq.form("f-1", item("a", "string"), item("b", "string"))
    desk.press("Q")
    say_health(desk, given=False)  # On another till: the form stands open here.
    desk.presenter.on_store_changed({"consent": frozenset({"c-1"})})
    assert part_of(desk.page, Text, "forms.about.refused").isVisible()
    desk.type("晨练")
    desk.press(">")
    assert Refusal("HEALTH_FILE_REFUSED") == desk.presenter.state.refusal
    for _ in range(4):  # The message, the field, the form: to the card.
        if desk.window.current_page() is PageId.FORMS:
            desk.press("!")
    assert PageId.COUNTER is desk.window.current_page()
    drafts = desk.hq.till.run(lambda uow: uow.form_drafts.of_customer("c-1"))
    assert [] == list(drafts), "nothing about their health is kept"
    say_health(desk, given=True)
    desk.press("Q")
    assert None is desk.presenter.state.refusal
    assert not part_of(desk.page, Text, "forms.about.refused").isVisible()
    desk.press("^" if desk.at() == "b" else "")
    assert ("a", "晨练") == (desk.at(), field_text())
    desk.ctrl(Qt.Key.Key_S)
    assert ["晨练"] == [one["answer"][0]["valueString"] for one in desk.answers()]
