"""Making a till of this store: from a provisioning code to an identity, once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

import structlog
from pydantic import ValidationError

from local_store.enrolment import DeviceKeys, Identity
from local_store.errors import AlreadyEnrolledError
from local_store.store import Store
from local_store.unit_of_work import UnitOfWork
from sync.agent.address import endpoint
from sync.agent.errors import (
    EnrolAgainError,
    EnrolCodeError,
    EnrolDeviceError,
    EnrolProofError,
    EnrolSecretError,
    EnrolStoreError,
    EnrolTrustError,
    HubRefusedError,
    ProtocolViolationError,
)
from sync.agent.transport import EnrolLine
from sync.protocol.enrol import (
    Again,
    EnrolAnswer,
    EnrolRequest,
    ProvisioningCode,
    ProvisioningCodeError,
    prove_again,
)
from sync.protocol.problems import ProblemCode
from sync.protocol.version import SCHEMA_VERSION

_DEVICE: Final = re.compile(r"[0-9a-z]{8}")

_log: Final = structlog.get_logger("sync.agent")

Connect: TypeAlias = Callable[[str, "str | None"], EnrolLine]
"""Makes an unsigned transport to HQ's address, given its certificate's pin."""


@dataclass(frozen=True, slots=True)
class AboutTill:
    """What the till tells of itself: the program's version and the desk it stands on."""

    app: str
    desk: str = ""


def enrol(store: Store, text: str, about: AboutTill, *, connect: Connect) -> Identity:
    """Enrol this till with the provisioning code in `text` and return who it now is.

    The keys are made and kept before HQ is asked, so a till whose answer was lost asks again as
    the same till. Nothing else is stored unless HQ showed the keys that the code vouches for.
    Raise AlreadyEnrolledError before anything is sent; EnrolCodeError, HubInsecureError,
    EnrolSecretError, EnrolTrustError or another SyncError.
    """
    code = _parse(text)
    endpoint(code.url, "")
    keys = store.run(_keys).result()
    answer = _ask(connect(code.url, code.pin), _request(code, keys, about))
    identity = _identity(answer, code)
    store.run(lambda uow: uow.sync.enrolled(identity)).result()
    _log.info("enrolled", device=identity.device, store=identity.store.id)
    return identity


def enrol_again(store: Store, text: str, about: AboutTill, *, connect: Connect) -> Identity:
    """Enrol a till anew that HQ found copied or set back, and return who it now is.

    It becomes another device of the same store, with new keys; nothing that was not sent is lost.
    The keys are kept before HQ is asked, so that asking again after a lost answer is harmless.
    Every key it has vouches for it; where HQ knows none of them, because this till or HQ was set
    back over a change of keys, only a code made for this very device helps.
    Raise EnrolAgainError or another EnrolError, HubInsecureError or another SyncError.
    """
    code = _parse(text)
    endpoint(code.url, "")
    before, start, keys, had = store.run(_standing).result()
    again = Again(device=before.device, inc=before.inc, start=start)
    request = prove_again(_request(code, keys, about, again), [one.sign for one in had])
    answer = _ask(connect(code.url, code.pin), request)
    identity = _identity(answer, code)
    if identity.store.id != before.store.id:
        raise EnrolStoreError("another store's code")
    # HQ may want to begin earlier, with work that it once had and lost.
    if identity.device == before.device or not 1 <= answer.start <= start:
        raise ProtocolViolationError("the same device again")
    store.run(lambda uow: uow.sync.enrol_again(identity, answer.start)).result()
    _log.info("enrolled again", device=identity.device, was=before.device)
    return identity


def _standing(uow: UnitOfWork) -> tuple[Identity, int, DeviceKeys, list[DeviceKeys]]:
    """Return who this till was, its first op that it does not know to be at HQ, new keys, and all
    that HQ may know it by: an image may be of the moment before the new ones came into use.
    """
    identity = uow.sync.identity()
    if identity is None:
        raise EnrolAgainError("never enrolled")
    batch = uow.sync.pending(1)
    start = batch.start if batch.groups else uow.sync.outbox().last_n() + 1
    new = uow.sync.new_keys()
    had = (uow.sync.keys(), new, uow.sync.old_keys())
    return identity, start, new, [keys for keys in had if keys is not None]


def _identity(answer: EnrolAnswer, code: ProvisioningCode) -> Identity:
    if answer.trust.digest() != code.trust:
        raise EnrolTrustError("other keys")
    if not _DEVICE.fullmatch(answer.device) or answer.inc < 1:
        raise ProtocolViolationError("no device id")
    return Identity.from_answer(answer, url=code.url, pin=code.pin)


def _parse(text: str) -> ProvisioningCode:
    try:
        return ProvisioningCode.from_text(text)
    except ProvisioningCodeError:
        raise EnrolCodeError from None


def _keys(uow: UnitOfWork) -> DeviceKeys:
    if uow.sync.identity() is not None:
        raise AlreadyEnrolledError
    return uow.sync.make_keys()


def _request(
    code: ProvisioningCode, keys: DeviceKeys, about: AboutTill, again: Again | None = None
) -> EnrolRequest:
    try:
        return EnrolRequest(
            secret=code.secret,
            sig_pub=keys.sig_pub,
            box_pub=keys.box_pub,
            desk=about.desk,
            app=about.app,
            schema_version=SCHEMA_VERSION,
            again=again,
        )
    except ValidationError:
        # Its message would repeat the secret.
        raise EnrolCodeError from None


def _ask(transport: EnrolLine, request: EnrolRequest) -> EnrolAnswer:
    try:
        return transport.enrol(request)
    except HubRefusedError as refused:
        if refused.code == ProblemCode.ENROL_SECRET:
            raise EnrolSecretError from None
        if refused.code == ProblemCode.ENROL_DEVICE:
            raise EnrolDeviceError from None
        if refused.code == ProblemCode.AGAIN_UNPROVED:
            raise EnrolProofError from None
        raise
    finally:
        transport.close()
