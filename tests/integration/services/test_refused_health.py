"""Who refused a health file: nothing about their health is stored, whichever way it comes in. What
they buy and what they are allergic to is kept, and so is what was on file before.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from terminal.domain.consent import Purpose
from terminal.domain.followup import OutcomeCode
from terminal.domain.forms.model import Answered
from terminal.domain.missing import Missing, MissingField
from terminal.domain.problems import Refusal
from terminal.domain.proxy import IdKind
from terminal.domain.refill_note import Amount, Way
from terminal.services import (
    consents,
    counter,
    file_fields,
    followups,
    form_corrections,
    forms,
    proxies,
    readings,
    refills,
    visits,
)
from terminal.services.counter import CardFound
from terminal.services.file_fields import Filled, Given
from terminal.services.followups import OutcomeEntry, Recorded
from terminal.services.forms import SavedForm
from terminal.services.readings import Taken
from terminal.services.refills import Refilled
from terminal.services.visits import Noted
from tests.builders import TestStore, a_customer
from tests.integration.services.conftest import Shop
from tests.integration.services.hq_desk import HqDesk, health
from tests.integration.services.old_table import a_file, imports_of, line, taken_over
from tests.integration.services.shop import a_due, ops
from tests.integration.services.test_refills import sold

REFUSED = Refusal("HEALTH_FILE_REFUSED")
GLUCOSE = {"glucose_mmol_e1": 72}
STORED = ("observation", "response", "visit")


def say(till: TestStore, *, given: bool, customer: str = "c-1") -> None:
    """Say yes or no to a health file."""
    till.clock.ms += 1_000
    words = {Purpose.HEALTH_FILE: given}
    said = till.run(
        lambda uow: consents.say(uow, customer_id=customer, words=words, text_version="t")
    )
    assert not isinstance(said, Refusal), said


def measure(till: TestStore, customer: str = "c-1") -> Any:
    return till.run(
        lambda uow: readings.record(
            uow, customer_id=customer, code="glucose_fasting", items=GLUCOSE
        )
    )


def finish(till: TestStore, items: dict[str, int] | None) -> Any:
    entry = OutcomeEntry(OutcomeCode.DONE, items)
    return till.run(lambda uow: followups.record(uow, task_id="k-1", entry=entry))


def stored(till: TestStore) -> list[str]:
    """Return what kinds of health data left this till for HQ."""
    return [kind for kind in STORED for _ in ops(till, kind)]


@pytest.fixture
def till(shop: Shop) -> TestStore:
    """A till with a task that asks for a glucose, of a customer who refused a health file."""
    made = shop(("task", "k-1", a_due(days=-1)))[0]
    say(made, given=False)
    return made


def test_a_reading_is_not_stored_until_they_say_yes(till: TestStore) -> None:
    assert REFUSED == measure(till)
    assert [] == stored(till)
    say(till, given=True)
    assert isinstance(measure(till), Taken)


def test_a_reading_on_file_before_can_still_be_taken_back(till: TestStore) -> None:
    say(till, given=True)
    taken = measure(till)
    assert isinstance(taken, Taken)
    say(till, given=False)
    assert None is till.run(lambda uow: readings.undo(uow, reading_id=taken.reading))


def test_a_refusal_under_a_joined_file_counts_for_both(shop: Shop) -> None:
    twin = {**a_customer(), "canonical_id": "c-1"}
    till = shop(("customer", "c-9", twin), ("task", "k-1", a_due(days=-1)))[0]
    say(till, given=False, customer="c-9")
    assert REFUSED == measure(till)
    assert REFUSED == measure(till, "c-9")
    assert [True] == [one.refuses_health for one in till.read(followups.worklist).overdue]


def test_a_follow_up_is_finished_without_a_reading_and_stores_none(till: TestStore) -> None:
    (shown,) = till.read(followups.worklist).overdue
    assert shown.refuses_health
    found = till.read(lambda uow: counter.refresh(uow, customer_id="c-1"))
    assert isinstance(found, CardFound)
    assert [True] == [one.refuses_health for one in found.card.tasks]

    assert REFUSED == finish(till, GLUCOSE)
    assert [] == ops(till, "outcome")
    assert isinstance(finish(till, None), Recorded)
    assert (1, []) == (len(ops(till, "outcome")), stored(till))


def test_somebody_else_is_asked_for_the_reading_as_ever(shop: Shop) -> None:
    till = shop(("task", "k-1", a_due(days=-1)))[0]
    (shown,) = till.read(followups.worklist).overdue
    assert not shown.refuses_health
    assert [("glucose_mmol_e1", "READING_MISSING")] == [
        (one.name, one.code) for one in finish(till, None)
    ]


def test_a_note_is_kept_without_side_effects_and_nothing_is_read_out_of_it(till: TestStore) -> None:
    def note(*effects: str) -> Any:
        return till.run(
            lambda uow: visits.note(
                uow, customer_id="c-1", text="头晕，改天再来取药", side_effects=effects
            )
        )

    assert REFUSED == note("dizzy")
    assert [] == stored(till)
    noted = note()
    assert isinstance(noted, Noted)
    assert () == noted.keywords
    assert [None] == [one["fact"].get("keywords") for one in ops(till, "visit")]


def test_an_illness_is_neither_asked_for_nor_stored_and_an_allergy_is(till: TestStore) -> None:
    def fill(field: MissingField, given: Given) -> Any:
        return till.run(
            lambda uow: file_fields.fill(uow, customer_id="c-1", field=field, given=given)
        )

    illness = MissingField(Missing.CONDITION, "t2dm")
    for choice in (1, 2):
        assert REFUSED == fill(illness, Given(choice=choice))
    assert [] == stored(till)
    assert isinstance(fill(MissingField(Missing.ALLERGIES), Given(text="青霉素")), Filled)
    found = till.read(lambda uow: counter.refresh(uow, customer_id="c-1"))
    assert isinstance(found, CardFound)
    assert Missing.CONDITION not in {one.field for one in found.card.file.missing}


def test_what_they_buy_and_who_buys_for_them_is_kept(shop: Shop) -> None:
    till = shop(sold(-20))[0]
    say(till, given=False)
    refilled = till.run(
        lambda uow: refills.record(
            uow, customer_id="c-1", medicine_id="m-1", amount=Amount(1, 30), way=Way.BOUGHT
        )
    )
    assert isinstance(refilled, Refilled), refilled
    proxy = till.run(
        lambda uow: proxies.note(uow, customer_id="c-1", name="李明", id_kind=IdKind.ID_CARD)
    )
    assert isinstance(proxy, str), proxy


def test_a_form_is_neither_opened_nor_kept_nor_saved_nor_corrected(tmp_path: Path) -> None:
    hq = HqDesk(tmp_path)
    hq.form("f-1", *health())
    till, answers = hq.till, (Answered("diabetes", (False,)),)

    def save() -> Any:
        return till.run(
            lambda uow: forms.save(
                uow, customer_id="c-1", form_id="f-1", version=1, answers=answers
            )
        )

    saved = save()
    assert isinstance(saved, SavedForm), saved
    before = stored(till)
    say(till, given=False)
    assert REFUSED == save()
    assert REFUSED == till.run(lambda uow: forms.begin(uow, customer_id="c-1", form_id="f-1"))
    assert REFUSED == till.run(
        lambda uow: forms.keep(uow, customer_id="c-1", form_id="f-1", version=1, content={"x": 1})
    )
    where: dict[str, Any] = {"customer_id": "c-1", "response_id": saved.response}
    assert REFUSED == till.run(lambda uow: form_corrections.begin(uow, **where))
    assert REFUSED == till.run(
        lambda uow: form_corrections.save(uow, **where, form=("f-1", 1), answers=answers)
    )
    assert before == stored(till)
    assert not isinstance(till.run(lambda uow: forms.read(uow, **where)), Refusal)
    assert None is till.run(lambda uow: forms.undo(uow, **where)), "taking back stores nothing"


def test_an_old_table_brings_their_allergies_and_no_illness_or_reading(
    till: TestStore, tmp_path: Path
) -> None:
    row = line("合成新", 手机="15400000101", 会员卡号="880001")
    imports = imports_of(till)
    taken_over(imports, a_file(tmp_path, [row]))
    (customer,) = [one.id for one in till.run(lambda uow: counter.search(uow, text="合成新"))]
    say(till, given=False, customer=customer)
    more = line(
        "合成新",
        手机="15400000101",
        会员卡号="880001",
        病种="高血压",
        过敏史="青霉素",
        **{"测量日期": "2026-11-01", "空腹血糖(mg/dL)": "130"},
    )
    taken_over(imports, a_file(tmp_path, [more], name="second.csv"))

    found = till.read(lambda uow: uow.customers.get(customer))
    assert found is not None
    assert ((), ["青霉素"]) == (found.conditions, [one.substance for one in found.allergies])
    assert [] == ops(till, "observation")
