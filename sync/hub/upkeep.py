"""Upkeep: HQ's lives, its backups, the tills it lets in, and what its streams may forget."""

from __future__ import annotations

import json
from functools import partial
from typing import Final

import structlog

from sync.hub import devices
from sync.hub.config import DAY_MS, HubSettings
from sync.hub.devices import Device
from sync.hub.outside import Outside
from sync.hub.storage import Storage, Transaction

_log: Final = structlog.get_logger("sync.hub")

EPOCH: Final = "epoch"
_EARLIER: Final = "earlier_epochs"
_DAY: Final = "daily_done_on"
_EPOCH_BYTES: Final = 8
_MARK_BYTES: Final = 6
_BATCH: Final = 5_000


class Upkeep:
    """What HQ's people and its nightly job do to HQ itself."""

    def __init__(self, storage: Storage, outside: Outside, settings: HubSettings) -> None:
        self._storage = storage
        self._outside = outside
        self._settings = settings
        self._done_on = -1

    def epoch(self) -> str:
        """Return the name of this life of HQ, drawn at its first start."""
        drawn = self._draw(_EPOCH_BYTES)
        return self._storage.run(lambda tx: tx.meta.keep(EPOCH, drawn))

    def earlier_epochs(self) -> list[str]:
        """Return the names of HQ's earlier lives, oldest first."""
        return self._storage.apart(earlier_epochs)

    def restored(self) -> str:
        """Begin a new life of HQ, after a backup was played back, and return its name. Every till
        then says what it has that this HQ has not, and compares its records; and it is told what is
        kept aside of its work, of which it may have heard something else since.
        """
        drawn, now_ms = self._draw(_EPOCH_BYTES), self._outside.now_ms()

        def work(tx: Transaction) -> None:
            earlier = [*earlier_epochs(tx), tx.meta.keep(EPOCH, drawn)]
            tx.meta.set(_EARLIER, json.dumps([one for one in earlier if one != drawn]))
            tx.meta.set(EPOCH, drawn)
            for device in _firsts(tx):
                tx.devices.lock_chain(device)
                tx.aside.renumber(device, max(tx.devices.standing(device).vseq, now_ms))

        self._storage.run(work)
        _log.info("epoch begun")
        return drawn

    def backup_mark(self) -> str:
        """Note how far HQ has every till's ops, and return the mark's name. Called before a backup
        begins, so that the backup holds all of it.
        """
        mark = self._draw(_MARK_BYTES)
        self._storage.run(lambda tx: tx.devices.mark(mark))
        return mark

    def backup_verified(self, mark: str) -> int:
        """Tell the tills that a backup begun after `mark` was tried and is good, and return how
        many that concerns. Raise InputError for an unknown mark.
        """
        return self._storage.run(lambda tx: tx.devices.mark_durable(mark))

    def revoke(self, device: str, *, at_once: bool = False) -> str:
        """Shut a till out and return its store: it may hand over its work for review first, unless
        `at_once`. Raise InputError.
        """
        status = devices.REVOKED if at_once else devices.DRAINING
        now_ms = self._outside.now_ms()
        return self._storage.run(lambda tx: tx.devices.set_status(device, status, now_ms=now_ms))

    def approve(self, device: str) -> str:
        """Let a till whose key is too old read again, and return its store. Raise InputError."""
        now_ms = self._outside.now_ms()
        return self._storage.run(lambda tx: tx.devices.renew_key(device, now_ms=now_ms))

    def daily_if_due(self) -> bool:
        """Do what is due once a day, if it was not done since, and tell whether it was now. Of
        several processes one does it.
        """
        today = self._outside.now_ms() // DAY_MS
        if today == self._done_on or not self._storage.run(partial(_begin_day, today=str(today))):
            self._done_on = today
            return False
        self._done_on = today
        self.end_overdue()
        _log.info("forgot what had left its stream", rows=self.forget_gone())
        return True

    def end_overdue(self) -> list[str]:
        """Revoke tills that were shut out and had time enough to hand over their work, whether or
        not they come again to hear of it, and return which.
        """
        before_ms = self._outside.now_ms() - self._settings.drain_ms

        def work(tx: Transaction) -> list[str]:
            draining = [one.device for one in tx.devices.listed() if one.status == devices.DRAINING]
            known = [tx.devices.find(device) for device in draining]
            over = [one for one in known if one and (one.draining_at or 0) < before_ms]
            for one in over:
                tx.devices.set_status(one.device, devices.REVOKED)
            return [one.device for one in over]

        ended = self._storage.run(work)
        for device in ended:
            _log.info("device revoked, its time is over", device=device)
        return ended

    def forget_gone(self) -> int:
        """Let streams forget what left them long ago and every till that still comes has read of,
        and return how many rows that were.
        """
        before_ms = self._outside.now_ms() - self._settings.gone_ms
        return sum(
            self._forget_in(stream, before_ms)
            for stream in self._storage.apart(lambda tx: tx.feeds.streams())
        )

    def _forget_in(self, stream: str, before_ms: int) -> int:
        total = 0
        while True:
            count = self._storage.run(partial(_forget, stream=stream, before_ms=before_ms))
            total += count
            if count < _BATCH:
                return total

    def _draw(self, size: int) -> str:
        return self._outside.random_bytes(size).hex()


def _firsts(tx: Transaction) -> list[Device]:
    """Return the first device of each family."""
    known = [tx.devices.find(name) for name in sorted(one.device for one in tx.devices.listed())]
    return [one for one in known if one is not None and one.family == one.device]


def earlier_epochs(tx: Transaction) -> list[str]:
    """Return the names of HQ's earlier lives, oldest first: none unless it was played back."""
    known: list[str] = json.loads(tx.meta.get(_EARLIER) or "[]")
    return known


def _begin_day(tx: Transaction, *, today: str) -> bool:
    if tx.meta.get(_DAY) == today:
        return False
    tx.meta.set(_DAY, today)
    return True


def _forget(tx: Transaction, *, stream: str, before_ms: int) -> int:
    slowest = tx.devices.slowest(stream, since_ms=before_ms)
    upto = tx.feeds.heads([stream])[stream].head if slowest is None else slowest
    return tx.feeds.forget_gone(stream, upto=upto, before_ms=before_ms, limit=_BATCH)
