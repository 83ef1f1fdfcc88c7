"""What the exchange's book does with the newer words of HQ: verdicts by number, later verdicts,
rows that only name an op, rows ahead of their turn, another life of HQ, another identity.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from local_store.errors import (
    AckUnknownError,
    GroupSettledError,
    PageForeignError,
    PageMalformedError,
)
from local_store.record_table import TABLES
from sync.merge import State, apply
from sync.protocol import chain
from sync.protocol.canonical import encode
from sync.protocol.cycle import Row, Verdict, VerdictState
from sync.protocol.kinds import KINDS
from sync.protocol.ops import Add, Element, Fact, Set, from_wire
from terminal.domain.customer import Mark
from tests.builders import (
    DEVICE,
    START_MS,
    HqStream,
    TestStore,
    a_customer,
    a_staff,
    a_store,
    a_task,
    an_identity,
    an_observation,
    load,
)

OWN = "s:0018"
MERGED, HELD, QUARANTINED = VerdictState.MERGED, VerdictState.HELD, VerdictState.QUARANTINED


@pytest.fixture
def stream() -> HqStream:
    made = HqStream()
    made.change("customer", "c1", a_customer(1, note="HQ's"))
    return made


@pytest.fixture
def till(tmp_path: Path, stream: HqStream) -> Iterator[TestStore]:
    made = a_store(tmp_path)
    load(made, stream)
    yield made
    made.close()


def _save(till: TestStore, **fields: Any) -> str:
    till.run(lambda uow: uow.put("customer", "c1", Set(fields)))
    group: str = _groups(till)[-1].g
    return group


def _groups(till: TestStore) -> Any:
    return till.read(lambda uow: uow.sync.pending()).groups


def _states(till: TestStore) -> list[Any]:
    sql = "SELECT state, code, closed, open FROM outbox ORDER BY n"
    found: list[Any] = till.read(lambda uow: uow._db.execute(sql).fetchall())
    return found


def _counts(till: TestStore) -> tuple[int, int, int]:
    state = till.read(lambda uow: uow.sync.state())
    return state.unsent, state.held, state.quarantined


def _row(till: TestStore, kind: str, record_id: str) -> Any:
    return till.read(lambda uow: TABLES[kind].get(uow._db, record_id))


# Verdicts


def test_a_verdict_names_a_group_by_its_first_op_and_what_is_not_named_was_applied(
    till: TestStore,
) -> None:
    def two(uow: Any) -> None:
        uow.put("customer", "c1", Set({"note": "bad"}))
        uow.audit("saved")

    _save(till, sex="m")
    till.run(two)
    _save(till, sex="f")
    till.run(lambda uow: uow.sync.settle(4, [Verdict(n=2, st=QUARANTINED, code="WHY")]))
    expected = [("acked", None, 0, 1), *[("quarantined", "WHY", 0, 1)] * 2, ("acked", None, 0, 1)]
    assert expected == _states(till)


@pytest.mark.parametrize("verdict", [{"n": 3}, {"n": 9}, {"n": 2, "g": "another"}])
def test_a_verdict_on_no_groups_first_op_says_nothing(till: TestStore, verdict: Any) -> None:
    def two(uow: Any) -> None:
        uow.put("customer", "c1", Set({"note": "x"}))
        uow.audit("saved")

    _save(till, sex="m")
    till.run(two)
    till.run(lambda uow: uow.sync.settle(3, [Verdict(**verdict, st=HELD)]))
    assert ["acked"] * 3 == [state for state, *_ in _states(till)]


def test_later_words_and_how_far_they_reach_commit_together(till: TestStore) -> None:
    _save(till, note="first")
    _save(till, note="second")
    held = [Verdict(n=1, st=HELD), Verdict(n=2, st=QUARANTINED, code="WHY")]
    till.run(lambda uow: uow.sync.settle(2, held))
    assert (0, 1, 1) == _counts(till)
    late = [Verdict(n=1, st=MERGED), Verdict(n=2, st=QUARANTINED, code="WHY", closed=True)]

    def fail(uow: Any) -> None:
        uow.sync.settle(2, late=late, judged=7)
        raise RuntimeError("stopped")

    with pytest.raises(RuntimeError):
        till.run(fail)
    assert ((0, 1, 1), 0) == (_counts(till), till.read(lambda uow: uow.sync.judged))
    for _ in range(2):
        till.run(lambda uow: uow.sync.settle(2, late=late, judged=7))
        assert ((0, 0, 0), 7) == (_counts(till), till.read(lambda uow: uow.sync.judged))
    till.run(lambda uow: uow.sync.settle(2))
    assert 7 == till.read(lambda uow: uow.sync.judged)
    assert [("acked", None, 0, 1), ("quarantined", "WHY", 1, 0)] == _states(till)


def test_a_closed_group_no_longer_marks_its_record(till: TestStore) -> None:
    _save(till, note="bad")
    till.run(lambda uow: uow.sync.settle(1, [Verdict(n=1, st=QUARANTINED)]))
    assert Mark.RECEIVED == _row(till, "customer", "c1").mark
    closed = [Verdict(n=1, st=QUARANTINED, closed=True)]
    till.run(lambda uow: uow.sync.settle(1, late=closed, judged=1))
    row = _row(till, "customer", "c1")
    assert ("HQ's", Mark.ACCEPTED) == (row.state.body["note"], row.mark)


# Deciding about refused work


def test_a_decision_travels_with_the_correction_in_one_group(till: TestStore) -> None:
    bad = _save(till, note="bad")
    till.run(lambda uow: uow.sync.settle(1, [Verdict(n=1, st=QUARANTINED)]))

    def correct(uow: Any) -> None:
        uow.sync.resolve(bad, "replaced", "typed wrong")
        uow.put("customer", "c1", Set({"note": "right"}))

    till.run(correct)
    (group,) = _groups(till)
    fact = {"group": bad, "how": "replaced", "at": START_MS, "reason": "typed wrong"}
    assert [("resolution", {"fact": fact}), ("customer", {"set": {"note": "right"}})] == [
        (op.k, op.b) for op in group.ops
    ]


def test_only_what_was_refused_and_still_waits_can_be_decided(till: TestStore) -> None:
    groups = [_save(till, note=str(n)) for n in range(3)]
    judged = [Verdict(n=1, st=HELD), Verdict(n=2, st=QUARANTINED, closed=True)]
    till.run(lambda uow: uow.sync.settle(2, judged))
    for group in [*groups, "unknown"]:
        with pytest.raises(GroupSettledError, match="STORE_GROUP_SETTLED"):
            till.run(lambda uow, g=group: uow.sync.resolve(g, "dropped", ""))


# Rows that only name an op


def _echo(till: TestStore, stream: HqStream, kind: str, record_id: str, **other: Any) -> Row:
    """Let HQ take in the pending ops on a record, and return the row that names the first."""
    ops = [op for group in _groups(till) for op in group.ops if (op.k, op.id) == (kind, record_id)]
    state = State()
    for op in ops:
        state = apply(KINDS[kind], state, from_wire(op.b), stamp=op.hlc).state
    whole = stream.change(kind, record_id, state.body, clocks=state.clocks)
    return Row(n=ops[0].n, rev=whole.rev, seq=whole.seq, **other)


def test_a_row_that_names_an_op_is_the_record_its_own_ops_make(
    till: TestStore, stream: HqStream
) -> None:
    till.run(lambda uow: uow.put("customer", "new", Set({"name": "合成新客", "sex": None})))
    till.run(lambda uow: uow.put("customer", "new", Add((Element("phones", "15400000077"),))))
    till.run(lambda uow: uow.put("observation", "o1", Fact(an_observation("new"))))
    echoes = [_echo(till, stream, "customer", "new"), _echo(till, stream, "observation", "o1")]
    till.run(lambda uow: uow.put("customer", "new", Set({"note": "later"})))
    till.run(lambda uow: uow.sync.settle(3))
    page = stream.page(1).model_copy(update={"rows": echoes})
    till.run(lambda uow: uow.sync.apply_page(page))
    assert {} == till.read(lambda uow: uow.sync.mismatch)
    assert ("later", Mark.LOCAL) == (
        _row(till, "customer", "new").state.body["note"],
        _row(till, "customer", "new").mark,
    )
    row = _row(till, "observation", "o1")
    assert (1, Mark.ACCEPTED) == (row.rev, row.mark)
    cursor = till.read(lambda uow: uow.sync.cursors()[OWN])
    assert (cursor.n, cursor.sum) == till.read(lambda uow: uow.sync.recount(OWN))


@pytest.mark.parametrize("n", [7, 1])
def test_a_row_that_names_an_op_nobody_made_or_one_taken_away_is_refused(
    till: TestStore, stream: HqStream, n: int
) -> None:
    till.run(lambda uow: uow.put("observation", "o1", Fact(an_observation("c1"))))
    echo = _echo(till, stream, "observation", "o1", op="D").model_copy(update={"n": n})
    till.run(lambda uow: uow.sync.settle(1))
    page = stream.page(1).model_copy(update={"rows": [echo]})
    with pytest.raises(PageMalformedError):
        till.run(lambda uow: uow.sync.apply_page(page))


# Rows ahead of their turn


def test_early_rows_show_at_once_and_change_nothing_when_their_turn_comes(
    till: TestStore, stream: HqStream
) -> None:
    for n in range(5):
        stream.change("task", f"k{n}", a_task("c1"))
    early = stream.change("staff", "staff-9", a_staff(badge="B9"))
    till.run(lambda uow: uow.sync.apply_early(OWN, [early]))
    assert _row(till, "staff", "staff-9") is not None
    assert 1 == till.read(lambda uow: uow.sync.cursors()[OWN]).after
    load(till, stream, limit=2)
    assert {} == till.read(lambda uow: uow.sync.mismatch)
    with pytest.raises(PageForeignError):
        till.run(lambda uow: uow.sync.apply_early("s:other", []))


# Another identity


def _chain_holds(till: TestStore, device: str, inc: int, start: int) -> bool:
    """Verify what is sent as HQ does: after the genesis of this device, before op `start`."""
    push = till.read(lambda uow: uow.sync.pending()).push
    head = chain.genesis(device, inc)
    if (push.start, push.prev) != (start, chain.to_text(head)):
        return False
    for group in push.groups:
        for op in group.ops:
            commitment = (
                chain.from_text(op.cm)
                if op.erased
                else chain.commit(op.b, chain.from_text(op.salt))
            )
            head = chain.link(head, chain.header(device, inc, group.g, op.model_dump()), commitment)
    kept = till.read(
        lambda uow: uow._db.execute("SELECT hash FROM outbox ORDER BY n DESC LIMIT 1").fetchone()
    )
    return bool(kept == (head,))


def test_a_till_that_comes_again_keeps_every_op_its_number_and_its_stamp(till: TestStore) -> None:
    for n in range(4):
        _save(till, note=f"n{n}")
    till.run(lambda uow: uow.sync.settle(2, [Verdict(n=2, st=QUARANTINED)]))
    sql = "SELECT n, g, hlc, body, salt FROM outbox ORDER BY n"
    before = till.read(lambda uow: uow._db.execute(sql).fetchall())
    old = till.read(lambda uow: uow.sync.keys()).sig_pub
    made = till.run(lambda uow: uow.sync.new_keys()).sig_pub
    other = an_identity(device="otherdev")
    till.run(lambda uow: uow.sync.enrol_again(other, 3))
    assert before == till.read(lambda uow: uow._db.execute(sql).fetchall())
    assert other == till.read(lambda uow: uow.sync.identity())
    assert ([made], True) == ([till.read(lambda uow: uow.sync.keys()).sig_pub], made != old)
    assert till.read(lambda uow: uow.sync.old_keys()) is None
    assert _chain_holds(till, "otherdev", 1, 3)
    assert till.read(lambda uow: uow.sync.first_broken_op()) is None
    assert [(DEVICE, 1), ("otherdev", 3)] == [
        (part.device, part.start) for part in till.read(lambda uow: uow.sync.lineage())
    ]
    assert (2, 0, 1) == _counts(till)
    _save(till, note="n4")
    assert till.read(lambda uow: uow.sync.first_broken_op()) is None
    assert all(till.read(lambda uow, s=s: uow.sync.repair(s).due) for s in ("g", OWN))


@pytest.mark.parametrize("start", [1, 2, 3, 4])
def test_hq_may_ask_again_for_work_it_acknowledged_and_never_leaves_work_out(
    till: TestStore, start: int
) -> None:
    for n in range(3):
        _save(till, note=f"n{n}")
    till.run(lambda uow: uow.sync.settle(1))
    again = an_identity(device="otherdev")
    if start > 2:
        with pytest.raises(AckUnknownError):
            till.run(lambda uow: uow.sync.enrol_again(again, start))
        assert DEVICE == till.read(lambda uow: uow.sync.identity()).device
        return
    till.run(lambda uow: uow.sync.enrol_again(again, start))
    assert _chain_holds(till, "otherdev", 1, start)
    assert till.read(lambda uow: uow.sync.first_broken_op()) is None
    assert 4 - start == _counts(till)[0]


def test_a_till_may_come_again_more_than_once(till: TestStore) -> None:
    for device in ("deviceb1", "deviceb2", "deviceb3"):
        _save(till, note=device)
        _save(till, note=device)
        acked = till.read(lambda uow: uow.sync.outbox().last_n()) - 1
        till.run(lambda uow, n=acked: uow.sync.settle(n))
        again = an_identity(device=device)
        till.run(lambda uow, i=again, n=acked + 1: uow.sync.enrol_again(i, n))
        assert till.read(lambda uow: uow.sync.first_broken_op()) is None
        assert _chain_holds(till, device, 1, acked + 1)
    till.run(lambda uow: uow.sync.settle(6))
    till.run(lambda uow: uow.sync.enrol_again(an_identity(device="deviceb4"), 7))
    assert till.read(lambda uow: uow.sync.first_broken_op()) is None
    till.run(lambda uow: uow.sync.enrol_again(an_identity(device="deviceb5"), 3))
    assert till.read(lambda uow: uow.sync.first_broken_op()) is None
    assert _chain_holds(till, "deviceb5", 1, 3)
    starts = [(DEVICE, 1), ("deviceb1", 2), ("deviceb5", 3)]
    assert starts == [(p.device, p.start) for p in till.read(lambda uow: uow.sync.lineage())]


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_a_changed_op_is_told_in_every_part_of_the_chain(till: TestStore, n: int) -> None:
    for at in range(4):
        _save(till, note=str(at))
    till.run(lambda uow: uow.sync.settle(2))
    till.run(lambda uow: uow.sync.enrol_again(an_identity(device="otherdev"), 3))
    sql = "UPDATE outbox SET actor = 'somebody' WHERE n = ?"
    till.run(lambda uow: uow._db.execute(sql, (n,)))
    assert n == till.read(lambda uow: uow.sync.first_broken_op())


def test_keys_are_replaced_in_two_steps_and_the_old_stay_until_they_are_forgotten(
    till: TestStore,
) -> None:
    first = till.read(lambda uow: uow.sync.keys()).sig_pub
    till.run(lambda uow: uow.sync.use_new_keys())
    assert first == till.read(lambda uow: uow.sync.keys()).sig_pub
    for _ in range(2):
        second = till.run(lambda uow: uow.sync.new_keys()).sig_pub
    assert first == till.read(lambda uow: uow.sync.keys()).sig_pub
    assert second == till.read(lambda uow: uow.sync.next_keys()).sig_pub != first
    till.run(lambda uow: uow.sync.use_new_keys())
    assert (second, first) == till.read(
        lambda uow: (uow.sync.keys().sig_pub, uow.sync.old_keys().sig_pub)
    )
    assert till.read(lambda uow: uow.sync.next_keys()) is None
    till.run(lambda uow: uow.sync.forget_old_keys())
    assert till.read(lambda uow: uow.sync.old_keys()) is None


# Taken out of service


def test_reading_is_locked_when_the_lease_is_over_or_the_till_is_being_drained(
    till: TestStore,
) -> None:
    def standing() -> Any:
        return till.read(
            lambda uow: (
                uow.sync.hub_state,
                uow.sync.draining_since_ms,
                uow.sync.is_reading_locked,
            )
        )

    assert ("", None, False) == standing()
    till.run(lambda uow: uow.sync.note_exchange(START_MS, 0, START_MS + 1000))
    till.run(lambda uow: uow.sync.note_hub_state("active"))
    assert ("active", None, False) == standing()
    till.clock.advance(ms=1001)
    assert ("active", None, True) == standing()
    till.run(lambda uow: uow.sync.note_exchange(START_MS, 0, START_MS + 9000))
    till.run(lambda uow: uow.sync.note_hub_state("draining"))
    till.clock.advance(ms=500)
    till.run(lambda uow: uow.sync.note_hub_state("draining"))
    assert ("draining", START_MS + 1001, True) == standing()
    assert till.read(lambda uow: uow.sync.state()).is_reading_locked
    till.run(lambda uow: uow.sync.note_hub_state("draining", 700))
    till.run(lambda uow: uow.sync.note_hub_state("draining", 30))
    assert 730 == till.read(lambda uow: uow.sync.draining_ran_ms)
    till.run(lambda uow: uow.sync.note_hub_state("active"))
    assert ("active", None, False) == standing()


def test_canonical_text_of_an_op_is_kept_as_it_was_hashed(till: TestStore) -> None:
    _save(till, note="x", sex="m")
    text = till.read(lambda uow: uow._db.execute("SELECT body FROM outbox").fetchone()[0])
    (group,) = _groups(till)
    assert encode(group.ops[0].b).decode() == text
