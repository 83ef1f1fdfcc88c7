"""Reading lines by the type of their kind: the same rows as the tolerant way, or none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from local_store.connection import Connection
from local_store.database import open_database
from local_store.errors import PageMalformedError
from local_store.lines import parts_of, read_lines
from local_store.migrate import migrate
from local_store.rebase import settled_mark
from local_store.record_table import TABLES, Stored
from local_store.runs import BATCH, prepare
from local_store.search_keys import KEY_TABLES
from local_store.slices import Encoded
from local_store.stamps import stamps_in
from local_store.typed import READERS
from sync.merge import State
from sync.protocol.canonical import encode
from sync.protocol.kinds import KINDS
from tests.builders import TEST_KEY, a_stamp, clocks_of
from tests.unit.local_store.test_record_table import ODD, WHOLE

KIND_NAMES = sorted(READERS)
FEW_STAMPS = st.lists(st.integers(1, 3), min_size=1, max_size=2)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("typed") / "store.db"
    connection = open_database(path, TEST_KEY, durable=False)
    migrate(connection, path, TEST_KEY)
    yield connection
    connection.close()


def _line(kind: str, record_id: str, body: dict[str, Any], clocks: dict[str, Any]) -> bytes:
    return encode([kind, record_id, 3, body, clocks])


def _rows(db: Connection, kind: str) -> list[Any]:
    return db.execute(f"SELECT * FROM {kind} ORDER BY id").fetchall()


def _typed(
    db: Connection, kind: str, lines: Sequence[bytes]
) -> tuple[Sequence[str], Encoded, list[Any]] | None:
    found = READERS[kind].read(lines, parts_of(lines))
    if found is None:
        return None
    ids, encoded = found
    db.execute(f"DELETE FROM {kind}")
    encoded.write(db)
    return ids, encoded, _rows(db, kind)


def _is_valid(kind: str, body: dict[str, Any]) -> bool:
    try:
        KINDS[kind].body.model_validate(body)
    except ValidationError:
        return False
    return True


def _fits(kind: str, body: dict[str, Any]) -> bool:
    """Tell whether every field of a body stands in its column, and none is null."""
    row = TABLES[kind].encode(Stored("x", State(body, {})))
    return row is not None and row[-3] is None


def _check(db: Connection, kind: str, lines: Sequence[bytes]) -> None:
    try:
        (records,) = read_lines(lines, parts_of(lines))
    except PageMalformedError:
        return  # Numbers beyond what JSON integers are read as.
    typed = _typed(db, kind, lines)
    bodies = records.bodies
    valid = all(_is_valid(kind, body) for body in bodies)
    if typed is None:
        assert not (valid and all(_fits(kind, body) for body in bodies)), "ordinary lines"
        return
    assert valid
    ids, encoded, written = typed
    states = [State(body, records.clocks_at(at)) for at, body in enumerate(bodies)]
    rows = [
        TABLES[kind].encode(Stored(one, state, 3, part, settled_mark(KINDS[kind], state)))
        for one, state, part in zip(records.ids, states, records.parts, strict=True)
    ]
    db.execute(f"DELETE FROM {kind}")
    TABLES[kind].write(db, [row for row in rows if row is not None])
    assert _rows(db, kind) == written
    assert list(records.ids) == list(ids)
    for keys in KEY_TABLES.get(kind, ()):
        said = {name: [body.get(name) for body in bodies] for name in keys.fields}
        assert keys.rows(list(ids), said) == keys.rows(list(ids), encoded.searched)
    assert sorted(stamps_in(state.clocks for state in states)) == encoded.stamps


@settings(max_examples=150, deadline=None)
@given(data=st.data(), kind=st.sampled_from(KIND_NAMES))
def test_what_is_read_by_its_type_is_what_the_tolerant_way_makes_of_it(
    db: Connection, data: st.DataObject, kind: str
) -> None:
    names = st.sampled_from([*KINDS[kind].body.model_fields, "brand_new"])
    plain = names.filter(lambda name: name not in KINDS[kind].sets)
    values = ODD if data.draw(st.booleans()) else st.text(min_size=1, max_size=6)
    optional = names.filter(
        lambda name: name == "brand_new" or not KINDS[kind].body.model_fields[name].is_required()
    )
    lines = []
    for at in range(data.draw(st.integers(1, 20))):
        change = data.draw(st.dictionaries(plain, values, max_size=1)) if at % 4 == 0 else {}
        dropped = data.draw(st.lists(optional, max_size=3))
        body = {k: v for k, v in {**WHOLE[kind], **change}.items() if k not in dropped}
        stamps = [a_stamp(at + n) for n in data.draw(FEW_STAMPS)]
        clocks = clocks_of(kind, body, stamps[0])
        name = next(iter(clocks))
        clocks[name] = stamps[-1] if isinstance(clocks[name], str) else clocks[name]
        lines.append(_line(kind, f"id-{at:02}", body, clocks))
    _check(db, kind, lines)


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_every_kind_is_read_by_its_type(db: Connection, kind: str) -> None:
    body = WHOLE[kind]
    lines = [_line(kind, f"id-{n:02}", body, clocks_of(kind, body, a_stamp(n))) for n in range(40)]
    assert _typed(db, kind, lines) is not None
    _check(db, kind, lines)
    least = {
        name: one for name, one in body.items() if KINDS[kind].body.model_fields[name].is_required()
    }
    lines[7] = _line(kind, "id-07", least, clocks_of(kind, least, a_stamp(7)))
    assert _typed(db, kind, lines) is not None
    _check(db, kind, lines)


@pytest.mark.parametrize("kind", KIND_NAMES)
@pytest.mark.parametrize("value", [None, True, 1, 2**63, -(2**63), "", "x" * 501, [], {}, [None]])
def test_a_value_of_another_sort_is_never_let_through(
    db: Connection, kind: str, value: Any
) -> None:
    for name in KINDS[kind].body.model_fields:
        if name in KINDS[kind].sets and isinstance(value, list | dict):
            continue
        body = {**WHOLE[kind], name: value}
        clocks = dict.fromkeys(body, a_stamp(1))
        _check(db, kind, [_line(kind, "id-1", body, clocks)])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"task"', b'"ticket"'),
        (b",3,", b",-3,"),
        (b",3,", b",3.0,"),
        (b",3,", b',"3",'),
        (b"}]", b"},1]"),
        (b"}]", b"}"),
        (b',"due_on"', b',"due":1,"due_on"'),
        (b'"rule_version":', b'"rule_version":1.'),
        (b'"rule":"', b'"rule":"\\ud800'),
        (b'"rule":"', b'"rule":"\xff'),
    ],
)
def test_lines_out_of_the_ordinary_are_left_to_the_tolerant_way(old: bytes, new: bytes) -> None:
    body = WHOLE["task"]
    line = _line("task", "id-1", body, clocks_of("task", body, a_stamp(1)))
    changed = line.replace(old, new, 1)
    assert changed != line
    assert READERS["task"].read([line, changed], parts_of([line, changed])) is None
    assert READERS["task"].read([line], parts_of([line])) is not None


@pytest.mark.parametrize(
    "clocks",
    [
        {"due_on": a_stamp(1)},
        {},
        {"due_on": a_stamp(1), "elsewhere": a_stamp(1)},
        {**dict.fromkeys(WHOLE["task"], a_stamp(1)), "more": a_stamp(1)},
        dict.fromkeys(WHOLE["task"], "short"),
        dict.fromkeys(WHOLE["task"], "?" * 24),
        {**dict.fromkeys(WHOLE["task"], a_stamp(1)), "due_on": a_stamp(2)},
        {**dict.fromkeys(WHOLE["task"], a_stamp(1)), "due_on": 5},
    ],
)
def test_clocks_of_any_sort_are_stored_as_the_tolerant_way_would(
    db: Connection, clocks: dict[str, Any]
) -> None:
    line = _line("task", "id-1", WHOLE["task"], clocks)
    found = READERS["task"].read([line], parts_of([line]))
    if found is None:
        assert len(set(map(str, clocks.values()))) <= 1, "one stamp, in a way of its own"
    else:
        (records,) = read_lines([line], parts_of([line]))
        state = State(records.bodies[0], records.clocks_at(0))
        expected = TABLES["task"].encode(Stored("id-1", state, 3, records.parts[0]))
        assert expected is not None
        assert expected[-4] == found[1].values[-2]


def test_runs_of_kinds_come_apart_in_order_and_keep_their_records() -> None:
    task, ticket = WHOLE["task"], WHOLE["ticket"]
    order = ["task", "task", "ticket", "of_a_newer_hq"]
    bodies = {"task": task, "ticket": ticket, "of_a_newer_hq": {"a": 1}}
    lines = [
        _line(kind, f"i{at}", bodies[kind], clocks_of(kind, bodies[kind], a_stamp(at + 1)))
        for at, kind in enumerate(order)
    ]
    runs = prepare(lines)
    assert [("task", 2, True), ("ticket", 1, True), ("of_a_newer_hq", 1, False)] == [
        (run.kind, len(run.ids), run.encoded is not None) for run in runs
    ]
    assert list(parts_of(lines)) == [part for run in runs for part in run.parts]
    assert [bodies[kind] for kind in order] == [one for r in runs for one in r.records().bodies]
    out_of_order = prepare([*lines, lines[0]])
    assert [*order, "task"] == [run.kind for run in out_of_order for _ in run.ids]


@pytest.mark.parametrize(
    "data", [b"[", b"{}", b'["task","id",1,{}]', b"", b'["task","id",-1,{},{}]']
)
def test_lines_that_are_no_records_are_refused(data: bytes) -> None:
    body = WHOLE["task"]
    good = _line("task", "id-1", body, clocks_of("task", body, a_stamp(1)))
    for lines in ([data], [good, data], [data, good], [good, data, good]):
        with pytest.raises(PageMalformedError):
            prepare(lines)


def test_many_lines_come_in_runs_of_a_batch_and_none_is_lost_between() -> None:
    body = WHOLE["task"]
    clocks = clocks_of("task", body, a_stamp(1))
    ids = [f"i{at:04d}" for at in range(2 * BATCH + 1)]
    lines = [_line("task", one, body, clocks) for one in ids]
    runs = prepare(lines)
    assert [BATCH, BATCH, 1] == [len(run.ids) for run in runs]
    assert ids == [one for run in runs for one in run.ids]
    assert list(parts_of(lines)) == [part for run in runs for part in run.parts]
    assert [ids[BATCH], body] == [runs[1].records().ids[0], runs[1].records().bodies[0]]


def test_no_lines_are_no_runs() -> None:
    assert [] == prepare([])
