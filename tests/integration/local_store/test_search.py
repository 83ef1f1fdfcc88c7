"""One field finds customers and medicines: every key of theirs does, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from local_store import pinyin, search_upkeep
from local_store.search import MANY
from terminal.domain.search import LIMIT, Found, Grade, Match, units
from terminal.sandbox import names
from tests.builders import (
    STORE,
    HqStream,
    TestStore,
    a_customer,
    a_medicine,
    a_member_code,
    a_stock,
    a_store,
    a_ticket,
    load_records,
)

TODAY = date(2025, 11, 21)
CARD = "320000000018"
HAN = "王李单曾解欧阳秀兰英国强䶮𬱖㛃雨"
NAMES = st.one_of(
    st.text(HAN, min_size=1, max_size=9),
    st.sampled_from(["Jan van Beethoven", "José García", "阿卜杜热合曼·麦麦提吐尔逊", "王Anna"]),
    st.randoms(use_true_random=False).map(lambda rng: names.person(rng, sex="female", born=1960)),
)
PHONES = st.lists(
    st.integers(0, 99_999_999).map(lambda n: f"154{n:08d}"), min_size=1, max_size=3, unique=True
)
BODIES = st.builds(
    lambda name, former, phones: a_customer(name=name, aliases=former, phones=phones),
    NAMES,
    st.lists(NAMES, max_size=2),
    PHONES,
)
PROPERTY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def till(tmp_path: Path) -> Iterator[TestStore]:
    made = a_store(tmp_path)
    yield made
    made.close()


def find(till: TestStore, text: str) -> list[Match]:
    found: list[Match] = till.read(lambda uow: uow.search.find(text))
    return found


def ids(till: TestStore, text: str) -> list[str]:
    return [one.id for one in find(till, text)]


def why(till: TestStore, text: str) -> list[tuple[str, str, str]]:
    return [(one.id, one.found.value, one.grade.name) for one in find(till, text)]


def wrong_keys(till: TestStore) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = till.read(lambda uow: search_upkeep.wrong(uow._db))
    return found


def keys_of(body: dict[str, Any]) -> Iterator[str]:
    """Yield everything by which the customer has to be found."""
    for name in (body["name"], *(body.get("aliases") or ())):
        chars = units(name)
        for way in pinyin.of_person(chars):
            yield "".join(way)
            yield "".join(one[0] for one in way)
        if all(len(one) == 1 and not one.isascii() for one in chars):
            text = "".join(chars)
            yield from {text[a:b] for a in range(len(text)) for b in range(a + 1, len(text) + 1)}
    for phone in body["phones"]:
        yield from (phone[-count:] for count in range(2, 12))


@PROPERTY
@given(bodies=st.lists(BODIES, min_size=1, max_size=4))
def test_every_key_a_customer_has_finds_the_customer_and_stands_as_the_rows_say(
    till: TestStore, bodies: list[dict[str, Any]]
) -> None:
    stream = HqStream()
    for n, body in enumerate(bodies):
        stream.change("customer", f"c{n}", body)
    till.run(lambda uow: uow.sync.resnap(stream.name))
    page = stream.page()
    till.run(lambda uow: uow.sync.apply_page(page))
    for n, body in enumerate(bodies):
        for key in keys_of(body):
            assert f"c{n}" in ids(till, key), key
    assert [] == wrong_keys(till)


@PROPERTY
@given(body=BODIES, text=st.text(HAN + "abcwxyl0123456789", min_size=1, max_size=5))
def test_what_is_no_key_of_a_customer_finds_nobody(
    till: TestStore, body: dict[str, Any], text: str
) -> None:
    stream = HqStream()
    stream.change("customer", "c0", body)
    till.run(lambda uow: uow.sync.resnap(stream.name))
    page = stream.page()
    till.run(lambda uow: uow.sync.apply_page(page))
    allowed = set(keys_of(body))
    spoken = {"".join(way) for way in pinyin.of_person(units(text))}
    written = {"".join(units(one)) for one in (body["name"], *(body.get("aliases") or ()))}
    fits = any(key.startswith(said) for key in allowed for said in {text, *spoken})
    fits = fits or any(text in one for one in written)
    assert fits or [] == ids(till, text)


CUSTOMERS: list[tuple[str, dict[str, Any]]] = [
    ("c-exact", {"name": "王兰"}),
    ("c-recent", {"name": "王兰英"}),
    ("c-older", {"name": "王兰芳"}),
    ("c-never", {"name": "王兰花"}),
    ("c-part", {"name": "李王兰"}),
    ("c-part-recent", {"name": "赵王兰"}),
    ("c-former", {"name": "周红", "aliases": ["王兰香"]}),
]
BOUGHT = [
    ("c-recent", 40, STORE),
    ("c-part-recent", 89, STORE),
    ("c-older", 91, STORE),
    ("c-never", 3, "0099"),
]


def _ranked(till: TestStore) -> HqStream:
    records = [
        ("customer", one, a_customer(n, **changes)) for n, (one, changes) in enumerate(CUSTOMERS)
    ]
    for n, (customer, days, store) in enumerate(BOUGHT):
        day = (TODAY - timedelta(days=days)).isoformat()
        records.append(("ticket", f"t{n}", a_ticket(customer, business_day=day, store=store)))
    return load_records(till, records)


def test_the_whole_stands_before_who_bought_here_lately_then_beginnings_then_parts(
    till: TestStore,
) -> None:
    _ranked(till)
    expected = [
        ("c-exact", "name", "EXACT"),
        ("c-recent", "name", "RECENT"),
        ("c-part-recent", "name", "RECENT"),
        ("c-older", "name", "PREFIX"),
        ("c-former", "former_name", "PREFIX"),
        ("c-never", "name", "PREFIX"),
        ("c-part", "name", "PART"),
    ]
    assert expected == why(till, "王兰")


@pytest.mark.parametrize(
    ("text", "found", "grade"),
    [
        (CARD, Found.MEMBER_CODE, Grade.EXACT),
        (CARD[:8], Found.MEMBER_CODE, Grade.PREFIX),
        ("15400000001", Found.PHONE, Grade.EXACT),
        ("01", Found.PHONE, Grade.PREFIX),
        ("单秀兰", Found.NAME, Grade.EXACT),
        ("秀兰", Found.NAME, Grade.PART),
        ("兰", Found.NAME, Grade.PART),
        ("shanxiulan", Found.PINYIN, Grade.EXACT),
        ("danxiu", Found.PINYIN, Grade.PREFIX),
        ("sxl", Found.INITIALS, Grade.PREFIX),
        ("dx", Found.INITIALS, Grade.PREFIX),
        ("欧阳小兰", Found.FORMER_NAME, Grade.EXACT),
        ("oyxl", Found.FORMER_NAME, Grade.PREFIX),
    ],
)
def test_a_customer_is_found_by_each_key_with_its_reason(
    till: TestStore, text: str, found: Found, grade: Grade
) -> None:
    body = a_customer(name="单秀兰", aliases=["欧阳小兰"])
    load_records(till, [("customer", "c1", body), ("member_code", "mc1", a_member_code("c1"))])
    assert [("c1", found.value, grade.name)] == why(till, text)


@pytest.mark.parametrize(
    ("text", "found", "grade"),
    [
        ("6901234567892", Found.GTIN, Grade.EXACT),
        ("06901234567892", Found.GTIN, Grade.EXACT),
        ("6901234", Found.GTIN, Grade.PREFIX),
        ("国药准字H20023456", Found.APPROVAL_NO, Grade.EXACT),
        ("h2002", Found.APPROVAL_NO, Grade.PREFIX),
        ("20023456", Found.APPROVAL_NO, Grade.PREFIX),
        ("盐酸二甲双胍片", Found.GENERIC, Grade.EXACT),
        ("双胍片", Found.GENERIC, Grade.PART),
        ("格华止", Found.TRADE, Grade.EXACT),
        ("ysejsgp", Found.INITIALS, Grade.PREFIX),
        ("ejsg", Found.INITIALS, Grade.PART),
        ("ghz", Found.INITIALS, Grade.PREFIX),
        ("yansuan", Found.PINYIN, Grade.PREFIX),
    ],
)
def test_a_medicine_is_found_by_each_key_with_its_reason(
    till: TestStore, text: str, found: Found, grade: Grade
) -> None:
    body = a_medicine(trade="格华止", approval_no="国药准字H20023456")
    load_records(till, [("medicine", "m1", body)])
    assert [("m1", found.value, grade.name)] == why(till, text)


def test_a_medicine_on_the_shelf_stands_before_one_that_is_not(till: TestStore) -> None:
    shelf = [("medicine", f"m{n}", a_medicine(gtins=[])) for n in range(3)]
    stocked = [("stock", "s1", a_stock("m2")), ("stock", "s2", a_stock("m0", qty_e4=0))]
    load_records(till, [*shelf, *stocked])
    assert ["m2", "m0", "m1"] == ids(till, "盐酸")


DIRT = [
    ("１５４００００００２１", "full-width digits"),
    ("+86 154 0000 0021", "China's prefix and spaces"),
    ("8615400000021", "the prefix alone"),
    ("0086-154-0000-0021", "dashes"),
    ("154 0000 0021 ", "a blank at the end"),
    ("ＷＡＮＧＸＩＵＬＡＮ", "full-width letters"),
    ("Wang Xiu Lan", "blanks and capitals"),
    ("wang'xiu-lan", "marks"),
    ("ＷxL", "mixed case"),
    ("王 秀 兰", "blanks in a name"),
    ("王秀蘭", "traditional characters"),
    ("王绣岚", "one that sounds the same"),
]


@pytest.mark.parametrize("text", [text for text, _ in DIRT], ids=[what for _, what in DIRT])
@pytest.mark.parametrize("phone", ["15400000021", "+86 154-0000-0021", "１５４００００００２１"])
def test_what_is_usual_at_a_till_is_no_obstacle(till: TestStore, text: str, phone: str) -> None:
    load_records(till, [("customer", "c1", a_customer(name=" 王秀兰", phones=[phone]))])
    assert ["c1"] == ids(till, text)


@pytest.mark.parametrize("text", ["", "  ", "·", "1", "%", "_", "'", "\ud800", "a" * 5000])
def test_what_says_nothing_finds_nothing(till: TestStore, text: str) -> None:
    load_records(till, [("customer", "c1", a_customer())])
    assert [] == find(till, text)


def test_a_list_is_cut_at_its_limit_and_holds_whom_the_text_names_wholly(till: TestStore) -> None:
    many = [("customer", f"c{n:03}", a_customer(n, name="王秀兰")) for n in range(MANY + 20)]
    load_records(till, [*many, ("customer", "d", a_customer(900, name="王秀"))])
    found = find(till, "王秀")
    assert (LIMIT, "d", Grade.EXACT) == (len(found), found[0].id, found[0].grade)


def test_a_joined_file_leads_to_the_one_that_stayed_and_its_purchases_count(
    till: TestStore,
) -> None:
    old = a_customer(1, name="李旧名", canonical_id="c-new")
    records = [
        ("customer", "c-old", old),
        ("customer", "c-new", a_customer(2, name="李新名")),
        ("ticket", "t1", a_ticket("c-old", business_day="2025-11-20")),
    ]
    load_records(till, records)
    assert [("c-new", "name", "RECENT")] == why(till, "李新")
    assert ["c-new"] == ids(till, "李旧名")


def test_keys_go_with_their_record_and_follow_its_changes(till: TestStore) -> None:
    stream = load_records(till, [("customer", "c1", a_customer(name="王秀兰"))])
    after = stream.seq
    stream.change("customer", "c1", a_customer(name="赵小红"))
    page = stream.page(after)
    till.run(lambda uow: uow.sync.apply_page(page))
    assert ([], ["c1"]) == (ids(till, "wxl"), ids(till, "zxh"))
    after = stream.seq
    stream.remove("customer", "c1")
    page = stream.page(after)
    till.run(lambda uow: uow.sync.apply_page(page))
    assert [] == ids(till, "zxh")
    assert [] == wrong_keys(till)


def test_a_key_that_went_bad_is_noticed(till: TestStore) -> None:
    load_records(till, [("customer", "c1", a_customer()), ("medicine", "m1", a_medicine())])
    spoil = "UPDATE customer_key SET initials = 'x'"
    orphan = "INSERT INTO medicine_gtin (gtin, medicine) VALUES ('1', 'gone')"
    till.run(lambda uow: [uow._db.execute(sql) for sql in (spoil, orphan)] and None)
    assert [("customer_key", "c1"), ("medicine_gtin", "gone")] == wrong_keys(till)
