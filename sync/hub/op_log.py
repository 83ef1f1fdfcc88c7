"""The log of every op HQ ever took, and the gate that lets each in exactly once.

A push is compared with what HQ has of the device: ops it has already must be the very same (their
hashes say so), the rest must follow without a gap. A till restored from an old image, or its
clone, fails the first; nothing of it is stored then. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from sync.hub.devices import Chain, Device
from sync.hub.errors import HubError, RefusedError
from sync.hub.records import Entity
from sync.protocol import chain
from sync.protocol.canonical import INTEGER_MAX, NotCanonicalError, encode
from sync.protocol.cycle import Push, Verdict, VerdictState
from sync.protocol.ops import Op
from sync.protocol.problems import ProblemCode

_SV_MAX: Final = 0x7FFF_FFFF

APPLIED: Final = (VerdictState.APPLIED, VerdictState.MERGED)


class ForkError(HubError):
    """The device's chain is not the one HQ has."""

    code = "HQ_DEVICE_FORKED"


class LinkedOp(NamedTuple):
    """An op with its place in the chain, and its body in canonical form: empty where there is none,
    or where nobody asks for it.
    """

    op: Op
    salt: bytes
    commit: bytes
    hash: bytes
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A group that HQ did not have."""

    g: str
    ops: tuple[LinkedOp, ...]


class Logged(NamedTuple):
    """An op that HQ has: its place in the chain, and what became of its group."""

    hash: bytes
    verdict: str
    code: str | None


class KeptOp(NamedTuple):
    """An op of the log, whole but for what was erased or is kept aside instead."""

    n: int
    g: str
    kind: str
    entity: str
    hlc: str
    actor: str
    sv: int
    base: int
    body: dict[str, Any] | None
    salt: bytes | None
    commit: bytes
    hash: bytes
    verdict: str
    code: str | None


class KeptGroup(NamedTuple):
    """A group that was not applied when it came. `state` is held, quarantined or resolved, and
    `verdict` is HQ's present word; a resolved one whose verdict is quarantined was closed.
    """

    store: str
    device: str
    inc: int
    first_n: int
    g: str
    ops: tuple[Op, ...]
    state: str
    verdict: str
    code: str | None
    received_at: int
    resolved_by: str | None

    @property
    def entities(self) -> frozenset[Entity]:
        """Return the records it touches."""
        return frozenset((op.k, op.id) for op in self.ops)

    @property
    def arrived(self) -> Arrived:
        """Return it as it is judged. It is in the log already, so nothing asks for its hashes."""
        return Arrived(self.g, tuple(LinkedOp(op, b"", b"", b"") for op in self.ops))


class Settled(NamedTuple):
    """What became of a group that was kept aside."""

    group: KeptGroup
    state: str
    verdict: VerdictState
    code: str | None
    by: str | None = None


class Word(NamedTuple):
    """A later word on a group, by its number."""

    vseq: int
    first_n: int
    g: str
    verdict: VerdictState
    code: str | None
    closed: bool


@dataclass(frozen=True, slots=True)
class Admitted:
    """What is new in a push, and the verdicts of what is not."""

    groups: tuple[Arrived, ...]
    repeated: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A group and what became of it."""

    group: Arrived
    state: VerdictState
    code: str | None = None


_FORGOTTEN: Final = Logged(b"", VerdictState.APPLIED.value, None)


def check_start(push: Push, known: Chain) -> None:
    """Raise RefusedError (GAP) when ops before the push are missing."""
    if push.start > known.last_n + 1:
        raise RefusedError(ProblemCode.GAP, ack=known.last_n)


def admit(
    linked: Sequence[Arrived], push: Push, known: Chain, have: Mapping[int, Logged]
) -> Admitted:
    """Return what of `push`, whose groups are `linked`, is new. `have` is what HQ has of the op
    before it and of its ops.

    Raise ForkError when HQ has other ops under these numbers.
    """
    if push.start == known.last_n + 1 and chain.from_text(push.prev) != known.last_hash:
        raise ForkError
    new: list[Arrived] = []
    repeated: list[Verdict] = []
    for group in linked:
        if group.ops[0].op.n > known.last_n:
            new.append(group)
            continue
        for item in group.ops:
            had = have.get(item.op.n)
            if item.op.n > known.last_n or (had is not None and had.hash != item.hash):
                raise ForkError
        first = have.get(group.ops[0].op.n) or _FORGOTTEN
        verdict = VerdictState(first.verdict)
        n = group.ops[0].op.n
        repeated.append(Verdict(g=group.g, n=n, st=verdict, code=first.code))
    return Admitted(tuple(new), tuple(repeated))


def link(device: Device, push: Push) -> list[Arrived]:
    """Return the groups of `push` with the hashes of their ops.

    Raise RefusedError (MALFORMED) when its numbers are not in a row or a name cannot be kept.
    """
    malformed = RefusedError(ProblemCode.MALFORMED)
    n, groups = push.start, []
    try:
        previous = chain.from_text(push.prev)
        for group in push.groups:
            linked, name = [], group.g
            for op in group.ops:
                if op.n != n or not _can_be_kept(group.g, op):
                    raise malformed
                salt = chain.from_text(op.salt)
                body = b"" if op.cm else encode(op.b)
                # Without its body an op goes on by the commitment to it.
                commit = chain.from_text(op.cm) if op.cm else chain.commit_to(body, salt)
                name = name or chain.group_name(commit)
                fields = (op.n, op.k, op.id, op.hlc, op.actor, op.base, op.sv)
                head = chain.header_of(device.device, device.inc, name, fields)
                previous = chain.link(previous, head, commit)
                linked.append(LinkedOp(op, salt, commit, previous, body))
                n += 1
            groups.append(Arrived(name, tuple(linked)))
    except (NotCanonicalError, ValueError):
        # A salt that is no base64, or a text that has no bytes: no till writes such.
        raise malformed from None
    return groups


def _can_be_kept(group: str, op: Op) -> bool:
    """Tell whether PostgreSQL has room for the op's header; no till writes one it has not."""
    return "\x00" not in f"{group}{op.k}{op.id}{op.actor}" and (
        op.base <= INTEGER_MAX and op.sv <= _SV_MAX
    )
