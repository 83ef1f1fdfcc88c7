"""A glance tells what reading one thing after the other would, and looks nothing up but by key."""

from __future__ import annotations

from typing import Any

from sync.hub.hub import Hub
from sync.hub.postgres.glances import GLANCE
from tests.hub_fixtures import ScriptedTill, new_till, sql


def customers(till: ScriptedTill, count: int) -> None:
    saves = ([("customer", f"c-{n}", {"set": {"name": "测试"}})] for n in range(count))
    till.sync(till.saves_of(*saves))


def test_it_tells_what_single_readings_tell(hub: Hub) -> None:
    till, other = new_till(hub), new_till(hub)
    customers(till, 30)
    till.sync(till.save(("customer", "c-3", {"set": {"name": "另一"}})))
    asked = [("s:0018", 5, 10), ("g", 0, 200), ("s:0018x", 7, 3)]
    for who in (till.who(), other.who()):
        told = hub.storage.glance(who, asked)
        with hub.storage.snapshot() as tx:
            assert tx.devices.standing(who) == told.standing
            assert tx.feeds.heads([stream for stream, _, _ in asked]) == told.heads
            for one in asked:
                assert tx.feeds.rows_after(*one) == list(told.rows.get(one[0], ()))
        assert 10 == len(told.rows["s:0018"])


def test_it_may_be_of_no_stream(hub: Hub) -> None:
    till = new_till(hub)
    told = hub.storage.glance(till.who(), [])
    assert ({}, 0) == (dict(told.heads), told.standing.last_n)


def test_on_a_large_stream_it_scans_no_table(postgres_hub: Hub) -> None:
    till = new_till(postgres_hub)
    customers(till, 400)
    who = till.who()
    asked = {"streams": ["s:0018", "g"], "after": [390, 0], "most": [200, 200]}
    place = {"store": who.store, "device": who.device, "inc": who.inc, "family": who.family}
    with sql(postgres_hub) as connection:
        connection.execute("ANALYZE")
        text = f"EXPLAIN (FORMAT JSON) {GLANCE}".encode()
        row = connection.execute(text, asked | place).fetchone()
    assert row is not None
    ((plan,),) = row
    kinds = list(_nodes(plan["Plan"]))
    assert not {"Seq Scan", "Hash Join", "Merge Join"} & set(kinds), kinds


def _nodes(plan: dict[str, Any]) -> Any:
    yield plan["Node Type"]
    for inner in plan.get("Plans", ()):
        yield from _nodes(inner)
