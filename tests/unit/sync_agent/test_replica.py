"""Snapshots and repairs as HQ may and may not tell them."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local_store.enrolment import Identity
from sync.agent import replica
from sync.agent.errors import ProtocolViolationError
from sync.protocol.checksum import BUCKETS, bucket_of
from sync.protocol.enrol import StoreInfo, TrustBundle
from sync.protocol.repair import HAVE_MAX, BucketSum, Have, RepairAnswer
from sync.protocol.snapshot import Chunk, Manifest
from sync.protocol.version import SCHEMA_VERSION

_B = bucket_of("task", "t1")
_ELSEWHERE = next(f"u{n}" for n in range(999) if bucket_of("task", f"u{n}") != _B)
_HAVE = Have(k="task", id="t1", h="0" * 16)


def _identity() -> Identity:
    names = ("root", "release", "content", "member_code", "recovery")
    trust = TrustBundle(**dict.fromkeys(names, "k"))
    info = StoreInfo(id="0018", code="0018", name="x", time_zone="Asia/Shanghai")
    return Identity("00000001", 3, "e1", info, ("g",), trust, "https://hq.example")


def _chunk(sha: str = "a" * 64, **changes: Any) -> dict[str, Any]:
    return {"sha256": sha, "bytes": 10, "rows": 2, **changes}


def _manifest(*chunks: dict[str, Any], **changes: Any) -> Manifest:
    fields = {
        "s": "g", "seq": 9, "n": sum(one["rows"] for one in chunks), "sum": "0" * 16,
        "epoch": "e1", "schema": 2, "chunks": list(chunks),
    }  # fmt: skip
    return Manifest.model_validate({**fields, **changes})


@pytest.mark.parametrize(
    "manifest",
    [
        _manifest(),
        _manifest(_chunk(), _chunk("b" * 64, rows=5_000, bytes=4 * 1024 * 1024)),
        _manifest(_chunk(rows=1, bytes=1)),
    ],
)
def test_an_honest_manifest_is_taken(manifest: Manifest) -> None:
    replica.check_manifest(manifest, "g", "e1")


@pytest.mark.parametrize(
    ("fault", "manifest"),
    [
        ("a manifest of another stream", _manifest(s="s:0018")),
        ("a manifest of another epoch", _manifest(epoch="e2")),
        ("a sum of no form", _manifest(sum="0" * 15)),
        ("a sum of no form", _manifest(sum="0" * 15 + "G")),
        ("a chunk twice", _manifest(_chunk(), _chunk())),
        ("a chunk of no size", _manifest(_chunk(rows=0))),
        ("a chunk of no size", _manifest(_chunk(rows=5_001))),
        ("a chunk of no size", _manifest(_chunk(bytes=0))),
        ("a chunk of no size", _manifest(_chunk(bytes=4 * 1024 * 1024 + 1))),
        ("chunks that do not add up", _manifest(_chunk(), n=3)),
        ("chunks that do not add up", _manifest(_chunk(), n=1)),
    ],
)
def test_an_impossible_manifest_is_refused(fault: str, manifest: Manifest) -> None:
    with pytest.raises(ProtocolViolationError, match=f"^{fault}$"):
        replica.check_manifest(manifest, "g", "e1")


def test_a_chunk_is_what_its_name_says() -> None:
    raw = b"0123456789"
    good = Chunk.model_validate(_chunk(hashlib.sha256(raw).hexdigest()))
    replica.check_chunk(raw, good)
    with pytest.raises(ProtocolViolationError, match="other content"):
        replica.check_chunk(b"0123456780", good)
    with pytest.raises(ProtocolViolationError, match="another size"):
        replica.check_chunk(raw[:9], good)


@pytest.mark.parametrize("plain", [b"[1]\n[2]\n", b"[1]\n[2]"])
def test_a_chunk_holds_as_many_lines_as_it_says(plain: bytes) -> None:
    replica.check_rows(plain, Chunk.model_validate(_chunk()))
    for rows in (1, 3):
        with pytest.raises(ProtocolViolationError, match="other rows"):
            replica.check_rows(plain, Chunk.model_validate(_chunk(rows=rows)))


def _buckets(**counts: int) -> list[BucketSum]:
    return [BucketSum(n=counts.get(f"b{at}", 0), sum="0" * 16) for at in range(BUCKETS)]


def test_questions_say_who_asks_about_what() -> None:
    asked = replica.compare(_identity(), "g", _buckets())
    mended = replica.mend(_identity(), "g", [_B], [_HAVE])
    for one in (asked, mended):
        assert (1, SCHEMA_VERSION, "00000001", 3, "e1", "g") == (
            one.v, one.schema_version, one.device, one.inc, one.epoch, one.s,
        )  # fmt: skip
    assert (BUCKETS, [], []) == (len(asked.buckets), asked.of, asked.have)
    assert ([], [_B], [_HAVE]) == (mended.buckets, mended.of, mended.have)
    with pytest.raises(ProtocolViolationError):
        replica.compare(_identity(), "g", _buckets()[1:])


def _row(record: str, **changes: Any) -> dict[str, Any]:
    return {"k": "task", "id": record, "rev": 1, "seq": 1, **changes}


def _answer(**changes: Any) -> RepairAnswer:
    return RepairAnswer.model_validate({"seq": 9, **changes})


def test_honest_comparisons_and_repairs_are_taken() -> None:
    replica.check_compared(_answer(differ=[0, 255]))
    request = replica.mend(_identity(), "g", [_B], [_HAVE])
    replica.check_mended(request, _answer())
    replica.check_mended(request, _answer(put=[_row("t1")], more=True))
    replica.check_mended(request, _answer(gone=[{"k": "task", "id": "t1"}], more=True))


@pytest.mark.parametrize(
    ("fault", "changes"),
    [
        ("a bucket twice", {"differ": [3, 3]}),
        ("records nobody asked for", {"put": [_row("t1")]}),
        ("records nobody asked for", {"gone": [{"k": "task", "id": "t1"}]}),
        ("records nobody asked for", {"more": True}),
    ],
)
def test_an_impossible_comparison_is_refused(fault: str, changes: dict[str, Any]) -> None:
    with pytest.raises(ProtocolViolationError, match=f"^{fault}$"):
        replica.check_compared(_answer(**changes))


@pytest.mark.parametrize(
    ("fault", "changes"),
    [
        ("buckets nobody asked for", {"differ": [3]}),
        ("a row that mends nothing", {"put": [_row("t1", op="D")]}),
        ("a row that mends nothing", {"put": [_row("t1", n=4)]}),
        ("a record of another bucket", {"put": [_row(_ELSEWHERE)]}),
        ("a record of another bucket", {"gone": [{"k": "task", "id": _ELSEWHERE}]}),
        ("a record twice", {"put": [_row("t1"), _row("t1")]}),
        ("a record twice", {"put": [_row("t1")], "gone": [{"k": "task", "id": "t1"}]}),
        ("a record gone that is not here", {"gone": [{"k": "stock", "id": "t1"}]}),
        ("more of nothing", {"more": True}),
    ],
)
def test_an_impossible_repair_is_refused(fault: str, changes: dict[str, Any]) -> None:
    of = [_B, bucket_of("stock", "t1")]
    request = replica.mend(_identity(), "g", of, [_HAVE])
    with pytest.raises(ProtocolViolationError, match=f"^{fault}$"):
        replica.check_mended(request, _answer(**changes))


@given(
    st.lists(st.integers(0, HAVE_MAX + 2_000), min_size=BUCKETS, max_size=BUCKETS),
    st.sets(st.integers(0, BUCKETS - 1)),
)
def test_portions_can_be_listed_and_leave_nothing_out(counts: list[int], differ: set[int]) -> None:
    buckets = [BucketSum(n=n, sum="0" * 16) for n in counts]
    portions = list(replica.portions(sorted(differ), buckets))
    assert sorted(differ) == [one for of in portions for one in of]
    assert all(portions)
    sizes = [sum(counts[one] for one in of) for of in portions]
    assert all(size <= HAVE_MAX or len(of) == 1 for size, of in zip(sizes, portions, strict=True))
    # None is smaller than it need be.
    for size, following in zip(sizes, portions[1:], strict=False):
        assert size + counts[following[0]] > HAVE_MAX
