"""Provisioning codes: read back however they are typed, and a slip is told at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.enrol import CODE_PREFIX, ProvisioningCode, ProvisioningCodeError, TrustBundle

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
CODE = ProvisioningCode(
    url="https://hq.example:8443", secret="s3cr3t-s3cr3t", trust="ab" * 16, pin="cd" * 32
)
_TEXT = CODE.to_text()
_CODES = st.builds(
    ProvisioningCode,
    url=st.text("abc:/.0123王", min_size=1, max_size=30),
    secret=st.text("abc0", min_size=1, max_size=30),
    trust=st.text("0a", max_size=32),
    pin=st.none() | st.text("0a", max_size=64),
)


@given(_CODES)
def test_a_code_reads_back(code: ProvisioningCode) -> None:
    assert code == ProvisioningCode.from_text(code.to_text())


def test_spaces_line_breaks_and_case_do_not_matter() -> None:
    typed = "\n".join(f" {_TEXT[at : at + 5].lower()}" for at in range(0, len(_TEXT), 5))
    assert CODE == ProvisioningCode.from_text(typed)


@given(st.integers(len(CODE_PREFIX), len(_TEXT) - 1), st.sampled_from(_ALPHABET + "0189!é"))
def test_a_mistyped_letter_never_gives_another_code(at: int, letter: str) -> None:
    typed = _TEXT[:at] + letter + _TEXT[at + 1 :]
    try:
        assert CODE == ProvisioningCode.from_text(typed)
    except ProvisioningCodeError:
        assert typed != _TEXT
    else:
        # Only bits of the last letter that encode nothing may differ.
        assert at == len(_TEXT) - 1 or typed == _TEXT


@given(st.integers(len(CODE_PREFIX), len(_TEXT) - 2))
def test_two_letters_in_the_wrong_order_are_told(at: int) -> None:
    typed = _TEXT[:at] + _TEXT[at + 1] + _TEXT[at] + _TEXT[at + 2 :]
    if typed == _TEXT:
        assert CODE == ProvisioningCode.from_text(typed)
        return
    with pytest.raises(ProvisioningCodeError):
        ProvisioningCode.from_text(typed)


@given(st.integers(0, len(_TEXT) - 2))
def test_a_code_that_was_cut_is_told(length: int) -> None:
    with pytest.raises(ProvisioningCodeError):
        ProvisioningCode.from_text(_TEXT[:length])


@given(st.text(max_size=40), st.booleans())
def test_other_text_is_no_code(text: str, prefixed: bool) -> None:
    with pytest.raises(ProvisioningCodeError):
        ProvisioningCode.from_text((CODE_PREFIX if prefixed else "") + text)


def test_a_refusal_does_not_repeat_the_secret() -> None:
    with pytest.raises(ProvisioningCodeError) as refused:
        ProvisioningCode.from_text(_TEXT[:-8])
    assert _TEXT[10:20] not in str(refused.value)
    assert refused.value.__context__ is None


def test_a_bundles_digest_changes_with_every_key() -> None:
    keys = dict.fromkeys(("root", "release", "content", "member_code", "recovery"), "k")
    digests = {TrustBundle(**{**keys, name: "other"}).digest() for name in keys}
    assert 5 == len(digests)
    assert TrustBundle(**keys).digest() not in digests
    assert 32 == len(TrustBundle(**keys).digest())
