"""HQ's word on counted work that belongs to no task, as tills read it."""

from __future__ import annotations

from typing import Any

import pytest

from sync.hub.hub import Hub
from terminal.domain.event import Presence, attendance_id, next_id, undoing_id
from tests.desk_builders import a_contact, a_learning, a_signup, an_attendance, an_external_id
from tests.hub_fixtures import FakeTime, ScriptedTill, new_till

CUSTOMER = ("customer", "c-1", {"set": {"name": "测试甲"}})
BODIES: dict[str, dict[str, Any]] = {
    "contact": a_contact("c-1"),
    "learning": a_learning(),
    "signup": a_signup("c-1"),
    "attendance": an_attendance("event-1", "c-1"),
}
DAY_MS = 86_400_000


@pytest.fixture
def tills(hub: Hub) -> tuple[ScriptedTill, ScriptedTill]:
    first, second = new_till(hub), new_till(hub)
    first.sync(first.save(CUSTOMER))
    return first, second


def deed(till: ScriptedTill, kind: str, record: str, **more: Any) -> tuple[str, str, Any]:
    fields = {**BODIES[kind], "at": till.hub.outside.now_ms(), **more}
    given = {name: value for name, value in fields.items() if value is not None}
    return (kind, record, {"fact": given})


def word(till: ScriptedTill, kind: str, record: str) -> tuple[bool | None, str | None]:
    till.hub.judge_work()
    till.read_all()
    body = till.body(kind, record) or {}
    return body.get("accepted"), body.get("accepted_code")


@pytest.mark.parametrize("kind", BODIES)
def test_it_counts_when_it_is_dated_near_its_arrival(
    tills: tuple[ScriptedTill, ScriptedTill], kind: str
) -> None:
    till, _ = tills
    now = till.hub.outside.now_ms()
    till.sync(till.save(deed(till, kind, "x-1")))
    assert "accepted" not in (till.body(kind, "x-1") or {})
    assert (True, None) == word(till, kind, "x-1")
    till.sync(till.save(deed(till, kind, "x-2", at=now + 5 * 60_000 + 1, program="other")))
    assert (False, "AT_FUTURE") == word(till, kind, "x-2")
    till.sync(till.save(deed(till, kind, "x-3", at=now - 90 * DAY_MS - 1, program="third")))
    assert (False, "AT_OLD") == word(till, kind, "x-3")


def test_a_second_signup_counts_only_after_the_first_ended_or_was_undone(
    tills: tuple[ScriptedTill, ScriptedTill], fake_time: FakeTime
) -> None:
    first, second = tills
    far = "2999-12-31"
    first.sync(first.save(deed(first, "signup", "x-1", until_on=far)))
    fake_time.ms += 5
    second.sync(second.save(deed(second, "signup", "x-2", until_on=far)))
    other = deed(second, "signup", "x-3", program="vaccines", until_on=far)
    second.sync(second.save(other))
    assert (True, None) == word(first, "signup", "x-1")
    assert (False, "DOUBLE") == word(first, "signup", "x-2")
    assert (True, None) == word(first, "signup", "x-3")
    fake_time.ms += 5
    first.sync(first.save(deed(first, "signup", "x-4", undoes="x-1")))
    assert (False, "UNDONE") == word(first, "signup", "x-1")
    assert (True, None) == word(first, "signup", "x-2")
    assert (True, None) == word(first, "signup", "x-4")


def test_a_renewal_counts_from_the_day_after_the_last_one(
    tills: tuple[ScriptedTill, ScriptedTill], fake_time: FakeTime
) -> None:
    till, _ = tills
    till.sync(till.save(deed(till, "signup", "x-1", until_on="2000-01-01")))
    fake_time.ms += 5
    till.sync(till.save(deed(till, "signup", "x-2", until_on=None)))
    fake_time.ms += 5
    till.sync(till.save(deed(till, "signup", "x-3", until_on=None)))
    words = {name: word(till, "signup", name) for name in ("x-1", "x-2", "x-3")}
    assert {"x-1": (True, None), "x-2": (True, None), "x-3": (False, "DOUBLE")} == words


def test_a_card_learned_by_somebody_is_no_customers_and_counts_for_the_store(
    hub: Hub, tills: tuple[ScriptedTill, ScriptedTill]
) -> None:
    first, second = tills
    first.sync(first.save(deed(first, "learning", "n-1")))
    assert (True, None) == word(second, "learning", "n-1")


def test_a_card_that_was_not_known_yet_does_not_count(
    tills: tuple[ScriptedTill, ScriptedTill],
) -> None:
    first, second = tills
    first.sync(first.save(deed(first, "learning", "n-0", score_e2=0)))
    first.sync(first.save(deed(first, "learning", "n-1", score_e2=100)))
    assert (False, "NOT_KNOWN") == word(second, "learning", "n-0")
    assert (True, None) == word(second, "learning", "n-1")


def test_two_tills_that_scan_one_guest_made_one_attendance(
    tills: tuple[ScriptedTill, ScriptedTill], fake_time: FakeTime
) -> None:
    first, second = tills
    first.sync(first.save(deed(first, "attendance", "a-1")))
    fake_time.ms += 5
    second.sync(second.save(deed(second, "attendance", "a-1")))
    assert (True, None) == word(first, "attendance", "a-1")
    first.read_all()
    second.read_all()
    assert first.body("attendance", "a-1") == second.body("attendance", "a-1")


def test_an_attendance_that_was_taken_back_does_not_count_and_the_next_one_does(
    tills: tuple[ScriptedTill, ScriptedTill], fake_time: FakeTime
) -> None:
    first, second = tills
    came = attendance_id("event-1", "c-1", Presence.CAME)
    undone = undoing_id(came)
    again = next_id("event-1", "c-1", [came, undone])
    first.sync(first.save(deed(first, "attendance", came)))
    assert (True, None) == word(first, "attendance", came)
    fake_time.ms += 5
    first.sync(first.save(deed(first, "attendance", undone, code="undone")))
    assert (False, "UNDONE") == word(first, "attendance", came)
    fake_time.ms += 5
    second.sync(second.save(deed(second, "attendance", again)))
    assert (True, None) == word(second, "attendance", again)
    assert (False, "UNDONE") == word(first, "attendance", came)


def test_work_of_both_sorts_in_one_push_is_judged(
    tills: tuple[ScriptedTill, ScriptedTill],
) -> None:
    till, _ = tills
    outcome = {
        "task": "t-9", "customer": "c-1", "code": "refused", "at": till.hub.outside.now_ms(),
        "by": "staff-1",
    }  # fmt: skip
    till.sync(till.save(("outcome", "o-1", {"fact": outcome}), deed(till, "contact", "x-1")))
    assert (False, "TASK_UNKNOWN") == word(till, "outcome", "o-1")
    assert (True, None) == word(till, "contact", "x-1")


def test_a_lead_is_its_stores_until_its_steps_name_a_customer(
    hub: Hub, tills: tuple[ScriptedTill, ScriptedTill]
) -> None:
    first, second = tills
    now = first.hub.outside.now_ms()
    lead = {"store": "0018", "source": "event", "at": now, "by": "staff-1", "name": "合成线索"}
    step = {"lead": "l-1", "stage": "contacted", "at": now, "by": "staff-1"}
    first.sync(first.save(("lead", "l-1", {"set": lead})))
    first.sync(first.save(("lead_stage", "g-1", {"fact": step})))
    second.sync(second.save(("lead_stage", "g-2", {"fact": {**step, "customer": "c-1"}})))
    second.sync(second.save(("lead", "l-1", {"set": {"owner": "staff-2"}})))
    first.read_all()
    assert "staff-2" == (first.body("lead", "l-1") or {})["owner"]
    assert "c-1" == (first.body("lead_stage", "g-2") or {})["customer"]


def test_a_code_that_one_till_was_taught_for_a_medicine_reaches_the_other(
    tills: tuple[ScriptedTill, ScriptedTill],
) -> None:
    first, second = tills
    body = an_external_id(entity_kind="medicine", entity="m-1", system="barcode", customer=None)
    first.sync(first.save(("external_id", "x-1", {"fact": body})))
    second.read_all()
    assert body == second.body("external_id", "x-1")
    second.sync(second.save(("external_id", "x-2", {"fact": body | {"undoes": "x-1"}})))
    first.read_all()
    assert "x-1" == (first.body("external_id", "x-2") or {}).get("undoes")
