"""What a payload means, and that codes which must not be kept never are."""

from __future__ import annotations

import tracemalloc
from itertools import product
from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from terminal.domain.identifiers import (
    DROPPED,
    LENGTH_MAX,
    CodeKind,
    Proof,
    check_digit,
    classify,
    gtin_of,
    has_check_digit,
    normalise,
    proof,
)
from tests.unit.domain import dropped_strategies as dropped

# Both an ID card of Beijing and eighteen digits of a WeChat payment.
BOTH: Final = "110105194912310038"
TRACE_PREFIX: Final = "2831234"


def _everything_is_ours(_: str) -> CodeKind:
    return CodeKind.MEMBER


@given(dropped.arrivals())
@example(("134811335577990022", "\ufeff]C1134811335577990022"))
@example((BOTH, f"]Q3\x1d{BOTH}\x1d"))
def test_no_payment_insurance_or_id_code_is_ever_storable(arrival: tuple[str, str]) -> None:
    bare, payload = arrival
    for symbology, asked in product((None, "]Q1", "]Q3"), (None, CodeKind.RECEIPT)):
        code = classify(
            payload,
            own=_everything_is_ours if asked is None else lambda _: None,
            symbology=symbology,
            asked=asked,
            is_trace=lambda _: True,
        )
        assert code.kind in DROPPED, payload
        assert code.value == ""
    assert bare not in repr(code)


@given(dropped.wrapped())
def test_one_inside_an_address_or_a_text_is_not_kept_either(arrival: tuple[str, str]) -> None:
    _, payload = arrival
    code = classify(payload, own=_everything_is_ours)
    assert code.kind in DROPPED | {CodeKind.URL}
    assert code.value == ""


@given(dropped.codes(), st.sampled_from(["10", "21"]))
def test_digits_inside_a_lot_or_serial_behind_a_gtin_are_no_code_of_their_own(
    bare: str, identifier: str
) -> None:
    payload = f"0106901234567892{identifier}{bare[:18]}"
    assert classify(payload).kind is CodeKind.GS1


@given(dropped.digits(11))
def test_a_changed_last_digit_is_told(body: str) -> None:
    right = body + check_digit(body)
    wrong = body + str((int(right[-1]) + 1) % 10)
    assert has_check_digit(right)
    assert not has_check_digit(wrong)


SIGNED: Final = "GT1ABCDEFGHJKLMNPQRSTUV"


@pytest.mark.parametrize(
    ("payload", "kind", "value"),
    [
        ("320400187737", CodeKind.MEMBER, "320400187737"),
        ("３２０４００１８７７３７", CodeKind.MEMBER, "320400187737"),
        ("320400187738", CodeKind.WRONG_CHECK, "320400187738"),
        ("6901234567892", CodeKind.RETAIL, "06901234567892"),
        ("]E06901234567892", CodeKind.RETAIL, "06901234567892"),
        ("]I116901234567899", CodeKind.RETAIL, "16901234567899"),
        ("6901234567890", CodeKind.WRONG_CHECK, "6901234567890"),
        ("96385074", CodeKind.RETAIL, "00000096385074"),
        ("010690123456789217261130\x1d10A7", CodeKind.GS1, "010690123456789217261130\x1d10A7"),
        ("\x1d0106901234567892", CodeKind.GS1, "0106901234567892"),
        ("]d2010690123456789210A7", CodeKind.GS1, "010690123456789210A7"),
        ("]C1\x1d10A7", CodeKind.GS1, "10A7"),
        ("(01)06901234567892(10)A7", CodeKind.GS1, "(01)06901234567892(10)A7"),
        ("(10)A7(17)270131", CodeKind.GS1, "(10)A7(17)270131"),
        ("81234567890123456789", CodeKind.TRACE, "81234567890123456789"),
        ("]C081234567890123456789\r\n", CodeKind.TRACE, "81234567890123456789"),
        ("15400006021", CodeKind.PHONE, "15400006021"),
        ("+86 154-0000-6021", CodeKind.PHONE, "15400006021"),
        ("https://example.invalid/x", CodeKind.URL, ""),
        ("wxp://f2f0abc", CodeKind.URL, ""),
        ("u.example.cn/a/b", CodeKind.URL, ""),
        (SIGNED, CodeKind.SIGNED_MEMBER, SIGNED),
        (SIGNED.lower(), CodeKind.SIGNED_MEMBER, SIGNED),
        ("opc" + "7" * 25, CodeKind.INSURANCE, ""),
        ("OPC" + "7" * 25, CodeKind.INSURANCE, ""),
        ("+A123BJC5D6E71G", CodeKind.OTHER_UDI, ""),
        ("MA.156.M0.100110.0001", CodeKind.OTHER_UDI, ""),
        ("(王)", CodeKind.UNKNOWN, "(王)"),
        ("hello", CodeKind.UNKNOWN, "hello"),
        ("", CodeKind.UNKNOWN, ""),
        ("110101199913320012", CodeKind.PAYMENT, ""),
        ("x" * (LENGTH_MAX + 1), CodeKind.UNKNOWN, ""),
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


def test_a_card_number_that_is_a_bar_code_too_is_what_was_asked_for_and_the_doubt_is_said() -> None:
    own = {"012345678905": CodeKind.MEMBER}.get
    card = classify("012345678905", own=own)
    assert (CodeKind.MEMBER, CodeKind.RETAIL) == (card.kind, card.doubt)
    asked = classify("012345678905", own=own, asked=CodeKind.RETAIL)
    assert (CodeKind.RETAIL, "00012345678905") == (asked.kind, asked.value)
    assert asked.doubt is CodeKind.MEMBER


def test_a_badge_is_one_whatever_was_asked_for() -> None:
    own = {"012345678905": CodeKind.BADGE}.get
    for asked in (CodeKind.RETAIL, CodeKind.RECEIPT, None):
        assert CodeKind.BADGE is classify("012345678905", own=own, asked=asked).kind


@pytest.mark.parametrize(
    ("payload", "kind", "doubt"),
    [
        ("XS20261123-0042", CodeKind.RECEIPT, None),
        ("81234567890123456789", CodeKind.RECEIPT, CodeKind.TRACE),
        ("6901234567892", CodeKind.RECEIPT, CodeKind.RETAIL),
        ("15400006021", CodeKind.RECEIPT, CodeKind.PHONE),
        ("320400187737", CodeKind.MEMBER, None),
        ("010690123456789210A7", CodeKind.GS1, None),
        (SIGNED, CodeKind.SIGNED_MEMBER, None),
        ("https://example.invalid/x", CodeKind.URL, None),
        ("王", CodeKind.UNKNOWN, None),
        ("no number", CodeKind.UNKNOWN, None),
    ],
)
def test_a_number_is_a_receipts_only_where_one_is_asked_for_and_never_a_members(
    payload: str, kind: CodeKind, doubt: CodeKind | None
) -> None:
    asked = classify(payload, asked=CodeKind.RECEIPT)
    assert (kind, doubt) == (asked.kind, asked.doubt)
    assert CodeKind.RECEIPT is not classify(payload).kind


def test_eighteen_digits_that_are_an_id_card_and_a_payment_are_dropped_and_said_to_be_both() -> (
    None
):
    code = classify(BOTH)
    assert (CodeKind.ID_CARD, "", CodeKind.PAYMENT) == (code.kind, code.value, code.doubt)


def test_a_product_that_hq_knows_makes_twenty_digits_a_trace_code_unless_they_could_pay() -> None:
    def is_trace(text: str) -> bool:
        return text.startswith(("7012345", TRACE_PREFIX))

    other = "70123456789012345678"
    assert classify(other).kind is CodeKind.UNKNOWN
    assert classify(other, is_trace=is_trace).kind is CodeKind.TRACE
    could_pay = classify(TRACE_PREFIX + "1" * 13, is_trace=is_trace)
    assert (CodeKind.PAYMENT, "", CodeKind.TRACE) == (
        could_pay.kind,
        could_pay.value,
        could_pay.doubt,
    )


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ("6901234567892", Proof.DIGIT),
        ("6901234567890", Proof.WRONG),
        ("]E06901234567892\r", Proof.DIGIT),
        ("320400187737", Proof.DIGIT),
        ("320400187738", Proof.WRONG),
        ("010690123456789210A7", Proof.DIGIT),
        ("010690123456789010A7", Proof.NONE),
        (SIGNED, Proof.NONE),
        (f"{SIGNED[:-1]}!", Proof.NONE),
        ("11010519491231002x", Proof.STRONG),
        ("110105194912310020", Proof.NONE),
        ("81234567890123456789", Proof.NONE),
        ("HELLO", Proof.NONE),
        ("", Proof.NONE),
        ("6" * (LENGTH_MAX + 1), Proof.NONE),
    ],
)
def test_what_bears_itself_out_is_known_by_its_form(payload: str, expected: Proof) -> None:
    assert expected is proof(payload)


@pytest.mark.parametrize("said", list(Proof))
def test_a_signed_code_is_borne_out_by_whoever_verifies_it_and_not_by_its_shape(
    said: Proof,
) -> None:
    asked: list[str] = []

    def verify(text: str) -> Proof:
        asked.append(text)
        return said

    assert said is proof(f"]Q1{SIGNED}\r", signed=verify)
    assert Proof.DIGIT is proof("6901234567892", signed=verify)
    assert [SIGNED] == asked


def test_the_gtin_of_a_message_is_read_in_every_form() -> None:
    for payload in ("0106901234567892", "]d2\x1d010690123456789210A", "(01)06901234567892(10)A"):
        assert "06901234567892" == gtin_of(payload)
    assert gtin_of("0106901234567890") is None


@given(st.text(max_size=60), st.sampled_from([None, "]C1", "]Q1", "", "nonsense"]))
def test_any_text_has_a_meaning_and_never_is_what_must_be_dropped_kept(
    payload: str, symbology: str | None
) -> None:
    code = classify(payload, symbology=symbology)
    assert isinstance(code.kind, CodeKind)
    assert not (code.kind in DROPPED and code.value)
    assert isinstance(proof(payload), Proof)
    assert normalise(normalise(payload)) == normalise(payload)


def test_a_payload_without_end_costs_no_more_than_it_is_long() -> None:
    tracemalloc.start()
    for character in ("1", "\ufdfa", "- ", "]C1", "(01)", "\x1d", "a.", "424"):
        classify(character * (2_000_000 // len(character)))
        classify(character * (LENGTH_MAX // len(character)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 16_000_000  # The payload itself is up to 8 MB.
