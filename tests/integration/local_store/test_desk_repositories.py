"""Reading what is recorded at the desk: every repository returns what its callers are promised."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sync.protocol.ops import Fact, Set
from terminal.domain.complaint import Complaint
from terminal.domain.consent import Consent, Purpose, allows
from terminal.domain.contact import Contact, Slot, week_of
from terminal.domain.customer import Mark
from terminal.domain.event import Attendance, Event
from terminal.domain.external_id import ExternalId
from terminal.domain.forms.model import Response
from terminal.domain.household import Household
from terminal.domain.knowledge import Learned, Question
from terminal.domain.lead import Lead, LeadStep
from terminal.domain.medicine import NearbyLevel, StockLevel
from terminal.domain.neighbour import Neighbour
from terminal.domain.policy import Policy
from terminal.domain.request import RightsRequest
from terminal.domain.signup import Signup
from terminal.domain.tag import Tag
from terminal.domain.visit import VisitNote
from tests import desk_builders as desk
from tests.builders import (
    START_MS,
    TestStore,
    a_customer,
    a_line,
    a_medicine,
    a_stamp,
    a_store,
    a_ticket,
    an_observation,
    load_records,
)

NOW = datetime.fromtimestamp(START_MS / 1000, UTC)
TODAY = date(2025, 11, 21)
BY = desk.BY
Record = tuple[str, str, dict[str, Any]]


@pytest.fixture
def till(tmp_path: Path) -> Iterator[TestStore]:
    made = a_store(tmp_path)
    yield made
    made.close()


def _load(till: TestStore, *records: Record) -> None:
    load_records(till, records)


def _ids(found: Any) -> list[str]:
    return [one.id for one in found]


def test_a_consent_comes_with_how_it_was_given(till: TestStore) -> None:
    _load(till, ("consent", "k1", desk.a_consent("c1", guardian="c2")))
    expected = Consent(
        "k1", "c1", "reminders", True, "2025-03", "spoken", NOW, BY, a_stamp(), guardian="c2"
    )
    assert [expected] == till.read(lambda uow: uow.consents.of_customer("c1"))


def test_a_grant_of_a_till_whose_clock_was_ahead_does_not_undo_a_later_withdrawal(
    till: TestStore,
) -> None:
    ahead = START_MS + 86_400_000
    _load(till, ("consent", "yes", desk.a_consent("c1", at=ahead, of_a_newer_program=1)))
    said = till.read(lambda uow: uow.consents.of_customer("c1"))
    assert allows(said, Purpose.REMINDERS)
    no = desk.a_consent("c1", given=False, at=START_MS + 60_000)
    till.clock.advance(ms=60_000)
    till.run(lambda uow: uow.put("consent", "no", Fact(no)))
    said = till.read(lambda uow: uow.consents.of_customer("c1"))
    assert not allows(said, Purpose.REMINDERS)


def test_what_was_said_under_a_joined_file_is_the_persons_too(till: TestStore) -> None:
    _load(
        till,
        ("customer", "c2", a_customer(canonical_id="c1")),
        ("consent", "k2", desk.a_consent("c2", at=START_MS - 1)),
        ("consent", "k1", desk.a_consent("c1")),
    )
    assert ["k2", "k1"] == _ids(till.read(lambda uow: uow.consents.of_customer("c1")))


def test_labels_are_told_on_or_off_and_found_by_code_when_on(till: TestStore) -> None:
    _load(
        till,
        ("tag", "t1", desk.a_tag("c1", until_on="2025-12-01", reason="said so")),
        ("tag", "t2", desk.a_tag("c1", code="child", active=False, source=None, since_at=None)),
    )
    first = Tag(
        "t1", "c1", "member_day", "staff", True, BY, NOW, date(2025, 12, 1), "said so"
    )  # fmt: skip
    off = Tag("t2", "c1", "child", "staff", False)
    assert [off, first] == till.read(lambda uow: uow.tags.of_customer("c1"))
    assert off == till.read(lambda uow: uow.tags.get("t2"))
    assert None is till.read(lambda uow: uow.tags.get("t3"))
    assert [first] == till.read(lambda uow: uow.tags.with_code("member_day", 9))
    assert [] == till.read(lambda uow: uow.tags.with_code("child", 9))


def test_a_household_and_its_people(till: TestStore) -> None:
    _load(
        till,
        ("household", "h1", desk.a_household("c1")),
        ("customer", "c1", a_customer(1, household="h1")),
        ("customer", "c2", a_customer(2, household="h1", guardian="c1", silent=True)),
        ("customer", "c3", a_customer(3, aliases=["旧名"], channel="sms", hours="morning")),
    )
    assert Household("h1", "c1", "合成一家") == till.read(lambda uow: uow.households.get("h1"))
    assert None is till.read(lambda uow: uow.households.get("h2"))
    people = till.read(lambda uow: uow.customers.of_household("h1"))
    assert [("c1", None, False), ("c2", "c1", True)] == [
        (one.id, one.guardian, one.silent) for one in people
    ]
    other = till.read(lambda uow: uow.customers.get("c3"))
    assert other is not None
    found = (other.aliases, other.household, other.channel, other.hours, other.restricted)
    assert (("旧名",), None, "sms", "morning", False) == found


def test_a_corrected_visit_note_or_response_no_longer_shows(till: TestStore) -> None:
    _load(
        till,
        ("visit", "v1", desk.a_visit("c1")),
        ("visit", "v2", desk.a_visit("c1", supersedes="v1", side_effects=None, order_no="SO-1")),
        ("response", "r1", desk.a_response("c1")),
        ("response", "r2", desk.a_response("c1", supersedes="r1")),
    )
    note = VisitNote(
        "v2", "c1", NOW, BY, "counter", "晨起头晕，建议复诊", (), ("blood_pressure",), "SO-1", "v1"
    )
    assert [note] == till.read(lambda uow: uow.visits.of_customer("c1", 9))
    items = {"smokes": False, "years": 4}
    response = Response("r2", "c1", "health-1", 1, NOW, BY, items, "staff", "r1")
    assert [response] == till.read(lambda uow: uow.responses.of_customer("c1", 9))


def test_forms_and_articles_in_force_are_told_and_those_that_cannot_be_used_are_not(
    till: TestStore,
) -> None:
    expired = {**desk.CONTENTS["article"], "expires_on": "2025-11-21"}
    _load(
        till,
        ("form", "f1", desk.a_config("form", "f1")),
        ("form", "f2", desk.a_config("form", "f2", status="draft")),
        ("form", "f3", desk.a_config("form", "f3", valid_from="2025-11-22")),
        ("form", "f4", desk.a_config("form", "f4", {"title": {"en": "x"}})),
        ("article", "a1", desk.a_config("article", "a1")),
        ("article", "a2", desk.a_config("article", "a2", expired)),
        ("article", "a3", desk.a_config("article", "a3", {"kind": "answer"})),
    )
    assert ["f1"] == _ids(till.read(lambda uow: uow.policies.forms()))
    draft = till.read(lambda uow: uow.policies.form("f2"))
    assert draft is not None
    assert ["smokes", "years"] == [one.link_id for one in draft.items]
    assert ["a1"] == _ids(till.read(lambda uow: uow.policies.articles()))
    assert till.read(lambda uow: uow.policies.article("a2")) is not None
    assert None is till.read(lambda uow: uow.policies.article("a3"))
    parked = {"f4": "POLICY_INVALID", "a3": "POLICY_INVALID"}
    assert parked == till.read(lambda uow: uow.sync.parked().codes(["form", "article"]))
    assert parked == till.read(lambda uow: uow.rules.problems())


def test_rules_about_contradictions_in_force_are_told_and_a_bad_one_leaves_the_last_good(
    till: TestStore,
) -> None:
    good = {
        "type": "conflict",
        "when": "'t2dm' in conditions && size(taken) == 0",
        "ask": {"zh_CN": "用药为空？"},
        "replies": [{"code": "none_yet", "words": {"zh_CN": "尚未用药"}}],
    }
    _load(
        till,
        ("rule", "r1", desk.a_config("rule", "r1", good)),
        ("rule", "r2", desk.a_config("rule", "r2", {**good, "when": "conditions +* 1"})),
    )
    assert ["r1"] == _ids(till.read(lambda uow: uow.rules.conflicts()))
    assert {"r2": "POLICY_INVALID"} == till.read(lambda uow: uow.sync.parked().codes(["rule"]))


def test_rules_about_labels_in_force_are_told_and_a_bad_one_leaves_the_last_good(
    till: TestStore,
) -> None:
    good: dict[str, Any] = {
        "type": "label",
        "title": {"zh_CN": "购药满 3 次"},
        "when": "purchases >= 3 && 'metformin' in taken",
        "tag": "metformin_regular",
    }
    bad: tuple[dict[str, Any], ...] = (
        {"when": "purchases +* 1"},
        {"tag": ""},
        {"title": {}},
        {"tag": None},
    )
    _load(
        till,
        ("rule", "r1", desk.a_config("rule", "r1", good)),
        *(
            ("rule", f"b{n}", desk.a_config("rule", f"b{n}", good | change))
            for n, change in enumerate(bad)
        ),
    )
    assert ["r1"] == _ids(till.read(lambda uow: uow.rules.labels()))
    parked = till.read(lambda uow: uow.sync.parked().codes(["rule"]))
    assert {f"b{n}": "POLICY_INVALID" for n in range(4)} == parked


@pytest.mark.parametrize("kind", ["flag", "calendar", "template", "tier_policy"])
def test_other_configuration_is_told_as_it_came(till: TestStore, kind: str) -> None:
    _load(
        till,
        (kind, "p1", desk.a_config(kind, "p1", version=3)),
        (kind, "p2", desk.a_config(kind, "p2", status="withdrawn")),
    )
    expected = Policy("p1", 3, desk.CONTENTS[kind])
    assert [expected] == till.read(lambda uow: uow.policies.live(kind))
    assert expected == till.read(lambda uow: uow.policies.get(kind, "p1"))
    assert ["p2"] == _ids([till.read(lambda uow: uow.policies.get(kind, "p2"))])
    assert None is till.read(lambda uow: uow.policies.get(kind, "p3"))
    with pytest.raises(ValueError, match="customer"):
        till.read(lambda uow: uow.policies.live("customer"))


def test_a_weeks_contacts_and_slots(till: TestStore) -> None:
    week = week_of(TODAY)
    _load(
        till,
        ("contact", "x1", desk.a_contact("c1", accepted=True, slot="s1", task="k1")),
        ("contact", "x0", desk.a_contact("c1", at=START_MS - 7 * 86_400_000, urgent=True)),
        ("slot", "s1", desk.a_slot("c1")),
        ("slot", "s0", desk.a_slot("c1", week_on="2025-11-10")),
    )
    last = Contact(
        "x1", "c1", NOW, BY, "call", "refill", slot="s1", task="k1", result="reached", accepted=True
    )
    assert [last] == till.read(lambda uow: uow.contacts.since("c1", uow.day_span(week)[0]))
    every = till.read(lambda uow: uow.contacts.of_customer("c1", 9))
    assert [("x1", Mark.ACCEPTED), ("x0", Mark.RECEIVED)] == [(one.id, one.mark) for one in every]
    slot = Slot("s1", "c1", week, "testdev1", NOW + timedelta(days=1))
    assert [slot] == till.read(lambda uow: uow.contacts.slots("c1", week))


def test_leads_are_told_by_owner_day_and_phone_with_their_stages(till: TestStore) -> None:
    till.run(lambda uow: uow.put("lead", "l1", Set(desk.a_lead())))
    till.run(lambda uow: uow.put("lead", "l2", Set(desk.a_lead(owner="staff-2", phone=None))))
    till.run(lambda uow: uow.put("lead_stage", "g1", Fact(desk.a_lead_stage("l1", note="想试"))))
    monday = date(2025, 11, 24)
    lead = Lead(
        "l1", "0018", "event", NOW, BY, None, "合成线索", "15400000777", BY, monday, "", Mark.LOCAL
    )
    assert lead == till.read(lambda uow: uow.leads.get("l1"))
    assert None is till.read(lambda uow: uow.leads.get("l3"))
    assert [lead] == till.read(lambda uow: uow.leads.of_owner(BY, monday, 9))
    assert ["l1", "l2"] == _ids(till.read(lambda uow: uow.leads.due(monday, 9)))
    assert [] == till.read(lambda uow: uow.leads.due(TODAY, 9))
    assert [lead] == till.read(lambda uow: uow.leads.by_phone("15400000777", 9))
    step = LeadStep("g1", "l1", "contacted", NOW, BY, note="想试")
    assert {"l1": [step]} == till.read(lambda uow: uow.leads.steps(["l1", "l2"]))


def test_open_complaints_come_oldest_first(till: TestStore) -> None:
    _load(
        till,
        ("complaint", "p1", desk.a_complaint(customer="c1")),
        ("complaint", "p2", desk.a_complaint(at=START_MS - 1)),
        ("complaint", "p3", desk.a_complaint(customer="c1", status="closed", closed_at=START_MS)),
    )
    assert ["p2", "p1"] == _ids(till.read(lambda uow: uow.complaints.open(9)))
    closed = Complaint(
        "p3", NOW, BY, "waiting", "等了很久", "closed", "c1", NOW
    )  # fmt: skip
    found = till.read(lambda uow: uow.complaints.of_customer("c1", 9))
    assert ["p3", "p1"] == _ids(found)
    assert closed == found[0]
    assert [False, True] == [one.is_open for one in found]


def test_questions_and_learning(till: TestStore) -> None:
    answer = {"answer": "可以", "answered_at": START_MS, "answered_by": "合成药师"}
    _load(
        till,
        ("question", "q1", desk.a_question(customer="c1", **answer)),
        ("learning", "n1", desk.a_learning(accepted=False, accepted_code="AT_OLD")),
        ("learning", "n0", desk.a_learning(at=START_MS - 86_400_000)),
    )
    text = "二甲双胍能否与柚子同食？"
    question = Question("q1", text, NOW, BY, "c1", None, "可以", NOW, "合成药师")
    assert [question] == till.read(lambda uow: uow.learning.questions(9))
    learned = Learned("n1", BY, "card-1", NOW, 90, False, "AT_OLD", Mark.RECEIVED)
    assert [learned] == till.read(lambda uow: uow.learning.learned(BY, NOW))


def test_signups_of_a_customer_and_of_a_pharmacist(till: TestStore) -> None:
    _load(till, ("signup", "s1", desk.a_signup("c1", accepted=True)))
    signup = Signup(
        "s1", "c1", "family_pharmacist", BY, NOW, BY, "2025-01", date(2026, 11, 20), accepted=True
    )
    assert [signup] == till.read(lambda uow: uow.signups.of_customer("c1"))
    assert [signup] == till.read(lambda uow: uow.signups.of_pharmacist(BY, NOW))
    assert [] == till.read(lambda uow: uow.signups.of_pharmacist(BY, NOW + timedelta(seconds=1)))


def test_events_and_who_came(till: TestStore) -> None:
    _load(
        till,
        ("event", "e1", desk.an_event()),
        ("attendance", "a1", desk.an_attendance("e1", "c1", accepted=True)),
        ("attendance", "a2", desk.an_attendance("e1", "c2", code="invited")),
    )
    event = Event("e1", "合成健康日", NOW, NOW + timedelta(hours=4), "店内", 40, ("t2dm",))
    assert event == till.read(lambda uow: uow.events.get("e1"))
    assert None is till.read(lambda uow: uow.events.get("e2"))
    assert [event] == till.read(lambda uow: uow.events.between(*uow.day_span(TODAY), 9))
    came = Attendance("a1", "e1", "c1", "came", NOW, BY, True)
    assert ["a1", "a2"] == _ids(till.read(lambda uow: uow.events.attendance("e1", 9)))
    assert [came] == till.read(lambda uow: uow.events.of_customer("c1", 9))


def test_a_record_is_found_by_what_another_system_calls_it(till: TestStore) -> None:
    near = {"how": "time_window", "confidence_e2": 60, "entity": "t-2"}
    _load(
        till,
        ("external_id", "i2", desk.an_external_id(**near)),
        ("external_id", "i1", desk.an_external_id()),
    )
    sure = ExternalId("i1", "ticket", "t-1", "erp", "SO-20251121-0007", "scan", NOW)
    found = till.read(lambda uow: uow.external_ids.find("erp", "SO-20251121-0007"))
    assert ["i1", "i2"] == _ids(found)
    assert sure == found[0]
    assert [sure] == till.read(lambda uow: uow.external_ids.of("ticket", "t-1"))


def test_an_id_from_elsewhere_that_was_undone_is_found_no_more(till: TestStore) -> None:
    _load(
        till,
        ("external_id", "i1", desk.an_external_id()),
        ("external_id", "i2", desk.an_external_id(undoes="i1")),
    )
    assert [] == till.read(lambda uow: uow.external_ids.find("erp", "SO-20251121-0007"))
    assert [] == till.read(lambda uow: uow.external_ids.of("ticket", "t-1"))


def _a_card(customer: str, **changes: Any) -> dict[str, Any]:
    about = {"entity_kind": "customer", "entity": customer, "customer": customer}
    return desk.an_external_id(**(about | {"system": "card", "value": "880001"} | changes))


def test_a_card_of_an_older_system_finds_its_customer_until_it_is_undone(till: TestStore) -> None:
    _load(till, ("customer", "c1", a_customer()), ("external_id", "i1", _a_card("c1")))
    found = till.read(lambda uow: uow.customers.by_member_code("880001"))
    assert found is not None
    assert "c1" == found.id
    assert ["c1"] == [one.id for one in till.read(lambda uow: uow.search.find("880001"))]
    undoing = Fact(_a_card("c1", undoes="i1"))
    till.run(lambda uow: uow.put("external_id", "i2", undoing))
    assert till.read(lambda uow: uow.customers.by_member_code("880001")) is None
    assert [] == till.read(lambda uow: uow.search.find("880001"))


def test_a_withdrawn_file_is_found_by_nothing(till: TestStore) -> None:
    body = a_customer(88, name="合成撤回", withdrawn=True)
    _load(till, ("customer", "c88", body), ("external_id", "i1", _a_card("c88")))
    for text in ("合成撤回", "hcch", "15400000088", "0088", "880001"):
        assert [] == till.read(lambda uow, t=text: uow.search.find(t))
    assert till.read(lambda uow: uow.customers.by_member_code("880001")) is None
    assert [] == till.read(lambda uow: uow.customers.by_phone("15400000088", 9))


def test_what_an_old_table_tells_of_shows_on_days_without_a_ticket(till: TestStore) -> None:
    _load(
        till,
        ("ticket", "t1", a_ticket("c1", business_day="2025-11-01")),
        ("past_sale", "p1", desk.a_past_sale("c1", business_day="2025-11-01")),
        ("past_sale", "p2", desk.a_past_sale("c1", business_day="2025-10-01", receipt_no="R7")),
        ("past_sale", "p3", desk.a_past_sale("c1", business_day="2025-09-01")),
        ("past_sale", "p4", desk.a_past_sale("c1", business_day="2025-09-01", undoes="p3")),
        ("past_sale", "p5", desk.a_past_sale("c1", business_day="2024-09-01")),
    )
    found = till.read(lambda uow: uow.tickets.of_customer("c1", date(2025, 1, 1)))
    assert [("t1", None), ("p2", "R7")] == [(one.id, one.order_no) for one in found]
    assert (date(2025, 10, 1), 1880) == (found[1].business_day, found[1].total_fen)


def test_requests_that_wait_come_most_urgent_first(till: TestStore) -> None:
    _load(
        till,
        ("request", "r1", desk.a_request("c1")),
        ("request", "r2", desk.a_request("c1", due_on="2025-11-30")),
        ("request", "r3", desk.a_request("c1", status="done", done_at=START_MS)),
    )
    assert ["r2", "r1"] == _ids(till.read(lambda uow: uow.requests.open(9)))
    found = till.read(lambda uow: uow.requests.of_customer("c1"))
    assert ["r1", "r2", "r3"] == _ids(found)
    done = RightsRequest("r3", "c1", "copy", NOW, BY, date(2025, 12, 6), "done", NOW)
    assert done == found[2]


def test_stores_nearby_and_what_they_have(till: TestStore) -> None:
    _load(
        till,
        ("neighbour", "n2", desk.a_neighbour(rank=2, near="0020", phone=None, minutes=None)),
        ("neighbour", "n1", desk.a_neighbour()),
        ("nearby_stock", "x2", desk.a_nearby_stock("m-1", store="0020", eta_min=None)),
        ("nearby_stock", "x1", desk.a_nearby_stock("m-1")),
    )
    nearest = Neighbour("0019", "示例 0019 店", 1, "15400000019", 800, 12)
    found = till.read(lambda uow: uow.neighbours.all())
    assert (nearest, ["0019", "0020"]) == (found[0], [one.store for one in found])
    levels = till.read(lambda uow: uow.stock.nearby("m-1"))
    assert NearbyLevel("0019", StockLevel(30_000, NOW, 80), 12) == levels[0]
    assert ["0019", "0020"] == [one.store for one in levels]
    assert {} == till.read(lambda uow: uow.stock.of(["m-1"]))


def test_substitutes_are_the_others_of_a_group(till: TestStore) -> None:
    group = {"substitute_group": "metformin-500", "insurance": "a", "substitution": "doctor"}
    _load(
        till,
        ("medicine", "m1", a_medicine(**group)),
        ("medicine", "m2", a_medicine(**group, gtins=None)),
        ("medicine", "m3", a_medicine(gtins=None)),
    )
    medicine = till.read(lambda uow: uow.medicines.get("m1"))
    assert medicine is not None
    assert ("a", "doctor") == (medicine.insurance, medicine.substitution)
    assert ["m2"] == _ids(till.read(lambda uow: uow.medicines.substitutes(medicine, 9)))
    other = till.read(lambda uow: uow.medicines.get("m3"))
    assert other is not None
    assert [] == till.read(lambda uow: uow.medicines.substitutes(other, 9))


def test_a_ticket_tells_what_an_inspection_asks_for(till: TestStore) -> None:
    line = a_line(
        batch_no="B1", expires_on="2027-01-31", trace_codes=["8100"], rx_no="RX1", insurance="a"
    )
    body = a_ticket("c1", lines=[line], rx_no="RX1", staff=BY, order_no="SO-1")
    _load(till, ("ticket", "t1", body))
    (ticket,) = till.read(lambda uow: uow.tickets.of_customer("c1", date(2025, 1, 1)))
    assert ("RX1", BY, "SO-1") == (ticket.rx_no, ticket.staff, ticket.order_no)
    (sold,) = ticket.lines
    found = (sold.batch_no, sold.expires_on, sold.trace_codes, sold.rx_no, sold.insurance)
    assert ("B1", date(2027, 1, 31), ("8100",), "RX1", "a") == found


def test_a_symptom_is_a_reading_without_numbers(till: TestStore) -> None:
    symptom = an_observation("c1", code="symptom", items={}, value="dizzy", note="晨起")
    _load(till, ("observation", "o1", symptom))
    (found,) = till.read(lambda uow: uow.observations.of_customer("c1", 9))
    assert ("dizzy", "晨起", {}) == (found.value, found.note, found.items)
