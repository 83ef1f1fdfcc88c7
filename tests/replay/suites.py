"""The generic suite, file by file, and what a file says of a tree."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple
from xml.etree import ElementTree as ET

from tests.replay.copies import ROOT

PATCHES: Final = Path(__file__).with_name("patches")
CAUGHT_BY: Final = Path(__file__).with_name("caught_by.json")

FOLDERS: Final = (
    "tests/unit/sync",
    "tests/unit/local_store",
    "tests/unit/sync_agent",
    "tests/unit/sync_hub",
    "tests/unit/domain",
    "tests/contract/hub",
    "tests/contract/transport",
    "tests/integration/local_store",
    "tests/integration/hub",
    "tests/integration/services",
    "tests/simulation",
    "tests/crash",
)
"""Fast before slow. Every test in them is there for its own sake."""

_ASSERTIONS: Final = ("AssertionError", "assert ", "Failed: DID NOT RAISE")
_PATIENCE_S: Final = 300
_ENOUGH: Final = 5
"""Failing tests after which a suite is stopped: one may end by an error before another asserts."""


class Broken(NamedTuple):
    """A test whose assertion does not hold, as pytest names it, and what it said."""

    test: str
    words: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a suite says: the tests whose assertions do not hold, and what went wrong otherwise."""

    broken_promises: tuple[Broken, ...]
    other: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Tell whether nothing at all was wrong."""
        return not self.broken_promises and not self.other


def suites(root: Path = ROOT) -> list[str]:
    """Return the files of the generic suite, in their order."""
    return [
        path.relative_to(root).as_posix()
        for folder in FOLDERS
        for path in sorted((root / folder).rglob("test_*.py"))
    ]


def patches() -> list[Path]:
    """Return the faults of the field, as patches."""
    return sorted(PATCHES.glob("c*.patch"))


def caught_by() -> dict[str, str]:
    """Return which test noticed each patch last."""
    known: dict[str, str] = json.loads(CAUGHT_BY.read_text("utf-8"))
    return known


def in_order(first: str | None) -> Iterator[str]:
    """Yield every suite, before them the test that is expected to notice, and then its suite."""
    every, known = suites(), (first or "").partition("::")[0]
    if first is not None and known in every:
        yield first
    yield from sorted(every, key=lambda one: one != known)


def apply(patch: Path, tree: Path) -> str | None:
    """Apply a patch to a tree; return why that cannot be done, or None."""
    env = {**os.environ, "GIT_CEILING_DIRECTORIES": str(tree.parent)}
    done = subprocess.run(
        ["git", "apply", "--whitespace=nowarn", str(patch)],
        cwd=tree, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stderr.strip() if done.returncode else None


def judge(tree: Path, files: Sequence[str]) -> Verdict:
    """Run these suites or tests in a tree and return what they say: to the first failure, and,
    where that is no assertion, once more until a few have failed.
    """
    verdict = _run(tree, files, 1)
    return verdict if verdict.broken_promises or verdict.passed else _run(tree, files, _ENOUGH)


def _run(tree: Path, files: Sequence[str], failures: int) -> Verdict:
    with tempfile.TemporaryDirectory(prefix="guitai-verdict-") as name:
        told = Path(name) / "verdict.xml"
        command = [sys.executable, "-m", "pytest", *files, "-q", "-p", "no:cacheprovider"]
        command += [
            f"--maxfail={failures}",
            f"--junitxml={told}",
            f"--basetemp={name}/tmp",
            "--hypothesis-profile=unshrunk",
            "-o",
            "junit_family=xunit1",  # Which names the files.
            "-p",
            "no:randomly",
            "-p",
            "no:xdist",
        ]
        env = {name: value for name, value in os.environ.items() if "PYTEST" not in name}
        try:
            done = subprocess.run(
                command, cwd=tree, env={**env, "PYTHONDONTWRITEBYTECODE": "1"},
                capture_output=True, text=True, check=False, timeout=_PATIENCE_S,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return Verdict((), (f"nothing within {_PATIENCE_S} s",))
        if not told.exists():
            return Verdict((), (done.stdout[-1000:] + done.stderr[-1000:],))
        return _read(told, done.returncode)


def _read(told: Path, code: int) -> Verdict:
    broken: list[Broken] = []
    other: list[str] = []
    for case in ET.parse(told).iter("testcase"):
        for fault in (*case.findall("failure"), *case.findall("error")):
            message = fault.get("message") or ""
            kept = fault.tag == "failure" and message.startswith(_ASSERTIONS)
            test, words = f"{case.get('file')}::{case.get('name')}", message[:200]
            if kept:
                broken.append(Broken(test, words))
            else:
                other.append(f"{test}: {words}")
    if code and not broken and not other:
        other.append(f"pytest ended with {code}")
    return Verdict(tuple(broken), tuple(other))
