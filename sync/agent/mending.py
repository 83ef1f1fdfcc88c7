"""Mending a stream that does not add up: first what differs, once; then all of it, once an epoch.

If neither helps, the difference stays visible and nothing runs in circles.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from functools import partial

from local_store.cursors import Cursor
from local_store.enrolment import Identity
from local_store.store import Store
from local_store.unit_of_work import UnitOfWork
from sync.agent import replica
from sync.agent.errors import HubLacksError
from sync.agent.transport import Transport
from sync.protocol.cycle import LIVE_ROWS_MAX, Row
from sync.protocol.repair import HAVE_MAX, Gone


class Remedy(Enum):
    """What to do about a stream."""

    REPAIR = "repair"
    RELOAD = "reload"


@dataclass(frozen=True, slots=True)
class Condition:
    """How a stream stands: it does not add up to HQ's sum; somebody asked for a comparison;
    `reloaded` in this epoch already.
    """

    mismatched: bool
    due: bool
    reloaded: bool


@dataclass(slots=True)
class Remedies:
    """Remembers what was tried since a stream last added up. Pure."""

    repaired: set[str] = field(default_factory=set)

    def choose(self, stream: str, condition: Condition) -> Remedy | None:
        """Return what to do next about a stream, if anything."""
        if not condition.mismatched and not condition.due:
            self.repaired.discard(stream)
            return None
        if stream not in self.repaired:
            return Remedy.REPAIR
        if condition.mismatched and not condition.reloaded:
            return Remedy.RELOAD
        return None


class Mender:
    """Mends streams of one till. For one thread."""

    def __init__(self, store: Store, transport: Transport) -> None:
        self._store, self._transport = store, transport
        self._remedies = Remedies()

    def all_is_well(self) -> None:
        """Note that every stream adds up: what was tried before may be tried again some day."""
        self._remedies.repaired.clear()

    def is_due(self, cursor: Cursor) -> bool:
        """Tell whether a stream is to be compared before more of it is read: where an HQ that was
        set back stands, what follows the cursor says nothing.
        """
        due = cursor.complete and cursor.repair_due
        return due and cursor.stream not in self._remedies.repaired

    def mend(self, stopping: Callable[[], bool]) -> int:
        """Do for each stream what is next; return for how many something was done, after which
        their ends have to be read again. Raise a SyncError.
        """
        done = 0
        identity, conditions = self._store.read(_conditions).result()
        for stream, condition in conditions.items():
            remedy = self._remedies.choose(stream, condition)
            if remedy is None or stopping():
                continue
            if remedy is Remedy.REPAIR and self._repair(identity, stream, stopping):
                self._remedies.repaired.add(stream)
                done += 1
            elif remedy is Remedy.RELOAD:
                self._reload(identity, stream)
                done += 1
        return done

    def _repair(self, identity: Identity, stream: str, stopping: Callable[[], bool]) -> bool:
        """Compare and mend a stream. Return False when stopped on the way."""
        # Noted first: a crash on the way then leads to another repair and not to a reload.
        self._store.run(lambda uow: uow.sync.repair(stream).mark_due()).result()
        buckets = self._store.read(lambda uow: uow.sync.repair(stream).buckets()).result()
        try:
            compared = self._transport.repair(replica.compare(identity, stream, buckets))
        except HubLacksError:
            return True  # Reloading is what remains.
        replica.check_compared(compared)
        for of in replica.portions(compared.differ, buckets):
            if sum(buckets[one].n for one in of) > HAVE_MAX:
                return True  # Too full to be listed: only reloading helps.
            mended: set[tuple[str, str, int]] = set()
            while (more := self._mend(identity, stream, of)) is not None and not stopping():
                if more <= mended:
                    return True  # The same again is put in vain: only reloading helps.
                mended |= more
            if stopping():
                return False
        self._store.run(lambda uow: uow.sync.repair(stream).finish(compared.seq)).result()
        return True

    def _mend(
        self, identity: Identity, stream: str, of: list[int]
    ) -> set[tuple[str, str, int]] | None:
        """Mend some buckets; return what was put (kind, id, rev) and what went (rev -1) when there
        is more in them, None when that was all.
        """
        have = self._store.read(lambda uow: uow.sync.repair(stream).have(of)).result()
        request = replica.mend(identity, stream, of, have[:HAVE_MAX])
        answer = self._transport.repair(request)
        replica.check_mended(request, answer)

        for at in range(0, max(len(answer.put), 1), LIVE_ROWS_MAX):
            rows, gone = answer.put[at : at + LIVE_ROWS_MAX], [] if at else answer.gone
            self._store.run(partial(_put, stream=stream, rows=rows, gone=gone, of=of)).result()
        if not answer.more:
            return None
        put = {(row.k, row.id, row.rev) for row in answer.put}
        return put | {(one.k, one.id, -1) for one in answer.gone}

    def _reload(self, identity: Identity, stream: str) -> None:
        def reload(uow: UnitOfWork) -> None:
            uow.meta.set(_reloaded(stream), identity.epoch)
            uow.sync.resnap(stream)

        self._store.run(reload).result()


def _conditions(uow: UnitOfWork) -> tuple[Identity, dict[str, Condition]]:
    identity = uow.sync.identity()
    assert identity is not None, "asked after an exchange"
    return identity, {
        stream: Condition(
            mismatched=cursor.mismatch_at is not None,
            due=cursor.repair_due,
            reloaded=uow.meta.get(_reloaded(stream)) == identity.epoch,
        )
        for stream, cursor in uow.sync.cursors().items()
        if cursor.complete
    }


def _put(uow: UnitOfWork, *, stream: str, rows: list[Row], gone: list[Gone], of: list[int]) -> None:
    uow.sync.repair(stream).put(rows, gone, of)


def _reloaded(stream: str) -> str:
    return f"reloaded:{stream}"
