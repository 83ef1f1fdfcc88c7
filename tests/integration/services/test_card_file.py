"""What a card says of the file itself, on the real store: the examples of the two articles that the
product began with are here with their own values.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from terminal.domain.card_file import CardFile, Label, LabelKind, Reach, Said
from terminal.domain.consent import Purpose
from terminal.domain.customer import Mark
from terminal.services import counter
from terminal.services.counter import CardFound
from tests import desk_builders as desk
from tests.builders import (
    HqStream,
    TestStore,
    a_customer,
    a_line,
    a_medicine,
    a_staff,
    a_ticket,
    an_observation,
    load,
)
from tests.integration.services.conftest import Shop
from tests.integration.services.shop import TODAY, Record, at, on

METFORMIN = ("medicine", "m-1", a_medicine(substitute_group="metformin|0.5g|片"))
LABEL = {
    "type": "label",
    "title": {"zh_CN": "二甲双胍购药满 3 次", "en": "Metformin bought three times"},
    "when": "purchases >= 3 && 'metformin' in bought && bought['metformin'] >= 1",
    "tag": "metformin_regular",
}
DIET = {
    "type": "label",
    "title": {"zh_CN": "血糖偏高发控糖食谱", "en": "Diet leaflet"},
    "when": "'t2dm' in conditions && readings.glucose_fasting > 7.0",
    "leaflet": "leaflet-diet",
}
LEAFLET = {
    **desk.CONTENTS["article"],
    "kind": "leaflet",
    "question": {"zh_CN": "控糖食谱"},
    "ingredients": [],
    "conditions": [],
}


def file_of(till: TestStore, customer: str = "c-1") -> CardFile:
    found = till.run(lambda uow: counter.card(uow, customer_id=customer))
    assert isinstance(found, CardFound)
    return found.card.file


def a_label_rule(record_id: str, content: dict[str, Any], **changes: Any) -> Record:
    return "rule", record_id, desk.a_config("rule", record_id, content, **changes)


def an_article(record_id: str = "a-1", **content: Any) -> Record:
    whole = {**desk.CONTENTS["article"], **content}
    return "article", record_id, desk.a_config("article", record_id, whole)


def bought(n: int, days: int, **changes: Any) -> Record:
    body = {"receipt_no": f"R{n}", "business_day": on(days), "sold_at": at(days), **changes}
    return "ticket", f"t-{n}", a_ticket("c-1", **body)


def more(till: TestStore, stream: HqStream, record: Record) -> None:
    stream.change(*record)
    load(till, stream)


def codes(file: CardFile) -> list[str]:
    return [one.code for one in file.labels]


def test_a_label_says_whose_word_it_is_since_when_and_until_when(shop: Shop) -> None:
    until = on(30)
    till, _ = shop(
        ("staff", "s-1", a_staff(name="合成药师甲")),
        ("tag", "g-1", desk.a_tag("c-1", code="diabetes", owner="staff", source="s-1")),
        ("tag", "g-2", desk.a_tag("c-1", code="vip", owner="hq", source=None, until_on=until)),
        ("tag", "g-3", desk.a_tag("c-1", code="over", until_on=on(-1))),
        ("tag", "g-4", desk.a_tag("c-1", code="off", active=False)),
    )
    by = {"": "合成药师甲"}
    assert (
        Label("diabetes", LabelKind.CONDITION, "staff", by, TODAY),
        Label("合成数据", LabelKind.TAG),
        Label("vip", LabelKind.TAG, "hq", None, TODAY, date.fromisoformat(until)),
    ) == file_of(till).labels


def test_bought_three_times_and_a_certain_medicine_among_them_is_labelled_until_hq_confirms(
    shop: Shop,
) -> None:
    rule = a_label_rule("label-metformin", LABEL)
    other = [a_line(medicine="m-9")]
    till, stream = shop(METFORMIN, rule, bought(1, -60), bought(2, -30, lines=other))
    assert ["diabetes", "合成数据"] == codes(file_of(till))
    more(till, stream, bought(3, -5, lines=other))
    found = file_of(till).labels[-1]
    assert ("metformin_regular", "rule", Mark.LOCAL) == (found.code, found.owner, found.mark)
    assert found.is_provisional
    assert LABEL["title"] == found.by
    kept = desk.a_tag("c-1", code="metformin_regular", owner="rule", source="label-metformin")
    more(till, stream, ("tag", "g-9", kept))
    found = file_of(till).labels[-1]
    assert ("metformin_regular", Mark.ACCEPTED) == (found.code, found.mark)
    assert not found.is_provisional
    assert LABEL["title"] == found.by


def test_three_purchases_without_the_medicine_label_nobody(shop: Shop) -> None:
    other = [a_line(medicine="m-9")]
    sales = [bought(n, -10 * n, lines=other) for n in (1, 2, 3)]
    till, _ = shop(METFORMIN, a_label_rule("label-metformin", LABEL), *sales)
    assert ["diabetes", "合成数据"] == codes(file_of(till))


def test_a_label_that_was_taken_off_is_not_put_on_again_by_this_till(shop: Shop) -> None:
    off = desk.a_tag("c-1", code="metformin_regular", owner="rule", active=False)
    sales = [bought(n, -10 * n) for n in (1, 2, 3)]
    till, _ = shop(METFORMIN, a_label_rule("r", LABEL), ("tag", "g-1", off), *sales)
    assert ["diabetes", "合成数据"] == codes(file_of(till))


@pytest.mark.parametrize(("mmol_e1", "given"), [(70, []), (71, ["leaflet-diet"])])
def test_diabetes_and_a_fasting_glucose_above_seven_bring_the_diet_leaflet(
    shop: Shop, mmol_e1: int, given: list[str]
) -> None:
    till, _ = shop(
        ("customer", "c-8", a_customer(8, conditions=["t2dm"])),
        ("observation", "o-1", an_observation("c-8", items={"glucose_mmol_e1": mmol_e1})),
        ("article", "leaflet-diet", desk.a_config("article", "leaflet-diet", LEAFLET)),
        a_label_rule("label-diet", DIET),
    )
    assert given == [one.article for one in file_of(till, "c-8").knowledge]


def test_what_was_agreed_refused_and_never_asked_is_told_apart(shop: Shop) -> None:
    till, _ = shop(
        ("consent", "k-1", desk.a_consent("c-1", purpose="marketing", given=False)),
        ("consent", "k-2", desk.a_consent("c-1", guardian="c-2")),
    )
    assert (
        Said(Purpose.HEALTH_FILE, None),
        Said(Purpose.REMINDERS, is_given=True, on=TODAY, guardian="c-2"),
        Said(Purpose.MARKETING, is_given=False, on=TODAY),
    ) == file_of(till).said


def test_a_card_says_how_and_when_somebody_likes_to_be_reached(shop: Shop) -> None:
    person = a_customer(8, channel="wecom", hours="evening", silent=True)
    till, _ = shop(("customer", "c-8", person))
    assert Reach("wecom", "evening", is_silent=True) == file_of(till, "c-8").reach


def test_each_of_a_household_agrees_alone_and_a_child_needs_a_guardian(shop: Shop) -> None:
    home = {"household": "h-1"}
    child = a_customer(7, birth_on=on(-365 * 9), **home)
    till, stream = shop(
        ("household", "h-1", desk.a_household("c-8")),
        ("customer", "c-7", child),
        ("customer", "c-8", a_customer(8, birth_on="1980-01-01", **home)),
        ("customer", "c-9", a_customer(9, restricted=True, **home)),
        ("customer", "c-10", a_customer(10, withdrawn=True, **home)),
        ("consent", "k-1", desk.a_consent("c-8")),
    )
    file = file_of(till, "c-7")
    assert file.needs_guardian
    (parent,) = file.household
    assert ("c-8", "合**8", 45, False, False, True) == (
        parent.customer,
        parent.masked_name,
        parent.age,
        parent.is_child,
        parent.is_guardian,
        parent.is_reminded,
    )
    more(till, stream, ("customer", "c-7", child | {"guardian": "c-8"}))
    file = file_of(till, "c-7")
    assert (False, True) == (file.needs_guardian, file.household[0].is_guardian)
    (ward,) = file_of(till, "c-8").household
    assert (True, True, None) == (ward.is_child, ward.is_ward, ward.is_reminded)


def test_metformin_and_pomelo_come_with_source_and_expiry_to_who_takes_metformin(
    shop: Shop,
) -> None:
    till, stream = shop(METFORMIN, an_article())
    assert () == file_of(till).knowledge
    more(till, stream, bought(1, -10))
    (found,) = file_of(till).knowledge
    assert ("二甲双胍能否与柚子同食？", "可以适量食用，注意血糖。", "合成出处", "合成药师") == (
        found.question["zh_CN"],
        found.answer["zh_CN"],
        found.citation,
        found.reviewer,
    )
    assert (date(2026, 10, 1), ()) == (found.expires_on, found.against)


@pytest.mark.parametrize(
    "change", [{"expires_on": TODAY.isoformat()}, {"kind": "card"}, {"ingredients": ["statin"]}]
)
def test_without_a_reviewed_answer_that_holds_nothing_is_claimed(
    shop: Shop, change: dict[str, Any]
) -> None:
    till, _ = shop(METFORMIN, bought(1, -10), an_article(**({"conditions": []} | change)))
    assert () == file_of(till).knowledge


def test_what_the_file_speaks_against_comes_first_and_says_why(shop: Shop) -> None:
    liquorice = {"conditions": ["htn"], "ingredients": [], "against": ["ckd", "htn", "青霉素"]}
    till, _ = shop(
        METFORMIN,
        ("customer", "c-1", a_customer(1, conditions=["htn"])),
        bought(1, -10),
        an_article("a-1"),
        an_article("a-2", **liquorice),
        an_article("a-3", conditions=["htn"], ingredients=[]),
    )
    found = file_of(till).knowledge
    assert [("a-2", ("htn", "青霉素")), ("a-1", ())] == [
        (one.article, one.against) for one in found
    ]


def test_the_script_of_the_tier_is_hqs_or_there_is_none(shop: Shop) -> None:
    words = {"zh_CN": "专属健康管理师", "en": "A health manager of their own"}
    content = {"purpose": "script", "tier": "A", "text": words}
    till, _ = shop(
        ("template", "x-1", desk.a_config("template", "x-1", content)),
        ("template", "x-2", desk.a_config("template", "x-2", content | {"tier": "B", "text": 3})),
        ("customer", "c-8", a_customer(8, tier="B")),
        ("customer", "c-9", a_customer(9, tier=None)),
    )
    scripts = [file_of(till, one).script for one in ("c-1", "c-8", "c-9")]
    assert [words, None, None] == scripts


@pytest.mark.parametrize(
    ("fen", "visits", "is_a"),
    [(300_000, 47, False), (300_001, 1, True), (1_000, 48, True)],
)
def test_more_than_three_thousand_yuan_or_four_visits_a_month_make_an_a(
    shop: Shop, fen: int, visits: int, *, is_a: bool
) -> None:
    each = [fen // visits] * (visits - 1)
    sums = [*each, fen - sum(each)]
    policy = {**desk.CONTENTS["tier_policy"], "window_days": 365}
    till, _ = shop(
        ("tier_policy", "p-1", desk.a_config("tier_policy", "p-1", policy)),
        *(bought(n, -n * 7, total_fen=one) for n, one in enumerate(sums, 1)),
    )
    found = till.run(lambda uow: counter.card(uow, customer_id="c-1"))
    assert isinstance(found, CardFound)
    assert found.card.standing is not None
    assert is_a == found.card.standing.is_a


def test_a_trend_has_the_last_eight_readings_oldest_first(shop: Shop) -> None:
    readings = [
        (
            "observation",
            f"o-{n}",
            an_observation("c-1", items={"glucose_mmol_e1": 60 + n}, at=at(-n)),
        )
        for n in range(10)
    ]
    till, _ = shop(*readings)
    past = file_of(till).trend("glucose_fasting")
    assert list(range(67, 59, -1)) == [one.items["glucose_mmol_e1"] for one in past]


def test_of_a_file_that_may_only_be_kept_nothing_of_this_is_said(shop: Shop) -> None:
    till, _ = shop(
        METFORMIN,
        bought(1, -10),
        an_article(),
        ("customer", "c-1", a_customer(1, restricted=True)),
    )
    assert CardFile() == file_of(till)
