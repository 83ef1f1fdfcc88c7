"""The sheets in which pictures are taken. All data is made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from terminal.domain.card import CustomerCard
from terminal.domain.card_file import Relative
from terminal.domain.consent import Consent, Purpose
from terminal.domain.event import Event
from terminal.domain.missing import Missing, MissingField
from terminal.domain.observation import BLOOD_PRESSURE, GLUCOSE_RANDOM
from terminal.domain.problems import FieldProblem
from terminal.domain.proxy import IdKind
from terminal.domain.visit import VisitNote
from terminal.services.consents import ASKED, SPOKEN, Stand
from terminal.services.handing_over import Colleague
from terminal.services.labels import Choice
from terminal.services.note_corrections import NoteMended, PastNote
from terminal.services.reading_corrections import Mended, Past
from ui.counter.sheets import note_choice
from ui.counter.sheets.label_sheet import LabelSheet
from ui.counter.sheets.note_past import NoteMending
from ui.counter.sheets.past import Mending
from ui.counter.sheets.state import (
    AdviceSheet,
    ComplaintSheet,
    ConsentSheet,
    Deed,
    EventSheet,
    FieldSheet,
    HandSheet,
    NoteSheet,
    ProxySheet,
    ReadingSheet,
    RefillSheet,
    Sheet,
    WhySheet,
)
from ui.followups.states import NOW, TODAY, reading


def sheets(card: CustomerCard) -> Mapping[str, Sheet]:
    """Return every sheet of a customer, by name."""
    who = card.id, card.masked_name
    order = FieldProblem("systolic_mmhg", "READING_PRESSURE_ORDER")
    soon = TODAY + timedelta(days=14)
    return {
        "pressure": ReadingSheet(*who, BLOOD_PRESSURE, "152 94", mending=_past()),
        "pressure_wrong": ReadingSheet(*who, BLOOD_PRESSURE, "82 128", problem=order),
        **_mending(card),
        **_notes(card),
        "glucose_mg": ReadingSheet(*who, GLUCOSE_RANDOM, "310"),
        "note": NoteSheet(*who, "晨起头晕两次，否认乏力，昨晚漏服", ("dizzy", "low")),
        "complaint": ComplaintSheet(*who),
        "why": WhySheet(*who),
        "event": EventSheet(*who, (_event(1, "健康日：免费测血压血糖"), _event(6, "糖尿病讲座"))),
        "hand": _hand(card),
        "labels": LabelSheet(*who, "mb", _labels()),
        "labels_all": LabelSheet(*who, "", _labels()),
        "labels_none": LabelSheet(*who, "zzz", _labels()),
        "proxy": ProxySheet(*who, "李明", IdKind.HOUSEHOLD),
        "consents": ConsentSheet(*who, _stands(card.id), {Purpose.MARKETING: False}),
        "consents_child": ConsentSheet(
            *who,
            _stands(card.id),
            {Purpose.REMINDERS: True},
            (Relative("customer-8", "李*", 41), Relative("customer-9", "欧**兰", 39)),
            "customer-9",
        ),
        "refill": RefillSheet(*who, card.today, card.medicines),
        "refill_early": RefillSheet(*who, card.today, card.medicines, chosen=2, text="2 56"),
        "refill_wrong": RefillSheet(*who, card.today, card.medicines, text="0"),
        "field": FieldSheet(*who, MissingField(Missing.ALLERGIES), "青霉素 皮疹"),
        "field_choice": FieldSheet(*who, MissingField(Missing.CONDITION, "hyperlipidemia")),
        "advice": AdviceSheet(*who, reading(BLOOD_PRESSURE, 186, 112), soon, TODAY),
    }


def _labels() -> tuple[Choice, ...]:
    return (
        Choice("chronic_insured", "医保慢特病", True, "rule", ("医保慢特病", "yibao", "ybmtb")),
        Choice("buys_chronic", "慢病用药", True, "staff", ("慢病用药", "manbing", "mbyy")),
        Choice("night", "夜班", False, "", ("夜班", "yeban", "yb")),
        Choice("mb", "慢病俱乐部会员，每月第一个周六到店", False, "", ("慢病俱乐部", "mbjlb")),
        Choice("elder", "老人", False, "", ("老人", "laoren", "lr")),
    )


def _past(chosen: int = 0, *, is_withdrawing: bool = False) -> Mending:
    hour, day = timedelta(hours=1), timedelta(days=1)
    past = (
        Past(reading(BLOOD_PRESSURE, 128, 82, at=NOW - hour), by="陈药师"),
        Past(
            reading(BLOOD_PRESSURE, 146, 92, at=NOW - 9 * day),
            (reading(BLOOD_PRESSURE, 164, 92),),
            by="李药师",
            is_here=False,
        ),
        Past(
            reading(BLOOD_PRESSURE, 138, 86, at=NOW - 79 * day),
            by="陈药师",
            form={"zh_CN": "高血压随访问卷", "en": "Hypertension follow-up"},
        ),
    )
    return Mending(past, TODAY, chosen, is_withdrawing)


def _mending(card: CustomerCard) -> Mapping[str, Sheet]:
    empty = ReadingSheet(card.id, card.masked_name, BLOOD_PRESSURE)
    changed = FieldProblem("systolic_mmhg", "READING_UNCHANGED")
    return {
        "mending": replace(empty, text="182 82", mending=_past(1)),
        "mending_same": replace(empty, text="128 82", problem=changed, mending=_past(1)),
        "mending_form": replace(empty, mending=_past(3)),
        "withdrawing": replace(empty, mending=_past(2, is_withdrawing=True)),
    }


def _notes(card: CustomerCard) -> Mapping[str, Sheet]:
    hour, day = timedelta(hours=1), timedelta(days=1)

    def note(name: str, at: datetime, text: str, *effects: str) -> VisitNote:
        return VisitNote(name, card.id, at, "staff-1", "counter", text, effects)

    past = (
        PastNote(note("v-1", NOW - hour, "晨起头晕两次，昨晚漏服", "dizzy"), by="陈药师"),
        PastNote(
            note(
                "v-2",
                NOW - 9 * day,
                "换药后干咳，夜里重，已建议复诊并记下症状出现的时间与频次备查",
                "cough",
            ),
            (note("v-0", NOW - 9 * day, "换药后皮疹", "rash"),),
            by="李药师",
            is_here=False,
        ),
    )
    mending = NoteMending(past, TODAY)
    new = NoteSheet(card.id, card.masked_name, "家属来问用法", mending=mending)
    right = note_choice.choose(new, "v-1")
    return {
        "note_past": new,
        "note_mending": replace(right, text="晨起头晕一次，昨晚漏服"),
        "note_withdrawing": note_choice.choose(right, "v-2", is_withdrawing=True),
    }


def mended(card: CustomerCard) -> Mapping[str, Deed]:
    """Return a reading that was just put right, and one that was withdrawn."""
    sheet = ReadingSheet(card.id, card.masked_name, BLOOD_PRESSURE)
    old, now = reading(BLOOD_PRESSURE, 186, 82), reading(BLOOD_PRESSURE, 128, 82)
    right = Mended(old, ("r-2",), now, TODAY, cancelled=1)
    note = NoteSheet(card.id, card.masked_name)
    said = VisitNote("v-1", card.id, NOW, "staff-1", "counter", "晨起头晕")
    gone = Mended(old, ("r-2",), None, TODAY, still_on=TODAY + timedelta(days=14))
    return {
        "mended": Deed(sheet, right.made, now, mended=right),
        "withdrawn": Deed(sheet, gone.made, old, mended=gone),
        "note_withdrawn": Deed(
            note, ("v-3",), note_mended=NoteMended(said, "v-3", is_withdrawn=True)
        ),
    }


def _hand(card: CustomerCard) -> HandSheet:
    people = (
        Colleague("staff-2", "李药师", "pharmacist"),
        Colleague("staff-3", "周店员", "clerk"),
        Colleague("staff-1", "陈药师", "pharmacist", is_me=True),
    )
    tasks = tuple(one.id for one in card.tasks)
    titles = tuple(one.title for one in card.tasks)
    return HandSheet(
        card.id, card.masked_name, tasks[0], "下周休假", people, tasks, titles, chosen=2
    )


def _event(hour: int, title: str) -> Event:
    begins = NOW.replace(hour=hour, minute=0)
    return Event(f"event-{hour}", title, begins, begins + timedelta(hours=3))


def deed(card: CustomerCard) -> Deed:
    """Return a reading that was just recorded."""
    item = reading(BLOOD_PRESSURE, 128, 82)
    return Deed(ReadingSheet(card.id, card.masked_name, BLOOD_PRESSURE), ("r-1",), item)


def _stands(customer: str) -> tuple[Stand, ...]:
    def said(purpose: Purpose) -> Consent | None:
        if purpose is Purpose.REMINDERS:
            return None
        stamp = "0" * 24
        return Consent("c", customer, purpose, True, SPOKEN, "spoken", NOW, "s", stamp)

    return tuple(Stand(purpose, said(purpose)) for purpose in ASKED)
