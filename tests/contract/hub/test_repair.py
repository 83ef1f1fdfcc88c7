"""Repair: whatever a till has instead of a stream's records, it ends with exactly these."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest

from sync.hub import repairs
from sync.hub.errors import RefusedError
from sync.hub.hub import Hub
from sync.protocol import checksum
from sync.protocol.checksum import BUCKETS
from sync.protocol.problems import ProblemCode
from sync.protocol.repair import BucketSum, Have, RepairAnswer, RepairRequest
from sync.protocol.version import PROTOCOL_VERSION, SCHEMA_VERSION
from tests.hub_fixtures import OTHER_STORE, ScriptedTill, new_till

STREAM = "s:0018"

Rows = dict[tuple[str, str], dict[str, Any]]


def h64(key: tuple[str, str], row: dict[str, Any]) -> int:
    return checksum.h64(*key, row["rev"], row["b"], row["c"])


def asked(till: ScriptedTill, **more: Any) -> RepairRequest:
    fields: dict[str, Any] = {
        "v": PROTOCOL_VERSION, "schema": SCHEMA_VERSION, "device": till.device, "inc": till.inc,
        "epoch": till.epoch, "s": STREAM, **more,
    }  # fmt: skip
    return RepairRequest.model_validate(fields)


def compare(hub: Hub, till: ScriptedTill, rows: Rows) -> RepairAnswer:
    counts, sums = [0] * BUCKETS, [0] * BUCKETS
    for key, row in rows.items():
        bucket = checksum.bucket_of(*key)
        counts[bucket] += 1
        sums[bucket] += h64(key, row)
    buckets = [BucketSum(n=n, sum=checksum.to_text(s)) for n, s in zip(counts, sums, strict=True)]
    return told(hub, till, asked(till, buckets=buckets))


def told(hub: Hub, till: ScriptedTill, request: RepairRequest) -> RepairAnswer:
    return RepairAnswer.model_validate_json(hub.repair(till.who(), request))


def mend(hub: Hub, till: ScriptedTill, rows: Rows, of: list[int]) -> int:
    """Mend these buckets of `rows`, and return how many requests that took."""
    requests = 0
    more = True
    while more:
        requests += 1
        have = [
            Have(k=key[0], id=key[1], h=checksum.to_text(h64(key, row)))
            for key, row in rows.items()
            if checksum.bucket_of(*key) in of
        ]
        answer = told(hub, till, asked(till, of=of, have=have))
        for gone in answer.gone:
            del rows[gone.k, gone.id]
        for row in answer.put:
            rows[row.k, row.id] = {"rev": row.rev, "b": row.b, "c": row.c}
        more = answer.more
    return requests


@pytest.fixture
def till(hub: Hub) -> ScriptedTill:
    made = new_till(hub)
    saves = ([("customer", f"c-{n}", {"set": {"name": f"测试{n}"}})] for n in range(120))
    made.sync(made.saves_of(*saves))
    made.read_all()
    return made


def rows_of(till: ScriptedTill) -> Rows:
    return {key: dict(row) for key, row in till.rows[STREAM].items()}


def test_a_till_that_has_it_all_hears_so(hub: Hub, till: ScriptedTill) -> None:
    answer = compare(hub, till, rows_of(till))
    assert ([], till.cursors[STREAM]) == (answer.differ, answer.seq)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_differs_is_mended_and_nothing_else_is_sent(
    hub: Hub, till: ScriptedTill, seed: int
) -> None:
    random = Random(seed)
    whole = rows_of(till)
    rows = rows_of(till)
    touched = set()
    for key in random.sample(sorted(rows), 20):
        match random.randrange(3):
            case 0:
                del rows[key]
            case 1:
                rows[key] = {**rows[key], "b": {"name": "坏"}}
            case _:
                rows[key] = {**rows[key], "rev": 7}
        touched.add(key)
    for n in range(5):
        rows["customer", f"extra-{n}"] = {"rev": 1, "b": {"name": "多"}, "c": {}}
        touched.add(("customer", f"extra-{n}"))
    answer = compare(hub, till, rows)
    assert sorted({checksum.bucket_of(*key) for key in touched}) == answer.differ
    assert 1 == mend(hub, till, rows, answer.differ)
    plain = {key: {"rev": r["rev"], "b": r["b"], "c": r["c"]} for key, r in rows.items()}
    assert {key: {f: row[f] for f in ("rev", "b", "c")} for key, row in whole.items()} == plain
    assert [] == compare(hub, till, rows).differ


def test_a_till_with_nothing_gets_everything_in_bounded_answers(
    hub: Hub, till: ScriptedTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.settings = replace(hub.settings, page_bytes=2_000)
    rows: Rows = {}
    assert mend(hub, till, rows, list(range(BUCKETS))) > 3
    assert [] == compare(hub, till, rows).differ
    hub.settings = replace(hub.settings, page_bytes=1)
    rows.popitem()
    rows.popitem()
    assert 2 == mend(hub, till, rows, list(range(BUCKETS)))
    monkeypatch.setattr(repairs, "BOOTSTRAP_ROWS_MAX", 50)
    monkeypatch.setattr(repairs, "_PORTION", 20)
    hub.settings = replace(hub.settings, page_bytes=1_000_000)
    rows = {}
    assert 3 == mend(hub, till, rows, list(range(BUCKETS)))


def test_only_the_buckets_asked_for_are_touched(hub: Hub, till: ScriptedTill) -> None:
    rows: Rows = {}
    mend(hub, till, rows, [1, 2, 3])
    assert {checksum.bucket_of(*key) for key in rows} <= {1, 2, 3}
    stray = ("customer", "extra")
    other = (checksum.bucket_of(*stray) + 1) % BUCKETS
    have = [Have(k=stray[0], id=stray[1], h="0" * 16)]
    assert [] == told(hub, till, asked(till, of=[other], have=have)).gone


def test_what_left_the_stream_is_named_as_gone(hub: Hub, till: ScriptedTill) -> None:
    far = new_till(hub, OTHER_STORE.id)
    key = ("customer", "c-5")
    have = [Have(k=key[0], id=key[1], h="0" * 16)]
    request = asked(far, s=f"s:{OTHER_STORE.id}", of=[checksum.bucket_of(*key)], have=have)
    assert [key] == [(gone.k, gone.id) for gone in told(hub, far, request).gone]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({}, ProblemCode.MALFORMED),
        ({"buckets": [{"n": 0, "sum": "0" * 16}] * 255}, ProblemCode.MALFORMED),
        ({"buckets": [{"n": 0, "sum": "0" * 16}] * 256, "of": [1]}, ProblemCode.MALFORMED),
        ({"of": [1], "s": "s:0022"}, ProblemCode.FOREIGN),
        ({"of": [1], "device": "zzzzzzzz"}, ProblemCode.FOREIGN),
        ({"of": [1], "inc": 2}, ProblemCode.FOREIGN),
        ({"of": [1], "epoch": "other"}, ProblemCode.FOREIGN),
        ({"of": [1], "v": 2}, ProblemCode.VERSION),
    ],
)
def test_a_request_out_of_form_or_place_is_refused(
    hub: Hub, till: ScriptedTill, changes: dict[str, Any], problem: ProblemCode
) -> None:
    with pytest.raises(RefusedError) as caught:
        hub.repair(till.who(), asked(till, **changes))
    assert problem is caught.value.problem


def test_a_till_that_may_not_read_is_not_mended(hub: Hub, till: ScriptedTill) -> None:
    hub.upkeep.revoke(till.device)
    with pytest.raises(RefusedError) as caught:
        hub.repair(till.who(), asked(till, of=[1]))
    assert ProblemCode.SNAPSHOT_GONE is caught.value.problem
