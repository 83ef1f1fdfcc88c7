"""Loading and mending whole streams, as pure functions: what HQ may answer, and in what portions.

Like `cycle`, without time, randomness, sockets or SQL: an answer is checked whole before use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Final

from local_store.enrolment import Identity
from local_store.lines import count_of
from sync.agent.errors import ProtocolViolationError
from sync.protocol.checksum import BUCKETS, bucket_of
from sync.protocol.repair import HAVE_MAX, BucketSum, Have, RepairAnswer, RepairRequest
from sync.protocol.snapshot import CHUNK_BYTES_MAX, CHUNK_ROWS_MAX, Chunk, Manifest
from sync.protocol.version import PROTOCOL_VERSION, SCHEMA_VERSION

CHUNKS_MAX: Final = 100_000
_SUM: Final = re.compile(r"[0-9a-f]{16}")


def check_manifest(manifest: Manifest, stream: str, epoch: str) -> None:
    """Raise ProtocolViolationError unless `manifest` can be one of `stream`."""
    _require(manifest.s == stream, "a manifest of another stream")
    _require(manifest.epoch == epoch, "a manifest of another epoch")
    _require(_SUM.fullmatch(manifest.sum) is not None, "a sum of no form")
    chunks = manifest.chunks
    _require(len(chunks) <= CHUNKS_MAX, "too many chunks")
    _require(len({chunk.sha256 for chunk in chunks}) == len(chunks), "a chunk twice")
    _require(all(0 < chunk.rows <= CHUNK_ROWS_MAX for chunk in chunks), "a chunk of no size")
    _require(all(0 < chunk.bytes <= CHUNK_BYTES_MAX for chunk in chunks), "a chunk of no size")
    _require(sum(chunk.rows for chunk in chunks) == manifest.n, "chunks that do not add up")


def check_chunk(raw: bytes, chunk: Chunk) -> None:
    """Raise ProtocolViolationError unless `raw` is what the manifest calls `chunk`."""
    _require(len(raw) == chunk.bytes, "a chunk of another size")
    _require(sha256(raw).hexdigest() == chunk.sha256, "a chunk with other content")


def check_rows(plain: bytes, chunk: Chunk) -> None:
    """Raise ProtocolViolationError unless an unpacked chunk has the lines it says."""
    _require(count_of(plain) == chunk.rows, "a chunk with other rows than it says")


def compare(identity: Identity, stream: str, buckets: Sequence[BucketSum]) -> RepairRequest:
    """Return the question which buckets of `stream` differ."""
    return _repair(identity, stream, buckets=list(buckets))


def mend(identity: Identity, stream: str, of: Sequence[int], have: Sequence[Have]) -> RepairRequest:
    """Return the request to mend these buckets, in which the till has `have`."""
    return _repair(identity, stream, of=list(of), have=list(have))


def check_compared(answer: RepairAnswer) -> None:
    """Raise ProtocolViolationError unless `answer` can answer which buckets differ."""
    _require(len(set(answer.differ)) == len(answer.differ), "a bucket twice")
    _require(not (answer.put or answer.gone or answer.more), "records nobody asked for")


def check_mended(request: RepairRequest, answer: RepairAnswer) -> None:
    """Raise ProtocolViolationError unless `answer` can mend what `request` named."""
    asked, have = set(request.of), {(one.k, one.id) for one in request.have}
    put = [(row.k, row.id) for row in answer.put]
    gone = [(one.k, one.id) for one in answer.gone]
    _require(not answer.differ, "buckets nobody asked for")
    _require(all(row.op == "P" and row.n == 0 for row in answer.put), "a row that mends nothing")
    _require(all(bucket_of(*one) in asked for one in put + gone), "a record of another bucket")
    _require(len(set(put + gone)) == len(put) + len(gone), "a record twice")
    _require(have.issuperset(gone), "a record gone that is not here")
    _require(bool(put or gone) or not answer.more, "more of nothing")


def portions(differ: Sequence[int], buckets: Sequence[BucketSum]) -> Iterator[list[int]]:
    """Yield these buckets in portions whose records can be listed in one request. One that is too
    full to be listed comes alone.
    """
    taken: list[int] = []
    count = 0
    for bucket in differ:
        if taken and count + buckets[bucket].n > HAVE_MAX:
            yield taken
            taken, count = [], 0
        taken.append(bucket)
        count += buckets[bucket].n
    if taken:
        yield taken


def _repair(
    identity: Identity,
    stream: str,
    *,
    buckets: list[BucketSum] | None = None,
    of: list[int] | None = None,
    have: list[Have] | None = None,
) -> RepairRequest:
    _require(buckets is None or len(buckets) == BUCKETS, "not all buckets")
    return RepairRequest(
        v=PROTOCOL_VERSION,
        schema_version=SCHEMA_VERSION,
        device=identity.device,
        inc=identity.inc,
        epoch=identity.epoch,
        s=stream,
        buckets=buckets or [],
        of=of or [],
        have=have or [],
    )


def _require(holds: bool, fault: str) -> None:  # noqa: FBT001 (reads as an assertion)
    if not holds:
        raise ProtocolViolationError(fault)
