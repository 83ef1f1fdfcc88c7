"""Two copies of one till that both came again: what becomes of their common past reaches both."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from sync.hub.hub import Hub
from sync.protocol.cycle import SyncAnswer, VerdictState
from sync.protocol.ops import Group
from tests.contract.hub.copies import copy_of, sent_again
from tests.hub_fixtures import ScriptedTill, new_till

APPLIED, HELD = VerdictState.APPLIED, VerdictState.HELD
QUARANTINED = VerdictState.QUARANTINED
CUSTOMER = ("customer", "c-1", {"set": {"name": "测试甲"}})
POISON = ("customer", "c-1", {"set": {"birth_on": "?"}})


def note(text: str, record: str = "c-1") -> tuple[str, str, dict[str, Any]]:
    return ("customer", record, {"set": {"note": text}})


def heard(answer: SyncAnswer) -> list[tuple[int, VerdictState, bool]]:
    return [(word.n, word.st, word.closed) for word in answer.late]


def settling(till: ScriptedTill, group: str) -> tuple[str, str, dict[str, Any]]:
    fact = {"group": group, "how": "dropped", "at": till.hub.outside.now_ms()}
    return ("resolution", f"r-{till.device}-{till.n}", {"fact": fact})


@pytest.fixture
def old(hub: Hub) -> ScriptedTill:
    """A till of whose work one save was refused (op 2) and one waits for that (op 3)."""
    till = new_till(hub)
    till.sync(till.saves_of([CUSTOMER], [POISON], [note("等")]))
    return till


@pytest.fixture
def copies(old: ScriptedTill) -> tuple[ScriptedTill, ScriptedTill]:
    return copy_of(old, 4, seed=5_001), copy_of(old, 4, seed=5_002)


PAST = [(2, QUARANTINED, True), (3, APPLIED, False)]
"""What both hear once the refused save was settled."""


def test_what_hqs_people_settle_reaches_both(
    hub: Hub, old: ScriptedTill, copies: tuple[ScriptedTill, ScriptedTill]
) -> None:
    hub.review.close(old.device, 2)
    for till in copies:
        assert PAST == heard(till.sync())
        assert [] == heard(till.sync())


@pytest.mark.parametrize("by", [0, 1])
def test_what_one_settles_the_other_hears_of(
    old: ScriptedTill, copies: tuple[ScriptedTill, ScriptedTill], by: int
) -> None:
    one, other = copies[by], copies[1 - by]
    assert PAST == heard(one.sync(one.save(settling(one, f"{old.device}-2"))))
    assert PAST == heard(other.sync())


def test_words_on_its_own_work_hide_none_on_the_common_past(
    hub: Hub, old: ScriptedTill, copies: tuple[ScriptedTill, ScriptedTill]
) -> None:
    """Each would be far ahead, were the words numbered for each by itself."""
    one, other = copies
    for till, record in ((one, "c-2"), (other, "c-3")):
        poison = ("customer", record, POISON[2])
        till.sync(till.saves_of(*[[poison]] * 3))
        for n in (4, 5, 6):
            hub.review.close(till.device, n)
        assert {4, 5, 6} == {word.n for word in till.sync().late}
    hub.review.close(old.device, 2)
    assert [PAST, PAST] == [heard(till.sync()) for till in copies]


def test_what_waited_at_one_goes_on_when_the_other_settled_it(
    hub: Hub, old: ScriptedTill, copies: tuple[ScriptedTill, ScriptedTill]
) -> None:
    one, other = copies
    assert [HELD] == [v.st for v in other.sync(other.save(note("另"))).verdicts]
    one.sync(one.save(settling(one, f"{old.device}-2")))
    assert [*PAST, (4, APPLIED, False)] == heard(other.sync())
    assert "另" == (other.body("customer", "c-1") or {})["note"]
    assert [] == hub.review.listed()
    assert [] == heard(other.sync())


def test_what_waits_goes_on_before_what_the_same_push_adds(
    old: ScriptedTill, copies: tuple[ScriptedTill, ScriptedTill]
) -> None:
    one, other = copies
    other.sync(other.save(note("一")))
    one.sync(one.save(settling(one, f"{old.device}-2")))
    answer = other.sync(other.save(note("二")))
    assert [HELD] == [verdict.st for verdict in answer.verdicts]
    assert [*PAST, (4, APPLIED, False), (5, APPLIED, False)] == heard(answer)
    other.sync()
    assert "二" == (other.body("customer", "c-1") or {})["note"]


def test_a_copy_of_a_copy_hears_it_too(hub: Hub, old: ScriptedTill) -> None:
    one = copy_of(old, 4, seed=5_003)
    one.sync(one.save(note("后")))
    again = [copy_of(one, 5, seed=5_004), copy_of(one, 5, seed=5_005), copy_of(old, 4, seed=5_006)]
    hub.review.close(old.device, 2)
    expected = [*PAST, (4, APPLIED, False)]
    assert [expected, expected, PAST] == [heard(till.sync()) for till in again]


@pytest.mark.parametrize("closes", [True, False])
def test_a_copy_whose_answer_was_lost_gets_the_present_word_with_what_it_sends_again(
    hub: Hub, closes: bool
) -> None:
    """It heard the word before it knew that HQ has the save, and cannot have made use of it."""
    old = new_till(hub)
    start, prev = old.n + 1, old.head
    groups: list[Group] = [old.group(CUSTOMER), old.group(POISON), old.group(note("等"))]
    old.sync(old.push(groups, start=start, prev=prev))
    one, other = copy_of(old, 4, seed=5_007), copy_of(old, 2, seed=5_008)
    lost = sent_again(other, groups[1:])
    assert [QUARANTINED, HELD] == [verdict.st for verdict in other.sync(lost).verdicts]
    if closes:
        hub.review.close(old.device, 2)
    else:
        one.sync(one.save(settling(one, f"{old.device}-2")))
    other.sync()
    said = [(verdict.st, verdict.closed) for verdict in other.sync(lost).verdicts]
    assert [(QUARANTINED, True), (APPLIED, False)] == said


def test_both_settling_it_at_once_settle_it_once(
    hub: Hub, old: ScriptedTill, copies: tuple[ScriptedTill, ScriptedTill]
) -> None:
    pushes = [till.save(settling(till, f"{old.device}-2")) for till in copies]
    threads = [
        threading.Thread(target=till.sync, args=(push,))
        for till, push in zip(copies, pushes, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    fresh = new_till(hub)
    fresh.read_all()
    assert 2 == fresh.rows["s:0018"]["customer", "c-1"]["rev"], "the note took effect once"
    for till in copies:
        till.sync()
        assert PAST == sorted((word.n, word.st, word.closed) for word in till.late)


def test_what_only_one_of_them_did_is_no_word_to_the_other(
    hub: Hub, copies: tuple[ScriptedTill, ScriptedTill]
) -> None:
    one, other = copies
    one.sync(one.save(("customer", "c-2", POISON[2])))
    hub.review.close(one.device, 4)
    assert ([4], []) == ([word.n for word in one.sync().late], other.sync().late)


def test_a_new_life_of_hq_tells_both_all_of_it(
    hub: Hub, copies: tuple[ScriptedTill, ScriptedTill]
) -> None:
    for till in copies:
        till.epoch = ""
    epoch = hub.upkeep.restored()
    for till in copies:
        till.epoch = epoch
        assert [(2, QUARANTINED, False), (3, HELD, False)] == heard(till.sync())
