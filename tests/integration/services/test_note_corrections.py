"""A visit note that was saved wrongly, put right or withdrawn an hour later, on the real store."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from sync.protocol.ops import Fact
from terminal.domain.card import EventItem, EventKind
from terminal.domain.consent import Purpose
from terminal.domain.note_trail import note_trails
from terminal.domain.problems import FieldProblem, Refusal
from terminal.services import consents, counter, note_corrections, visits
from terminal.services.counter import CardFound
from terminal.services.note_corrections import NoteMended, PastNote
from terminal.services.visits import Noted
from tests.builders import TestStore
from tests.integration.services.shop import audited, ops, rows

HOUR = 3_600_000
DIZZY, RASH = "晨起头晕两次", "晨起皮疹"


def noted(till: TestStore, text: str = DIZZY, *effects: str) -> str:
    """Save a note, and let an hour pass."""
    made = till.run(
        lambda uow: visits.note(uow, customer_id="c-1", text=text, side_effects=effects)
    )
    assert isinstance(made, Noted), made
    till.clock.advance(ms=HOUR)
    return made.visit


def corrected(till: TestStore, visit: str, text: str, *effects: str) -> Any:
    made = till.run(
        lambda uow: note_corrections.correct(uow, visit_id=visit, text=text, side_effects=effects)
    )
    till.clock.advance(ms=1000)
    return made


def withdrawn(till: TestStore, visit: str) -> Any:
    made = till.run(lambda uow: note_corrections.withdraw(uow, visit_id=visit))
    till.clock.advance(ms=1000)
    return made


def undone(till: TestStore, mended: NoteMended) -> Any:
    made = till.run(lambda uow: note_corrections.undo(uow, mended=mended))
    till.clock.advance(ms=1000)
    return made


def recent(till: TestStore) -> tuple[PastNote, ...]:
    found = till.run(lambda uow: note_corrections.recent(uow, customer_id="c-1"))
    assert isinstance(found, tuple), found
    return found


def told(till: TestStore) -> list[EventItem]:
    found = till.run(lambda uow: counter.card(uow, customer_id="c-1"))
    assert isinstance(found, CardFound)
    return [one for one in found.card.events if one.kind is EventKind.VISIT]


def standing(till: TestStore) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    found = till.read(lambda uow: uow.visits.of_customer("c-1", 9))
    return [(one.note, one.side_effects, one.keywords) for one in found]


def refuse(till: TestStore) -> None:
    words = {Purpose.HEALTH_FILE: False}
    till.run(lambda uow: consents.say(uow, customer_id="c-1", words=words, text_version="t"))
    till.clock.advance(ms=1000)


def test_a_note_of_an_hour_ago_is_put_right_as_of_when_it_was_noted(till: TestStore) -> None:
    old = noted(till, DIZZY, "dizzy")
    ((at, on_screen),) = [(one.at, one.note) for one in told(till)]
    made = corrected(till, old, f" {RASH} ", "rash", "rash")
    assert isinstance(made, NoteMended), made
    assert [(RASH, ("rash",), ("rash",))] == standing(till)
    ((line),) = told(till)
    assert (DIZZY, RASH, at, ("rash",)) == (on_screen, line.note, line.at, line.side_effects)
    fact = ops(till, "visit")[-1]["fact"]
    assert (old, "staff-1", round(at.timestamp() * 1000)) == (
        fact["supersedes"],
        fact["by"],
        fact["at"],
    )
    assert ("visit.corrected", "c-1") in audited(till)
    assert [(DIZZY,)] == rows(till, f"SELECT note FROM visit WHERE id = '{old}'")


def test_a_withdrawn_note_counts_nowhere_and_stays_on_record(till: TestStore) -> None:
    old = noted(till, DIZZY, "dizzy")
    assert isinstance(withdrawn(till, old), NoteMended)
    assert ([], [], ()) == (standing(till), told(till), recent(till))
    assert ("visit.withdrawn", "c-1") in audited(till)
    assert [(DIZZY,)] == rows(till, f"SELECT note FROM visit WHERE id = '{old}'")


@pytest.mark.parametrize("is_correction", [True, False])
def test_within_ten_seconds_what_stood_before_stands_again(
    till: TestStore, is_correction: bool
) -> None:
    old = noted(till, DIZZY, "dizzy")
    made = corrected(till, old, RASH, "rash") if is_correction else withdrawn(till, old)
    assert undone(till, made) is None
    assert [(DIZZY, ("dizzy",), ("dizzy",))] == standing(till)
    (past,) = recent(till)
    assert () == past.before, "a slip is no correction"
    assert Refusal("NOTE_CHANGED") == undone(till, made), "it was taken back already"


def test_a_correction_is_corrected_again_and_says_all_that_was_said(till: TestStore) -> None:
    old = noted(till)
    first = corrected(till, old, RASH)
    last = corrected(till, first.made, "自述无不适")
    (past,) = recent(till)
    assert [DIZZY, RASH] == [one.note for one in past.before]
    assert ("自述无不适", "合成药师", True) == (past.note.note, past.by, past.is_here)
    assert {old, first.made, last.made} == past.ids


def test_the_last_ones_are_listed_newest_first_and_no_more_than_fit(till: TestStore) -> None:
    for place in range(note_corrections.OFFERED + 2):
        noted(till, f"第{place}次来")
    first, *_, last = recent(till)
    assert ("第6次来", "第2次来") == (first.note.note, last.note.note)


def test_a_note_of_another_stores_people_is_not_offered(till: TestStore) -> None:
    body = {"customer": "c-1", "at": 1, "by": "far-1", "channel": "phone", "note": "别店所记"}
    till.run(lambda uow: uow.put("visit", "v-far", Fact(body)))
    old = noted(till)
    assert [old] == [one.id for one in recent(till)]


def test_what_was_corrected_meanwhile_is_not_corrected_blindly(till: TestStore) -> None:
    old = noted(till)
    corrected(till, old, RASH)
    gone = Refusal("NOTE_CHANGED")
    assert (gone, gone) == (corrected(till, old, "别的"), withdrawn(till, old))
    assert [RASH] == [one[0] for one in standing(till)]


def test_what_is_wrong_with_a_correction_is_said_and_nothing_is_stored(till: TestStore) -> None:
    old = noted(till, DIZZY, "dizzy", "low")
    before = len(ops(till))
    assert [FieldProblem("note", "NOTE_UNCHANGED")] == corrected(till, old, DIZZY, "low", "dizzy")
    assert "NOTE_MISSING" == corrected(till, old, "  ")[0].code
    assert "NOTE_TOO_LONG" == corrected(till, old, "长" * 501)[0].code
    assert before == len(ops(till))


def test_of_who_refused_a_health_file_a_note_is_withdrawn_and_no_new_one_stored(
    till: TestStore,
) -> None:
    old = noted(till)
    refuse(till)
    assert Refusal("HEALTH_FILE_REFUSED") == corrected(till, old, RASH)
    assert isinstance(withdrawn(till, old), NoteMended)
    assert [] == standing(till)


def test_what_the_store_says_counts_is_what_the_rule_says(till: TestStore) -> None:
    """All ways to correct one twice and to take it back, from wherever each of them starts."""
    roots = []
    for first, second, third in itertools.product(("", "甲", "乙"), (0, 1), ("", "丙")):
        root = noted(till)
        made = [root]
        for place, text in ((0, first), (second, third), (0, "丁")):
            made.append(_put(till, made[min(place, len(made) - 1)], text))
        roots.append(root)
    every = note_trails(till.read(lambda uow: uow.visits.versions(roots)))
    expected = {one.stands.id for one in every if one.stands is not None}
    found = till.read(lambda uow: uow.visits.of_customer("c-1", 500))
    assert len(roots) == len(every)
    assert expected == {one.id for one in found}
    card, _ = till.read(lambda uow: uow.visits.with_attendance("c-1", 500))
    assert expected == {one.id for one in card}


def _put(till: TestStore, before: str, text: str) -> str:
    """Put a note in the place of another, whether or not one took it already."""
    body = {"customer": "c-1", "at": 1, "by": "staff-1", "channel": "counter", "note": text}
    body = {name: value for name, value in body.items() if value != ""}

    def work(uow: Any) -> str:
        made: str = uow.new_id()
        uow.put("visit", made, Fact({**body, "supersedes": before}))
        return made

    made: str = till.run(work)
    till.clock.advance(ms=1000)
    return made
