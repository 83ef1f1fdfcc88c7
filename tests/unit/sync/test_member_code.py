"""Signed member codes: their form, their vectors, and that nothing but a whole one is read."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.kinds import KINDS
from sync.protocol.member_code import (
    EPOCH_MS,
    MINUTE_MS,
    PAYLOAD_MAX,
    MemberCode,
    MemberCodeError,
    Profile,
    all_of,
    is_key_proved,
    parse,
    prove_key,
    sign,
)
from terminal.domain.identifiers import CodeKind, classify

KEY: Final = Ed25519PrivateKey.from_private_bytes(b"test member key".ljust(32, b"."))
OTHER: Final = Ed25519PrivateKey.from_private_bytes(b"somebody else".ljust(32, b"."))
ROOT: Final = Ed25519PrivateKey.from_private_bytes(b"test root key".ljust(32, b"."))
WHO: Final = "0192c7a4-6b1e-7c3d-8f00-5a2b9c4d7e10"
ISSUED: Final = EPOCH_MS + 3_000_000 * MINUTE_MS
DOCS: Final = Path(__file__).resolve().parents[3] / "docs" / "member-code.md"


def a_code(**changes: Any) -> MemberCode:
    values: dict[str, Any] = {
        "profile": Profile.CARD,
        "key": 1,
        "customer": WHO,
        "masked_name": "王*兰",
        "tier": "A",
        "issued_ms": ISSUED,
        "expires_ms": ISSUED + 3 * 365 * 1440 * MINUTE_MS,
    }
    return MemberCode(**(values | changes))


@st.composite
def any_code(draw: st.DrawFn) -> MemberCode:
    profile = draw(st.sampled_from(Profile))
    lasts = draw(st.integers(1, 10 if profile is Profile.APP else 5_000_000))
    issued = EPOCH_MS + draw(st.integers(0, 8_000_000)) * MINUTE_MS
    letters = st.characters(exclude_categories=["Cs"])
    ids = st.uuids().map(str) | st.text(letters, min_size=1, max_size=16).filter(
        lambda one: len(one.encode()) <= 16
    )
    return MemberCode(
        profile=profile,
        key=draw(st.integers(1, 255)),
        customer=draw(ids),
        masked_name=draw(st.text(letters, max_size=10).filter(lambda n: len(n.encode()) <= 10)),
        tier=draw(st.sampled_from(["", "A", "C", "Z"])),
        issued_ms=issued,
        expires_ms=issued + lasts * MINUTE_MS,
    )


@given(any_code(), st.booleans())
def test_a_code_comes_back_from_its_text_whichever_its_letters_case(
    code: MemberCode, lower: bool
) -> None:
    signed = sign(code, KEY)
    text = signed.to_text()
    again = parse(text.lower() if lower else text)
    assert (code, signed.payload) == (again.code, again.payload)
    assert again.is_by(KEY.public_key())
    assert not again.is_by(OTHER.public_key())
    assert len(signed.payload) <= PAYLOAD_MAX
    assert re.fullmatch(r"GT[12][A-Z2-7]{100,160}", text)
    assert classify(text).kind is CodeKind.SIGNED_MEMBER


@given(any_code(), st.integers(0, 10_000), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
def test_a_changed_letter_is_never_a_code_that_verifies(
    code: MemberCode, at: int, letter: str
) -> None:
    text = sign(code, KEY).to_text()
    at = 3 + at % (len(text) - 3)
    changed = text[:at] + letter + text[at + 1 :]
    if changed == text:
        return
    try:
        found = parse(changed)
    except MemberCodeError:
        return
    assert not found.is_by(KEY.public_key())


@given(st.text(max_size=200) | st.text("GT12ABCDEFGHIJKLMNOPQRSTUVWXYZ234567=", max_size=200))
def test_any_other_text_is_refused_and_nothing_else_is_raised(text: str) -> None:
    with pytest.raises(MemberCodeError):
        parse(text)


@given(st.binary(min_size=0, max_size=110))
def test_any_bytes_are_a_code_that_could_have_been_made_or_none(data: bytes) -> None:
    import base64

    text = "GT1" + base64.b32encode(data).decode().rstrip("=")
    try:
        found = parse(text)
    except MemberCodeError:
        return
    assert found.code.payload() == found.payload


@pytest.mark.parametrize(
    "changes",
    [
        {"masked_name": "王***************兰"},
        {"masked_name": "欧阳欧阳"},
        {"customer": "a-customer-id-too-long"},
        {"customer": ""},
        {"tier": "AA"},
        {"tier": "a"},
        {"key": 0},
        {"key": 256},
        {"expires_ms": ISSUED},
        {"issued_ms": EPOCH_MS - 1},
        {"expires_ms": EPOCH_MS + (1 << 24) * MINUTE_MS},
        {"profile": Profile.APP},
    ],
)
def test_what_does_not_fit_is_not_made(changes: dict[str, Any]) -> None:
    with pytest.raises(MemberCodeError):
        sign(a_code(**changes), KEY)


def test_a_card_that_says_it_is_of_an_app_is_no_code() -> None:
    text = sign(a_code(), KEY).to_text()
    with pytest.raises(MemberCodeError):
        parse("GT2" + text[3:])


def test_a_code_holds_no_name_in_full_and_nothing_but_what_the_page_says() -> None:
    signed = sign(a_code(), KEY)
    assert 10 + 16 + len("王*兰".encode()) == len(signed.payload)
    assert UUID(WHO).bytes == signed.payload[10:26]


def test_all_codes_of_somebody_have_one_name_that_does_not_say_who() -> None:
    assert all_of(WHO) == all_of(WHO)
    assert all_of(WHO) != all_of("c-1")
    assert WHO[:8] not in all_of(WHO)
    assert re.fullmatch(r"c-[0-9a-f]{16}", all_of(WHO))


def test_a_key_counts_with_the_roots_word_on_just_this() -> None:
    proof = prove_key(2, "public", "active", root=ROOT)
    root = ROOT.public_key()
    assert is_key_proved(proof, 2, "public", "active", root=root)
    assert not is_key_proved(proof, 3, "public", "active", root=root)
    assert not is_key_proved(proof, 2, "public", "retired", root=root)
    assert not is_key_proved("nonsense", 2, "public", "active", root=root)
    assert not is_key_proved(proof, 2, "public", "active", root=OTHER.public_key())


def _vectors() -> list[dict[str, Any]]:
    block = re.search(r"```json\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    assert block is not None
    found: list[dict[str, Any]] = json.loads(block[1])
    return found


def test_the_vectors_of_the_specification_hold() -> None:
    vectors = _vectors()
    assert {"card", "app"} == {one["profile"] for one in vectors}
    for one in vectors:
        key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(one["private_key"]))
        code = MemberCode(
            Profile[one["profile"].upper()],
            one["key"],
            one["customer"],
            one["masked_name"],
            one["tier"],
            one["issued_ms"],
            one["expires_ms"],
        )
        signed = sign(code, key)
        assert one["payload"] == signed.payload.hex()
        assert one["text"] == signed.to_text()
        assert one["id"] == signed.id
        assert code == parse(one["text"]).code
        assert one["all_of_customer"] == all_of(one["customer"])


def test_keys_and_revoked_codes_come_to_every_till_in_the_first_lane_and_are_hqs() -> None:
    for name in ("member_key", "revoked_code"):
        kind = KINDS[name]
        assert ("g", 0, "hq", "none") == (kind.stream, kind.lane, kind.writer, kind.pii)
