"""What HQ promises of a push."""

from __future__ import annotations

from sync.hub.hub import Hub
from sync.protocol.cycle import VerdictState
from tests.hub_fixtures import new_till

CUSTOMER = ("customer", "c-1", {"set": {"name": "测试甲"}})


def test_a_pushed_record_comes_back_with_the_same_answer(hub: Hub) -> None:
    till = new_till(hub)
    answer = till.sync(till.save(CUSTOMER))
    assert [VerdictState.APPLIED] == [verdict.st for verdict in answer.verdicts]
    assert 1 == answer.ack.n
    assert {"name": "测试甲"} == till.body("customer", "c-1")


def test_a_push_whose_answer_was_lost_takes_effect_once(hub: Hub) -> None:
    till = new_till(hub)
    push = till.save(CUSTOMER)
    first = till.sync(push)
    again = till.sync(push)
    assert first.verdicts == again.verdicts
    assert first.ack == again.ack
    assert 1 == till.rows["s:0018"]["customer", "c-1"]["rev"]
