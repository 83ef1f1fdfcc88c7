"""Numbers as they arrive from a keyboard with a Chinese input method."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminal.domain.numbers import read_decimal_e1, read_pair


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6.8", 68),
        ("6。8", 68),
        ("６.８", 68),
        ("６．８", 68),
        (" 7 ", 70),
        ("7.", 70),
        ("6.85", 69),
        ("6.84", 68),
        ("16,7", 167),
        ("6.8.1", None),
        ("-6.8", None),
        ("abc", None),
        ("", None),
        ("68888", None),
    ],
)
def test_a_decimal_is_read_however_its_point_was_typed(text: str, expected: int | None) -> None:
    assert read_decimal_e1(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("128/82", (128, 82)),
        ("128 82", (128, 82)),
        ("128、82", (128, 82)),
        ("１２８／８２", (128, 82)),
        ("128.82", (128, 82)),
        ("12882", None),
        ("128", None),
        ("128/82/70", None),
    ],
)
def test_a_pair_is_read_however_it_was_parted(text: str, expected: tuple[int, int] | None) -> None:
    assert read_pair(text) == expected


@given(st.integers(0, 9999), st.integers(0, 9))
def test_reading_back_what_was_shown_gives_the_same_number(whole: int, tenth: int) -> None:
    assert read_decimal_e1(f"{whole}.{tenth}") == whole * 10 + tenth


@given(st.text(max_size=20))
def test_no_text_raises(text: str) -> None:
    read_decimal_e1(text)
    read_pair(text)
