"""Faults that users of other sync engines reported, made in a copy of ours: the generic suite has
to notice each of them, by an assertion.

The patches are as small as the faults; nothing in the suite knows of them. `caught_by.json` only
says with which test of the suite to begin, as measured by `python -m tests.replay`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.replay import suites
from tests.replay.copies import ROOT, copy_tree

KNOWN = suites.caught_by()


@pytest.mark.timeout(600)
def test_the_tests_that_notice_faults_pass_on_a_tree_without_any(tmp_path: Path) -> None:
    copy_tree(ROOT, tmp_path / "tree")
    verdict = suites.judge(tmp_path / "tree", sorted(set(KNOWN.values())))
    assert suites.Verdict((), ()) == verdict


@pytest.mark.timeout(900)
@pytest.mark.parametrize("patch", suites.patches(), ids=lambda patch: patch.stem)
def test_a_fault_of_the_field_is_noticed(patch: Path, tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    copy_tree(ROOT, tree)
    trouble = suites.apply(patch, tree)
    assert trouble is None, f"{patch.name} does not fit the code any more: {trouble}"
    for suite in suites.in_order(KNOWN.get(patch.stem)):
        verdict = suites.judge(tree, [suite])
        if verdict.broken_promises:
            return
    raise AssertionError(f"nobody noticed {patch.name}")


def test_every_fault_is_there() -> None:
    expected = [f"c{number:02}" for number in range(1, 21)]
    assert expected == [patch.stem for patch in suites.patches()]
    assert expected == sorted(KNOWN)
