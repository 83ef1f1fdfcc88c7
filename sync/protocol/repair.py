"""`POST /v1/repair`: find and mend what differs between two replicas of a stream.

Records fall into 256 buckets by kind and id. First the till sends count and sum of each bucket and
learns which differ and where HQ's stream stood (`seq`). Then, some buckets at a time, it lists what
it has in them and gets the rows it lacks and the names of those it should not have. With every
bucket mended the till stands at that `seq`; whatever changed at HQ meanwhile comes again in pages.
"""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from sync.protocol.checksum import BUCKETS
from sync.protocol.cycle import Count, Row
from sync.protocol.ops import WireModel

HAVE_MAX: Final = 8_000
"""Most records a till lists in one request."""

Bucket = Annotated[int, Field(ge=0, lt=BUCKETS)]


class BucketSum(WireModel):
    """Count and sum (16 hex digits) of the records in one bucket."""

    n: Count
    sum: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]


class Have(WireModel):
    """A record the till has: `h` is its content hash in 16 hex digits."""

    k: Annotated[str, Field(min_length=1, max_length=32)]
    id: Annotated[str, Field(min_length=1, max_length=64)]
    h: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]


class RepairRequest(WireModel):
    """With `buckets` (all 256): which differ? With `of`: mend these, of which it has `have`."""

    v: int
    schema_version: Annotated[int, Field(alias="schema")]
    device: str
    inc: int
    epoch: str
    s: Annotated[str, Field(min_length=1, max_length=64)]
    buckets: Annotated[list[BucketSum], Field(max_length=BUCKETS)] = []
    of: Annotated[list[Bucket], Field(max_length=BUCKETS)] = []
    have: Annotated[list[Have], Field(max_length=HAVE_MAX)] = []


class Gone(WireModel):
    """A record that is not in the stream."""

    k: str
    id: str


class RepairAnswer(WireModel):
    """`differ` answers `buckets`; `put` and `gone` answer `of`, and `more` says that the answer was
    full: ask for the same buckets again once these rows are in place.
    """

    seq: Count
    differ: list[Bucket] = []
    put: list[Row] = []
    gone: list[Gone] = []
    more: bool = False
