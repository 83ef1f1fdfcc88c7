"""Who signed a request: known till or not, HQ believes what its database says now."""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync.hub import devices
from sync.hub.errors import RefusedError
from sync.hub.hub import Hub
from sync.protocol import chain, rotation
from sync.protocol.problems import ProblemCode
from sync.protocol.rotation import RotateRequest
from sync.protocol.signatures import SignedMessage, sign
from tests.hub_fixtures import FakeTime, ScriptedTill, new_till

URL = "http://hub/v1/sync"


def signed(till: ScriptedTill, nonce: str, *, key: Any = None, age_s: int = 0) -> SignedMessage:
    message = SignedMessage("POST", URL, {})
    created_s = till.hub.outside.now_ms() // 1000 - age_s
    key = key or till.key
    sign(message, b"", key=key, key_id=till.device, created_s=created_s, nonce=nonce)
    return message


def announced(till: ScriptedTill, key: Ed25519PrivateKey) -> RotateRequest:
    box = X25519PrivateKey.from_private_bytes(b"\x0a" * 32)
    public = [chain.to_text(one.public_key().public_bytes_raw()) for one in (key, box)]
    return rotation.prove(till.device, till.inc, sig_pub=public[0], box_pub=public[1], key=key)


def refusal(hub: Hub, message: SignedMessage, body: bytes = b"") -> ProblemCode:
    with pytest.raises(RefusedError) as caught:
        hub.authenticate(message, body)
    return caught.value.problem


@pytest.fixture(params=[False, True], ids=["never seen", "seen before"])
def till(hub: Hub, request: pytest.FixtureRequest) -> ScriptedTill:
    """A till, as HQ meets it first and as it knows it."""
    made = new_till(hub)
    if request.param:
        assert made.device == hub.authenticate(signed(made, "before"), b"").device
    return made


def another_hub(hub: Hub) -> Hub:
    """Return another process on the same database."""
    return Hub(hub.storage, hub.keys, hub.outside, hub.settings)


def test_a_request_is_taken_once_whichever_process_gets_it(hub: Hub, till: ScriptedTill) -> None:
    assert till.who() == hub.authenticate(signed(till, "a"), b"")
    for other in (hub, another_hub(hub), hub):
        assert ProblemCode.REPLAY == refusal(other, signed(till, "a"))
    assert till.who() == hub.authenticate(signed(till, "b"), b"")


def test_what_a_process_took_another_one_that_knows_the_till_refuses(
    hub: Hub, till: ScriptedTill
) -> None:
    other = another_hub(hub)
    other.authenticate(signed(till, "a"), b"")
    other.authenticate(signed(till, "b"), b"")
    hub.authenticate(signed(till, "c"), b"")
    for nonce in "abc":
        assert ProblemCode.REPLAY == refusal(hub, signed(till, nonce))
        assert ProblemCode.REPLAY == refusal(other, signed(till, nonce))


def test_two_tills_may_use_the_same_nonce(hub: Hub, till: ScriptedTill) -> None:
    other = new_till(hub)
    for nonce in "ab":
        for one in (till, other):
            assert one.device == hub.authenticate(signed(one, nonce), b"").device


def test_what_is_not_signed_by_the_till_is_refused_and_spends_no_nonce(
    hub: Hub, till: ScriptedTill
) -> None:
    stranger = Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)
    assert ProblemCode.SIGNATURE == refusal(hub, signed(till, "a", key=stranger))
    assert ProblemCode.SIGNATURE == refusal(hub, signed(till, "a"), b"another body")
    assert ProblemCode.SIGNATURE == refusal(hub, signed(till, "n" * 65))
    assert till.device == hub.authenticate(signed(till, "a"), b"").device


def test_a_signature_from_too_long_ago_or_ahead_is_refused(hub: Hub, till: ScriptedTill) -> None:
    for age_s in (hub.settings.window_s + 1, -hub.settings.window_s - 1):
        assert ProblemCode.CLOCK == refusal(hub, signed(till, "a", age_s=age_s))
    assert (
        till.device == hub.authenticate(signed(till, "a", age_s=hub.settings.window_s), b"").device
    )


def test_what_a_till_may_do_is_read_anew_each_time(
    hub: Hub, till: ScriptedTill, fake_time: FakeTime
) -> None:
    hub.authenticate(signed(till, "a"), b"")
    another_hub(hub).upkeep.revoke(till.device)
    assert devices.DRAINING == hub.authenticate(signed(till, "b"), b"").status
    hub.storage.run(lambda tx: tx.devices.set_status(till.device, devices.REVOKED))
    assert ProblemCode.DEVICE_REVOKED == refusal(hub, signed(till, "c"))
    fake_time.ms += 10**9  # Its clock is no matter any more, nor is the nonce.
    old = signed(till, "c", age_s=10**5)
    assert [ProblemCode.DEVICE_REVOKED] * 2 == [refusal(hub, old) for _ in range(2)]


def test_a_revoked_till_leaves_no_nonce(hub: Hub, till: ScriptedTill) -> None:
    hub.storage.run(lambda tx: tx.devices.set_status(till.device, devices.REVOKED))
    assert ProblemCode.DEVICE_REVOKED == refusal(hub, signed(till, "a"))
    hub.storage.run(lambda tx: tx.devices.set_status(till.device, devices.ACTIVE))
    assert till.device == hub.authenticate(signed(till, "a"), b"").device


def test_a_key_that_another_process_saw_replaced_counts_no_more(
    hub: Hub, till: ScriptedTill
) -> None:
    new = Ed25519PrivateKey.from_private_bytes(b"\x09" * 32)
    hub.rotate(till.who(), announced(till, new))
    hub.authenticate(signed(till, "a"), b"")
    another_hub(hub).authenticate(signed(till, "b", key=new), b"")
    assert ProblemCode.SIGNATURE == refusal(hub, signed(till, "c"))
    assert ProblemCode.REPLAY == refusal(hub, signed(till, "b", key=new))
    for nonce in "cd":
        assert till.device == hub.authenticate(signed(till, nonce, key=new), b"").device
    assert ProblemCode.SIGNATURE == refusal(hub, signed(till, "e"))
