"""The ledger, the intervals and the mutants of the long proofs."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

import pytest

from tests.prove import mutations
from tests.prove.ledger import DIRTY, DirtyTreeError, Ledger, commit_of
from tests.prove.mutants import mutants, mutated
from tests.prove.parts import PARTS
from tests.prove.wilson import wilson
from tests.replay.copies import ROOT

MODULE = '''
"""What it is for."""

from __future__ import annotations

LIMIT: int = 3


def first(values: list[int], least: int = 1) -> int | None:
    """Return the first."""
    for value in values:
        if value > LIMIT and least:
            return value + least
    raise LookupError("none of them")
'''


def test_every_mutant_differs_from_the_module_by_one_mistake() -> None:
    whole = ast.unparse(ast.parse(MODULE)) + "\n"
    texts = [mutated(MODULE, one.number) for one in mutants(MODULE)]
    assert len(texts) == len(set(texts))
    for text in texts:
        lines = zip(whole.splitlines(), text.splitlines(), strict=True)
        assert 1 == sum(one != other for one, other in lines)


def test_mutants_spoil_what_happens_and_leave_words_alone() -> None:
    assert {
        "Gt -> GtE", "And -> Or", "Add -> Sub", "returns None", "raise removed", "3 -> 4", "1 -> 2",
    } == {one.what for one in mutants(MODULE)}  # fmt: skip


def test_every_module_that_is_mutated_has_mutants_and_tests() -> None:
    planned = list(mutations.plan())
    assert set(mutations.TARGETS) == {one["module"] for one in planned}
    assert len(planned) == len({one["id"] for one in planned})
    words = {word for words in mutations.TARGETS.values() for word in words}
    files = sorted(word for word in words if not word.startswith("-"))
    assert [] == [name for name in files if not (ROOT / name).exists()]


@pytest.mark.parametrize(
    ("hits", "tries", "low", "high"),
    [(0, 300, 0.0, 0.012643), (1, 10, 0.017876, 0.404150), (10, 10, 0.722467, 1.0)],
)
def test_an_interval_is_wilsons(hits: int, tries: int, low: float, high: float) -> None:
    assert (low, high) == pytest.approx(wilson(hits, tries), abs=1e-5)


def test_an_interval_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="0 of 0"):
        wilson(0, 0)


def test_results_add_up_and_a_torn_line_is_none(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "abc", "kills")
    ledger.add({"seed": 1})
    ledger.add({"seed": 2})
    with ledger.path.open("a") as file:
        file.write('{"seed": 3')
    assert [1, 2] == [one["seed"] for one in ledger.results()]
    assert [] == list(Ledger(tmp_path / "def", "kills").results())


def test_a_tree_that_is_in_no_commit_is_refused_or_named(tmp_path: Path) -> None:
    def git(*words: str) -> None:
        who = ["-c", "user.name=t", "-c", "user.email=t@example.invalid"]
        subprocess.run(["git", "-C", str(tmp_path), *who, *words], check=True, capture_output=True)

    git("init", "-q")
    (tmp_path / "a").write_text("1")
    git("add", "a")
    git("commit", "-q", "-m", "one")
    commit = commit_of(tmp_path, may_be_dirty=False)
    assert 12 == len(commit)
    (tmp_path / "docs" / "proofs").mkdir(parents=True)
    (tmp_path / "docs" / "proofs" / "kills.md").write_text("a report")
    assert commit == commit_of(tmp_path, may_be_dirty=False)
    (tmp_path / "a").write_text("2")
    with pytest.raises(DirtyTreeError):
        commit_of(tmp_path, may_be_dirty=False)
    assert commit + DIRTY == commit_of(tmp_path, may_be_dirty=True)


@pytest.mark.parametrize(
    ("part", "result", "word"),
    [
        ("worlds", {"seed": 1, "ops": 300, "faults": {"lost": 2}, "failure": None}, "worlds: 1"),
        ("marked", {"seed": 1, "word": "2 passed", "failure": None}, "2 passed"),
        ("kills", {"seed": 1, "ops": 3, "events": {"till": 2}, "failure": None}, "SIGKILLs: 2"),
        (
            "store_kills",
            {"seed": 1, "saves": 3, "events": {"at work": 2}, "failure": None},
            "SIGKILLs: 2",
        ),
        (
            "images",
            {
                "seed": 1, "scenario": "fresh", "images": 100, "failing": 1, "events": 9,
                "fates": {"names there": 2}, "phases": {"loading": 100}, "cpu_s": 6.5,
                "failure": "image 107 (loading): I1: a save was lost",
            },
            "I1: a save was lost",
        ),
        (
            "partitions",
            {
                "seed": 1, "seconds": 20.0, "fault": "stall", "ops": 3, "events": {"stall": 1},
                "happened": {}, "failure": "late", "quiet_s": None,
            },
            "| stall | 1 | 1 | 3 | 0 |",
        ),
        (
            "mutations",
            {"module": "sync/merge.py", "line": 7, "number": 1, "what": "x", "fate": "survived"},
            "`sync/merge.py:7 x`",
        ),
    ],
)  # fmt: skip
def test_a_report_says_what_was_seen(part: str, result: dict[str, object], word: str) -> None:
    assert word in "\n".join(PARTS[part].report([result]))
