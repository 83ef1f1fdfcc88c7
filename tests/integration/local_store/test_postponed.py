"""Indexes while a stream is loaded: away where rows would fill them, kept where none does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from local_store.migrate import schema_text
from tests.builders import (
    HqStream,
    Snapshot,
    TestStore,
    a_customer,
    a_snapshot,
    a_store,
    an_outcome,
    load_snapshot,
    put_chunk,
)
from tests.migrations.make_schema import schema

OWN = "s:0018"
HOUSEHOLD = "customer_household_idx"
CANONICAL = "customer_canonical_idx"
UNDOES = "outcome_undoes_idx"


@pytest.fixture
def till(tmp_path: Path) -> Iterator[TestStore]:
    made = a_store(tmp_path)
    yield made
    made.close()


def _begun(till: TestStore, stream: HqStream, *, chunks: int) -> Snapshot:
    """Begin to load a stream in chunks of a record, and put some of them."""
    snapshot = a_snapshot(stream, rows=1)
    till.run(lambda uow: uow.sync.bulk(OWN).begin(snapshot.manifest))
    for chunk in snapshot.manifest.chunks[:chunks]:
        put_chunk(till, snapshot, chunk.sha256)
    return snapshot


def _present(till: TestStore, *names: str) -> list[bool]:
    sql = "SELECT name FROM sqlite_schema WHERE type = 'index'"
    here = {name for (name,) in till.read(lambda uow: uow._db.execute(sql).fetchall())}
    return [name in here for name in names]


def _is_whole(till: TestStore) -> bool:
    found: str = till.read(lambda uow: schema_text(uow._db))
    return found == schema().split("\n\n", 1)[1]


def _customers(*households: str | None) -> HqStream:
    stream = HqStream()
    for n, household in enumerate(households, 1):
        stream.change("customer", f"c{n}", a_customer(n, household=household))
    return stream


def test_an_index_that_no_row_fills_stays_while_a_stream_is_loaded(till: TestStore) -> None:
    _begun(till, _customers(None, None, None), chunks=2)
    names = (HOUSEHOLD, CANONICAL, "customer_key_tail_idx")
    assert [True, True, False] == _present(till, *names)


def test_an_index_goes_before_the_first_row_that_fills_it_and_is_back_at_the_end(
    till: TestStore,
) -> None:
    snapshot = _begun(till, _customers(None, "h1", "h1"), chunks=1)
    assert [True, True] == _present(till, HOUSEHOLD, CANONICAL)
    put_chunk(till, snapshot, snapshot.manifest.chunks[1].sha256)
    assert [False, True] == _present(till, HOUSEHOLD, CANONICAL)
    load_snapshot(till, snapshot)
    assert _is_whole(till)
    found = till.read(lambda uow: [one.id for one in uow.customers.of_household("h1")])
    assert ["c2", "c3"] == found


def test_a_store_that_stopped_after_an_index_went_has_it_when_it_opens(tmp_path: Path) -> None:
    till = a_store(tmp_path)
    _begun(till, _customers("h1", None), chunks=1)
    assert [False] == _present(till, HOUSEHOLD)
    till.close()
    till = a_store(tmp_path)
    assert _is_whole(till)
    till.close()


def test_indexes_of_a_table_that_holds_records_stay_when_its_stream_comes_again(
    till: TestStore,
) -> None:
    stream = _customers(None, None)
    stream.change("outcome", "u1", an_outcome("t1", "c1"))
    load_snapshot(till, a_snapshot(stream))
    stream.change("customer", "c3", a_customer(3, household="h1"))
    stream.change("outcome", "u2", an_outcome("t1", "c1", undoes="u1"))
    till.run(lambda uow: uow.sync.resnap(OWN))
    _begun(till, stream, chunks=len(stream.rows))
    assert [True, True, True] == _present(till, HOUSEHOLD, CANONICAL, UNDOES)
