"""Canonical JSON: the same bytes as a second implementation, and nothing that cannot travel."""

from __future__ import annotations

import json
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.canonical import INTEGER_MAX, NotCanonicalError, canonical, check, encode

_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
_KEYS = st.text(st.characters(min_codepoint=1, max_codepoint=0x7F), max_size=12)
_SCALARS = st.none() | st.booleans() | st.integers(-INTEGER_MAX, INTEGER_MAX) | _TEXT
JSON = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=20,
)


@given(JSON)
def test_canonical_bytes_are_those_of_rfc_8785(value: Any) -> None:
    assert rfc8785.dumps(value) == canonical(value)


@given(JSON)
def test_canonical_bytes_read_back_as_the_value(value: Any) -> None:
    assert value == json.loads(canonical(value))


@given(st.dictionaries(_KEYS, _SCALARS, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_keys_does_not_matter(value: dict[str, Any], rng: Any) -> None:
    items = list(value.items())
    rng.shuffle(items)
    assert canonical(value) == canonical(dict(items))


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (1.0, "JSON_TYPE"),
        (float("nan"), "JSON_TYPE"),
        ([{"a": 0.5}], "JSON_TYPE"),
        (b"bytes", "JSON_TYPE"),
        ((1, 2), "JSON_TYPE"),
        (INTEGER_MAX + 1, "JSON_INTEGER_RANGE"),
        (-INTEGER_MAX - 1, "JSON_INTEGER_RANGE"),
        ("a\x00b", "JSON_NUL"),
        ({"a\x00": 1}, "JSON_KEY"),
        ({"名": 1}, "JSON_KEY"),
        ({1: 1}, "JSON_KEY"),
        ("\ud800", "JSON_SURROGATE"),
        (["ok", {"a": "x\udfff"}], "JSON_SURROGATE"),
    ],
)
def test_what_cannot_travel_is_refused_with_its_code(value: object, code: str) -> None:
    with pytest.raises(NotCanonicalError) as refused:
        check(value)
    assert code == refused.value.code


def test_a_refusal_repeats_nothing_of_the_value() -> None:
    with pytest.raises(NotCanonicalError) as refused:
        canonical({"name": "王\x00"})
    assert "JSON_NUL" == str(refused.value)


@pytest.mark.parametrize(("depth", "fits"), [(12, True), (13, False)])
def test_nesting_is_bounded(depth: int, fits: bool) -> None:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    if fits:
        assert b"[" * depth + b"1" + b"]" * depth == canonical(value)
        return
    with pytest.raises(NotCanonicalError, match="JSON_TOO_DEEP"):
        canonical(value)


def test_encode_refuses_half_a_surrogate_pair_by_its_code() -> None:
    with pytest.raises(NotCanonicalError, match="JSON_SURROGATE"):
        encode("\udc00")
