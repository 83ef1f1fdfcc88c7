"""What is typed of a refill, and which notes still count."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from terminal.domain import refill_note
from terminal.domain.observation import Reading
from terminal.domain.problems import FieldProblem
from terminal.domain.refill_note import Amount, RefillNote, Way

NOW = datetime(2025, 11, 21, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("", Amount(2, 56)),
        ("  ", Amount(2, 56)),
        ("3", Amount(3, 84)),
        ("1", Amount(1, 28)),
        ("2 60", Amount(2, 60)),
        ("２、６０", Amount(2, 60)),
        ("2盒60天", Amount(2, 60)),
    ],
)
def test_packs_and_days_are_read_as_they_are_typed(text: str, amount: Amount) -> None:
    assert amount == refill_note.read(text, packs=2, days=56)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("两盒", "REFILL_AMOUNT"),
        ("1 2 3", "REFILL_AMOUNT"),
        ("0", "REFILL_PACKS"),
        ("100 30", "REFILL_PACKS"),
        ("2 0", "REFILL_DAYS"),
        ("2 367", "REFILL_DAYS"),
    ],
)
def test_what_cannot_be_is_said(text: str, code: str) -> None:
    found = refill_note.read(text, packs=2, days=56)
    assert isinstance(found, FieldProblem)
    assert code == found.code


def test_unknown_days_are_asked_for_and_not_guessed() -> None:
    found = refill_note.read("2", packs=1, days=None)
    assert isinstance(found, FieldProblem)
    assert "REFILL_DAYS" == found.code
    assert Amount(2, 60) == refill_note.read("2 60", packs=1, days=None)


def test_only_whole_notes_of_a_known_way_are_read() -> None:
    def told(note: str, **items: int) -> Reading:
        return Reading("r", "c", "refill", NOW, items, value="m-1", note=note)

    whole = told("bought", packs=1, days_supply=30)
    others = [told("later_way", packs=1, days_supply=30), told("bought", packs=1), told("bought")]
    found = refill_note.noted([whole, *others])
    assert [RefillNote("r", "m-1", NOW, Amount(1, 30), Way.BOUGHT)] == found


def test_what_was_only_asked_for_is_never_supply() -> None:
    asked = RefillNote("r", "m-1", NOW, Amount(1, 30), Way.ASKED)
    assert [] == refill_note.unconfirmed([asked], [], lambda _: date(2025, 11, 21))
