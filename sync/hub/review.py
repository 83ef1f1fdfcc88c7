"""Review: what HQ's people do about groups that were not applied."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

import structlog

from sync.hub import holding
from sync.hub.desk import Desk
from sync.hub.desk_work import clear, lay_out
from sync.hub.devices import Device
from sync.hub.errors import InputError
from sync.hub.judge import KIND_UNKNOWN, WITHHELD
from sync.hub.op_log import KeptGroup
from sync.hub.outside import Outside
from sync.hub.storage import Storage, Transaction

_log: Final = structlog.get_logger("sync.hub")

OPERATOR: Final = "hq"


class Review:
    """HQ's view of kept-aside groups, by the device that sent one and the number of its first op.

    Every change of one is told to its till as a later word.
    """

    def __init__(self, storage: Storage, outside: Outside) -> None:
        self._storage = storage
        self._outside = outside

    def listed(self, *, unresolved_only: bool = True, limit: int = 1_000) -> list[KeptGroup]:
        """Return groups of all tills, oldest first."""
        with self._storage.snapshot() as tx:
            return tx.aside.listed(unresolved_only=unresolved_only, limit=limit)

    def show(self, device: str, first_n: int) -> KeptGroup:
        """Return a group. Raise InputError when there is none."""
        with self._storage.snapshot() as tx:
            return _find(tx, device, first_n)

    def retry(self, device: str, first_n: int, *, by: str = OPERATOR) -> KeptGroup:
        """Judge an unresolved group anew, and then what waited for it; return it as it is now.

        For work that was refused for a reason which no longer holds: a kind that HQ did not know, a
        clock of HQ's that was wrong, a till that was shut out by mistake. Raise InputError.
        """

        def work(desk: Desk, group: KeptGroup) -> None:
            if group.code == WITHHELD:
                raise InputError(f"{WITHHELD}: only the till has it")
            holding.retry(desk, group, by=by)

        return self._do(device, first_n, work)

    def close(self, device: str, first_n: int, *, by: str = OPERATOR) -> KeptGroup:
        """Settle an unresolved group otherwise than by applying it, judge what waited for it, and
        return it as it is now. Raise InputError.
        """
        return self._do(device, first_n, lambda desk, group: holding.close(desk, group, by=by))

    def recount(self, device: str, *, since_ms: int) -> int:
        """Have counted work of a till that came since then judged as if it came now, and return how
        much that is: for work refused by its time while HQ's own clock was wrong.
        """
        now_ms = self._outside.now_ms()
        return self._storage.run(
            lambda tx: tx.counted.requeue(device, since_ms=since_ms, now_ms=now_ms)
        )

    def replay_unknown(self) -> int:
        """Judge what was held because this HQ did not know its kind, and return how many groups got
        another verdict. For the start of a newer program.
        """
        waiting = self._storage.apart(lambda tx: tx.aside.devices_waiting(KIND_UNKNOWN))
        tills = [self._storage.apart(partial(_heir, name=name)) for name in waiting]
        return sum(self.replay(device) for device in tills if device is not None)

    def replay(self, device: Device) -> int:
        """Judge what of a till's work was held and has nothing to wait for any more, and return how
        many groups got another verdict.
        """
        return self._storage.run(partial(self._replay, device=device))

    def _replay(self, tx: Transaction, *, device: Device) -> int:
        desk = self._desk(tx, device)
        holding.replay(desk)
        clear(tx, device, desk)
        return len(desk.settled)

    def _do(self, name: str, first_n: int, act: Callable[[Desk, KeptGroup], None]) -> KeptGroup:
        def work(tx: Transaction) -> KeptGroup:
            device = tx.devices.heir(name)
            if device is None:
                raise InputError(f"no device {name!r}")
            desk = self._desk(tx, device)
            group = desk.open.get((name, first_n))
            if group is None:
                raise InputError(f"no unresolved group {name} {first_n}")
            act(desk, group)
            clear(tx, device, desk)
            return _find(tx, name, first_n)

        done = self._storage.run(work)
        _log.info("reviewed", device=name, first=first_n, state=done.state, code=done.code)
        return done

    def _desk(self, tx: Transaction, device: Device) -> Desk:
        tx.devices.lock_chain(device)
        kept = tx.aside.open_groups(device)
        now_ms = self._outside.now_ms()
        return lay_out(tx, device, [], kept, now_ms=now_ms, links_per_day=None)


def _heir(tx: Transaction, *, name: str) -> Device | None:
    return tx.devices.heir(name)


def _find(tx: Transaction, device: str, first_n: int) -> KeptGroup:
    group = tx.aside.find(device, first_n)
    if group is None:
        raise InputError(f"no group {device} {first_n}")
    return group
