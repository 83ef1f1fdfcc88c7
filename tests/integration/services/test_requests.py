"""What customers ask about their own data, on the real store: taken down, answered, taken back."""

from __future__ import annotations

from typing import Any

import pytest

from terminal.domain.consent import Purpose
from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.request import Answer, Right
from terminal.services import consents, requests
from terminal.services.requests import Listed
from tests import desk_builders as desk
from tests.builders import TestStore, a_customer
from tests.integration.services.conftest import Shop
from tests.integration.services.shop import on, rows


@pytest.fixture
def till(shop: Shop) -> TestStore:
    """A till with a request that is late, of a file that may only be kept."""
    return shop(
        ("customer", "c-9", a_customer(9, restricted=True)),
        ("request", "r-9", desk.a_request("c-9", what="erase", due_on=on(-2))),
    )[0]


def listed(till: TestStore) -> list[Listed]:
    found = till.run(requests.listed)
    assert isinstance(found, tuple)
    return list(found)


def begin(till: TestStore, what: Right = Right.COPY, note: str = "", who: str = "c-1") -> Any:
    return till.run(lambda uow: requests.begin(uow, customer_id=who, what=what, note=note))


def answer(till: TestStore, record: str, how: Answer, note: str = "") -> Any:
    return till.run(lambda uow: requests.answer(uow, request_id=record, how=how, note=note))


def test_a_request_has_15_days_and_the_most_urgent_comes_first(till: TestStore) -> None:
    record = begin(till, note=" 打印一份 ")
    late, new = listed(till)
    assert ("r-9", -2, "") == (late.request.id, late.days_left, late.masked_name)
    assert (record, 15, on(15)) == (new.request.id, new.days_left, new.request.due_on.isoformat())
    assert ("打印一份", True) == (new.request.note, "*" in new.masked_name)
    assert 2 == till.run(requests.waiting)


def test_a_request_of_a_file_that_was_joined_is_that_of_the_person(shop: Shop) -> None:
    till, _ = shop(
        ("customer", "c-8", a_customer(8)),
        ("customer", "c-7", a_customer(7, canonical_id="c-8")),
        ("request", "r-7", desk.a_request("c-7", what="copy", due_on=on(3))),
    )
    assert ["c-8"] == [one.customer for one in listed(till)]


def test_an_answer_keeps_what_was_asked_and_can_be_taken_back(till: TestStore) -> None:
    record = begin(till, note="要一份")
    assert None is answer(till, record, Answer.DONE, "已打印")
    assert ["r-9", record] == [one.request.id for one in listed(till)]
    done = listed(till)[1].request
    assert ("done", "要一份\n已打印", False) == (done.status, done.note, done.is_open)
    assert 1 == till.run(requests.waiting)
    assert Refusal("REQUEST_GONE") == answer(till, record, Answer.DONE, "已打印")
    till.run(lambda uow: requests.reopen(uow, request_id=record, note="要一份"))
    again = listed(till)[1].request
    assert ("open", "要一份", None) == (again.status, again.note, again.done)


def test_a_refusal_needs_its_reason(till: TestStore) -> None:
    assert FieldProblem("note", "REQUEST_NEEDS_REASON") == answer(till, "r-9", Answer.REFUSED)
    assert None is answer(till, "r-9", Answer.REFUSED, "法律要求保存")
    assert 0 == till.run(requests.waiting)


def test_an_answer_says_what_was_done(till: TestStore) -> None:
    for nothing in ("", " \t "):
        problem = FieldProblem("note", "REQUEST_NEEDS_ANSWER")
        assert problem == answer(till, "r-9", Answer.DONE, nothing)
    assert 1 == till.run(requests.waiting), "it waits on"
    assert [] == rows(till, "SELECT action FROM audit")
    assert None is answer(till, "r-9", Answer.DONE, "已当面说明")


def test_who_withdraws_is_obeyed_at_once(till: TestStore) -> None:
    words = {Purpose.REMINDERS: True}
    till.run(lambda uow: consents.say(uow, customer_id="c-1", words=words, text_version="v1"))
    begin(till, Right.WITHDRAW)
    stands = till.read(lambda uow: consents.stands(uow, customer_id="c-1"))
    assert [False, False, False] == [one.is_given for one in stands]
    assert isinstance(begin(till, Right.WITHDRAW, who="c-9"), str)


def test_one_entered_by_mistake_asks_for_nothing_any_more(till: TestStore) -> None:
    record = begin(till)
    assert None is till.run(lambda uow: requests.withdraw(uow, request_id=record))
    assert ["r-9"] == [one.request.id for one in listed(till)]
    noted = [action for (action,) in rows(till, "SELECT action FROM audit ORDER BY rowid")]
    assert ["request.taken", "request.withdrawn"] == noted


def test_nobody_signed_in_and_nobody_here_get_nothing(till: TestStore) -> None:
    assert Refusal("CUSTOMER_NOT_HERE") == begin(till, who="nobody")
    work = till.run(lambda uow: requests.begin(uow, customer_id="c-1", what=Right.COPY), None)
    assert Refusal("NOT_SIGNED_IN") == work
    assert Refusal("NOT_SIGNED_IN") == till.run(requests.listed, None)
