"""Problems: every refusal of HQ has a stable code, which the till translates for its reader."""

from __future__ import annotations

from enum import StrEnum

from sync.protocol.ops import WireModel


class ProblemCode(StrEnum):
    """Codes of HTTP answers that are not a success (verdict codes travel inside a success)."""

    SIGNATURE = "HQ_SIGNATURE"
    CLOCK = "HQ_CLOCK"
    REPLAY = "HQ_REPLAY"
    DEVICE_UNKNOWN = "HQ_DEVICE_UNKNOWN"
    DEVICE_REVOKED = "HQ_DEVICE_REVOKED"
    DEVICE_FORKED = "HQ_DEVICE_FORKED"
    FOREIGN = "HQ_FOREIGN"
    ENROL_SECRET = "HQ_ENROL_SECRET"  # noqa: S105 (a code, not a secret)
    ENROL_DEVICE = "HQ_ENROL_DEVICE"
    AGAIN_UNPROVED = "HQ_AGAIN_UNPROVED"
    VERSION = "HQ_VERSION"
    TOO_LARGE = "HQ_TOO_LARGE"
    MALFORMED = "HQ_MALFORMED"
    GAP = "HQ_GAP"
    EPOCH = "HQ_EPOCH"
    SNAPSHOT_GONE = "HQ_SNAPSHOT_GONE"
    BUSY = "HQ_BUSY"
    DAY_FULL = "HQ_DAY_FULL"
    ASIDE_FULL = "HQ_ASIDE_FULL"
    INTERNAL = "HQ_INTERNAL"


class Problem(WireModel):
    """The body of a refusal. `now` is HQ's clock, so that a till whose signature was too old can
    learn its skew; `ack` is how far HQ has this device's ops, where it knows the device. `epoch` is
    HQ's present one when the till named an earlier one. `proof` is HQ's signed word that the till
    is revoked, without which nothing at the till is erased (see `revocation`).
    """

    code: ProblemCode
    now: int
    ack: int | None = None
    epoch: str | None = None
    proof: str | None = None
