"""What HQ does with groups it cannot apply: they are kept, told apart, and block nobody else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sync.hub import devices
from sync.hub.errors import RefusedError
from sync.hub.hub import Hub
from sync.hub.records import Key
from sync.protocol.cycle import VerdictState
from sync.protocol.problems import ProblemCode
from tests.hub_fixtures import OTHER_STORE, new_till

CUSTOMER = ("customer", "c-1", {"set": {"name": "测试甲"}})
READING = {"customer": "c-1", "code": "glucose_fasting", "at": 1, "items": {"glucose_mmol_e1": 84}}
TASK = {
    "rule": "r-1", "rule_version": 1, "customer": "c-1", "anchor": "a-1", "due_on": "2026-11-21",
}  # fmt: skip

QUARANTINED, HELD = VerdictState.QUARANTINED, VerdictState.HELD


def quarantined(hub: Hub) -> list[tuple[str, str | None, list[dict[str, Any]]]]:
    groups = hub.review.listed()
    return [(one.state, one.code, [op.model_dump() for op in one.ops]) for one in groups]


def test_groups_of_one_name_are_told_apart(hub: Hub) -> None:
    till = new_till(hub)
    bad = ("customer", "c-2", {"set": {"tier": "gold"}})
    answer = till.sync(till.saves_of([bad], [CUSTOMER], g="one-name"))
    assert [(1, "FIELD_IS_HQS"), (2, None)] == [(one.n, one.code) for one in answer.verdicts]
    device = till.who()
    with hub.storage.snapshot() as tx:
        logged = [(op.n, op.verdict) for op in tx.ops.history(device)]
    assert [(1, "quarantined"), (2, "applied")] == logged


@pytest.mark.expected_logs("too much from one till")
def test_what_is_kept_aside_of_a_till_is_bounded_and_what_it_keeps_comes_later(hub: Hub) -> None:
    hub.settings = replace(hub.settings, aside_bytes_max=2_000)
    till = new_till(hub)
    newer = ("parcel", "v-1", {"fact": {"from": "长" * 250}})
    assert [HELD] == [one.st for one in till.sync(till.save(newer)).verdicts]
    more = till.save(newer)
    with pytest.raises(RefusedError) as caught:
        till.sync(more)
    assert (ProblemCode.ASIDE_FULL, 60) == (caught.value.problem, caught.value.retry_after_s)
    with hub.storage.snapshot() as tx:
        (alert,) = tx.alerts.listed(since_ms=0)
    assert (till.device, "HQ_ASIDE_FULL") == alert[1:3]
    assert [1] == [group.first_n for group in hub.review.listed()]
    hub.review.close(till.device, 1)
    assert 2 == till.sync(more).ack.n


@pytest.mark.parametrize("group", [["x"], {"x": 1}, 1, None])
def test_a_resolution_that_names_no_group_is_kept_aside(hub: Hub, group: object) -> None:
    till = new_till(hub)
    fact = {"group": group, "how": "dropped", "at": 1}
    answer = till.sync(till.save(("resolution", "r-1", {"fact": fact})))
    assert [(QUARANTINED, "BODY_INVALID")] == [(one.st, one.code) for one in answer.verdicts]


@pytest.mark.parametrize(
    ("op", "state", "code"),
    [
        (("customer", "c-1", {"set": {"name": ""}}), QUARANTINED, "BODY_INVALID"),
        (("customer", "c-1", {"set": {"birth_on": "gestern"}}), QUARANTINED, "BODY_INVALID"),
        (("customer", "c-1", {"set": {"x": "长" * 90_000}}), QUARANTINED, "BODY_INVALID"),
        (("customer", "c-1", {"set": {"tier": "gold"}}), QUARANTINED, "FIELD_IS_HQS"),
        (("customer", "c-1", {"set": {"phones": ["1"]}}), QUARANTINED, "SET_NEEDS_ADD"),
        (("customer", "c-1", {"add": [{"f": "note", "v": 1}]}), QUARANTINED, "FIELD_NO_SET"),
        (("customer", "c-1", {"fact": {"name": "x"}}), QUARANTINED, "FORM_NOT_FOR_KIND"),
        (("customer", "c-1", {"do": "merge", "args": {}}), QUARANTINED, "UNKNOWN_ACTION"),
        (("customer", "c-1", {"set": {}}), QUARANTINED, "OP_FORM"),
        (("customer", "c-1", {"put": {"name": "x"}}), QUARANTINED, "OP_FORM"),
        (("customer", "c-1", {"set": {"note": "a\x00b"}}), QUARANTINED, "JSON_NUL"),
        (("customer", "c-1", {"set": {"note": 1.5}}), QUARANTINED, "JSON_TYPE"),
        (("customer", "c-1", {"set": {"note": 2**60}}), QUARANTINED, "JSON_INTEGER_RANGE"),
        (("observation", "o-1", {"set": READING}), QUARANTINED, "FORM_NOT_FOR_KIND"),
        (("observation", "o-1", {"fact": {"customer": "c-1"}}), QUARANTINED, "BODY_INVALID"),
        (("task", "t-1", {"set": {**TASK, "customer": "c-2"}}), QUARANTINED, "SUBJECT_NOT_VISIBLE"),
        (("task", "t-9", {"set": {"due_on": "2026-11-22"}}), QUARANTINED, "BODY_INVALID"),
        (("outcome", "x-1", {"fact": {"accepted": True}}), QUARANTINED, "FIELD_IS_HQS"),
        (("medicine", "m-1", {"set": {"generic": "药"}}), QUARANTINED, "KIND_IS_HQS"),
        (("ticket", "k-1", {"fact": {"total_fen": 1}}), QUARANTINED, "KIND_IS_HQS"),
        (("parcel", "v-1", {"fact": {"from": "newer"}}), HELD, "KIND_UNKNOWN"),
    ],
)
def test_a_group_that_cannot_be_applied_is_kept_whole_and_changes_nothing(
    hub: Hub, op: tuple[str, str, dict[str, Any]], state: VerdictState, code: str
) -> None:
    till = new_till(hub)
    till.sync(till.save(CUSTOMER))
    poison = till.save(("customer", "c-1", {"set": {"note": "半"}}), op)
    answer = till.sync(poison)
    assert [(state, code)] == [(verdict.st, verdict.code) for verdict in answer.verdicts]
    assert 3 == answer.ack.n
    assert {"name": "测试甲"} == till.body("customer", "c-1")
    ops = [one.model_dump() for one in poison.groups[0].ops]
    assert [(state.value, code, ops)] == quarantined(hub)


def test_a_stamp_in_another_tills_name_is_not_taken(hub: Hub) -> None:
    till, other = new_till(hub), new_till(hub)
    answer = till.sync(till.save(CUSTOMER, stamp_device=other.device))
    assert [(QUARANTINED, "OP_FORM")] == [(one.st, one.code) for one in answer.verdicts]
    assert till.body("customer", "c-1") is None


def test_a_record_grows_only_as_far_as_an_answer_can_carry_it(hub: Hub) -> None:
    till = new_till(hub)
    till.sync(till.save(CUSTOMER))
    parts = [[("customer", "c-1", {"set": {f"x{n}": "a" * 100_000}})] for n in range(3)]
    verdicts = till.sync(till.saves_of(*parts)).verdicts
    assert [None, None, "BODY_INVALID"] == [verdict.code for verdict in verdicts]
    assert {"name", "x0", "x1"} == (till.body("customer", "c-1") or {}).keys()


def test_one_poisoned_group_among_hundred_holds_up_none_of_the_others(hub: Hub) -> None:
    till = new_till(hub)
    saves = [[("customer", f"c-{n}", {"set": {"name": "测试"}})] for n in range(100)]
    saves[50] = [("customer", "c-50", {"set": {"name": ""}})]
    answer = till.sync(till.saves_of(*saves))
    assert 99 == sum(verdict.st is VerdictState.APPLIED for verdict in answer.verdicts)
    assert 100 == answer.ack.n
    assert 99 == len(till.records("s:0018"))


def test_later_groups_on_the_same_record_wait_and_those_on_others_do_not(hub: Hub) -> None:
    till = new_till(hub)
    till.sync(till.saves_of([CUSTOMER], [("customer", "c-2", {"set": {"name": "测试乙"}})]))
    till.sync(till.save(("customer", "c-1", {"set": {"birth_on": "?"}})))
    answer = till.sync(
        till.saves_of(
            [("customer", "c-1", {"set": {"note": "后"}})],
            [("customer", "c-2", {"set": {"note": "后"}})],
            [("observation", "o-1", {"fact": READING})],
        )
    )
    expected = [(HELD, "WAITS"), (VerdictState.APPLIED, None), (VerdictState.APPLIED, None)]
    assert expected == [(verdict.st, verdict.code) for verdict in answer.verdicts]
    assert {"name": "测试甲"} == till.body("customer", "c-1")


def test_records_of_a_customer_that_waits_wait_with_it(hub: Hub) -> None:
    till = new_till(hub)
    answer = till.sync(
        till.saves_of(
            [("customer", "c-1", {"set": {"name": "测试", "birth_on": "?"}})],
            [("observation", "o-1", {"fact": READING})],
        )
    )
    assert [(QUARANTINED, "BODY_INVALID"), (HELD, "WAITS")] == [
        (verdict.st, verdict.code) for verdict in answer.verdicts
    ]


def test_another_tills_groups_on_that_record_do_not_wait(hub: Hub) -> None:
    first, second = new_till(hub), new_till(hub)
    first.sync(first.save(CUSTOMER))
    first.sync(first.save(("customer", "c-1", {"set": {"birth_on": "?"}})))
    answer = second.sync(second.save(("customer", "c-1", {"set": {"note": "后"}}), base=1))
    assert [VerdictState.APPLIED] == [verdict.st for verdict in answer.verdicts]


def test_a_store_writes_nothing_about_another_stores_customer(hub: Hub) -> None:
    own, other = new_till(hub), new_till(hub, OTHER_STORE.id)
    own.sync(own.saves_of([CUSTOMER], [("task", "t-1", {"set": TASK})]))
    answer = other.sync(
        other.saves_of(
            [("observation", "o-1", {"fact": READING})],
            [("task", "t-1", {"set": {"due_on": "2026-12-01"}})],
        )
    )
    assert ["SUBJECT_NOT_VISIBLE", "BODY_INVALID"] == [verdict.code for verdict in answer.verdicts]
    own.read_all()
    assert "2026-11-21" == (own.body("task", "t-1") or {})["due_on"]


def test_a_record_keeps_its_customer_whatever_a_stamp_says(hub: Hub) -> None:
    till = new_till(hub)
    other = ("customer", "c-2", {"set": {"name": "测试乙"}})
    till.sync(till.saves_of([CUSTOMER], [other], [("task", "t-1", {"set": TASK})]))
    earlier = hub.outside.now_ms() - 60_000
    moved = till.save(("task", "t-1", {"set": {"customer": "c-2"}}), stamp_ms=earlier)
    assert ["SUBJECT_FIXED"] == [verdict.code for verdict in till.sync(moved).verdicts]


def test_what_a_newer_till_adds_to_a_known_kind_is_kept_and_sent_back(hub: Hub) -> None:
    till = new_till(hub)
    till.sync(till.save(("customer", "c-1", {"set": {"name": "测试", "shoe_size": {"eu": 38}}})))
    assert {"name": "测试", "shoe_size": {"eu": 38}} == till.body("customer", "c-1")


def test_an_audit_entry_is_kept_at_hq_and_read_by_no_till(hub: Hub) -> None:
    till = new_till(hub)
    entry = ("audit", "a-1", {"fact": {"action": "reveal", "at": 1, "entity": "c-1"}})
    answer = till.sync(till.save(CUSTOMER, entry))
    assert [VerdictState.APPLIED] == [verdict.st for verdict in answer.verdicts]
    assert [("customer", "c-1")] == list(till.records("s:0018"))
    with hub.storage.snapshot() as tx:
        (kept,) = tx.records.read([Key("0018", "audit", "a-1")]).values()
    assert "reveal" == kept.state.body["action"]


def test_a_draining_till_may_hand_in_its_work_for_review_and_read_nothing(hub: Hub) -> None:
    till = new_till(hub)
    till.sync(till.save(CUSTOMER))
    hub.storage.run(lambda tx: tx.devices.set_status(till.device, devices.DRAINING))
    answer = till.sync(till.save(("customer", "c-1", {"set": {"note": "后"}}), base=1))
    assert [(QUARANTINED, "DEVICE_DRAINING")] == [(v.st, v.code) for v in answer.verdicts]
    assert ([], answer.now) == (answer.pages, answer.lease_until)
    assert 2 == answer.ack.n
    assert ["DEVICE_DRAINING"] == [code for _, code, _ in quarantined(hub)]


def test_a_name_that_no_text_column_holds_is_malformed(hub: Hub) -> None:
    till = new_till(hub)
    with pytest.raises(RefusedError) as caught:
        till.sync(till.save(("customer", "c\x00", {"set": {"name": "测试"}})))
    assert ProblemCode.MALFORMED == caught.value.problem
