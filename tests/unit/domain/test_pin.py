"""Which PINs may be chosen, and how long wrong ones are waited for."""

from __future__ import annotations

import pytest

from terminal.domain import pin


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        ("", "PIN_NOT_SIX"),
        ("12345", "PIN_NOT_SIX"),
        ("1234567", "PIN_NOT_SIX"),
        ("12a456", "PIN_NOT_SIX"),
        ("①23456", "PIN_NOT_SIX"),
        ("000000", "PIN_REPEATED"),
        ("121212", "PIN_REPEATED"),
        ("852852", "PIN_REPEATED"),
        ("100010", "PIN_REPEATED"),
        ("147258", "PIN_REPEATED"),
        ("123456", "PIN_IN_ORDER"),
        ("890123", "PIN_IN_ORDER"),
        ("654321", "PIN_IN_ORDER"),
        ("135791", "PIN_IN_ORDER"),
        ("850312", "PIN_IS_DATE"),
        ("031285", "PIN_IS_DATE"),
        ("000229", "PIN_IS_DATE"),
        ("198407", "PIN_IS_DATE"),
        ("018019", "PIN_ON_BADGE"),
    ],
)
def test_a_pin_that_is_easily_guessed_is_refused_for_its_own_reason(chosen: str, code: str) -> None:
    refused = pin.weakness(chosen, "BG00180197")
    assert refused is not None
    assert code == refused.code


@pytest.mark.parametrize("chosen", ["204816", "739164", "850399", "991340", "427053"])
def test_any_other_six_digits_will_do(chosen: str) -> None:
    assert None is pin.weakness(chosen, "BG00180197")


def test_most_pins_may_be_chosen() -> None:
    tried = range(0, 1_000_000, 97)
    allowed = sum(pin.weakness(f"{one:06d}") is None for one in tried)
    assert 0.85 < allowed / len(tried) < 1


@pytest.mark.parametrize("typed", ["２０４８１６", " 204816 ", "204816"])
def test_an_input_methods_wide_digits_are_digits(typed: str) -> None:
    assert "204816" == pin.read(typed)


def test_two_slips_are_free_and_then_each_costs_more_up_to_a_quarter_of_an_hour() -> None:
    waits = [pin.wait_s(failures) for failures in range(12)]
    assert [0, 0, 0] == waits[:3]
    assert sorted(waits) == waits
    assert (5, 900) == (waits[3], waits[-1])
