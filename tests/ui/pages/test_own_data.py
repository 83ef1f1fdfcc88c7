"""The file of a customer's own data: asked for on the compliance page, a sheet for each kind."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt

from terminal.domain.complaint import Complaint
from terminal.domain.consent import Consent
from terminal.domain.contact import Contact
from terminal.domain.customer import Allergy, Customer
from terminal.domain.event import Attendance
from terminal.domain.followup import Outcome, Task
from terminal.domain.forms.model import Absent, Answered, Form, Item, ItemType, Response
from terminal.domain.noted import Noted
from terminal.domain.observation import Reading
from terminal.domain.problems import Refusal
from terminal.domain.proxy import IdKind, Proxy
from terminal.domain.request import RightsRequest
from terminal.domain.signup import Signup
from terminal.domain.tag import Tag
from terminal.domain.ticket import Ticket, TicketLine
from terminal.domain.visit import VisitNote
from terminal.services import own_data, requests
from terminal.services.forms import Answers
from terminal.services.own_data import OwnData
from tests.fakes.compliance_desk import ComplianceDesk
from tests.fakes.pages_in_window import ZONE
from ui.compliance import own_words
from ui.compliance.states import requests_state
from ui.shortcuts import Action

ALT = Qt.KeyboardModifier.AltModifier
AT = datetime(2025, 11, 1, 2, 30, tzinfo=UTC)
DAY = date(2025, 11, 1)


def said(record: str, undoes: str | None = None) -> Consent:
    stamp = "0" * 24
    return Consent(
        record, "c-1", "reminders", True, "v-3", "spoken", AT, "s-1", stamp, undoes=undoes
    )


def answers() -> Answers:
    """Return answers to a form: to a question in words, and to one that has none here."""
    item = Item(link_id="q-1", type=ItemType.DECIMAL, words={"en": "Waist", "zh_CN": "腰围"})
    form = Form(id="f-1", version=1, title={"en": "Health", "zh_CN": "健康"}, items=(item,))
    response = Response("a-1", "c-1", "f-1", 1, AT, "s-1", {"item": []}, "counter")
    given = (Answered("q-1", (Decimal("82.5"),)), Answered("q-9", ("x",)))
    return Answers(response, form, (*given, Answered("q-1", absent=Absent.DECLINED)))


def data() -> OwnData:
    """Return one record of each kind, all of it made up."""
    line = TicketLine("m-1", "=合成药", 20_000, 1_880, trace_codes=("8" * 20,), rx_no="RX-1")
    return OwnData(
        customer=Customer(
            "c-1",
            "合成顾客",
            sex="f",
            birth_on=date(1958, 1, 2),
            phones=("15900000000",),
            conditions=("hypertension",),
            allergies=(Allergy("青霉素", "皮疹"),),
        ),
        store="s-1",
        made_at=AT,
        made_by="合成药师",
        guardian="",
        tickets=(Ticket("t-1", DAY, AT, 3_760, "cash", None, (line,), staff="s-1"),),
        proxies=(Proxy("x-1", "c-1", AT, "s-1", "合成买家", IdKind.ID_CARD),),
        consents=(said("k-1"), said("k-2", undoes="k-1")),
        tags=(Tag("g-1", "c-1", "chronic_care", "staff", active=False, since=AT),),
        readings=(
            Reading(
                "b-1", "c-1", "blood_pressure", AT, {"systolic_mmhg": 138, "diastolic_mmhg": 86}
            ),
        ),
        answers=(answers(),),
        visits=(VisitNote("v-1", "c-1", AT, "s-1", "counter", "问用法", ("dizzy",)),),
        contacts=(Contact("n-1", "c-1", AT, "s-1", "phone", "refill"),),
        tasks=(Task("d-1", "r-1", 1, "c-1", "t-1", DAY + timedelta(days=9)),),
        outcomes=(Outcome("o-1", "d-1", "c-1", "no_answer", AT, "s-1", "没接"),),
        signups=(Signup("u-1", "c-1", "family", "s-1", AT, "s-1", "v-1"),),
        complaints=(Complaint("p-1", AT, "s-1", "price", "太贵", result="已解释"),),
        attendances=(Attendance("e-1", "ev", "c-1", "came", AT, "s-1"),),
        requests=(RightsRequest("q-1", "c-1", "copy", AT, "s-1", DAY, "open"),),
        looks=(Noted("l-1", "customer.opened", AT, {}),),
        staff={"s-1": "合成药师"},
        task_titles={"d-1": {"en": "Call about pressure", "zh_CN": "血压回访"}},
        event_titles={"ev": "Health day"},
    )


@pytest.fixture
def asked(compliance: ComplianceDesk) -> ComplianceDesk:
    """The requests, with the card open of somebody who asks for a copy."""
    items = requests_state().items
    assert items is not None
    compliance.come("c-1")
    compliance.press(Qt.Key.Key_3, ALT)
    compliance.run.answer(requests.listed, (items[0], replace(items[1], customer="c-1")))
    compliance.presenter.choose("r-2")
    return compliance


def test_a_copy_is_everything_on_file_a_sheet_for_each_kind(asked: ComplianceDesk) -> None:
    asked.press(Qt.Key.Key_E)
    asked.press(Qt.Key.Key_E)
    assert 1 == len(asked.read.asked), "a second press is dropped"
    assert {"customer_id": "c-1"} == asked.read.answer(own_data.collect, data())
    assert [] == asked.files, "noted first"
    noted = asked.run.answer(own_data.note_export, None)
    assert ("c-1", "r-2") == (noted["customer_id"], noted["request_id"])
    ((_, file, then),) = asked.files
    assert ("guitai-own-data-", False) == (file.name[:16], "合成" in file.name)
    book = load_workbook(io.BytesIO(file.make(lambda _done, _total: None)))
    heads = {row[0].value: row[1].value for row in book.worksheets[0].iter_rows()}
    assert noted["sha256"] == heads["SHA-256"]
    assert "合成顾客  c-1" == heads["Customer"], "it is theirs: in full"
    held = {
        sheet.title: [[one.value or "" for one in row] for row in sheet.iter_rows(min_row=2)]
        for sheet in book.worksheets[1:]
    }
    assert noted["rows"] == sum(map(len, held.values()))
    when = "2025-11-01 10:30"
    assert ["Phone", "15900000000"] in held["On file"]
    assert ["Allergy", "青霉素", "皮疹"] in held["Allergies and conditions"]
    assert "'=合成药" == held["Purchases"][0][1], "nothing in it can run"
    assert [[when, "ID card", "合**家"]] == held["Who bought for you"]
    (consent,) = held["Consents"]
    assert [when, "Reminders", "Yes", "v-3", "spoken", "合成药师", "entered by mistake"] == consent
    assert [when, "Blood pressure", "138/86 mmHg", ""] == held["Readings"][0]
    assert ["Waist", "q-9", "Waist"] == [row[2] for row in held["Answers to forms"]]
    assert [when, "at the counter", "问用法", "Dizzy", "", "合成药师"] == held["Notes"][0]
    assert ["", "Call about pressure", "open", "", "2025-11-10", ""] == held["Follow-ups"][0]
    assert "没接" == held["Follow-ups"][1][3]
    assert [[when, "Price", "太贵", "open", "已解释", "合成药师"]] == held["Complaints"]
    assert [[when, "Card opened"]] == held["Looks at the file"]
    for kind in ("Labels", "Contacts", "Sign-ups", "Events", "Requests about the data"):
        assert 1 == len(held[kind]), kind
    assert [] == held["First contacts"], "that there is none is an answer, too"
    then("x")


def test_what_changed_changes_the_hash_and_the_same_has_the_same(asked: ComplianceDesk) -> None:
    hashes = []
    for each in (data(), data(), replace(data(), visits=())):
        asked.press(Qt.Key.Key_E)
        asked.read.answer(own_data.collect, each)
        hashes.append(asked.run.answer(own_data.note_export, Refusal("X"))["sha256"])
    assert (True, False) == (hashes[0] == hashes[1], hashes[0] == hashes[2])
    assert ([], Refusal("X")) == (asked.files, asked.presenter.state.refusal)


def test_only_a_request_for_a_copy_gives_one_and_only_after_the_proof(
    asked: ComplianceDesk,
) -> None:
    asked.is_proved = False
    asked.press(Qt.Key.Key_E)
    assert [] == asked.read.asked
    asked.is_proved = True
    asked.presenter.choose("r-1")
    assert Action.EXPORT not in asked.page.offered_actions()
    asked.press(Qt.Key.Key_E)
    assert [] == asked.read.asked


def test_a_refusal_is_said_and_makes_no_file(asked: ComplianceDesk) -> None:
    asked.press(Qt.Key.Key_E)
    asked.read.answer(own_data.collect, Refusal("CUSTOMER_RESTRICTED"))
    assert Refusal("CUSTOMER_RESTRICTED") == asked.presenter.state.refusal
    assert ([], []) == (asked.run.asked, asked.files)


def test_a_reading_that_was_taken_back_is_no_row_and_no_code_is_its_note() -> None:
    (whole,) = data().readings
    void = replace(whole, id="b-2", items={}, note="entered_in_error")
    again = replace(whole, id="b-3", note="restored")
    every = own_words.tables(replace(data(), readings=(void, again)), ZONE)
    (rows,) = (rows for name, _, rows in every if name == "Readings")
    assert [("138/86 mmHg", "")] == [row[2:] for row in rows]


def test_every_row_has_a_cell_for_each_header_and_titles_fit_a_sheet() -> None:
    for name, headers, rows in own_words.tables(data(), ZONE):
        assert len(name) <= 31
        assert {len(headers)} >= {len(row) for row in rows}, name
