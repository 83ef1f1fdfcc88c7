"""Typed tables: what goes in comes out, and they have the registry's shape."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from local_store.record_table import TABLES, Stored
from sync.merge import State
from sync.protocol.canonical import encode
from sync.protocol.checksum import h64
from sync.protocol.kinds import KINDS
from terminal.domain.customer import Mark
from tests import builders
from tests.builders import TestStore, a_stamp, a_store, clocks_of
from tests.desk_builders import desk_samples

TAIL = ("rev", "clocks", "extra", "h64", "sync_state")
PROJECTIONS = {"task": {"state"}}
WHOLE: dict[str, dict[str, Any]] = {
    "rule": builders.a_rule(),
    "medicine": builders.a_medicine(),
    "staff": builders.a_staff(),
    "stock": builders.a_stock("m"),
    "customer": builders.a_customer(),
    "member_code": builders.a_member_code("c"),
    "ticket": builders.a_ticket("c"),
    "observation": builders.an_observation("c"),
    "task": builders.a_task("c"),
    "outcome": builders.an_outcome("t", "c"),
    "audit": {"action": "a", "at": 1},
    "resolution": builders.a_resolution("g-1"),
    "link": builders.a_link(),
    **desk_samples("c"),
}
ODD = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
).filter(lambda value: "\\ud" not in json.dumps(value))


@pytest.fixture(scope="module")
def till(tmp_path_factory: pytest.TempPathFactory) -> Any:
    made = a_store(tmp_path_factory.mktemp("tables"))
    yield made
    made.close()


def _columns(till: TestStore, table: str) -> list[str]:
    sql = f"SELECT name FROM pragma_table_info('{table}') ORDER BY cid"
    return [name for (name,) in till.read(lambda uow: uow._db.execute(sql).fetchall())]


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_has_a_column_for_every_field_of_its_kind_and_the_whole_tail(
    till: TestStore, kind: str
) -> None:
    columns = _columns(till, kind)
    assert "id" == columns[0]
    assert TAIL == tuple(name for name in columns if name in TAIL)
    fields = KINDS[kind].body.model_fields.keys()
    assert fields | PROJECTIONS.get(kind, set()) == set(columns[1:]) - set(TAIL)


def test_every_table_is_strict(till: TestStore) -> None:
    sql = "SELECT name FROM pragma_table_list WHERE strict = 0 AND name NOT LIKE 'sqlite_%'"
    assert [] == till.read(lambda uow: uow._db.execute(sql).fetchall())


def test_every_kind_has_a_body_to_test_with() -> None:
    assert KINDS.keys() == WHOLE.keys()


def _round_trip(till: TestStore, kind: str, body: dict[str, Any]) -> Stored | None:
    state = State(body, clocks_of(kind, body, a_stamp()))
    row = Stored("id-1", state, 7, -5, Mark.RECEIVED)
    table = TABLES[kind]
    encoded = table.encode(row)
    if encoded is None:
        return None

    def work(uow: Any) -> Stored | None:
        table.write(uow._db, [encoded])
        return table.get(uow._db, "id-1")

    found = till.run(work)
    assert row == found
    assert encode(body) == encode(found.state.body)
    assert h64(kind, "id-1", 7, body, state.clocks) == h64(
        kind, "id-1", 7, found.state.body, found.state.clocks
    )
    return row


@pytest.mark.parametrize("kind", KINDS)
def test_a_body_comes_out_as_it_went_in(till: TestStore, kind: str) -> None:
    assert _round_trip(till, kind, WHOLE[kind]) is not None


@settings(max_examples=150)
@given(data=st.data(), kind=st.sampled_from(sorted(KINDS)))
def test_whatever_a_newer_or_faulty_peer_sends_comes_out_the_same_or_is_refused_whole(
    till: TestStore, data: st.DataObject, kind: str
) -> None:
    names = st.sampled_from([*KINDS[kind].body.model_fields, "brand_new", "state", "id", "rev"])
    changes = data.draw(
        st.dictionaries(names.filter(lambda name: name not in KINDS[kind].sets), ODD)
    )
    body = {**WHOLE[kind], **changes}
    fits = _round_trip(till, kind, body) is not None
    required = [n for n, i in KINDS[kind].body.model_fields.items() if i.is_required()]
    assert fits or any(name in changes for name in required)


@pytest.mark.parametrize("kind", KINDS)
def test_a_body_without_what_its_kind_needs_has_no_row(kind: str) -> None:
    for name, info in KINDS[kind].body.model_fields.items():
        body = {k: v for k, v in WHOLE[kind].items() if k != name}
        encoded = TABLES[kind].encode(Stored("x", State(body, {})))
        assert info.is_required() == (encoded is None), name


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("birth_on", "2026-02-30"),
        ("birth_on", "20260201"),
        ("birth_on", 5),
        ("synthetic", 1),
        ("tags", "text"),
        ("sex", 3),
        ("tier_reason", None),
    ],
)
def test_a_value_that_does_not_fit_its_column_is_kept_beside_the_columns(
    till: TestStore, field: str, value: Any
) -> None:
    assert _round_trip(till, "customer", {**WHOLE["customer"], field: value}) is not None
    stored, extra = till.read(
        lambda uow: uow._db.execute(f"SELECT {field}, extra FROM customer").fetchone()
    )
    assert (None, {field: value}) == (stored, json.loads(extra))


@pytest.mark.parametrize("at", [-1, 253_402_300_800_000, True, "1", 1 << 70])
def test_an_instant_that_no_calendar_holds_is_no_instant(at: Any) -> None:
    body = {**WHOLE["outcome"], "at": at}
    assert TABLES["outcome"].encode(Stored("x", State(body, {}))) is None


def test_a_subject_that_is_no_text_is_none(till: TestStore) -> None:
    assert _round_trip(till, "ticket", {**WHOLE["ticket"], "customer": []}) is not None


def test_clocks_that_agree_take_one_stamp_and_others_keep_each_their_own(till: TestStore) -> None:
    body, stamp = WHOLE["task"], a_stamp()
    cases = [
        (clocks_of("task", body, stamp), json.dumps(stamp)),
        ({}, "{}"),
        ({**clocks_of("task", body, stamp), "gone": stamp}, None),
        ({**clocks_of("task", body, stamp), "due_on": a_stamp(1)}, None),
    ]
    for clocks, text in cases:
        row = Stored("id-1", State(body, clocks))
        encoded = TABLES["task"].encode(row)
        assert encoded is not None
        till.run(lambda uow, e=encoded: TABLES["task"].write(uow._db, [e]))
        assert row == till.read(lambda uow: TABLES["task"].get(uow._db, "id-1"))
        stored = till.read(lambda uow: uow._db.execute("SELECT clocks FROM task").fetchone()[0])
        assert text in (stored, None)
        assert (text is None) == (stored.startswith('{"'))


def test_a_row_that_is_not_there_is_none(till: TestStore, tmp_path: Path) -> None:
    assert till.read(lambda uow: TABLES["staff"].get(uow._db, "nobody")) is None
