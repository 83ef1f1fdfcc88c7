"""What stays in a field beside "scan again" is what fingers typed, and no piece of the scan."""

from __future__ import annotations

import pytest

from devices.arbiter.strokes import FieldMeaning, Special
from tests.unit.devices.arbiter.till import Till

WRONG = "6901234567895"
TRACE = "83214569870321456987"
MS = 1_000_000


def press(till: Till, char: str, dwell_ms: float, gap_ms: float) -> None:
    """Press a key, and let it go; the next one comes `gap_ms` after it was pressed."""
    code = till.code_of(char)
    till.key(char, scan_code=code)
    till.wait(dwell_ms)
    till.key(char, is_press=False, scan_code=code)
    till.now_ns -= int(dwell_ms * MS)
    till.wait(max(gap_ms, dwell_ms))


def burst(till: Till, code: str, gap_ms: float, late: dict[int, float]) -> None:
    """A scan on a busy machine: some keys, by number, come up so many ms late, and the next with
    them.
    """
    for place, char in enumerate(code):
        more = late.get(place, 0.0)
        press(till, char, gap_ms / 2 + more, gap_ms + more)
    till.key(special=Special.ENTER)
    till.wait(1_000)


@pytest.mark.parametrize(
    ("code", "gap_ms", "late"),
    [
        ("78739413821784024857", 8, {0: 24}),  # Its beginning was not clear.
        ("609758740146", 4, {0: 22}),  # It seemed to be of two scanners.
        ("9141777631706", 18, {2: 18, 3: 23}),  # A key in it seemed to be typed.
        ("08990255687851958028", 12, {0: 22, 1: 25, 3: 9, 4: 18, 17: 11}),
    ],
)
def test_keys_that_came_apart_from_a_scan_leave_with_it(
    code: str, gap_ms: float, late: dict[int, float]
) -> None:
    till = Till(source="scanner")
    till.wait(2_000)
    burst(till, code, gap_ms, late)
    assert ([], "") == (till.payloads, till.text)
    assert len(till.asked) == 1


@pytest.mark.parametrize(("dwell_ms", "gap_ms"), [(70, 90), (90, 100), (40, 50), (30, 130)])
def test_a_digit_typed_just_before_a_scan_that_is_asked_again_stays(
    dwell_ms: float, gap_ms: float
) -> None:
    till = Till(meaning=FieldMeaning.NOTE)
    till.wait(2_000)
    press(till, "7", 75, 140)
    press(till, "3", dwell_ms, gap_ms)
    burst(till, WRONG, 8, {})
    assert ([], "73", 1) == (till.payloads, till.text, len(till.asked))


def typed_into_a_scan(till: Till, typed: str, dwell_ms: float) -> None:
    """Let somebody type a key for every five of a scanner's, and scan on."""
    down: list[tuple[float, str]] = []
    left = list(typed)
    for place, char in enumerate(TRACE):
        press(till, char, 4, 12)
        now_ms = till.now_ns / MS
        for one in [one for one in down if one[0] <= now_ms]:
            down.remove(one)
            till.key(one[1], is_press=False, scan_code=till.code_of(one[1]))
        if place % 5 == 3 and left:
            other = left.pop(0)
            till.key(other, scan_code=till.code_of(other))
            down.append((now_ms + dwell_ms, other))
            till.wait(1)
    till.key(special=Special.ENTER)
    till.wait(1_000)


@pytest.mark.parametrize("typed", ["p", "po", "wer"])
def test_what_somebody_types_while_another_scans_stays_where_keyboards_are_not_told_apart(
    typed: str,
) -> None:
    till = Till(meaning=FieldMeaning.NOTE)
    till.wait(2_000)
    typed_into_a_scan(till, typed, 70)
    assert ([], typed, 1) == (till.payloads, till.text, len(till.asked))


def test_keys_that_no_finger_held_leave_with_a_scan_that_is_asked_again() -> None:
    till = Till(meaning=FieldMeaning.NOTE)
    till.wait(2_000)
    typed_into_a_scan(till, "po", 10)
    assert ([], "", 1) == (till.payloads, till.text, len(till.asked))


def test_where_keys_are_commands_none_is_given_out_of_a_scan_that_is_asked_again() -> None:
    till = Till(meaning=FieldMeaning.NONE, holds=True)
    till.wait(2_000)
    typed_into_a_scan(till, "po", 70)
    assert ([], [], 0, 1) == (till.payloads, till.done, till.kept, len(till.asked))


def test_a_key_that_a_stall_held_down_is_no_finger() -> None:
    till = Till(meaning=FieldMeaning.NOTE)
    till.wait(2_000)
    for place, char in enumerate(WRONG):
        press(till, char, 80 if place == 5 else 4, 80 if place == 5 else 8)
    till.key(special=Special.ENTER)
    till.wait(1_000)
    assert ([], "", 1) == (till.payloads, till.text, len(till.asked))
