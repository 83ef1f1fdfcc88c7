"""Enrolment: what is refused before HQ is asked, and what after. The rest is in contract tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest

from local_store.store import Store, StoreSettings
from local_store.unit_of_work import UnitOfWork
from sync.agent.enrolment import AboutTill, enrol, enrol_again
from sync.agent.errors import (
    EnrolAgainError,
    EnrolCodeError,
    EnrolDeviceError,
    EnrolError,
    EnrolProofError,
    EnrolSecretError,
    EnrolStoreError,
    EnrolTrustError,
    HubRefusedError,
    ProtocolViolationError,
    SyncError,
)
from sync.protocol.enrol import (
    Again,
    EnrolAnswer,
    EnrolRequest,
    ProvisioningCode,
    TrustBundle,
    is_proved_by,
)
from sync.protocol.ops import Set

_TRUST = TrustBundle(**dict.fromkeys(TrustBundle.model_fields, "A" * 43))
_SECRET = "made-up-secret"
_ABOUT = AboutTill("1.0", "2")


class Till:
    """A till's clock and randomness."""

    def __init__(self) -> None:
        self._rng = Random(1)

    def now_ms(self) -> int:
        return 1_795_000_000_000

    def random_bytes(self, count: int) -> bytes:
        return self._rng.randbytes(count)


@dataclass(slots=True)
class PaperHq:
    """Answers an enrolment as told."""

    answer: dict[str, Any] = field(default_factory=dict)
    refusal: SyncError | None = None
    asked: list[EnrolRequest] = field(default_factory=list)
    closed: int = 0

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        self.asked.append(request)
        if self.refusal is not None:
            raise self.refusal
        store = {"id": "0018", "code": "0018", "name": "x", "time_zone": "Asia/Shanghai"}
        fields = {"device": "00000001", "inc": 1, "epoch": "e1", "store": store,
                  "streams": ["g"], "trust": _TRUST, "now": 1}  # fmt: skip
        return EnrolAnswer.model_validate({**fields, **self.answer})

    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    till = Till()
    opened = Store(
        StoreSettings(tmp_path / "till.db", inline=True, durable=False), bytes(32), till, till
    )
    yield opened
    opened.close()


def _code(secret: str = _SECRET) -> str:
    return ProvisioningCode(
        url="https://hq.example", secret=secret, trust=_TRUST.digest(), pin="ab" * 32
    ).to_text()


def _is_enrolled(store: Store) -> bool:
    return store.read(lambda uow: uow.sync.identity()).result() is not None


def test_the_till_tells_its_public_keys_and_keeps_the_others(store: Store) -> None:
    hq = PaperHq()
    identity = enrol(store, _code(), _ABOUT, connect=lambda *_: hq)
    keys = store.read(lambda uow: uow.sync.keys()).result()
    assert keys is not None
    (asked,) = hq.asked
    assert (keys.sig_pub, keys.box_pub, _SECRET) == (asked.sig_pub, asked.box_pub, asked.secret)
    assert ("1.0", "2", 1) == (asked.app, asked.desk, hq.closed)
    assert ("https://hq.example", "ab" * 32) == (identity.url, identity.pin)
    assert identity == store.read(lambda uow: uow.sync.identity()).result()


def test_a_till_asks_again_with_the_same_keys(store: Store) -> None:
    hq = PaperHq(refusal=HubRefusedError("HQ_BUSY"))
    for _ in range(2):
        with pytest.raises(HubRefusedError):
            enrol(store, _code(), _ABOUT, connect=lambda *_: hq)
    assert hq.asked[0] == hq.asked[1]
    assert 2 == hq.closed


@pytest.mark.parametrize(
    ("refusal", "error"),
    [
        (HubRefusedError("HQ_ENROL_SECRET"), EnrolSecretError),
        (HubRefusedError("HQ_ENROL_DEVICE"), EnrolDeviceError),
        (HubRefusedError("HQ_BUSY", retry_ms=60_000), HubRefusedError),
    ],
)
def test_what_hq_says_no_to_is_told_by_name(
    store: Store, refusal: SyncError, error: type[SyncError]
) -> None:
    hq = PaperHq(refusal=refusal)
    with pytest.raises(error):
        enrol(store, _code(), _ABOUT, connect=lambda *_: hq)
    assert not _is_enrolled(store)


@pytest.mark.parametrize("change", [{"device": "x"}, {"device": "ABCDEFGH"}, {"inc": 0}])
def test_an_identity_that_cannot_be_is_not_taken(store: Store, change: dict[str, Any]) -> None:
    hq = PaperHq(answer=change)
    with pytest.raises(ProtocolViolationError):
        enrol(store, _code(), _ABOUT, connect=lambda *_: hq)
    assert not _is_enrolled(store)


@pytest.mark.parametrize("secret", ["short", "x" * 65])
def test_a_code_with_a_secret_that_cannot_be_sent_is_no_code(store: Store, secret: str) -> None:
    with pytest.raises(EnrolCodeError) as refused:
        enrol(store, _code(secret), _ABOUT, connect=lambda *_: PaperHq())
    assert secret not in str(refused.value)
    assert refused.value.__suppress_context__


def test_every_error_of_enrolment_has_a_code_of_its_own() -> None:
    kinds: list[type[EnrolError]] = [EnrolError, *EnrolError.__subclasses__()]
    assert len(kinds) == len({kind.code for kind in kinds})


# Coming again


def _save(store: Store, *names: str) -> None:
    for name in names:
        store.run(partial(_put, name=name)).result()


def _put(uow: UnitOfWork, *, name: str) -> None:
    uow.put("customer", name, Set({"name": "测试乙"}))


@pytest.fixture
def copied(store: Store) -> Store:
    """A till with three ops, of which HQ has the first."""
    enrol(store, _code(), _ABOUT, connect=lambda *_: PaperHq())
    _save(store, "c1", "c2", "c3")
    store.run(lambda uow: uow.sync.settle(1)).result()
    return store


_ANEW = {"device": "00000002", "start": 2}


def test_a_copied_till_comes_again_with_new_keys_and_all_its_unsent_work(copied: Store) -> None:
    before = copied.read(lambda uow: uow.sync.keys()).result()
    hq = PaperHq(answer=_ANEW)
    identity = enrol_again(copied, _code(), _ABOUT, connect=lambda *_: hq)
    (asked,) = hq.asked
    keys = copied.read(lambda uow: uow.sync.keys()).result()
    assert before is not None
    assert keys is not None
    assert asked.again is not None
    was = Again(device="00000001", inc=1, start=2, proofs=asked.again.proofs)
    assert (was, keys.sig_pub) == (asked.again, asked.sig_pub)
    assert is_proved_by(asked, before.sign.public_key())
    assert before.sig_pub != keys.sig_pub
    assert ("00000002", identity) == (
        identity.device, copied.read(lambda uow: uow.sync.identity()).result(),
    )  # fmt: skip
    batch = copied.read(lambda uow: uow.sync.pending()).result()
    assert [2, 3] == [group.ops[0].n for group in batch.groups]
    assert copied.read(lambda uow: uow.sync.first_broken_op()).result() is None


def test_a_till_with_nothing_unsent_begins_after_its_last_op(copied: Store) -> None:
    copied.run(lambda uow: uow.sync.settle(3)).result()
    hq = PaperHq(answer={"device": "00000002", "start": 4})
    enrol_again(copied, _code(), _ABOUT, connect=lambda *_: hq)
    assert 4 == hq.asked[0].again.start  # type: ignore[union-attr]
    _save(copied, "c4")
    assert 4 == copied.read(lambda uow: uow.sync.pending()).result().start


def test_an_hq_that_lost_work_too_gets_it_again(copied: Store) -> None:
    hq = PaperHq(answer={"device": "00000002", "start": 1})
    enrol_again(copied, _code(), _ABOUT, connect=lambda *_: hq)
    assert 3 == len(copied.read(lambda uow: uow.sync.pending()).result().groups)


def test_coming_again_after_a_lost_answer_is_done_with_the_same_keys(copied: Store) -> None:
    hq = PaperHq(refusal=HubRefusedError("HQ_BUSY"))
    for _ in range(2):
        with pytest.raises(HubRefusedError):
            enrol_again(copied, _code(), _ABOUT, connect=lambda *_: hq)
    assert hq.asked[0] == hq.asked[1]
    assert "00000001" == copied.read(lambda uow: uow.sync.identity()).result().device  # type: ignore[union-attr]


_OTHER = {"id": "0019", "code": "0019", "name": "y", "time_zone": "Asia/Shanghai"}
_LOOSE = TrustBundle(**dict.fromkeys(TrustBundle.model_fields, "l"))


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"store": _OTHER}, EnrolStoreError),
        ({"trust": _LOOSE}, EnrolTrustError),
        ({"device": "00000001"}, ProtocolViolationError),
        ({"start": 3}, ProtocolViolationError),
        ({"start": 0}, ProtocolViolationError),
        ({"device": "x"}, ProtocolViolationError),
    ],
)
def test_an_answer_that_does_not_fit_changes_nothing(
    copied: Store, change: dict[str, Any], error: type[SyncError]
) -> None:
    hq = PaperHq(answer={**_ANEW, **change})
    before = copied.read(lambda uow: (uow.sync.identity(), uow.sync.pending())).result()
    with pytest.raises(error):
        enrol_again(copied, _code(), _ABOUT, connect=lambda *_: hq)
    assert before == copied.read(lambda uow: (uow.sync.identity(), uow.sync.pending())).result()


def test_a_till_in_the_midst_of_new_keys_vouches_with_all_it_has(copied: Store) -> None:
    keys = [copied.read(lambda uow: uow.sync.keys()).result()]
    for _ in range(4):
        copied.run(lambda uow: uow.sync.new_keys()).result()
        copied.run(lambda uow: uow.sync.use_new_keys()).result()
        keys.append(copied.read(lambda uow: uow.sync.keys()).result())
    keys.append(copied.run(lambda uow: uow.sync.new_keys()).result())
    hq = PaperHq(answer=_ANEW)
    enrol_again(copied, _code(), _ABOUT, connect=lambda *_: hq)
    (asked,) = hq.asked
    known = [one is not None and is_proved_by(asked, one.sign.public_key()) for one in keys]
    assert [False, False, False, True, True, True] == known, "those before are erased"


def test_a_till_that_cannot_prove_who_it_was_is_told_so_and_changes_nothing(copied: Store) -> None:
    hq = PaperHq(refusal=HubRefusedError("HQ_AGAIN_UNPROVED"))
    before = copied.read(lambda uow: (uow.sync.identity(), uow.sync.pending())).result()
    with pytest.raises(EnrolProofError):
        enrol_again(copied, _code(), _ABOUT, connect=lambda *_: hq)
    assert before == copied.read(lambda uow: (uow.sync.identity(), uow.sync.pending())).result()


def test_a_machine_that_was_never_enrolled_cannot_come_again(store: Store) -> None:
    hq = PaperHq(answer=_ANEW)
    with pytest.raises(EnrolAgainError):
        enrol_again(store, _code(), _ABOUT, connect=lambda *_: hq)
    assert [] == hq.asked
