"""What a till takes over from an old table reaches HQ and the other till, once, and so does taking
it back.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sync.hub.hub import Hub
from terminal import machine, unsent_file
from terminal.domain.imports.model import BatchEntry
from terminal.domain.staff import Role, Session
from terminal.services import counter
from terminal.services.import_pace import Pace
from terminal.services.imports import Imports
from tests.hub_fixtures import STORE
from tests.integration.bad_input.rig import Till, a_till, seed
from tests.integration.services.old_table import a_file, line, taken_over

PEOPLE = 130


@pytest.fixture
def tills(hub: Hub, hub_url: str, tmp_path: Path) -> Iterator[tuple[Till, Till]]:
    """Two tills of the store, both with what HQ has."""
    seed(hub)
    made = a_till(hub, hub_url, tmp_path / "a"), a_till(hub, hub_url, tmp_path / "b")
    settle(*made)
    yield made
    for till in made:
        till.close()


def settle(*tills: Till) -> None:
    """Let everybody exchange until nothing is left to send or to read."""
    for _ in range(2):
        for till in tills:
            for _ in range(10):
                assert till.exchange().trouble is None
                if till.state().unsent == 0:
                    break
            assert (0, 0) == (till.state().unsent, till.state().quarantined)


def imports_of(till: Till) -> Imports:
    session = Session("staff-1", Role.PHARMACIST, till.device, STORE.id)
    return Imports(
        lambda work: till.store.run(work, session),
        lambda work: till.store.read(work, session),
        Pace(machine.SystemClock()),
        keep=unsent_file.write_new,
    )


def customer(till: Till) -> dict[str, Any]:
    """Return the record of the customer whom HQ had before."""
    return dict(till.read(lambda uow: uow.imports.states("customer", ["c-1"]))["c-1"].body)


def people(till: Till) -> set[tuple[str, ...]]:
    """Return the customers of the table as a till has them."""
    sql = "SELECT id, name, phones, conditions, sync_state FROM customer WHERE name LIKE '合成%号'"
    return set(till.rows(f"{sql} AND withdrawn IS NOT 1"))


def test_an_import_reaches_hq_and_the_other_till_once_and_so_does_its_undoing(
    tills: tuple[Till, Till], tmp_path: Path
) -> None:
    ours, theirs = tills
    table = [
        line(f"合成{n}号", 手机=f"154{n:08d}", 会员卡号=f"88{n:04d}", 病种="高血压")
        for n in range(100, 100 + PEOPLE)
    ]
    known = {"手机": "15400000001", "会员卡号": "889999", "备注": "新备注", "过敏史": "磺胺类"}
    reading = {"空腹血糖(mg/dL)": "126", "测量日期": "2026-09-01"}
    before = customer(theirs)
    table.append(line("合成客1", **known, **reading))
    imports = imports_of(ours)
    done = taken_over(imports, a_file(tmp_path, table))
    assert {"local"} == {one[4] for one in people(ours)}
    settle(ours, theirs)
    assert (PEOPLE, {"accepted"}) == (len(people(ours)), {one[4] for one in people(ours)})
    assert people(ours) == people(theirs)
    found = theirs.run(lambda uow: uow.customers.by_member_code("880100"))
    assert "合成100号" == found.name
    assert "c-1" == theirs.run(lambda uow: uow.customers.by_member_code("889999")).id
    assert customer(ours) == customer(theirs) != before
    assert 1 == len(theirs.read(lambda uow: uow.observations.of_customer("c-1", 9)))

    undone = imports.undo(done.id)
    assert isinstance(undone, BatchEntry)
    assert 0 == undone.kept, "that HQ took it is nobody's work with it"
    settle(ours, theirs)
    assert set() == people(ours) == people(theirs)
    assert () == theirs.run(lambda uow: counter.search(uow, text="合成100号"))
    assert theirs.run(lambda uow: uow.customers.by_member_code("880100")) is None
    assert theirs.run(lambda uow: uow.customers.by_member_code("889999")) is None
    assert before == customer(ours) == customer(theirs)
    assert [] == theirs.read(lambda uow: uow.observations.of_customer("c-1", 9))
    assert {} == theirs.read(lambda uow: uow.sync.mismatch)
