"""Answers held against their form at HQ: what is wrong is told, and nothing is lost for it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync.hub import form_checks
from sync.hub.form_checks import Fault
from sync.hub.hub import Hub
from sync.protocol.cycle import VerdictState
from tests.desk_builders import a_response
from tests.hub_fixtures import FakeTime, ScriptedTill, load_lines, new_till
from tests.unit.domain.forms.samples import bound, item, resource

CUSTOMER = ("customer", "c-1", {"set": {"name": "测试甲"}})
YEARS = item(
    "years", "integer", required=True, extension=[bound("maxValue", valueInteger=80)]
)  # fmt: skip


def form(version: int, *items: dict[str, Any]) -> dict[str, Any]:
    content = {"resource": json.dumps(resource(*items, title="合成问卷"))}
    body = {
        "version": version, "status": "live", "ring": "all", "valid_from": "2026-01-01",
        "content": content,
    }  # fmt: skip
    return {"k": "form", "id": "f-1", "b": body}


def years(value: object) -> dict[str, Any]:
    return {"item": [{"linkId": "years", "answer": [{"valueInteger": value}]}]}


@pytest.fixture
def till(hub: Hub) -> ScriptedTill:
    made = new_till(hub)
    made.sync(made.save(CUSTOMER))
    return made


def answer(till: ScriptedTill, record: str, items: Any, version: int = 1, **more: Any) -> None:
    body = a_response("c-1", form="f-1", form_version=version, items=items, **more)
    taken = till.sync(till.save(("response", record, {"fact": body})))
    assert all(one.st is VerdictState.APPLIED for one in taken.verdicts)


def wrong(hub: Hub) -> dict[str, tuple[Fault, ...]]:
    return {one.key.id: one.faults for one in form_checks.wrong_answers(hub.storage)}


def alerts(hub: Hub) -> list[tuple[str, str]]:
    hub.judge_work()
    with hub.storage.snapshot() as tx:
        return [(one.device, one.code) for one in tx.alerts.listed(since_ms=0)]


def test_wrong_answers_are_told_with_their_place_and_kept_as_they_came(
    hub: Hub, till: ScriptedTill
) -> None:
    load_lines(hub, form(1, YEARS))
    answer(till, "r-1", years(4))
    assert [] == alerts(hub)
    answer(till, "r-2", years(81))
    answer(till, "r-3", {"item": [{"linkId": "weight", "answer": [{"valueInteger": 1}]}]})
    assert {
        "r-2": (Fault("years", "FORM_TOO_HIGH"),),
        "r-3": (Fault("weight", "FORM_UNKNOWN_ITEM"), Fault("years", "FORM_REQUIRED")),
    } == wrong(hub)
    assert [(till.device, "RESPONSE_WRONG")] == alerts(hub)
    other = new_till(hub)
    other.read_all()
    assert years(81) == (other.body("response", "r-2") or {})["items"]


def test_answers_are_held_against_the_version_they_were_given_under(
    hub: Hub, till: ScriptedTill
) -> None:
    load_lines(hub, form(1, YEARS))
    load_lines(hub, form(2, item("years", "integer", required=True), item("since", "date")))
    answer(till, "r-1", years(81), version=1)
    answer(till, "r-2", years(81), version=2)
    assert {"r-1": (Fault("years", "FORM_TOO_HIGH"),)} == wrong(hub)


def test_what_waited_for_its_form_is_judged_once_that_is_there(
    hub: Hub, till: ScriptedTill
) -> None:
    answer(till, "r-1", years(4), version=3)
    assert {"r-1": (Fault("", "FORM_VERSION_UNKNOWN"),)} == wrong(hub)
    assert [] == alerts(hub), "a till that is ahead of HQ's files did nothing wrong"
    load_lines(hub, form(3, YEARS))
    assert {} == wrong(hub)


def test_what_was_taken_back_or_replaced_is_not_listed(hub: Hub, till: ScriptedTill) -> None:
    load_lines(hub, form(1, YEARS))
    answer(till, "r-1", years(81))
    answer(till, "r-2", {}, supersedes="r-1")
    body = a_response("c-1", form="proxy", items={"proxy": {"name": "合成代购人"}})
    till.sync(till.save(("response", "r-3", {"fact": body})))
    assert {} == wrong(hub)


def test_a_form_that_nobody_can_use_is_told_of_and_ends_nothing(
    hub: Hub, till: ScriptedTill
) -> None:
    bad = form(1)
    bad["b"]["content"] = {"resource": "no json"}
    load_lines(hub, bad)
    answer(till, "r-1", years(4))
    assert {"r-1": (Fault("", "FORM_UNUSABLE"),)} == wrong(hub)
    assert [] == alerts(hub)


def test_the_same_answers_sent_and_judged_again_raise_one_alert_a_day(
    hub: Hub, till: ScriptedTill, fake_time: FakeTime
) -> None:
    load_lines(hub, form(1, YEARS))
    answer(till, "r-1", years(81))
    answer(till, "r-2", years(82))
    assert 1 == len(alerts(hub))
    hub.review.recount(till.device, since_ms=0)
    assert 1 == len(alerts(hub))


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 9)
    | st.sampled_from(["", "NaN", "4", "2026-01-01"]),
    lambda one: (
        st.lists(one, max_size=2)
        | st.dictionaries(
            st.sampled_from(["item", "linkId", "answer", "valueDecimal", "valueQuantity", "value"]),
            one,
            max_size=3,
        )
    ),
    max_leaves=8,
)
_TREES = st.fixed_dictionaries(
    {
        "item": st.lists(
            st.fixed_dictionaries(
                {"linkId": st.sampled_from(["years", "size"])},
                optional={"answer": _VALUES, "item": _VALUES, "extension": _VALUES},
            ),
            max_size=3,
        )
    }
)


@given(items=_TREES | st.dictionaries(st.sampled_from(["item", "years"]), _VALUES, min_size=1))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_answers_end_the_thread_that_judges(memory_hub: Hub, items: dict[str, Any]) -> None:
    load_lines(memory_hub, form(1, YEARS, item("size", "decimal")))
    till = new_till(memory_hub)
    body = a_response("c-9", form="f-1", items=items)
    till.sync(till.save(("customer", "c-9", {"set": {"name": "测试甲"}})))
    till.sync(till.save(("response", f"r-{till.device}", {"fact": body})))
    memory_hub.judge_work()
    form_checks.wrong_answers(memory_hub.storage)
