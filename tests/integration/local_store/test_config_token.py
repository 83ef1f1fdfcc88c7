"""What was read of HQ's configuration is kept as long as nothing of it changed, and no longer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from local_store.config_past import InForce
from local_store.unit_of_work import UnitOfWork
from sync.protocol.config import CONFIG_KINDS
from tests.builders import TestStore, a_rule, a_store, load_records


class _RolledBackError(Exception):
    pass


@pytest.fixture
def till(tmp_path: Path) -> Iterator[TestStore]:
    made = a_store(tmp_path)
    load_records(made, [("rule", one, a_rule(one)) for one in ("r1", "r2")])
    yield made
    made.close()


def _texts(uow: UnitOfWork) -> list[str]:
    return [one.text for one in InForce(uow._db, today=uow.today, store="0018").of("rule")]


def _token(uow: UnitOfWork) -> bytes:
    found: bytes = uow._db.execute("SELECT token FROM config_token").fetchone()[0]
    return found


@pytest.mark.parametrize(
    ("sql", "left"),
    [
        ("UPDATE rule SET content = '{\"changed\":1}'", ['{"changed":1}'] * 2),
        ("DELETE FROM rule", []),
        ("UPDATE rule SET status = 'withdrawn'", []),
    ],
)
def test_a_change_shows_in_the_next_read_and_in_the_one_under_way(
    till: TestStore, sql: str, left: list[str]
) -> None:
    before = till.read(_texts)
    assert 2 == len(before) == len(till.read(_texts))

    def change(uow: UnitOfWork) -> list[str]:
        assert before == _texts(uow)
        uow._db.execute(sql)
        return _texts(uow)

    assert left == till.run(change) == till.read(_texts)


def test_a_change_that_was_rolled_back_leaves_no_trace(till: TestStore) -> None:
    before = till.read(_texts)

    def fail(uow: UnitOfWork) -> None:
        uow._db.execute("DELETE FROM rule")
        assert [] == _texts(uow)
        raise _RolledBackError

    with pytest.raises(_RolledBackError):
        till.run(fail)
    assert before == till.read(_texts)


@pytest.mark.parametrize("kind", sorted([*CONFIG_KINDS, "config_past"]))
def test_every_table_of_configuration_has_its_triggers(till: TestStore, kind: str) -> None:
    def changes(uow: UnitOfWork) -> list[bytes]:
        named = [str(row[1]) for row in uow._db.execute(f"PRAGMA table_info({kind})").fetchall()]
        source = "rule" if kind != "config_past" else "(SELECT 'rule' AS kind, * FROM rule)"
        columns = ", ".join(f'"{name}"' for name in named)
        values = columns.replace('"id"', "'new'")
        steps = [
            f"INSERT INTO {kind} ({columns}) SELECT {values} FROM {source} LIMIT 1",
            f"UPDATE {kind} SET version = 7 WHERE id = 'new'",
            f"DELETE FROM {kind} WHERE id = 'new'",
        ]
        tokens = [_token(uow)]
        for step in steps:
            uow._db.execute(step)
            tokens.append(_token(uow))
        return tokens

    tokens = till.run(changes)
    assert 4 == len(set(tokens))


@pytest.mark.parametrize("policy", ["IGNORE", "REPLACE"])
def test_a_statement_that_settles_conflicts_changes_the_token_too(
    till: TestStore, policy: str
) -> None:
    def change(uow: UnitOfWork) -> set[bytes]:
        before = _token(uow)
        named = [str(row[1]) for row in uow._db.execute("PRAGMA table_info(rule)").fetchall()]
        columns = ", ".join(f'"{name}"' for name in named)
        values = columns.replace('"id"', "'new'")
        sql = f"INSERT OR {policy} INTO rule ({columns}) SELECT {values} FROM rule LIMIT 1"
        uow._db.execute(sql)
        return {before, _token(uow)}

    assert 2 == len(till.run(change))
    assert 3 == len(till.read(_texts))


def test_what_names_a_text_is_found_by_it_and_by_no_part_of_it(till: TestStore) -> None:
    def ids(uow: UnitOfWork, *words: str) -> list[str]:
        uow._db.execute('UPDATE rule SET content = \'{"a":["糖\\"尿","b"]}\' WHERE id = \'r2\'')
        found = InForce(uow._db, today=uow.today, store="0018").naming("rule", words)
        return [one.id for one in found]

    assert ["r2"] == till.run(lambda uow: ids(uow, '糖"尿'))
    assert ["r2"] == till.run(lambda uow: ids(uow, "a", "b"))
    assert [] == till.run(lambda uow: ids(uow, "尿", "糖"))
