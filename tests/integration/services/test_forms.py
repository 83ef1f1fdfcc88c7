"""Questionnaires through the real store: drafts, versions, readings, and taking back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from terminal.domain.consent import Purpose
from terminal.domain.forms import checking
from terminal.domain.forms.filling import Filling
from terminal.domain.forms.model import Absent, Answered
from terminal.domain.observation import BLOOD_PRESSURE, GLUCOSE_FASTING
from terminal.domain.problems import Refusal
from terminal.services import consents, forms
from terminal.services.forms import Answers, FormsDesk, Opened, SavedForm
from tests.builders import TestStore, a_customer, a_store, an_observation
from tests.integration.services.hq_desk import HqDesk, health
from tests.integration.services.shop import audited, groups, ops, rows
from tests.unit.domain.forms.samples import item

Open = Callable[..., HqDesk]


@pytest.fixture
def hq(tmp_path: Path) -> Iterator[HqDesk]:
    """A till at which one form is in force."""
    made = HqDesk(tmp_path)
    made.form("f-1", *health())
    yield made
    made.till.close()


def desk(till: TestStore) -> FormsDesk:
    found: FormsDesk = till.run(lambda uow: forms.desk(uow, customer_id="c-1"))
    assert isinstance(found, FormsDesk)
    return found


def begin(till: TestStore, form: str = "f-1") -> Opened:
    found = till.run(lambda uow: forms.begin(uow, customer_id="c-1", form_id=form))
    assert isinstance(found, Opened)
    return found


def save(till: TestStore, answers: tuple[Answered, ...], version: int = 1) -> Any:
    return till.run(
        lambda uow: forms.save(
            uow, customer_id="c-1", form_id="f-1", version=version, answers=answers
        )
    )


def filled(till: TestStore) -> Filling:
    filling = Filling.begun(begin(till).form)
    filling.answer((("diabetes", 0),), True)
    filling.answer((("pressure", 0), ("upper", 0)), 152)
    filling.answer((("pressure", 0), ("lower", 0)), 94)
    filling.answer((("sugar", 0),), Decimal("7.90"))
    return filling


def a_draft(content: dict[str, Any]) -> dict[str, Any]:
    return {"customer_id": "c-1", "form_id": "f-1", "version": 1, "content": content}


def codes(till: TestStore) -> list[tuple[str, dict[str, int]]]:
    told = till.read(lambda uow: uow.observations.of_customer("c-1", 9))
    return sorted((one.code, one.items) for one in told if one.items)


def test_a_refused_health_file_is_told_until_the_customer_says_yes(hq: HqDesk) -> None:
    assert not desk(hq.till).refuses_health, "nothing was said: it is asked, and is no refusal"
    for given in (False, True):
        hq.till.clock.ms += 1_000
        words = {Purpose.HEALTH_FILE: given}
        hq.till.run(
            lambda uow, words=words: consents.say(
                uow, customer_id="c-1", words=words, text_version=consents.SPOKEN
            )
        )
        assert (not given) is desk(hq.till).refuses_health


def test_answers_are_one_response_and_what_was_measured_are_readings(hq: HqDesk) -> None:
    saved = save(hq.till, filled(hq.till).saved())
    assert isinstance(saved, SavedForm)
    (body,) = ops(hq.till, "response")
    assert ("f-1", 1, "c-1", "staff", "staff-1") == tuple(
        body["fact"][one] for one in ("form", "form_version", "customer", "source", "by")
    )
    assert {"linkId": "sugar", "answer": [{"valueDecimal": "7.90"}]} in body["fact"]["items"][
        "item"
    ]
    expected = [
        (BLOOD_PRESSURE, {"systolic_mmhg": 152, "diastolic_mmhg": 94}),
        (GLUCOSE_FASTING, {"glucose_mmol_e1": 79}),
    ]
    assert expected == codes(hq.till)
    assert 1 == len(groups(hq.till))
    assert ("form.answered", "c-1") in audited(hq.till)
    (told,) = desk(hq.till).responses
    assert ("f-1", 1) == (told.form, told.version)


def test_taking_answers_back_takes_the_readings_back_and_leaves_a_draft(hq: HqDesk) -> None:
    filling = filled(hq.till)
    saved = save(hq.till, filling.saved())
    taken = tuple(one.reading for one in saved.taken)
    undone = hq.till.run(
        lambda uow: forms.undo(
            uow,
            customer_id="c-1",
            response_id=saved.response,
            taken=taken,
            draft=filling.to_draft(),
        )
    )
    assert None is undone
    assert [] == codes(hq.till)
    assert () == desk(hq.till).responses
    again = begin(hq.till)
    assert again.draft is not None
    assert filling.saved() == Filling.of_draft(again.form, again.draft.content).saved()
    assert 2 == len(groups(hq.till))
    gone = hq.till.run(lambda uow: forms.undo(uow, customer_id="c-1", response_id=saved.response))
    assert Refusal("RESPONSE_GONE") == gone


def test_a_draft_is_there_after_a_restart_with_what_is_no_answer_yet(tmp_path: Path) -> None:
    hq = HqDesk(tmp_path)
    hq.form("f-1", *health())
    filling = filled(hq.till)
    filling.keep_text((("since", 0),), "三年左右")
    more = filling.add_turn((("medicine", 0),))
    assert more is not None
    filling.answer((*more, ("name", 0)), "二甲双胍")
    content = filling.to_draft((("since", 0),))
    keep = a_draft(content)
    assert None is hq.till.run(lambda uow: forms.keep(uow, **keep))
    hq.till.close()

    again = a_store(tmp_path, enrolled=False)
    opened = begin(again)
    assert opened.draft is not None
    read = Filling.of_draft(opened.form, opened.draft.content)
    assert content == read.to_draft((("since", 0),))
    assert "三年左右" in [one.text for one in read.lines()]
    assert [] == ops(again)
    (entry,) = desk(again).forms
    assert opened.draft.at == entry.drafted_at
    again.close()


def test_a_draft_goes_with_the_customers_file(hq: HqDesk) -> None:
    keep = a_draft({"item": []})
    hq.till.run(lambda uow: forms.keep(uow, **keep))
    hq.own.remove("customer", "c-1")
    hq.send()
    assert [(0,)] == rows(hq.till, "SELECT count(*) FROM form_draft")


def test_what_is_wrong_is_told_and_nothing_is_recorded(hq: HqDesk) -> None:
    filling = Filling.begun(begin(hq.till).form)
    filling.answer((("sugar", 0),), Decimal(61))
    problems = save(hq.till, filling.saved())
    assert [checking.REQUIRED, checking.TOO_HIGH] == [one.code for one in problems]
    assert [] == ops(hq.till)


def test_a_required_question_is_no_dead_end_when_the_customer_declines(hq: HqDesk) -> None:
    filling = Filling.begun(begin(hq.till).form)
    filling.leave_blank((("diabetes", 0),), Absent.DECLINED)
    assert isinstance(save(hq.till, filling.saved()), SavedForm)
    (entry,) = desk(hq.till).responses
    found = hq.till.run(lambda uow: forms.read(uow, customer_id="c-1", response_id=entry.id))
    assert isinstance(found, Answers)
    assert (Answered("diabetes", absent=Absent.DECLINED),) == found.answers


def test_old_answers_open_under_their_version_and_a_draft_goes_on_under_its_own(
    hq: HqDesk,
) -> None:
    save(hq.till, filled(hq.till).saved())
    keep = a_draft({"item": []})
    hq.till.run(lambda uow: forms.keep(uow, **keep))
    hq.form("f-1", item("only", "string"), version=2)
    opened = begin(hq.till)
    assert (1, 2) == (opened.form.version, opened.newest)
    (entry,) = desk(hq.till).responses
    found = hq.till.run(lambda uow: forms.read(uow, customer_id="c-1", response_id=entry.id))
    assert found.form is not None
    assert (1, True) == (found.form.version, found.is_own_version)
    assert "diabetes" in [one.link_id for one in found.form.items]
    hq.till.run(lambda uow: forms.drop(uow, customer_id="c-1", form_id="f-1"))
    assert 2 == begin(hq.till).form.version
    hq.till.clock.advance(ms=1000)
    saved = save(hq.till, (Answered("only", ("x",)),), 2)
    assert isinstance(saved, SavedForm)
    assert [2, 1] == [one.version for one in desk(hq.till).responses]


def test_answers_to_a_version_that_is_not_here_keep_what_was_said(hq: HqDesk) -> None:
    body = {
        "customer": "c-1", "form": "f-1", "form_version": 7, "at": 1, "by": "staff-1",
        "items": {"item": [{"linkId": "note", "answer": [{"valueString": "晨练"}]}]},
    }  # fmt: skip
    hq.own.change("response", "r-7", body)
    hq.send()
    found = hq.till.run(lambda uow: forms.read(uow, customer_id="c-1", response_id="r-7"))
    assert not found.is_own_version
    assert (Answered("note", ("晨练",)),) == found.answers


def test_nobody_fills_in_for_who_is_restricted_or_gone_and_nobody_unsigned(hq: HqDesk) -> None:
    hq.own.change("customer", "c-2", a_customer(2, restricted=True))
    hq.own.change("observation", "o-1", an_observation("c-1"))
    hq.send()

    def code(customer: str, **session: Any) -> str:
        found = hq.till.run(lambda uow: forms.desk(uow, customer_id=customer), **session)
        return str(found.code)

    assert "CUSTOMER_RESTRICTED" == code("c-2")
    assert "CUSTOMER_NOT_HERE" == code("c-99")
    assert "NOT_SIGNED_IN" == code("c-1", session=None)
    gone = hq.till.run(lambda uow: forms.begin(uow, customer_id="c-1", form_id="f-0"))
    assert Refusal("FORM_GONE") == gone
