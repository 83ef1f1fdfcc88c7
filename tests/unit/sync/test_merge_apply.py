"""What one op does to a record: who may write what, who wins, and what counts as a conflict."""

from __future__ import annotations

from typing import Any

import pytest

from sync.merge import Applied, AuthorityError, State, apply, live_stamps
from sync.protocol.kinds import KINDS, Policy
from sync.protocol.ops import Add, Del, Do, Element, Fact, OpBody, Set

CUSTOMER, TASK, OUTCOME = KINDS["customer"], KINDS["task"], KINDS["outcome"]
_T1, _T2, _T3 = (f"{ms:012x}000000000001" for ms in (1, 2, 3))


def _customer(**fields: Any) -> State:
    return apply(CUSTOMER, State(), Set(fields), stamp=_T2, by_hq=True).state


def test_the_later_of_two_values_stays() -> None:
    state = _customer(note="晨起头晕")
    later = apply(CUSTOMER, state, Set({"note": "已缓解"}), stamp=_T3)
    earlier = apply(CUSTOMER, state, Set({"note": "旧"}), stamp=_T1)
    assert {"note": "已缓解"} == later.state.body
    assert () == later.conflicts
    assert Applied(state, ("note",)) == earlier


def test_writing_what_already_stands_is_no_conflict() -> None:
    state = _customer(note="晨起头晕")
    assert Applied(state) == apply(CUSTOMER, state, Set({"note": "晨起头晕"}), stamp=_T1)


def test_null_clears_a_field_and_an_earlier_value_does_not_return() -> None:
    cleared = apply(CUSTOMER, _customer(note="x"), Set({"note": None}), stamp=_T3).state
    assert {} == cleared.body
    assert {"note": _T3} == cleared.clocks
    assert Applied(cleared, ("note",)) == apply(CUSTOMER, cleared, Set({"note": "x"}), stamp=_T2)


def test_of_two_values_with_one_stamp_the_same_stays_in_either_order() -> None:
    low_first = apply(CUSTOMER, _customer(note="a"), Set({"note": "b"}), stamp=_T2).state
    high_first = apply(CUSTOMER, _customer(note="b"), Set({"note": "a"}), stamp=_T2).state
    assert low_first == high_first


def test_a_fact_keeps_its_first_writer() -> None:
    fact = Fact({"code": "done", "task": "t"})
    state = apply(OUTCOME, State(), fact, stamp=_T2).state
    second = apply(OUTCOME, state, Fact({"code": "refused", "task": "t"}), stamp=_T3)
    assert Applied(state, ("code",)) == second
    first = apply(OUTCOME, state, Fact({"code": "refused", "task": "t"}), stamp=_T1)
    assert "refused" == first.state.body["code"]


def test_an_unknown_field_of_a_newer_peer_is_kept() -> None:
    assert Policy.LAST_WRITER is CUSTOMER.policy("from_the_future")
    assert Policy.FIRST_WRITER is OUTCOME.policy("from_the_future")
    state = apply(CUSTOMER, State(), Set({"from_the_future": [1]}), stamp=_T1).state
    assert {"from_the_future": [1]} == state.body


def test_a_name_is_changed_only_by_who_saw_the_present_one() -> None:
    state = _customer(name="王兰")
    new = Set({"name": "王小兰"})
    seen = apply(CUSTOMER, state, new, stamp=_T3, seen_present=True)
    unseen = apply(CUSTOMER, state, new, stamp=_T3, seen_present=False)
    same = apply(CUSTOMER, state, Set({"name": "王兰"}), stamp=_T3, seen_present=False)
    assert "王小兰" == seen.state.body["name"]
    assert Applied(state, ("name",)) == unseen
    assert () == same.conflicts
    assert {"name": _T3} == same.state.clocks


def test_a_name_nobody_wrote_yet_is_taken_from_anyone() -> None:
    first = apply(CUSTOMER, State(), Set({"name": "王兰"}), stamp=_T1, seen_present=False)
    assert {"name": "王兰"} == first.state.body


@pytest.mark.parametrize(
    ("kind", "body", "code"),
    [
        (CUSTOMER, Set({"tier": "gold"}), "FIELD_IS_HQS"),
        (OUTCOME, Fact({"accepted": True}), "FIELD_IS_HQS"),
        (OUTCOME, Set({"note": "x"}), "FORM_NOT_FOR_KIND"),
        (CUSTOMER, Fact({"name": "x"}), "FORM_NOT_FOR_KIND"),
        (CUSTOMER, Set({"tags": ["a"]}), "SET_NEEDS_ADD"),
        (CUSTOMER, Add((Element("note", "x"),)), "FIELD_NO_SET"),
        (CUSTOMER, Del((Element("note", "x"),)), "FIELD_NO_SET"),
        (OUTCOME, Add((Element("code", "x"),)), "FIELD_NO_SET"),
        (CUSTOMER, Do("merge", {}), "UNKNOWN_ACTION"),
    ],
)
def test_a_till_may_not_write_what_is_not_its_own(kind: Any, body: OpBody, code: str) -> None:
    with pytest.raises(AuthorityError) as refused:
        apply(kind, State(), body, stamp=_T1)
    assert code == refused.value.code


def test_hq_may_set_a_whole_set_and_both_forms_of_every_kind() -> None:
    hq = apply(CUSTOMER, State(), Set({"tags": ["b", "a"]}), stamp=_T1, by_hq=True).state
    assert ["a", "b"] == hq.body["tags"]
    fact = apply(CUSTOMER, hq, Fact({"tier": "gold"}), stamp=_T1, by_hq=True).state
    assert "gold" == fact.body["tier"]
    outcome = apply(OUTCOME, State(), Set({"accepted": True}), stamp=_T1, by_hq=True).state
    assert {"accepted": True} == outcome.body


def test_even_hq_sets_a_set_to_nothing_but_a_list() -> None:
    with pytest.raises(AuthorityError, match="SET_NEEDS_ADD"):
        apply(CUSTOMER, State(), Set({"tags": None}), stamp=_T1, by_hq=True)


def test_a_removal_takes_only_the_adds_it_names() -> None:
    tag = (Element("tags", "老顾客"),)
    state = apply(CUSTOMER, State(), Add(tag), stamp=_T1).state
    seen = live_stamps(state, "tags", "老顾客")
    assert (_T1,) == seen
    twice = apply(CUSTOMER, state, Add(tag), stamp=_T2).state
    removal = Del((Element("tags", "老顾客", seen),))
    assert ["老顾客"] == apply(CUSTOMER, twice, removal, stamp=_T3).state.body["tags"]
    assert {} == apply(CUSTOMER, state, removal, stamp=_T3).state.body


def test_an_element_never_added_has_no_live_stamps() -> None:
    assert () == live_stamps(State(), "tags", "a")


def test_applying_leaves_the_state_before_it_as_it_was() -> None:
    before = _customer(note="x", tags=["a"])
    body, clocks = repr(before.body), repr(before.clocks)
    apply(CUSTOMER, before, Set({"note": "y"}), stamp=_T3)
    apply(CUSTOMER, before, Add((Element("tags", "b"),)), stamp=_T3)
    apply(CUSTOMER, before, Del((Element("tags", "a", (_T2,)),)), stamp=_T3)
    assert (body, clocks) == (repr(before.body), repr(before.clocks))


def test_a_task_may_move_its_due_date_but_not_its_customer() -> None:
    state = apply(TASK, State(), Set({"customer": "c1", "due_on": "2026-01-01"}), stamp=_T1).state
    moved = apply(TASK, state, Set({"customer": "c2", "due_on": "2026-02-01"}), stamp=_T2)
    assert {"customer": "c1", "due_on": "2026-02-01"} == moved.state.body
    assert ("customer",) == moved.conflicts
