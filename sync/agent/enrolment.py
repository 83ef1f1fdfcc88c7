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
    EnrolCodeError,
    EnrolSecretError,
    EnrolTrustError,
    HubRefusedError,
    ProtocolViolationError,
)
from sync.agent.transport import Transport
from sync.protocol.enrol import (
    EnrolAnswer,
    EnrolRequest,
    ProvisioningCode,
    ProvisioningCodeError,
)
from sync.protocol.problems import ProblemCode
from sync.protocol.version import SCHEMA_VERSION

_DEVICE: Final = re.compile(r"[0-9a-z]{8}")

_log: Final = structlog.get_logger("sync.agent")

Connect: TypeAlias = Callable[[str, "str | None"], Transport]
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
    request = _request(code, keys, about)
    answer = _ask(connect(code.url, code.pin), request)
    if answer.trust.digest() != code.trust:
        raise EnrolTrustError("other keys")
    if not _DEVICE.fullmatch(answer.device) or answer.inc < 1:
        raise ProtocolViolationError("no device id")
    identity = Identity.from_answer(answer, url=code.url, pin=code.pin)
    store.run(lambda uow: uow.sync.enrolled(identity)).result()
    _log.info("enrolled", device=identity.device, store=identity.store.id)
    return identity


def _parse(text: str) -> ProvisioningCode:
    try:
        return ProvisioningCode.from_text(text)
    except ProvisioningCodeError:
        raise EnrolCodeError from None


def _keys(uow: UnitOfWork) -> DeviceKeys:
    if uow.sync.identity() is not None:
        raise AlreadyEnrolledError
    return uow.sync.make_keys()


def _request(code: ProvisioningCode, keys: DeviceKeys, about: AboutTill) -> EnrolRequest:
    try:
        return EnrolRequest(
            secret=code.secret,
            sig_pub=keys.sig_pub,
            box_pub=keys.box_pub,
            desk=about.desk,
            app=about.app,
            schema_version=SCHEMA_VERSION,
        )
    except ValidationError:
        # Its message would repeat the secret.
        raise EnrolCodeError from None


def _ask(transport: Transport, request: EnrolRequest) -> EnrolAnswer:
    try:
        return transport.enrol(request)
    except HubRefusedError as refused:
        if refused.code == ProblemCode.ENROL_SECRET:
            raise EnrolSecretError from None
        raise
    finally:
        transport.close()
