"""What was begun and not saved: whose it is, how long it is kept, and with what it goes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from terminal.domain.begun import KEPT, Begun, BegunKind
from terminal.domain.consent import Purpose
from terminal.domain.customer import mask_name
from terminal.domain.enrolment import Draft
from terminal.domain.followup import OutcomeCode
from terminal.domain.staff import Role, Session
from terminal.services import begun, consents, enrolment, followups, handing_many, knowledge, visits
from terminal.services.begun import content_of
from terminal.services.enrolment import Enrolled
from terminal.services.followups import OutcomeEntry
from tests.builders import SESSION, HqStream, TestStore, a_customer, a_store, load
from tests.integration.services.conftest import Shop
from tests.integration.services.shop import a_due, audited, everything, ops, rows
from tests.integration.services.test_counter_codes import ID_CARD, INSURANCE, PAYMENT

OTHER: Final = replace(SESSION, actor="staff-2")
NOBODY: Final = Session("system", Role.SYSTEM, "", "")
FILE: Final = Draft(phone="15400000021", name="合成新客", kind="buys_chronic")
DAY_MS: Final = 86_400_000

Till = tuple[TestStore, HqStream]


@pytest.fixture
def both(shop: Shop) -> Till:
    return shop(("task", "k-1", a_due("c-1")))


@pytest.fixture
def till(both: Till) -> TestStore:
    return both[0]


def a_file(draft: Draft = FILE, place: str = "0") -> Begun:
    return Begun(BegunKind.FILE, place, content_of(draft))


def a_note(text: str = "饭后头晕", customer: str = "c-1", **more: Any) -> Begun:
    content = {"text": text, "effects": [], **more}
    return Begun(BegunKind.NOTE, customer, content, customer)


def a_task_note(text: str = "下午再打") -> Begun:
    return Begun(BegunKind.TASK, "k-1", {"text": text})


def a_handing(text: str = "请接着问") -> Begun:
    return Begun(BegunKind.HANDING, "c-1", {"text": text}, "c-1")


def a_question(text: str = "能与柚子同食吗", customer: str | None = None) -> Begun:
    return Begun(BegunKind.QUESTION, "", {"text": text}, customer)


ALL: Final = (a_file(), a_note(), a_task_note(), a_handing(), a_question())


def keep(till: TestStore, *typed: Begun, session: Session = SESSION) -> None:
    till.run(lambda uow: begun.keep(uow, typed=typed), session)


def mine(till: TestStore, session: Session = SESSION) -> tuple[Begun, ...]:
    found: begun.Mine = till.run(begun.mine, session)
    return found.entries


def kinds(till: TestStore, session: Session = SESSION) -> set[BegunKind]:
    return {one.kind for one in mine(till, session)}


def stored(till: TestStore) -> int:
    return int(rows(till, "SELECT count(*) FROM begun")[0][0])


def test_everything_is_there_after_a_start_and_hq_hears_nothing(
    till: TestStore, tmp_path: Path
) -> None:
    keep(till, *ALL)
    till.close()
    again = a_store(tmp_path, enrolled=False)
    found = mine(again)
    said = {one.kind: one.content for one in found}
    assert set(BegunKind) == said.keys()
    assert {"text": "饭后头晕", "effects": []} == said[BegunKind.NOTE]
    assert content_of(FILE).items() <= dict(said[BegunKind.FILE] or {}).items()
    named = {one.kind: (one.customer, one.name) for one in found if one.customer}
    masked = mask_name(a_customer(1)["name"])
    assert set(named.values()) == {("c-1", masked)}
    assert {BegunKind.NOTE, BegunKind.TASK, BegunKind.HANDING} == named.keys()
    assert ([], []) == (ops(again), audited(again))
    again.close()


def test_nobody_sees_what_another_typed_nor_puts_it_away(till: TestStore) -> None:
    keep(till, *ALL)
    assert () == mine(till, OTHER)
    keep(till, a_note("另一位"), session=OTHER)
    keep(till, session=OTHER)
    assert set(BegunKind) == kinds(till)


def test_who_has_not_signed_in_keeps_and_is_told_nothing(till: TestStore) -> None:
    keep(till, *ALL, session=NOBODY)
    assert 0 == stored(till)
    keep(till, *ALL)
    assert begun.Mine(None) == till.run(begun.mine, NOBODY)


def test_what_is_no_longer_typed_is_forgotten_and_what_is_being_saved_stays(
    till: TestStore,
) -> None:
    keep(till, *ALL)
    keep(till, replace(a_note(), content=None), a_file())
    assert {BegunKind.NOTE, BegunKind.FILE} == kinds(till)
    keep(till)
    assert 0 == stored(till)


def test_it_is_as_old_as_the_last_change_wherever_it_stands(till: TestStore) -> None:
    keep(till, a_file(), a_note())
    first = till.read(lambda uow: uow.now)
    till.clock.advance(ms=60_000)
    keep(till, a_file(Draft(name="又一位")), a_file(FILE, "1"), a_note("饭后头晕，走路不稳"))
    later = till.read(lambda uow: uow.now)
    at = {(one.kind, one.place): one.at for one in mine(till)}
    assert first == at[BegunKind.FILE, "1"]
    assert {later} == {at[BegunKind.FILE, "0"], at[BegunKind.NOTE, "c-1"]}


def test_after_a_week_it_is_gone_whoever_signs_in(till: TestStore) -> None:
    keep(till, *ALL)
    till.clock.advance(ms=round(KEPT.total_seconds() * 1000) - 1)
    assert set(BegunKind) == kinds(till)
    till.clock.advance(ms=2)
    assert () == mine(till, OTHER)
    assert 0 == stored(till)


def test_a_clock_set_ahead_throws_nothing_away_until_hq_has_told_the_time(till: TestStore) -> None:
    heard_ms = till.read(lambda uow: uow.now_ms)
    till.run(lambda uow: uow.sync.note_exchange(heard_ms, 0))
    keep(till, *ALL)
    till.clock.advance(days=8)
    assert set(BegunKind) == kinds(till), "nobody but this clock says that a week is over"
    keep(till, *ALL, session=OTHER)
    assert set(BegunKind) == kinds(till)
    till.run(lambda uow: uow.sync.note_exchange(uow.now_ms, 0))
    assert () == mine(till)


def test_what_is_still_typed_after_a_week_does_not_grow_young(till: TestStore) -> None:
    keep(till, a_note())
    till.clock.advance(days=8)
    keep(till, a_note())
    assert 1 == stored(till)
    assert () == mine(till)


@pytest.mark.parametrize("is_restricted", [False, True])
def test_it_goes_with_the_customers_file(both: Till, is_restricted: bool) -> None:
    till, stream = both
    keep(till, *ALL, a_note("那位", "c-2"), a_question(customer="c-1"))
    if is_restricted:
        stream.change("customer", "c-1", a_customer(1, restricted=True))
    else:
        stream.remove("customer", "c-1")
    load(till, stream)
    left = rows(till, "SELECT kind, customer FROM begun ORDER BY kind")
    assert [("file", None), ("note", "c-2")] == left
    keep(till, a_file(), a_note(), a_handing(), a_question(customer="c-1"))
    assert {BegunKind.FILE} == kinds(till)


def test_a_guardian_who_is_gone_leaves_the_childs_file_without_one(both: Till) -> None:
    till, stream = both
    child = replace(FILE, templates=frozenset({"child"}), guardian="c-1", guardian_name="合成")
    keep(till, a_file(child))
    (found,) = mine(till)
    masked = mask_name(a_customer(1)["name"])
    assert ("c-1", masked) == tuple((found.content or {})[k] for k in ("guardian", "guardian_name"))
    assert "guardian_name" not in rows(till, "SELECT content FROM begun")[0][0]
    stream.remove("customer", "c-1")
    load(till, stream)
    (found,) = mine(till)
    assert (None, "") == tuple((found.content or {})[k] for k in ("guardian", "guardian_name"))


def test_side_effects_of_who_refused_a_health_file_are_not_kept(till: TestStore) -> None:
    say = {"customer_id": "c-1", "text_version": consents.SPOKEN}
    till.run(lambda uow: consents.say(uow, words={Purpose.HEALTH_FILE: False}, **say))
    keep(till, a_note(effects=["dizzy"]))
    (found,) = mine(till)
    assert {"text": "饭后头晕", "effects": []} == found.content


@pytest.mark.parametrize("code", [ID_CARD, PAYMENT, INSURANCE])
def test_a_code_that_may_never_be_stored_is_not_and_the_words_before_it_stay(
    till: TestStore, code: str
) -> None:
    keep(till, a_note("头晕"), a_file())
    keep(till, a_note(f"头晕 {code}"), a_file(replace(FILE, name=code)), a_question(code))
    assert code not in everything(till)
    assert {BegunKind.NOTE, BegunKind.FILE} == kinds(till)
    assert "头晕" in everything(till)


# Saved, it is forgotten in the same moment: a program that ends right then offers it to nobody.


def test_a_file_that_is_saved_is_no_draft_and_those_put_aside_are(till: TestStore) -> None:
    aside = Draft(name="又一位")
    keep(till, a_file(), a_file(aside, "1"))
    done = till.run(lambda uow: enrolment.enrol(uow, draft=replace(FILE, name="合成新客户")))
    assert isinstance(done, Enrolled)  # With its last key not kept yet.
    assert ["又一位"] == [(one.content or {})["name"] for one in mine(till)]
    keep(till, a_file(aside), a_file(FILE, "1"))
    assert isinstance(till.run(lambda uow: enrolment.enrol(uow, draft=FILE)), Enrolled)
    assert ["又一位"] == [(one.content or {})["name"] for one in mine(till)]


def test_a_file_that_could_not_be_saved_stays(till: TestStore) -> None:
    keep(till, a_file(replace(FILE, kind=None)))
    assert isinstance(
        till.run(lambda uow: enrolment.enrol(uow, draft=replace(FILE, kind=None))), tuple
    )
    assert {BegunKind.FILE} == kinds(till)


def test_words_that_are_saved_are_no_draft(till: TestStore) -> None:
    keep(till, *ALL)
    till.run(lambda uow: visits.note(uow, customer_id="c-1", text="饭后头晕"))
    assert BegunKind.NOTE not in kinds(till)
    entry = OutcomeEntry(OutcomeCode.NO_ANSWER, None, "下午再打")
    till.run(lambda uow: followups.record(uow, task_id="k-1", entry=entry))
    assert BegunKind.TASK not in kinds(till)
    till.run(lambda uow: knowledge.ask(uow, text="能与柚子同食吗", customer_id=None))
    assert {BegunKind.FILE, BegunKind.HANDING} == kinds(till)
    till.run(
        lambda uow: handing_many.hand_over(
            uow, task_id="k-1", tasks=("k-1",), to="staff-2", note="请接着问"
        )
    )
    assert {BegunKind.FILE} == kinds(till)
