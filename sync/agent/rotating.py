"""Exchanging the till's keys for new ones, when HQ says that they are getting old.

The new keys are kept before HQ hears of them and used only after it said that it did, so that no
crash and no lost answer leaves a till with keys nobody knows.
"""

from __future__ import annotations

from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from local_store.enrolment import DeviceKeys, Identity
from local_store.errors import NotEnrolledError
from local_store.store import Store
from local_store.unit_of_work import UnitOfWork
from sync.agent.errors import HubLacksError
from sync.agent.transport import Transport
from sync.protocol import rotation


class Keys(Protocol):
    """What signs the requests: `sync.agent.http_transport.Signer` in the product."""

    def use(self, key: Ed25519PrivateKey) -> None:
        """Sign with `key` from now on, and keep the one before to fall back to."""
        ...

    def swap(self) -> bool:
        """Fall back to the other key, if there is one; return whether there is."""
        ...


def rotate(store: Store, transport: Transport, signer: Keys) -> None:
    """Announce new keys to HQ and use them from then on. Raise a SyncError."""
    identity, keys = store.run(_made).result()
    request = rotation.prove(
        identity.device, identity.inc, sig_pub=keys.sig_pub, box_pub=keys.box_pub, key=keys.sign
    )
    try:
        transport.rotate(request)
    except HubLacksError:
        return
    store.run(lambda uow: uow.sync.use_new_keys()).result()
    signer.use(keys.sign)


def _made(uow: UnitOfWork) -> tuple[Identity, DeviceKeys]:
    identity = uow.sync.identity()
    if identity is None:
        raise NotEnrolledError
    return identity, uow.sync.new_keys()
