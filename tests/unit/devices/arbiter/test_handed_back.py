"""Keys that an input method had, did not want, and hands back: each is known by its serial."""

from __future__ import annotations

import pytest

from devices.arbiter.strokes import Fate, Special
from tests.unit.devices.arbiter.till import Till

CODE = "4006381333931"
SCANNER_MS, PERSON_MS = 8, 130


def lend(till: Till, text: str, gap_ms: int, source: str | None = None) -> list[int]:
    """Press keys that the input method gets; each is up again before the next."""
    serials = []
    for char in text:
        till.wait(gap_ms)
        serials.append(till.lend(char, source=source))
        down_ms = min(gap_ms // 2, 60)
        till.wait(down_ms)
        till.lend(char, is_press=False, source=source)
        till.now_ns -= down_ms * 1_000_000
    return serials


def end(till: Till, source: str | None = None) -> None:
    till.wait(SCANNER_MS)
    till.key(special=Special.ENTER, source=source)


def hand_back(till: Till, text: str, serials: list[int]) -> list[Fate]:
    return [till.commit(char, one) for char, one in zip(text, serials, strict=True)]


@pytest.mark.parametrize("after", [0, 5, len(CODE)])
def test_two_digits_of_a_person_that_come_back_together_both_stay(after: int) -> None:
    till = Till()
    mine = lend(till, "68", PERSON_MS)
    till.wait(120)
    scanned = lend(till, CODE[:after], SCANNER_MS)
    hand_back(till, "68", mine)
    scanned += lend(till, CODE[after:], SCANNER_MS)
    end(till)
    till.wait(300)
    assert ([CODE], "68") == (till.payloads, till.text)
    assert set(scanned) == set(till.claims[0].eaten)


def test_digits_that_never_came_are_written_and_named_as_done_with() -> None:
    till = Till()
    mine = lend(till, "68", PERSON_MS)
    till.wait(120)
    lend(till, CODE, SCANNER_MS)
    end(till)
    till.wait(300)
    assert ([CODE], "68") == (till.payloads, till.text)
    assert set(mine) < set(till.claims[0].eaten)


def test_digits_of_a_scan_that_come_back_one_by_one_all_leave() -> None:
    till = Till()
    for place, char in enumerate(CODE):
        hand_back(till, char, lend(till, char, SCANNER_MS))
        assert CODE[: place + 1] == till.text
    end(till)
    till.wait(300)
    assert ([CODE], "") == (till.payloads, till.text)


def test_what_comes_back_while_a_claim_waits_is_told_apart_too() -> None:
    till = Till()
    mine = lend(till, "6", PERSON_MS)
    till.wait(120)
    scanned = lend(till, CODE, SCANNER_MS)
    end(till)
    assert [] == till.claims
    assert [Fate.SHOW] == hand_back(till, "6", mine)
    assert {Fate.DROP} == set(hand_back(till, CODE, scanned))
    till.wait(300)
    assert ([CODE], "6") == (till.payloads, till.text)
    assert set(scanned) == set(till.claims[0].eaten)


def test_a_digit_on_another_keyboard_stays_when_it_comes_back_in_the_midst_of_a_scan() -> None:
    till = Till()
    first = lend(till, CODE[:6], SCANNER_MS, "scanner")
    mine = lend(till, "7", SCANNER_MS, "person")
    first += lend(till, CODE[6:], SCANNER_MS, "scanner")
    assert [Fate.SHOW] == hand_back(till, "7", mine)
    hand_back(till, CODE, first)
    end(till, "scanner")
    till.wait(300)
    assert ([CODE], "7") == (till.payloads, till.text)


def test_a_digit_of_a_run_that_is_over_stays_beside_a_later_scan() -> None:
    till = Till()
    mine = lend(till, "7", PERSON_MS, "person")
    till.wait(400)
    lend(till, CODE, SCANNER_MS, "scanner")
    assert [Fate.SHOW] == hand_back(till, "7", mine)
    end(till, "scanner")
    till.wait(300)
    assert ([CODE], "7") == (till.payloads, till.text)
