"""Puts the agent's parts together, for the composition root."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from local_store.enrolment import DeviceKeys, Identity
from local_store.errors import NotEnrolledError
from local_store.store import Store
from local_store.unit_of_work import UnitOfWork
from sync.agent.agent import Agent
from sync.agent.clock import AuthClock, Clock
from sync.agent.enrolment import Connect
from sync.agent.http_transport import HttpSettings, HttpTransport, Signer
from sync.agent.pace import Pace, PaceSettings
from sync.agent.runner import Runner


@dataclass(frozen=True, slots=True)
class Outside:
    """What the agent gets from outside: clocks, randomness for jitter (`rng` need not be secure)
    and `nonce`, which yields text that was never used before.
    """

    clock: Clock
    rng: random.Random
    nonce: Callable[[], str]


def connector(clock: Clock) -> Connect:
    """Return what `sync.agent.enrolment.enrol` connects with."""
    return lambda url, pin: HttpTransport(HttpSettings(url, pin), clock=clock)


def build_agent(store: Store, outside: Outside) -> Agent:
    """Return the agent of an enrolled till. Raise NotEnrolledError."""
    identity, keys = store.read(_who).result()
    auth = AuthClock(outside.clock)
    transport = HttpTransport(
        HttpSettings(identity.url, identity.pin),
        clock=outside.clock,
        signer=Signer(keys.sign, identity.device, auth, outside.nonce),
    )
    return Agent(store, transport, clock=outside.clock, auth=auth)


def build_runner(
    store: Store,
    outside: Outside,
    *,
    on_state: Callable[[str | None], None],
    pace: PaceSettings | None = None,
) -> Runner:
    """Return the runner of an enrolled till, not started yet. Raise NotEnrolledError."""
    return Runner(
        build_agent(store, outside),
        clock=outside.clock,
        pace=Pace(pace or PaceSettings(), outside.rng, now_ms=outside.clock.monotonic_ms()),
        on_state=on_state,
    )


def _who(uow: UnitOfWork) -> tuple[Identity, DeviceKeys]:
    identity, keys = uow.sync.identity(), uow.sync.keys()
    if identity is None or keys is None:
        raise NotEnrolledError
    return identity, keys
