"""The compliance page under a person's hands: whose pack, why, the sales, files, corrections."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from terminal.domain.card import CustomerCard
from terminal.domain.inspection import Why
from terminal.domain.inspection_files import PackFile
from terminal.domain.problems import FieldProblem, Refusal, UnknownCode
from terminal.domain.proxy import IdKind
from terminal.services import inspection, proxies
from terminal.services.counter import CardFound, ReceiptRead
from terminal.services.inspection import FileKind
from tests.fakes.compliance_desk import ComplianceDesk
from tests.fakes.pages_in_window import part_of
from ui.compliance.state import Deed, OrderSheet
from ui.compliance.states import FOLDER, PEOPLE, WANG, pack, states
from ui.counter import states as counter_states
from ui.scan_router import ScanKind
from ui.shortcuts import Action
from ui.widgets.notice import Notice

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
RECEIPT = UnknownCode("SCAN_UNKNOWN", {}, "SO20251101009")


def test_with_a_card_open_the_reason_makes_the_pack_and_p_the_paper(
    compliance: ComplianceDesk,
) -> None:
    compliance.come("c-1")
    assert None is compliance.presenter.state.pack.why, "nobody has said why yet"
    compliance.press(Qt.Key.Key_Return)
    assert ([], True) == (compliance.run.asked, compliance.presenter.state.pack.lacks_why)
    compliance.press(Qt.Key.Key_1)
    compliance.press(Qt.Key.Key_2)
    assert 1 == len(compliance.run.asked), "a second press is dropped"
    given = compliance.run.answer(inspection.make, pack())
    assert {"customer_id": "c-1", "why": Why.INSURANCE} == given
    assert 9 == len(compliance.rows("sales"))
    assert "王*兰" in compliance.text("sale.title")
    compliance.press(Qt.Key.Key_P)
    noted = compliance.run.answer(inspection.note_export, ())
    made = pack()
    assert (FileKind.PDF, made.sha256) == (noted["kind"], noted["sha256"])
    assert made.content == noted["content"]
    ((folder, file, then),) = compliance.files
    assert (FOLDER, ".pdf", False) == (folder, file.name[-4:], "王" in file.name)
    compliance.presenter.on_progress(31, 84)
    assert "page 31 of 84" in compliance.text("sale.files.saving")
    assert Action.PRINT not in compliance.page.offered_actions()
    then(f"{FOLDER}/{file.name}")
    assert part_of(compliance.page, Notice, "compliance.notice").isVisible()
    compliance.press(Qt.Key.Key_Escape)
    assert "" == compliance.presenter.state.saved


def test_the_file_is_made_of_what_was_shown_and_ends_when_told_to(
    compliance: ComplianceDesk,
) -> None:
    compliance.make_for_wang()
    pages: list[tuple[int, int]] = []
    for key, start in ((Qt.Key.Key_P, b"%PDF"), (Qt.Key.Key_E, b"PK")):
        compliance.press(key)
        compliance.run.answer(inspection.note_export, ())
        _, file, then = compliance.files.pop()
        assert start == file.make(lambda done, total: pages.append((done, total)))[: len(start)]
        then("x")
    assert [(1, 2), (2, 2)] == pages


def test_a_file_that_says_something_else_now_is_called_out_of_date_with_its_key(
    compliance: ComplianceDesk,
) -> None:
    made = pack()
    compliance.make_for_wang()
    assert "" == compliance.text("sale.stale")
    compliance.press(Qt.Key.Key_E)
    files = (PackFile("xlsx", made.sha256, made.content, made.heading.made_at),)
    compliance.run.answer(inspection.note_export, files)
    assert "" == compliance.text("sale.stale"), "it says what is shown"
    compliance.files.pop()[2]("x")
    compliance.presenter.take(RECEIPT)
    compliance.run.answer(inspection.link_order, "x-1")
    compliance.run.answer(inspection.make, replace(made, content="another", files=files))
    said = compliance.text("sale.stale")
    assert (True, True) == (made.sha256[:8] in said, "E makes it anew" in said)
    compliance.press(Qt.Key.Key_E)
    compliance.run.answer(
        inspection.note_export, (replace(files[0], content="another", sha256="0" * 64),)
    )
    assert "" == compliance.text("sale.stale")


def test_no_file_leaves_before_whoever_works_here_has_proved_it(
    compliance: ComplianceDesk,
) -> None:
    compliance.make_for_wang()
    compliance.is_proved = False
    compliance.press(Qt.Key.Key_P)
    assert ([], []) == (compliance.run.asked, compliance.files)


def test_somebody_searched_for_needs_a_reason_first(compliance: ComplianceDesk) -> None:
    compliance.come()
    assert compliance.page.look.hasFocus()
    QTest.keyClicks(compliance.page.look, "w")
    compliance.run.answer(inspection.find, PEOPLE)
    compliance.press(Qt.Key.Key_Return)
    assert compliance.page.table.hasFocus()
    compliance.press(Qt.Key.Key_Return)
    assert [] == compliance.run.asked
    assert compliance.presenter.state.pack.lacks_why
    compliance.press(Qt.Key.Key_Plus)
    assert not compliance.presenter.state.pack.lacks_why
    compliance.press(Qt.Key.Key_3)
    given = compliance.run.answer(inspection.make, Refusal("NOT_RESPONSIBLE"))
    assert {"customer_id": "c-3", "why": Why.CUSTOMER} == given
    assert Refusal("NOT_RESPONSIBLE") == compliance.presenter.state.refusal


def test_a_members_card_chooses_whose_pack_it_is_until_there_is_one(
    compliance: ComplianceDesk,
) -> None:
    compliance.come()
    (sheet,) = compliance.sheets
    assert sheet.accepts(ScanKind.CUSTOMER)
    assert not sheet.accepts(ScanKind.MEDICINE)
    card = counter_states.states()["full"].card
    assert isinstance(card, CustomerCard)
    sheet.take(CardFound(card))
    assert {"customer_id": card.id} == compliance.run.answer(inspection.who, WANG)
    assert None is compliance.presenter.state.pack.why
    compliance.press(Qt.Key.Key_2)
    assert Why.DRUG is compliance.run.answer(inspection.make, pack())["why"]
    assert not sheet.accepts(ScanKind.CUSTOMER)
    compliance.presenter.show(is_shown=False)
    assert [] == compliance.sheets


def test_the_receipts_bar_code_fills_the_order_number_and_can_be_taken_back(
    compliance: ComplianceDesk,
) -> None:
    compliance.make_for_wang()
    assert compliance.presenter.accepts(ScanKind.OTHER)
    compliance.presenter.take(RECEIPT)
    given = compliance.run.answer(inspection.link_order, "x-1")
    wanted = {"customer_id": "c-1", "ticket_id": "t-0", "order_no": "SO20251101009"}
    assert wanted == given
    compliance.run.answer(inspection.make, pack())
    done = compliance.presenter.state.done
    assert done is not None
    assert Deed.LINKED is done.deed
    compliance.press(Qt.Key.Key_Z, CTRL)
    undone = compliance.run.answer(inspection.unlink_order, None)
    assert {"customer_id": "c-1", "ticket_id": "t-0", "link_id": "x-1"} == undone
    compliance.run.answer(inspection.make, pack())
    assert None is compliance.presenter.state.done


def test_a_number_that_could_be_a_packages_is_the_receipts_while_its_sheet_asks(
    compliance: ComplianceDesk,
) -> None:
    compliance.make_for_wang()
    assert not compliance.presenter.accepts(ScanKind.RECEIPT)
    compliance.press(Qt.Key.Key_O)
    assert compliance.presenter.accepts(ScanKind.RECEIPT)
    compliance.presenter.take(ReceiptRead("6901234567892"))
    given = compliance.run.answer(inspection.link_order, "x-1")
    assert {"customer_id": "c-1", "ticket_id": "t-0", "order_no": "6901234567892"} == given


def test_a_number_that_is_none_stays_in_its_field(compliance: ComplianceDesk) -> None:
    compliance.make_for_wang()
    compliance.press(Qt.Key.Key_O)
    QTest.keyClicks(QApplication.focusWidget() or compliance.window, "so1")
    compliance.press(Qt.Key.Key_Return)
    compliance.press(Qt.Key.Key_Return)
    problem = FieldProblem("order_no", "ORDER_NO_WRONG")
    compliance.run.answer(inspection.link_order, problem)
    assert [] == compliance.run.asked
    assert OrderSheet("so1", problem) == compliance.presenter.state.sheet
    compliance.press(Qt.Key.Key_Escape)
    assert None is compliance.presenter.state.sheet
    assert compliance.page.table.hasFocus()


def test_a_buyer_is_noted_by_name_and_paper_for_the_sale_of_today(
    compliance: ComplianceDesk,
) -> None:
    compliance.make_for_wang()
    compliance.press(Qt.Key.Key_B)
    compliance.presenter.pack.edit("李明")
    compliance.press(Qt.Key.Key_2, ALT)
    compliance.press(Qt.Key.Key_Return)
    given = compliance.run.answer(proxies.note, "r-1")
    assert {
        "customer_id": "c-1",
        "name": "李明",
        "id_kind": IdKind.INSURANCE,
        "ticket_id": "t-0",
    } == given
    compliance.run.answer(inspection.make, pack())
    compliance.press(Qt.Key.Key_Plus)
    compliance.press(Qt.Key.Key_B)
    assert "now" in compliance.text("proxy.which")
    compliance.press(Qt.Key.Key_5, ALT)
    assert "sale" in compliance.text("proxy.which")


def test_links_say_how_sure_they_are_and_what_is_missing_is_named(
    compliance: ComplianceDesk,
) -> None:
    compliance.make_for_wang()
    assert "order" == compliance.rows("sales")[0][2]
    ids = compliance.rows("sale.ids")
    assert ["no id"] == ids[0][1:]
    assert ["WX-20251101-77", "by the time", "80/100"] == ids[1][1:]
    assert "86 of 100 sure" in compliance.text("sale.said")
    assert "李* ID card" in compliance.text("sale.buyer")


def test_nothing_of_anybody_stays_on_a_page_that_is_left(compliance: ComplianceDesk) -> None:
    compliance.make_for_wang()
    compliance.presenter.show(is_shown=False)
    assert None is compliance.presenter.state.pack.pack
    assert ([], [], "") == (
        compliance.rows("sales"),
        compliance.rows("sale.lines"),
        compliance.text("sale.title"),
    )
    compliance.make_for_wang()
    compliance.presenter.refresh()
    assert None is compliance.presenter.state.pack.pack
    compliance.run.answer(inspection.who, Refusal("NOT_RESPONSIBLE"))
    assert [] == compliance.rows("people")


def test_late_answers_and_crashes_leave_the_page_usable(compliance: ComplianceDesk) -> None:
    compliance.come("c-1")
    compliance.press(Qt.Key.Key_1)
    compliance.presenter.on_crash("STORE_DISK_FULL")
    assert not compliance.presenter.state.pack.is_making
    QTest.keyClicks(compliance.page.look, "w")
    compliance.run.answer(inspection.make, pack())
    assert None is compliance.presenter.state.pack.pack
    compliance.run.answer(inspection.find, ())
    assert (
        "Nobody fits" != compliance.text("choose.title")
        or compliance.presenter.state.pack.finds_nobody
    )
    compliance.presenter.use_folder("/media/stick")
    assert "/media/stick" == compliance.presenter.state.folder


def test_every_named_state_can_be_shown_and_left_again(compliance: ComplianceDesk) -> None:
    for state in states().values():
        compliance.page.show_state(state)
        assert state.text == compliance.page.look.text()
