"""Many saves in one transaction are what they are one by one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from local_store.errors import GroupTooLargeError, RecordInvalidError
from local_store.group_writer import Write
from local_store.unit_of_work import UnitOfWork
from sync.merge import AuthorityError
from sync.protocol.ops import OPS_PER_GROUP_MAX, Add, Del, Element, Fact, Set
from tests.builders import HqStream, TestStore, a_customer, a_store, an_observation, load

PHONE = Add((Element("phones", "15400000001"),))
GROUPS = [
    [Write("customer", "c1", Set({"name": "合成甲"})), Write("customer", "c1", PHONE)],
    [
        Write("customer", "c2", Set({"name": "合成乙", "note": "x"})),
        Write("observation", "o1", Fact(an_observation("c2", task=None))),
        Write("customer", "c1", Set({"note": "y"})),
    ],
    [Write("customer", "hq", Set({"note": "z"}))],
    [Write("customer", "hq", Del((Element("phones", "15400000007"),)))],
]


@pytest.fixture
def tills(tmp_path: Path) -> Iterator[tuple[TestStore, TestStore]]:
    stream = HqStream()
    stream.change("customer", "hq", a_customer(7))
    made = a_store(tmp_path, name="a.db"), a_store(tmp_path, name="b.db")
    for one in made:
        load(one, stream)
    yield made
    for one in made:
        one.close()


def everything(till: TestStore) -> dict[str, Any]:
    """Return what there is of the records and their ops, stamps and salts left out."""
    queries = (
        "SELECT id, name, phones, note, rev, sync_state FROM customer ORDER BY id",
        "SELECT id, customer, items, sync_state FROM observation",
        "SELECT customer, text, tail FROM customer_key ORDER BY customer, place",
        "SELECT kind, id, rev, body FROM shadow",
        "SELECT n, kind, entity, base, actor, state, open FROM outbox ORDER BY n",
    )
    return {sql: till.read(lambda uow, q=sql: uow._db.execute(q).fetchall()) for sql in queries}


def test_rows_keys_and_ops_are_as_if_each_had_been_saved_by_itself(
    tills: tuple[TestStore, TestStore],
) -> None:
    together, one_by_one = tills
    together.run(lambda uow: uow.put_groups(GROUPS))
    for group in GROUPS:
        for one in group:
            one_by_one.run(lambda uow, w=one: uow.put(w.kind, w.id, w.body))
    assert everything(one_by_one) == everything(together)
    assert together.read(lambda uow: uow.sync.outbox().first_broken()) is None


def test_each_group_has_a_stamp_of_its_own_after_the_one_before(
    tills: tuple[TestStore, TestStore],
) -> None:
    till = tills[0]
    stamps = till.run(lambda uow: uow.put_groups(GROUPS))
    found = till.read(
        lambda uow: uow._db.execute("SELECT g, hlc FROM outbox ORDER BY n").fetchall()
    )
    assert stamps == sorted(set(stamps)) == list(dict.fromkeys(hlc for _, hlc in found))
    assert len(GROUPS) == len({g for g, _ in found})


def test_what_the_unit_saves_before_and_after_stands_in_groups_of_its_own(
    tills: tuple[TestStore, TestStore],
) -> None:
    till = tills[0]

    def work(uow: UnitOfWork) -> None:
        uow.audit("before")
        uow.put_groups(GROUPS[:1])
        uow.put("customer", "c1", Set({"name": "合成丙"}))
        uow.audit("after")

    till.run(work)
    found = till.read(
        lambda uow: uow._db.execute("SELECT g, kind FROM outbox ORDER BY n").fetchall()
    )
    names = [g for g, _ in found]
    assert 3 == len(set(names))
    assert names == sorted(names, key=list(dict.fromkeys(names)).index), "each in one piece"
    body = till.read(lambda uow: uow.imports.states("customer", ["c1"]))["c1"].body
    assert "合成丙" == body["name"]
    assert 1 == len(till.read(lambda uow: uow.sync.pending(1)).groups)


@pytest.mark.parametrize(
    ("write", "error"),
    [
        (Write("medicine", "m1", Set({"generic": "x"})), AuthorityError),
        (Write("customer", "c3", Set({"note": "no name"})), RecordInvalidError),
        (Write("customer", "c3", Set({"name": "x", "birth_on": "1958"})), RecordInvalidError),
        (Write("customer", "c3", Set({"tier": "A"})), AuthorityError),
        (Write("nothing", "c3", Set({"x": 1})), RecordInvalidError),
    ],
)
def test_nothing_is_saved_when_one_of_it_is_wrong(
    tills: tuple[TestStore, TestStore], write: Write, error: type[Exception]
) -> None:
    till = tills[0]
    before = everything(till)
    with pytest.raises(error):
        till.run(lambda uow: uow.put_groups([*GROUPS, [write]]))
    assert before == everything(till)


def test_a_group_that_is_too_large_is_refused(tills: tuple[TestStore, TestStore]) -> None:
    many = [Write("customer", f"c{n}", Set({"name": "x"})) for n in range(OPS_PER_GROUP_MAX + 1)]
    with pytest.raises(GroupTooLargeError):
        tills[0].run(lambda uow: uow.put_groups([many]))


def test_no_groups_are_no_work(tills: tuple[TestStore, TestStore]) -> None:
    assert [] == tills[0].run(lambda uow: uow.put_groups([]))
    assert 0 == tills[0].read(lambda uow: uow.sync.outbox().last_n())
