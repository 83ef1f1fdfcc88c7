"""Hybrid logical clock: stamps sort as they order, never go back, and follow nobody far ahead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.hlc import MAX_AHEAD_MS, Hlc, HlcFormatError, observe, parse, tick

_NOW = 1_790_000_000_000
_MS = st.integers(0, 2**48 - 1)
_COUNTER = st.integers(0, 0xFFFF)
_DEVICE = st.text("0123456789abcdefghijklmnopqrstuvwxyz", min_size=8, max_size=8)
_STAMPS = st.builds(Hlc, _MS, _COUNTER, _DEVICE)
_NEAR = st.builds(Hlc, st.integers(_NOW - 10**9, _NOW + 10**9), _COUNTER, _DEVICE)


@given(_STAMPS)
def test_a_stamp_reads_back_from_its_text(stamp: Hlc) -> None:
    assert stamp == parse(str(stamp))
    assert 24 == len(str(stamp))


@given(_STAMPS, _STAMPS)
def test_text_sorts_as_stamps_do(left: Hlc, right: Hlc) -> None:
    assert (left < right) == (str(left) < str(right))


@pytest.mark.parametrize(
    "text",
    ["", "0" * 23, "0" * 25, "G" * 24, "0" * 16 + "ABCDEFGH", "0" * 23 + "\n", "٠" * 24],
)
def test_other_text_is_no_stamp(text: str) -> None:
    with pytest.raises(HlcFormatError):
        parse(text)


def test_a_refused_text_is_not_repeated() -> None:
    with pytest.raises(HlcFormatError) as refused:
        parse("13800001111")
    assert "13800001111" not in str(refused.value)


@given(st.lists(st.integers(-(10**15), 2**50), min_size=1, max_size=40), _DEVICE)
def test_stamps_rise_whatever_the_clock_does(clock: list[int], device: str) -> None:
    last: Hlc | None = None
    for now_ms in clock:
        stamp = tick(last, now_ms=now_ms, device=device)
        assert last is None or str(last) < str(stamp)
        assert stamp.ms >= min(max(now_ms, 0), 2**48 - 1)
        last = stamp


def test_a_full_counter_spills_into_the_milliseconds() -> None:
    last = Hlc(_NOW, 0xFFFF, "00000001")
    assert Hlc(_NOW + 1, 0, "00000001") == tick(last, now_ms=_NOW, device="00000001")


def test_a_clock_that_moved_on_starts_a_new_count() -> None:
    last = Hlc(_NOW, 7, "00000001")
    assert Hlc(_NOW + 5, 0, "00000001") == tick(last, now_ms=_NOW + 5, device="00000001")


def test_a_clock_that_stands_still_counts_on() -> None:
    last = Hlc(_NOW, 7, "00000001")
    assert Hlc(_NOW, 8, "00000001") == tick(last, now_ms=_NOW - 3, device="00000001")


@given(st.none() | _NEAR, _NEAR)
def test_our_next_stamp_is_after_what_we_saw_unless_it_is_far_ahead(
    last: Hlc | None, remote: Hlc
) -> None:
    seen = observe(last, remote, now_ms=_NOW, device="00000001")
    following = tick(seen, now_ms=_NOW, device="00000001")
    if remote.ms <= _NOW + MAX_AHEAD_MS:
        assert (following.ms, following.counter) > (remote.ms, remote.counter)
    else:
        assert last == seen
    assert last is None or (following.ms, following.counter) > (last.ms, last.counter)


def test_the_bound_of_what_is_followed_is_exact() -> None:
    at_bound = Hlc(_NOW + MAX_AHEAD_MS, 3, "00000002")
    beyond = Hlc(_NOW + MAX_AHEAD_MS + 1, 0, "00000002")
    assert Hlc(at_bound.ms, 3, "00000001") == observe(
        None, at_bound, now_ms=_NOW, device="00000001"
    )
    assert observe(None, beyond, now_ms=_NOW, device="00000001") is None


def test_an_older_stamp_changes_nothing() -> None:
    last = Hlc(_NOW, 7, "00000001")
    older = Hlc(_NOW, 7, "zzzzzzzz")
    assert last == observe(last, older, now_ms=_NOW, device="00000001")


@given(st.lists(_NEAR, max_size=12), st.lists(st.integers(_NOW - 10**9, _NOW + 10**9), max_size=12))
def test_a_device_that_sees_others_still_only_rises(remotes: list[Hlc], clock: list[int]) -> None:
    state: Hlc | None = None
    issued: list[str] = []
    for remote, now_ms in zip(remotes, clock, strict=False):
        state = observe(state, remote, now_ms=now_ms, device="00000001")
        state = tick(state, now_ms=now_ms, device="00000001")
        issued.append(str(state))
    assert sorted(set(issued)) == issued
