"""The exchange's book: who this till is, its keys, and what becomes of its work when HQ, or the
till, begins again.
"""

from __future__ import annotations

from dataclasses import replace

from local_store.book_base import BookBase
from local_store.enrolment import DeviceKeys, Identity
from local_store.errors import AckUnknownError
from local_store.lineage import Lineage, Part
from local_store.own_work import JUDGED


class IdentityBook(BookBase):
    """Who we are."""

    def enrolled(self, identity: Identity) -> None:
        """Keep what HQ said at enrolment, or said anew since. Raise AlreadyEnrolledError."""
        self._enrolment.enrolled(identity)
        self._standing.note_time()
        self._parts.changes.touch_sync()

    def keys(self) -> DeviceKeys | None:
        """Return the device's private keys, or None before they were made."""
        return self._enrolment.keys()

    def make_keys(self) -> DeviceKeys:
        """Return the device's private keys, making them the first time. Commit before enrolling."""
        return self._enrolment.make_keys()

    def new_keys(self) -> DeviceKeys:
        """Return the keys that are to follow the present ones, making them the first time. Commit
        before HQ hears of them.
        """
        return self._enrolment.new_keys()

    def next_keys(self) -> DeviceKeys | None:
        """Return keys that were made and are not in use yet, or None."""
        return self._enrolment.next_keys()

    def old_keys(self) -> DeviceKeys | None:
        """Return the keys that were in use before the present ones, or None."""
        return self._enrolment.old_keys()

    def use_new_keys(self) -> None:
        """Put the new keys in use; those before stay at hand until `forget_old_keys`."""
        self._enrolment.use_new_keys()

    def forget_old_keys(self) -> None:
        """Erase the keys before the present ones."""
        self._enrolment.forget_old_keys()

    def enrol_again(self, identity: Identity, start: int) -> None:
        """Become another device, as HQ says to a till that it found cloned or set back. Ops from
        `start` on are chained anew and sent again; nothing is dropped and no stamp changes. Keys
        made for it by `new_keys` come into use. Raise AckUnknownError when HQ wants to begin after
        work it does not have.
        """
        outbox = self.outbox()
        first = outbox.pending(max_groups=1).start or outbox.last_n() + 1
        if not 1 <= start <= first:
            raise AckUnknownError(f"{start} > {first}")
        touched = outbox.reopen_after(start - 1)
        outbox.rechain(identity.device, identity.inc, start)
        self._enrolment.replaced(identity)
        self._rebase(outbox).refresh((kind, one) for kind, one in touched)
        self._parts.writer.finish()
        self._meta.set(JUDGED, None)
        for stream in identity.streams:
            self.repair(stream).mark_due()
        self._parts.changes.touch_sync()

    def lineage(self) -> tuple[Part, ...]:
        """Return which parts of the chain were made as which device, the present one last."""
        identity = self.identity()
        if identity is None:
            return ()
        return Lineage(self._parts.db).parts(identity.device, identity.inc)

    def restart_epoch(self, epoch: str, acked_n: int) -> None:
        """Go on with an HQ that was set back to an older state: what it does not have of ours is
        sent again, and every stream is compared with it record by record. Nothing is dropped. By
        how far later words were read HQ knows whether it forgot some.
        """
        identity = self._identity()
        outbox = self.outbox()
        touched = outbox.reopen_after(acked_n)
        self._rebase(outbox).refresh((kind, one) for kind, one in touched)
        self._parts.writer.finish()
        self._enrolment.enrolled(replace(identity, epoch=epoch))
        for stream in identity.streams:
            self.repair(stream).mark_due()
        self._parts.changes.touch_sync()
