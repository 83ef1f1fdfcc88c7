"""A profile is learned from cards whatever the computer does meanwhile, and follows slowly."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest

from devices.arbiter.profiles import Card, Profile, learn
from devices.arbiter.strokes import Special, Stroke
from devices.arbiter.timing import Pace

MS = 1_000_000


def card(text: str, gaps_ms: Sequence[float], *ends: Special, caps: bool = False) -> Card:
    strokes, at_ms = [], 0.0
    for serial, (char, gap) in enumerate(zip([*text, *ends], gaps_ms, strict=True)):
        at_ms += gap
        is_key = isinstance(char, Special)
        typed = "" if is_key else char.swapcase() if caps else char
        stroke = Stroke(
            serial=serial,
            at_ns=int(at_ms * MS),
            text=typed,
            special=char if is_key else None,
            is_shifted=char.isupper() and not is_key,
            is_caps_on=caps,
        )
        strokes.append(stroke)
    return Card(text, tuple(strokes))


def steady(rng: Random, count: int, mean_ms: float, spread: float) -> list[float]:
    return [max(mean_ms * rng.gauss(1, spread), 0.2 * mean_ms) for _ in range(count)]


def test_pace_and_suffix_are_learned() -> None:
    rng = Random(1)
    text = "20261122000412345678"
    cards = [
        card(text, steady(rng, len(text) + 2, 12, 0.2), Special.ENTER, Special.TAB)
        for _ in range(5)
    ]
    profile = learn("counter", cards, source="usb-1")
    assert (Special.ENTER, Special.TAB) == profile.suffix
    assert 11 < profile.pace.mean_ms < 13
    assert 0.12 < profile.pace.spread < 0.28
    assert ("usb-1", 1, 0) == (profile.source, profile.pace.batch, profile.doubles)


def test_a_computer_that_stalls_during_a_card_changes_nothing() -> None:
    rng = Random(2)
    text = "20261122000412345678"
    cards = [card(text, steady(rng, len(text), 12, 0.2)) for _ in range(4)]
    gaps = steady(rng, len(text), 12, 0.2)
    gaps[4:12] = [300.0, 0, 0, 0, 0, 0, 0, 0]
    profile = learn("counter", [*cards, card(text, gaps)])
    assert 11 < profile.pace.mean_ms < 13
    assert 1 == profile.pace.batch


def test_transfers_of_several_keys_are_seen() -> None:
    text = "20261122000412345678"
    gaps = [20.0 if place % 3 == 0 else 0.0 for place in range(len(text))]
    profile = learn("counter", [card(text, gaps)])
    assert 3 == profile.pace.batch
    assert 6 < profile.pace.mean_ms < 7


@pytest.mark.parametrize("costs", [True, False])
def test_what_shift_costs_is_seen(costs: bool) -> None:
    text = "aBcDeFgHiJkLmNoPqRsT"
    gaps = [20.0 if costs and char.isupper() else 10.0 for char in text]
    assert costs is learn("counter", [card(text, gaps)]).pace.shift_costs


@pytest.mark.parametrize("follows", [True, False])
def test_whether_a_scanner_knows_of_capslock_is_seen(follows: bool) -> None:
    text = "aBcDeFgHiJ"
    read = card(text, [8.0] * len(text), caps=True)
    wanted = text if follows else text.swapcase()
    assert follows is learn("counter", [Card(wanted, read.strokes)]).follows_caps


def test_keys_that_came_twice_are_counted() -> None:
    text = "20261122000412345678"
    twice = card(text[:5] + text[4:], [8.0] * (len(text) + 1))
    assert 1 == learn("counter", [Card(text, twice.strokes)]).doubles


def test_nothing_is_learned_from_no_keys() -> None:
    with pytest.raises(ValueError, match="no card"):
        learn("counter", [card("12", [0.0, 8.0])])


def test_a_profile_comes_back_from_its_dict() -> None:
    profile = Profile(
        name="counter",
        source="usb-1",
        pace=Pace(7.5, 0.21, 3, shift_costs=True),
        suffix=(Special.ENTER,),
        types_on_keypad=False,
        doubles=2,
        reads=7,
        lengths=((13, 5), (20, 2)),
    )
    assert profile == Profile.from_dict(profile.to_dict())


@pytest.mark.parametrize("mean_ms", [0, -3, float("nan"), float("inf")])
def test_a_dict_that_makes_no_sense_is_refused(mean_ms: float) -> None:
    values = Profile(name="counter").to_dict() | {"mean_ms": mean_ms}
    with pytest.raises(ValueError, match="pace"):
        Profile.from_dict(values)


def test_one_read_moves_a_profile_by_next_to_nothing_and_many_move_it() -> None:
    profile = Profile(name="counter", pace=Pace(8.0, 0.2))
    once = profile.after_read(13, [16.0] * 12, is_doubled=False)
    assert 8.0 < once.pace.mean_ms < 8.5
    often = profile
    for _ in range(200):
        often = often.after_read(13, [16.0] * 12, is_doubled=False)
    assert 15.5 < often.pace.mean_ms < 16.5
    assert ((13, 200),) == often.lengths
