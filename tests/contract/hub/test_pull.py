"""What HQ promises of a pull: every change of a stream in the order of commits, and a sum."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from sync.hub import links
from sync.hub.errors import InputError, RefusedError
from sync.hub.hub import Hub
from sync.hub.records import Key
from sync.protocol.cycle import PullFrom
from sync.protocol.problems import ProblemCode
from tests.hub_fixtures import ACTOR, OTHER_STORE, ScriptedTill, new_till, sql


def people(till: ScriptedTill, count: int, *, note: str = "", prefix: str = "c") -> None:
    saves = [
        [("customer", f"{prefix}-{n}", {"set": {"name": f"测试{n}", "note": note}})]
        for n in range(count)
    ]
    till.sync(till.saves_of(*saves))


def test_an_idle_till_gets_the_same_page_end_and_sum_again(hub: Hub) -> None:
    till = new_till(hub)
    people(till, 3)
    first, again = till.sync(), till.sync()
    assert [page.ck for page in first.pages] == [page.ck for page in again.pages]
    assert [[], []] == [page.rows for page in again.pages]
    assert all(page.done for page in again.pages)


def test_count_and_sum_are_those_of_the_rows_sent(hub: Hub) -> None:
    writer, reader = new_till(hub), new_till(hub)
    people(writer, 25)
    for n in range(0, 25, 3):
        writer.sync(writer.save(("customer", f"c-{n}", {"set": {"note": "改"}}), base=1))
    reader.read_all(rows=4)
    assert {"g": (0, "0" * 16), "s:0018": reader.recount("s:0018")} == reader.marks
    assert 26 == reader.marks["s:0018"][0]


def test_only_the_page_that_reaches_the_head_has_a_sum(hub: Hub) -> None:
    writer, reader = new_till(hub), new_till(hub)
    people(writer, 5)
    page = reader.sync(rows=2).pages[1]
    assert (False, None, 2, 6) == (page.done, page.ck, page.upto, page.head)


def test_a_record_changed_often_is_sent_once_at_its_last_place(hub: Hub) -> None:
    writer, reader = new_till(hub), new_till(hub)
    reader.read_all()
    people(writer, 2)
    for note in "甲乙丙":
        writer.sync(writer.save(("customer", "c-0", {"set": {"note": note}}), base=9))
    page = reader.sync().pages[1]
    assert [("c-1", 3), ("c-0", 6)] == [(row.id, row.seq) for row in page.rows]
    assert 4 == page.rows[1].rev


def test_a_page_stops_at_its_budget_of_bytes_and_gets_on_nevertheless(hub: Hub) -> None:
    writer, reader = new_till(hub), new_till(hub)
    reader.read_all()
    people(writer, 6, note="字" * 400)
    hub.settings = replace(hub.settings, page_bytes=3_000)
    assert 2 == len(reader.sync().pages[1].rows)
    hub.settings = replace(hub.settings, page_bytes=10)
    assert 1 == len(reader.sync().pages[1].rows)
    reader.read_all()
    assert 6 == len(reader.records("s:0018"))


def test_a_stream_of_another_store_is_foreign(hub: Hub) -> None:
    till = new_till(hub)
    till.cursors[f"s:{OTHER_STORE.id}"] = 0
    with pytest.raises(RefusedError) as caught:
        till.sync()
    assert ProblemCode.FOREIGN == caught.value.problem


def test_a_cursor_beyond_the_head_is_told_to_load_anew(hub: Hub) -> None:
    till = new_till(hub)
    people(till, 2)
    till.cursors["s:0018"] = 4
    answer = till.sync()
    assert [("s:0018", "AHEAD")] == [(one.s, one.reason) for one in answer.resnap]
    assert ["g"] == [page.s for page in answer.pages]


def test_a_stream_to_be_loaded_anew_keeps_no_other_back(hub: Hub) -> None:
    till = new_till(hub)
    till.read_all()
    people(till, 2)
    till.cursors["g"] = 99
    for push in ((), till.saves_of([("customer", "c-9", {"set": {"name": "测试"}})])):
        answer = till.sync(push) if push else till.sync()
        assert [("g", "AHEAD")] == [(one.s, one.reason) for one in answer.resnap]
        assert ["s:0018"] == [page.s for page in answer.pages]
    till.cursors["s:0018"] = 0
    answer = till.sync(rows=1)
    assert [("g", "AHEAD")] == [(one.s, one.reason) for one in answer.resnap]
    assert [("s:0018", 1)] == [(page.s, page.upto) for page in answer.pages]


def test_a_cursor_older_than_what_is_kept_is_told_to_load_anew(postgres_hub: Hub) -> None:
    till = new_till(postgres_hub)
    people(till, 4)
    with sql(postgres_hub) as connection:
        connection.execute("UPDATE stream_head SET min_seq = 3")
    till.cursors["s:0018"] = 2
    assert [("s:0018", "PRUNED")] == [(one.s, one.reason) for one in till.sync().resnap]
    till.cursors["s:0018"] = 3
    assert [] == till.sync().resnap


def test_a_linked_customer_comes_with_its_records_and_leaves_with_them(hub: Hub) -> None:
    own, other = new_till(hub), new_till(hub, OTHER_STORE.id)
    reading = {"customer": "c-0", "code": "x", "at": 1, "items": {}}
    people(own, 2)
    own.sync(own.save(("observation", "o-1", {"fact": reading})))
    subject, stream = Key("0018", "customer", "c-0"), f"s:{OTHER_STORE.id}"
    assert 2 == hub.storage.run(lambda tx: links.link(tx, subject, stream))
    assert 0 == hub.storage.run(lambda tx: links.link(tx, subject, stream))
    other.read_all()
    assert {("customer", "c-0"), ("observation", "o-1")} == set(other.records(stream))
    assert other.recount(stream) == other.marks[stream]

    assert 2 == hub.storage.run(lambda tx: links.unlink(tx, subject, stream, now_ms=1))
    other.read_all()
    assert {} == other.records(stream)
    assert other.recount(stream) == other.marks[stream]


def test_two_records_of_one_id_never_meet_in_a_stream(hub: Hub) -> None:
    own, other = new_till(hub), new_till(hub, OTHER_STORE.id)
    people(own, 1)
    people(other, 1)
    with pytest.raises(InputError):
        hub.storage.run(lambda tx: links.link(tx, Key("0018", "customer", "c-0"), "s:0022"))
    assert other.read_all().pages[1].ck is not None
    assert 1 == other.rows["s:0022"]["customer", "c-0"]["rev"]


def test_both_stores_of_a_linked_customer_read_what_either_writes(hub: Hub) -> None:
    own, other = new_till(hub), new_till(hub, OTHER_STORE.id)
    people(own, 1)
    subject, stream = Key("0018", "customer", "c-0"), f"s:{OTHER_STORE.id}"
    hub.storage.run(lambda tx: links.link(tx, subject, stream))
    reading = {"customer": "c-0", "code": "x", "at": 1, "items": {}}
    answer = other.sync(other.save(("observation", "o-1", {"fact": reading})))
    assert ["applied"] == [verdict.st for verdict in answer.verdicts]
    own.read_all()
    assert reading == own.body("observation", "o-1")
    assert own.rows["s:0018"]["observation", "o-1"]["b"] == other.body("observation", "o-1")


def test_streams_hold_exactly_the_records_of_their_members(hub: Hub) -> None:
    own, other = new_till(hub), new_till(hub, OTHER_STORE.id)
    people(own, 3)
    people(other, 2, prefix="d")
    subject = Key("0018", "customer", "c-0")
    hub.storage.run(lambda tx: links.link(tx, subject, f"s:{OTHER_STORE.id}"))
    with hub.storage.snapshot() as tx:
        fed = {
            (stream, row.id)
            for stream in ("s:0018", "s:0022")
            for row in tx.feeds.rows_after(stream, 0, 100)
        }
        names = [
            Key(owner, "customer", f"{letter}-{n}")
            for owner, letter in (("0018", "c"), ("0022", "d"))
            for n in range(3)
        ]
        names.append(Key("0018", "staff", ACTOR))
        streams = tx.members.streams_of(names)
    assert {(stream, key.id) for key, inside in streams.items() for stream in inside} == fed
    assert ("s:0018", "s:0022") == streams[subject]


def test_the_answer_says_when_to_come_again_and_how_long_health_data_may_show(hub: Hub) -> None:
    till = new_till(hub)
    answer = till.sync()
    assert 15_000 == answer.next_ms
    assert answer.now + 14 * 24 * 3_600_000 == answer.lease_until


def test_an_answer_is_plain_json_whatever_the_rows_hold(hub: Hub) -> None:
    till = new_till(hub)
    odd = '"\\ </script> \u2028 😀 é \x7f'
    till.sync(till.save(("customer", "c-1", {"set": {"name": odd}})))
    raw = hub.exchange(till.who(), till.request().model_copy(update={"pull": [_all_of("s:0018")]}))
    assert odd == json.loads(raw)["pages"][0]["rows"][-1]["b"]["name"]


def _all_of(stream: str) -> PullFrom:
    return PullFrom(s=stream, after=0)
