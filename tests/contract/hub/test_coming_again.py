"""Whom HQ believes that it was a till: who holds that till's key, or a code made for it alone."""

from __future__ import annotations

from random import Random

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.hub.errors import InputError, RefusedError
from sync.hub.hub import Hub
from sync.protocol import chain, rotation
from sync.protocol.enrol import Again, EnrolAnswer, EnrolRequest, prove_again
from sync.protocol.problems import ProblemCode
from sync.protocol.signatures import SignedMessage, sign
from tests.hub_fixtures import (
    OTHER_STORE,
    ScriptedTill,
    count,
    enrol_request,
    new_secret,
    new_till,
)

HERE = "127.0.0.1"
STRANGER = Ed25519PrivateKey.from_private_bytes(Random(6).randbytes(32))


def asked(till: ScriptedTill, *keys: Ed25519PrivateKey, secret: str | None = None) -> EnrolRequest:
    """Return the request of who says that it was `till`, with the word of these keys."""
    _, request = enrol_request(secret or new_secret(till.hub), 900)
    again = Again(device=till.device, inc=till.inc, start=1)
    return prove_again(request.model_copy(update={"again": again}), keys)


def enrol(till: ScriptedTill, request: EnrolRequest) -> EnrolAnswer:
    return till.hub.enrol(request, address=HERE)


def refusal(hub: Hub, request: EnrolRequest) -> tuple[ProblemCode, int]:
    with pytest.raises(RefusedError) as caught:
        hub.enrol(request, address=HERE)
    return caught.value.problem, caught.value.status


def renewed(till: ScriptedTill) -> Ed25519PrivateKey:
    """Let a till announce a new key, and return it."""
    key = Ed25519PrivateKey.from_private_bytes(Random(77).randbytes(32))
    pub = chain.to_text(key.public_key().public_bytes_raw())
    request = rotation.prove(till.device, till.inc, sig_pub=pub, box_pub=pub, key=key)
    till.hub.rotate(till.who(), request)
    return key


def use(till: ScriptedTill, key: Ed25519PrivateKey) -> None:
    message = SignedMessage("POST", "http://hub/v1/sync", {})
    when = till.hub.outside.now_ms() // 1000
    sign(message, b"", key=key, key_id=till.device, created_s=when, nonce="n")
    till.hub.authenticate(message, b"")


UNPROVED = (ProblemCode.AGAIN_UNPROVED, 403)
OTHERS = (ProblemCode.ENROL_DEVICE, 403)


def test_a_code_of_the_store_does_not_make_its_thief_any_till_of_it(hub: Hub) -> None:
    till = new_till(hub)
    before = till.who()
    for keys in ((), (STRANGER,), (STRANGER, new_till(hub).key)):
        assert UNPROVED == refusal(hub, asked(till, *keys))
    assert before == till.who(), "it goes on as if nobody had asked"
    assert 2 == count(hub, "device")


def test_a_refused_claim_leaves_the_code_good(hub: Hub) -> None:
    till = new_till(hub)
    secret = new_secret(hub)
    assert UNPROVED == refusal(hub, asked(till, STRANGER, secret=secret))
    assert till.device != enrol(till, asked(till, till.key, secret=secret)).device
    assert 2 == count(hub, "device")


def test_a_proof_holds_for_its_code_its_keys_and_its_start_only(hub: Hub) -> None:
    till = new_till(hub)
    good = asked(till, till.key)
    assert good.again is not None
    _, other = enrol_request(good.secret, 901)
    changes: list[dict[str, object]] = [
        {"secret": new_secret(hub)},
        {"sig_pub": other.sig_pub},
        {"box_pub": other.box_pub},
        {"again": good.again.model_copy(update={"start": 2})},
    ]
    for change in changes:
        assert UNPROVED == refusal(hub, good.model_copy(update=change))
    assert 1 == enrol(till, good).start


def test_a_proof_that_is_none_is_no_proof(hub: Hub) -> None:
    till = new_till(hub)
    request = asked(till)
    assert request.again is not None
    for proof in ("?" * 86, "é" * 86, "A" * 86):
        again = request.again.model_copy(update={"proofs": [proof]})
        assert UNPROVED == refusal(hub, request.model_copy(update={"again": again}))


def test_a_key_that_was_announced_and_not_used_yet_proves_as_well(hub: Hub) -> None:
    till = new_till(hub)
    key = renewed(till)
    assert UNPROVED == refusal(hub, asked(till, STRANGER))
    assert till.device != enrol(till, asked(till, STRANGER, key)).device


def test_a_till_set_back_to_before_its_new_key_needs_a_code_made_for_it(hub: Hub) -> None:
    till = new_till(hub)
    use(till, renewed(till))
    assert UNPROVED == refusal(hub, asked(till, till.key))
    answer = enrol(till, asked(till, till.key, secret=new_secret(hub, again=till.device)))
    found = hub.storage.run(lambda tx: tx.devices.find(answer.device))
    assert found is not None
    assert (till.device,) == found.lineage


def test_a_code_made_for_a_till_is_no_use_to_another(hub: Hub) -> None:
    till, other = new_till(hub), new_till(hub)
    secret = new_secret(hub, again=till.device)
    assert OTHERS == refusal(hub, asked(other, other.key, secret=secret))
    assert OTHERS == refusal(hub, enrol_request(secret, 902)[1]), "nor to one that is new"
    answer = enrol(till, asked(till, secret=secret))
    assert answer == enrol(till, asked(till, secret=secret)), "its answer may have been lost"


def test_a_code_is_made_for_tills_of_its_store_only(hub: Hub) -> None:
    till = new_till(hub, OTHER_STORE.id)
    for device in (till.device, "zzzzzzzz"):
        with pytest.raises(InputError):
            new_secret(hub, again=device)


def test_both_copies_of_a_till_prove_it_by_the_key_they_share(hub: Hub) -> None:
    till = new_till(hub)
    devices = [enrol(till, asked(till, till.key)).device for _ in "two"[:2]]
    assert 3 == len({till.device, *devices})
