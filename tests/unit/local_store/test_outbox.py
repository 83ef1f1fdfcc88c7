"""The outbox: numbered without gaps, chained, sent in whole groups, moved on by HQ's word alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

from local_store.connection import Connection
from local_store.database import open_database
from local_store.errors import AckUnknownError, GroupTooLargeError
from local_store.migrate import migrate
from local_store.op_row import OpState
from local_store.outbox import Draft, Outbox
from sync.protocol import chain
from sync.protocol.cycle import Verdict, VerdictState
from tests.builders import DEVICE, TEST_KEY, a_stamp

T = TypeVar("T")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    path = tmp_path / "store.db"
    connection = open_database(path, TEST_KEY, durable=False)
    migrate(connection, path, TEST_KEY)
    yield connection
    connection.close()


@pytest.fixture
def outbox(db: Connection) -> Outbox:
    return Outbox(db, DEVICE, 1)


def _draft(entity: str = "t1", kind: str = "task", **fields: Any) -> Draft:
    body = {"set": {"due_on": "2025-12-01", **fields}}
    return Draft(kind, entity, a_stamp(), "staff-1", 0, body, b"s" * 16)


def _save(outbox: Outbox, group: str, *entities: str) -> None:
    outbox.append(group, [_draft(entity) for entity in entities])


def _states(outbox: Outbox) -> list[str]:
    return [s for (s,) in outbox.db.execute("SELECT state FROM outbox ORDER BY n")]


def _open(outbox: Outbox) -> list[int]:
    return [n for (n,) in outbox.db.execute("SELECT n FROM outbox WHERE open = 1 ORDER BY n")]


def _groups(outbox: Outbox, *limits: int) -> list[tuple[str, list[int]]]:
    return [(group.g, [op.n for op in group.ops]) for group in outbox.pending(*limits).groups]


def _verdict(group: str, state: VerdictState, code: str | None = None) -> Verdict:
    return Verdict(g=group, st=state, code=code)


def test_a_new_outbox_has_nothing_to_send(outbox: Outbox) -> None:
    batch = outbox.pending()
    assert (None, False, 0) == (batch.push, batch.more, outbox.last_n())
    assert outbox.first_broken() is None


def test_ops_are_numbered_without_gaps_over_all_groups(outbox: Outbox) -> None:
    _save(outbox, "g1", "a", "b")
    _save(outbox, "g2", "a")
    assert [("g1", [1, 2]), ("g2", [3])] == _groups(outbox)
    assert 3 == outbox.last_n()


def test_a_push_names_its_first_op_and_the_hash_before_it(outbox: Outbox) -> None:
    _save(outbox, "g1", "a", "b")
    _save(outbox, "g2", "c")
    first = outbox.pending().push
    assert first is not None
    assert (1, chain.to_text(chain.genesis(DEVICE, 1))) == (first.start, first.prev)
    outbox.settle(2)
    second = outbox.pending().push
    assert second is not None
    head = outbox.db.execute("SELECT hash FROM outbox WHERE n = 2").fetchone()[0]
    assert (3, chain.to_text(head)) == (second.start, second.prev)


def test_hq_can_verify_the_chain_from_what_is_sent(outbox: Outbox) -> None:
    _save(outbox, "g1", "a", "b")
    _save(outbox, "g2", "c")
    push = outbox.pending().push
    assert push is not None
    head = chain.from_text(push.prev)
    for group in push.groups:
        for op in group.ops:
            commitment = chain.commit(op.b, chain.from_text(op.salt))
            header = chain.header(DEVICE, 1, group.g, op.model_dump())
            head = chain.link(head, header, commitment)
    assert [(head,)] == outbox.db.execute("SELECT hash FROM outbox WHERE n = 3").fetchall()


def test_a_group_is_never_split(outbox: Outbox) -> None:
    _save(outbox, "g1", "a", "b", "c")
    _save(outbox, "g2", "a")
    _save(outbox, "g3", "a", "b")
    assert [("g1", [1, 2, 3])] == _groups(outbox, 1)
    assert [("g1", [1, 2, 3]), ("g2", [4])] == _groups(outbox, 2)
    assert [("g1", [1, 2, 3])] == _groups(outbox, 9, 1), "one group goes however large it is"
    assert ["g1", "g2"] == [name for name, _ in _groups(outbox, 9, 1300)]


@pytest.mark.parametrize(("groups", "more"), [(1, True), (2, True), (3, False), (4, False)])
def test_a_batch_tells_whether_others_wait_behind_it(
    outbox: Outbox, groups: int, more: bool
) -> None:
    for name in ("g1", "g2", "g3"):
        _save(outbox, name, "a", "b")
    assert more == outbox.pending(groups).more


def test_a_group_takes_no_more_ops_than_the_protocol_does(outbox: Outbox) -> None:
    outbox.append("g1", [_draft()] * 60)
    with pytest.raises(GroupTooLargeError, match="STORE_GROUP_TOO_LARGE"):
        outbox.append("g1", [_draft()] * 41, position=60)
    outbox.append("g1", [_draft()] * 40, position=60)
    assert 100 == outbox.last_n()


def test_what_was_saved_while_the_answer_was_under_way_stays_pending(outbox: Outbox) -> None:
    _save(outbox, "g1", "a")
    sent = outbox.pending()
    _save(outbox, "g2", "a")
    settled = outbox.settle(sent.last, [_verdict("g1", VerdictState.APPLIED)])
    assert (1, frozenset({("task", "a")})) == (settled.acked, settled.touched)
    assert [("g2", [2])] == _groups(outbox)


def test_an_answer_that_comes_twice_changes_nothing_the_second_time(outbox: Outbox) -> None:
    _save(outbox, "g1", "a")
    verdicts = [_verdict("g1", VerdictState.QUARANTINED, "PHONE")]
    outbox.settle(1, verdicts)
    again = outbox.settle(1, verdicts)
    assert (0, frozenset()) == (again.acked, again.touched)
    assert ["quarantined"] == _states(outbox)


def test_an_acknowledgement_of_ops_never_made_is_refused_and_settles_nothing(
    outbox: Outbox,
) -> None:
    _save(outbox, "g1", "a")
    with pytest.raises(AckUnknownError, match="STORE_ACK_UNKNOWN"):
        outbox.settle(2)
    assert ["pending"] == _states(outbox)


def test_each_verdict_moves_the_whole_group_and_keeps_its_code(outbox: Outbox) -> None:
    for name in ("g1", "g2", "g3", "g4"):
        _save(outbox, name, "a", "b")
    outbox.settle(
        8,
        [
            _verdict("g1", VerdictState.APPLIED),
            _verdict("g2", VerdictState.MERGED, "NAME_KEPT"),
            _verdict("g3", VerdictState.HELD, "WAITS"),
            _verdict("g4", VerdictState.QUARANTINED, "PHONE"),
        ],
    )
    assert ["acked"] * 4 + ["held"] * 2 + ["quarantined"] * 2 == _states(outbox)
    codes = [c for (c,) in outbox.db.execute("SELECT code FROM outbox ORDER BY n")]
    assert [None, None, "NAME_KEPT", "NAME_KEPT", "WAITS", "WAITS", "PHONE", "PHONE"] == codes


def test_a_verdict_on_a_group_that_is_not_acknowledged_or_not_ours_says_nothing(
    outbox: Outbox,
) -> None:
    _save(outbox, "g1", "a")
    settled = outbox.settle(
        0, [_verdict("g1", VerdictState.APPLIED), _verdict("gx", VerdictState.HELD)]
    )
    assert frozenset() == settled.touched
    assert ["pending"] == _states(outbox)


def test_a_later_verdict_moves_a_group_on_and_its_rows_are_looked_at_again(outbox: Outbox) -> None:
    _save(outbox, "g1", "a")
    outbox.settle(1, [_verdict("g1", VerdictState.APPLIED)])
    outbox.close_seen("task", "a")
    assert [] == _open(outbox)
    for state, stored in [
        (VerdictState.QUARANTINED, "quarantined"),
        (VerdictState.HELD, "held"),
        (VerdictState.APPLIED, "acked"),
    ]:
        settled = outbox.settle(1, [_verdict("g1", state)])
        assert {("task", "a")} == settled.touched
        assert [stored] == _states(outbox)
        assert [1] == _open(outbox)


def test_only_what_was_acknowledged_becomes_durable_and_stays_so(outbox: Outbox) -> None:
    for name in ("g1", "g2", "g3"):
        _save(outbox, name, "a")
    outbox.settle(2, [_verdict("g1", VerdictState.HELD)], durable_n=3)
    assert ["held", "durable", "pending"] == _states(outbox)
    outbox.settle(2, [_verdict("g2", VerdictState.MERGED)])
    assert ["held", "durable", "pending"] == _states(outbox)


def test_an_op_is_open_until_hqs_copy_shows_it(outbox: Outbox) -> None:
    _save(outbox, "g1", "a")
    _save(outbox, "g2", "a")
    outbox.settle(1)
    assert [OpState.ACKED, OpState.PENDING] == [op.state for op in outbox.open_ops("task", "a")]
    assert {"a"} == outbox.entities_open("task", ["a", "b"])
    assert [("task", "a")] == outbox.entities_seen(["task", "outcome"])
    outbox.close_seen("task", "a")
    assert [2] == [op.n for op in outbox.open_ops("task", "a")]
    assert [] == outbox.entities_seen(["task"])


def test_an_audit_entry_waits_for_nothing_but_its_acknowledgement(outbox: Outbox) -> None:
    outbox.append("g1", [_draft("x", kind="audit")])
    assert [1] == _open(outbox)
    outbox.settle(1)
    assert [] == _open(outbox)


def test_the_counts_are_of_saves_and_not_of_ops(outbox: Outbox) -> None:
    assert (0, 0, 0, None) == _counts(outbox)
    for name in ("g1", "g2", "g3", "g4"):
        _save(outbox, name, "a", "b")
    outbox.settle(4, [_verdict("g1", VerdictState.HELD), _verdict("g2", VerdictState.QUARANTINED)])
    assert (2, 1, 1, a_stamp()) == _counts(outbox)


def _counts(outbox: Outbox) -> tuple[int, int, int, str | None]:
    counts = outbox.counts()
    return counts.unsent, counts.held, counts.quarantined, counts.oldest


def test_tries_are_counted_for_what_is_sent(outbox: Outbox) -> None:
    _save(outbox, "g1", "a")
    batch = outbox.pending()
    _save(outbox, "g2", "a")
    outbox.note_tries(batch)
    outbox.note_tries(batch)
    assert [(2,), (0,)] == outbox.db.execute("SELECT tries FROM outbox ORDER BY n").fetchall()


def test_an_hq_that_was_set_back_is_sent_what_it_lost_again(outbox: Outbox) -> None:
    for name in ("g1", "g2", "g3"):
        _save(outbox, name, name)
    outbox.settle(3, [_verdict("g3", VerdictState.QUARANTINED, "X")], durable_n=1)
    for entity in ("g1", "g2", "g3"):
        outbox.close_seen("task", entity)
    assert {("task", "g2"), ("task", "g3")} == set(outbox.reopen_after(1))
    assert ["durable", "pending", "pending"] == _states(outbox)
    assert [2, 3] == _open(outbox)
    assert [("g2", [2]), ("g3", [3])] == _groups(outbox)
    assert [(None,)] == outbox.db.execute("SELECT code FROM outbox WHERE n = 3").fetchall()


@pytest.mark.parametrize(
    ("damage", "first"),
    [
        ('UPDATE outbox SET body = \'{"set":{"due_on":"2030-01-01"}}\' WHERE n = 2', 2),
        ("UPDATE outbox SET actor = 'somebody' WHERE n = 3", 3),
        ("UPDATE outbox SET hash = zeroblob(32) WHERE n = 2", 2),
        ("UPDATE outbox SET prev = zeroblob(32) WHERE n = 1", 1),
        ("DELETE FROM outbox WHERE n = 2", 2),
        ("DELETE FROM outbox WHERE n = 3", 3),
        ("UPDATE meta SET v = '4' WHERE k = 'last_n'", 4),
    ],
)
def test_a_change_made_behind_the_programs_back_is_found(
    outbox: Outbox, damage: str, first: int
) -> None:
    _save(outbox, "g1", "a", "b")
    _save(outbox, "g2", "a")
    assert outbox.first_broken() is None
    outbox.db.execute(damage)
    assert first == outbox.first_broken()


@pytest.mark.parametrize("erase", ["body = NULL, salt = NULL", "body = NULL", "salt = NULL"])
def test_an_erased_op_leaves_the_chain_verifiable(outbox: Outbox, erase: str) -> None:
    _save(outbox, "g1", "a", "b")
    _save(outbox, "g2", "a")
    outbox.settle(3)
    outbox.db.execute(f"UPDATE outbox SET {erase} WHERE n = 2")
    assert outbox.first_broken() is None
    outbox.db.execute("UPDATE outbox SET hash = zeroblob(32) WHERE n = 2")
    assert 3 == outbox.first_broken()


def test_ops_rest_in_canonical_form(outbox: Outbox) -> None:
    outbox.append("g1", [_draft(assignee="王", rule_version=2)])
    stored = outbox.db.execute("SELECT body FROM outbox").fetchone()[0]
    assert '{"set":{"assignee":"王","due_on":"2025-12-01","rule_version":2}}' == stored
    assert json.loads(stored) == outbox.open_ops("task", "t1")[0].body
