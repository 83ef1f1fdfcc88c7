"""The hub itself, without HTTP: enrolment, exchanges with tills, and HQ's word on counted work."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import structlog

from sync.hub import acceptance, auth, devices, enrolment, op_log, pull, push
from sync.hub.config import HubSettings
from sync.hub.devices import Device
from sync.hub.enrolment import Enrolled
from sync.hub.errors import RefusedError
from sync.hub.keys import HubKeys
from sync.hub.outside import Outside
from sync.hub.storage import Storage, Transaction
from sync.protocol.canonical import INTEGER_MAX
from sync.protocol.cycle import Ack, PullFrom, Push, SyncAnswer, SyncRequest, Verdict
from sync.protocol.enrol import EnrolAnswer, EnrolRequest
from sync.protocol.problems import ProblemCode
from sync.protocol.signatures import SignedMessage
from sync.protocol.version import MIN_SCHEMA_VERSION, PROTOCOL_VERSION

_log: Final = structlog.get_logger("sync.hub")

_SCHEMA_MAX: Final = 0x7FFF_FFFF
_EPOCH_BYTES: Final = 8


def _nothing() -> None:
    """Stand in for whoever wants to know of counted work."""


class Hub:
    """HQ's end of the protocol over one storage. Safe to call from several threads.

    `on_counted` is called after a push that brought counted work; `judge_work` judges it.
    """

    def __init__(
        self,
        storage: Storage,
        keys: HubKeys,
        outside: Outside,
        settings: HubSettings | None = None,
    ) -> None:
        self.storage = storage
        self.keys = keys
        self.outside = outside
        self.settings = settings or HubSettings()
        self.on_counted: Callable[[], None] = _nothing
        epoch = outside.random_bytes(_EPOCH_BYTES).hex()
        self.epoch = storage.run(lambda tx: tx.meta.keep("epoch", epoch))

    def enrol(self, request: EnrolRequest, *, address: str) -> EnrolAnswer:
        """Return who the asking till now is. Raise RefusedError (ENROL_SECRET, VERSION, BUSY)."""
        _check_version(PROTOCOL_VERSION, request.schema_version)
        enrolled = self.storage.run(lambda tx: self._admit(tx, request, address))
        if enrolled is None:
            _log.info("enrolment refused")
            raise RefusedError(ProblemCode.ENROL_SECRET)
        _log.info("enrolled", device=enrolled.device, store=enrolled.store.id)
        return EnrolAnswer(
            device=enrolled.device,
            inc=enrolled.inc,
            epoch=self.epoch,
            store=enrolled.store,
            streams=["g", f"s:{enrolled.store.id}"],
            trust=self.keys.trust,
            now=self.outside.now_ms(),
        )

    def _admit(self, tx: Transaction, request: EnrolRequest, address: str) -> Enrolled | None:
        now_ms = self.outside.now_ms()
        enrolled = enrolment.admit(
            tx, request, now_ms=now_ms, random_bytes=self.outside.random_bytes
        )
        if enrolled is None:
            # Only now: however many wrong secrets come from an address, the right one gets in.
            enrolment.check_failures(tx, address, self.settings, now_ms=now_ms)
            enrolment.note_failure(tx, address, self.settings, now_ms=now_ms)
        return enrolled

    def authenticate(self, message: SignedMessage, body: bytes) -> Device:
        """Return who signed `message`; see `auth.authenticate`."""
        now_ms, window_s = self.outside.now_ms(), self.settings.window_s
        return self.storage.apart(
            lambda tx: auth.authenticate(tx, message, body, now_ms=now_ms, window_s=window_s)
        )

    def exchange(self, device: Device, request: SyncRequest) -> bytes:
        """Return the answer to one exchange, as JSON. Raise RefusedError.

        What is pushed is committed before anything is read, so the answer holds its effects.
        """
        _check_version(request.v, request.schema_version)
        claimed = (request.device, request.inc, request.epoch)
        if claimed != (device.device, device.inc, self.epoch):
            raise RefusedError(ProblemCode.FOREIGN)
        if not 0 <= request.now <= INTEGER_MAX:
            raise RefusedError(ProblemCode.MALFORMED)
        if any(wanted.s not in device.streams for wanted in request.pull):
            raise RefusedError(ProblemCode.FOREIGN)
        self._note_seen(device, request)
        verdicts = self._push(device, request.push) if request.push else ()
        return self._answer(device, request.pull, verdicts)

    def moved_on(self, seen: Mapping[str, int]) -> bool:
        """Tell whether one of the streams has more than was seen of it."""
        heads = self.storage.apart(lambda tx: tx.feeds.heads(seen))
        return any(heads[stream].head != after for stream, after in seen.items())

    def check(self) -> None:
        """Raise StorageAwayError unless the database is there."""
        self.storage.apart(lambda tx: tx.meta.get("epoch"))

    def _note_seen(self, device: Device, request: SyncRequest) -> None:
        now_ms = self.outside.now_ms()
        if not devices.is_news(device, now_ms=now_ms):
            return
        self.storage.apart(
            lambda tx: tx.devices.note_seen(
                device,
                now_ms=now_ms,
                skew_ms=now_ms - request.now,
                schema_version=request.schema_version,
            )
        )

    def _push(self, device: Device, pushed: Push) -> tuple[Verdict, ...]:
        if device.forked_at is not None:
            raise RefusedError(ProblemCode.DEVICE_FORKED)
        now_ms = self.outside.now_ms()
        try:
            taken = self.storage.run(lambda tx: push.take(tx, device, pushed, now_ms=now_ms))
        except op_log.ForkError:
            self.storage.run(lambda tx: tx.devices.flag_fork(device, now_ms=now_ms))
            _log.info("device forked", device=device.device)
            raise RefusedError(ProblemCode.DEVICE_FORKED) from None
        _log.info("pushed", device=device.device, groups=len(taken.verdicts), upto=taken.last_n)
        if taken.counted:
            self.on_counted()
        return taken.verdicts

    def _answer(
        self, device: Device, pulls: list[PullFrom], verdicts: tuple[Verdict, ...]
    ) -> bytes:
        draining = device.status == devices.DRAINING
        with self.storage.snapshot() as tx:
            standing = tx.devices.standing(device)
            pages, resnap = pull.pages(
                tx, () if draining else pulls, bytes_max=self.settings.page_bytes
            )
        now_ms = self.outside.now_ms()
        answer = SyncAnswer(
            epoch=self.epoch,
            now=now_ms,
            ack=Ack(n=standing.last_n, durable=standing.durable_n),
            verdicts=list(verdicts),
            resnap=resnap,
            next_ms=self.settings.poll_soon_ms if standing.judging else self.settings.poll_ms,
            lease_until=now_ms if draining else now_ms + self.settings.lease_ms,
            min_schema=MIN_SCHEMA_VERSION,
        )
        rest = answer.model_dump_json(exclude={"pages"}, exclude_defaults=True)
        return f'{rest[:-1]},"pages":[{",".join(pages)}]}}'.encode()

    def judge_work(self) -> int:
        """Judge counted work that waits, forget old nonces, and return how much was judged."""
        now_ms = self.outside.now_ms()
        before_ms = now_ms - 2 * self.settings.window_s * 1000
        self.storage.run(lambda tx: tx.nonces.forget(before_ms=before_ms))
        judged = 0
        while True:
            some = self.storage.run(
                lambda tx: acceptance.judge_some(tx, self.settings, now_ms=now_ms)
            )
            judged += some
            if not some:
                return judged


def _check_version(protocol: int, schema: int) -> None:
    """Refuse tills too old, or speaking another protocol; what a newer one adds is kept."""
    if protocol != PROTOCOL_VERSION or not MIN_SCHEMA_VERSION <= schema <= _SCHEMA_MAX:
        raise RefusedError(ProblemCode.VERSION)
