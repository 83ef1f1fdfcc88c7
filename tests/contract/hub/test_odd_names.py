"""Whatever names and texts a till's program made, HQ keeps and finds the records under them."""

from __future__ import annotations

import pytest

from sync.hub.hub import Hub
from sync.protocol.cycle import VerdictState
from tests.hub_fixtures import STORE, new_till

STREAM = f"s:{STORE.id}"
NAMES = (
    'quote"d', "back\\slash", 'both\\"', "{braced}", "a,b", "NULL", "null", " ", "'", "%s", "\\",
    '"', "tab\tnew\nline", "王\U0001f48a", "\x7f",
)  # fmt: skip


@pytest.mark.parametrize("names", [*((name,) for name in NAMES), NAMES])
def test_records_are_kept_and_changed_under_any_name(hub: Hub, names: tuple[str, ...]) -> None:
    till = new_till(hub)
    people = [("customer", name, {"set": {"name": "测试", "note": name}}) for name in names]
    till.sync(till.save(*people))
    changes = [("customer", name, {"set": {"sex": name}}) for name in names]
    answer = till.sync(till.save(*changes, base=1))
    assert [] == [one for one in answer.verdicts if one.st is not VerdictState.APPLIED]
    till.read_all()
    assert till.recount(STREAM) == till.marks[STREAM]
    found = {
        record_id: (row["rev"], row["b"]["note"], row["b"]["sex"])
        for (kind, record_id), row in till.records(STREAM).items()
        if kind == "customer"
    }
    assert {name: (2, name, name) for name in names} == found


def test_what_waits_behind_a_record_of_an_odd_name_is_found_again(hub: Hub) -> None:
    till = new_till(hub)
    for name in NAMES:
        refused = [("customer", name, {"set": {"birth_on": "?"}})]
        later = [("customer", name, {"set": {"name": "测试"}})]
        said = [one.st for one in till.sync(till.saves_of(refused, later)).verdicts]
        assert [VerdictState.QUARANTINED, VerdictState.HELD] == said
        behind = till.sync(till.save(("customer", name, {"set": {"note": "x"}}))).verdicts
        assert [VerdictState.HELD] == [one.st for one in behind]
