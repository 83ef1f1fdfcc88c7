"""What a till has that HQ may not have is known by name, and a new fact is not forgotten."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from local_store.enrolment import IDENTITY
from local_store.lineage import LINEAGE, START
from local_store.op_row import OpState
from local_store.own_work import META, OwnWork, find
from local_store.raw_rows import RawRow

ROOT: Final = Path(__file__).resolve().parents[3]
MADE_ANEW: Final = {
    "backup_last",
    "log_rescued",
    "member_codes_seen",
    "schema",
    "scrubbed_at",
    "search_keys",
    "search_keys_at",
    "trouble",
}
"""Facts about one database: another one finds them out for itself."""


def _facts_set() -> Iterator[str]:
    """Yield the names under which the program keeps facts about itself in a store."""
    for package in ("local_store", "terminal"):
        for path in sorted((ROOT / package).rglob("*.py")):
            tree = ast.parse(path.read_text("utf-8"))
            names = [name for node in ast.walk(tree) for name in _names(node)]
            if names:
                module = importlib.import_module(
                    path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
                )
                yield from (str(vars(module)[name]) for name in names if name in vars(module))


def _names(node: ast.AST) -> Iterator[str]:
    """Yield the constants that a call sets: `meta.set(NAME, …)`, `meta.set_known({NAME: …})`."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return
    owner = ast.unparse(node.func.value).lower()
    if not (owner.endswith("meta") or owner.startswith("meta(")):
        return
    if node.func.attr == "set" and isinstance(node.args[0], ast.Name):
        yield node.args[0].id
    if node.func.attr == "set_known" and isinstance(node.args[0], ast.Dict):
        yield from (key.id for key in node.args[0].keys if isinstance(key, ast.Name))


def test_every_fact_in_a_store_goes_with_the_till_or_is_found_out_anew() -> None:
    found = set(_facts_set())
    assert {"hlc", "draining_ran", "search_keys_at", "backup_last"} <= found, "it finds them"
    assert found - set(META) == MADE_ANEW


def _fact(name: str, value: str) -> RawRow:
    return RawRow(None, (name, value))


def test_of_two_versions_of_what_only_grows_the_greater_counts() -> None:
    older, newer = ("last_n", "draining_ran"), (("9", "10"), ("900", "10000"))
    for name, (less, more) in zip(older, newer, strict=True):
        for pair in ((less, more), (more, less)):
            assert {name: more} == find([_fact(name, one) for one in pair], []).meta


def test_what_a_damaged_copy_does_not_say_of_the_till_an_earlier_one_does() -> None:
    earlier = OwnWork([], {"sign": b"a", "box": b"b"}, {IDENTITY: "i", LINEAGE: "l", START: "s"})
    found = OwnWork([], {"sign": b"c"}, {"hlc": "h"}).with_identity_of(earlier)
    assert {IDENTITY: "i", LINEAGE: "l", START: "s", "hlc": "h"} == found.meta
    assert {"sign": b"c", "box": b"b"} == found.keys
    whole = OwnWork([], {"sign": b"c", "box": b"d"}, {IDENTITY: "own"})
    assert whole == whole.with_identity_of(earlier)


def test_rows_of_other_tables_are_no_ops() -> None:
    columns = ["n", "g", "kind", "entity", "hlc", "actor", "prev", "hash", "state"]
    op = (None, "g-1", "audit", "a-1", "x", "staff-1", bytes(32), bytes(32), OpState.PENDING.value)
    rows = [RawRow(7, op), RawRow(8, (*op[:8], "gone")), RawRow(9, ("text", *op[1:]))]
    key_row = RawRow(3, (None, "c-1", 0, 0, 0, "text", "pinyin", "p", None))
    assert [7] == [one["n"] for one in find([*rows, key_row], columns).ops]
