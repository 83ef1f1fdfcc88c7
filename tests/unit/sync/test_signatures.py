"""Signed requests: what was signed verifies, and any change to it does not."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.signatures import (
    SignatureError,
    Signed,
    SignedMessage,
    claimed_key_id,
    sign,
    verify,
)

_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
_OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))
_URL = "https://hq.example/v1/sync"
_BODY = b'{"v":1}'


def _signed(body: bytes = _BODY) -> SignedMessage:
    message = SignedMessage("POST", _URL, {"Content-Type": "application/json"})
    sign(message, body, key=_KEY, key_id="00000001", created_s=1_790_000_000, nonce="abc")
    return message


@given(st.binary(max_size=200))
def test_what_was_signed_verifies(body: bytes) -> None:
    signed = verify(_signed(body), body, key=_KEY.public_key())
    assert Signed("00000001", 1_790_000_000, "abc") == signed


def test_headers_verify_whatever_their_case() -> None:
    message = _signed()
    message.headers = {name.lower(): value for name, value in message.headers.items()}
    assert "abc" == verify(message, _BODY, key=_KEY.public_key()).nonce
    assert "00000001" == claimed_key_id(message.headers)


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("method", "GET"),
        ("url", "https://hq.example/v1/enrol"),
        ("url", _URL + "?x=1"),
    ],
)
def test_another_method_or_target_does_not_verify(part: str, value: str) -> None:
    message = _signed()
    setattr(message, part, value)
    with pytest.raises(SignatureError):
        verify(message, _BODY, key=_KEY.public_key())


@given(st.integers(0, len(_BODY) - 1), st.integers(1, 255))
def test_another_body_does_not_verify(at: int, flip: int) -> None:
    body = _BODY[:at] + bytes([_BODY[at] ^ flip]) + _BODY[at + 1 :]
    with pytest.raises(SignatureError):
        verify(_signed(), body, key=_KEY.public_key())


def test_another_key_does_not_verify() -> None:
    with pytest.raises(SignatureError):
        verify(_signed(), _BODY, key=_OTHER.public_key())


@pytest.mark.parametrize("name", ["Signature", "Signature-Input", "Content-Digest"])
def test_a_request_without_one_of_the_headers_does_not_verify(name: str) -> None:
    message = _signed()
    message.headers = {k: v for k, v in message.headers.items() if k.lower() != name.lower()}
    with pytest.raises(SignatureError):
        verify(message, _BODY, key=_KEY.public_key())


@given(st.sampled_from(["signature", "signature-input", "content-digest"]), st.data())
def test_no_damage_to_a_header_verifies_or_escapes_as_another_error(
    name: str, data: st.DataObject
) -> None:
    message = _signed()
    headers = {k.lower(): v for k, v in message.headers.items()}
    at = data.draw(st.integers(0, len(headers[name]) - 1))
    letter = data.draw(st.characters(min_codepoint=1, max_codepoint=255))
    damaged = headers[name][:at] + letter + headers[name][at + 1 :]
    message.headers = {**headers, name: damaged}
    try:
        signed = verify(message, _BODY, key=_KEY.public_key())
    except SignatureError:
        assert headers[name] != damaged
    else:
        # Another letter may stand for the same value, as the last one of base64 does.
        assert Signed("00000001", 1_790_000_000, "abc") == signed


@given(st.text(max_size=60), st.text(max_size=60))
def test_garbage_in_the_headers_is_a_signature_error(first: str, second: str) -> None:
    headers = {"Signature-Input": first, "Signature": second, "Content-Digest": first}
    with pytest.raises(SignatureError):
        verify(SignedMessage("POST", _URL, headers), _BODY, key=_KEY.public_key())


def test_a_signature_without_a_nonce_is_refused() -> None:
    message = SignedMessage("POST", _URL)
    sign(message, _BODY, key=_KEY, key_id="00000001", created_s=1, nonce="")
    with pytest.raises(SignatureError):
        verify(message, _BODY, key=_KEY.public_key())


@pytest.mark.parametrize("headers", [{}, {"Signature-Input": 's=("a");keyid'}, {"x": "y"}])
def test_a_request_that_claims_no_key_is_refused(headers: dict[str, str]) -> None:
    with pytest.raises(SignatureError):
        claimed_key_id(headers)
