"""The hub itself, without HTTP: enrolment, exchanges with tills, and HQ's word on counted work."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

import structlog

from sync.hub import (
    acceptance,
    answers,
    devices,
    enrolment,
    later,
    links,
    op_log,
    pull,
    push,
    repairs,
    upkeep,
)
from sync.hub.auth import Authenticator
from sync.hub.config import HubSettings
from sync.hub.devices import Device, Seen, Standing
from sync.hub.enrolment import Enrolled
from sync.hub.errors import RefusedError
from sync.hub.keys import HubKeys
from sync.hub.later import LaterWords
from sync.hub.op_log import Word
from sync.hub.outside import Outside
from sync.hub.push import Taken
from sync.hub.review import Review
from sync.hub.snapshots import Snapshots
from sync.hub.storage import Storage, Transaction
from sync.hub.upkeep import Upkeep
from sync.protocol import revocation, rotation
from sync.protocol.canonical import INTEGER_MAX
from sync.protocol.cycle import (
    LIVE_ROWS_MAX,
    Ack,
    DeviceState,
    PullFrom,
    Push,
    Resnap,
    SyncAnswer,
    SyncRequest,
)
from sync.protocol.enrol import EnrolAnswer, EnrolRequest
from sync.protocol.problems import ProblemCode
from sync.protocol.repair import RepairRequest
from sync.protocol.rotation import RotateAnswer, RotateRequest
from sync.protocol.signatures import SignedMessage
from sync.protocol.snapshot import Manifest
from sync.protocol.version import MIN_SCHEMA_VERSION, PROTOCOL_VERSION

_log: Final = structlog.get_logger("sync.hub")

_SCHEMA_MAX: Final = 0x7FFF_FFFF
# Above what a till says it heard, words are numbered on: there has to be room for them.
_JUDGED_MAX: Final = INTEGER_MAX // 2


def _nothing() -> None:
    """Stand in for whoever wants to be told."""


class Hub:
    """HQ's end of the protocol over one storage. Safe to call from several threads.

    `on_counted` is called after a push that brought counted work; `judge_work` judges it. `review`
    and `upkeep` are what HQ's people do.
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
        self._authenticator = Authenticator(window_s=self.settings.window_s)
        self.review = Review(storage, outside)
        self.words = LaterWords(storage, outside, self.review)
        self.upkeep = Upkeep(storage, outside, self.settings)
        self.epoch = self.upkeep.epoch()
        self.snapshots = Snapshots(storage, self.settings, outside, lambda: self.epoch)

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
            start=enrolled.start,
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
        """Return who signed `message`; see `Authenticator.authenticate`."""
        now_ms = self.outside.now_ms()
        device = self.storage.apart(
            lambda tx: self._authenticator.authenticate(tx, message, body, now_ms=now_ms)
        )
        if device.status == devices.REVOKED:
            raise self._revoked(device)
        return device

    def may_read(self, device: Device) -> bool:
        """Tell whether a till gets any records."""
        return self._state(device) is DeviceState.ACTIVE and device.forked_at is None

    def rotate(self, device: Device, request: RotateRequest) -> RotateAnswer:
        """Keep a till's next keys, which take over at their first use.

        Raise RefusedError: FOREIGN for another device's, SIGNATURE when whoever asks does not hold
        the new key, or the present one is too old to vouch for it.
        """
        if (request.device, request.inc) != (device.device, device.inc):
            raise RefusedError(ProblemCode.FOREIGN)
        if not rotation.is_proved(request) or self._state(device) is DeviceState.EXPIRED:
            raise RefusedError(ProblemCode.SIGNATURE)
        now_ms = self.outside.now_ms()
        keys = [enrolment.public_key(text) for text in (request.sig_pub, request.box_pub)]
        self.storage.run(lambda tx: tx.devices.announce_key(device, *keys, now_ms=now_ms))
        _log.info("keys announced", device=device.device)
        return RotateAnswer(until=now_ms + self.settings.key_life_ms)

    def exchange(self, device: Device, request: SyncRequest) -> bytes:
        """Return the answer to one exchange, as JSON. Raise RefusedError.

        What is pushed is committed before anything is read, so the answer holds its effects.
        """
        _check_version(request.v, request.schema_version)
        if (request.device, request.inc) != (device.device, device.inc):
            raise RefusedError(ProblemCode.FOREIGN)
        self._check_epoch(device, request)
        if not (0 <= request.now <= INTEGER_MAX and request.judged <= _JUDGED_MAX):
            raise RefusedError(ProblemCode.MALFORMED)
        if any(wanted.s not in device.streams for wanted in request.pull):
            raise RefusedError(ProblemCode.FOREIGN)
        if device.forked_at is not None:
            raise RefusedError(ProblemCode.DEVICE_FORKED)
        if self._is_drained(device, request):
            _log.info("device drained", device=device.device)
            self.storage.run(lambda tx: tx.devices.set_status(device.device, devices.REVOKED))
            raise self._revoked(device)
        self._note_seen(device, request)
        taken = self._push(device, request, request.push) if request.push else None
        return self._answer(device, request, taken)

    def manifest(
        self, device: Device, stream: str, *, before_build: Callable[[], None] = _nothing
    ) -> Manifest:
        """Return a snapshot of a stream; `before_build` is called when it has to be built first,
        and may refuse. Raise RefusedError: FOREIGN, SNAPSHOT_GONE for a till that may read nothing,
        BUSY while it is being built.
        """
        self._check_reads(device, stream)
        return self.snapshots.manifest(stream, before_build=before_build)

    def chunk(self, device: Device, stream: str, sha256: str) -> bytes:
        """Return a chunk of a snapshot. Raise RefusedError: FOREIGN, SNAPSHOT_GONE."""
        self._check_reads(device, stream)
        return self.snapshots.chunk(stream, sha256)

    def repair(self, device: Device, request: RepairRequest) -> bytes:
        """Return what differs in a stream, or what mends it, as JSON. Raise RefusedError."""
        _check_version(request.v, request.schema_version)
        if (request.device, request.inc) != (device.device, device.inc):
            raise RefusedError(ProblemCode.FOREIGN)
        self._check_epoch(device, request)
        self._check_reads(device, request.s)
        with self.storage.snapshot() as tx:
            return repairs.answer(tx, request, bytes_max=self.settings.page_bytes)

    def _check_reads(self, device: Device, stream: str) -> None:
        if stream not in device.streams:
            raise RefusedError(ProblemCode.FOREIGN)
        if device.forked_at is not None:
            raise RefusedError(ProblemCode.DEVICE_FORKED)
        if not self.may_read(device):
            raise RefusedError(ProblemCode.SNAPSHOT_GONE)

    def moved_on(self, seen: Mapping[str, int]) -> bool:
        """Tell whether one of the streams has more than was seen of it."""
        heads = self.storage.apart(lambda tx: tx.feeds.heads(seen))
        return any(heads[stream].head != after for stream, after in seen.items())

    def check(self) -> None:
        """Raise StorageAwayError unless the database is there."""
        self.storage.apart(lambda tx: tx.meta.get(upkeep.EPOCH))

    def follow_epoch(self) -> None:
        """Take up the epoch that a command began beside this process."""
        self.epoch = self.storage.apart(lambda tx: tx.meta.get(upkeep.EPOCH)) or self.epoch

    def _check_epoch(self, device: Device, request: SyncRequest | RepairRequest) -> None:
        """Raise unless the request is meant for this life of HQ. A till of an earlier one is told
        how far HQ has its ops; one too old to understand that finds out by itself. An HQ that was
        played back may have forgotten lives in between, so it takes any that it does not know for
        one of those: the till proved by its key that it is HQ's.
        """
        if request.epoch == self.epoch:
            return
        self.follow_epoch()
        if request.epoch == self.epoch:
            return
        if not self.upkeep.earlier_epochs():
            raise RefusedError(ProblemCode.FOREIGN)
        if answers.is_sparse(request.schema_version):
            last_n = self.storage.apart(lambda tx: tx.devices.standing(device)).last_n
            raise RefusedError(ProblemCode.EPOCH, epoch=self.epoch, ack=last_n)

    def _revoked(self, device: Device) -> RefusedError:
        proof = revocation.prove(device.device, device.inc, root=self.keys.root)
        return RefusedError(ProblemCode.DEVICE_REVOKED, proof=proof)

    def _state(self, device: Device) -> DeviceState:
        if device.status == devices.DRAINING:
            return DeviceState.DRAINING
        age = self.outside.now_ms() - device.key_made_at
        return DeviceState.EXPIRED if age > self.settings.key_life_ms else DeviceState.ACTIVE

    def _is_drained(self, device: Device, request: SyncRequest) -> bool:
        """Tell whether a till that is shut out has handed over its work, or had time enough."""
        if device.status != devices.DRAINING:
            return False
        if request.drained and request.push is None:
            return True
        began = device.draining_at
        return began is not None and self.outside.now_ms() - began > self.settings.drain_ms

    def _note_seen(self, device: Device, request: SyncRequest) -> None:
        now_ms = self.outside.now_ms()
        if not devices.is_news(device, now_ms=now_ms):
            return
        reads = {pull.s: pull.after for pull in request.pull}
        seen = Seen(now_ms, now_ms - request.now, request.schema_version, reads)
        self.storage.apart(lambda tx: tx.devices.note_seen(device, seen))

    def _push(self, device: Device, request: SyncRequest, pushed: Push) -> Taken:
        now_ms = self.outside.now_ms()
        reads = self.may_read(device) and {one.s for one in request.pull} >= set(device.streams)
        ours = self.settings
        limits = push.Limits(ours.links_per_day, ours.aside_bytes_max, ours.push_bytes_per_day)

        def take(tx: Transaction) -> Taken:
            # Its own wait may go on: how far this moves the streams is in its answer.
            tx.reader = device.device if reads else ""
            return push.take(tx, device, pushed, limits, now_ms=now_ms)

        try:
            taken = self.storage.run(take)
        except op_log.ForkError:
            self.storage.run(lambda tx: tx.devices.flag_fork(device, now_ms=now_ms))
            _log.info("device forked", device=device.device)
            raise RefusedError(ProblemCode.DEVICE_FORKED) from None
        except push.OverLimitError as over:
            alert = over.alert
            self.storage.run(lambda tx: tx.alerts.add(device, alert, now_ms=now_ms))
            _log.warning("too much from one till", device=device.device, alert=alert)
            raise
        _log.info("pushed", device=device.device, groups=len(taken.verdicts), upto=taken.last_n)
        if taken.linked:
            links.link_due(self.storage)
        if taken.counted:
            self.on_counted()
        return taken

    def _answer(self, device: Device, request: SyncRequest, taken: Taken | None) -> bytes:
        sparse = answers.is_sparse(request.schema_version)
        state = self._state(device)
        pulls = request.pull if state is DeviceState.ACTIVE else []
        created = taken.created if taken and sparse else {}
        shape = pull.Shape(sparse, self.settings.page_bytes, created)
        look = self._look(device, request, pulls, shape)
        if sparse and self.words.put_right(device, request.judged, look.standing):
            look = self._look(device, request, pulls, shape)
        standing, words, judged, pages, resnap = look
        now_ms = self.outside.now_ms()
        key_age = now_ms - device.key_made_at
        answer = SyncAnswer(
            epoch=self.epoch if sparse else request.epoch,
            now=now_ms,
            ack=Ack(n=standing.last_n, durable=standing.durable_n),
            late=answers.late(words),
            judged=judged,
            state=state if sparse else DeviceState.ACTIVE,
            rotate=sparse and self._wants_new_key(device, key_age),
            resnap=resnap,
            next_ms=self._next_ms(request, standing),
            lease_until=now_ms
            if state is DeviceState.DRAINING
            else now_ms + self.settings.lease_ms,
            min_schema=MIN_SCHEMA_VERSION,
        )
        return answers.text_of(answer, taken.verdicts if taken else (), pages, sparse=sparse)

    def _look(
        self, device: Device, request: SyncRequest, pulls: list[PullFrom], shape: pull.Shape
    ) -> _Look:
        """Read what the answer tells: at a glance, unless there is more to it."""
        asked = {one.s: (one.s, one.after, one.rows) for one in pulls}
        if len(asked) == len(pulls) and all(one.rows <= LIVE_ROWS_MAX for one in pulls):
            glance = self.storage.glance(device, list(asked.values()))
            if not shape.compact or glance.standing.vseq <= request.judged:
                found = pull.pages_of(pulls, glance, shape)
                if found is not None:
                    return _Look(glance.standing, [], 0, *found)
        with self.storage.snapshot() as tx:
            standing = tx.devices.standing(device)
            heard = request.judged if shape.compact else standing.vseq
            words, judged = later.after(tx, device, heard, standing)
            return _Look(standing, words, judged, *pull.pages(tx, pulls, shape))

    def _wants_new_key(self, device: Device, age_ms: int) -> bool:
        life = self.settings.key_life_ms
        return device.next_sig_pub is None and life * 2 < age_ms * 3 <= life * 3

    def _next_ms(self, request: SyncRequest, standing: Standing) -> int:
        if request.waits:
            return self.settings.poll_waiting_ms
        return self.settings.poll_soon_ms if standing.judging else self.settings.poll_ms

    def judge_work(self) -> int:
        """Judge counted work that waits, keep promises that a crash cut short, forget old nonces,
        and return how much was judged.
        """
        now_ms = self.outside.now_ms()
        links.link_due(self.storage)
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


class _Look(NamedTuple):
    """What an answer tells, as of one instant."""

    standing: Standing
    words: list[Word]
    judged: int
    pages: list[str]
    resnap: list[Resnap]


def _check_version(protocol: int, schema: int) -> None:
    """Refuse tills too old, or speaking another protocol; what a newer one adds is kept."""
    if protocol != PROTOCOL_VERSION or not MIN_SCHEMA_VERSION <= schema <= _SCHEMA_MAX:
        raise RefusedError(ProblemCode.VERSION)
