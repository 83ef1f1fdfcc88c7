"""Errors of the sync agent. All are expected but ProtocolViolationError, which is a bug somewhere.

No message holds a body, a header or an address: codes go to screens, and numbers to the log.
"""

from __future__ import annotations


class SyncError(Exception):
    """Base of the agent's errors. `code` is stable and translated by the screens."""

    code: str = "SYNC"


class HubUnreachableError(SyncError):
    """No answer from HQ: no network, a closed port, a time-out. `slow` says that HQ, once reached,
    took too long, for which a smaller request may be the cure.
    """

    code = "HQ_UNREACHABLE"

    def __init__(self, reason: str, *, slow: bool = False) -> None:
        super().__init__(reason)
        self.slow = slow


class HubNotGuitaiError(SyncError):
    """Something answered, but not HQ: a captive portal, a proxy, another program on that port."""

    code = "HQ_NOT_GUITAI"


class HubInsecureError(SyncError):
    """The address is plain http off this machine: nothing is ever sent there."""

    code = "HQ_INSECURE"


class HubPinError(SyncError):
    """Whoever answered does not hold the certificate HQ is known by."""

    code = "HQ_PIN"


class ProtocolViolationError(SyncError):
    """HQ answered what the protocol does not allow; nothing of that answer was applied."""

    code = "HQ_PROTOCOL"


class HubLacksError(SyncError):
    """HQ knows no such call: it is older than this program, or has this part turned off."""

    code = "HQ_LACKS"


class HubRefusedError(SyncError):
    """HQ refused the request. `code` is its problem code, `now` its clock in UTC ms (None where it
    did not say), `ack` how far it has this till's ops, `epoch` its present one, `proof` its signed
    word that this till is revoked, `retry_ms` how long it wants to be left alone.
    """

    def __init__(
        self,
        code: str,
        *,
        now: int | None = None,
        ack: int | None = None,
        epoch: str | None = None,
        proof: str | None = None,
        retry_ms: int = 0,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.now = now
        self.ack = ack
        self.epoch = epoch
        self.proof = proof
        self.retry_ms = retry_ms


class EnrolError(SyncError):
    """This till was not enrolled, and nothing was stored."""

    code = "ENROL"


class EnrolCodeError(EnrolError):
    """The text is no provisioning code, or was cut or mistyped."""

    code = "ENROL_CODE"


class EnrolSecretError(EnrolError):
    """HQ does not know the code's secret: it is used up, out of date or from another HQ."""

    code = "ENROL_SECRET"


class EnrolDeviceError(EnrolError):
    """The code was made for one till to come again with, and this is not that one."""

    code = "ENROL_DEVICE"


class EnrolProofError(EnrolError):
    """HQ knows none of the keys by which this till says who it was: the till, or HQ, was set back
    over a change of keys. Somebody at HQ has to make a code for this very device.
    """

    code = "ENROL_PROOF"


class EnrolTrustError(EnrolError):
    """The keys HQ showed are not those its code vouches for."""

    code = "ENROL_TRUST"


class EnrolStoreError(EnrolError):
    """The code is another store's: a till's work stays with the store it was done for."""

    code = "ENROL_STORE"


class EnrolAgainError(EnrolError):
    """A till that was never enrolled cannot come again."""

    code = "ENROL_AGAIN"
