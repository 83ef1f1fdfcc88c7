"""Work that a till could not send, out of a file that its people exported: as good as its own push.

What of it HQ does not have is taken as if the till had pushed it. It follows HQ's last op of that
till in one chain, so it takes effect once, whether the till sends it too, before or afterwards.
What HQ has is only told. Work of a till that is shut out waits for the operator, as it does when
such a till hands it over itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final, TypeVar

import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sync.hub import devices, links, op_log, push
from sync.hub.devices import Chain, Device
from sync.hub.errors import RefusedError, UnsentError
from sync.hub.hub import Hub
from sync.hub.push import Taken
from sync.hub.storage import Transaction
from sync.protocol import chain, unsent
from sync.protocol.cycle import Push
from sync.protocol.ops import Group, Op
from sync.protocol.problems import ProblemCode
from sync.protocol.unsent import SealedWork, UnsentCode, UnsentFileError, UnsentGroup

T = TypeVar("T")

_log: Final = structlog.get_logger("sync.hub")

_AT_ONCE: Final = 200
"""Groups in one transaction: other tills of the store wait as long as it takes."""

_CODES: Final = {
    ProblemCode.GAP.value: UnsentCode.GAP,
    op_log.ForkError.code: UnsentCode.FORKED,
}


@dataclass(frozen=True, slots=True)
class Pile:
    """How much work: groups, and ops by kind."""

    groups: int = 0
    ops: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Found:
    """What is in a file: whose it is, when it was written (UTC ms), what HQ did not have and what
    it has, and what became of the first by state.
    """

    device: str
    store: str
    at: int
    fresh: Pile
    known: Pile
    states: Counter[str] = field(default_factory=Counter)


class UnsentWork:
    """Takes exported work into a hub."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    def look(self, raw: bytes) -> Found:
        """Return what is in a file. Nothing is changed. Raise UnsentError."""
        return self._checked(raw)[0]

    def take(self, raw: bytes) -> Found:
        """Take what HQ does not have, and return what was in the file and what became of it.

        Cut short, it has taken the first part: the same file again brings the rest. Raise
        UnsentError; nothing is changed then. Raise RefusedError, BUSY, when so much of the till's
        work is kept aside that no more is taken until somebody settles some.
        """
        found, fresh = self._checked(raw)
        for start in range(0, len(fresh), _AT_ONCE):
            some = fresh[start : start + _AT_ONCE]
            taken = self._run(partial(self._push, name=found.device, groups=some))
            found.states.update(verdict.st.value for verdict in taken.verdicts)
            if taken.linked:
                links.link_due(self._hub.storage)
        _log.info("unsent work taken", device=found.device, groups=found.fresh.groups)
        return found

    def _checked(self, raw: bytes) -> tuple[Found, list[UnsentGroup]]:
        try:
            sealed = unsent.parse(raw)
            return self._run(partial(self._compare, sealed=sealed))
        except UnsentFileError as error:
            raise UnsentError(error.code) from None

    def _run(self, work: Callable[[Transaction], T]) -> T:
        try:
            return self._hub.storage.run(work)
        except (RefusedError, op_log.ForkError) as error:
            if error.code not in _CODES:
                raise
            raise UnsentError(_CODES[error.code]) from None

    def _compare(self, tx: Transaction, *, sealed: SealedWork) -> tuple[Found, list[UnsentGroup]]:
        device = _sender(tx, sealed)
        groups = sealed.open(self._hub.keys.recovery)
        known = tx.devices.lock_chain(device)
        had = [one for one in groups if _is_known(tx, device, known, one)]
        fresh = groups[len(had) :]  # They come by number, and HQ has all of a chain up to its end.
        _check_follows(known, fresh)
        header = sealed.header
        found = Found(header.device, device.store, header.at, _pile(fresh), _pile(had))
        return found, fresh

    def _push(self, tx: Transaction, *, name: str, groups: Sequence[UnsentGroup]) -> Taken:
        device = tx.devices.find(name)
        if device is None or device.forked_at is not None:
            raise UnsentError(UnsentCode.FORKED)
        if device.status != devices.ACTIVE:
            device = device._replace(status=devices.DRAINING)
        settings = self._hub.settings
        limits = push.Limits(settings.links_per_day, settings.aside_bytes_max)
        first = groups[0].ops[0]
        pushed = Push(start=first.n, prev=first.prev, groups=[_group(one) for one in groups])
        return push.take(tx, device, pushed, limits, now_ms=self._hub.outside.now_ms())


def _sender(tx: Transaction, sealed: SealedWork) -> Device:
    """Return who wrote the file, as HQ knows it. Raise UnsentError, or UnsentFileError."""
    header = sealed.header
    device = tx.devices.find(header.device)
    if device is None or device.inc != header.inc:
        raise UnsentError(UnsentCode.FOREIGN)
    key = chain.from_text(header.key)
    if key not in (device.sig_pub, device.next_sig_pub):
        raise UnsentError(UnsentCode.KEY)
    sealed.check(Ed25519PublicKey.from_public_bytes(key))
    if device.forked_at is not None:
        raise UnsentError(UnsentCode.FORKED)
    return device


def _is_known(tx: Transaction, device: Device, known: Chain, group: UnsentGroup) -> bool:
    """Tell whether HQ has a group. Raise UnsentError when it has something else in its place."""
    earlier = group.device != device.device
    if earlier and group.device not in device.lineage:
        raise UnsentError(UnsentCode.FORKED)
    first, last = group.ops[0].n, group.ops[-1].n
    if not earlier and first > known.last_n:
        return False
    author = device._replace(device=group.device, inc=group.inc)
    have = tx.ops.between(author, first, last)
    if any(op.n in have and have[op.n].hash != chain.from_text(op.hash) for op in group.ops):
        raise UnsentError(UnsentCode.FORKED)
    if earlier and len(have) < len(group.ops):
        raise UnsentError(UnsentCode.GAP)
    if last > known.last_n:
        raise UnsentError(UnsentCode.FORKED)
    return True


def _check_follows(known: Chain, fresh: Sequence[UnsentGroup]) -> None:
    """Raise UnsentError unless these groups follow HQ's last op without a gap."""
    n, at = known.last_n, chain.to_text(known.last_hash)
    for group in fresh:
        first, last = group.ops[0], group.ops[-1]
        if first.n != n + 1:
            raise UnsentError(UnsentCode.GAP)
        if first.prev != at:
            raise UnsentError(UnsentCode.FORKED)
        n, at = last.n, last.hash


def _group(group: UnsentGroup) -> Group:
    """Return a group as it travels."""
    plain = [Op(**op.model_dump(exclude={"prev", "hash"})) for op in group.ops]
    return Group(g=group.group, ops=plain)


def _pile(groups: Sequence[UnsentGroup]) -> Pile:
    return Pile(len(groups), Counter(op.k for group in groups for op in group.ops))
