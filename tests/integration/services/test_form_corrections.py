"""Saved answers that are corrected, through the real store: version, readings, taking back."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from terminal.domain.forms.filling import Filling
from terminal.domain.forms.model import Answered
from terminal.domain.observation import BLOOD_PRESSURE, GLUCOSE_FASTING
from terminal.domain.problems import Refusal
from terminal.services import form_corrections, forms
from terminal.services.forms import Answers, Opened, SavedForm
from tests.integration.services.hq_desk import HqDesk, health
from tests.integration.services.shop import audited, ops
from tests.unit.domain.forms.samples import item

SUGAR = (("sugar", 0),)
PRESSURE = {"systolic_mmhg": 152, "diastolic_mmhg": 94}


@pytest.fixture
def hq(tmp_path: Path) -> Iterator[HqDesk]:
    """A till at which one form is in force."""
    made = HqDesk(tmp_path)
    made.form("f-1", *health())
    yield made
    made.till.close()


def answered(hq: HqDesk) -> str:
    """Save answers, let HQ publish another version, and return their id."""
    opened = hq.till.run(lambda uow: forms.begin(uow, customer_id="c-1", form_id="f-1"))
    filling = Filling.begun(opened.form)
    filling.answer((("diabetes", 0),), True)
    filling.answer((("pressure", 0), ("upper", 0)), 152)
    filling.answer((("pressure", 0), ("lower", 0)), 94)
    filling.answer(SUGAR, Decimal("7.9"))
    kept = filling.saved()
    saved = hq.till.run(
        lambda uow: forms.save(uow, customer_id="c-1", form_id="f-1", version=1, answers=kept)
    )
    assert isinstance(saved, SavedForm)
    hq.form("f-1", item("only", "string"), version=2)
    hq.till.clock.advance(ms=60_000)
    return saved.response


def begin(hq: HqDesk, response: str) -> Any:
    return hq.till.run(
        lambda uow: form_corrections.begin(uow, customer_id="c-1", response_id=response)
    )


def opened(hq: HqDesk, response: str) -> Filling:
    found = begin(hq, response)
    assert isinstance(found, Opened)
    assert (1, response) == (found.form.version, found.corrects)
    assert found.draft is not None
    return Filling.of_draft(found.form, found.draft.content)


def save(hq: HqDesk, response: str, answers: tuple[Answered, ...]) -> Any:
    return hq.till.run(
        lambda uow: form_corrections.save(
            uow, customer_id="c-1", response_id=response, form=("f-1", 1), answers=answers
        )
    )


def corrected(hq: HqDesk, response: str, sugar: str) -> SavedForm:
    filling = opened(hq, response)
    filling.answer(SUGAR, Decimal(sugar))
    saved = save(hq, response, filling.saved())
    assert isinstance(saved, SavedForm)
    return saved


def readings(hq: HqDesk) -> list[tuple[str, dict[str, int]]]:
    told = hq.till.read(lambda uow: uow.observations.of_customer("c-1", 9))
    return sorted((one.code, one.items) for one in told if one.items)


def test_corrected_answers_stand_in_the_place_of_the_old_under_their_own_version(
    hq: HqDesk,
) -> None:
    old = answered(hq)
    at = hq.till.read(lambda uow: uow.responses.get(old)).at
    saved = corrected(hq, old, "6.8")
    fact = ops(hq.till, "response")[-1]["fact"]
    assert (old, 1, round(at.timestamp() * 1000)) == (
        fact["supersedes"],
        fact["form_version"],
        fact["at"],
    )
    assert {"linkId": "sugar", "answer": [{"valueDecimal": "6.8"}]} in fact["items"]["item"]
    (told,) = hq.till.run(lambda uow: forms.desk(uow, customer_id="c-1")).responses
    assert (saved.response, 1) == (told.id, told.version)
    assert ("form.corrected", "c-1") in audited(hq.till)


def test_a_reading_that_was_wrong_goes_and_the_others_stay_as_they_were_taken(hq: HqDesk) -> None:
    old = answered(hq)
    before = hq.till.read(lambda uow: uow.observations.latest("c-1", BLOOD_PRESSURE))
    saved = corrected(hq, old, "6.8")
    expected = [(BLOOD_PRESSURE, PRESSURE), (GLUCOSE_FASTING, {"glucose_mmol_e1": 68})]
    assert expected == readings(hq)
    assert [GLUCOSE_FASTING] == [one.item.reading.code for one in saved.taken]
    after = hq.till.read(lambda uow: uow.observations.latest("c-1", BLOOD_PRESSURE))
    assert before == after, "nobody measured again"
    sugar = hq.till.read(lambda uow: uow.observations.latest("c-1", GLUCOSE_FASTING))
    assert after.at == sugar.at


def test_a_correction_is_corrected_and_taken_back_again(hq: HqDesk) -> None:
    old = answered(hq)
    saved = corrected(hq, corrected(hq, old, "6.8").response, "7.1")
    assert {"glucose_mmol_e1": 71} in [items for _, items in readings(hq)]
    draft = opened(hq, saved.response).to_draft()
    undone = hq.till.run(
        lambda uow: form_corrections.undo(
            uow, customer_id="c-1", response_id=saved.response, draft=draft
        )
    )
    assert None is undone
    expected = [(BLOOD_PRESSURE, PRESSURE), (GLUCOSE_FASTING, {"glucose_mmol_e1": 68})]
    assert expected == readings(hq)
    (told,) = hq.till.run(lambda uow: forms.desk(uow, customer_id="c-1")).responses
    again = hq.till.run(lambda uow: forms.begin(uow, customer_id="c-1", form_id="f-1"))
    assert told.id == again.corrects, "what was typed is a draft of the correction"
    found = hq.till.run(lambda uow: forms.read(uow, customer_id="c-1", response_id=told.id))
    assert isinstance(found, Answers)
    assert Answered("sugar", (Decimal("6.8"),)) in found.answers


def test_what_was_not_changed_is_not_saved_and_another_draft_comes_first(hq: HqDesk) -> None:
    old = answered(hq)
    kept = opened(hq, old).saved()
    assert Refusal("FORM_UNCHANGED") == save(hq, old, kept)
    hq.till.run(
        lambda uow: forms.keep(
            uow, customer_id="c-1", form_id="f-1", version=2, content={"item": []}
        )
    )
    assert Refusal("FORM_DRAFT_FIRST") == begin(hq, old)
    assert 1 == len(ops(hq.till, "response"))


def test_answers_that_were_taken_back_meanwhile_lose_nothing_of_their_correction(
    hq: HqDesk,
) -> None:
    old = answered(hq)
    filling = opened(hq, old)
    filling.answer(SUGAR, Decimal("6.8"))
    hq.till.run(lambda uow: forms.undo(uow, customer_id="c-1", response_id=old))
    saved = save(hq, old, filling.saved())
    assert isinstance(saved, SavedForm)
    (told,) = hq.till.run(lambda uow: forms.desk(uow, customer_id="c-1")).responses
    assert saved.response == told.id
    assert "supersedes" not in ops(hq.till, "response")[-1]["fact"]
