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
from sync.agent.outcome import Outcome
from sync.protocol import chain, revocation
from sync.protocol.cycle import DeviceState
from sync.protocol.problems import ProblemCode

DRAIN_MS: Final = 72 * 60 * 60 * 1000
_ASK_AGAIN_MS: Final = 60 * 60 * 1000

_log: Final = structlog.get_logger("sync.agent")


def revoked(store: Store, proof: str | None, forget: Callable[[], None]) -> Outcome:
    """Return what HQ's word that this till is revoked comes to. With a valid `proof` the key is
    erased by `forget`, once nothing is unsent or the time to hand it over has passed.
    """
    code = ProblemCode.DEVICE_REVOKED.value
    identity, unsent, passed_ms = store.run(_standing).result()
    if not proof or not _is_proved(proof, identity):
        return Outcome(trouble=code, failed=True, halted=True)
    if unsent and passed_ms < DRAIN_MS:
        return Outcome(trouble=code, failed=True, next_ms=_ASK_AGAIN_MS)
    _log.warning("revoked: the key is erased", unsent=unsent)
    forget()
    return Outcome(trouble=code, failed=True, halted=True)


def _standing(uow: UnitOfWork) -> tuple[Identity, int, int]:
    """Return who this till is, how much is unsent, and since when (ms ago) it knows."""
    identity = uow.sync.identity()
    assert identity is not None, "revoked by an answer to its request"
    uow.sync.note_hub_state(DeviceState.DRAINING)
    since_ms = uow.sync.draining_since_ms
    passed_ms = 0 if since_ms is None else uow.now_ms - since_ms
    return identity, uow.sync.state().unsent, passed_ms


def _is_proved(proof: str, identity: Identity) -> bool:
    try:
        root = Ed25519PublicKey.from_public_bytes(chain.from_text(identity.trust.root))
    except ValueError:
        return False
    return revocation.is_proved(proof, identity.device, identity.inc, identity.epoch, root=root)
