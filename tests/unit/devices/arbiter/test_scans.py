"""Scans are taken whole, typing stays; what cannot be known is asked again."""

from __future__ import annotations

from random import Random

import pytest

from devices.arbiter.profiles import Profile
from devices.arbiter.strokes import AskReason, Fate, FieldMeaning, Special
from devices.arbiter.timing import Pace
from tests.unit.devices.arbiter.till import Till, check_digit

EAN = "6901234567892"
TRACE = "83214569870321456987"
URL = "https://qr.example.org/q7?c=Xy9"
TYPED_MS = [150.0, 130.0, 170.0, 120.0, 160.0, 140.0, 155.0, 135.0, 165.0, 145.0, 150.0]
SLOW = Profile(name="slow", pace=Pace(55.0, 0.15), suffix=(Special.ENTER,), reads=5)
STUTTERING = Profile(name="worn", pace=Pace(8.0, 0.2), suffix=(), doubles=2, reads=5)


@pytest.mark.parametrize(
    "ends",
    [
        (Special.ENTER,),
        (Special.TAB,),
        (Special.ENTER, Special.TAB),
        (Special.ENTER, Special.DOWN),
        (),
    ],
)
@pytest.mark.parametrize("gap_ms", [1, 4, 8, 15, 30])
@pytest.mark.parametrize("code", [EAN, TRACE, URL])
def test_a_scan_is_claimed_whole_and_leaves_nothing(
    code: str, gap_ms: float, ends: tuple[Special, ...]
) -> None:
    till = Till()
    till.scan(code, gap_ms, *ends)
    till.wait(1_000)
    assert [code] == till.payloads
    assert ("", [], []) == (till.text, till.done, till.asked)


def test_a_scan_without_a_suffix_is_decided_within_300_ms() -> None:
    till = Till()
    till.scan(TRACE, 12)
    till.wait(1_000)
    assert [True] == [ms <= 300 for ms in till.decided_ms]


def test_typing_shows_at_once_and_stays() -> None:
    till = Till()
    till.strike("13812345678", TYPED_MS, 80)
    assert "13812345678" == till.text
    till.wait(100)
    assert Fate.SHOW is till.key(special=Special.ENTER)
    till.wait(1_000)
    assert ("13812345678", ["enter"], []) == (till.text, till.done, till.payloads)


def test_nobody_who_types_is_taken_for_a_scanner() -> None:
    rng = Random(9501)
    claimed = 0
    for _ in range(150):
        till = Till(meaning=rng.choice(list(FieldMeaning)))
        mean_ms = 60_000 / (rng.uniform(60, 190) * 5)
        text = "".join(rng.choices("0123456789", k=rng.randint(4, 13)))
        gaps = [mean_ms * rng.lognormvariate(-0.08, 0.4) for _ in text]
        till.strike(text, gaps, rng.uniform(50, 110))
        till.wait(200)
        till.key(special=Special.ENTER)
        till.wait(1_000)
        claimed += len(till.claims) + len(till.asked)
    assert 0 == claimed


def test_what_was_typed_before_and_after_a_scan_stays() -> None:
    till = Till()
    till.strike("128", TYPED_MS[:3], 80)
    till.wait(300)
    till.scan(EAN, 8, dwell_ms=3)
    till.wait(400)
    till.strike("82", TYPED_MS[:2], 80)
    till.wait(1_000)
    assert ([EAN], "12882") == (till.payloads, till.text)


def test_a_digit_typed_just_before_a_scan_is_not_made_part_of_it() -> None:
    till = Till()
    till.strike("77", [0.0, 150.0])
    till.wait(120)
    till.scan(TRACE, 8)
    till.wait(1_000)
    assert "7" + TRACE not in till.payloads
    assert 1 == len(till.claims) + len(till.asked)


def test_group_separators_and_capitals_come_through() -> None:
    till = Till()
    till.scan("01069012345678921727", 8)
    till.wait(8)
    till.key("\x1d", is_ctrl=True)
    till.wait(8)
    till.scan("AB12", 8)
    till.wait(1_000)
    assert ["01069012345678921727\x1dAB12"] == till.payloads


def test_capslock_is_seen_through() -> None:
    till = Till()
    for char in "Qwert2Yui":
        till.wait(8)
        code = till.code_of(char)
        typed = char.swapcase()
        till.key(typed, scan_code=code, is_shifted=char.isupper(), is_caps_on=True)
    till.wait(8)
    till.key(special=Special.ENTER)
    till.wait(500)
    assert ["Qwert2Yui"] == till.payloads


def test_a_scanner_that_makes_up_for_capslock_is_believed() -> None:
    till = Till([Profile(name="smart", pace=Pace(8.0, 0.2), follows_caps=False, reads=5)])
    for char in "Qwert2Yui":
        till.wait(8)
        is_letter = char.isalpha()
        shifted = char.islower() if is_letter else False
        till.key(char, scan_code=till.code_of(char), is_shifted=shifted, is_caps_on=True)
    till.wait(8)
    till.key(special=Special.ENTER)
    till.wait(500)
    assert ["Qwert2Yui"] == till.payloads


@pytest.mark.parametrize("numbers", [("20250", "21592"), ("48097", "54449")])
def test_characters_sent_as_alt_and_their_number_are_decoded(numbers: tuple[str, str]) -> None:
    till = Till()
    for number in numbers:
        till.by_number(number)
    till.wait(8)
    till.scan("12345678", 8, Special.ENTER)
    till.wait(500)
    assert (["会员12345678"], "", 0) == (till.payloads, till.text, till.kept)


def test_keys_an_input_method_ate_are_recovered_and_its_word_leaves_the_field() -> None:
    till = Till()
    for char in "qw":
        till.wait(8)
        till.key(scan_code=till.code_of(char), is_eaten=True)
    till.wait(8)
    till.key("1", scan_code=10, is_eaten=True)
    till.commit("去我")
    for char in "234567":
        till.wait(8)
        till.key(char, scan_code=till.code_of(char))
    till.wait(8)
    till.key(special=Special.ENTER)
    till.wait(500)
    assert (["qw1234567"], "") == (till.payloads, till.text)


def test_a_sign_that_an_input_method_ate_just_before_a_slow_scanners_capital_is_missed() -> None:
    till = Till(meaning=FieldMeaning.NOTE)
    till.commit("】")  # Of `]`, which nobody saw; a capital costs a slow scanner two reports.
    till.wait(70)
    till.key(special=Special.SHIFT)
    till.wait(80)
    till.key("C", is_shifted=True)
    till.key("C", is_shifted=True, is_press=False)
    till.key(special=Special.SHIFT, is_press=False)
    for char in "1012345":
        till.wait(40)
        till.key(char)
    till.wait(40)
    till.key(special=Special.ENTER)
    till.wait(900)
    assert ([], [AskReason.EATEN]) == (till.payloads, [one.reason for one in till.asked])


def test_a_word_committed_after_the_claim_is_a_ghost() -> None:
    till = Till()
    for char in "qwertyui":
        till.wait(8)
        till.key(scan_code=till.code_of(char), is_eaten=True)
    till.wait(8)
    till.key(special=Special.ENTER, is_eaten=True)
    till.wait(60)
    assert (["qwertyui"], Fate.DROP) == (till.payloads, till.commit("请问"))
    assert till.claims[0].resets_composition


def test_composed_words_of_a_person_stay() -> None:
    till = Till(meaning=FieldMeaning.NOTE)
    for char in "wo":
        till.wait(140)
        till.key(scan_code=till.code_of(char), is_eaten=True)
    till.wait(140)
    till.key("1", scan_code=10, is_eaten=True)
    assert Fate.SHOW is till.commit("我")
    till.wait(1_000)
    assert ("我", []) == (till.text, till.payloads)


def test_a_key_that_came_twice_is_repaired_by_the_check_digit() -> None:
    till = Till()
    till.strike("69012344567892", [0, 8, 8, 8, 8, 8, 8, 3, 5, 8, 8, 8, 8, 8])
    till.wait(8)
    till.key(special=Special.ENTER)
    till.wait(500)
    assert ["6901234567892"] == till.payloads


def test_without_a_check_digit_a_scanner_that_stutters_is_asked_again() -> None:
    till = Till([STUTTERING])
    till.scan("83214569870332145698", 8)
    till.wait(1_000)
    assert ([], [AskReason.DOUBLED_KEYS]) == (till.payloads, [one.reason for one in till.asked])


def test_two_scanners_at_once_are_asked_again_and_never_mixed() -> None:
    till = Till()
    rng = Random(3)
    first = [(i * 8.0, char) for i, char in enumerate(TRACE)]
    second = [(37 + i * 29.0, char) for i, char in enumerate("4240123456789012")]
    last = 0.0
    for at, char in sorted(first + second):
        till.wait(at - last + rng.uniform(0, 0.2))
        last = at
        till.key(char)
    till.wait(1_000)
    assert ([], True) == (till.payloads, bool(till.asked))


def test_a_key_typed_inside_a_scan_is_never_made_part_of_it() -> None:
    till = Till()
    for place, char in enumerate(TRACE):
        till.wait(10)
        till.key(char)
        if place == 9:
            till.wait(4)
            till.key("5", scan_code=14)
            till.now_ns -= 4_000_000
        till.wait(3)
        till.key(char, is_press=False)
        till.now_ns -= 3_000_000
    till.wait(1_000)
    assert ([], True) == (till.payloads, bool(till.asked))


def test_a_wrong_check_digit_is_asked_again() -> None:
    till = Till()
    till.scan(EAN[:-1] + str((int(EAN[-1]) + 1) % 10), 8, Special.ENTER)
    till.wait(500)
    assert ([], [AskReason.MISSED_KEYS]) == (till.payloads, [one.reason for one in till.asked])


@pytest.mark.parametrize("place", [3, 9])
def test_a_computer_that_stands_still_in_a_scan_does_not_cut_it(place: int) -> None:
    till = Till()
    gaps = [0.0, *([8.0] * (len(TRACE) - 1))]
    gaps[place] = 220.0
    gaps[place + 1 : place + 5] = [0.0] * 4
    till.strike(TRACE, gaps)
    till.wait(8)
    till.key(special=Special.ENTER)
    till.wait(500)
    assert [TRACE] == till.payloads


def test_a_slow_scanner_that_was_set_up_is_told_from_a_fast_typist() -> None:
    till = Till([SLOW])
    rng = Random(7)
    till.strike(TRACE[:10], [max(55 * rng.gauss(1, 0.15), 20) for _ in range(10)], 20)
    till.wait(50)
    till.key(special=Special.ENTER)
    till.wait(500)
    assert [(TRACE[:10], "slow")] == [(one.payload, one.device) for one in till.claims]


def test_in_command_mode_a_scan_does_nothing() -> None:
    till = Till(holds=True, meaning=FieldMeaning.TABLE)
    till.scan(EAN, 30, Special.ENTER, dwell_ms=12)
    till.wait(500)
    assert ([EAN], [], 0) == (till.payloads, till.done, till.kept)


def test_in_command_mode_a_typed_key_acts_after_70_ms() -> None:
    till = Till(holds=True, meaning=FieldMeaning.TABLE)
    till.key("3")
    till.wait(69)
    assert [] == till.done
    till.wait(2)
    assert ["3"] == till.done


def test_a_key_held_down_is_a_finger() -> None:
    till = Till()
    for _ in range(30):
        till.wait(30)
        till.key("0", is_auto_repeat=True)
    till.wait(1_000)
    assert ("0" * 30, []) == (till.text, till.payloads)


def test_a_scanner_the_platform_names_is_told_from_a_person_who_types_meanwhile() -> None:
    scanner = Profile(name="counter", source="scanner", pace=Pace(12.0, 0.3), suffix=(), reads=5)
    till = Till([scanner])
    for place, char in enumerate(TRACE):
        till.wait(6)
        till.key(char, source="scanner")
        till.wait(6)
        if place % 7 == 3:
            till.key("4", source="keyboard")
    till.wait(1_000)
    assert ([TRACE], "444") == (till.payloads, till.text)


def test_the_same_code_read_twice_is_claimed_twice() -> None:
    till = Till()
    for _ in range(2):
        till.scan(EAN, 8, Special.ENTER)
        till.wait(300)
    assert [EAN, EAN] == till.payloads


def test_a_clock_set_back_loses_no_key() -> None:
    till = Till()
    till.strike("12", [150.0, 150.0])
    till.now_ns -= 3_600_000 * 1_000_000
    till.strike("34", [150.0, 150.0])
    till.wait(1_000)
    assert ("1234", []) == (till.text, till.payloads)


def test_keys_without_end_are_forgotten_in_time() -> None:
    till = Till(holds=True, meaning=FieldMeaning.TABLE)
    for _ in range(4_200):
        till.wait(3)
        till.key("1")
    assert till.kept <= 4_096
    till.wait(1_000)
    assert 0 == till.kept


def test_the_made_up_code_has_its_check_digit() -> None:
    assert EAN[-1] == check_digit(EAN[:-1])
