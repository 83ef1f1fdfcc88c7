"""The states in which pictures of the counter page are taken. All data is made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from terminal.domain.card import (
    ConflictItem,
    CustomerCard,
    CustomerHit,
    EventItem,
    EventKind,
    Hit,
    MedicineHit,
    MedicineItem,
    MedicineLine,
    ReplyItem,
    Revealed,
    SignedMember,
    TaskItem,
    allergies_only,
)
from terminal.domain.card_file import CardFile
from terminal.domain.customer import Allergy, Mark
from terminal.domain.followup import OutcomeCode
from terminal.domain.medicine import Pack
from terminal.domain.missing import Missing, MissingField
from terminal.domain.observation import BLOOD_PRESSURE, GLUCOSE_FASTING
from terminal.domain.problems import Refusal
from terminal.domain.refill import Method, Refill
from terminal.domain.ticket import TracedSale
from terminal.domain.tier import TierReason
from terminal.services.teaching import Taught
from ui.counter.file_states import (
    a_child,
    a_file,
    a_long_file,
    a_refused_file,
    dangerous,
    mended_events,
)
from ui.counter.sheets.states import deed, mended, sheets
from ui.counter.state import CounterState, Lesson, Parked
from ui.followups.desk import DeskState, FormState, RedFlag, UndoOffer
from ui.followups.entry import Draft
from ui.followups.state import Counts
from ui.followups.states import NOW, TODAY, reading, task

COUNTS: Final = Counts(overdue=5, today=7, done=4, accepted=3)
_STANDING: Final = TierReason(
    346_200, 31, by_spend=True, by_visits=False, missing_fen=0, missing_visits=17
)


def medicine(
    title: str,
    last_on: date,
    packs: int,
    days: int | None,
    left: int | None,
    stock: int | None,
) -> MedicineItem:
    """Return a made-up medicine in use."""
    return MedicineItem(
        medicine=title,
        title=title,
        last_on=last_on,
        packs_e4=packs * 10_000,
        days_supply=days,
        run_out_on=None if left is None else TODAY + timedelta(days=left),
        days_left=left,
        stock_e4=None if stock is None else stock * 10_000,
        stock_as_of=NOW,
        refill=None if left is None else _refill(title, left),
    )


def _refill(title: str, left: int) -> Refill:
    due = TODAY + timedelta(days=left)
    return Refill(title, due, due, Method.LABEL, 30, 1, 6, 0.71 if left < 0 else 0.3)


def _conflict() -> ConflictItem:
    said = {"none_yet": "尚未用药", "elsewhere": "在别处购药", "will_ask": "下次再问"}
    replies = tuple(ReplyItem(code, {"zh_CN": word, "en": code}) for code, word in said.items())
    ask = {
        "zh_CN": "档案有糖尿病史，但没有在用药。是什么情况？",
        "en": "Diabetes is on file and no medicine in use. How is it?",
    }
    return ConflictItem("conflict-diabetes-no-medicine", "k", ask, replies)


def _medicines() -> tuple[MedicineItem, ...]:
    return (
        medicine("盐酸二甲双胍片 0.5 g × 60", date(2026, 10, 13), 1, 30, -9, 24),
        medicine("阿卡波糖片 50 mg × 30", date(2026, 11, 2), 2, 20, 1, 0),
        medicine("苯磺酸氨氯地平片 5 mg × 28", date(2026, 11, 5), 2, 56, 40, 61),
    )


def _events(mark: Mark = Mark.ACCEPTED) -> tuple[EventItem, ...]:
    def day(back: int) -> date:
        return TODAY - timedelta(days=back)

    purchase, followup = EventKind.PURCHASE, EventKind.FOLLOWUP
    glucose = reading(GLUCOSE_FASTING, 79)
    return (
        EventItem(followup, day(0), NOW, mark, outcome=OutcomeCode.NO_ANSWER, note="下午再打"),
        EventItem(
            purchase,
            day(16),
            NOW - timedelta(days=16),
            Mark.ACCEPTED,
            3,
            18_640,
            "insurance",
            "陈药师",
        ),
        EventItem(
            EventKind.READING,
            day(24),
            NOW - timedelta(days=24),
            Mark.RECEIVED,
            reading=reading(BLOOD_PRESSURE, 138, 86),
        ),
        EventItem(
            followup,
            day(26),
            NOW - timedelta(days=26),
            Mark.ACCEPTED,
            staff_name="李药师",
            outcome=OutcomeCode.DONE,
            reading=glucose,
            note="已提醒饮食",
        ),
        EventItem(
            purchase, day(40), NOW - timedelta(days=40), Mark.ACCEPTED, 1, 3_250, "wechat", "陈药师"
        ),
    )


def _tasks() -> tuple[TaskItem, ...]:
    first = task(1, value=reading(GLUCOSE_FASTING, 84, at=NOW - timedelta(days=79)))
    tasks = first, task(2, "refill", days=1), task(3, "pressure", days=0)
    return tuple(replace(one, customer="customer-1", phone_tail="6021") for one in tasks)


def full_card() -> CustomerCard:
    """Return the customer of the drawing."""
    return CustomerCard(
        id="customer-1",
        masked_name="王*兰",
        sex="female",
        age=67,
        phone_tail="6021",
        member_code="320400187731",
        tier="A",
        allergies=(Allergy("青霉素类"), Allergy("头孢克肟", "2024 年皮疹")),
        conditions=("t2dm", "htn"),
        tags=("慢病管理", "医保慢特病"),
        glucose=reading(GLUCOSE_FASTING, 84, at=NOW - timedelta(days=79)),
        pressure=reading(BLOOD_PRESSURE, 138, 86, at=NOW - timedelta(days=79)),
        spent_fen=346_200,
        visits=31,
        medicines=_medicines(),
        tasks=_tasks(),
        events=_events(),
        standing=TierReason(
            346_200, 31, by_spend=True, by_visits=False, missing_fen=0, missing_visits=17
        ),
        today=TODAY,
        file=a_file(),
    )


def shown(card: CustomerCard, *, draft: Draft | None = None) -> CounterState:
    """Return the page with a customer's card, the first task active."""
    drafts = (draft or Draft(), *(Draft() for _ in card.tasks))
    forms = tuple(
        FormState(one, draft=drafts[place], is_active=place == 0)
        for place, one in enumerate(card.tasks)
    )
    return CounterState(counts=COUNTS, card=card, forms=forms)


_REMARK: Final = "老客户，青霉素过敏；血压高十多年，女儿代买，下午方便接电话"


def _sparse() -> CustomerCard:
    return replace(allergies_only("customer-2", (), TODAY, masked_name="林*"), mark=Mark.LOCAL)


def _long() -> CustomerCard:
    card = full_card()
    substances = (
        "青霉素类",
        "头孢菌素类",
        "磺胺甲噁唑",
        "碘造影剂",
        "阿司匹林",
        "布洛芬",
        "链霉素",
    )
    many = tuple(
        medicine(
            f"复方甘草酸苷联合门冬氨酸钾镁缓释胶囊（第 {n} 号长名）0.25 g × 120",
            TODAY,
            12,
            365,
            -n,
            0,
        )
        for n in range(1, 9)
    )
    return replace(
        card,
        id="customer-3",
        masked_name="尉***华",
        tier="重点客户",
        allergies=tuple(Allergy(one, "曾全身皮疹伴呼吸困难") for one in substances),
        medicines=many,
        file=a_long_file(),
        spent_fen=123_456_789,
        visits=365,
    )


def _locked(card: CustomerCard) -> CustomerCard:
    bare = allergies_only(card.id, card.allergies, TODAY, masked_name=card.masked_name)
    tasks = tuple(replace(one, title={}, ask={}, value=None, phone_tail="") for one in card.tasks)
    return replace(bare, tasks=tasks, is_locked=True)


def _restricted(card: CustomerCard) -> CustomerCard:
    bare = allergies_only(card.id, card.allergies, TODAY)
    return replace(bare, is_locked=True, is_restricted=True)


def _dangerous() -> CustomerCard:
    card = full_card()
    return replace(
        card,
        glucose=reading(GLUCOSE_FASTING, 172),
        pressure=reading(BLOOD_PRESSURE, 192, 112),
        tasks=card.tasks[1:],
        file=replace(card.file, knowledge=(dangerous(),)),
    )


def _packs() -> tuple[Hit, ...]:
    sizes = ("50 mg × 30", "50 mg × 45", "100 mg × 30")
    return tuple(
        MedicineHit(f"pack-{place}", f"盐酸阿卡波糖咀嚼片 {size}", place * 10_000, "initials")
        for place, size in enumerate(sizes)
    )


def _hits() -> tuple[Hit, ...]:
    found = (
        ("王*兰", "female", 67, "A", "initials"),
        ("李*", "male", 45, None, "phone"),
        ("欧**兰", "female", 31, "C", "former_name"),
        ("赵*民", "male", 72, "B", "name"),
    )
    customers = tuple(
        CustomerHit(f"hit-{place}", name, sex, age, "6021", tier, by)
        for place, (name, sex, age, tier, by) in enumerate(found)
    )
    title = "盐酸二甲双胍缓释片 0.5 g × 60"
    return (*customers, MedicineHit("hit-9", title, 240_000, "approval_no"))


def _scanned(full: CounterState) -> Mapping[str, CounterState]:
    """Return what stands there once a medicine's code was scanned."""
    line = MedicineLine("m", "苯磺酸氨氯地平片 5 mg × 28", 610_000, NOW, "rx", 3_250)
    pack = Pack("06901234567892", "A20260701", "S-0001", date(2028, 6, 30))
    old_pack = replace(pack, expires_on=TODAY - timedelta(days=22))
    unsure = replace(pack, lot=None, serial=None, problem="GS1_RUN_TOGETHER")
    sold = TracedSale(TODAY - timedelta(days=19), "0032", frozenset(["m"]), is_return=False)
    lesson = Lesson("medicine", "m", line.title, 13, "7885")
    taught = Taught("taught-1", "medicine", "m", line.title)
    return {
        "medicine": replace(full, answer=line),
        "package": CounterState(counts=COUNTS, answer=replace(line, pack=pack)),
        "package_expired": replace(full, answer=replace(line, pack=old_pack, is_expired=True)),
        "package_unsure": replace(full, answer=replace(line, pack=unsure)),
        "package_sold": replace(full, answer=replace(line, sold=sold)),
        "lesson": replace(full, answer=line, lesson=lesson),
        "taught": replace(full, lesson=replace(lesson, taught=taught)),
    }


def _refused(card: CustomerCard) -> Mapping[str, CounterState]:
    """Return what a customer without a health file looks like, and what is about to be noted."""
    tasks = tuple(replace(one, refuses_health=True) for one in card.tasks)
    without = replace(card, file=a_refused_file(), tasks=tasks)
    one = shown(without)
    made = sheets(without)
    return {
        "health_refused": one,
        "health_refused_reading": replace(one, sheet=made["pressure"]),
        "health_refused_note": replace(one, sheet=made["note"]),
        "health_refused_withdrawing": replace(one, sheet=made["withdrawing"]),
    }


def _to_undo(card: CustomerCard, offer: UndoOffer) -> dict[str, CounterState]:
    desk = DeskState(undo=offer)
    missing = replace(
        shown(replace(card, tasks=card.tasks[:2])),
        missing=MissingField(Missing.CONDITION, "hyperlipidemia"),
        answer=Refusal("SCAN_UNKNOWN", {"length": "9"}),
        desk=desk,
    )
    left = replace(shown(_sparse()), deed=deed(card), desk=desk, is_present=True)
    first = replace(card.medicines[0], last_on=TODAY, packs_e4=120_000, is_noted=True)
    noted = shown(replace(card, medicines=(first, *card.medicines[1:])))
    return {"missing_and_undo": missing, "undo_of_another": left, "refill_noted": noted}


def states() -> Mapping[str, CounterState]:
    """Return every named state."""
    card = full_card()
    full = shown(card)
    local = replace(card, events=_events(Mark.LOCAL), mark=Mark.LOCAL)
    old = tuple(replace(one, stock_as_of=NOW - timedelta(days=2)) for one in card.medicines)
    stranger = SignedMember("王*兰", "A", date(2029, 10, 31))
    soon = TODAY + timedelta(days=14)
    offer = UndoOffer("outcome-1", OutcomeCode.DONE, card.tasks[0], Draft("17.2"), soon)
    flag = RedFlag(card.id, card.masked_name, reading(GLUCOSE_FASTING, 172), soon)
    parked = (Parked("customer-2", "林*"), Parked("customer-3", "尉***华"))
    return {
        "full": full,
        "idle": CounterState(counts=COUNTS),
        "idle_unknown": CounterState(answer=Refusal("SCAN_UNKNOWN", {"length": "9"})),
        "offline": shown(replace(local, medicines=old)),
        "refusal": replace(full, answer=Refusal("SCAN_PAYMENT")),
        **_scanned(full),
        "stranger": CounterState(counts=COUNTS, answer=stranger),
        "code_revoked": CounterState(counts=COUNTS, answer=Refusal("MEMBER_CODE_REVOKED")),
        "dropped": CounterState(counts=COUNTS, answer=Refusal("SCAN_ID_OR_PAYMENT")),
        "hits": CounterState(counts=COUNTS, hits=_hits()),
        "hits_medicines": CounterState(counts=COUNTS, hits=_packs()),
        "red_flag": replace(shown(_dangerous()), desk=DeskState(undo=offer, red_flag=flag)),
        "revealed": replace(
            full, revealed=Revealed(card.id, "王秀兰", ("15400006021", "15400007734"))
        ),
        "typing": shown(card, draft=Draft("6.8", "晨起空腹，饮食已控制")),
        "sparse": shown(_sparse()),
        "remark": shown(replace(_sparse(), file=CardFile(note=_REMARK, notes_allergy=True))),
        **_to_undo(card, offer),
        "missing": replace(
            shown(replace(card, tasks=card.tasks[:1])),
            missing=MissingField(Missing.CONDITION, "hyperlipidemia"),
        ),
        "many_tasks": shown(replace(card, tasks=card.tasks * 2)),
        "child": replace(
            shown(replace(_sparse(), age=9, file=a_child())),
            missing=MissingField(Missing.GUARDIAN),
        ),
        "locked": shown(_locked(card)),
        "locked_remark": shown(replace(_locked(_sparse()), file=CardFile(notes_allergy=True))),
        "restricted": shown(_restricted(card)),
        "loading": CounterState(),
        "load_cut_off": CounterState(),
        "lease_ends": full,
        **{f"sheet_{name}": replace(full, sheet=one) for name, one in sheets(card).items()},
        **_refused(card),
        "conflict": shown(replace(card, medicines=(), conflicts=(_conflict(),))),
        "sheet_draft": replace(
            full, sheet=sheets(card)["note"], draft_at=NOW - timedelta(minutes=2)
        ),
        "sheet_saved": replace(full, deed=deed(card)),
        **{
            f"sheet_{name}": replace(shown(replace(card, events=mended_events())), deed=one)
            for name, one in mended(card).items()
        },
        "long_names": replace(shown(_long()), parked=parked),
    }
