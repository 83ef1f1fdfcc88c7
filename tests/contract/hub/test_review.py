"""What is done about groups that were not applied: at the till, and by HQ's people."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import pytest

from sync.hub import devices
from sync.hub.errors import InputError
from sync.hub.hub import Hub
from sync.protocol.cycle import VerdictState
from sync.protocol.kinds import KINDS
from tests.hub_fixtures import START_MS, STORE, ScriptedTill, load_lines, new_till

APPLIED, HELD = VerdictState.APPLIED, VerdictState.HELD
QUARANTINED = VerdictState.QUARANTINED

CUSTOMER = ("customer", "c-1", {"set": {"name": "测试甲"}})
POISON = ("customer", "c-1", {"set": {"birth_on": "?"}})
READING = {"customer": "c-1", "code": "glucose_fasting", "at": 1, "items": {"glucose_mmol_e1": 84}}


def note(text: str, record: str = "c-1") -> tuple[str, str, dict[str, Any]]:
    return ("customer", record, {"set": {"note": text}})


def resolution(till: ScriptedTill, save: int, how: str = "dropped") -> tuple[str, str, Any]:
    """Return the op that says what was decided about the till's save of that number."""
    fact = {"group": f"{till.device}-{save}", "how": how, "at": till.hub.outside.now_ms()}
    return ("resolution", f"r-{save}-{till.n}", {"fact": fact})


def said(answer: Any) -> list[tuple[str, str | None]]:
    return [(verdict.st, verdict.code) for verdict in answer.verdicts]


def states(hub: Hub) -> list[tuple[int, str, str, str | None]]:
    groups = hub.review.listed(unresolved_only=False)
    return sorted((one.first_n, one.state, one.verdict, one.resolved_by) for one in groups)


@pytest.fixture
def till(hub: Hub) -> ScriptedTill:
    """A till with a customer, a refused save on it (op 2) and a held one (op 3)."""
    till = new_till(hub)
    till.sync(till.saves_of([CUSTOMER], [POISON], [note("等")]))
    return till


def test_a_dropped_group_lets_go_what_waited_for_it(hub: Hub, till: ScriptedTill) -> None:
    answer = till.sync(till.save(resolution(till, 2)))
    assert [(APPLIED, None)] == said(answer)
    assert [(2, QUARANTINED, True), (3, APPLIED, False)] == [
        (verdict.n, verdict.st, verdict.closed) for verdict in answer.late
    ]
    assert "等" == (till.body("customer", "c-1") or {})["note"]
    assert [(2, "resolved", "quarantined", "staff-1"), (3, "resolved", "applied", None)] == states(
        hub
    )
    assert [(APPLIED, None)] == said(till.sync(till.save(note("后"), base=2)))


def test_a_correction_takes_effect_before_what_waited(hub: Hub, till: ScriptedTill) -> None:
    fixed = ("customer", "c-1", {"set": {"birth_on": "1960-01-01", "note": "改"}})
    till.sync(till.save(resolution(till, 2, "replaced"), fixed))
    body = till.body("customer", "c-1") or {}
    # The note that waited is older than the correction's and loses to it, as it would have.
    assert ("1960-01-01", "改") == (body["birth_on"], body["note"])
    assert {"resolved"} == {state for _, state, _, _ in states(hub)}


def test_a_correction_that_is_refused_itself_leaves_all_as_it_was(
    hub: Hub, till: ScriptedTill
) -> None:
    before = states(hub)
    answer = till.sync(till.save(resolution(till, 2, "replaced"), POISON))
    assert [(QUARANTINED, "BODY_INVALID")] == said(answer)
    assert [] == answer.late
    assert before == states(hub)[:2]
    assert [(HELD, "WAITS")] == said(till.sync(till.save(note("后"))))


def test_only_who_answers_for_it_may_drop_work(hub: Hub, till: ScriptedTill) -> None:
    clerk = {"name": "测试店员", "role": "clerk", "active": True}
    load_lines(hub, {"k": "staff", "id": "staff-2", "b": clerk, "stores": [STORE.id]})
    answer = till.sync(till.save(resolution(till, 2), actor="staff-2"))
    assert [(QUARANTINED, "ROLE_NOT_ALLOWED")] == said(answer)
    assert "quarantined" == hub.review.show(till.device, 2).state


def test_what_waits_for_two_groups_waits_until_both_are_settled(hub: Hub) -> None:
    till = new_till(hub)
    both = [note("两"), note("两", "c-2")]
    till.sync(
        till.saves_of(
            [CUSTOMER], [("customer", "c-2", CUSTOMER[2])],
            [POISON], [("customer", "c-2", POISON[2])], both,
        )
    )  # fmt: skip
    assert [3] == [verdict.n for verdict in till.sync(till.save(resolution(till, 3))).late]
    assert "note" not in (till.body("customer", "c-1") or {})
    answer = till.sync(till.save(resolution(till, 4)))
    assert [(4, True), (5, False)] == [(verdict.n, verdict.closed) for verdict in answer.late]
    assert ["两", "两"] == [(till.body("customer", c) or {})["note"] for c in ("c-1", "c-2")]


def test_a_resolution_that_had_to_wait_itself_takes_effect_when_it_is_let_go(hub: Hub) -> None:
    till = new_till(hub)
    other = ("customer", "c-2", CUSTOMER[2])
    till.sync(till.saves_of([CUSTOMER], [other], [POISON], [("customer", "c-2", POISON[2])]))
    till.sync(till.save(note("等")))
    answer = till.sync(till.save(resolution(till, 3), note("改", "c-2")))
    assert [(HELD, "WAITS")] == said(answer)
    assert "quarantined" == hub.review.show(till.device, 3).state
    answer = till.sync(till.save(resolution(till, 4)))
    assert {3: True, 4: True, 5: False, 6: False} == {v.n: v.closed for v in answer.late}
    assert ["等", "改"] == [(till.body("customer", c) or {})["note"] for c in ("c-1", "c-2")]
    assert [] == hub.review.listed()


def test_what_waits_is_let_go_in_the_order_of_its_ops(hub: Hub, till: ScriptedTill) -> None:
    till.sync(till.saves_of(*[[note(text)] for text in "甲乙丙"]))
    answer = till.sync(till.save(resolution(till, 2)))
    assert [2, 3, 4, 5, 6] == [verdict.n for verdict in answer.late]
    assert "丙" == (till.body("customer", "c-1") or {})["note"]


def test_what_is_let_go_and_then_refused_itself_blocks_on(hub: Hub) -> None:
    till = new_till(hub)
    till.sync(till.saves_of([CUSTOMER], [POISON], [POISON], [note("末")]))
    assert [(2, "quarantined"), (3, "held"), (4, "held")] == [one[:2] for one in states(hub)]
    answer = till.sync(till.save(resolution(till, 2)))
    assert [(2, None), (3, "BODY_INVALID")] == [
        (verdict.n, None if verdict.closed else verdict.code) for verdict in answer.late
    ]
    assert [(2, "resolved"), (3, "quarantined"), (4, "held")] == [one[:2] for one in states(hub)]


def test_records_of_a_customer_that_was_never_made_are_refused_once_that_is_dropped(
    hub: Hub,
) -> None:
    till = new_till(hub)
    bad = ("customer", "c-1", {"set": {"name": ""}})
    till.sync(till.saves_of([bad], [("observation", "o-1", {"fact": READING})]))
    answer = till.sync(till.save(resolution(till, 1)))
    assert [(QUARANTINED, True), (QUARANTINED, False)] == [
        (verdict.st, verdict.closed) for verdict in answer.late
    ]
    assert "SUBJECT_NOT_VISIBLE" == hub.review.show(till.device, 2).code


def test_records_of_a_customer_follow_its_correction(hub: Hub) -> None:
    till = new_till(hub)
    bad = ("customer", "c-1", {"set": {"name": ""}})
    till.sync(till.saves_of([bad], [("observation", "o-1", {"fact": READING})]))
    till.sync(till.save(resolution(till, 1, "replaced"), CUSTOMER))
    assert READING == till.body("observation", "o-1")
    assert till.recount("s:0018") == till.marks["s:0018"]


def test_what_an_earlier_push_made_comes_back_whole_when_it_is_let_go(hub: Hub) -> None:
    till = new_till(hub)
    bad = ("customer", "c-1", {"set": {"name": ""}})
    till.sync(till.saves_of([bad], [("observation", "o-1", {"fact": READING})]))
    answer = till.sync(till.save(resolution(till, 1, "replaced"), CUSTOMER))
    echoes = {row.n for page in answer.pages for row in page.rows if row.n}
    assert {4} == echoes, "a till takes no echo of an op that it did not just send"


def test_a_group_and_what_settles_it_may_come_in_one_push(hub: Hub) -> None:
    till = new_till(hub)
    start, prev = till.n + 1, till.head
    groups = [till.group(CUSTOMER), till.group(POISON), till.group(note("等"))]
    groups.append(till.group(resolution(till, 2)))
    answer = till.sync(till.push(groups, start=start, prev=prev))
    assert [(2, True), (3, False)] == [(verdict.n, verdict.closed) for verdict in answer.late]
    assert "等" == (till.body("customer", "c-1") or {})["note"]


def test_a_till_settles_its_own_groups_only(hub: Hub, till: ScriptedTill) -> None:
    other = new_till(hub)
    fact = {"group": f"{till.device}-2", "how": "dropped", "at": 1}
    other.sync(other.save(("resolution", "r-1", {"fact": fact})))
    assert "quarantined" == hub.review.show(till.device, 2).state


def test_a_resolution_sent_twice_settles_once(hub: Hub, till: ScriptedTill) -> None:
    push = till.save(resolution(till, 2))
    till.sync(push)
    till.sync(push)
    assert [] == till.sync(till.save(resolution(till, 2))).late
    assert START_MS + 1 == till.judged


def test_hqs_people_judge_work_anew_once_its_reason_is_gone(hub: Hub) -> None:
    till = new_till(hub)
    till.sync(till.save(CUSTOMER))
    hub.storage.run(lambda tx: tx.devices.set_status(till.device, devices.DRAINING))
    till.sync(till.saves_of([note("一")], [note("二")]))
    hub.storage.run(lambda tx: tx.devices.set_status(till.device, devices.ACTIVE))
    assert "held" == hub.review.retry(till.device, 3).state
    done = hub.review.retry(till.device, 2)
    assert ("resolved", "applied", "hq") == (done.state, done.verdict, done.resolved_by)
    answer = till.sync()
    assert [2, 3] == sorted(verdict.n for verdict in answer.late)
    assert "二" == (till.body("customer", "c-1") or {})["note"]


def test_what_is_refused_again_stays_refused(hub: Hub, till: ScriptedTill) -> None:
    assert "quarantined" == hub.review.retry(till.device, 2).state
    assert "BODY_INVALID" == hub.review.show(till.device, 2).code


def test_hqs_people_close_a_group_and_its_till_hears_of_it(hub: Hub, till: ScriptedTill) -> None:
    closed = hub.review.close(till.device, 2, by="boss")
    assert ("resolved", "quarantined", "boss") == (
        closed.state, closed.verdict, closed.resolved_by,
    )  # fmt: skip
    assert [] == hub.review.listed()
    assert [(2, True), (3, False)] == [(v.n, v.closed) for v in till.sync().late]


@pytest.mark.parametrize("first_n", [1, 9])
def test_there_has_to_be_such_a_group(hub: Hub, till: ScriptedTill, first_n: int) -> None:
    for act in (hub.review.retry, hub.review.close, hub.review.show):
        with pytest.raises(InputError):
            act(till.device, first_n)
    with pytest.raises(InputError):
        hub.review.retry("zzzzzzzz", 1)


def test_what_an_hq_did_not_know_is_applied_by_one_that_does(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = new_till(hub)
    fewer = MappingProxyType({name: one for name, one in KINDS.items() if name != "observation"})
    with monkeypatch.context() as older:
        for module in ("judge", "holding", "open_groups", "desk_work", "feed"):
            older.setattr(f"sync.hub.{module}.KINDS", fewer)
        fact = ("observation", "o-1", {"fact": READING})
        answer = till.sync(till.saves_of([CUSTOMER], [fact], [fact]))
        assert [(APPLIED, None), (HELD, "KIND_UNKNOWN"), (HELD, "WAITS")] == said(answer)
        assert 0 == hub.review.replay_unknown()
    assert 2 == hub.review.replay_unknown()
    assert [2, 3] == [verdict.n for verdict in till.sync().late]
    assert READING == till.body("observation", "o-1")
    assert 0 == hub.review.replay_unknown()


def test_the_log_tells_what_became_of_held_ops_and_keeps_their_bodies(
    hub: Hub, till: ScriptedTill
) -> None:
    till.sync(till.save(resolution(till, 2)))
    who = till.who()
    with hub.storage.snapshot() as tx:
        log = {op.n: (op.verdict, op.body) for op in tx.ops.history(who)}
    assert {2: ("quarantined", None), 3: ("applied", {"set": {"note": "等"}})} == {
        n: log[n] for n in (2, 3)
    }


def test_nothing_overtakes_what_an_update_of_hq_is_about_to_let_go(
    memory_hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = new_till(memory_hub)
    fewer = MappingProxyType({name: one for name, one in KINDS.items() if name != "observation"})
    with monkeypatch.context() as older:
        for module in ("judge", "holding", "open_groups", "desk_work", "feed"):
            older.setattr(f"sync.hub.{module}.KINDS", fewer)
        body: dict[str, Any] = {"fact": {**READING, "customer": "c-2"}}
        new = [("customer", "c-2", CUSTOMER[2]), ("observation", "o-1", body)]
        till.sync(till.saves_of([CUSTOMER], [POISON], new))
    start, prev = till.n + 1, till.head
    groups = [till.group(note("后", "c-2")), till.group(resolution(till, 2))]
    answer = till.sync(till.push(groups, start=start, prev=prev))
    assert [(APPLIED, None)] * 2 == said(answer)
    assert "后" == (till.body("customer", "c-2") or {})["note"]
