"""What is typed and what is on file are brought to one form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminal.domain.search import approval, has_han, letters, phone_digits, units


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15400000021", "15400000021"),
        ("１５４ ００００-００２１", "15400000021"),
        ("+86 154 0000 0021", "15400000021"),
        ("(0086) 15400000021", "15400000021"),
        ("8615400000021", "15400000021"),
        ("86154", "86154"),
        ("0512-6543 2100", "051265432100"),
        ("154x", ""),
        ("", ""),
    ],
)
def test_a_phone_is_its_digits_without_chinas_prefix(text: str, expected: str) -> None:
    assert expected == phone_digits(text)


def test_a_name_is_read_character_by_character_and_other_writing_word_by_word() -> None:
    assert ["维", "生", "素", "b12", "片"] == units("维生素 B12·片")
    assert ["jan", "van", "beethoven"] == units("Jan van Beethoven")
    assert ["䶮", "𬱖", "〇"] == units("䶮𬱖〇")


def test_an_approval_number_is_known_without_the_words_before_it() -> None:
    assert ("h20023456", "h20023456") == (approval("国药准字Ｈ20023456"), approval("H 2002-3456"))


def test_the_letters_of_a_text_have_one_form() -> None:
    assert ("lvxiulan", "wangan") == (letters("LÜ Xiu'lan"), letters("ｗａｎｇ－ＡＮ"))


@given(st.text())
def test_any_text_has_a_form_that_stays(text: str) -> None:
    plain = letters(text)
    assert plain == letters(plain)
    assert has_han(plain) == any(has_han(one) for one in units(plain))
