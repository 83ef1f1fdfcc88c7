"""The exchange's book: who we are, what HQ said of our work, and what the screens are told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from local_store.enrolment import Identity
from local_store.errors import AckUnknownError, AlreadyEnrolledError
from local_store.record_table import TABLES
from local_store.unit_of_work import UnitOfWork
from sync.protocol import chain
from sync.protocol.cycle import Verdict, VerdictState
from sync.protocol.enrol import EnrolAnswer, StoreInfo
from sync.protocol.ops import Fact, Set
from terminal.domain.card import SyncState
from terminal.domain.customer import Mark
from tests.builders import (
    DEVICE,
    START_MS,
    HqStream,
    TestStore,
    a_customer,
    a_store,
    a_task,
    a_trust_bundle,
    an_identity,
    an_observation,
    an_outcome,
    load,
)

OWN = "s:0018"
APPLIED, MERGED = VerdictState.APPLIED, VerdictState.MERGED
HELD, QUARANTINED = VerdictState.HELD, VerdictState.QUARANTINED


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
    """Save fields of the customer and return the group."""
    till.run(lambda uow: uow.put("customer", "c1", Set(fields)))
    group: str = till.read(lambda uow: uow.sync.pending()).groups[-1].g
    return group


def _judge(till: TestStore, acked: int, group: str, state: VerdictState) -> None:
    till.run(lambda uow: uow.sync.settle(acked, [Verdict(g=group, st=state, code="WHY")]))


def _row(till: TestStore, kind: str = "customer", record_id: str = "c1") -> Any:
    return till.read(lambda uow: TABLES[kind].get(uow._db, record_id))


def _shows(till: TestStore) -> tuple[str | None, Mark]:
    row = _row(till)
    return row.state.body.get("note"), row.mark


def _shadows(till: TestStore) -> int:
    sql = "SELECT count(*) FROM shadow"
    count: int = till.read(lambda uow: uow._db.execute(sql).fetchone()[0])
    return count


def test_an_edit_made_while_the_answer_was_under_way_stays_pending_and_visible(
    till: TestStore, stream: HqStream
) -> None:
    first = _save(till, note="first")
    sent = till.read(lambda uow: uow.sync.pending())
    _save(till, note="second")
    _judge(till, sent.last, first, APPLIED)
    stamp = sent.groups[0].ops[0].hlc
    stream.change("customer", "c1", a_customer(1, note="first"), stamp=stamp)
    load(till, stream)
    assert ("second", Mark.LOCAL) == _shows(till)
    assert [2] == [op.n for g in till.read(lambda u: u.sync.pending()).groups for op in g.ops]


def test_applied_work_shows_as_accepted_at_once_and_until_hqs_copy_comes(
    till: TestStore, stream: HqStream
) -> None:
    group = _save(till, note="mine")
    assert ("mine", Mark.LOCAL) == _shows(till)
    _judge(till, 1, group, APPLIED)
    assert ("mine", Mark.ACCEPTED) == _shows(till)
    assert 1 == _shadows(till)
    stream.change("customer", "c1", a_customer(1, note="HQ merged it so"))
    load(till, stream)
    assert ("HQ merged it so", Mark.ACCEPTED) == _shows(till)
    assert 0 == _shadows(till)


def test_the_end_of_a_stream_without_a_new_copy_shows_hqs_as_it_stands(
    till: TestStore, stream: HqStream
) -> None:
    group = _save(till, note="lost the merge")
    _judge(till, 1, group, MERGED)
    assert ("lost the merge", Mark.ACCEPTED) == _shows(till)
    stream.change("customer", "c2", a_customer(2))
    load(till, stream)
    assert ("HQ's", Mark.ACCEPTED) == _shows(till)
    assert 0 == _shadows(till)


def test_a_page_that_is_not_the_end_leaves_other_records_work_over_them(
    till: TestStore, stream: HqStream
) -> None:
    group = _save(till, note="mine")
    _judge(till, 1, group, APPLIED)
    for n in range(2, 5):
        stream.change("customer", f"c{n}", a_customer(n))
    page = stream.page(1, 2)
    till.run(lambda uow: uow.sync.apply_page(page))
    assert ("mine", Mark.ACCEPTED) == _shows(till)


def test_a_quarantined_save_is_taken_out_and_its_bytes_stay(till: TestStore) -> None:
    _save(till, sex="m")
    bad = _save(till, note="bad")
    body = "SELECT body, state, code FROM outbox WHERE n = 2"
    _judge(till, 2, bad, QUARANTINED)
    assert ("HQ's", Mark.RECEIVED) == _shows(till)
    assert "m" == _row(till).state.body["sex"]
    assert ('{"set":{"note":"bad"}}', "quarantined", "WHY") == till.read(
        lambda uow: uow._db.execute(body).fetchone()
    )
    assert till.read(lambda uow: uow.sync.first_broken_op()) is None


def test_a_quarantined_new_record_goes_and_one_that_was_refused_wrongly_comes_back(
    till: TestStore, stream: HqStream
) -> None:
    till.run(lambda uow: uow.put("task", "k1", Set(a_task("c1"))))
    group = till.read(lambda uow: uow.sync.pending()).groups[0].g
    _judge(till, 1, group, QUARANTINED)
    assert _row(till, "task", "k1") is None
    _judge(till, 1, group, APPLIED)
    assert a_task("c1") == _row(till, "task", "k1").state.body
    stream.change("task", "k1", a_task("c1"))
    load(till, stream)
    assert (1, Mark.ACCEPTED) == (_row(till, "task", "k1").rev, _row(till, "task", "k1").mark)


def test_held_work_stays_visible_and_is_received(till: TestStore, stream: HqStream) -> None:
    group = _save(till, note="waits")
    _judge(till, 1, group, HELD)
    stream.change("customer", "c1", a_customer(1, note="HQ's", sex="m"))
    load(till, stream)
    assert ("waits", Mark.RECEIVED) == _shows(till)
    assert "m" == _row(till).state.body["sex"]
    _judge(till, 1, group, QUARANTINED)
    assert ("HQ's", Mark.RECEIVED) == _shows(till)
    assert 0 == _shadows(till)


def test_a_verdict_that_changes_after_hqs_copy_came_is_followed(
    till: TestStore, stream: HqStream
) -> None:
    group = _save(till, note="mine")
    _judge(till, 1, group, APPLIED)
    stream.change("customer", "c1", a_customer(1, note="mine"))
    load(till, stream)
    _judge(till, 1, group, QUARANTINED)
    assert ("mine", Mark.RECEIVED) == _shows(till)
    _judge(till, 1, group, HELD)
    assert ("mine", Mark.RECEIVED) == _shows(till)
    assert 1 == _shadows(till)


def test_a_record_that_hq_takes_away_shows_no_more_but_the_work_on_it_is_kept(
    till: TestStore, stream: HqStream
) -> None:
    _save(till, note="mine")
    stream.remove("customer", "c1")
    load(till, stream)
    assert _row(till) is None
    assert 1 == till.read(lambda uow: uow.sync.state()).unsent
    stream.change("customer", "c1", a_customer(1), rev=7)
    load(till, stream)
    assert ("mine", Mark.LOCAL) == _shows(till)


def test_an_acknowledgement_of_more_than_was_made_settles_nothing(till: TestStore) -> None:
    _save(till, note="mine")
    with pytest.raises(AckUnknownError):
        till.run(lambda uow: uow.sync.settle(2))
    assert ("mine", Mark.LOCAL) == _shows(till)


def test_screens_hear_of_records_whose_mark_changed(till: TestStore) -> None:
    group = _save(till, note="mine")
    told: list[Any] = []
    till.store.on_committed = told.append
    _judge(till, 1, group, APPLIED)
    till.run(lambda uow: uow.sync.settle(1))
    assert [{"customer": frozenset({"c1"}), "sync": frozenset()}] == told


def test_hq_set_back_to_an_older_state_is_sent_what_it_lost_and_compared_with(
    till: TestStore, stream: HqStream
) -> None:
    for n, state in enumerate([APPLIED, APPLIED, QUARANTINED], start=1):
        group = _save(till, note=f"n{n}")
        _judge(till, n, group, state)
    till.run(lambda uow: uow.put("observation", "o1", Fact(an_observation("c1"))))
    stream.change("customer", "c1", a_customer(1, note="n2"), rev=3)
    load(till, stream)
    till.run(lambda uow: uow.sync.restart_epoch("e2", 1))
    sent = till.read(lambda uow: uow.sync.pending())
    assert [2, 3, 4] == [op.n for group in sent.groups for op in group.ops]
    assert "e2" == till.read(lambda uow: uow.sync.identity()).epoch
    dues = [till.read(lambda uow, s=s: uow.sync.repair(s).due) for s in ("g", OWN)]
    assert [True, True] == dues
    assert ("n3", Mark.LOCAL) == _shows(till)
    older = HqStream()
    row = older.change("customer", "c1", a_customer(1, note="n1"))
    till.run(lambda uow: uow.sync.repair(OWN).put([row], [], range(256)))
    till.run(lambda uow: uow.sync.repair(OWN).finish(older.seq))
    load(till, older)
    assert ("n3", Mark.LOCAL) == _shows(till)
    assert {} == till.read(lambda uow: uow.sync.mismatch)
    assert not till.read(lambda uow: uow.sync.repair(OWN).due)


# Who we are


def test_an_enrolment_is_remembered_whole(tmp_path: Path) -> None:
    till = a_store(tmp_path, enrolled=False)
    assert till.read(lambda uow: uow.sync.identity()) is None
    info = StoreInfo(id="0018", code="0018", name="合成数据店", time_zone="Asia/Shanghai")
    answer = EnrolAnswer(
        device=DEVICE, inc=1, epoch="e1", store=info, streams=["g", OWN],
        trust=a_trust_bundle(), now=START_MS,
    )  # fmt: skip
    identity = Identity.from_answer(answer, url="https://hq.example", pin="ab")
    till.run(lambda uow: uow.sync.enrolled(identity))
    till.close()
    again = a_store(tmp_path, enrolled=False)
    assert identity == again.read(lambda uow: uow.sync.identity())
    assert (["g", OWN], "ab") == (list(identity.streams), identity.pin)
    again.close()


def test_hq_may_tell_its_address_anew_but_not_make_us_another_device(till: TestStore) -> None:
    moved = an_identity(url="https://new.example", epoch="e9")
    till.run(lambda uow: uow.sync.enrolled(moved))
    assert moved == till.read(lambda uow: uow.sync.identity())
    for other in (an_identity(device="otherdev"), an_identity(inc=2)):
        with pytest.raises(AlreadyEnrolledError, match="STORE_ENROLLED"):
            till.run(lambda uow, other=other: uow.sync.enrolled(other))


def test_the_keys_are_made_once_and_stay(tmp_path: Path) -> None:
    till = a_store(tmp_path, enrolled=False)
    assert till.read(lambda uow: uow.sync.keys()) is None
    made = till.run(lambda uow: uow.sync.make_keys())
    again = till.run(lambda uow: uow.sync.make_keys())
    kept = till.read(lambda uow: uow.sync.keys())
    assert [made.sig_pub] * 2 == [again.sig_pub, kept.sig_pub]
    assert [made.box_pub] * 2 == [again.box_pub, kept.box_pub]
    assert made.sig_pub != made.box_pub
    assert 32 == len(chain.from_text(made.sig_pub))
    till.close()


# What the screens are told


def test_the_state_counts_saves_and_tells_how_the_exchange_goes(till: TestStore) -> None:
    assert SyncState(loaded_rows=1, loading=True) == till.read(lambda uow: uow.sync.state())
    load(till, HqStream("g"))
    groups = [_save(till, note=str(n)) for n in range(4)]
    _judge(till, 1, groups[0], HELD)
    _judge(till, 2, groups[1], QUARANTINED)

    def note(uow: UnitOfWork) -> None:
        uow.sync.note_exchange(START_MS + 7, 7, START_MS + 99)
        uow.sync.note_trouble("HQ_UNREACHABLE")

    till.run(note)
    expected = SyncState(
        unsent=2,
        held=1,
        quarantined=1,
        oldest_unsent_at=datetime.fromtimestamp(START_MS / 1000, UTC),
        heard_at=datetime.fromtimestamp((START_MS + 7) / 1000, UTC),
        trouble="HQ_UNREACHABLE",
        loading=False,
        loaded_rows=1,
        lease_until=datetime.fromtimestamp((START_MS + 99) / 1000, UTC),
    )
    assert expected == till.read(lambda uow: uow.sync.state())
    assert (7, START_MS + 99) == till.read(lambda uow: (uow.sync.skew_ms, uow.sync.lease_until_ms))
    till.run(lambda uow: uow.sync.note_exchange(START_MS + 8, 7))
    assert till.read(lambda uow: uow.sync.state()).trouble is None
    assert till.read(lambda uow: uow.sync.lease_until_ms) is None


def test_trouble_is_told_to_the_screens(till: TestStore) -> None:
    told: list[Any] = []
    till.store.on_committed = told.append
    till.run(lambda uow: uow.sync.note_trouble("HQ_UNREACHABLE"))
    assert [{"sync": frozenset()}] == told


def test_tries_are_counted(till: TestStore) -> None:
    _save(till, note="x")
    till.run(lambda uow: uow.sync.note_tries(uow.sync.pending()))
    sql = "SELECT tries FROM outbox"
    assert (1,) == till.read(lambda uow: uow._db.execute(sql).fetchone())


def test_counted_work_goes_through_all_three_marks(till: TestStore, stream: HqStream) -> None:
    till.run(lambda uow: uow.put("outcome", "u1", Fact(an_outcome("t", "c1"))))
    group = till.read(lambda uow: uow.sync.pending()).groups[0]
    marks = [_row(till, "outcome", "u1").mark]
    _judge(till, 1, group.g, APPLIED)
    marks.append(_row(till, "outcome", "u1").mark)
    stamp = group.ops[0].hlc
    stream.change("outcome", "u1", an_outcome("t", "c1"), stamp=stamp)
    load(till, stream)
    marks.append(_row(till, "outcome", "u1").mark)
    stream.change("outcome", "u1", an_outcome("t", "c1", accepted=True))
    load(till, stream)
    marks.append(_row(till, "outcome", "u1").mark)
    assert [Mark.LOCAL, Mark.RECEIVED, Mark.RECEIVED, Mark.ACCEPTED] == marks


def test_an_audit_entry_is_accepted_when_hq_has_it(till: TestStore) -> None:
    till.run(lambda uow: uow.audit("looked"))
    till.run(lambda uow: uow.sync.settle(1))
    sql = "SELECT sync_state, (SELECT open FROM outbox) FROM audit"
    assert ("accepted", 0) == till.read(lambda uow: uow._db.execute(sql).fetchone())
