"""What keys leave in doubt is asked again, the rest is claimed, and a person keeps theirs."""

from __future__ import annotations

import pytest

from devices.arbiter.profiles import Profile
from devices.arbiter.strokes import AskReason, Fate, FieldMeaning, Special
from devices.arbiter.timing import Pace
from devices.arbiter.trust import CLEAN_READS, Mark, Trust
from tests.unit.devices.arbiter.till import Till, check_digit

PHONE = "15455127675"
TRACE = "83214569870321456987"
WORN = Profile(name="worn", pace=Pace(8.0, 0.2), suffix=(Special.ENTER,), doubles=2, reads=5)
TABBING = Profile(
    name="tabbing", pace=Pace(8.0, 0.2), suffix=(Special.ENTER, Special.TAB), doubles=0, reads=5
)
TYPED_MS = 60.0


def reasons(till: Till) -> list[AskReason]:
    return [one.reason for one in till.asked]


def burst(till: Till, code: str, gaps_ms: list[float], dwell_ms: float = 0) -> None:
    """Keys of a scanner that was never set up, and its Enter."""
    till.strike(code, gaps_ms, dwell_ms)
    till.wait(gaps_ms[-1])
    till.key(special=Special.ENTER)
    till.wait(1_000)


def test_a_wrong_code_leaves_the_field_whole_however_late_its_second_key_came() -> None:
    till = Till(meaning=FieldMeaning.NUMBER)
    burst(till, "6901234567895", [0.0, 111.0, *([8.0] * 11)])
    assert ("", [], [AskReason.MISSED_KEYS]) == (till.text, till.payloads, reasons(till))


def test_two_scanners_one_of_which_begins_as_the_other_ends_are_asked_again() -> None:
    till = Till()
    first = [0.0, 2, 3, 3, 3, 3, 2, 3, 2, 3, 3]
    second = [4.0, *([1.0, 0.0, 0.0, 22.0] * 5)]
    till.strike(PHONE, first)
    till.strike("628707068889574289143"[: len(second)], second)
    till.wait(1_000)
    assert ([], [AskReason.TWO_SCANNERS]) == (till.payloads, reasons(till))


def test_a_scanner_that_slows_down_by_chance_is_one_scanner() -> None:
    till = Till()
    gaps = [0.0, 12, 13, 11, 14, 12, 13, 15, 16, 18, 15, 17, 19, 16, 15, 18, 17, 16, 19, 17]
    burst(till, TRACE, gaps)
    assert ([TRACE], []) == (till.payloads, reasons(till))


@pytest.mark.parametrize("special", [Special.TAB, Special.ENTER, Special.DOWN])
def test_what_begins_on_the_heels_of_another_key_is_the_rest_of_a_code(special: Special) -> None:
    till = Till()
    till.key(special=special)
    till.wait(12)
    till.scan("72142252", 11, Special.ENTER)
    till.wait(1_000)
    assert ([], [AskReason.TWO_SCANNERS]) == (till.payloads, reasons(till))


def test_letters_that_were_eaten_unseen_before_a_run_make_it_a_rest() -> None:
    till = Till()
    for _ in range(3):
        till.key(special=Special.SHIFT)
        till.wait(5)
        till.key(special=Special.SHIFT, is_press=False)
        till.wait(9)
    till.wait(100)
    till.scan("72142252", 11, Special.ENTER)
    till.wait(1_000)
    assert ([], True) == (till.payloads, bool(till.asked))


def test_shift_alone_long_before_a_scan_means_nothing() -> None:
    till = Till()
    till.key(special=Special.SHIFT)
    till.wait(90)
    till.key(special=Special.SHIFT, is_press=False)
    till.wait(300)
    till.scan(TRACE, 8, Special.ENTER)
    till.wait(500)
    assert [TRACE] == till.payloads


def test_a_worn_scanner_is_asked_when_both_texts_have_a_right_check_digit() -> None:
    single = "325443014316"
    doubled = "3225443014316"
    assert [True, True] == [check_digit(one[:-1]) == one[-1] for one in (single, doubled)]
    till = Till([WORN])
    till.scan(doubled, 8, Special.ENTER)
    till.wait(500)
    assert ([], [AskReason.DOUBLED_KEYS]) == (till.payloads, reasons(till))


def test_a_worn_scanner_is_asked_when_a_phone_may_have_become_an_article() -> None:
    doubled = "154055977500"
    assert check_digit(doubled[:-1]) == doubled[-1]
    till = Till([WORN])
    till.scan(doubled, 8, Special.ENTER)
    till.wait(500)
    assert ([], [AskReason.DOUBLED_KEYS]) == (till.payloads, reasons(till))


def test_a_scanner_that_was_set_up_without_doubled_keys_is_believed() -> None:
    till = Till([TABBING])
    till.scan("154055977500", 8, Special.ENTER, Special.TAB)
    till.wait(500)
    assert ["154055977500"] == till.payloads


def test_a_key_that_halves_an_even_gap_of_an_unknown_scanner_is_asked() -> None:
    till = Till()
    gaps = [0.0, 7, 8, 7, 8, 8, 7, 8, 7, 3, 5, 8, 6, 8, 7, 7, 7, 8, 7, 7, 8]
    burst(till, "832145698003214569871", gaps)
    assert ([], [AskReason.DOUBLED_KEYS]) == (till.payloads, reasons(till))


def test_what_comes_a_second_time_just_so_was_scanned() -> None:
    till = Till()
    gaps = [0.0, 7, 8, 7, 8, 8, 7, 8, 7, 3, 5, 8, 6, 8, 7, 7, 7, 8, 7, 7, 8]
    burst(till, "832145698003214569871", gaps)
    burst(till, "832145698003214569871", gaps)
    assert (1, ["832145698003214569871"]) == (len(till.asked), till.payloads)


def test_a_worn_scanner_is_asked_each_time() -> None:
    till = Till([WORN])
    for _ in range(2):
        till.scan("83214569870332145698", 8, Special.ENTER)
        till.wait(1_000)
    assert ([], 2) == (till.payloads, len(till.asked))


def test_a_number_that_a_key_less_would_make_a_phones_is_asked() -> None:
    till = Till()
    gaps = [0.0, 10, 17, 12, 16, 15, 7, 9, 12, 9, 11, 9]
    burst(till, "154556127675", gaps)
    assert ([], [AskReason.DOUBLED_KEYS]) == (till.payloads, reasons(till))


@pytest.mark.parametrize(
    "gaps",
    [
        [0.0, 7, 8, 7, 8, 8, 7, 8, 7, 7, 8, 8, 6, 8, 7, 7, 7, 8, 7, 7, 8],
        [0.0, 10, 17, 12, 16, 15, 7, 9, 12, 9, 11, 9, 14, 9, 13, 19, 13, 9, 16, 8, 15],
    ],
)
def test_two_equal_digits_of_a_scanner_that_earned_its_trust_are_two(gaps: list[float]) -> None:
    till = Till(trust=[Trust(Mark("a keyboard"), CLEAN_READS)], source="a keyboard")
    burst(till, "832145698003214569871", gaps)
    assert ["832145698003214569871"] == till.payloads


def test_keys_that_all_came_out_of_one_stall_are_a_scan() -> None:
    till = Till(meaning=FieldMeaning.NUMBER)
    burst(till, "640767253952", [0.0, 101.0, *([0.0] * 10)])
    assert (["640767253952"], "") == (till.payloads, till.text)


def test_a_stall_of_a_link_that_carries_several_keys_is_not_two_scanners() -> None:
    till = Till()
    burst(till, TRACE, [0.0, 0, 0, 73, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 20, 2, 1, 18])
    assert ([TRACE], []) == (till.payloads, reasons(till))


@pytest.mark.parametrize("suffix", [(), (Special.ENTER,)])
def test_a_whole_code_that_waited_through_a_stall_is_a_scan_on_any_link(
    suffix: tuple[Special, ...],
) -> None:
    batched = Profile(name="batched", pace=Pace(6.5, 0.1, 2), suffix=suffix, doubles=0, reads=5)
    till = Till([batched], holds=True, meaning=FieldMeaning.TABLE)
    till.scan(TRACE, 0, *suffix)
    till.wait(1_000)
    assert ([TRACE], []) == (till.payloads, till.done)


def test_a_number_that_is_a_phones_with_every_key_is_not_asked_for_an_odd_gap() -> None:
    till = Till()
    burst(till, "15477994522", [0.0, 16, 17, 17, 15, 11, 9, 16, 15, 18, 14])
    assert (["15477994522"], []) == (till.payloads, reasons(till))


def test_alt_costs_time_also_where_shift_costs_none() -> None:
    pace = Pace(6.6, 0.08, shift_costs=False)
    till = Till([Profile(name="even", pace=pace, suffix=(Special.ENTER,), doubles=0, reads=5)])
    till.scan("12345", 6.6)
    till.by_number("20250", 6.6)
    till.wait(13)
    till.scan("678901", 6.6, Special.ENTER)
    till.wait(500)
    assert (["12345会678901"], []) == (till.payloads, reasons(till))


def test_a_slow_scanner_nobody_set_up_is_known_by_how_briefly_its_keys_are_down() -> None:
    till = Till(meaning=FieldMeaning.NUMBER)
    burst(till, "06996965663883", [0.0, 56, 79, 45, 45, 57, 135, 67, 56, 45, 68, 67, 79, 68], 37)
    assert ["06996965663883"] == till.payloads


def test_enter_after_a_scan_whose_suffix_is_known_is_a_persons() -> None:
    till = Till([TABBING])
    till.scan(TRACE, 8, Special.ENTER, Special.TAB)
    till.wait(360)
    assert Fate.SHOW is till.key(special=Special.ENTER)
    till.wait(500)
    assert ([TRACE], ["enter"]) == (till.payloads, till.done)


def test_backspace_of_a_fast_typist_acts_in_its_place() -> None:
    till = Till([TABBING], meaning=FieldMeaning.NOTE)
    till.strike("yatang", [0.0, 42, 38, 12, 34, 35], 90)
    assert Fate.SHOW is till.key(special=Special.BACKSPACE)
    till.wait(1_000)
    assert ("yatang", []) == (till.text, till.payloads)


def test_nobody_types_on_the_keyboard_that_a_scanner_is() -> None:
    scanner = Profile(
        name="slow", source="scanner", pace=Pace(61.0, 0.19), suffix=(), doubles=0, reads=5
    )
    till = Till([scanner], source="scanner", holds=True, meaning=FieldMeaning.TABLE)
    gaps = [0.0, 56, 67, 22, 34, 67, 56, 68, 45, 67, 56, 21, 45, 67, 56, 56, 34, 67, 56, 67]
    till.strike(TRACE, gaps, 20)
    till.wait(1_000)
    assert ([TRACE], []) == (till.payloads, till.done)
