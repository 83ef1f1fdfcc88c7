"""One op as it lies in the outbox: its columns, its hash, and how it travels."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any, Final, NamedTuple

from sync.protocol import chain
from sync.protocol.ops import Op


class OpState(StrEnum):
    """How far an op has come."""

    PENDING = "pending"
    ACKED = "acked"
    DURABLE = "durable"
    HELD = "held"
    QUARANTINED = "quarantined"


class OpRow(NamedTuple):
    """The columns an op is made of. Without body and salt (pruned or erased) `cm` is their
    commitment.
    """

    n: int
    g: str
    kind: str
    entity: str
    hlc: str
    actor: str
    base: int
    sv: int
    body: str | None
    salt: bytes | None
    prev: bytes
    hash: bytes
    cm: bytes | None = None

    @property
    def commitment(self) -> bytes | None:
        """Return the commitment to body and salt; None for an op that was erased without one."""
        if self.body is None or self.salt is None:
            return self.cm
        return chain.commit(json.loads(self.body), self.salt)

    def digest(self, device: str, inc: int, prev: bytes) -> bytes | None:
        """Return the hash of this op after `prev` in the chain of a device, or None when nothing
        tells what it committed to.
        """
        commitment = self.commitment
        if commitment is None:
            return None
        return chain.link(prev, chain.header(device, inc, self.g, self._header()), commitment)

    def to_op(self) -> Op:
        """Return the op as it travels."""
        header = self._header()
        if self.body is None or self.salt is None:
            assert self.cm is not None, "an op without its body keeps its commitment"
            return Op(**header, cm=chain.to_text(self.cm))
        return Op(**header, b=json.loads(self.body), salt=chain.to_text(self.salt))

    def _header(self) -> dict[str, Any]:
        return {
            "n": self.n,
            "k": self.kind,
            "id": self.entity,
            "hlc": self.hlc,
            "actor": self.actor,
            "base": self.base,
            "sv": self.sv,
        }


COLUMNS: Final = ", ".join(OpRow._fields)
