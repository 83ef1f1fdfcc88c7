"""Taking a till out of service: what it does on HQ's word that it is revoked.

Erasing the key makes everything here unreadable for good, so it takes HQ's signature, which nobody
on the line can make, and either nothing left to send or three days to have somebody look.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from local_store.enrolment import Identity
from local_store.store import Store
from local_store.unit_of_work import UnitOfWork
from sync.agent.clock import Clock
from sync.agent.outcome import Outcome
from sync.protocol import chain, revocation
from sync.protocol.cycle import DeviceState
from sync.protocol.problems import ProblemCode

DRAIN_MS: Final = 72 * 60 * 60 * 1000
_ASK_AGAIN_MS: Final = 60 * 60 * 1000

_log: Final = structlog.get_logger("sync.agent")


class Leaving:
    """Hands a till over and, on HQ's signed word, lets `forget` erase its key. For one thread.

    The days are counted while the program runs, by the clock that never jumps: no wrong clock
    makes them shorter, and a till that is switched off cannot send.
    """

    def __init__(self, store: Store, clock: Clock, forget: Callable[[], None]) -> None:
        self._store, self._clock, self._forget = store, clock, forget
        self._told_ms: int | None = None

    def note(self, uow: UnitOfWork, state: DeviceState) -> None:
        """Note what HQ says of this till."""
        if state is not DeviceState.DRAINING:
            self._told_ms = None
            uow.sync.note_hub_state(state)
            return
        now_ms = self._clock.monotonic_ms()
        ran_ms = 0 if self._told_ms is None else now_ms - self._told_ms
        uow.sync.note_hub_state(state, ran_ms)
        self._told_ms = now_ms

    def revoked(self, proof: str | None) -> Outcome:
        """Return what HQ's word that this till is revoked comes to. With a valid `proof` the key is
        erased, once nothing is unsent or the time to hand it over has passed.
        """
        code = ProblemCode.DEVICE_REVOKED.value
        identity, unsent, ran_ms = self._store.run(self._standing).result()
        if not proof or not _is_proved(proof, identity):
            return Outcome(trouble=code, failed=True, halted=True)
        if unsent and ran_ms < DRAIN_MS:
            return Outcome(trouble=code, failed=True, next_ms=_ASK_AGAIN_MS)
        _log.warning("revoked: the key is erased", unsent=unsent)
        self._forget()
        return Outcome(trouble=code, failed=True, halted=True)

    def _standing(self, uow: UnitOfWork) -> tuple[Identity, int, int]:
        """Return who this till is, how much is unsent, and for how long (ms) it ran knowing."""
        identity = uow.sync.identity()
        assert identity is not None, "revoked by an answer to its request"
        self.note(uow, DeviceState.DRAINING)
        return identity, uow.sync.state().unsent, uow.sync.draining_ran_ms


def _is_proved(proof: str, identity: Identity) -> bool:
    try:
        root = Ed25519PublicKey.from_public_bytes(chain.from_text(identity.trust.root))
    except ValueError:
        return False
    return revocation.is_proved(proof, identity.device, identity.inc, root=root)
