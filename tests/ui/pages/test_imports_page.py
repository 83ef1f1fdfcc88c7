"""Taking over old tables under a person's hands: keys only, over a real encrypted store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from terminal.domain.imports.model import BatchState, Choice, Duplicate, Field, Severity
from terminal.domain.staff import Role
from tests.builders import SESSION, TestStore
from tests.builders import a_customer as a_customer_body
from tests.fakes.import_table import ALT, CTRL, HEAD, ImportTable, row, write
from tests.fakes.pages_in_window import part_of
from tests.integration.services.shop import HOUSEHOLD, audited, open_shop
from ui.imports.file_step import DropZone
from ui.imports.files import pick_file
from ui.imports.state import Step
from ui.shortcuts import Action
from ui.widgets.button import Button
from ui.widgets.field import Field as TextField
from ui.widgets.notice import Notice
from ui.widgets.problem_label import ProblemLabel
from ui.widgets.table import DataTable
from ui.widgets.text import Text

KNOWN: Final = 4
"""So many customers the shop has before anything is imported."""
MANY: Final = 2_500
ID_CARD: Final = "11010519491231002X"

Key = Qt.Key


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[TestStore]:
    made, _ = open_shop(tmp_path, ("customer", "c-4", a_customer_body(4)), inline=False)
    yield made
    made.close()


@pytest.fixture
def make(
    look: QApplication, qtbot: QtBot, shop: TestStore, tmp_path: Path
) -> Iterator[Callable[[], ImportTable]]:
    tables: list[ImportTable] = []

    def one() -> ImportTable:
        tables.append(ImportTable(shop, qtbot, tmp_path))
        tables[-1].open()
        return tables[-1]

    yield one
    for table in tables:
        table.close()


@pytest.fixture
def table(make: Callable[[], ImportTable]) -> ImportTable:
    return make()


def known(n: int, **changes: str) -> tuple[str, ...]:
    """Return a row about the shop's customer n, as on file."""
    about = {"name": f"合成客{n}", "phone": f"154{n:08d}", "born": "1958-03-09"}
    return row(n, **(about | changes))


def rows_of(table: ImportTable, name: str) -> list[tuple[str, ...]]:
    found = part_of(table.page, DataTable, name).rows()
    return [tuple(cell.text for cell in one.cells) for one in found]


def on_file(shop: TestStore, name: str) -> Any:
    people, _ = shop.run(lambda uow: uow.imports.people(0, 10_000, lambda *_: True))
    found = [one for one in people if one.name == name]
    return found[0]


def questions(table: ImportTable) -> tuple[Duplicate, ...]:
    assert table.state.check is not None
    return table.state.check.duplicates


def test_a_clean_table_is_taken_over_with_a_key_for_each_step(
    table: ImportTable, tmp_path: Path
) -> None:
    table.choose(write(tmp_path / "old.csv", [row(n) for n in range(20)]))
    assert "20 rows" in table.texts()
    table.go_on(Step.COLUMNS)
    table.go_on(Step.CHECK)
    assert "20" == part_of(table.page, Text, "members.check.outlook.new.value").text()
    assert "Take over 20 rows" in part_of(table.page, Button, "members.footer.go_on").text()
    assert KNOWN == table.people(), "nothing is written before the last step"
    table.go_on(Step.RUN)
    assert table.state.result is not None
    assert BatchState.DONE is table.state.result.state
    assert KNOWN + 20 == table.people()
    table.go_on(Step.FILE)
    assert "20 new" in part_of(table.page, Text, "members.history.about").text()
    assert [] == table.crashes


def test_a_path_can_be_typed_and_a_file_dropped(table: ImportTable, tmp_path: Path) -> None:
    first = write(tmp_path / "a.csv", [row(1)])
    field = part_of(table.page, TextField, "members.file.drop.path")
    field.setFocus()
    QTest.keyClicks(field, str(first))
    table.press(Key.Key_Return)
    table.until(lambda: table.state.preview is not None)
    assert "members.footer.go_on" == table.focused().objectName()
    second = write(tmp_path / "b.csv", [row(1), row(2)])
    drop(table, second)
    table.until(lambda: table.state.preview is not None and table.state.preview.total == 2)
    assert "b.csv" == table.state.file_name


def drop(table: ImportTable, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    zone = part_of(table.page, DropZone, "members.file.drop")
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(zone, QDragEnterEvent(QPoint(5, 5), action, data, button, none))
    QApplication.sendEvent(zone, QDropEvent(QPointF(5, 5), action, data, button, none))


def test_a_text_is_read_otherwise_by_a_key(table: ImportTable, tmp_path: Path) -> None:
    table.choose(write(tmp_path / "old.csv", [row(1, sex="")], "utf-8"))
    titles = part_of(table.page, Text, "members.file.titles")
    assert "姓名" in titles.text()
    table.press(Key.Key_2, ALT)
    table.until(lambda: "姓名" not in titles.text())
    assert part_of(table.page, Button, "members.file.way.1").isChecked()
    table.press(Key.Key_1, ALT)
    table.until(lambda: "姓名" in titles.text())


def test_a_file_that_cannot_be_read_so_stays_open_as_it_was(
    table: ImportTable, tmp_path: Path
) -> None:
    table.choose(write(tmp_path / "old.csv", [row(1)], "utf-8"))
    table.press(Key.Key_2, ALT)
    table.until(lambda: table.state.refusal is not None)
    assert "IMPORT_ENCODING" == (table.state.refusal and table.state.refusal.code)
    table.press(Key.Key_Escape)
    table.go_on(Step.COLUMNS)
    table.go_on(Step.CHECK)
    assert 1 == (table.state.check and table.state.check.good)


def test_the_other_sheet_of_a_workbook_is_read_by_its_key(
    table: ImportTable, tmp_path: Path
) -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "说明"
    first.append(["会员系统导出"])
    second = book.create_sheet("会员")
    for line in (HEAD, row(1), row(2)):
        second.append(line)
    book.save(tmp_path / "old.xlsx")
    table.choose(tmp_path / "old.xlsx")
    assert part_of(table.page, Button, "members.file.way.0").isChecked()
    table.press(Key.Key_2, ALT)
    table.until(lambda: table.state.preview is not None and table.state.preview.sheet == "会员")
    assert part_of(table.page, Button, "members.file.way.1").isChecked()
    table.go_on(Step.COLUMNS)
    table.go_on(Step.CHECK)
    assert 2 == (table.state.check and table.state.check.good)


def test_the_list_of_files_is_the_systems_own_and_holds_nothing_up(table: ImportTable) -> None:
    chosen: list[str] = []
    pick_file(table.page, chosen.append)
    dialog = part_of(table.page, QFileDialog, "members.files")
    dialog.fileSelected.emit("/made/up/old.csv")
    assert ["/made/up/old.csv"] == chosen
    dialog.close()


@pytest.mark.qt_log_ignore("This plugin does not support")  # A second window.
def test_when_the_list_of_files_goes_the_window_has_the_keys_and_enter_goes_on(
    table: ImportTable, tmp_path: Path
) -> None:
    table.check(write(tmp_path / "old.csv", [row(1)]))
    table.go_on(Step.RUN)
    table.go_on(Step.FILE)
    assert "members.history.table" == table.focused().objectName()
    pick_file(table.page, table.page.path_given.emit)
    dialog = part_of(table.page, QFileDialog, "members.files")
    table.until(dialog.isActiveWindow)
    # The file is read before the list is gone, or after.
    dialog.fileSelected.emit(str(write(tmp_path / "more.csv", [row(2)])))
    table.until(lambda: table.state.preview is not None and not table.state.is_busy)
    dialog.reject()
    table.until(table.window.isActiveWindow)
    assert "members.footer.go_on" == table.focused().objectName()
    table.go_on(Step.COLUMNS)


def test_a_file_that_is_no_table_is_said_with_a_way_on(table: ImportTable, tmp_path: Path) -> None:
    path = tmp_path / "old.xls"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512))
    table.choose(path)
    notice = part_of(table.page, Notice, "members.notice")
    assert "IMPORT_XLS" in notice.accessibleName()
    table.press(Key.Key_Escape)
    assert not notice.isVisible()
    assert Action.OPEN_FILE in table.page.offered_actions()


def test_what_a_column_holds_is_changed_with_keys_and_a_missing_name_is_said(
    table: ImportTable, tmp_path: Path
) -> None:
    table.choose(write(tmp_path / "old.csv", [row(n) for n in range(3)]))
    table.go_on(Step.COLUMNS)
    problem = part_of(table.page, ProblemLabel, "members.columns.file.problem")
    table.press(Key.Key_0)
    assert "Name" in problem.text()
    assert Action.GO_ON not in table.page.offered_actions()
    table.press(Key.Key_Minus)
    table.press(Key.Key_C)
    assert "members.columns.fields.table" == table.focused().objectName()
    table.press(Key.Key_Down)
    table.press(Key.Key_Return)
    assert Field.NAME is table.state.columns[0]
    assert 1 == table.state.column, "the next column is the next to look at"
    assert not problem.isVisible()
    assert "members.columns.file.table" == table.focused().objectName()
    table.press(Key.Key_C)
    before = dict(table.state.columns)
    table.press(Key.Key_Escape)
    assert before == table.state.columns
    assert Step.COLUMNS is table.state.step


def test_samples_and_problems_show_no_name_and_no_phone(table: ImportTable, tmp_path: Path) -> None:
    rows = [row(1), row(2, phone="1.54E+10"), known(1, phone="15400000001x")]
    rows += [row(3, phone="合成旧客1"), row(4, born="合成旧客1"), row(5, phone=ID_CARD)]
    rows += [row(6, name="合成旧客1?")]
    table.check(write(tmp_path / "old.csv", rows))
    seen = table.texts()
    table.press(Key.Key_2, ALT)
    seen += table.texts()
    assert "1.54E+10" in seen
    table.press(Key.Key_Escape)
    seen += table.texts()
    assert "合成旧客1" not in seen
    assert "15470000001" not in seen
    assert "154****0001" in seen
    assert ID_CARD[:6] not in seen
    assert not [one for one in table.state.problems if "合成旧客" in repr(one)]


def test_dirt_is_listed_by_row_with_the_reason_and_saved_without_a_value(
    table: ImportTable, tmp_path: Path
) -> None:
    rows = [
        row(1),
        row(2, name=""),
        row(3, phone="1.54E+10"),
        row(4, phone="154"),
        row(5, born="谁知道"),
    ]
    table.check(write(tmp_path / "old.csv", rows))
    assert Severity.ROW is table.state.group
    listed = rows_of(table, "members.check.problems.table")
    assert [("3", "Name")] == [one[:2] for one in listed]
    assert all(len(one[3]) > 5 for one in listed)
    table.press(Key.Key_2, ALT)
    listed = rows_of(table, "members.check.problems.table")
    assert {
        ("4", "Phone", "1.54E+10"),
        ("5", "Phone", "154"),
        ("6", "Born", "谁*道"),
    } <= {one[:3] for one in listed}
    assert "Phone" == part_of(table.page, Text, "members.check.summary.fields.0").text()
    table.press(Key.Key_E)
    table.until(lambda: bool(table.state.saved))
    report = Path(table.state.saved).read_text("utf-8-sig")
    assert "IMPORT_NAME_MISSING" in report
    assert not [text for text in ("合成旧客", "1547", "谁知道") if text in report]
    table.press(Key.Key_E)
    table.until(lambda: table.state.refusal is not None)
    assert "EXPORT_EXISTS" == (table.state.refusal and table.state.refusal.code)


def test_somebody_known_is_joined_by_one_key_and_made_no_second_time(
    table: ImportTable, shop: TestStore, tmp_path: Path
) -> None:
    table.check(write(tmp_path / "old.csv", [row(1), known(1)]))
    assert "1" == part_of(table.page, Text, "members.check.outlook.asks.value").text()
    table.go_on(Step.ANSWERS)
    assert [Choice.MERGE] == [one.suggested for one in questions(table)]
    table.press(Key.Key_J)
    assert 0 == table.state.left
    table.go_on(Step.RUN)
    result = table.state.result
    assert result is not None
    assert (1, 1, 0) == (result.new, result.merged, result.skipped)
    assert KNOWN + 1 == table.people()


def test_a_row_can_be_made_anew_or_skipped_instead(table: ImportTable, tmp_path: Path) -> None:
    rows = [known(1), row(7, phone="15400000003", name="合成客3", born="1958-03-09")]
    table.check(write(tmp_path / "old.csv", rows))
    table.go_on(Step.ANSWERS)
    table.press(Key.Key_N)
    table.press(Key.Key_S)
    table.go_on(Step.RUN)
    result = table.state.result
    assert result is not None
    assert (1, 0, 1) == (result.new, result.merged, result.skipped)


@pytest.mark.parametrize(("key", "born"), [(Key.Key_K, "1958-03-09"), (Key.Key_T, "1958-03-19")])
def test_a_field_that_differs_is_kept_or_taken(
    table: ImportTable, shop: TestStore, tmp_path: Path, key: Qt.Key, born: str
) -> None:
    # The sign-up card of the same name and phone says another day.
    table.check(write(tmp_path / "old.csv", [known(1, born="1958-03-19")]))
    table.go_on(Step.ANSWERS)
    assert "≠" in table.texts()
    table.press(Key.Key_J)
    assert "“Born” differs" in part_of(table.page, Text, "members.answers.answer.asked").text()
    table.press(key)
    assert 0 == table.state.left
    table.go_on(Step.RUN)
    assert born == on_file(shop, "合成客1").birth_on


def test_one_answer_counts_for_all_alike(table: ImportTable, tmp_path: Path) -> None:
    alike = [known(1), known(2, phone=HOUSEHOLD), known(3)]
    table.check(write(tmp_path / "old.csv", [*alike, known(4, born="1958-03-19")]))
    table.go_on(Step.ANSWERS)
    assert 4 == len(questions(table))
    table.press(Key.Key_A)
    table.press(Key.Key_J)
    assert {2: Choice.MERGE, 3: Choice.MERGE, 4: Choice.MERGE} == table.state.decisions.duplicates
    assert (1, 3) == (table.state.left, table.state.at)


def test_names_are_shown_in_full_only_while_the_key_is_held_and_that_is_on_record(
    table: ImportTable, shop: TestStore, tmp_path: Path
) -> None:
    table.check(write(tmp_path / "old.csv", [known(1)]))
    table.go_on(Step.ANSWERS)
    assert "合成客1" not in table.texts()
    QTest.keyPress(table.focused(), Key.Key_V)
    table.until(lambda: table.state.is_revealed)
    assert "合成客1" in table.texts()
    assert "15400000001" in table.texts()
    QTest.keyRelease(table.focused(), Key.Key_V)
    assert "合成客1" not in table.texts()
    assert ("customer.revealed", "c-1") in audited(shop)


def test_an_import_that_was_stopped_keeps_what_is_done_and_goes_on(
    table: ImportTable, tmp_path: Path
) -> None:
    table.check(write(tmp_path / "old.csv", [row(n) for n in range(MANY)]))
    table.press(Key.Key_Return)
    assert "members.work.stop" != table.focused().objectName(), "a second Enter ends nothing"
    table.press(Key.Key_X)
    table.until(lambda: not table.state.is_busy)
    result = table.state.result
    assert result is not None
    assert BatchState.RUNNING is result.state
    done = table.people() - KNOWN
    assert result.new == done < MANY
    assert "Stopped at row" in part_of(table.page, Text, "members.run.what").text()
    table.press(Key.Key_Return)
    table.until(lambda: not table.state.is_busy)
    assert BatchState.DONE is (table.state.result and table.state.result.state)
    assert KNOWN + MANY == table.people()


def test_an_import_cut_short_is_said_at_the_next_start_and_goes_on_with_the_same_file(
    make: Callable[[], ImportTable], tmp_path: Path
) -> None:
    path = write(tmp_path / "old.csv", [known(2, phone=HOUSEHOLD), *map(row, range(MANY))])
    first = make()
    first.check(path)
    first.go_on(Step.ANSWERS)
    first.press(Key.Key_J)
    first.press(Key.Key_Return)
    first.until(lambda: first.state.progress is not None)
    first.close()
    second = make()
    second.until(lambda: second.unfinished != [])
    cut = second.state.cut_short
    assert cut is not None
    assert "was cut short" in part_of(second.page, ProblemLabel, "members.file.cut_short").text()
    second.choose(path)
    assert "Go on with this import" in part_of(second.page, Button, "members.footer.go_on").text()
    second.go_on(Step.RUN)
    assert second.state.refusal is None
    assert BatchState.DONE is (second.state.result and second.state.result.state)
    assert KNOWN + MANY == second.people()
    second.until(lambda: second.unfinished[-1] is None)


def test_a_whole_import_is_taken_back_after_a_question(table: ImportTable, tmp_path: Path) -> None:
    table.check(write(tmp_path / "old.csv", [row(n) for n in range(30)]))
    table.go_on(Step.RUN)
    table.press(Key.Key_Z, CTRL)
    assert "members.sheet.confirm" == table.focused().objectName()
    assert KNOWN + 30 == table.people()
    table.press(Key.Key_Escape)
    assert table.state.undoing is None
    table.press(Key.Key_Z, CTRL)
    table.press(Key.Key_Return)
    table.until(lambda: not table.state.is_busy and table.state.undoing is None)
    assert BatchState.UNDONE is (table.state.result and table.state.result.state)
    assert KNOWN == table.people()
    assert Action.UNDO not in table.page.offered_actions()


def test_an_import_of_the_history_is_taken_back_too_and_then_the_file_goes_in_again(
    make: Callable[[], ImportTable], tmp_path: Path
) -> None:
    path = write(tmp_path / "old.csv", [row(n) for n in range(5)])
    first = make()
    first.check(path)
    first.go_on(Step.RUN)
    first.close()
    second = make()
    second.choose(path)
    assert "imported before" in part_of(second.page, ProblemLabel, "members.file.before").text()
    assert Action.GO_ON not in second.page.offered_actions()
    second.press(Key.Key_Z, CTRL)
    second.press(Key.Key_Return)
    second.until(lambda: second.state.step is Step.RUN and not second.state.is_busy)
    assert KNOWN == second.people()
    second.go_on(Step.FILE)
    second.check(path)
    second.go_on(Step.RUN)
    assert KNOWN + 5 == second.people()


@pytest.mark.parametrize("role", [None, Role.CLERK])
def test_whoever_may_not_import_is_told_who_may_and_nothing_is_opened(
    table: ImportTable, tmp_path: Path, role: Role | None
) -> None:
    table.session = None if role is None else replace(SESSION, role=role)
    table.presenter.refresh()
    table.until(lambda: table.state.blocked is not None)
    said = part_of(table.page, ProblemLabel, "members.file.blocked").text()
    assert "badge" in said
    assert Action.OPEN_FILE not in table.page.offered_actions()
    drop(table, write(tmp_path / "old.csv", [row(1)]))
    assert table.state.preview is None
    table.session = SESSION
    table.presenter.refresh()
    table.until(lambda: table.state.blocked is None)
    table.choose(tmp_path / "old.csv")
    assert table.state.preview is not None


def test_an_import_stays_that_of_whoever_began_it(
    table: ImportTable, shop: TestStore, tmp_path: Path
) -> None:
    table.check(write(tmp_path / "old.csv", [row(n) for n in range(MANY)]))
    table.press(Key.Key_Return)
    table.session = replace(SESSION, actor="staff-2", role=Role.CLERK)
    table.until(lambda: not table.state.is_busy)
    assert BatchState.DONE is (table.state.result and table.state.result.state)
    table.presenter.refresh()
    table.until(lambda: table.state.blocked is not None)
    assert "badge" in part_of(table.page, Text, "members.footer.hint").text()
    assert not {Action.GO_ON, Action.UNDO} & table.page.offered_actions()
    assert "staff-1" == (table.state.result and table.state.result.by)


def test_the_end_is_told_elsewhere_when_nobody_looks_at_the_page(
    table: ImportTable, tmp_path: Path
) -> None:
    table.check(write(tmp_path / "old.csv", [row(n) for n in range(10)]))
    table.press(Key.Key_Return)
    table.presenter.show(is_shown=False)
    table.until(lambda: not table.state.is_busy)
    assert [BatchState.DONE] == [one.state for one in table.ended]


def test_esc_goes_back_step_by_step_and_answers_stay(table: ImportTable, tmp_path: Path) -> None:
    table.check(write(tmp_path / "old.csv", [known(1), row(2)]))
    table.go_on(Step.ANSWERS)
    table.press(Key.Key_S)
    for step in (Step.CHECK, Step.COLUMNS, Step.FILE):
        table.press(Key.Key_Escape)
        assert step is table.state.step
    for step in (Step.COLUMNS, Step.CHECK, Step.ANSWERS):
        table.go_on(step)
    assert 0 == table.state.left


def test_before_anything_was_imported_the_page_says_what_to_do(table: ImportTable) -> None:
    assert "Drop an Excel or CSV file here" in table.texts()
    assert "No table was imported" in part_of(table.page, Text, "members.history.none").text()
