"""Scanner bursts are claimed; a person's keys are not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.errors import DeviceSettingsError
from devices.keyboard_wedge import (
    BurstDetector,
    BurstStarted,
    Claimed,
    Pass,
    Released,
    SpecialKey,
    WedgeEvent,
    WedgeProfile,
    wedge_scan,
)

MS = 1_000_000
ENTER, TAB, DOWN, OTHER = SpecialKey.ENTER, SpecialKey.TAB, SpecialKey.DOWN, SpecialKey.OTHER


class Keyboard:
    """Types into a detector and keeps the text of the focused widget."""

    def __init__(self, profile: WedgeProfile | None = None) -> None:
        self.detector = BurstDetector(profile or WedgeProfile())
        self.now_ns = 1_000_000 * MS
        self.widget = ""
        self.special_keys: list[SpecialKey] = []
        self.claims: list[Claimed] = []
        self.events: list[WedgeEvent] = []

    def type(self, text: str, *, gap_ms: float) -> Keyboard:
        for char in text:
            self.now_ns += int(gap_ms * MS)
            self._apply(self.detector.char(char, self.now_ns), char)
        return self

    def press(self, key: SpecialKey, *, gap_ms: float) -> Keyboard:
        self.now_ns += int(gap_ms * MS)
        self._apply(self.detector.special(key, self.now_ns), key)
        return self

    def wait(self, ms: float) -> Keyboard:
        self.now_ns += int(ms * MS)
        self._apply(self.detector.tick(self.now_ns), "")
        return self

    def payloads(self) -> list[str]:
        return [claim.payload for claim in self.claims]

    def _apply(self, events: Sequence[WedgeEvent], key: str | SpecialKey) -> None:
        self.events += events
        for event in events:
            match event:
                case Claimed(taken_back=taken_back):
                    self.claims.append(event)
                    self.widget = self.widget[: len(self.widget) - taken_back]
                case Pass():
                    if isinstance(key, SpecialKey):
                        self.special_keys.append(key)
                    else:
                        self.widget += key
                case _:
                    pass


@pytest.mark.parametrize("end", [ENTER, TAB])
@pytest.mark.parametrize("gap_ms", [1, 8, 16, 30])
def test_a_burst_with_an_end_key_is_claimed_and_taken_back(end: SpecialKey, gap_ms: float) -> None:
    keys = Keyboard().type("6901234567892", gap_ms=gap_ms).press(end, gap_ms=gap_ms)
    assert [Claimed("6901234567892", taken_back=13)] == keys.claims
    assert ("", []) == (keys.widget, keys.special_keys)


def test_every_character_reaches_the_widget_before_anything_is_decided() -> None:
    keys = Keyboard().type("6901234567892", gap_ms=8)
    assert "6901234567892" == keys.widget
    assert 13 == keys.events.count(Pass())


def test_a_burst_is_announced_once_when_it_is_long_enough() -> None:
    keys = Keyboard().type("69012", gap_ms=8)
    assert BurstStarted() not in keys.events
    keys.type("34567892", gap_ms=8)
    assert 1 == keys.events.count(BurstStarted())


def test_enter_after_slow_typing_passes_and_the_text_stays() -> None:
    keys = Keyboard().type("13800000000", gap_ms=95).press(ENTER, gap_ms=95)
    assert ("13800000000", [ENTER], []) == (keys.widget, keys.special_keys, keys.claims)


def test_a_short_fast_run_is_typing() -> None:
    keys = Keyboard().type("12345", gap_ms=5).press(ENTER, gap_ms=5)
    assert ("12345", [ENTER], []) == (keys.widget, keys.special_keys, keys.claims)


def test_enter_long_after_a_fast_run_passes() -> None:
    keys = Keyboard(WedgeProfile(claim_on_idle=False))
    keys.type("6901234567892", gap_ms=8).press(ENTER, gap_ms=400)
    assert ("6901234567892", [ENTER], []) == (keys.widget, keys.special_keys, keys.claims)


def test_silence_ends_the_burst_of_a_scanner_without_end_key() -> None:
    keys = Keyboard().type("6901234567892", gap_ms=8).wait(119)
    assert [] == keys.claims
    keys.wait(2)
    assert [Claimed("6901234567892", taken_back=13)] == keys.claims
    assert "" == keys.widget


def test_the_next_key_decides_a_finished_burst_when_no_tick_came() -> None:
    keys = Keyboard().type("6901234567892", gap_ms=8).type("x", gap_ms=500)
    assert (["6901234567892"], "x") == (keys.payloads(), keys.widget)


def test_the_enter_of_a_person_after_a_scan_without_end_key_passes() -> None:
    keys = Keyboard().type("6901234567892", gap_ms=8).press(ENTER, gap_ms=500)
    assert (["6901234567892"], [ENTER]) == (keys.payloads(), keys.special_keys)


def test_a_profile_may_leave_bursts_without_end_key_alone() -> None:
    keys = Keyboard(WedgeProfile(claim_on_idle=False)).type("6901234567892", gap_ms=8).wait(200)
    assert ([], "6901234567892") == (keys.claims, keys.widget)
    assert Released() == keys.events[-1]


@pytest.mark.parametrize("stall_at", range(1, 13))
@pytest.mark.parametrize("stall_ms", [61, 80, 119])
def test_a_burst_that_stalls_is_left_in_the_field_and_never_cut_in_two(
    stall_at: int, stall_ms: float
) -> None:
    code = "6901234567892"
    keys = Keyboard().type(code[:stall_at], gap_ms=8).type(code[stall_at], gap_ms=stall_ms)
    keys.type(code[stall_at + 1 :], gap_ms=8).press(ENTER, gap_ms=8).wait(200)
    assert ([], code, [ENTER]) == (keys.claims, keys.widget, keys.special_keys)


def test_a_burst_announced_and_then_doubted_is_released_once() -> None:
    keys = Keyboard().type("69012345", gap_ms=8).type("67892", gap_ms=80).wait(200)
    assert (1, 1) == (keys.events.count(BurstStarted()), keys.events.count(Released()))


def test_an_end_key_that_comes_late_leaves_the_burst_in_the_field() -> None:
    keys = Keyboard().type("6901234567892", gap_ms=8).press(ENTER, gap_ms=80)
    assert ([], [ENTER]) == (keys.claims, keys.special_keys)


@pytest.mark.parametrize("rest", [TAB, ENTER, DOWN])
def test_the_rest_of_a_two_key_suffix_is_kept_back(rest: SpecialKey) -> None:
    keys = Keyboard().type("6901234567892", gap_ms=8).press(ENTER, gap_ms=8).press(rest, gap_ms=8)
    assert ([], ["6901234567892"]) == (keys.special_keys, keys.payloads())


@pytest.mark.parametrize(("key", "gap_ms"), [(TAB, 61), (OTHER, 8)])
def test_a_key_that_is_no_rest_of_a_suffix_passes_after_a_scan(
    key: SpecialKey, gap_ms: float
) -> None:
    keys = Keyboard().type("6901234567892", gap_ms=8).press(ENTER, gap_ms=8)
    assert [key] == keys.press(key, gap_ms=gap_ms).special_keys


def test_tab_after_the_first_key_of_the_next_scan_is_no_rest_of_a_suffix() -> None:
    keys = Keyboard().type("6901234567892", gap_ms=8).press(ENTER, gap_ms=8).type("6", gap_ms=8)
    assert [TAB] == keys.press(TAB, gap_ms=8).special_keys


def test_two_scans_in_a_row_are_two_claims() -> None:
    keys = Keyboard()
    for code in ("6901234567892", "81234567890123456789"):
        keys.type(code, gap_ms=8).press(ENTER, gap_ms=8)
    assert ["6901234567892", "81234567890123456789"] == keys.payloads()
    assert "" == keys.widget


def test_only_the_scan_is_taken_back_from_a_field_with_text() -> None:
    keys = Keyboard().type("wang", gap_ms=150).wait(300)
    keys.type("6901234567892", gap_ms=8).press(ENTER, gap_ms=8)
    assert ("wang", ["6901234567892"]) == (keys.widget, keys.payloads())


def test_another_key_within_a_burst_leaves_it_in_the_field() -> None:
    keys = Keyboard().type("690123", gap_ms=8).press(OTHER, gap_ms=8)
    keys.type("4567892", gap_ms=8).press(ENTER, gap_ms=8)
    assert ([], [OTHER, ENTER]) == (keys.claims, keys.special_keys)


def test_an_end_key_the_profile_does_not_name_ends_nothing() -> None:
    keys = Keyboard(WedgeProfile(terminators=frozenset({ENTER})))
    keys.type("6901234567892", gap_ms=8).press(TAB, gap_ms=8)
    assert ([], [TAB]) == (keys.claims, keys.special_keys)


def test_a_key_held_down_is_never_a_scan() -> None:
    keys = Keyboard().type("0", gap_ms=0)
    for _ in range(40):
        keys.now_ns += 25 * MS
        keys.events += keys.detector.char("0", keys.now_ns, is_auto_repeat=True)
    keys.press(ENTER, gap_ms=25).wait(200)
    assert ([], [ENTER]) == (keys.claims, keys.special_keys)


def test_words_committed_by_an_input_method_are_never_a_scan() -> None:
    keys = Keyboard()
    for _ in range(10):
        keys.now_ns += 5 * MS
        keys.events += keys.detector.char("阿布", keys.now_ns)
    keys.press(ENTER, gap_ms=5)
    assert ([], [ENTER]) == (keys.claims, keys.special_keys)


def test_full_width_characters_are_narrowed_in_the_payload_and_counted_as_typed() -> None:
    keys = Keyboard().type("６９０１２３４－ＡＢ\u3000ｃ", gap_ms=8).press(ENTER, gap_ms=8)
    assert [Claimed("6901234-AB c", taken_back=12)] == keys.claims


def test_a_separator_that_no_widget_shows_is_not_taken_back() -> None:
    keys = Keyboard().type("0106901234\x1d10A", gap_ms=8).press(ENTER, gap_ms=8)
    assert [Claimed("0106901234\x1d10A", taken_back=13)] == keys.claims


def test_a_clock_that_runs_backwards_claims_nothing() -> None:
    keys = Keyboard().type("6901234567892", gap_ms=8).press(ENTER, gap_ms=-500)
    assert ([], [ENTER]) == (keys.claims, keys.special_keys)


def test_an_endless_burst_is_let_go() -> None:
    keys = Keyboard().type("7" * 5_000, gap_ms=1).press(ENTER, gap_ms=1)
    assert ([], [ENTER]) == (keys.claims, keys.special_keys)
    assert 5_000 == len(keys.widget)


def test_the_detector_says_when_it_wants_to_be_asked_again() -> None:
    keys = Keyboard()
    assert keys.detector.due_at_ns is None
    keys.type("6901234567892", gap_ms=8)
    due_at_ns = keys.detector.due_at_ns
    assert due_at_ns is not None
    assert [] == keys.detector.tick(due_at_ns - 1)
    assert [Claimed("6901234567892", taken_back=13)] == keys.detector.tick(due_at_ns)
    assert keys.detector.due_at_ns is None


def test_a_tick_without_a_run_says_nothing() -> None:
    assert [] == BurstDetector(WedgeProfile()).tick(5)


def test_a_claim_becomes_a_scan_with_its_aim_identifier_split_off() -> None:
    scan = wedge_scan(
        Claimed("]C10106901234567892", taken_back=19),
        device_id="keyboard",
        scan_id="scan-1",
        read_at_ns=7,
    )
    assert ("]C1", "0106901234567892", 19) == (scan.symbology, scan.payload, scan.raw_len)
    assert ("keyboard", "scan-1", 7, False) == (
        scan.device_id, scan.scan_id, scan.read_at_ns, scan.damaged,
    )  # fmt: skip


def test_a_claim_never_shows_its_payload_when_printed() -> None:
    assert "6901234567892" not in repr(Claimed("6901234567892", taken_back=13))


@pytest.mark.parametrize(
    "figures",
    [
        {"min_chars": 2},
        {"gap_median_ms_max": 0.0},
        {"gap_median_ms_max": 61.0},
        {"gap_ms_max": 121.0},
        {"terminators": frozenset[SpecialKey](), "claim_on_idle": False},
    ],
)
def test_a_profile_that_contradicts_itself_is_refused(figures: dict[str, Any]) -> None:
    with pytest.raises(DeviceSettingsError):
        WedgeProfile(**figures)


keystrokes = st.lists(
    st.tuples(
        st.one_of(st.sampled_from("0123456789abcAB-阿"), st.sampled_from(list(SpecialKey))),
        st.sampled_from([0, 1, 8, 16, 29, 31, 59, 61, 90, 119, 121, 500]),
        st.booleans(),
    ),
    max_size=80,
)


@given(strokes=keystrokes)
def test_no_typed_character_is_lost_except_into_a_claim(
    strokes: list[tuple[str | SpecialKey, int, bool]],
) -> None:
    keys = Keyboard()
    typed = ""
    for key, gap_ms, ticks in strokes:
        if ticks:
            keys.wait(0)
        if isinstance(key, SpecialKey):
            keys.press(key, gap_ms=gap_ms)
        else:
            keys.type(key, gap_ms=gap_ms)
            typed += key
    keys.wait(1_000)
    assert len(typed) == len(keys.widget) + sum(claim.taken_back for claim in keys.claims)
    assert sorted(typed) == sorted(keys.widget + "".join(keys.payloads()))


@given(strokes=keystrokes)
def test_every_announced_burst_ends_in_a_claim_or_a_release(
    strokes: list[tuple[str | SpecialKey, int, bool]],
) -> None:
    keys = Keyboard()
    for key, gap_ms, _ in strokes:
        if isinstance(key, SpecialKey):
            keys.press(key, gap_ms=gap_ms)
        else:
            keys.type(key, gap_ms=gap_ms)
    keys.wait(1_000)
    is_announced = False
    for event in keys.events:
        if isinstance(event, BurstStarted | Released):
            assert is_announced is isinstance(event, Released)
        if not isinstance(event, Pass):
            is_announced = isinstance(event, BurstStarted)
    assert not is_announced


def test_a_burst_near_the_limits_is_decided_with_the_gap_before_its_end_key() -> None:
    keys = Keyboard().type("690", gap_ms=29).type("123", gap_ms=31).press(ENTER, gap_ms=8)
    assert (["690123"], 0) == (keys.payloads(), keys.events.count(BurstStarted()))
