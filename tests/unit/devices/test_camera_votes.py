"""A code is believed when two pictures agree, and told once while it is in view."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.camera_votes import Votes, has_right_check_digit
from devices.decoders import Decoded

MS = 1_000_000


def seen(text: str, symbology: str | None = "]E0") -> Decoded:
    return Decoded(text.encode(), symbology, ())


RIGHT, WRONG = seen("6901234567892"), seen("6901234567885")


def nobody(_code: str) -> bool:
    return False


def everybody(_code: str) -> bool:
    return True


def test_two_pictures_have_to_agree() -> None:
    votes = Votes(nobody)
    assert [[], [RIGHT]] == [votes.looked(0, [RIGHT]), votes.looked(100 * MS, [RIGHT])]


def test_misreadings_that_differ_are_never_believed() -> None:
    votes = Votes(nobody)
    reads = [seen(f"690123456{n:04}") for n in range(50)]
    assert [] == [one for n, read in enumerate(reads) for one in votes.looked(n * MS, [read])]


def test_pictures_that_lie_too_far_apart_do_not_agree() -> None:
    votes = Votes(nobody)
    votes.looked(0, [RIGHT])
    assert [] == votes.looked(1_600 * MS, [RIGHT])


def test_a_known_code_with_a_right_check_digit_needs_one_picture() -> None:
    assert [RIGHT] == Votes(everybody).looked(0, [RIGHT])
    wrong = seen("6901234567893")
    assert [] == Votes(everybody).looked(0, [wrong])


def test_whether_a_code_is_known_is_asked_once() -> None:
    asked: list[str] = []

    def ask(code: str) -> bool:
        asked.append(code)
        return False

    votes = Votes(ask)
    for n in range(5):
        votes.looked(n * MS, [RIGHT])
    assert ["6901234567892"] == asked


def test_a_code_that_stays_in_view_is_told_once() -> None:
    votes = Votes(nobody)
    told = [one for n in range(100) for one in votes.looked(n * 100 * MS, [RIGHT])]
    assert [RIGHT] == told
    assert {RIGHT.mark} == votes.told


def test_a_moment_of_blur_is_not_leaving_and_two_seconds_are() -> None:
    votes = Votes(everybody)
    votes.looked(0, [RIGHT])
    assert [] == votes.looked(1_900 * MS, [RIGHT])
    votes.looked(3_000 * MS, [])
    assert [RIGHT] == votes.looked(4_000 * MS, [RIGHT])


def test_what_lies_still_stays_in_view_however_long() -> None:
    votes = Votes(everybody)
    votes.looked(0, [RIGHT])
    for second in range(1, 60):
        votes.unchanged(second * 1_000 * MS, since_ns=0)
    assert [] == votes.looked(60_000 * MS, [RIGHT])


def test_what_was_taken_away_before_the_picture_stood_still_is_gone() -> None:
    votes = Votes(everybody)
    votes.looked(0, [RIGHT])
    for tenth in range(5, 30):
        votes.unchanged(tenth * 100 * MS, since_ns=400 * MS)
    assert [RIGHT] == votes.looked(3_000 * MS, [RIGHT])


def test_two_codes_in_view_are_each_told_once() -> None:
    votes = Votes(nobody)
    told = [one for n in range(5) for one in votes.looked(n * MS, [RIGHT, WRONG])]
    assert [RIGHT, WRONG] == told


LEFT, RIGHT_SIDE = (
    tuple((x + shift, y) for x, y in ((0.0, 0.0), (90.0, 0.0), (90.0, 40.0), (0.0, 40.0)))
    for shift in (0.0, 300.0)
)


def at(text: str, corners: tuple[tuple[float, float], ...]) -> Decoded:
    return Decoded(text.encode(), "]E0", corners)


def test_a_misreading_of_a_code_that_was_told_is_not_told_after_it() -> None:
    votes = Votes(nobody)
    right, wrong = at("9780764544200", LEFT), at("0718704544200", LEFT)
    shown = [right, right, wrong, wrong, right, wrong, wrong, right]
    assert [right] == [one for n, code in enumerate(shown) for one in votes.looked(n * MS, [code])]


def test_a_known_misreading_of_another_code_is_not_believed_at_once() -> None:
    votes = Votes(everybody)
    votes.looked(0, [at("9780764544200", LEFT)])
    assert [] == votes.looked(MS, [at("0718704544200", LEFT)])


def test_a_code_that_replaces_another_is_told_when_it_stays() -> None:
    votes = Votes(nobody)
    old, new = at("9780764544200", LEFT), at("6901234567892", LEFT)
    told = [votes.looked(n * 100 * MS, [old if n < 4 else new]) for n in range(9)]
    assert [[], [old], [], [], [], [], [], [], [new]] == told


def test_codes_at_different_places_do_not_hold_each_other_back() -> None:
    votes = Votes(nobody)
    one, other = at("9780764544200", LEFT), at("6901234567892", RIGHT_SIDE)
    shown = [one, other, one, other]
    assert [one, other] == [c for n, code in enumerate(shown) for c in votes.looked(n * MS, [code])]


def test_a_code_that_waits_for_the_second_picture_says_so() -> None:
    votes = Votes(nobody)
    assert not votes.is_waiting
    votes.looked(0, [RIGHT])
    assert votes.is_waiting
    votes.looked(MS, [RIGHT])
    assert not votes.is_waiting


@given(st.lists(st.lists(st.integers(0, 500), max_size=20), max_size=60))
def test_however_many_codes_are_shown_few_are_kept_in_mind(pictures: list[list[int]]) -> None:
    votes = Votes(nobody)
    for n, numbers in enumerate(pictures):
        votes.looked(n * MS, [seen(str(number)) for number in numbers])
        assert len(votes._seen) <= 64


@pytest.mark.parametrize(
    ("symbology", "text", "expected"),
    [
        ("]E0", "6901234567892", True),
        ("]E0", "6901234567893", False),
        ("]E4", "96385074", True),
        ("]E0", "036000291452", True),
        ("]E0", "٦901234567892", False),
        ("]E0", "", False),
        ("]C0", "anything", True),
        (None, "anything", True),
    ],
)
def test_the_check_digit_of_an_article_number_is_checked(
    symbology: str | None, text: str, *, expected: bool
) -> None:
    assert expected == has_right_check_digit(symbology, text)
