"""The screens' reusable parts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card, empty
from ui.widgets.field import ChineseField, Field, FigureField, PlainField
from ui.widgets.icon import Icon
from ui.widgets.notice import Notice, NoticeAction, NoticeContent
from ui.widgets.problem_label import ProblemLabel
from ui.widgets.status_chip import StatusChip
from ui.widgets.table import Cell, Column, DataTable, Row
from ui.widgets.text import ElidedText, Text
from ui.widgets.undo_bar import UNDO_SECONDS, UndoBar

COLUMNS = (Column("药品", share=2), Column("上次购买"))


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.setObjectName("window")
    QVBoxLayout(made)
    made.resize(640, 480)
    qtbot.addWidget(made)
    return made


def add(window: QWidget, widget: QWidget) -> None:
    layout = window.layout()
    assert layout is not None
    layout.addWidget(widget)


def show(qtbot: QtBot, window: QWidget) -> None:
    window.show()
    qtbot.waitUntil(window.isActiveWindow)


def test_the_input_method_is_off_in_a_plain_field_and_on_in_a_chinese_one(window: QWidget) -> None:
    plain = PlainField(name="value", label="血糖", parent=window)
    chinese = ChineseField(name="note", label="备注", parent=window)
    asked = Qt.InputMethodQuery.ImEnabled
    assert not plain.inputMethodQuery(asked)
    assert not plain.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert chinese.inputMethodQuery(asked)


def test_a_plain_field_stays_off_after_qt_switches_the_attribute_back_on(window: QWidget) -> None:
    plain = PlainField(name="value", label="血糖", parent=window)
    plain.setReadOnly(True)
    plain.setReadOnly(False)  # Qt sets the attribute anew here.
    assert not plain.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)


def test_a_plain_field_answers_the_other_questions_of_an_input_method(window: QWidget) -> None:
    plain = PlainField(name="value", label="血糖", parent=window)
    plain.setText("6.8")
    assert "6.8" == plain.inputMethodQuery(Qt.InputMethodQuery.ImSurroundingText)
    assert 3 == plain.inputMethodQuery(Qt.InputMethodQuery.ImCursorPosition, None)


def test_a_field_has_a_name_for_those_who_cannot_see_its_hint(window: QWidget) -> None:
    field = PlainField(name="value", label="空腹血糖", parent=window)
    assert ("空腹血糖", "空腹血糖") == (field.accessibleName(), field.placeholderText())


def test_a_button_shows_its_key_and_keeps_it_out_of_its_spoken_name(window: QWidget) -> None:
    button = Button("未接通", name="no_answer", key="3", parent=window)
    assert ("未接通 3", "未接通", "3") == (
        button.text(),
        button.accessibleName(),
        button.accessibleDescription(),
    )


def test_an_ampersand_in_a_caption_claims_no_key(window: QWidget) -> None:
    assert "A && B" == Button("A & B", name="b", parent=window).text()


def test_enter_presses_the_button_that_has_the_focus(qtbot: QtBot, window: QWidget) -> None:
    button = Button("完成", name="done", kind=ButtonKind.PRIMARY, parent=window)
    add(window, button)
    show(qtbot, window)
    button.setFocus()
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, Qt.Key.Key_Return)


def test_text_from_outside_is_never_read_as_markup(window: QWidget) -> None:
    text = Text("<b>王</b>", name="t", parent=window)
    assert Qt.TextFormat.PlainText is text.textFormat()


def test_a_line_without_room_is_cut_and_its_whole_can_still_be_had(
    qtbot: QtBot, window: QWidget
) -> None:
    text = ElidedText("苯磺酸氨氯地平片 5 mg × 28", name="t", parent=window)
    text.setFixedWidth(80)
    show(qtbot, window)
    assert QLabel.text(text).endswith("…")
    assert text.whole() == text.toolTip() == text.accessibleName()
    text.setFixedWidth(400)
    assert text.whole() == QLabel.text(text)
    assert "" == text.toolTip()


def test_a_card_keeps_its_header_in_place_and_takes_all_height_for_its_body(
    qtbot: QtBot, window: QWidget
) -> None:
    card = Card("在用药", name="card", aside="可用天数", parent=window)
    card.body.addWidget(Text("行", name="row", parent=card))
    add(window, card)
    show(qtbot, window)
    assert card.header is not None
    assert card.header.y() <= 1
    card.set_aside("3 项")
    assert card.findChild(ElidedText, "card.header.aside") is not None
    empty(card.body)
    assert 0 == card.body.count()


def test_a_problem_shows_only_while_there_is_one(window: QWidget) -> None:
    problem = ProblemLabel(name="p", parent=window)
    assert problem.isHidden()
    problem.show_problem("数值应在 1.7 到 55.4 之间。")
    assert not problem.isHidden()
    assert "数值应在 1.7 到 55.4 之间。" == problem.text() == problem.accessibleName()
    problem.show_problem("")
    assert problem.isHidden()


def test_a_chip_shows_the_icon_in_place_of_its_light_when_somebody_has_to_act(
    window: QWidget,
) -> None:
    chip = StatusChip(name="chip", parent=window)
    dot, icon = chip.findChild(QLabel, "chip.dot"), chip.findChild(QLabel, "chip.icon")
    assert dot is not None
    assert icon is not None
    chip.show_status("2 条总部未接受", Tone.WARN, warn_icon=True)
    assert (True, False) == (dot.isHidden(), icon.isHidden())
    chip.show_status("已同步 10:32", Tone.OK)
    assert (False, True) == (dot.isHidden(), icon.isHidden())
    assert "已同步 10:32" == chip.text() == chip.accessibleName()


def test_a_notice_tells_which_way_on_was_chosen_and_goes_when_there_is_nothing_to_say(
    qtbot: QtBot, window: QWidget
) -> None:
    notice = Notice(name="notice", parent=window)
    assert notice.isHidden()
    actions = (NoticeAction("retry", "重试", "⏎"), NoticeAction("later", "稍后"))
    notice.show_content(
        NoticeContent("磁盘满了", "输入还在", "STORE_DISK_FULL", Tone.WARN, actions)
    )
    assert not notice.isHidden()
    assert "磁盘满了 输入还在 STORE_DISK_FULL" == notice.accessibleName()
    later = notice.findChild(Button, "notice.later")
    assert later is not None
    with qtbot.waitSignal(notice.action_requested) as chosen:
        later.click()
    assert ["later"] == chosen.args
    notice.show_content(None)
    assert notice.isHidden()


def test_undo_can_be_had_for_ten_seconds_and_not_longer(qtbot: QtBot, window: QWidget) -> None:
    bar = UndoBar(name="undo", second_ms=1, parent=window)
    undone: list[str] = []
    bar.undo_requested.connect(undone.append)
    with qtbot.waitSignal(bar.expired) as over:
        bar.offer("已记录", "outcome-1")
    bar.undo()
    assert ["outcome-1"] == over.args
    assert [] == undone
    assert bar.isHidden()
    assert 10 == UNDO_SECONDS


def test_undo_names_the_deed_it_is_for(window: QWidget) -> None:
    bar = UndoBar(name="undo", parent=window)
    undone: list[str] = []
    bar.undo_requested.connect(undone.append)
    bar.offer("一", "outcome-1")
    bar.offer("二", "outcome-2")
    bar.undo()
    bar.undo()
    assert ["outcome-2"] == undone


def test_an_undo_bar_that_is_withdrawn_says_nothing_more(window: QWidget) -> None:
    bar = UndoBar(name="undo", parent=window)
    heard: list[str] = []
    bar.undo_requested.connect(heard.append)
    bar.expired.connect(heard.append)
    bar.offer("一", "outcome-1")
    bar.withdraw()
    bar.undo()
    assert [] == heard
    assert bar.isHidden()


def test_an_undo_bar_of_somebody_who_left_says_so_and_its_seconds_go_on(
    qtbot: QtBot, window: QWidget
) -> None:
    bar = UndoBar(name="undo", second_ms=1, parent=window)
    with qtbot.waitSignal(bar.expired):
        bar.offer("已记录", "outcome-1")
        bar.show_past(True)
    whose = bar.findChild(Text, "undo.whose")
    assert whose is not None
    assert (False, "muted") == (whose.isHidden(), bar.property("tone"))
    assert f"{whose.text()} 已记录" == bar.accessibleName()
    bar.show_past(False)
    assert (True, "brand", "已记录") == (
        whose.isHidden(),
        bar.property("tone"),
        bar.accessibleName(),
    )


def test_an_icon_is_drawn_in_the_colour_of_its_tone(window: QWidget) -> None:
    icon = Icon("warn", name="icon", tone=Tone.WARN, parent=window)
    before = icon.pixmap().toImage()
    icon.set_tone(Tone.DANGER)
    assert before != icon.pixmap().toImage()


def table(window: QWidget, rows: int, *, fit: bool = False) -> DataTable:
    made = DataTable(COLUMNS, name="table", label="在用药", fit=fit, parent=window)
    made.set_rows(
        [
            Row(f"r{n}", (Cell(f"药 {n}"), Cell("10-12", Tone.WARN, strong=True)))
            for n in range(rows)
        ]
    )
    add(window, made)
    return made


def test_a_table_is_worked_by_keys(qtbot: QtBot, window: QWidget) -> None:
    made = table(window, 3)
    show(qtbot, window)
    made.setFocus()
    made.set_rows(made.rows(), selected="r0")
    with qtbot.waitSignal(made.row_selected) as selected:
        QTest.keyClick(made, Qt.Key.Key_Down)
    with qtbot.waitSignal(made.row_activated) as activated:
        QTest.keyClick(made, Qt.Key.Key_Return)
    assert (["r1"], ["r1"]) == (selected.args, activated.args)


def test_a_table_leaves_letters_and_digits_to_the_page(qtbot: QtBot, window: QWidget) -> None:
    made = table(window, 3)
    show(qtbot, window)
    made.set_rows(made.rows(), selected="r0")
    made.setFocus()
    QTest.keyClick(made, Qt.Key.Key_3)
    assert "r0" == made.current_id()


def test_showing_rows_selects_silently(qtbot: QtBot, window: QWidget) -> None:
    made = table(window, 3)
    heard: list[str] = []
    made.row_selected.connect(heard.append)
    made.set_rows(made.rows(), selected="r2")
    made.set_rows([Row("r9", (Cell("x"),))], selected="r9")
    assert [] == heard
    assert "r9" == made.current_id()
    made.set_rows([])
    assert made.current_id() is None


def test_a_fitting_table_is_as_high_as_its_rows(qtbot: QtBot, window: QWidget) -> None:
    made = table(window, 2, fit=True)
    lower = made.height()
    made.set_rows([*made.rows(), Row("r3", (Cell("x"),))])
    assert made.height() > lower
    show(qtbot, window)
    assert made.viewport().width() == made.columnWidth(0) + made.columnWidth(1)


def test_a_table_speaks_its_cells(window: QWidget) -> None:
    made = table(window, 1)
    index = made.model().index(0, 0)
    assert "药 0" == made.model().data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert "在用药" == made.accessibleName()


@pytest.mark.parametrize("kind", [ChineseField, PlainField])
def test_a_key_with_alt_is_no_text_and_alt_gr_is(kind: type[Field], qtbot: QtBot) -> None:
    field = kind(name="field", label="Field")
    qtbot.addWidget(field)
    alt = Qt.KeyboardModifier.AltModifier
    QTest.keyClick(field, Qt.Key.Key_2, alt)
    assert "" == field.text()
    QTest.keyClick(field, Qt.Key.Key_At, alt | Qt.KeyboardModifier.ControlModifier)
    assert "@" == field.text()


def typed(field: Field, keys: str) -> str:
    field.clear()
    for sign in keys:
        press(field, sign)
    return field.text()


def press(field: Field, sign: str) -> QKeyEvent:
    kind, plain = QEvent.Type.KeyPress, Qt.KeyboardModifier.NoModifier
    event = QKeyEvent(kind, Qt.Key.Key_unknown, plain, sign)
    field.keyPressEvent(event)
    return event


def test_a_letter_does_nothing_in_a_field_for_figures(window: QWidget) -> None:
    field = FigureField(name="value", label="血压", parent=window)
    assert ["", "128/82", "6。8", "６．８"] == [
        typed(field, keys) for keys in ("akbt", "12a8/82b", "6。8", "６．８")
    ]
    assert press(field, "t").isAccepted()  # It is not the page's to take for a command.


def test_a_unit_may_follow_a_figure_and_nothing_else_may(window: QWidget) -> None:
    field = FigureField(name="value", label="血糖", parent=window)
    field.take_units(["mg/dL", "mmol/L"])
    assert ["122 mg", "122MG/DL", "6.8 mmol/L", "6.8m", ""] == [
        typed(field, keys) for keys in ("122 mg", "122MG/DL", "6.8 mmol/L", "6.8tmn", "mg")
    ]
    field.setText("g 6.8")
    field.selectAll()
    press(field, "m")  # What is replaced is no figure before it.
    assert "g 6.8" == field.text()
    field.take_units(None)
    assert ["7片", "7kg", ""] == [typed(field, keys) for keys in ("7片", "7kg", "kg")]
