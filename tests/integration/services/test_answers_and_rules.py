"""Answers to forms are facts for HQ's rules: questions come and go with what was answered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from terminal.domain.card import ConflictItem
from terminal.domain.forms.filling import Filling
from terminal.domain.forms.model import Coding
from terminal.services import conflicts, counter, forms, switches
from terminal.services.counter import CardFound
from terminal.services.forms import Opened, SavedForm
from tests import desk_builders as desk
from tests.integration.services.hq_desk import HqDesk
from tests.unit.domain.forms.samples import item

RULE: Final = {
    "type": "conflict",
    "when": "'t2dm' in answers.illness && answers.medicine == 0",
    "ask": {"zh_CN": "勾选了糖尿病，用药为空。是什么情况？"},
    "replies": [
        {"code": "none_yet", "words": {"zh_CN": "尚未用药"}},
        {"code": "will_ask", "words": {"zh_CN": "下次再问"}, "again_days": 14},
    ],
}
ILLNESS: Final = item(
    "illness",
    "choice",
    repeats=True,
    answerOption=[{"valueCoding": {"code": one}} for one in ("t2dm", "htn")],
)
MEDICINE: Final = item("medicine", "group", repeats=True, item=[item("name", "string")])
T2DM: Final = Coding("t2dm")


@pytest.fixture
def hq(tmp_path: Path) -> Iterator[HqDesk]:
    """A till with a form of illnesses and medicines and a rule over it."""
    made = HqDesk(tmp_path)
    made.form("f-1", ILLNESS, MEDICINE)
    made.publish("rule", "no-medicine", RULE)
    yield made
    made.till.close()


def answer(hq: HqDesk, *illnesses: Coding, medicine: str = "") -> SavedForm:
    opened = hq.till.run(lambda uow: forms.begin(uow, customer_id="c-1", form_id="f-1"))
    assert isinstance(opened, Opened)
    filling = Filling.begun(opened.form)
    filling.answer((("illness", 0),), *illnesses)
    if medicine:
        filling.answer((("medicine", 0), ("name", 0)), medicine)
    version, answers = opened.form.version, filling.saved()
    hq.till.clock.advance(ms=1_000)
    saved = hq.till.run(
        lambda uow: forms.save(
            uow, customer_id="c-1", form_id="f-1", version=version, answers=answers
        )
    )
    assert isinstance(saved, SavedForm)
    return saved


def asked(hq: HqDesk) -> tuple[ConflictItem, ...]:
    found = hq.till.run(lambda uow: counter.card(uow, customer_id="c-1"))
    assert isinstance(found, CardFound)
    return found.card.conflicts


def test_an_illness_ticked_without_a_medicine_is_a_question_until_one_is_entered(
    hq: HqDesk,
) -> None:
    assert () == asked(hq)
    answer(hq, T2DM)
    assert ["no-medicine"] == [one.rule for one in asked(hq)]
    answer(hq, T2DM, medicine="二甲双胍")
    assert () == asked(hq)


def test_one_key_settles_it_for_these_answers_and_new_ones_ask_again(hq: HqDesk) -> None:
    answer(hq, T2DM)
    (one,) = asked(hq)
    given: dict[str, Any] = {"rule_id": one.rule, "key": one.key, "code": "none_yet"}
    hq.till.run(lambda uow: conflicts.reply(uow, customer_id="c-1", **given))
    assert () == asked(hq)
    answer(hq, T2DM, Coding("htn"))
    assert ["no-medicine"] == [one.rule for one in asked(hq)]


def test_answers_taken_back_are_no_facts_and_those_before_count_again(hq: HqDesk) -> None:
    answer(hq, T2DM)
    saved = answer(hq, T2DM, medicine="二甲双胍")
    assert () == asked(hq)
    hq.till.run(lambda uow: forms.undo(uow, customer_id="c-1", response_id=saved.response))
    assert ["no-medicine"] == [one.rule for one in asked(hq)]


def test_a_rule_takes_effect_at_once_and_a_bad_version_leaves_the_last_good_one(
    hq: HqDesk,
) -> None:
    answer(hq, T2DM)
    broken = {**RULE, "when": "'t2dm' in answers.illness &&"}
    hq.publish("rule", "no-medicine", broken, version=2)
    assert ["no-medicine"] == [one.rule for one in asked(hq)]
    assert {"no-medicine": "POLICY_INVALID"} == hq.till.read(lambda uow: uow.rules.problems())
    hq.publish("rule", "no-medicine", {**RULE, "when": "'htn' in answers.illness"}, version=3)
    assert () == asked(hq)
    assert {} == hq.till.read(lambda uow: uow.rules.problems())


def test_a_ring_a_day_a_draft_and_an_end_are_kept_to(hq: HqDesk) -> None:
    def ids() -> list[tuple[str, int]]:
        found = hq.till.read(lambda uow: uow.policies.forms())
        return [(one.id, one.version) for one in found]

    assert [("f-1", 1)] == ids()
    hq.form("f-1", ILLNESS, version=2, ring="pilot")
    assert [("f-1", 1)] == ids()
    hq.publish("flag", "p", {"name": "ring.pilot", "on": True, "stores": ["9999"]})
    assert [("f-1", 1)] == ids()
    hq.publish("flag", "p", {"name": "ring.pilot", "on": True, "stores": ["0018"]}, version=2)
    assert [("f-1", 2)] == ids()
    hq.form("f-1", ILLNESS, version=3, valid_from="2025-11-22")
    assert [("f-1", 2)] == ids()
    hq.till.clock.advance(ms=86_400_000)
    assert [("f-1", 3)] == ids()
    hq.form("f-1", ILLNESS, version=4, status="draft")
    assert [("f-1", 3)] == ids()
    hq.form("f-1", ILLNESS, version=5, status="withdrawn")
    assert [] == ids()
    content = {**desk.CONTENTS["form"], "expires_on": "2025-11-22"}
    hq.publish("form", "f-2", content)
    assert [("f-2", 1)] == ids()
    hq.till.clock.advance(ms=86_400_000)
    assert [] == ids()


def test_what_is_not_signed_by_hq_is_not_applied_and_says_so(hq: HqDesk) -> None:
    forged = desk.a_config("form", "f-1", version=9) | {"sig": "AA=="}
    hq.common.change("form", "f-1", forged)
    hq.send()
    found = hq.till.read(lambda uow: [one.version for one in uow.policies.forms()])
    assert [1] == found
    centre = hq.till.read(lambda uow: uow.sync.centre(9))
    assert [("form", "f-1", "CONFIG_SIGNATURE")] == [
        (one.kind, one.id, one.code) for one in centre.parked
    ]


@pytest.mark.parametrize(
    ("kind", "bad"),
    [
        ("flag", {"name": "x", "on": "yes"}),
        ("flag", {"name": "x", "on": True, "stores": "0018"}),
        ("template", {"purpose": "refill", "channel": "sms", "text": {}}),
        ("calendar", {"title": {"en": "x"}, "days": ["2026-02-30"]}),
        ("tier_policy", {"a_spend_fen": 0, "a_visits_a_month": 4, "window_days": 365}),
        ("article", {**desk.CONTENTS["article"], "expires_on": "soon"}),
    ],
)
def test_a_bad_one_of_any_sort_leaves_the_last_good_one(
    hq: HqDesk, kind: str, bad: dict[str, Any]
) -> None:
    hq.publish(kind, "x-1")
    hq.publish(kind, "x-1", bad, version=2)
    live = hq.till.read(lambda uow: uow.policies.live(kind))
    assert [("x-1", 1)] == [(one.id, one.version) for one in live]
    assert "POLICY_INVALID" == hq.till.read(lambda uow: uow.rules.problems())["x-1"]


def test_hqs_switches_are_kept_to_by_store_and_day_and_a_bad_one_changes_nothing(
    hq: HqDesk,
) -> None:
    def off() -> set[str]:
        return set(hq.till.read(switches.off))

    assert set() == off(), "what HQ says nothing of is on"
    hq.publish("flag", "s", {"name": "page.stock", "on": False})
    hq.publish("flag", "k", {"name": "page.knowledge", "on": True, "stores": ["9999"]})
    assert {"page.stock", "page.knowledge"} == off()
    hq.publish("flag", "s", {"name": "page.stock", "on": "yes"}, version=2)
    assert {"page.stock", "page.knowledge"} == off()
    assert {"s": "POLICY_INVALID"} == hq.till.read(lambda uow: uow.rules.problems())
    hq.publish("flag", "s", {"name": "page.stock", "on": True}, version=3)
    hq.publish("flag", "k", {"name": "page.knowledge", "on": True}, version=2)
    assert set() == off()
    later = {"name": "page.forms", "on": False}
    hq.publish("flag", "f", later, valid_from="2025-11-22")
    assert set() == off()
    hq.till.clock.advance(ms=86_400_000)
    assert {"page.forms"} == off()
    hq.publish("flag", "f", later, version=2, status="withdrawn")
    assert set() == off()
