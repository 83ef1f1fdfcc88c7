"""Who may do what: people by their role, and tills with customers of other stores."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sync.hub import links
from sync.hub.hub import Hub
from sync.hub.records import Key
from sync.protocol.cycle import VerdictState
from tests.hub_fixtures import (
    OTHER_STORE,
    STORE,
    FakeTime,
    ScriptedTill,
    load_lines,
    new_till,
)

CUSTOMER = ("customer", "c-1", {"set": {"name": "测试甲"}})
PHONE = ("customer", "c-1", {"add": [{"f": "phones", "v": "15400000001"}]})
DAY_MS = 24 * 3_600_000


def hire(hub: Hub, name: str, role: str, *, active: bool = True, store: str = STORE.id) -> None:
    body = {"name": "测试员", "role": role, "active": active}
    load_lines(hub, {"k": "staff", "id": name, "b": body, "stores": [store]})


def said(answer: Any) -> list[tuple[str, str | None]]:
    return [(verdict.st, verdict.code) for verdict in answer.verdicts]


def asking(record: str, name: str = "测试甲", phone: str = "15400000001") -> tuple[str, str, Any]:
    return ("link", record, {"fact": {"name": name, "phone": phone, "at": 1}})


@pytest.mark.parametrize("actor", ["nobody", "staff-9", "c-1"])
def test_work_of_somebody_hq_does_not_know_is_not_taken(hub: Hub, actor: str) -> None:
    till = new_till(hub)
    hire(hub, "staff-9", "pharmacist", store=OTHER_STORE.id)
    answer = till.sync(till.save(CUSTOMER, actor=actor))
    assert [(VerdictState.QUARANTINED, "ACTOR_UNKNOWN")] == said(answer)
    assert till.body("customer", "c-1") is None


def test_the_program_itself_may_act(hub: Hub) -> None:
    till = new_till(hub)
    assert [(VerdictState.APPLIED, None)] == said(till.sync(till.save(CUSTOMER, actor="system")))


@pytest.mark.parametrize(
    ("role", "code"),
    [("manager", "LINK_EVIDENCE"), ("clerk", "ROLE_NOT_ALLOWED"), ("cook", "ROLE_NOT_ALLOWED")],
)
def test_a_kind_says_which_roles_may_make_it(hub: Hub, role: str, code: str) -> None:
    till = new_till(hub)
    hire(hub, "staff-2", role)
    assert [(VerdictState.QUARANTINED, code)] == said(
        till.sync(till.save(asking("l-1"), actor="staff-2"))
    )


def test_a_role_nobody_knows_may_do_nothing(hub: Hub) -> None:
    till = new_till(hub)
    hire(hub, "staff-2", "cook")
    answer = till.sync(till.save(CUSTOMER, actor="staff-2"))
    assert [(VerdictState.QUARANTINED, "ROLE_NOT_ALLOWED")] == said(answer)


def test_work_of_somebody_who_left_is_taken_and_marked(hub: Hub) -> None:
    till = new_till(hub)
    hire(hub, "staff-2", "clerk", active=False)
    answer = till.sync(till.save(CUSTOMER, actor="staff-2"))
    assert [(VerdictState.APPLIED, "ACTOR_INACTIVE")] == said(answer)
    assert {"name": "测试甲"} == till.body("customer", "c-1")


def test_work_refused_for_its_actor_is_taken_once_hq_knows_them(hub: Hub) -> None:
    till = new_till(hub)
    till.sync(till.save(CUSTOMER, actor="staff-2"))
    hire(hub, "staff-2", "clerk")
    assert "resolved" == hub.review.retry(till.device, 1).state
    till.sync()
    assert {"name": "测试甲"} == till.body("customer", "c-1")


@pytest.fixture
def guest(hub: Hub) -> ScriptedTill:
    """A till of another store than the one whose customer it is asked about."""
    own = new_till(hub)
    own.sync(own.saves_of([CUSTOMER], [PHONE], [("customer", "c-2", CUSTOMER[2])]))
    return new_till(hub, OTHER_STORE.id)


def test_name_and_phone_of_one_file_show_the_store_its_customer_at_once(
    hub: Hub, guest: ScriptedTill
) -> None:
    assert [(VerdictState.APPLIED, None)] == said(guest.sync(guest.save(asking("l-1"))))
    assert {("customer", "c-1")} == guest.records("s:0022").keys()
    assert guest.recount("s:0022") == guest.marks["s:0022"]
    note = ("customer", "c-1", {"set": {"note": "别店"}})
    assert [(VerdictState.APPLIED, None)] == said(guest.sync(guest.save(note, base=2)))


@pytest.mark.parametrize(
    ("name", "phone"),
    [
        ("测试甲", "15400000002"),
        ("测试乙", "15400000001"),
        ("", "15400000001"),
        ("测试甲\x00", "1"),
    ],
)
def test_with_half_a_truth_nobody_is_shown(
    hub: Hub, guest: ScriptedTill, name: str, phone: str
) -> None:
    answer = guest.sync(guest.save(asking("l-1", name, phone)))
    assert VerdictState.QUARANTINED == answer.verdicts[0].st
    assert {} == guest.records("s:0022")


def test_two_files_that_fit_are_shown_to_nobody(hub: Hub, guest: ScriptedTill) -> None:
    own = new_till(hub)
    phone = {"add": [{"f": "phones", "v": "15400000001"}]}
    own.sync(own.save(("customer", "c-2", phone), base=1))
    answer = guest.sync(guest.save(asking("l-1")))
    assert [(VerdictState.QUARANTINED, "LINK_EVIDENCE")] == said(answer)


def test_who_asks_too_often_is_refused_and_somebody_hears_of_it(
    hub: Hub, guest: ScriptedTill, fake_time: FakeTime
) -> None:
    hub.settings = replace(hub.settings, links_per_day=2)
    wrong = [[asking(f"l-{n}", "测试乙")] for n in range(3)]
    codes = [verdict.code for verdict in guest.sync(guest.saves_of(*wrong)).verdicts]
    assert ["LINK_EVIDENCE", "LINK_EVIDENCE", "LINK_QUOTA"] == codes
    with hub.storage.snapshot() as tx:
        (alert,) = tx.alerts.listed(since_ms=0)
    assert ("0022", guest.device, "LINK_QUOTA") == alert[:3]
    assert "LINK_QUOTA" == guest.sync(guest.save(asking("l-8"))).verdicts[0].code
    fake_time.ms += DAY_MS
    assert [(VerdictState.APPLIED, None)] == said(guest.sync(guest.save(asking("l-9"))))


def test_a_request_beyond_the_days_share_is_not_granted_by_making_it_wait(
    hub: Hub, guest: ScriptedTill
) -> None:
    hub.settings = replace(hub.settings, links_per_day=1)
    bad, good = ({"set": {"name": name}} for name in ("", "测试乙"))
    saves = [
        [("customer", "c-9", bad)],
        [("customer", "c-9", good), asking("l-1", "测试乙")],
        [("customer", "c-9", good), asking("l-2")],
    ]
    answer = guest.sync(guest.saves_of(*saves))
    assert ["BODY_INVALID", "WAITS", "LINK_QUOTA"] == [one.code for one in answer.verdicts]
    name = hub.review.show(guest.device, 1).g
    fact = {"group": name, "how": "dropped", "at": 1}
    guest.sync(guest.save(("resolution", "r-1", {"fact": fact})))
    assert {} == guest.records("s:0022")


def test_nobody_adds_to_a_fact_that_hq_has(hub: Hub) -> None:
    own, other = new_till(hub), new_till(hub)
    said_first = {"task": "t-1", "customer": "c-1", "code": "done", "at": 1, "by": "staff-1"}
    own.sync(own.saves_of([CUSTOMER], [("outcome", "o-1", {"fact": said_first})]))
    more = {**said_first, "undoes": "o-1", "note": "别人"}
    answer = other.sync(other.save(("outcome", "o-1", {"fact": more})))
    assert [(VerdictState.MERGED, "MERGED")] == said(answer)
    assert said_first == other.body("outcome", "o-1")


def test_a_promise_that_a_crash_cut_short_is_kept_later(
    hub: Hub, guest: ScriptedTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as crashed:
        crashed.setattr(links, "link_due", lambda _storage: 0)
        guest.sync(guest.save(asking("l-1")))
    assert {} == guest.records("s:0022")
    hub.judge_work()
    guest.sync()
    assert {("customer", "c-1")} == guest.records("s:0022").keys()
    with hub.storage.snapshot() as tx:
        assert [] == tx.links.due(1)


@pytest.mark.expected_logs("customer not linked")
def test_a_store_with_a_record_of_its_own_under_that_id_keeps_it(
    hub: Hub, guest: ScriptedTill
) -> None:
    guest.sync(guest.save(("customer", "c-1", {"set": {"name": "测试丙"}})))
    with hub.storage.snapshot() as tx:
        assert 2 == len(tx.records.read([Key(s, "customer", "c-1") for s in ("0018", "0022")]))
    guest.sync(guest.save(asking("l-1")))
    assert "测试丙" == (guest.body("customer", "c-1") or {})["name"]
