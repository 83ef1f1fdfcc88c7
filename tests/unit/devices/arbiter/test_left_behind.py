"""What stays in a field beside "scan again" is what fingers typed, and no piece of the scan."""

from __future__ import annotations

import pytest

from devices.arbiter.strokes import FieldMeaning, Special
from tests.unit.devices.arbiter.till import Till

WRONG = "6901234567895"
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
