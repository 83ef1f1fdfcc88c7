"""Enrolment: what is refused before HQ is asked, and what after. The rest is in contract tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pytest

from local_store.store import Store, StoreSettings
from sync.agent.enrolment import AboutTill, enrol
from sync.agent.errors import (
    EnrolCodeError,
    EnrolError,
    EnrolSecretError,
    HubRefusedError,
    ProtocolViolationError,
    SyncError,
)
from sync.protocol.cycle import SyncAnswer, SyncRequest
from sync.protocol.enrol import EnrolAnswer, EnrolRequest, ProvisioningCode, TrustBundle

_TRUST = TrustBundle(**dict.fromkeys(("root", "release", "content", "member_code", "recovery"),
                                     "k"))  # fmt: skip
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

    def sync(self, request: SyncRequest) -> SyncAnswer:
        raise AssertionError

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
