"""Named states of the compliance page, for pictures and tests. Everything in them is made up."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

from resources.lookup import read_text
from terminal.domain import inspection
from terminal.domain.external_id import ExternalId
from terminal.domain.inspection import Around, Buyer, Heading, InspectionPack, Why
from terminal.domain.inspection_files import PackFile
from terminal.domain.lead import Lead
from terminal.domain.medicine import Medicine
from terminal.domain.prescription import Prescription
from terminal.domain.print_form import From, from_content
from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.proxy import IdKind, Proxy
from terminal.domain.request import Answer, Right, RightsRequest
from terminal.domain.ticket import Ticket, TicketLine
from terminal.domain.visit import VisitNote
from terminal.services.inspection import Who
from terminal.services.prescriptions import Register
from terminal.services.print_forms import OWN, Filled, FormLine
from terminal.services.requests import Listed
from ui.compliance.state import (
    AnswerSheet,
    ComplianceState,
    Deed,
    Done,
    FormsState,
    OrderSheet,
    PackState,
    ProxySheet,
    RegisterState,
    RequestSheet,
    RequestsState,
    Saving,
    Tab,
)
from ui.followups.states import NOW

FOLDER: Final = "/var/lib/guitai/exports"
WANG: Final = Who("c-1", "王*兰", 67, "0016", is_present=True)
PEOPLE: Final = (
    Who("c-2", "王*", 54, "2210"),
    Who("c-3", "王*国", 71, "0931"),
    Who("c-4", "汪*", None, "7754", is_restricted=True),
)
_MEDICINES: Final = {
    "m-1": Medicine(
        "m-1", "盐酸二甲双胍片", strength="0.5 g", units_per_pack=60, insurance_code="合成A000123"
    ),
    "m-2": Medicine(
        "m-2",
        "阿卡波糖片",
        strength="50 mg",
        units_per_pack=30,
        approval_no="合成H20200001",
    ),
}
_RX: Final = "RX20251101010001"
_METFORMIN: Final = TicketLine(
    "m-1",
    "盐酸二甲双胍片 0.5 g × 60",
    20_000,
    1_880,
    rx_no=_RX,
    trace_codes=("81234567890123456789", "81234567890123456796"),
    batch_no="B7",
)
_ACARBOSE: Final = TicketLine("m-2", "阿卡波糖片 50 mg × 30", 10_000, 4_260, rx_no=_RX)
_OTHER: Final = TicketLine("m-9", "维生素C片 0.1 g × 100", 10_000, 1_860)


def pack(sales: int = 9, *, is_restricted: bool = False, long: str = "") -> InspectionPack:
    """Return a pack of so many sales, a month between two."""
    tickets = [
        Ticket(
            f"t-{number}",
            (NOW - timedelta(days=30 * number)).date(),
            NOW - timedelta(days=30 * number, minutes=12),
            8_020,
            "insurance",
            "陈药师",
            (replace(_METFORMIN, name=_METFORMIN.name + long), _ACARBOSE)
            if number % 2 == 0
            else (_OTHER,),
            order_no=f"SO2025110100{number}" if number % 3 else None,
        )
        for number in range(sales)
    ]
    head = Heading(
        "c-1",
        "王*兰",
        "0018",
        (NOW - timedelta(days=548)).date(),
        NOW.date(),
        NOW,
        "陈药师",
        Why.INSURANCE,
        is_restricted,
    )
    note = VisitNote("v-1", "c-1", NOW - timedelta(minutes=3), "s", "counter", keywords=("dizzy",))
    far = replace(note, id="v-2", at=NOW - timedelta(days=3))
    wecom = ExternalId("x-1", "visit", "v-1", "wecom", "WX-20251101-77", "time_window", NOW, 80)
    lead = Lead("l-1", "0018", "event", NOW - timedelta(days=40), "s", "c-1")
    around = Around(
        medicines=_MEDICINES,
        visits=[note, far] if sales else [],
        proxies=[Proxy("p-1", "c-1", NOW, "s", "李明", IdKind.ID_CARD, "t-0")] if sales else [],
        ids={"v-1": [wecom]},
        leads=[lead],
        names={},
    )
    return inspection.pack(head, tickets, around, is_cut=False)


def register_state() -> RegisterState:
    """Return a register of some prescriptions."""
    rows = tuple(
        Prescription(
            f"t-{number}",
            f"RX202511{20 - number:02d}010001",
            (NOW - timedelta(days=number)).date(),
            ((_METFORMIN.name, 20_000), (_ACARBOSE.name, 10_000))[: 1 + number % 2],
            "陈药师",
            ("王*兰", "李*", "", "欧**兰")[number % 4],
            Buyer("李*", IdKind.ID_CARD, 92) if number == 1 else None,
            f"{('王*兰', '李*', '', '欧**兰')[number % 4]} {_METFORMIN.name} {_ACARBOSE.name}",
        )
        for number in range(12)
    )
    since, until = (NOW - timedelta(days=548)).date(), NOW.date()
    found = Register(rows, since, until, "0018", NOW, "陈药师")
    return RegisterState(register=found, fitting=rows, selected=rows[1].id)


def requests_state() -> RequestsState:
    """Return requests: late, urgent, with time, of a file that may only be kept, answered."""
    day = NOW.date()
    made = (
        ("r-1", "王*兰", "erase", -2, "open"),
        ("r-2", "李*", "copy", 2, "open"),
        ("r-3", "", "correct", 9, "open"),
        ("r-4", "赵*国", "withdraw", 4, "done"),
        ("r-5", "孙*", "erase", 6, "refused"),
    )
    items = tuple(
        Listed(
            RightsRequest(
                record,
                f"c-{place}",
                what,
                NOW - timedelta(days=15 - left),
                "s",
                day + timedelta(days=left),
                status,
                None if status == "open" else NOW,
                "想删除全部购药记录，当面提出。" if what == "erase" else "",
            ),
            name,
            "陈药师",
            left,
            f"c-{place}",
        )
        for place, (record, name, what, left, status) in enumerate(made, start=1)
    )
    return RequestsState(whose="c-1", items=items, selected="r-1")


def forms_state() -> FormsState:
    """Return the program's own forms and one of HQ's, the first filled."""
    own = tuple(
        from_content(name, json.loads(read_text("print_forms", f"{name}.json")), is_own=True)
        for name in OWN
    )
    lines = tuple(
        FormLine(
            NOW.date() - timedelta(days=30 * number),
            _METFORMIN.name,
            "合成A000123",
            20_000,
            3_760,
            _RX,
            "B7",
            "cash",
        )
        for number in range(9)
    )
    values = {
        From.NAME: "王*兰",
        From.SEX: "f",
        From.BIRTH_ON: "1958-**-**",
        From.PHONE: "*******0016",
        From.STORE: "示例 0018 店",
    }
    filled = Filled(own[0], "c-1", values, lines, 33_840, NOW.date(), NOW, is_masked=True)
    hq = replace(own[1], id="f-1", title={"zh_CN": "示例市门诊慢特病报销单（合成）"}, is_own=False)
    return FormsState(forms=(hq, *own), selected=own[0].id, filled=filled)


def states() -> Mapping[str, ComplianceState]:
    """Return every named state."""
    chosen = PackState(people=(WANG,), chosen="c-1")
    given = replace(chosen, why=Why.INSURANCE)
    made = replace(given, pack=pack(), selected="t-0")
    full = ComplianceState(pack=made, folder=FOLDER)
    found = PackState(text="w", found_for="w", people=PEOPLE, chosen="c-2")
    kept = replace(found, chosen="c-4")
    bare = replace(given, pack=pack(0))
    long = pack(40, is_restricted=True, long="（合成商品名，名称特别长的缓释剂型，双层包装）")
    far = f"{FOLDER}/guitai-inspection-20251121-103200-1f0c9a3e.pdf"
    wrong = OrderSheet("订单", FieldProblem("order_no", "ORDER_NO_WRONG"))
    register = ComplianceState(tab=Tab.REGISTER, register=register_state(), folder=FOLDER)
    printed = ComplianceState(tab=Tab.FORMS, pack=chosen, forms=forms_state(), folder=FOLDER)
    noted = Done(Deed.PROXY, lambda _uow: None, 1)
    return {
        "full": full,
        "empty": ComplianceState(folder=FOLDER),
        "chosen": ComplianceState(pack=chosen, folder=FOLDER),
        "found": ComplianceState(pack=replace(found, lacks_why=True), folder=FOLDER),
        "kept": ComplianceState(pack=kept, folder=FOLDER),
        "nobody": ComplianceState(pack=PackState(text="zz", found_for="zz"), folder=FOLDER),
        "making": ComplianceState(pack=replace(given, is_making=True), folder=FOLDER),
        "guessed": replace(full, pack=replace(made, selected="t-3")),
        "bare": replace(full, pack=bare),
        "long_names": replace(full, pack=replace(made, pack=long)),
        "saving": replace(full, saving=Saving(31, 84)),
        "stale": replace(full, pack=replace(made, pack=replace(pack(), files=_stale_files()))),
        "saved": replace(full, saved=far),
        "undo": replace(full, done=noted),
        "order": replace(full, pack=replace(made, sheet=OrderSheet("SO20251"))),
        "order_wrong": replace(full, pack=replace(made, sheet=wrong)),
        "proxy": replace(full, pack=replace(made, sheet=ProxySheet("李明", is_for_sale=True))),
        "register": register,
        "register_none": replace(
            register, register=RegisterState("2020", register.register.register)
        ),
        "register_reading": replace(register, register=RegisterState(is_reading=True)),
        "register_saved": replace(register, saved=far.replace("inspection", "prescriptions")),
        **_of_requests(chosen),
        "forms": printed,
        "forms_nobody": replace(
            printed, pack=PackState(), forms=replace(printed.forms, filled=None)
        ),
        "offline": full,
        "error": replace(full, refusal=Refusal("EXPORT_FAILED")),
        "refusal": ComplianceState(pack=chosen, folder=FOLDER, refusal=Refusal("NOT_RESPONSIBLE")),
    }


def _stale_files() -> tuple[PackFile, ...]:
    at = NOW - timedelta(hours=2)
    return (PackFile("pdf", "1f0c9a3e", "-", at), PackFile("xlsx", "77ab01c2", "-", at))


def _of_requests(chosen: PackState) -> Mapping[str, ComplianceState]:
    late = requests_state()
    lacks = FieldProblem("note", "REQUEST_NEEDS_REASON")
    no_answer = AnswerSheet(Answer.DONE, problem=FieldProblem("note", "REQUEST_NEEDS_ANSWER"))
    no_reason = AnswerSheet(Answer.REFUSED, problem=lacks)
    asked = ComplianceState(tab=Tab.REQUESTS, pack=chosen, requests=late, folder=FOLDER)
    return {
        "requests": asked,
        "requests_none": replace(asked, pack=PackState(), requests=RequestsState(items=())),
        "requests_others": replace(
            asked,
            pack=replace(
                chosen, people=(replace(WANG, id="c-9", masked_name="周*"),), chosen="c-9"
            ),
            requests=replace(late, whose="c-9", selected=None),
        ),
        "request_copy": replace(asked, requests=replace(late, whose="c-2", selected="r-2")),
        "request_new": replace(asked, requests=replace(late, sheet=RequestSheet(Right.ERASE))),
        "request_answered": replace(asked, requests=replace(late, sheet=no_answer)),
        "request_refused": replace(asked, requests=replace(late, sheet=no_reason)),
    }
