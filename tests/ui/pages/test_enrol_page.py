"""A new file under a person's hands: keys alone, nothing lost, and whom it may be already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from terminal.domain.consent import Purpose
from terminal.domain.enrolment import Draft
from terminal.domain.problems import FieldProblem, Refusal
from terminal.services import enrolment
from terminal.services.enrolment import Enrolled, Whom
from tests.fakes.pages_in_window import part_of
from tests.fakes.scripted_runner import ScriptedRunner
from ui import i18n
from ui.enrol import states
from ui.enrol.errands import ErrandState
from ui.enrol.presenter import EnrolNews, EnrolPresenter
from ui.enrol.state import EnrolState
from ui.enrol.view import EnrolPage
from ui.frame.bottom_bar import BottomBar, Place
from ui.main_window import MainWindow
from ui.members.plug import connect
from ui.shortcuts import Action, PageId
from ui.widgets.button import Button
from ui.widgets.text import Text

ALT = Qt.KeyboardModifier.AltModifier
PLAIN = ALT ^ ALT
PHONE = "15400006021"


class Desk:
    """The page in the real window, with its presenter; only the store is the test's own."""

    def __init__(self) -> None:
        self.run = ScriptedRunner()
        self.window = MainWindow(Place())
        self.page = EnrolPage(second_ms=5)
        self.opened: list[str] = []
        self.searched = ""
        self.customer: str | None = None
        news = EnrolNews(self.opened.append, lambda: self.searched, customer=lambda: self.customer)
        self.presenter = EnrolPresenter(self.page, self.run, news)
        connect(self.page, self.presenter)
        page = self.page
        self.window.add_page(PageId.MEMBERS, page, page.perform, page.key_words)
        self.page.offered.connect(partial(self.window.offer, PageId.MEMBERS))
        self.window.offer(PageId.MEMBERS, self.page.offered_actions())
        self.keys = 0

    def come(self) -> None:
        self.presenter.show(is_shown=True)
        self.window.take_commands()

    def press(self, *keys: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        for key in keys:
            self.keys += 1
            QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def type(self, text: str) -> None:
        for letter in text:
            self.keys += 1
            QTest.keyClicks(QApplication.focusWidget() or self.window, letter)

    @property
    def draft(self) -> Draft:
        return self.presenter.state.draft

    @property
    def focus(self) -> str:
        return (QApplication.focusWidget() or self.window).objectName()


@pytest.fixture
def at(look: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk()
    qtbot.addWidget(made.window)
    made.window.resize(1366, 768)
    with qtbot.waitExposed(made.window):
        made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    made.come()
    yield made
    made.window.close()


def done_of(draft: Draft) -> Enrolled:
    return Enrolled("c-9", "未留名", ("慢病用药",), ("k-1",), draft)


@pytest.mark.parametrize("beside", [None, "c-1"])
def test_what_was_saved_gives_way_to_whoever_is_served_next(at: Desk, beside: str | None) -> None:
    at.customer = beside
    at.type(PHONE)
    at.press(Qt.Key.Key_1, Qt.Key.Key_Return)
    at.run.answer(enrolment.enrol, done_of(at.draft))
    for same in (beside, "c-9"):
        at.presenter.show(is_shown=False)
        at.customer = same
        at.presenter.show(is_shown=True)
        assert at.presenter.state.done is not None, "nobody else was served"
    at.presenter.show(is_shown=False)
    at.customer = "c-2"
    at.presenter.show(is_shown=True)
    assert at.presenter.state.done is None


def test_phone_type_consent_and_enter_are_fourteen_keys(at: Desk) -> None:
    at.type(PHONE)
    assert "enrol.sheet" == at.focus, "with the last digit the answers follow"
    at.press(Qt.Key.Key_1)
    at.press(Qt.Key.Key_U, modifiers=ALT)
    at.press(Qt.Key.Key_Return)
    given = at.run.answer(enrolment.enrol, done_of(at.draft))
    wanted = Draft(phone=PHONE, kind="buys_chronic", words={Purpose.HEALTH_FILE: True})
    assert {"draft": wanted} == given
    assert 14 == at.keys
    assert part_of(at.page, Text, "enrol.done.who").isVisible()
    at.press(Qt.Key.Key_Return)
    assert ["c-9"] == at.opened


def test_what_found_nobody_on_the_counter_is_typed_already(at: Desk) -> None:
    at.presenter.show(is_shown=False)
    at.searched = "154 0000 6021"
    at.come()
    assert ("154 0000 6021", "enrol.sheet") == (at.draft.phone, at.focus)
    at.keys = 0
    at.press(Qt.Key.Key_6)
    at.press(Qt.Key.Key_M, modifiers=ALT)
    at.press(Qt.Key.Key_Return)
    given = at.run.answer(enrolment.enrol, done_of(at.draft))["draft"]
    assert (dict.fromkeys(given.words, False), 3) == (given.words, len(given.words))
    assert 3 == at.keys


def test_a_name_that_was_searched_for_stands_in_the_name(at: Desk) -> None:
    at.presenter.show(is_shown=False)
    at.searched = "王秀兰"
    at.come()
    assert ("", "王秀兰", "enrol.sheet.phone") == (at.draft.phone, at.draft.name, at.focus)


def test_another_customer_in_between_costs_the_first_one_nothing(at: Desk) -> None:
    at.type("1540000")
    at.presenter.show(is_shown=False)
    at.searched = "15400007788"
    at.come()
    assert "15400007788" == at.draft.phone
    at.press(Qt.Key.Key_R, modifiers=ALT)
    assert "1540000" == at.draft.phone
    at.press(Qt.Key.Key_R, modifiers=ALT)
    assert "15400007788" == at.draft.phone


def test_of_several_that_were_begun_none_is_lost_and_one_key_goes_round(at: Desk) -> None:
    numbers = ["15400007701", "15400007702", "15400007703"]
    for number in numbers:
        at.presenter.show(is_shown=False)
        at.searched = number
        at.come()
    seen = []
    for _ in numbers:
        seen.append(at.draft.phone)
        at.press(Qt.Key.Key_R, modifiers=ALT)
    assert numbers == sorted(seen)
    assert numbers[2] == at.draft.phone


def test_what_was_answered_stays_when_the_same_number_is_looked_for_again(at: Desk) -> None:
    at.type(PHONE)
    at.press(Qt.Key.Key_2)
    at.presenter.show(is_shown=False)
    at.searched = "154 0000 6021"
    at.come()
    assert (PHONE, "buys_acute", None) == (
        at.draft.phone,
        at.draft.kind,
        at.presenter.state.parked,
    )


def test_leaving_and_coming_back_finds_what_was_typed(at: Desk) -> None:
    at.type("154000")
    at.press(Qt.Key.Key_Escape)
    at.presenter.show(is_shown=False)
    at.come()
    assert "154000" == part_of(at.page, QLineEdit, "enrol.sheet.phone").text()


def test_templates_and_types_share_the_digits_and_consent_has_letters(at: Desk) -> None:
    at.type(PHONE)
    at.press(Qt.Key.Key_7, Qt.Key.Key_8, Qt.Key.Key_8, Qt.Key.Key_2)
    assert (frozenset({"pregnant"}), "buys_acute") == (at.draft.templates, at.draft.kind)
    assert "Pregnant" in part_of(at.page, Text, "enrol.side.ask").text()
    at.press(Qt.Key.Key_I, Qt.Key.Key_I, Qt.Key.Key_L, modifiers=ALT)
    assert {Purpose.MARKETING: False} == at.draft.words
    at.press(Qt.Key.Key_3, Qt.Key.Key_Backspace)
    assert ("buys_health", "enrol.sheet.phone") == (at.draft.kind, at.focus)


def test_who_mends_what_is_bought_says_nothing_about_the_data(at: Desk) -> None:
    at.type(PHONE)
    at.press(Qt.Key.Key_2, Qt.Key.Key_1, Qt.Key.Key_8)
    assert ("buys_chronic", {}) == (at.draft.kind, dict(at.draft.words))
    assert {"elder"} == set(at.draft.templates)
    shown = [one.text() for one in part_of(at.page, QWidget, "enrol.sheet").findChildren(Button)]
    keys = [text.split("\N{EN SPACE}")[-1].split(" Alt ")[-1] for text in shown]
    assert len(keys) == len(set(keys)), "no key says two things"


def test_a_letter_is_answered_from_a_field_too_and_types_nothing_there(at: Desk) -> None:
    at.press(Qt.Key.Key_U, modifiers=ALT)
    assert ("", {}) == (at.draft.phone, at.draft.words), "of nobody nothing is said"
    at.type("154000")
    at.press(Qt.Key.Key_J, modifiers=ALT)
    assert ("154000", {Purpose.HEALTH_FILE: False}) == (at.draft.phone, at.draft.words)


def save_and_bar(at: Desk) -> tuple[bool, str]:
    """Return whether the big button says Enter, and what the bottom bar says of it."""
    bar = part_of(at.window, BottomBar, "bottom_bar")
    said = [one for one in bar.findChildren(Text) if one.isVisible()]
    words = [one.text() for one in said if one.objectName() in _ENTER_WORDS]
    return "⏎" in part_of(at.page, Button, "enrol.sheet.save").text(), words[-1]


_ENTER_WORDS = ("bottom_bar.enter.word", "bottom_bar.go_on.word")


def test_the_enter_that_ends_a_number_goes_on_and_does_not_complain(at: Desk) -> None:
    at.type("1540000602")
    assert (False, "On to the answers") == save_and_bar(at)
    at.type("1")
    assert (False, "On to the answers") == save_and_bar(at)
    at.press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert ([], ()) == (at.run.waiting(enrolment.enrol), at.presenter.state.problems)
    assert "Next: 1–6 say what is bought." == words_of(at, "next")
    at.press(Qt.Key.Key_1)
    assert (True, "Save") == save_and_bar(at)
    at.press(Qt.Key.Key_Return)
    assert 1 == len(at.run.waiting(enrolment.enrol))


def test_the_enter_that_ends_a_number_that_was_mended_does_not_save_yet(at: Desk) -> None:
    at.type(PHONE)
    at.press(Qt.Key.Key_1, Qt.Key.Key_Backspace)
    at.press(Qt.Key.Key_End, Qt.Key.Key_Backspace)
    at.type("2")
    assert ("15400006022", "enrol.sheet", (False, "On to the answers")) == (
        at.draft.phone,
        at.focus,
        save_and_bar(at),
    )
    at.press(Qt.Key.Key_Return)
    assert ([], (True, "Save")) == (at.run.waiting(enrolment.enrol), save_and_bar(at))


def test_in_a_field_digits_are_text_and_enter_only_leaves_it(at: Desk) -> None:
    at.type(PHONE)
    at.press(Qt.Key.Key_Backtab, Qt.Key.Key_Backtab)
    at.press(Qt.Key.Key_Tab)
    assert "enrol.sheet.birth" == at.focus or at.focus.startswith("enrol.sheet")
    part_of(at.page, QLineEdit, "enrol.sheet.birth").setFocus()
    at.type("1958-1-3")
    at.press(Qt.Key.Key_Return)
    assert ("1958-1-3", "enrol.sheet") == (at.draft.birth, at.focus)
    assert [] == at.run.waiting(enrolment.enrol)


def test_only_the_answer_to_the_newest_question_is_shown(at: Desk) -> None:
    at.type("60")
    first, second = at.run.waiting(enrolment.likely)
    second.then((states.SAME,))
    first.then((states.FAMILY,))
    assert (states.SAME,) == at.presenter.state.likely


def test_one_key_opens_the_file_that_is_there_already(at: Desk) -> None:
    at.type("6021")
    at.run.waiting(enrolment.likely)[-1].then((states.SAME, states.FAMILY))
    who = part_of(at.page, Text, "enrol.side.1.who")
    assert who.isVisible()
    assert "王*兰" in who.text()
    at.press(Qt.Key.Key_2, modifiers=ALT)
    assert ["c-2"] == at.opened
    assert "6021" == at.draft.phone, "nothing of what was typed is lost"


def test_who_is_surely_on_file_is_enrolled_again_by_a_second_enter_only(at: Desk) -> None:
    at.type(PHONE)
    at.run.waiting(enrolment.likely)[-1].then((states.SAME,))
    at.press(Qt.Key.Key_1, Qt.Key.Key_Return)
    assert [] == at.run.waiting(enrolment.enrol)
    assert part_of(at.page, QLabel, "enrol.sheet.sure").isVisible()
    at.press(Qt.Key.Key_Return)
    assert 1 == len(at.run.waiting(enrolment.enrol))


def test_somebody_on_file_may_speak_for_a_child(at: Desk) -> None:
    at.type(PHONE)
    at.run.waiting(enrolment.likely)[-1].then((states.FAMILY,))
    assert not part_of(at.page, QLabel, "enrol.sheet.guardian").isVisible()
    at.press(Qt.Key.Key_9)
    at.press(Qt.Key.Key_4, modifiers=ALT)
    assert ("c-2", "王*") == (at.draft.guardian, at.draft.guardian_name)
    at.press(Qt.Key.Key_9)
    assert None is at.draft.guardian


def test_what_cannot_be_saved_is_said_where_it_is_and_typing_goes_on(at: Desk) -> None:
    at.type(PHONE)
    part_of(at.page, Button, "enrol.sheet.save").click()
    at.run.answer(enrolment.enrol, (FieldProblem("kind", "ENROL_KIND_MISSING"),))
    at.page.take_commands()
    assert part_of(at.page, QLabel, "enrol.sheet.kind.problem.text").isVisible()
    at.press(Qt.Key.Key_1)
    assert () == at.presenter.state.problems
    at.press(Qt.Key.Key_Return)
    at.run.answer(enrolment.enrol, Refusal("NOT_SIGNED_IN"))
    assert (PHONE, Refusal("NOT_SIGNED_IN")) == (at.draft.phone, at.presenter.state.refusal)


def test_a_second_enter_while_it_is_saved_begins_no_second_file(at: Desk) -> None:
    at.type(PHONE)
    at.press(Qt.Key.Key_1, Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert 1 == len(at.run.waiting(enrolment.enrol))


def test_undo_brings_back_what_was_typed_and_is_over_after_ten_seconds(
    at: Desk, qtbot: QtBot
) -> None:
    at.type(PHONE)
    at.press(Qt.Key.Key_1, Qt.Key.Key_Return)
    typed = at.draft
    at.run.answer(enrolment.enrol, done_of(typed))
    at.press(Qt.Key.Key_Z, modifiers=Qt.KeyboardModifier.ControlModifier)
    at.run.answer(enrolment.undo, None)
    assert typed == at.draft
    at.presenter.confirm()
    at.run.answer(enrolment.enrol, done_of(typed))
    qtbot.waitUntil(lambda: not at.presenter.state.is_fresh)
    at.press(Qt.Key.Key_Z, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert [] == at.run.waiting(enrolment.undo)
    at.press(Qt.Key.Key_N)
    assert (EnrolState().draft, None) == (at.draft, at.presenter.state.done)


def test_a_crash_frees_the_sheet_and_loses_nothing(at: Desk) -> None:
    at.type(PHONE)
    at.press(Qt.Key.Key_1, Qt.Key.Key_Return)
    at.presenter.on_crash("STORE_DISK_FULL")
    state = at.presenter.state
    assert (PHONE, False, "STORE_DISK_FULL") == (
        state.draft.phone,
        state.is_busy,
        state.refusal.code if state.refusal else "",
    )


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize(("width", "height"), [(940, 630), (1282, 630)])
def test_no_text_is_clipped_in_any_state(
    look: QApplication, qtbot: QtBot, language: str, width: int, height: int
) -> None:
    i18n.install(look, language)
    page = EnrolPage()
    qtbot.addWidget(page)
    page.resize(width, height)
    with qtbot.waitExposed(page):
        page.show()
    cut = {}
    for name, state in states.states().items():
        page.show_state(state)
        page.grab()
        if found := [one.objectName() for one in page.findChildren(Text) if _is_cut(one)]:
            cut[name] = found
    i18n.install(look, "en")
    assert {} == cut


def _is_cut(label: Text) -> bool:
    if not label.isVisible() or not label.text() or type(label) is not Text:
        return False
    if label.wordWrap():
        return label.height() < label.heightForWidth(label.width())
    return label.width() < label.sizeHint().width()


def words_of(at: Desk, part: str) -> str:
    found = part_of(at.page, Text, f"enrol.sheet.unfinished.{part}")
    return found.text() if found.isVisible() else ""


def test_an_unfinished_file_is_called_a_draft_with_what_it_lacks_and_what_comes_next(
    at: Desk,
) -> None:
    assert ("", "") == (words_of(at, "told"), words_of(at, "next"))
    at.type("154000")
    assert "Draft, not saved." in words_of(at, "told")
    assert "Still missing: what is bought." in words_of(at, "told")
    assert "Next: Enter goes on to the answers." == words_of(at, "next")
    at.press(Qt.Key.Key_Return)
    assert "Next: 1–6 say what is bought." == words_of(at, "next")
    at.press(Qt.Key.Key_2)
    assert "Still missing" not in words_of(at, "told")
    assert "Nothing said, counts as no: Health file" in words_of(at, "told")
    assert "Next: Alt and a letter say yes or no; Enter saves." == words_of(at, "next")
    at.press(Qt.Key.Key_M, modifiers=ALT)
    assert ("Draft, not saved.", "Next: Enter saves.") == (
        words_of(at, "told"),
        words_of(at, "next"),
    )
    at.presenter.show(is_shown=False)
    at.come()
    assert "Draft, not saved." == words_of(at, "told"), "whoever comes back is told"


def test_escape_leaves_the_field_first_keeps_what_is_in_it_and_then_leads_home(
    at: Desk, qtbot: QtBot
) -> None:
    went: list[None] = []
    at.window.home_requested.connect(lambda: went.append(None))
    at.type("154000")
    at.press(Qt.Key.Key_Escape)
    assert ("enrol.sheet", "154000", []) == (at.focus, at.draft.phone, went)
    at.press(Qt.Key.Key_Escape)
    assert ("154000", [None]) == (at.draft.phone, went)


def test_escape_in_an_empty_phone_leads_home_at_once(at: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(at.window.home_requested):
        at.press(Qt.Key.Key_Escape)


def test_a_draft_is_put_aside_with_one_key_and_brought_back_with_another(at: Desk) -> None:
    at.type(PHONE)
    at.press(Qt.Key.Key_1, Qt.Key.Key_0)
    assert ("", None, "enrol.sheet.phone") == (at.draft.phone, at.draft.kind, at.focus)
    at.type("1540000")
    at.press(Qt.Key.Key_Return, Qt.Key.Key_0)
    assert "1540000" == at.draft.phone, "a second one would push the first one out"
    at.press(Qt.Key.Key_R, modifiers=ALT)
    assert (PHONE, "buys_chronic") == (at.draft.phone, at.draft.kind)


def test_digits_without_a_phone_are_the_phones_and_no_answers(at: Desk) -> None:
    at.press(Qt.Key.Key_Escape)
    at.page.sheet.setFocus()
    at.type("154")
    assert ("154", None, {}) == (at.draft.phone, at.draft.kind, dict(at.draft.words))
    assert "enrol.sheet.phone" == at.focus


def test_a_phone_that_was_read_begins_a_file_and_puts_another_aside(at: Desk) -> None:
    at.type("15400006022")
    at.press(Qt.Key.Key_1)
    assert at.presenter.take_phone(PHONE)
    assert (PHONE, None) == (at.draft.phone, at.draft.kind)
    parked = at.presenter.state.parked
    assert parked is not None
    assert ("15400006022", "buys_chronic") == (parked.phone, parked.kind)
    at.press(Qt.Key.Key_2)
    assert "buys_acute" == at.draft.kind
    at.press(Qt.Key.Key_Return)
    assert not at.presenter.take_phone("15400006023"), "while one is being saved"


def test_who_has_the_very_number_is_told_so_and_not_estimated(at: Desk) -> None:
    at.page.show_state(states.states()["sure"])
    told = [part_of(at.page, Text, f"enrol.side.{n}.why").text() for n in (1, 2, 3)]
    assert "the phone number is the same · same name" == told[0]
    assert "the phone number is the same · another name" == told[1]
    assert told[2].endswith("35 of 100"), "an end alone is no more than likely"


def test_what_was_saved_names_the_phones_end_and_the_member_number(at: Desk) -> None:
    saved, errand = states.errands()["card"]
    at.page.show_state(saved)
    about = part_of(at.page, Text, "enrol.done.about")
    assert "phone …6021 · no member number yet" == about.text()
    at.page.show_errands(errand)
    assert "phone …6021 · card 9900 1800 0007" == about.text()
    at.page.show_errands(replace(errand, whom=Whom("c-1", "王*兰")))
    assert "phone …6021 · no member number yet" == about.text(), "of somebody else's card"


def test_beside_a_new_customer_who_is_typed_nothing_is_offered_for_the_one_whose_card_is_open(
    at: Desk,
) -> None:
    at.page.show_errands(ErrandState(whom=Whom("c-1", "未留名", "6021")))
    errands = part_of(at.page, QWidget, "enrol.errands")
    assert "未留名 · phone …6021" in [one.text() for one in errands.findChildren(Text)]
    at.type("154")
    assert not errands.isVisible()
    assert Action.SIGN_UP not in at.page.offered_actions()
    at.presenter.begin_anew()
    at.press(*[Qt.Key.Key_Backspace] * 3)
    assert errands.isVisible()
    assert Action.SIGN_UP in at.page.offered_actions()


def test_the_button_shows_enter_only_where_enter_saves(at: Desk) -> None:
    save, bar = at.page.sheet.save, part_of(at.window, BottomBar, "bottom_bar")
    enter = part_of(bar, QWidget, "bottom_bar.enter")
    for field in (at.page.sheet.phone, at.page.sheet.name):
        at.page.show_state(replace(EnrolState(), draft=Draft(phone=PHONE, kind="buys_chronic")))
        field.setFocus()
        assert ("", "⏎ On to the answers") == (save.accessibleDescription(), enter.accessibleName())
        at.press(Qt.Key.Key_Return)
        assert ("enrol.sheet", "⏎") == (at.focus, save.accessibleDescription())
        assert "Save" == at.page.key_words()[Action.GO_ON]
