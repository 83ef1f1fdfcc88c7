"""Loading a stream from a snapshot: whole, resumable at any call, and never at the cost of work."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from local_store.errors import PageForeignError, PageGapError, PageMalformedError
from local_store.migrate import schema_text
from local_store.record_table import TABLES
from local_store.search_keys import KEY_TABLES
from sync.protocol.canonical import encode
from sync.protocol.cycle import Verdict, VerdictState
from sync.protocol.kinds import KINDS
from sync.protocol.ops import Add, Element, Fact, Set
from terminal.domain.customer import Mark
from terminal.domain.followup import TaskState
from tests.builders import (
    HqStream,
    TestStore,
    a_customer,
    a_medicine,
    a_member_code,
    a_rule,
    a_snapshot,
    a_staff,
    a_stamp,
    a_stock,
    a_store,
    a_task,
    a_ticket,
    an_observation,
    an_outcome,
    clocks_of,
    load,
    load_snapshot,
    put_chunk,
)
from tests.migrations.make_schema import schema

OWN = "s:0018"


@pytest.fixture
def till(tmp_path: Path) -> Iterator[TestStore]:
    made = a_store(tmp_path)
    yield made
    made.close()


@pytest.fixture
def stream() -> HqStream:
    made = HqStream()
    for n in range(1, 5):
        made.change("customer", f"c{n}", a_customer(n))
        made.change("ticket", f"t{n}", a_ticket(f"c{n}"))
        made.change("observation", f"o{n}", an_observation(f"c{n}"))
        made.change("task", f"k{n}", a_task(f"c{n}", anchor=f"k{n - 1}"))
        made.change("stock", f"st{n}", a_stock(f"m{n}"))
    made.change("outcome", "u1", an_outcome("k1", "c1", accepted=True))
    made.change("outcome", "u2", an_outcome("k2", "c2"))
    made.change("staff", "staff-1", a_staff())
    made.change("member_code", "mc1", a_member_code("c1"))
    made.change("of_a_newer_hq", "x1", {"brand": "new"})
    made.change("customer", "c3", {**a_customer(3), "sex": 5})
    two = a_customer(4, note="by another")
    clocks = {**clocks_of("customer", two, a_stamp()), "note": a_stamp(9)}
    made.change("customer", "c4", two, clocks=clocks)
    return made


def _rows(till: TestStore) -> dict[str, Any]:
    """Return everything a store holds of its streams; JSON in canonical form."""
    tables = [*KINDS, "shadow", "inbound", "stale"]
    keys = [keys for tables_of in KEY_TABLES.values() for keys in tables_of]
    reads = {table: f"SELECT * FROM {table}" for table in tables}
    # Which number a key row has says nothing.
    reads |= {one.name: f"SELECT {', '.join(one.columns)} FROM {one.name}" for one in keys}
    return {
        table: till.read(
            lambda uow, sql=sql: sorted(
                repr([_canonical(one) for one in row]) for row in uow._db.execute(sql)
            )
        )
        for table, sql in reads.items()
    }


def _canonical(value: Any) -> Any:
    is_json = isinstance(value, str) and value[:1] in ("{", "[")
    return encode(json.loads(value)) if is_json else value


def _without_seq(rows: dict[str, Any]) -> dict[str, Any]:
    return {name: one for name, one in rows.items() if name != "inbound"}


def _agrees(till: TestStore, stream: HqStream) -> None:
    cursor = till.read(lambda uow: uow.sync.cursors()[stream.name])
    check = stream.checkpoint()
    assert (check.n, check.sum) == (cursor.n, f"{cursor.sum:016x}")
    assert (cursor.n, cursor.sum) == till.read(lambda uow: uow.sync.recount(stream.name))
    assert {} == till.read(lambda uow: uow.sync.mismatch)


def _schema(till: TestStore) -> str:
    text: str = till.read(lambda uow: schema_text(uow._db))
    return text


def _whole_schema() -> str:
    return schema().split("\n\n", 1)[1]


def test_a_loaded_stream_is_what_pages_would_have_made_of_it(
    till: TestStore, stream: HqStream, tmp_path: Path
) -> None:
    load_snapshot(till, a_snapshot(stream))
    (tmp_path / "other").mkdir()
    other = a_store(tmp_path / "other")
    load(other, stream)
    assert _without_seq(_rows(other)) == _without_seq(_rows(till))
    other.close()
    _agrees(till, stream)
    cursor = till.read(lambda uow: uow.sync.cursors()[OWN])
    assert (stream.seq, False, False) == (cursor.after, cursor.complete, cursor.repair_due)
    states = till.read(
        lambda uow: {k: one.state for k, one in uow.tasks.many(["k1", "k2"]).items()}
    )
    assert {"k1": TaskState.DONE, "k2": TaskState.DONE} == states
    assert _whole_schema() == _schema(till)
    load(till, stream)
    assert till.read(lambda uow: uow.sync.cursors()[OWN]).complete


def test_indexes_come_back_one_by_one_before_the_end(till: TestStore, stream: HqStream) -> None:
    snapshot = a_snapshot(stream, rows=100)
    till.run(lambda uow: uow.sync.bulk(OWN).begin(snapshot.manifest))
    assert _whole_schema() != _schema(till)
    put_chunk(till, snapshot, snapshot.manifest.chunks[0].sha256)
    while till.run(lambda uow: uow.sync.bulk(OWN).index_next()):
        pass
    assert _whole_schema() == _schema(till)
    till.run(lambda uow: uow.sync.bulk(OWN).finish())
    _agrees(till, stream)


def test_damage_found_during_a_load_is_not_forgotten_at_its_end(
    till: TestStore, stream: HqStream
) -> None:
    def is_due() -> bool:
        return bool(till.read(lambda uow: uow.sync.cursors()[OWN].repair_due))

    snapshot = a_snapshot(stream, rows=100)
    till.run(lambda uow: uow.sync.repair(OWN).mark_due())
    till.run(lambda uow: uow.sync.bulk(OWN).begin(snapshot.manifest))
    assert not is_due(), "what was found before is compared by the load"
    for place, chunk in enumerate(snapshot.manifest.chunks):
        put_chunk(till, snapshot, chunk.sha256)
        if place == 0:
            till.run(lambda uow: uow.sync.repair(OWN).mark_due())
            till.run(lambda uow: uow.sync.bulk(OWN).begin(snapshot.manifest))
    while till.run(lambda uow: uow.sync.bulk(OWN).index_next()):
        pass
    till.run(lambda uow: uow.sync.bulk(OWN).finish())
    assert is_due()


def test_signed_configuration_is_verified_when_it_loads(till: TestStore) -> None:
    common = HqStream("g")
    common.change("rule", "diabetes-14", a_rule())
    common.change("rule", "forged", {**a_rule(), "sig": "x" * 86})
    common.change("medicine", "m-1", a_medicine())
    load_snapshot(till, a_snapshot(common))
    found = till.read(lambda uow: uow._db.execute("SELECT id FROM rule").fetchall())
    parked = till.read(lambda uow: uow.sync.parked().codes(["rule"]))
    assert ([("diabetes-14",)], {"forged": "CONFIG_SIGNATURE"}) == (found, parked)
    _agrees(till, common)


def test_a_load_that_is_stopped_after_any_call_goes_on_where_it_was(
    tmp_path: Path, stream: HqStream
) -> None:
    snapshot = a_snapshot(stream)
    chunks = [one.sha256 for one in snapshot.manifest.chunks]
    till = a_store(tmp_path)
    for at, sha in enumerate(chunks):
        till.run(lambda uow: uow.sync.bulk(OWN).begin(snapshot.manifest))
        missing = [one.sha256 for one in till.read(lambda uow: uow.sync.bulk(OWN).missing())]
        assert chunks[at:] == missing
        put_chunk(till, snapshot, sha)
        till.close()
        till = a_store(tmp_path)
        assert _whole_schema() == _schema(till), "indexes are back when the store opens"
    load_snapshot(till, snapshot)
    _agrees(till, stream)
    states = till.read(
        lambda uow: {k: one.state for k, one in uow.tasks.many(["k1", "k2"]).items()}
    )
    assert {"k1": TaskState.DONE, "k2": TaskState.DONE} == states
    till.close()


def test_a_chunk_may_come_in_parts_and_again_from_its_beginning(
    till: TestStore, stream: HqStream
) -> None:
    snapshot = a_snapshot(stream, rows=8)
    till.run(lambda uow: uow.sync.bulk(OWN).begin(snapshot.manifest))
    for chunk in snapshot.manifest.chunks:
        lines = snapshot.chunks[chunk.sha256].splitlines(keepends=True)
        first, rest = b"".join(lines[:5]), b"".join(lines[5:])
        till.run(lambda uow, c=chunk, d=first: uow.sync.bulk(OWN).put(c.sha256, d, done=False))
        loaded = till.read(lambda uow: uow.sync.state()).loaded_rows
        till.run(lambda uow, c=chunk, d=first: uow.sync.bulk(OWN).put(c.sha256, d, done=False))
        assert loaded == till.read(lambda uow: uow.sync.state()).loaded_rows
        till.run(lambda uow, c=chunk, d=rest: uow.sync.bulk(OWN).put(c.sha256, d, done=True))
    till.run(lambda uow: uow.sync.bulk(OWN).finish())
    _agrees(till, stream)


def test_progress_is_told_in_records(till: TestStore, stream: HqStream) -> None:
    snapshot = a_snapshot(stream)
    till.run(lambda uow: uow.sync.bulk(OWN).begin(snapshot.manifest))
    put_chunk(till, snapshot, snapshot.manifest.chunks[0].sha256)
    state = till.read(lambda uow: uow.sync.state())
    assert (True, 3, snapshot.manifest.n) == (state.loading, state.loaded_rows, state.rows_total)
    (loading,) = till.read(lambda uow: uow.sync.centre()).loading
    assert (OWN, 3, snapshot.manifest.n) == (loading.stream, loading.rows, loading.rows_total)
    assert 3 == sum(count for _, count in loading.by_kind)


def test_progress_counts_what_came_before_as_much_as_what_comes(
    till: TestStore, stream: HqStream
) -> None:
    common = HqStream("g")
    common.change("medicine", "m-1", a_medicine())
    load(till, common)
    snapshot = a_snapshot(stream)
    till.run(lambda uow: uow.sync.bulk(OWN).begin(snapshot.manifest))
    put_chunk(till, snapshot, snapshot.manifest.chunks[0].sha256)
    state = till.read(lambda uow: uow.sync.state())
    assert (1 + 3, 1 + snapshot.manifest.n) == (state.loaded_rows, state.rows_total)


def test_a_load_does_not_end_while_chunks_are_missing(till: TestStore, stream: HqStream) -> None:
    snapshot = a_snapshot(stream)
    till.run(lambda uow: uow.sync.bulk(OWN).begin(snapshot.manifest))
    with pytest.raises(PageGapError):
        till.run(lambda uow: uow.sync.bulk(OWN).finish())


def test_a_chunk_that_is_short_or_nobodys_is_refused_whole(
    till: TestStore, stream: HqStream
) -> None:
    snapshot = a_snapshot(stream)
    till.run(lambda uow: uow.sync.bulk(OWN).begin(snapshot.manifest))
    sha = snapshot.manifest.chunks[0].sha256
    lines = snapshot.chunks[sha].splitlines(keepends=True)
    for name, data in [(sha, lines[0]), (sha, b"".join(lines * 2)), ("0" * 64, lines[0])]:
        with pytest.raises(PageMalformedError):
            till.run(lambda uow, n=name, d=data: uow.sync.bulk(OWN).put(n, d, done=True))
    assert 0 == till.read(lambda uow: uow.sync.state()).loaded_rows
    with pytest.raises(PageForeignError):
        till.run(lambda uow: uow.sync.bulk("s:other"))


def test_a_newer_snapshot_keeps_the_chunks_it_shares_and_drops_what_is_gone(
    till: TestStore, stream: HqStream
) -> None:
    old = a_snapshot(stream)
    till.run(lambda uow: uow.sync.bulk(OWN).begin(old.manifest))
    for chunk in old.manifest.chunks[:-1]:
        put_chunk(till, old, chunk.sha256)
    stream.remove("task", "k3")
    stream.change("customer", "c2", a_customer(2, note="newer"))
    new = a_snapshot(stream)
    shared = new.chunks.keys() & {chunk.sha256 for chunk in old.manifest.chunks[:-1]}
    assert shared
    till.run(lambda uow: uow.sync.bulk(OWN).begin(new.manifest))
    missing = {one.sha256 for one in till.read(lambda uow: uow.sync.bulk(OWN).missing())}
    assert shared & missing <= _of_unknown_kinds(new), "chunks with certain reach are kept"
    assert shared - missing
    load_snapshot(till, new)
    _agrees(till, stream)
    assert {"k1", "k2", "k4"} == set(
        till.read(lambda uow: uow.tasks.many(["k1", "k2", "k3", "k4"]))
    )


def test_what_a_kept_chunk_did_not_bring_again_is_gone_in_the_end(
    till: TestStore, stream: HqStream
) -> None:
    load(till, stream)
    stream.remove("ticket", "t2")
    old = a_snapshot(stream)
    till.run(lambda uow: uow.sync.resnap(OWN))
    till.run(lambda uow: uow.sync.bulk(OWN).begin(old.manifest))
    for chunk in old.manifest.chunks[:-1]:
        put_chunk(till, old, chunk.sha256)
    stream.change("stock", "st4", a_stock("m4"))
    new = a_snapshot(stream)
    around = [sha for sha, data in new.chunks.items() if b'"t1"' in data and b'"t3"' in data]
    assert set(around) & old.chunks.keys(), "a chunk that reaches over the record is kept"
    load_snapshot(till, new)
    assert till.read(lambda uow: TABLES["ticket"].get(uow._db, "t2")) is None
    _agrees(till, stream)


def test_a_stream_loaded_anew_keeps_nothing_of_a_load_that_was_given_up(
    till: TestStore, stream: HqStream
) -> None:
    old = a_snapshot(stream)
    till.run(lambda uow: uow.sync.bulk(OWN).begin(old.manifest))
    for chunk in old.manifest.chunks[:-1]:
        put_chunk(till, old, chunk.sha256)
    load(till, stream)
    till.run(lambda uow: uow._db.execute("DELETE FROM ticket WHERE id = 't2'"))
    stream.change("stock", "st4", a_stock("m4"))
    till.run(lambda uow: uow.sync.resnap(OWN))
    load_snapshot(till, a_snapshot(stream))
    assert till.read(lambda uow: TABLES["ticket"].get(uow._db, "t2")) is not None
    load(till, stream)
    _agrees(till, stream)


def _of_unknown_kinds(snapshot: Any) -> set[str]:
    return {sha for sha, data in snapshot.chunks.items() if b"of_a_newer_hq" in data}


def test_work_done_before_and_while_a_stream_loads_stays_over_it_and_is_sent(
    till: TestStore, stream: HqStream
) -> None:
    snapshot = a_snapshot(stream)
    till.run(lambda uow: uow.put("task", "k4", Set(a_task("c4", due_on="2025-12-31"))))
    till.run(lambda uow: uow.put("observation", "mine", Fact(an_observation("c1"))))
    till.run(lambda uow: uow.sync.bulk(OWN).begin(snapshot.manifest))
    for chunk in snapshot.manifest.chunks:
        put_chunk(till, snapshot, chunk.sha256)
        if till.read(lambda uow: uow.customers.get("c1")) is not None:
            phones = Add((Element("phones", "15400000099"),))
            till.run(lambda uow, p=phones: uow.put("customer", "c1", p))
    till.run(lambda uow: uow.sync.bulk(OWN).finish())
    _agrees(till, stream)
    task = till.read(lambda uow: TABLES["task"].get(uow._db, "k4"))
    assert ("2025-12-31", Mark.LOCAL) == (task.state.body["due_on"], task.mark)
    phones_now = till.read(lambda uow: TABLES["customer"].get(uow._db, "c1")).state.body["phones"]
    assert "15400000099" in phones_now
    assert till.read(lambda uow: TABLES["observation"].get(uow._db, "mine")) is not None
    unsent = till.read(lambda uow: uow.sync.state()).unsent
    assert unsent == len(till.read(lambda uow: uow.sync.pending()).groups) > 2


def test_acknowledged_work_that_a_snapshot_is_too_old_to_show_stays_visible(
    till: TestStore, stream: HqStream
) -> None:
    snapshot = a_snapshot(stream)
    load(till, stream)
    till.run(lambda uow: uow.put("customer", "c1", Set({"note": "mine"})))
    till.run(lambda uow: uow.sync.settle(1))
    till.run(lambda uow: uow.sync.resnap(OWN))
    load_snapshot(till, snapshot)
    row = till.read(lambda uow: TABLES["customer"].get(uow._db, "c1"))
    assert ("mine", Mark.ACCEPTED) == (row.state.body.get("note"), row.mark)


def test_loading_anew_drops_what_is_gone_and_keeps_every_op(
    till: TestStore, stream: HqStream
) -> None:
    load(till, stream)
    group = _save(till, "c2", "held")
    till.run(lambda uow: uow.sync.settle(1, [Verdict(g=group, st=VerdictState.HELD)]))
    _save(till, "c1", "pending")
    stream.remove("ticket", "t2")
    till.run(lambda uow: uow.sync.resnap(OWN))
    load_snapshot(till, a_snapshot(stream))
    _agrees(till, stream)
    assert till.read(lambda uow: TABLES["ticket"].get(uow._db, "t2")) is None
    state = till.read(lambda uow: uow.sync.state())
    assert (1, 1) == (state.unsent, state.held)
    note = till.read(lambda uow: TABLES["customer"].get(uow._db, "c1")).state.body["note"]
    assert "pending" == note


def _save(till: TestStore, customer: str, note: str) -> str:
    till.run(lambda uow: uow.put("customer", customer, Set({"note": note})))
    group: str = till.read(lambda uow: uow.sync.pending()).groups[-1].g
    return group


def test_rows_that_come_early_while_a_stream_loads_count_once(
    till: TestStore, stream: HqStream
) -> None:
    snapshot = a_snapshot(stream)
    till.run(lambda uow: uow.sync.bulk(OWN).begin(snapshot.manifest))
    early = [stream.change("staff", "staff-2", a_staff(badge="B2"))]
    till.run(lambda uow: uow.sync.apply_early(OWN, early))
    load_snapshot(till, snapshot)
    load(till, stream)
    _agrees(till, stream)


def test_a_snapshot_that_does_not_add_up_is_noted_and_has_to_be_repaired(
    till: TestStore, stream: HqStream
) -> None:
    snapshot = a_snapshot(stream)
    wrong = snapshot.manifest.model_copy(update={"sum": "0" * 16})
    till.run(lambda uow: uow.sync.bulk(OWN).begin(wrong))
    for chunk in wrong.chunks:
        put_chunk(till, snapshot, chunk.sha256)
    till.run(lambda uow: uow.sync.bulk(OWN).finish())
    assert [OWN] == list(till.read(lambda uow: uow.sync.mismatch))
    assert till.read(lambda uow: uow.sync.repair(OWN).due)


def test_stamps_of_what_was_loaded_are_followed(till: TestStore) -> None:
    stream = HqStream()
    ahead = a_stamp(till.clock.ms + 60_000)
    stream.change("task", "k1", a_task("c1"), stamp=ahead)
    load_snapshot(till, a_snapshot(stream))
    till.run(lambda uow: uow.put("task", "k1", Set({"due_on": "2026-01-01"})))
    assert ahead < till.read(lambda uow: uow.sync.pending()).groups[0].ops[0].hlc


def test_the_same_chunk_again_and_a_load_that_ended_change_nothing(
    till: TestStore, stream: HqStream
) -> None:
    snapshot = a_snapshot(stream)
    till.run(lambda uow: uow.sync.bulk(OWN).begin(snapshot.manifest))
    sha = snapshot.manifest.chunks[0].sha256
    put_chunk(till, snapshot, sha)
    put_chunk(till, snapshot, sha)
    assert 3 == till.read(lambda uow: uow.sync.state()).loaded_rows
    load_snapshot(till, snapshot)
    before = _rows(till)
    till.run(lambda uow: uow.sync.bulk(OWN).finish())
    assert before == _rows(till)
