"""Numbers people are paid or judged by have two states: received, which only grows, and accepted,
which HQ alone decides, the same whatever the order in which the work came in.
"""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sync.hub.rules import Claim, Decision, Limits, TaskFacts, decide
from terminal.domain.followup import UNDONE, Effect, OutcomeCode, effect

LIMITS = Limits(future_ms=5, oldest_ms=100)
TASK = TaskFacts(customer="c-1", wants_reading=True)
_CODES = st.sampled_from([str(code) for code in OutcomeCode])


@st.composite
def _claims(draw: Any) -> list[Claim]:
    claims: list[Claim] = []
    for number in range(draw(st.integers(0, 8))):
        received = draw(st.integers(0, 200))
        undoes = None
        if claims and draw(st.booleans()):
            undoes = draw(st.sampled_from(claims)).id
        claims.append(
            Claim(
                id=f"x-{number}",
                task="t-1",
                customer=draw(st.sampled_from(["c-1", "c-1", "c-1", "c-2"])),
                code=UNDONE if undoes else draw(_CODES),
                at_ms=max(received + draw(st.integers(-110, 8)), 0),
                received_ms=received,
                device=draw(st.sampled_from(["d-1", "d-2"])),
                undoes=undoes,
                sees_task=draw(st.sampled_from([True, True, True, False])),
                has_reading=draw(st.booleans()),
            )
        )
    return claims


def _accepted(decisions: dict[str, Decision]) -> set[str]:
    return {one for one, decision in decisions.items() if decision.accepted}


@settings(max_examples=100)
@given(_claims(), st.integers(0, 1_000))
def test_what_counts_does_not_depend_on_the_order_in_which_work_came(
    claims: list[Claim], seed: int
) -> None:
    shuffled = Random(seed).sample(claims, len(claims))
    assert decide(claims, TASK, LIMITS) == decide(shuffled, TASK, LIMITS)


@settings(max_examples=100)
@given(_claims())
def test_every_claim_gets_a_word_and_the_same_again(claims: list[Claim]) -> None:
    once = decide(claims, TASK, LIMITS)
    assert {claim.id for claim in claims} == once.keys()
    assert once == decide(claims, TASK, LIMITS)
    assert all(decision.accepted == (decision.code is None) for decision in once.values())


@settings(max_examples=100)
@given(_claims())
def test_accepted_never_exceeds_received_and_received_only_grows(claims: list[Claim]) -> None:
    received = 0
    for upto in range(len(claims) + 1):
        decisions = decide(claims[:upto], TASK, LIMITS)
        assert len(_accepted(decisions)) <= len(decisions)
        assert len(decisions) >= received
        received = len(decisions)


@settings(max_examples=100)
@given(_claims())
def test_a_task_is_closed_by_one_device_at_most(claims: list[Claim]) -> None:
    accepted = _accepted(decide(claims, TASK, LIMITS))
    closing = {
        claim.device
        for claim in claims
        if claim.id in accepted and claim.undoes is None and effect(claim.code) is Effect.CLOSES
    }
    assert len(closing) <= 1


@settings(max_examples=100)
@given(_claims(), st.integers(0, 7))
def test_work_that_was_taken_back_does_not_count(claims: list[Claim], which: int) -> None:
    if not claims:
        return
    taken_back = claims[which % len(claims)]
    undo = Claim(
        id="x-undo", task="t-1", customer=taken_back.customer, code=UNDONE,
        at_ms=300, received_ms=300, device="d-1", undoes=taken_back.id,
    )  # fmt: skip
    if taken_back.undoes is not None:
        return
    decisions = decide([*claims, undo], TASK, LIMITS)
    assert not decisions[taken_back.id].accepted


@settings(max_examples=100)
@given(_claims())
def test_nothing_counts_for_a_task_that_hq_does_not_have(claims: list[Claim]) -> None:
    assert set() == _accepted(decide(claims, None, LIMITS))
