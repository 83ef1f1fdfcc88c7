"""What HQ promises of a push: each op takes effect once, and another till's past is noticed."""

from __future__ import annotations

import threading

import pytest

from sync.hub.errors import RefusedError
from sync.hub.hub import Hub
from sync.protocol import chain
from sync.protocol.cycle import Verdict, VerdictState
from sync.protocol.problems import ProblemCode
from tests.hub_fixtures import ScriptedTill, count, new_till

CUSTOMER = ("customer", "c-1", {"set": {"name": "测试甲"}})


def phone(number: str) -> tuple[str, str, dict[str, object]]:
    return ("customer", "c-1", {"add": [{"f": "phones", "v": number}]})


def refusal(till: ScriptedTill, push: object) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        till.sync(push)  # type: ignore[arg-type]
    return caught.value


def test_a_pushed_record_comes_back_with_the_same_answer(hub: Hub) -> None:
    till = new_till(hub)
    answer = till.sync(till.save(CUSTOMER))
    assert [VerdictState.APPLIED] == [verdict.st for verdict in answer.verdicts]
    assert (1, 0) == (answer.ack.n, answer.ack.durable)
    assert {"name": "测试甲"} == till.body("customer", "c-1")


def test_a_push_whose_answer_was_lost_takes_effect_once(hub: Hub) -> None:
    till = new_till(hub)
    push = till.save(CUSTOMER)
    first = till.sync(push)
    again = till.sync(push)
    assert first.verdicts == again.verdicts
    assert first.ack == again.ack
    assert 1 == till.rows["s:0018"]["customer", "c-1"]["rev"]
    assert 1 == count(hub, "op_log")


def test_the_verdict_of_a_refused_group_is_repeated_word_for_word(hub: Hub) -> None:
    till = new_till(hub)
    push = till.saves_of([("customer", "c-2", {"set": {"sex": "f"}})], [CUSTOMER])
    first = till.sync(push).verdicts
    assert ("BODY_INVALID", None) == tuple(verdict.code for verdict in first)
    assert first == till.sync(push).verdicts
    assert 1 == count(hub, "quarantine")


def test_a_push_that_overlaps_what_hq_has_adds_only_what_is_new(hub: Hub) -> None:
    till = new_till(hub)
    prev = till.head
    first, second = till.group(CUSTOMER), till.group(phone("15400000001"))
    till.sync(till.push([first], start=1, prev=prev))
    answer = till.sync(till.push([first, second], start=1, prev=prev))
    assert 2 == answer.ack.n
    assert [VerdictState.APPLIED] * 2 == [verdict.st for verdict in answer.verdicts]
    assert ["15400000001"] == (till.body("customer", "c-1") or {})["phones"]
    assert 2 == count(hub, "op_log")


def test_one_push_arriving_many_times_at_once_takes_effect_once(hub: Hub) -> None:
    till = new_till(hub)
    push = till.saves_of([CUSTOMER], [phone("15400000001")], [phone("15400000002")])
    who, request = till.who(), till.request(push)
    answers: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: answers.append(hub.exchange(who, request)))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 6 == len(answers)
    till.read_all()
    assert 3 == till.rows["s:0018"]["customer", "c-1"]["rev"]
    assert 3 == count(hub, "op_log")


def test_two_tills_creating_the_same_record_at_once_create_one(hub: Hub) -> None:
    first, second = new_till(hub), new_till(hub)
    first.sync(first.save(CUSTOMER))
    task = {
        "rule": "r-1", "rule_version": 1, "customer": "c-1", "anchor": "a-1",
        "due_on": "2026-11-21",
    }  # fmt: skip
    pushes = [
        (till, till.saves_of(*[[("task", f"t-{n}", {"set": task})] for n in range(20)]))
        for till in (first, second)
    ]
    done: list[str] = []

    def send(till: ScriptedTill, request: object) -> None:
        till.sync(request)  # type: ignore[arg-type]
        done.append(till.device)

    threads = [threading.Thread(target=send, args=pair) for pair in pushes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 2 == len(done)
    first.read_all()
    assert {2} == {row["rev"] for (kind, _), row in first.rows["s:0018"].items() if kind == "task"}


def test_a_gap_is_refused_and_says_how_far_hq_is(hub: Hub) -> None:
    till = new_till(hub)
    till.sync(till.save(CUSTOMER))
    till.save(phone("15400000001"))
    later = till.save(phone("15400000002"))
    error = refusal(till, later)
    assert (ProblemCode.GAP, 409, 1) == (error.problem, error.status, error.ack)
    assert 1 == count(hub, "op_log")


def test_other_ops_under_numbers_hq_has_stop_the_device(hub: Hub) -> None:
    till = new_till(hub)
    genesis = till.head
    till.sync(till.save(CUSTOMER))
    till.n, till.head = 0, genesis
    clone = till.save(("customer", "c-9", {"set": {"name": "测试乙"}}))
    error = refusal(till, clone)
    assert (ProblemCode.DEVICE_FORKED, 409) == (error.problem, error.status)
    assert 1 == count(hub, "op_log")
    assert till.who().forked_at is not None


def test_a_chain_that_does_not_continue_hqs_stops_the_device(hub: Hub) -> None:
    till = new_till(hub)
    till.sync(till.save(CUSTOMER))
    till.head = chain.genesis(till.device, 7)
    assert ProblemCode.DEVICE_FORKED == refusal(till, till.save(phone("15400000001"))).problem
    assert 1 == count(hub, "op_log")


def test_a_forked_device_gets_no_further_even_with_its_true_chain(hub: Hub) -> None:
    till = new_till(hub)
    till.sync(till.save(CUSTOMER))
    n, head = till.n, till.head
    till.head = chain.genesis(till.device, 7)
    refusal(till, till.save(phone("15400000001")))
    till.n, till.head = n, head
    assert ProblemCode.DEVICE_FORKED == refusal(till, till.save(phone("15400000002"))).problem


def test_a_till_that_claims_to_have_heard_beyond_all_numbers_is_malformed(hub: Hub) -> None:
    till = new_till(hub)
    till.judged = 2**52
    assert ProblemCode.MALFORMED == refusal(till, None).problem
    till.judged = 2**52 - 1
    assert 0 == till.sync().ack.n


def test_numbers_that_are_not_in_a_row_are_malformed(hub: Hub) -> None:
    till = new_till(hub)
    prev = till.head
    first = till.group(CUSTOMER)
    till.n += 1
    second = till.group(phone("15400000001"))
    error = refusal(till, till.push([first, second], start=1, prev=prev))
    assert ProblemCode.MALFORMED == error.problem
    assert 0 == count(hub, "op_log")


@pytest.mark.parametrize("field", ["device", "inc", "epoch"])
def test_a_request_in_another_name_is_foreign(hub: Hub, field: str) -> None:
    till = new_till(hub)
    other = {"device": "zzzzzzzz", "inc": 2, "epoch": "0" * 16}
    request = till.request(till.save(CUSTOMER)).model_copy(update={field: other[field]})
    with pytest.raises(RefusedError) as caught:
        hub.exchange(till.who(), request)
    assert (ProblemCode.FOREIGN, 403) == (caught.value.problem, caught.value.status)
    assert 0 == count(hub, "op_log")


def test_edits_of_two_tills_to_different_fields_both_stand(hub: Hub) -> None:
    first, second = new_till(hub), new_till(hub)
    first.sync(first.save(CUSTOMER))
    first.sync(first.save(phone("15400000001"), base=1))
    second.sync(second.save(phone("15400000002"), base=1))
    second.sync(second.save(("customer", "c-1", {"set": {"note": "合成"}}), base=1))
    first.read_all()
    expected = {"name": "测试甲", "note": "合成", "phones": ["15400000001", "15400000002"]}
    assert expected == first.body("customer", "c-1")


def test_a_name_changed_by_somebody_who_had_not_seen_the_present_one_is_kept(hub: Hub) -> None:
    first, second = new_till(hub), new_till(hub)
    first.sync(first.save(CUSTOMER))
    first.sync(first.save(("customer", "c-1", {"set": {"name": "测试丙"}}), base=1))
    unseen = second.save(("customer", "c-1", {"set": {"name": "测试丁", "note": "新"}}), base=1)
    answer = second.sync(unseen)
    assert [(VerdictState.MERGED, "MERGED")] == [(v.st, v.code) for v in answer.verdicts]
    assert {"name": "测试丙", "note": "新"} == second.body("customer", "c-1")


def test_a_till_may_correct_a_name_twice_before_it_hears_from_hq(hub: Hub) -> None:
    first, second = new_till(hub), new_till(hub)
    first.sync(first.save(CUSTOMER))
    second.sync(second.save(phone("15400000001"), base=1))
    push = second.saves_of(
        [("customer", "c-1", {"set": {"name": "测试丙"}})],
        [("customer", "c-1", {"set": {"name": "测试丁"}})],
        base=1,
    )
    assert [VerdictState.APPLIED] * 2 == [verdict.st for verdict in second.sync(push).verdicts]
    assert "测试丁" == (second.body("customer", "c-1") or {})["name"]


def test_a_clock_far_ahead_is_flagged_and_wins_nothing_for_good(hub: Hub) -> None:
    fast, right = new_till(hub), new_till(hub)
    fast.sync(fast.save(CUSTOMER))
    ahead = hub.outside.now_ms() + 3 * 24 * 3_600_000
    note = ("customer", "c-1", {"set": {"note": "快"}})
    answer = fast.sync(fast.save(note, base=1, stamp_ms=ahead))
    assert [Verdict(n=2, st=VerdictState.APPLIED, code="CLOCK_FUTURE")] == list(answer.verdicts)
    later = ("customer", "c-1", {"set": {"note": "准"}})
    right.sync(right.save(later, base=2, stamp_ms=hub.outside.now_ms() + 1))
    assert "准" == (right.body("customer", "c-1") or {})["note"]


def test_a_clock_far_ahead_does_not_let_an_earlier_edit_win_over_a_later_one(hub: Hub) -> None:
    till = new_till(hub)
    till.sync(till.save(CUSTOMER))
    start, prev, now_ms = till.n + 1, till.head, hub.outside.now_ms()
    groups = [
        till.group(("customer", "c-1", {"set": {"note": text}}), base=1, stamp_ms=now_ms + ahead_ms)
        for text, ahead_ms in [("一", 240_000), ("二", 360_000), ("三", 420_000)]
    ]
    answer = till.sync(till.push(groups, start=start, prev=prev))
    assert [None, "CLOCK_FUTURE", "CLOCK_FUTURE"] == [one.code for one in answer.verdicts]
    assert "三" == (till.body("customer", "c-1") or {})["note"]


def test_saves_of_a_clock_far_ahead_keep_their_own_order(hub: Hub) -> None:
    till = new_till(hub)
    till.sync(till.save(CUSTOMER))
    ahead = hub.outside.now_ms() + 3 * 24 * 3_600_000
    notes = [[("customer", "c-1", {"set": {"note": str(n)}})] for n in range(5)]
    till.sync(till.saves_of(*notes, stamp_ms=ahead))
    assert "4" == (till.body("customer", "c-1") or {})["note"]


def test_a_fact_stays_as_hq_got_it_whatever_an_older_stamp_claims(hub: Hub) -> None:
    author, rewriter = new_till(hub), new_till(hub)
    fact = {"customer": "c-1", "code": "glucose_fasting", "at": 1, "items": {"glucose_mmol_e1": 84}}
    author.sync(author.save(CUSTOMER, ("observation", "o-1", {"fact": fact})))
    other = {**fact, "items": {"glucose_mmol_e1": 50}, "later": "known"}
    answer = rewriter.sync(rewriter.save(("observation", "o-1", {"fact": other}), stamp_ms=1))
    assert [(VerdictState.MERGED, "MERGED")] == [(v.st, v.code) for v in answer.verdicts]
    assert {**fact, "later": "known"} == rewriter.body("observation", "o-1")


def test_a_task_is_moved_without_naming_its_customer_again(hub: Hub) -> None:
    till = new_till(hub)
    task = {
        "rule": "r-1", "rule_version": 1, "customer": "c-1", "anchor": "a-1",
        "due_on": "2026-11-21",
    }  # fmt: skip
    till.sync(till.save(CUSTOMER, ("task", "t-1", {"set": task})))
    answer = till.sync(till.save(("task", "t-1", {"set": {"due_on": "2026-11-22"}}), base=1))
    assert [VerdictState.APPLIED] == [verdict.st for verdict in answer.verdicts]
    assert {**task, "due_on": "2026-11-22"} == till.body("task", "t-1")
