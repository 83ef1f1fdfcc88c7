"""Errors of the hub."""

from __future__ import annotations

from typing import Final

from sync.protocol.problems import ProblemCode
from sync.protocol.unsent import UnsentCode

_STATUS: Final = {
    ProblemCode.SIGNATURE: 401,
    ProblemCode.CLOCK: 401,
    ProblemCode.REPLAY: 401,
    ProblemCode.DEVICE_UNKNOWN: 401,
    ProblemCode.DEVICE_REVOKED: 403,
    ProblemCode.FOREIGN: 403,
    ProblemCode.ENROL_SECRET: 403,
    ProblemCode.ENROL_DEVICE: 403,
    ProblemCode.AGAIN_UNPROVED: 403,
    ProblemCode.DEVICE_FORKED: 409,
    ProblemCode.SNAPSHOT_GONE: 404,
    ProblemCode.GAP: 409,
    ProblemCode.EPOCH: 409,
    ProblemCode.TOO_LARGE: 413,
    ProblemCode.MALFORMED: 422,
    ProblemCode.VERSION: 426,
    ProblemCode.INTERNAL: 500,
    ProblemCode.BUSY: 503,
    ProblemCode.DAY_FULL: 429,
    ProblemCode.ASIDE_FULL: 429,
}


class HubError(Exception):
    """Base of the hub's errors. `code` is stable; texts hold ids and counts only."""

    code = "HUB"


class RefusedError(HubError):
    """A request that HQ refuses: becomes an HTTP answer with a Problem. `status` follows from the
    problem unless it is given; `ack` tells a device how far HQ has its ops, `epoch` which life of
    HQ this is, and `proof` is HQ's signed word that it is revoked.
    """

    def __init__(
        self,
        problem: ProblemCode,
        *,
        ack: int | None = None,
        status: int | None = None,
        retry_after_s: int | None = None,
        epoch: str | None = None,
        proof: str | None = None,
    ) -> None:
        super().__init__(problem.value)
        self.code = problem.value
        self.problem = problem
        self.ack = ack
        self.status = status or _STATUS[problem]
        self.retry_after_s = retry_after_s
        self.epoch = epoch
        self.proof = proof


class ConcurrentChangeError(HubError):
    """Somebody else created the same record meanwhile: the transaction is to be run again."""

    code = "HUB_CONCURRENT"


class NewerDatabaseError(HubError):
    """The database was migrated by a newer program than this one."""

    code = "HUB_NEWER"


class StorageAwayError(HubError):
    """The database cannot be reached."""

    code = "HUB_STORAGE_AWAY"


class NotStorableError(HubError):
    """The database has no room for a value."""

    code = "HUB_NOT_STORABLE"


class DatabaseStartError(HubError):
    """The embedded PostgreSQL did not start or stop. The text names the program and its log."""

    code = "HUB_DATABASE"


class WorkerBrokenError(HubError):
    """The thread that judges counted work was ended by an error; the process has to be replaced."""

    code = "HUB_WORKER_BROKEN"


class InputError(HubError):
    """What an administrator gave cannot be used: a line of a file, an unknown store or device."""

    code = "HUB_INPUT"


class UnsentError(HubError):
    """A file of unsent work was not taken, and nothing was changed."""

    def __init__(self, code: UnsentCode) -> None:
        super().__init__(code.value)
        self.code = code.value


class InsecureBindError(HubError):
    """Listening beyond this machine needs TLS."""

    code = "HUB_INSECURE"
