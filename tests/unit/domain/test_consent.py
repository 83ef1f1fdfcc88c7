"""Consent: nothing said is no, and a withdrawal stands until somebody says yes after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.hlc import Hlc
from terminal.domain.consent import Consent, Purpose, allows, latest, needs_guardian

NOW = datetime(2025, 11, 21, 2, tzinfo=UTC)
TODAY = date(2025, 11, 21)


def _said(
    record: str, *, given: bool, minutes: int = 0, written: int | None = None, **more: Any
) -> Consent:
    """Return a word said so many minutes from now, and written down then or at `written`."""
    at = NOW + timedelta(minutes=minutes)
    wrote = NOW + timedelta(minutes=minutes if written is None else written)
    stamp = str(Hlc(round(wrote.timestamp() * 1000), 0, "testdev1"))
    made = Consent(record, "c", "reminders", given, "1", "spoken", at, "s", stamp)
    return replace(made, **more)


def test_nothing_said_means_no_but_to_being_served() -> None:
    assert {purpose: purpose is Purpose.SERVICE for purpose in Purpose} == {
        purpose: allows([], purpose) for purpose in Purpose
    }


def test_a_yes_after_a_no_stands_in_whatever_order_words_are_read() -> None:
    words = [_said("a", given=True), _said("b", given=False, minutes=1)]
    words.append(_said("c", given=True, minutes=2))
    for order in permutations(words):
        assert {"reminders": words[2]} == latest(order)
        assert allows(order, Purpose.REMINDERS)
        assert not allows(order, Purpose.MARKETING)
    assert not allows(words[:2], Purpose.REMINDERS)


@pytest.mark.parametrize(
    "older",
    [
        _said("old paper entered late", given=True, minutes=-900, written=5),
        _said("at the same time", given=True, minutes=0),
        _said("a clock that was ahead", given=True, minutes=900, written=-5),
        _said("before", given=True, minutes=-5),
    ],
    ids=lambda one: one.id,
)
def test_a_withdrawal_is_not_undone_by_an_older_grant(older: Consent) -> None:
    no = _said("no", given=False)
    for order in permutations([no, older]):
        assert not allows(order, Purpose.REMINDERS)
        assert {"reminders": no} == latest(order)


def test_a_withdrawal_dated_far_ahead_by_a_wrong_clock_does_not_stand_for_ever() -> None:
    ahead = _said("no", given=False, minutes=999_999, written=0)
    assert allows([ahead, _said("yes", given=True, minutes=5)], Purpose.REMINDERS)


def test_of_words_loaded_together_the_day_decides() -> None:
    no, yes = _said("a", given=False, minutes=-9, written=0), _said("b", given=True)
    assert allows([no, yes], Purpose.REMINDERS)


def test_a_word_entered_by_mistake_is_taken_back_by_another() -> None:
    words = [_said("a", given=True), _said("b", given=False, minutes=1)]
    words.append(_said("x", given=False, minutes=2, undoes="b"))
    assert {"reminders": words[0]} == latest(words)


WORDS = st.builds(
    lambda given, minutes, written: (given, minutes, written),
    st.booleans(), st.integers(-3, 3), st.integers(-3, 3),
)  # fmt: skip


@given(st.lists(WORDS, min_size=1, max_size=6), st.randoms())
def test_all_that_know_the_same_words_agree(
    drawn: list[tuple[bool, int, int]], source: Any
) -> None:
    words = [
        _said(f"w{n}", given=one[0], minutes=one[1], written=one[2]) for n, one in enumerate(drawn)
    ]
    shuffled = list(words)
    source.shuffle(shuffled)
    assert latest(words) == latest(shuffled)
    if allows(words, Purpose.REMINDERS):
        noes = [one for one in words if not one.given]
        assert any(all(yes.is_after(no) for no in noes) for yes in words if yes.given)
        more = _said("no", given=False, minutes=9, written=9)
        assert not allows([*words, more], Purpose.REMINDERS)


@pytest.mark.parametrize(
    ("born", "guarded"),
    [(date(2011, 11, 22), True), (date(2011, 11, 21), False), (None, False)],
)
def test_under_fourteen_a_guardian_speaks(born: date | None, guarded: bool) -> None:
    assert guarded == needs_guardian(born, TODAY)
