"""How rows are told: echoes of what a till just made, and the first lane ahead of its turn."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from sync.hub.feed import Head
from sync.hub.hub import Hub
from sync.hub.port.streams import FeedRow
from sync.hub.pull import Shape, early_of, must_reload, page_of, page_text, row_text
from sync.protocol.cycle import Page, PullFrom, Row
from tests.hub_fixtures import STORE, ScriptedTill, load_lines, new_till

CUSTOMER = ("customer", "c-1", {"set": {"name": "测试甲"}})
POISON = ("customer", "c-1", {"set": {"birth_on": "?"}})
TASK = {
    "rule": "r-1", "rule_version": 1, "customer": "c-1", "anchor": "a-1", "due_on": "2026-11-21",
}  # fmt: skip
PLAIN = Shape(compact=False, bytes_max=1_000)
COMPACT = Shape(compact=True, bytes_max=1_000)


def row(seq: int, op: str = "P", *, rev: int = 1, size: int = 2) -> FeedRow:
    text = json.dumps("x" * (size - 2))
    present = op == "P"
    return FeedRow(
        "customer", f"c-{seq}", op, seq, rev, text if present else None, "{}" if present else None
    )


def asked(after: int = 0, rows: int = 10, early: int = 0) -> PullFrom:
    return PullFrom(s="s:1", after=after, rows=rows, early=early)


def test_a_row_is_told_whole_or_as_little_as_its_reader_needs() -> None:
    whole = '{"k":"customer","id":"c-7","op":"P","rev":1,"seq":7,"b":"","c":{}}'
    assert whole == row_text(row(7), PLAIN)
    assert whole.replace(',"op":"P"', "") == row_text(row(7), COMPACT)
    made = replace(COMPACT, created={("customer", "c-7"): 31})
    assert '{"n":31,"rev":1,"seq":7}' == row_text(row(7), made)


@pytest.mark.parametrize("changed", [row(7, rev=2), row(7, "D"), row(8)])
def test_only_the_very_record_as_it_was_made_is_told_by_its_op(changed: FeedRow) -> None:
    made = replace(COMPACT, created={("customer", "c-7"): 31})
    assert row_text(changed, COMPACT) == row_text(changed, made)


def test_a_gone_row_has_no_content() -> None:
    assert '{"k":"customer","id":"c-7","op":"D","rev":1,"seq":7}' == row_text(row(7, "D"), COMPACT)
    assert Row(k="customer", id="c-7", op="D", rev=1, seq=7) == Row.model_validate_json(
        row_text(row(7, "D"), PLAIN)
    )


def test_a_page_that_is_not_full_ends_at_the_head() -> None:
    page = page_of(asked(), Head(9, 2, 5, 0), [row(2), row(4)], PLAIN, left=1_000)
    assert (2, 9) == (len(page.rows), page.upto)
    assert 9 == page_of(asked(9), Head(9, 2, 5, 0), [], PLAIN, left=0).upto


def test_a_page_that_is_full_ends_at_its_last_row() -> None:
    page = page_of(asked(rows=2), Head(9, 2, 5, 0), [row(2), row(4)], PLAIN, left=1_000)
    assert 4 == page.upto


def test_a_page_stops_before_the_row_that_would_exceed_its_bytes() -> None:
    rows = [row(seq, size=100) for seq in (1, 2, 3)]
    size = len(row_text(rows[0], PLAIN))
    head = Head(3, 3, 0, 0)
    assert [3, 2, 1, 1] == [
        page_of(asked(), head, rows, PLAIN, left=left).upto
        for left in (3 * size, 3 * size - 1, 2 * size - 1, 0)
    ]
    assert 2 * size == page_of(asked(), head, rows, PLAIN, left=2 * size).used


def test_bytes_are_counted_as_they_travel() -> None:
    wide = row(1)._replace(body='"字"')
    page = page_of(asked(), Head(1, 1, 0, 0), [wide], PLAIN, left=0)
    assert len(row_text(wide, PLAIN).encode()) == page.used


def test_the_page_at_the_head_has_a_sum_and_the_others_say_they_are_not_done() -> None:
    head = Head(2, 1, 255, 0)
    done = page_of(asked(), head, [row(2)], COMPACT, left=1_000)
    text = page_text(asked(), head, done, [], compact=True)
    assert {"s", "after", "upto", "head", "ck", "rows"} == json.loads(text).keys()
    assert {"n": 1, "sum": "00000000000000ff"} == json.loads(text)["ck"]
    part = page_of(asked(rows=1), Head(3, 1, 255, 0), [row(2)], COMPACT, left=1_000)
    text = page_text(asked(rows=1), Head(3, 1, 255, 0), part, ['{"k":"rule"}'], compact=True)
    assert (False, [{"k": "rule"}]) == (json.loads(text)["done"], json.loads(text)["early"])
    assert "ck" not in json.loads(text)


def test_both_forms_of_a_page_mean_the_same() -> None:
    head = Head(2, 1, 255, 0)
    page = page_of(asked(2), head, [], PLAIN, left=1_000)
    short, full = (page_text(asked(2), head, page, [], compact=one) for one in (True, False))
    assert Page.model_validate_json(short) == Page.model_validate_json(full)
    assert len(short) < len(full)


@pytest.mark.parametrize(
    ("after", "reason"), [(0, None), (2, "PRUNED"), (3, None), (9, None), (10, "AHEAD")]
)
def test_a_cursor_goes_on_between_what_is_forgotten_and_the_head(
    after: int, reason: str | None
) -> None:
    head = Head(9, 1, 0, 3)
    for rows in (1, 200, 201):
        assert reason == must_reload(asked(after, rows), head, compact=True)
    for rows in (1, 200):
        assert reason == must_reload(asked(after, rows), head, compact=False)


def test_a_till_of_the_first_schema_may_load_past_what_is_forgotten() -> None:
    head = Head(9, 1, 0, 3)
    assert must_reload(asked(2, 201), head, compact=False) is None
    assert "AHEAD" == must_reload(asked(10, 201), head, compact=False)


def test_early_rows_have_a_share_of_the_bytes_of_their_own() -> None:
    rows = [row(seq, size=100) for seq in range(1, 9)]
    size = len(row_text(rows[0], COMPACT))
    room = Shape(compact=True, bytes_max=8 * 3 * size)
    assert 3 == len(early_of(rows, room))
    assert 1 == len(early_of(rows, replace(room, bytes_max=0)))
    assert [] == early_of([], room)


def raw(till: ScriptedTill, push: Any = None, **more: Any) -> list[dict[str, Any]]:
    told = json.loads(till.hub.exchange(till.who(), till.request(push, **more)))
    rows: list[dict[str, Any]] = told["pages"][1].get("rows", [])
    return rows


def test_a_record_comes_back_to_its_maker_as_a_number(hub: Hub) -> None:
    till, other = new_till(hub), new_till(hub)
    till.read_all()
    push = till.saves_of([CUSTOMER, ("task", "t-1", {"set": TASK})])
    assert [{"n": 1, "rev": 1, "seq": 2}, {"n": 2, "rev": 1, "seq": 3}] == raw(till, push)
    assert "测试甲" == raw(other)[1]["b"]["name"]
    till.cursors["s:0018"] = 1
    assert "测试甲" == raw(till, push)[0]["b"]["name"], "it may not be the first to answer"


def test_a_till_makes_the_very_record_that_hq_has(hub: Hub) -> None:
    till = new_till(hub)
    phones = ("customer", "c-1", {"add": [{"f": "phones", "v": "15400000001"}]})
    till.sync(till.saves_of([CUSTOMER, phones, ("task", "t-1", {"set": TASK})]))
    assert till.recount("s:0018") == till.marks["s:0018"]
    assert {"name": "测试甲", "phones": ["15400000001"]} == till.body("customer", "c-1")


@pytest.mark.parametrize(
    "saves",
    [
        [[CUSTOMER], [("customer", "c-1", {"set": {"note": "又"}})]],
        [[CUSTOMER], [POISON]],
        [[CUSTOMER], [("task", "t-1", {"set": TASK})], [POISON, ("task", "t-1", {"set": TASK})]],
    ],
)
def test_a_record_that_more_than_plain_groups_touched_comes_whole(
    hub: Hub, saves: list[list[Any]]
) -> None:
    till = new_till(hub)
    till.read_all()
    assert [] == [row for row in raw(till, till.saves_of(*saves)) if "n" in row]


def test_work_of_a_fast_clock_comes_whole(hub: Hub) -> None:
    till = new_till(hub)
    till.read_all()
    ahead = hub.outside.now_ms() + 3 * 24 * 3_600_000
    assert ["c-1"] == [row["id"] for row in raw(till, till.save(CUSTOMER, stamp_ms=ahead))]


def test_a_till_of_the_first_schema_gets_its_records_whole(hub: Hub) -> None:
    till = new_till(hub)
    till.read_all()
    till.schema = 1
    assert ["c-1"] == [row["id"] for row in raw(till, till.save(CUSTOMER))]


def test_the_first_lane_comes_ahead_of_its_turn_and_once(hub: Hub) -> None:
    writer, reader = new_till(hub), new_till(hub)
    reader.read_all()
    people = [[("customer", f"c-{n}", {"set": {"name": "测试"}})] for n in range(9)]
    writer.sync(writer.saves_of(*people))
    clerk = {"name": "测试店员", "role": "clerk", "active": True}
    for name in ("f-1", "f-2"):
        load_lines(hub, {"k": "staff", "id": name, "b": clerk, "stores": [STORE.id]})
    page = reader.sync(rows=4).pages[1]
    assert [("f-1", 11), ("f-2", 12)] == [(one.id, one.seq) for one in page.early]
    request = reader.request(rows=4)
    pulls = [one.model_copy(update={"early": 12}) for one in request.pull]
    answer = json.loads(hub.exchange(reader.who(), request.model_copy(update={"pull": pulls})))
    assert "early" not in answer["pages"][1]
    reader.read_all(rows=4)
    assert reader.recount("s:0018") == reader.marks["s:0018"]
    assert "early" not in json.loads(hub.exchange(reader.who(), reader.request()))["pages"][1]


def test_a_till_of_the_first_schema_gets_nothing_early(hub: Hub) -> None:
    till = new_till(hub)
    clerk = {"name": "测试店员", "role": "clerk", "active": True}
    load_lines(hub, {"k": "staff", "id": "f-1", "b": clerk, "stores": [STORE.id]})
    till.schema = 1
    told = json.loads(hub.exchange(till.who(), till.request(rows=1)))
    assert "early" not in told["pages"][1]
