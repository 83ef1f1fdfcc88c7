"""A reading that was saved wrongly, put right or withdrawn an hour later, on the real store."""

from __future__ import annotations

import itertools
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sync.protocol.ops import Fact
from terminal.domain.card import CustomerCard, EventItem, EventKind
from terminal.domain.consent import Purpose
from terminal.domain.followup import OutcomeCode
from terminal.domain.forms.filling import Filling
from terminal.domain.observation import (
    BLOOD_PRESSURE,
    GLUCOSE_FASTING,
    GLUCOSE_RANDOM,
    ReadingLevel,
)
from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.reading_trail import ERROR, trails
from terminal.services import (
    conflicts,
    consents,
    counter,
    followups,
    forms,
    reading_corrections,
    readings,
)
from terminal.services.counter import CardFound
from terminal.services.followups import OutcomeEntry, Recorded
from terminal.services.forms import SavedForm
from terminal.services.reading_corrections import Mended, Past
from terminal.services.readings import Taken
from tests.builders import TestStore
from tests.integration.services.conftest import Shop
from tests.integration.services.hq_desk import HqDesk, health
from tests.integration.services.shop import a_due, audited, ops, rows

HOUR = 3_600_000
FAR, NEAR = {"glucose_mmol_e1": 186}, {"glucose_mmol_e1": 86}


def pressure(upper: int, lower: int = 82) -> dict[str, int]:
    return {"systolic_mmhg": upper, "diastolic_mmhg": lower}


def taken(till: TestStore, items: dict[str, int], code: str = BLOOD_PRESSURE) -> str:
    """Save a reading, and let an hour pass."""
    made = till.run(lambda uow: readings.record(uow, customer_id="c-1", code=code, items=items))
    assert isinstance(made, Taken), made
    till.clock.advance(ms=HOUR)
    return made.reading


def corrected(
    till: TestStore, reading: str, items: dict[str, int], code: str = BLOOD_PRESSURE
) -> Any:
    made = till.run(
        lambda uow: reading_corrections.correct(uow, reading_id=reading, code=code, items=items)
    )
    till.clock.advance(ms=1000)
    return made


def withdrawn(till: TestStore, reading: str) -> Any:
    made = till.run(lambda uow: reading_corrections.withdraw(uow, reading_id=reading))
    till.clock.advance(ms=1000)
    return made


def undone(till: TestStore, mended: Mended) -> Any:
    made = till.run(lambda uow: reading_corrections.undo(uow, mended=mended))
    till.clock.advance(ms=1000)
    return made


def recent(till: TestStore, *codes: str) -> tuple[Past, ...]:
    asked = codes or (BLOOD_PRESSURE,)
    found = till.run(lambda uow: reading_corrections.recent(uow, customer_id="c-1", codes=asked))
    assert isinstance(found, tuple), found
    return found


def card(till: TestStore) -> CustomerCard:
    found = till.run(lambda uow: counter.card(uow, customer_id="c-1"))
    assert isinstance(found, CardFound)
    return found.card


def told(till: TestStore) -> list[EventItem]:
    return [one for one in card(till).events if one.kind is EventKind.READING]


def open_tasks(till: TestStore) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = rows(
        till, "SELECT rule, due_on FROM task WHERE state = 'open' ORDER BY due_on"
    )
    return found


def standing(till: TestStore, code: str = BLOOD_PRESSURE) -> dict[str, int] | None:
    found = till.read(lambda uow: uow.observations.latest("c-1", code))
    return None if found is None else found.items


def test_a_reading_of_an_hour_ago_is_put_right_as_of_when_it_was_measured(till: TestStore) -> None:
    old = taken(till, pressure(128))
    at = till.read(lambda uow: uow.observations.get(old)).at
    made = corrected(till, old, pressure(182))

    assert isinstance(made, Mended), made
    assert made.item is not None
    assert (pressure(128), pressure(182), ReadingLevel.DANGER) == (
        made.before.reading.items,
        made.item.reading.items,
        made.item.level,
    )
    fact = ops(till, "observation")[-1]["fact"]
    assert (old, round(at.timestamp() * 1000), "staff-1") == (
        fact["supersedes"],
        fact["at"],
        fact["by"],
    )
    assert ("reading.corrected", "c-1") in audited(till)
    assert pressure(128) == till.read(lambda uow: uow.observations.get(old)).items


def test_only_what_stands_counts_on_the_card_and_the_timeline_says_what_was_there(
    till: TestStore,
) -> None:
    corrected(till, taken(till, pressure(128)), pressure(148))
    found = card(till)
    assert found.pressure is not None
    assert pressure(148) == found.pressure.reading.items
    assert [pressure(148)] == [one.items for one in found.file.trend(BLOOD_PRESSURE)]
    (line,) = told(till)
    assert line.reading is not None
    assert (pressure(148), [pressure(128)], False) == (
        line.reading.reading.items,
        [one.reading.items for one in line.before],
        line.is_withdrawn,
    )


def test_a_withdrawn_reading_counts_nowhere_and_the_timeline_says_so(till: TestStore) -> None:
    old = taken(till, pressure(128))
    made = withdrawn(till, old)
    assert isinstance(made, Mended), made
    found = card(till)
    assert (None, ()) == (found.pressure, found.file.trend(BLOOD_PRESSURE))
    (line,) = told(till)
    assert line.reading is not None
    assert (pressure(128), True) == (line.reading.reading.items, line.is_withdrawn)
    assert () == recent(till)
    fact = ops(till, "observation")[-1]["fact"]
    assert (old, {}, ERROR) == (fact["supersedes"], fact["items"], fact["note"])
    assert ("reading.withdrawn", "c-1") in audited(till)


@pytest.mark.parametrize("is_correction", [True, False])
def test_within_ten_seconds_what_stood_before_stands_again(
    till: TestStore, is_correction: bool
) -> None:
    old = taken(till, pressure(128))
    made = corrected(till, old, pressure(148)) if is_correction else withdrawn(till, old)
    assert undone(till, made) is None
    assert pressure(128) == standing(till)
    (line,) = told(till)
    assert ((), False) == (line.before, line.is_withdrawn), "a slip is no correction"
    assert Refusal("READING_CHANGED") == undone(till, made), "it was taken back already"


def test_a_correction_is_corrected_again_and_says_all_that_was_said(till: TestStore) -> None:
    first = corrected(till, taken(till, pressure(128)), pressure(138))
    corrected(till, first.item.reading.id, pressure(148))
    (past,) = recent(till)
    assert [pressure(128), pressure(138)] == [one.reading.items for one in past.before]
    assert (pressure(148), "合成药师", True, None) == (
        past.item.reading.items,
        past.by,
        past.is_here,
        past.form,
    )


def test_what_was_corrected_meanwhile_is_not_corrected_blindly(till: TestStore) -> None:
    old = taken(till, pressure(128))
    corrected(till, old, pressure(148))
    gone = Refusal("READING_CHANGED")
    assert (gone, gone) == (corrected(till, old, pressure(138)), withdrawn(till, old))
    assert pressure(148) == standing(till)


def test_what_is_wrong_with_a_correction_is_said_and_nothing_is_stored(till: TestStore) -> None:
    old = taken(till, pressure(128))
    before = len(ops(till))
    same = [FieldProblem("systolic_mmhg", "READING_UNCHANGED")]
    assert same == corrected(till, old, pressure(128))
    assert "READING_PRESSURE_ORDER" == corrected(till, old, pressure(81))[0].code
    assert "READING_UNKNOWN" == corrected(till, old, NEAR, GLUCOSE_FASTING)[0].code
    assert before == len(ops(till))


def test_a_glucose_that_was_not_fasting_is_said_to_be_so(till: TestStore) -> None:
    corrected(till, taken(till, NEAR, GLUCOSE_FASTING), NEAR, GLUCOSE_RANDOM)
    assert (None, NEAR) == (standing(till, GLUCOSE_FASTING), standing(till, GLUCOSE_RANDOM))
    assert 1 == len(recent(till, GLUCOSE_FASTING, GLUCOSE_RANDOM))


def test_a_correction_into_danger_calls_for_a_contact_and_one_out_of_it_cancels_that(
    till: TestStore,
) -> None:
    into = corrected(till, taken(till, NEAR, GLUCOSE_FASTING), FAR, GLUCOSE_FASTING)
    assert date(2025, 12, 5) == into.recontact_on
    assert [("diabetes-14", "2025-12-05")] == open_tasks(till)
    out = corrected(till, into.item.reading.id, NEAR, GLUCOSE_FASTING)
    assert (None, 1, None) == (out.recontact_on, out.cancelled, out.still_on)
    assert [] == open_tasks(till)
    assert undone(till, out) is None
    assert [("diabetes-14", "2025-12-05")] == open_tasks(till), "what needs a doctor stands again"


def test_a_task_that_was_there_before_stays_and_it_is_said_until_when(shop: Shop) -> None:
    till, _ = shop(("task", "k-1", a_due(days=30)))
    old = taken(till, FAR, GLUCOSE_FASTING)
    assert [("diabetes-14", "2025-12-05")] == open_tasks(till)
    made = withdrawn(till, old)
    assert (0, date(2025, 12, 5)) == (made.cancelled, made.still_on)
    assert [("diabetes-14", "2025-12-05")] == open_tasks(till)


def test_a_reading_of_a_follow_up_is_put_right_there_too(shop: Shop) -> None:
    till, _ = shop(("task", "k-1", a_due(days=-1)))
    entry = OutcomeEntry(OutcomeCode.DONE, NEAR)
    done = till.run(lambda uow: followups.record(uow, task_id="k-1", entry=entry))
    assert isinstance(done, Recorded)
    till.clock.advance(ms=HOUR)
    (past,) = recent(till, GLUCOSE_FASTING)
    made = corrected(till, past.id, {"glucose_mmol_e1": 68}, GLUCOSE_FASTING)
    (line,) = card(till).events
    assert (EventKind.FOLLOWUP, [NEAR]) == (line.kind, [one.reading.items for one in line.before])
    (item,) = till.read(followups.worklist).done
    assert line.reading == item.value
    assert item.value is not None
    assert {"glucose_mmol_e1": 68} == item.value.reading.items
    withdrawn(till, made.item.reading.id)
    (line,) = card(till).events
    assert line.is_withdrawn
    (item,) = till.read(followups.worklist).done
    assert item.value is None


def test_taking_a_follow_up_back_takes_what_its_reading_became(shop: Shop) -> None:
    till, _ = shop(("task", "k-1", a_due(days=-1)))
    entry = OutcomeEntry(OutcomeCode.DONE, NEAR)
    done = till.run(lambda uow: followups.record(uow, task_id="k-1", entry=entry))
    till.clock.advance(ms=1000)
    (past,) = recent(till, GLUCOSE_FASTING)
    corrected(till, past.id, FAR, GLUCOSE_FASTING)
    till.run(lambda uow: followups.undo(uow, outcome_id=done.outcome_id))
    assert standing(till, GLUCOSE_FASTING) is None


def test_what_came_with_a_form_is_put_right_in_the_form(tmp_path: Path) -> None:
    hq = HqDesk(tmp_path)
    hq.form("f-1", *health())
    opened = hq.till.run(lambda uow: forms.begin(uow, customer_id="c-1", form_id="f-1"))
    filling = Filling.begun(opened.form)
    filling.answer((("diabetes", 0),), True)
    filling.answer((("sugar", 0),), Decimal("7.9"))
    kept = filling.saved()
    saved = hq.till.run(
        lambda uow: forms.save(uow, customer_id="c-1", form_id="f-1", version=1, answers=kept)
    )
    assert isinstance(saved, SavedForm)
    hq.till.clock.advance(ms=HOUR)
    (past,) = recent(hq.till, GLUCOSE_FASTING)
    there = Refusal("READING_OF_FORM")
    assert past.form is not None
    assert (there, there) == (
        corrected(hq.till, past.id, NEAR, GLUCOSE_FASTING),
        withdrawn(hq.till, past.id),
    )
    refuse(hq.till)  # Their form cannot be opened any more, and what they want gone still goes.
    assert isinstance(withdrawn(hq.till, past.id), Mended)
    hq.till.close()


def refuse(till: TestStore) -> None:
    words = {Purpose.HEALTH_FILE: False}
    till.run(lambda uow: consents.say(uow, customer_id="c-1", words=words, text_version="t"))
    till.clock.advance(ms=1000)


def test_of_who_refused_a_health_file_a_reading_is_withdrawn_and_no_new_one_stored(
    till: TestStore,
) -> None:
    old = taken(till, pressure(128))
    refuse(till)
    assert Refusal("HEALTH_FILE_REFUSED") == corrected(till, old, pressure(148))
    assert pressure(128) == standing(till)
    assert isinstance(withdrawn(till, old), Mended)
    assert standing(till) is None


def test_a_label_rule_and_a_conflict_see_what_stands(till: TestStore) -> None:

    corrected(till, taken(till, FAR, GLUCOSE_FASTING), NEAR, GLUCOSE_FASTING)
    customer = till.read(lambda uow: uow.customers.get("c-1"))
    seen = till.read(lambda uow: conflicts.facts(uow, customer).readings)
    assert {GLUCOSE_FASTING: 8.6} == dict(seen)


def test_what_the_store_says_counts_is_what_the_rule_says(till: TestStore) -> None:
    """All ways to correct one twice and to take it back, from wherever each of them starts."""
    roots = []
    for first, second, third in itertools.product((None, 138, 148), (0, 1), (None, 158)):
        root = taken(till, pressure(128))
        made = [root]
        for place, value in ((0, first), (second, third), (0, 168)):
            items = {} if value is None else pressure(value)
            made.append(_put(till, made[min(place, len(made) - 1)], items))
        roots.append(root)
    versions = till.read(lambda uow: uow.observations.versions(roots))
    every = trails(versions)
    expected = {one.stands.id for one in every if one.stands is not None}
    found = till.read(lambda uow: uow.observations.of_customer("c-1", 500))
    assert len(roots) == len(every)
    assert expected == {one.id for one in found}


def _put(till: TestStore, before: str, items: dict[str, int]) -> str:
    """Put a reading in the place of another, whether or not one took it already."""

    def work(uow: Any) -> str:
        made: str = uow.new_id()
        old = uow.observations.get(before)
        body = {
            "customer": "c-1",
            "code": BLOOD_PRESSURE,
            "at": round(old.at.timestamp() * 1000),
            "items": items,
            "supersedes": before,
            "by": "staff-1",
        }
        uow.put("observation", made, Fact(body))
        return made

    made: str = till.run(work)
    till.clock.advance(ms=1000)
    return made
