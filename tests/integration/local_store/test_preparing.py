"""Rows made ready by a helper process are those that would be made here, whatever becomes of it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from local_store.errors import PageMalformedError
from local_store.preparing import InlinePreparer, Preparer, ProcessPreparer
from local_store.runs import BATCH, Run
from sync.protocol.canonical import encode
from tests.builders import a_stamp, clocks_of
from tests.kind_samples import SAMPLES

KINDS = ("customer", "medicine", "task", "ticket", "of_a_newer_hq")
NEWER = {"a": "一", "b": 2**70, "c": None}


@pytest.fixture
def helper() -> Iterator[ProcessPreparer]:
    helper = ProcessPreparer(_unexpected)
    yield helper
    helper.close()


def _unexpected() -> None:
    raise AssertionError("the helper went away")


def _data(count: int, *, odd: bool = False) -> bytes:
    """Return lines of several kinds; with `odd` ones, some with clocks of their own."""
    lines = []
    for kind in KINDS:
        body = SAMPLES.get(kind, NEWER)
        for at in range(count):
            clocks: dict[str, Any] = clocks_of(kind, body, a_stamp(at + 1))
            if odd and at % 3 == 0:
                clocks = {**clocks, min(clocks): a_stamp(at + 2), "later": at * 2**66}
            lines.append(encode([kind, f"{kind}-{at:05}", at, body, clocks]))
    return b"\n".join(lines) + b"\n"


def _told(portions: Iterable[list[Run]]) -> list[Any]:
    return [_of(run) for portion in portions for run in portion]


def _of(run: Run) -> list[Any]:
    records = run.records()
    told: list[Any] = [run.kind, list(run.ids), list(run.parts), records.bodies, records.revs]
    if (one := run.encoded) is not None:
        told += [one.statement, list(one.values), list(one.stamps)]
    keys = run.keys or {}
    return [*told, {k: [(sql, [*map(list, many)]) for sql, many in v] for k, v in keys.items()}]


def _runs(preparer: Preparer, data: bytes) -> list[Any]:
    preparer.begin(data)
    return _told(preparer.runs(data))


@pytest.mark.parametrize("odd", [False, True])
@pytest.mark.parametrize("count", [1, BATCH + 3])
def test_a_helper_makes_the_same_of_lines_as_the_till(
    helper: ProcessPreparer, count: int, *, odd: bool
) -> None:
    data = _data(count, odd=odd)
    expected = _runs(InlinePreparer(), data)
    found = _runs(helper, data)
    assert sum(len(one[1]) for one in expected) == len(KINDS) * count
    assert _flat(expected) == _flat(found)
    if not odd:
        assert expected == found, "but for what the till reads itself, run by run"


def _flat(told: list[Any]) -> list[Any]:
    """Return kind, id, hash and record of each line, however it is prepared."""
    return [
        (kind, *line)
        for kind, ids, parts, bodies, revs, *_ in told
        for line in zip(ids, parts, bodies, revs, strict=True)
    ]


@pytest.mark.parametrize("bad", [b"[", b'["task","id",1,{}]', b"\xff"])
def test_lines_that_are_no_records_are_refused_and_others_made_ready_after_them(
    helper: ProcessPreparer, bad: bytes
) -> None:
    good = _data(BATCH)
    helper.begin(bad + b"\n" + good)
    with pytest.raises(PageMalformedError):
        _told(helper.runs(bad + b"\n" + good))
    assert helper.pid is None, "it may still have been at the other lines"
    assert _runs(InlinePreparer(), good) == _runs(helper, good)


@pytest.mark.parametrize("after", [0, 1])
def test_what_a_helper_that_was_killed_did_not_prepare_the_till_does(after: int) -> None:
    gone: list[int] = []
    helper = ProcessPreparer(lambda: gone.append(1))
    data, found = _data(BATCH), []
    assert helper.pid is not None
    if after:
        helper.begin(data)
    portions = helper.runs(data)
    found += _told([next(portions) for _ in range(after)])
    os.kill(helper.pid, signal.SIGKILL)
    found += _told(portions)
    # What it had said already may still be read.
    assert _flat(_runs(InlinePreparer(), data)) == _flat(found)
    assert [] == gone[1:]
    assert _flat(_runs(helper, data)) == _flat(found), "and everything from then on"
    assert [1] == gone
    helper.close()


def test_a_helper_that_cannot_be_started_is_told_and_done_without(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gone: list[int] = []
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    helper = ProcessPreparer(lambda: gone.append(1))
    data = _data(2)
    assert _runs(InlinePreparer(), data) == _runs(helper, data)
    assert ([1], None) == (gone, helper.pid)
    helper.close()


def test_a_helper_ends_when_the_till_lets_go_in_the_middle_of_a_chunk() -> None:
    helper = ProcessPreparer(_unexpected)
    data = _data(BATCH * 4)
    helper.begin(data)
    pid = helper.pid
    next(helper.runs(data))
    helper.close()
    assert pid is not None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    helper.close()
