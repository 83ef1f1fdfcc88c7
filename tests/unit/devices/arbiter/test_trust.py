"""A scanner nobody set up earns its trust; until then two equal keys are read twice."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest

from devices.arbiter.profiles import Profile
from devices.arbiter.strokes import AskReason, Special
from devices.arbiter.timing import Pace
from devices.arbiter.trust import CLEAN_READS, Mark, Sign, Trust, Trusts, mark_of
from tests.unit.devices.arbiter.till import Till, check_digit

BADGE = "7701234567"
CARD = "6901234567892"
KEYBOARD = "a keyboard"


def read(till: Till, code: str, gap_ms: float = 9) -> None:
    till.scan(code, gap_ms, Special.ENTER)
    till.wait(2_000)


def reasons(till: Till) -> list[AskReason]:
    return [one.reason for one in till.asked]


def a_card(number: int) -> str:
    body = f"69{number:010d}"
    return body + check_digit(body)


def earn(till: Till, reads: int = CLEAN_READS, gap_ms: float = 9) -> None:
    """Read cards of which nothing but one text is in form."""
    number = 10**6
    while reads:
        card, number = a_card(number), number + 7919
        if all(one != other for one, other in pairwise(card)):
            read(till, card, gap_ms)
            reads -= 1
    assert not till.asked
    till.claims.clear()


@pytest.mark.parametrize("source", [None, KEYBOARD])
def test_a_new_scanner_is_asked_about_equal_neighbours_and_taken_at_its_word_the_second_time(
    source: str | None,
) -> None:
    till = Till(source=source)
    read(till, BADGE)
    assert ([], [AskReason.NEW_SCANNER], "") == (till.payloads, reasons(till), till.text)
    read(till, BADGE)
    assert ([BADGE], 1) == (till.payloads, len(till.asked))


def test_a_second_reading_counts_only_if_it_is_the_same_and_soon() -> None:
    till = Till(source=KEYBOARD)
    read(till, BADGE)
    read(till, "7702234567")
    till.wait(61_000)
    read(till, "7702234567")
    assert ([], 3) == (till.payloads, len(till.asked))


@pytest.mark.parametrize(
    "code", [CARD, "6900112233454", "15455127675", "https://qr.example.org/q7"]
)
def test_what_its_own_form_bears_out_is_claimed_at_once(code: str) -> None:
    till = Till()
    read(till, code)
    assert ([code], []) == (till.payloads, till.asked)


def test_a_check_digit_that_both_texts_have_right_settles_nothing() -> None:
    single = "325443014316"
    doubled = "3225443014316"
    till = Till()
    read(till, doubled)
    assert ([], [AskReason.NEW_SCANNER]) == (till.payloads, reasons(till))
    read(till, single)
    assert [single] == till.payloads


@pytest.mark.parametrize("code", ["https://qr.example.org/q77", "15455127675x7755"])
def test_a_form_that_is_as_good_with_a_key_less_settles_nothing(code: str) -> None:
    till = Till()
    read(till, code)
    assert ([], [AskReason.NEW_SCANNER]) == (till.payloads, reasons(till))


@pytest.mark.parametrize("source", [None, KEYBOARD])
def test_trust_is_earned_at_work_and_not_before(source: str | None) -> None:
    till = Till(source=source)
    earn(till, CLEAN_READS - 1)
    read(till, BADGE)
    assert [AskReason.NEW_SCANNER] == reasons(till)
    till.asked.clear()
    earn(till, 1)
    read(till, BADGE)
    assert ([BADGE], []) == (till.payloads, till.asked)


def test_a_hidden_scanner_of_another_pace_or_end_has_to_earn_its_own() -> None:
    till = Till()
    earn(till)
    read(till, BADGE, 30)
    till.scan("7702234567", 9, Special.TAB)
    till.wait(2_000)
    assert ([], [AskReason.NEW_SCANNER] * 2) == (till.payloads, reasons(till))


def test_another_keyboard_has_to_earn_its_own() -> None:
    till = Till(source=KEYBOARD)
    earn(till)
    till.source = "another keyboard"
    read(till, BADGE)
    assert [AskReason.NEW_SCANNER] == reasons(till)


@pytest.mark.parametrize("source", [None, KEYBOARD])
def test_a_doubled_key_that_a_check_digit_shows_ends_the_trust(source: str | None) -> None:
    till = Till(source=source)
    earn(till)
    till.strike("66901234567892", [0.0, 3, *([9.0] * 12)])
    till.wait(9)
    till.key(special=Special.ENTER)
    till.wait(2_000)
    assert [CARD] == till.payloads
    for _ in range(2):
        read(till, BADGE)
    assert ([CARD], [AskReason.DOUBLED_KEYS] * 2) == (till.payloads, reasons(till))


@pytest.mark.parametrize("order", [("701234567", "7701234567"), ("7701234567", "701234567")])
def test_two_readings_one_of_which_has_a_key_too_many_end_it_too(order: tuple[str, str]) -> None:
    till = Till(source=KEYBOARD)
    for code in order:
        read(till, code)
    (shown,) = till.arbiter.known.trust
    assert (Mark(KEYBOARD), 0, 1) == (shown.mark, shown.clean, shown.doubles)


def test_a_scanner_like_one_that_was_set_up_is_believed_as_that_one_is() -> None:
    much_alike = Profile(name="set up", pace=Pace(10.0, 0.06), suffix=(Special.ENTER,), reads=5)
    till = Till([much_alike])
    read(till, BADGE, 8)
    assert ([BADGE], []) == (till.payloads, till.asked)
    worn = Profile(name="worn", pace=Pace(10.0, 0.06), suffix=(Special.ENTER,), doubles=1, reads=5)
    till = Till([worn])
    read(till, BADGE, 8)
    assert ([], [AskReason.DOUBLED_KEYS]) == (till.payloads, reasons(till))


def test_what_was_earned_is_kept_as_counts_and_given_back() -> None:
    till = Till(source=KEYBOARD)
    earn(till)
    read(till, BADGE)
    kept = json.dumps([one.to_dict() for one in till.arbiter.known.trust])
    assert BADGE not in kept
    again = Till(trust=[Trust.from_dict(one) for one in json.loads(kept)], source=KEYBOARD)
    read(again, BADGE)
    assert [BADGE] == again.payloads


@pytest.mark.parametrize(
    "change",
    [{"clean": "many"}, {"clean": -1}, {"suffix": "bell"}, {"step": "x"}, {"doubles": None}],
)
def test_what_another_hand_wrote_is_refused(change: dict[str, Any]) -> None:
    good = Trust(Mark(None, Special.ENTER, 5), 7).to_dict()
    assert 7 == Trust.from_dict(good).clean
    with pytest.raises((TypeError, ValueError)):
        Trust.from_dict(good | change)


def test_sixty_four_scanners_are_remembered_and_those_that_showed_least_are_forgotten() -> None:
    trusts = Trusts([Trust(Mark("earned"), CLEAN_READS), Trust(Mark("worn"), 0, 1)])
    for number in range(100):
        trusts.note(Mark(f"keyboard {number}"), Sign.CLEAN)
    assert 64 == len(trusts.records)
    assert (CLEAN_READS, 1) == (trusts.of(Mark("earned")).clean, trusts.of(Mark("worn")).doubles)


def test_a_hidden_scanner_without_a_pace_earns_nothing() -> None:
    trusts = Trusts()
    trusts.note(mark_of(None, Special.ENTER, None), Sign.CLEAN)
    assert () == trusts.records
