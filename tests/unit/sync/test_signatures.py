"""Signed requests: what was signed verifies, and any change to it does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from http_message_signatures import HTTPMessageSigner, algorithms
from http_message_signatures.resolvers import HTTPSignatureKeyResolver
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.signatures import (
    SignatureError,
    Signed,
    SignedMessage,
    claimed_key_id,
    sign,
    verify,
    verify_any,
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


_WORD = st.lists(st.sampled_from([*"abZ09-._~!$&'()*+,;=:@/?", "%2F", "%e6"]), max_size=12).map(
    "".join
)
_PLAIN = st.text(st.sampled_from("abc019:/-_~.!#[]"), min_size=1, max_size=20)
_METHODS = st.sampled_from(["GET", "POST", "PUT", "M"])
_TIMES = st.integers(0, 10**11)


@given(_METHODS, _WORD, st.binary(max_size=80), _PLAIN, _TIMES, _PLAIN)
def test_what_we_sign_the_library_verifies_too(
    method: str, path: str, body: bytes, key_id: str, created: int, nonce: str
) -> None:
    message = SignedMessage(method, f"https://hq.example/{path}", {})
    sign(message, body, key=_KEY, key_id=key_id, created_s=created, nonce=nonce)
    expected = Signed(key_id, created, nonce)
    assert expected == verify_any(message, body, key=_KEY.public_key())
    assert expected == verify(message, body, key=_KEY.public_key())


@given(_METHODS, _WORD, st.binary(max_size=80), _PLAIN, _TIMES, _PLAIN)
def test_what_the_library_signs_is_what_we_sign(
    method: str, path: str, body: bytes, key_id: str, created: int, nonce: str
) -> None:
    ours = SignedMessage(method, f"https://hq.example/{path}", {})
    sign(ours, body, key=_KEY, key_id=key_id, created_s=created, nonce=nonce)
    theirs = SignedMessage(method, ours.url, {})
    HTTPMessageSigner(signature_algorithm=algorithms.ED25519, key_resolver=_OneKey()).sign(
        theirs,
        key_id=key_id,
        created=datetime.fromtimestamp(created, UTC),
        nonce=nonce,
        label="s",
        include_alg=False,
        covered_component_ids=("@method", "@request-target"),
        body=body,
    )
    assert theirs.headers == ours.headers


_NAMES = ["signature", "signature-input", "content-digest"]
_SPLICES = st.text(st.sampled_from('abc s=:;"()\\,\t0123456789+/@'), max_size=6)


@given(st.sampled_from(_NAMES), st.integers(0, 200), st.integers(0, 3), _SPLICES)
def test_a_header_changed_at_random_is_judged_as_the_library_judges_it(
    name: str, at: int, cut: int, splice: str
) -> None:
    message = _signed()
    headers = {k.lower(): v for k, v in message.headers.items()}
    text = headers[name]
    at %= len(text) + 1
    message.headers = {**headers, name: text[:at] + splice + text[at + cut :]}
    assert _judged(verify_any, message) == _judged(verify, message)


def _judged(judge: Callable[..., Signed], message: SignedMessage) -> Signed | None:
    try:
        return judge(message, _BODY, key=_KEY.public_key())
    except SignatureError:
        return None


class _OneKey(HTTPSignatureKeyResolver):
    def resolve_private_key(self, key_id: str) -> Any:
        return _KEY


@pytest.mark.parametrize("text", ['a"b', "a\\b", "é", "a b"])
def test_a_name_that_would_need_an_escape_is_not_signed(text: str) -> None:
    with pytest.raises(SignatureError):
        sign(SignedMessage("GET", _URL), b"", key=_KEY, key_id=text, created_s=1, nonce="n")
