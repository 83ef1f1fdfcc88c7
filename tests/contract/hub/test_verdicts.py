"""How HQ tells a till what became of its groups: what is not plain at once, later words once."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sync.hub.hub import Hub
from sync.protocol import chain
from sync.protocol.cycle import SyncAnswer, Verdict, VerdictState
from sync.protocol.ops import Op
from tests.hub_fixtures import START_MS, FakeTime, ScriptedTill, new_till

CUSTOMER = ("customer", "c-1", {"set": {"name": "测试甲"}})
POISON = ("customer", "c-1", {"set": {"birth_on": "?"}})
NOTE = ("customer", "c-1", {"set": {"note": "后"}})
QUARANTINED, HELD = VerdictState.QUARANTINED, VerdictState.HELD
HOUR_MS = 3_600_000


def raw(till: ScriptedTill, push: Any = None, **more: Any) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(till.hub.exchange(till.who(), till.request(push, **more)))
    return told


def test_plainly_applied_groups_are_not_named(hub: Hub) -> None:
    till = new_till(hub)
    assert "verdicts" not in raw(till, till.saves_of([CUSTOMER], [NOTE]))


def test_only_what_is_not_plain_is_named_by_its_first_op(hub: Hub) -> None:
    till = new_till(hub)
    told = raw(till, till.saves_of([CUSTOMER], [CUSTOMER, POISON], [NOTE]))
    assert [
        {"n": 2, "st": "quarantined", "code": "BODY_INVALID"},
        {"n": 4, "st": "held", "code": "WAITS"},
    ] == told["verdicts"]
    assert 4 == told["ack"]["n"]


def test_a_till_of_the_first_schema_gets_every_verdict_by_group_and_every_field(hub: Hub) -> None:
    till = new_till(hub)
    till.schema = 1
    told = raw(till, till.saves_of([CUSTOMER], [POISON]))
    groups = [f"{till.device}-1", f"{till.device}-2"]
    assert groups == [one["g"] for one in told["verdicts"]]
    assert ["applied", "quarantined"] == [one["st"] for one in told["verdicts"]]
    page = told["pages"][1]
    assert {"s", "after", "upto", "head", "done", "ck", "rows"} == page.keys()
    assert all({"k", "id", "op", "rev", "seq", "b", "c"} == row.keys() for row in page["rows"])


def test_an_idle_answer_is_small(hub: Hub) -> None:
    till = new_till(hub)
    till.read_all()
    answer = hub.exchange(till.who(), till.request())
    told = json.loads(answer)
    assert {"epoch", "now", "ack", "next_ms", "lease_until", "min_schema", "pages"} == told.keys()
    assert [{"s", "after", "upto", "head", "ck"}] * 2 == [page.keys() for page in told["pages"]]
    assert len(answer) < 370


def test_what_an_answer_leaves_out_a_till_fills_in(hub: Hub) -> None:
    till = new_till(hub)
    till.save(CUSTOMER)
    answer = SyncAnswer.model_validate(raw(till))
    assert ([], [], 0, "active", False) == (
        answer.verdicts, answer.late, answer.judged, answer.state, answer.rotate,
    )  # fmt: skip
    assert all(page.done for page in answer.pages)


def test_a_later_word_comes_once_and_names_the_group(hub: Hub) -> None:
    till = new_till(hub)
    till.sync(till.saves_of([CUSTOMER], [POISON], [NOTE]))
    hub.review.close(till.device, 2)
    answer = till.sync()
    closed, applied = sorted(answer.late, key=lambda verdict: verdict.n)
    assert (2, VerdictState.QUARANTINED, True) == (closed.n, closed.st, closed.closed)
    assert (3, VerdictState.APPLIED, False) == (applied.n, applied.st, applied.closed)
    assert [f"{till.device}-2", f"{till.device}-3"] == [closed.g, applied.g]
    assert [] == till.sync().late
    assert "late" not in raw(till)


def test_a_later_word_whose_answer_was_lost_comes_again(hub: Hub) -> None:
    till = new_till(hub)
    till.sync(till.saves_of([CUSTOMER], [POISON]))
    hub.review.close(till.device, 2)
    first, again = raw(till), raw(till)
    assert first["late"] == again["late"]
    assert first["judged"] == again["judged"] == START_MS


def test_later_words_come_in_parts_and_in_order(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.hub.later.WORDS_MAX", 2)
    till = new_till(hub)
    till.sync(till.saves_of(*[[("customer", f"c-{n}", POISON[2])] for n in range(5)]))
    for n in (3, 1, 5, 2, 4):
        hub.review.close(till.device, n)
    assert [[3, 1], [5, 2], [4], []] == [[v.n for v in till.sync().late] for _ in range(4)]


def test_a_till_of_the_first_schema_hears_later_words_once_it_is_a_newer_one(hub: Hub) -> None:
    till = new_till(hub)
    till.schema = 1
    till.sync(till.saves_of([CUSTOMER], [POISON]))
    hub.review.close(till.device, 2)
    till.sync()
    assert [] == till.late
    till.schema = 2
    till.sync()
    assert [2] == [verdict.n for verdict in till.late]


@pytest.mark.parametrize("ahead_ms", [7, -7, HOUR_MS - 1, 2 * HOUR_MS])
def test_a_till_that_heard_words_this_hq_forgot_hears_all_it_knows_again(
    hub: Hub, fake_time: FakeTime, ahead_ms: int
) -> None:
    till = new_till(hub)
    till.sync(till.saves_of([CUSTOMER], [POISON], [("customer", "c-2", POISON[2])]))
    hub.review.close(till.device, 2)
    till.sync()
    # HQ was set back, and what it numbered since is beyond a number that it does not remember.
    till.judged += ahead_ms
    fake_time.ms += HOUR_MS
    hub.review.close(till.device, 3)
    assert [2, 3] == sorted(verdict.n for verdict in till.sync().late)
    assert [] == till.sync().late


def test_a_till_far_ahead_of_all_words_hears_also_what_never_had_one(hub: Hub) -> None:
    """It may have heard, in a life of HQ that nobody told of, that this was applied or closed."""
    till = new_till(hub)
    till.sync(till.saves_of([CUSTOMER], [POISON], [NOTE]))
    till.judged = START_MS + HOUR_MS
    assert [(2, QUARANTINED), (3, HELD)] == [(one.n, one.st) for one in till.sync().late]
    assert [] == till.sync().late


def test_a_till_that_missed_nothing_hears_nothing_twice(hub: Hub, fake_time: FakeTime) -> None:
    till = new_till(hub)
    till.sync(till.saves_of([CUSTOMER], [POISON], [POISON], [POISON]))
    for n in (2, 3, 4):
        hub.review.close(till.device, n)
        fake_time.ms += 1
        heard = till.sync().late
        # The next one is let go and refused itself: a second word on it is still to come.
        assert [n, n + 1][: len(heard)] == [one.n for one in heard]
    assert [2, 3, 3, 4, 4] == [one.n for one in till.late]


def test_a_push_sent_again_gets_the_present_word(hub: Hub) -> None:
    till = new_till(hub)
    push = till.saves_of([CUSTOMER], [POISON], [NOTE])
    till.sync(push)
    hub.review.close(till.device, 2)
    again = raw(till, push)
    assert [{"n": 2, "st": "quarantined", "code": "BODY_INVALID", "closed": True}] == again[
        "verdicts"
    ]


def test_an_erased_op_is_logged_and_changes_nothing(hub: Hub) -> None:
    till = new_till(hub)
    till.sync(till.save(CUSTOMER))
    push = till.saves_of([NOTE], [("customer", "c-1", {"set": {"note": "新"}})])
    bare = _without_body(push.groups[0].ops[0])
    erased = push.model_copy(
        update={"groups": [push.groups[0].model_copy(update={"ops": [bare]}), push.groups[1]]}
    )
    answer = till.sync(erased)
    assert [(VerdictState.APPLIED, "ERASED"), (VerdictState.APPLIED, None)] == [
        (verdict.st, verdict.code) for verdict in answer.verdicts
    ]
    assert {"name": "测试甲", "note": "新"} == till.body("customer", "c-1")
    who = till.who()
    with hub.storage.snapshot() as tx:
        kept = list(tx.ops.history(who))
    assert [None] == [op.body for op in kept if op.n == 2]
    assert [None] == [op.salt for op in kept if op.n == 2]
    assert till.head == kept[-1].hash


def test_withheld_work_is_set_aside_unseen_and_blocks_its_records(hub: Hub) -> None:
    till = new_till(hub)
    till.sync(till.save(CUSTOMER))
    push = till.saves_of([NOTE], [NOTE], [("customer", "c-2", CUSTOMER[2])])
    bare = _without_body(push.groups[0].ops[0]).model_copy(update={"w": True})
    groups = [push.groups[0].model_copy(update={"ops": [bare]}), *push.groups[1:]]
    answer = till.sync(push.model_copy(update={"groups": groups}))
    assert [("quarantined", "WITHHELD"), ("held", "WAITS"), ("applied", None)] == [
        (verdict.st, verdict.code) for verdict in answer.verdicts
    ]
    # HQ knows the ops by their hashes: sent whole, they are the same ops.
    assert [Verdict(n=2, st=VerdictState.QUARANTINED, code="WITHHELD")] == till.sync(push).verdicts[
        :1
    ]


def _without_body(op: Op) -> Op:
    commit = chain.to_text(chain.commit(op.b, chain.from_text(op.salt)))
    return op.model_copy(update={"b": {}, "salt": "", "cm": commit})
