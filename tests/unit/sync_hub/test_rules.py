"""HQ's rule for counted work."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from sync.hub.records import Key
from sync.hub.rules import Claim, Decision, Deed, Limits, TaskFacts, decide, decide_deeds

LIMITS = Limits(future_ms=300_000, oldest_ms=1_000_000)
TASK = TaskFacts(customer="c-1", wants_reading=False)
NOW = 10_000_000


def claim(record: str, code: str = "refused", **more: object) -> Claim:
    made = Claim(
        id=record, task="t-1", customer="c-1", code=code, at_ms=NOW, received_ms=NOW, device="a"
    )
    return replace(made, **more)  # type: ignore[arg-type]


def said(*claims: Claim, task: TaskFacts | None = TASK) -> dict[str, str | None]:
    decisions = decide(claims, task, LIMITS)
    assert all(one.accepted is (one.code is None) for one in decisions.values())
    return {record: one.code for record, one in decisions.items()}


def test_plain_work_counts() -> None:
    assert {"x": Decision(accepted=True)} == decide([claim("x")], TASK, LIMITS)


def test_work_on_an_unknown_or_unseen_task_does_not_count() -> None:
    assert {"x": "TASK_UNKNOWN"} == said(claim("x"), task=None)
    assert {"x": "TASK_UNKNOWN"} == said(claim("x", sees_task=False))


def test_work_on_another_customers_task_does_not_count() -> None:
    assert {"x": "TASK_OTHER"} == said(claim("x", customer="c-2"))


def test_time_limits_include_their_ends() -> None:
    assert {"x": None} == said(claim("x", at_ms=NOW + 300_000))
    assert {"x": "AT_FUTURE"} == said(claim("x", at_ms=NOW + 300_001))
    assert {"x": None} == said(claim("x", at_ms=NOW - 1_000_000))
    assert {"x": "AT_OLD"} == said(claim("x", at_ms=NOW - 1_000_001))


def test_an_absurd_time_is_judged_like_any_other() -> None:
    assert {"x": "AT_FUTURE"} == said(claim("x", at_ms=2**48 - 1))


def test_only_done_needs_the_reading() -> None:
    task = TaskFacts(customer="c-1", wants_reading=True)
    assert {"x": "READING_MISSING"} == said(claim("x", "done"), task=task)
    assert {"x": None} == said(claim("x", "done", has_reading=True), task=task)
    assert {"x": None} == said(claim("x", "refused"), task=task)


def test_of_two_tills_that_close_a_task_the_first_to_arrive_counts() -> None:
    early, late = claim("x", received_ms=NOW), claim("y", received_ms=NOW + 1, device="b")
    assert {"x": None, "y": "DOUBLE"} == said(late, early)


def test_one_till_may_close_its_own_task_twice() -> None:
    assert {"x": None, "y": None} == said(claim("x"), claim("y", received_ms=NOW + 1))


def test_attempts_of_two_tills_both_count() -> None:
    assert {"x": None, "y": None} == said(claim("x", "no_answer"), claim("y", device="b"))


def test_undone_work_does_not_count_and_the_undoing_does() -> None:
    undo = claim("z", "undo", undoes="x", received_ms=NOW + 2)
    other = claim("y", device="b", received_ms=NOW + 1)
    assert {"x": "UNDONE", "y": None, "z": None} == said(claim("x"), other, undo)


def test_work_that_does_not_count_closes_nothing() -> None:
    late = claim("x", at_ms=NOW + 300_001)
    assert {"x": "AT_FUTURE", "y": None} == said(late, claim("y", device="b"))


claims = st.lists(
    st.builds(
        Claim,
        id=st.sampled_from("uvwxyz"),
        task=st.just("t-1"),
        customer=st.sampled_from(["c-1", "c-2"]),
        code=st.sampled_from(["done", "refused", "no_answer", "undo", "newer"]),
        at_ms=st.integers(NOW - 1_500_000, NOW + 500_000),
        received_ms=st.integers(NOW, NOW + 3),
        device=st.sampled_from("ab"),
        undoes=st.none() | st.sampled_from("uvwxyz"),
    ),
    unique_by=lambda one: one.id,
    max_size=6,
)


@given(some=claims, seed=st.integers(0, 100))
def test_the_order_of_arrival_in_the_list_does_not_matter(some: list[Claim], seed: int) -> None:
    shuffled = Random(seed).sample(some, len(some))
    assert decide(some, TASK, LIMITS) == decide(shuffled, TASK, LIMITS)


@given(some=claims)
def test_closes_that_count_are_all_of_one_till(some: list[Claim]) -> None:
    decisions = decide(some, TASK, LIMITS)
    closing = {
        one.device
        for one in some
        if decisions[one.id].accepted and one.code in ("done", "refused") and not one.undoes
    }
    assert len(closing) <= 1


DAY_MS = 86_400_000
DEEDS = st.lists(
    st.builds(
        lambda at, received, program, until, undoes: (at, received, program, until, undoes),
        st.integers(0, 4), st.integers(0, 4), st.sampled_from(["family", "vaccines"]),
        st.sampled_from([None, "1970-01-02", "1970-01-04"]), st.sampled_from([None, None, 0, 1]),
    ),
    max_size=6,
)  # fmt: skip


@given(DEEDS, st.randoms(use_true_random=False))
def test_which_signups_count_does_not_depend_on_the_order_they_are_read_in(
    drawn: list[tuple[int, int, str, str | None, int | None]], source: Random
) -> None:
    deeds = [
        Deed(
            Key("0018", "signup", f"s-{n}"), at * DAY_MS, received * DAY_MS, program, until,
            None if undoes is None else f"s-{undoes}",
        )
        for n, (at, received, program, until, undoes) in enumerate(drawn)
    ]  # fmt: skip
    wide = Limits(future_ms=9 * DAY_MS, oldest_ms=9 * DAY_MS)
    shuffled = list(deeds)
    source.shuffle(shuffled)
    decided = decide_deeds(deeds, wide)
    assert decided == decide_deeds(shuffled, wide)
    assert {deed.key for deed in deeds} == decided.keys()
    undone = {deed.undoes for deed in deeds}
    for deed in deeds:
        if deed.undoes is None and deed.key.id in undone:
            assert Decision(accepted=False, code="UNDONE") == decided[deed.key]


def test_a_deed_without_a_program_counts_by_itself() -> None:
    deeds = [Deed(Key("0018", "contact", name), NOW, NOW) for name in "ab"]
    assert {True} == {one.accepted for one in decide_deeds(deeds, LIMITS).values()}
    assert {} == decide_deeds([], LIMITS)
