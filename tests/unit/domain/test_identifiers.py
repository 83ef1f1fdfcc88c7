"""What a payload means, and that codes which must not be kept never are."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminal.domain.identifiers import (
    DROPPED,
    CodeKind,
    check_digit,
    classify,
    has_check_digit,
)

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _digits(length: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=length, max_size=length)


def _payments() -> st.SearchStrategy[str]:
    wechat = st.tuples(st.sampled_from([str(p) for p in range(10, 16)]), _digits(16))
    alipay = st.tuples(
        st.sampled_from([str(p) for p in range(25, 31)]), st.integers(14, 22).flatmap(_digits)
    )
    union = st.tuples(st.just("62"), st.integers(16, 20).flatmap(_digits))
    return st.one_of(wechat, alipay, union).map("".join)


def _insurance() -> st.SearchStrategy[str]:
    return st.tuples(st.just("424"), _digits(17), _digits(8)).map("".join)


def _id_cards() -> st.SearchStrategy[str]:
    day = st.integers(0, 30_000).map(lambda n: (date(1930, 1, 1) + timedelta(n)).strftime("%Y%m%d"))
    body = st.tuples(_digits(6), day, _digits(3)).map("".join)
    return body.map(
        lambda t: t + "10X98765432"[sum(w * int(d) for w, d in zip(_WEIGHTS, t, strict=True)) % 11]
    )


@given(st.one_of(_payments(), _insurance(), _id_cards()), st.booleans())
def test_no_payment_insurance_or_id_code_is_ever_storable(payload: str, spaced: bool) -> None:
    code = classify(f" {payload}\r" if spaced else payload, own=lambda _: CodeKind.MEMBER)
    assert code.kind in DROPPED
    assert code.value == ""


@given(_digits(11))
def test_a_changed_last_digit_is_told(body: str) -> None:
    right = body + check_digit(body)
    wrong = body + str((int(right[-1]) + 1) % 10)
    assert has_check_digit(right)
    assert not has_check_digit(wrong)


@pytest.mark.parametrize(
    ("payload", "kind", "value"),
    [
        ("320400187737", CodeKind.MEMBER, "320400187737"),
        ("３２０４００１８７７３７", CodeKind.MEMBER, "320400187737"),
        ("320400187738", CodeKind.WRONG_CHECK, "320400187738"),
        ("6901234567892", CodeKind.RETAIL, "06901234567892"),
        ("6901234567890", CodeKind.WRONG_CHECK, "6901234567890"),
        ("96385074", CodeKind.RETAIL, "00000096385074"),
        ("010690123456789217261130\x1d10A7", CodeKind.GS1, "06901234567892"),
        ("\x1d0106901234567892", CodeKind.GS1, "06901234567892"),
        ("81234567890123456789", CodeKind.TRACE, "81234567890123456789"),
        ("15400006021", CodeKind.PHONE, "15400006021"),
        ("+86 154-0000-6021", CodeKind.PHONE, "15400006021"),
        ("https://example.org/x", CodeKind.URL, ""),
        ("GT1ABCDEFGHJKLMNPQRSTUV", CodeKind.SIGNED_MEMBER, "GT1ABCDEFGHJKLMNPQRSTUV"),
        ("opc" + "7" * 25, CodeKind.INSURANCE, ""),
        ("hello", CodeKind.UNKNOWN, "hello"),
        ("", CodeKind.UNKNOWN, ""),
        ("110101199913320012", CodeKind.PAYMENT, ""),
    ],
)
def test_each_family_is_told_apart(payload: str, kind: CodeKind, value: str) -> None:
    code = classify(payload)
    assert (code.kind, code.value) == (kind, value)


def test_the_own_table_speaks_before_the_general_families() -> None:
    own = {"012345678905": CodeKind.MEMBER, "B7": CodeKind.BADGE}
    assert classify("012345678905", own=own.get).kind is CodeKind.MEMBER
    assert classify("B7", own=own.get).kind is CodeKind.BADGE
    assert classify("012345678905").kind is CodeKind.RETAIL


@given(st.text(max_size=60))
def test_any_text_has_a_meaning(payload: str) -> None:
    assert isinstance(classify(payload).kind, CodeKind)
