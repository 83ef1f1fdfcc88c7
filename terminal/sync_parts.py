"""Puts together what keeps a till and HQ in step: connections, agent, waiting and chores."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from random import SystemRandom
from typing import Final

import structlog

from local_store.enrolment import DeviceKeys, Identity
from local_store.errors import NotEnrolledError
from local_store.preparing import InlinePreparer, Preparer, ProcessPreparer
from local_store.store import Store
from local_store.unit_of_work import UnitOfWork
from sync.agent.agent import Agent
from sync.agent.clock import AuthClock
from sync.agent.http_transport import HttpSettings, HttpTransport, Signer
from sync.agent.nightly import Nightly
from sync.agent.pace import Pace, PaceSettings
from sync.agent.runner import Chores, Runner
from sync.agent.ties import Ties
from sync.agent.waiter import Waiter
from sync.protocol.waiting import WAIT_S_MAX
from terminal import machine

_log: Final = structlog.get_logger("terminal")
_PATIENCE_S: Final = 10.0
"""How much longer than HQ parks a wait the till waits for its answer."""


def _nothing() -> None:
    """Do nothing: for programs that only exchange."""


class NoExchange:
    """Stands where a till's exchange stands, for a till that has no HQ: it opens no connection."""

    def start(self) -> None:
        """Begin nothing."""

    def nudge(self) -> None:
        """Send nothing."""

    def stop(self) -> bool:
        """End nothing: it has ended."""
        return True

    def close(self) -> None:
        """Close nothing."""


class SeveralChores:
    """Does one slice of whichever chore is due, the first one first."""

    def __init__(self, chores: Sequence[Chores]) -> None:
        self._chores = chores

    def is_due(self) -> bool:
        """Tell whether any has something to do now."""
        return any(one.is_due() for one in self._chores)

    def do(self) -> bool:
        """Do a slice of the first that has, and return whether it calls for an exchange."""
        due = next((one for one in self._chores if one.is_due()), None)
        return due is not None and due.do()


def build_runner(
    store: Store,
    identity: Identity,
    *,
    forget: Callable[[], None] = _nothing,
    pace: PaceSettings | None = None,
    chores: Sequence[Chores] = (),
) -> tuple[Runner, HttpTransport]:
    """Return what keeps an enrolled till and HQ in step, not started, and the connection it uses.
    `forget` erases the store's key, once HQ has proved that the till is revoked; `chores` are more
    work for idle times.
    """
    keys, old = store.read(_keys).result()
    clock = machine.SystemClock()
    auth = AuthClock(clock)
    spare = None if old is None else old.sign
    signer = Signer(keys.sign, identity.device, auth, machine.nonce, spare)
    settings = HttpSettings(identity.url, identity.pin)
    transport = HttpTransport(settings, clock=clock, signer=signer)
    patient = replace(settings, read_s=WAIT_S_MAX + _PATIENCE_S)
    line = HttpTransport(patient, clock=clock, signer=signer)

    def changed() -> None:
        runner.nudge_pull()

    after = partial(_read_up_to, store)
    waiter = Waiter(line, after=after, changed=changed, clock=clock, rng=SystemRandom())
    ties = Ties(
        signer=signer,
        forget=forget,
        waits=lambda: waiter.is_healthy,
        fetcher=partial(ThreadPoolExecutor, 1, "sync-fetch"),
        preparer=_preparer,
    )
    runner = Runner(
        Agent(store, transport, clock=clock, auth=auth, ties=ties),
        clock=clock,
        pace=Pace(pace or PaceSettings(), SystemRandom(), now_ms=clock.monotonic_ms()),
        on_state=_ignore,
        chores=SeveralChores([Nightly(store, clock=clock), *chores]),
    )
    runner.listen(waiter)
    return runner, transport


def _preparer() -> Preparer:
    # A frozen program has no interpreter that it could start with a module's name.
    return InlinePreparer() if getattr(sys, "frozen", False) else ProcessPreparer(_without_helper)


def _without_helper() -> None:
    _log.warning("rows are made ready in the till itself")


def _read_up_to(store: Store) -> dict[str, int]:
    cursors = store.read(lambda uow: uow.sync.cursors()).result()
    return {stream: cursor.after for stream, cursor in cursors.items()}


def _keys(uow: UnitOfWork) -> tuple[DeviceKeys, DeviceKeys | None]:
    keys = uow.sync.keys()
    if keys is None:
        raise NotEnrolledError
    return keys, uow.sync.old_keys()


def _ignore(_: object) -> None:
    """Take no notice: the trouble is in the store, and the screens read it there."""
