"""Mutation score: how many small mistakes in the core of sync the fast tests notice.

A lane has a copy of the tree and everything big in memory; it forks for every mutant and runs only
the tests that are about its module, to the first failure. `python -m tests.prove.mutations LANE
FOLDER` reads one mutant a line and answers each.
"""

from __future__ import annotations

import hashlib
import os
import select
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import pytest

from tests.prove.lanes import serve
from tests.prove.mutants import mutants, mutated
from tests.replay.copies import ROOT, copy_tree

HUB_TESTS: Final = tuple(
    f"tests/contract/hub/test_{name}.py"
    for name in ("rows", "pull", "loading", "push", "repair", "snapshots", "devices", "lives")
)
TARGETS: Final[dict[str, Sequence[str]]] = {
    "sync/merge.py": (
        "tests/unit/sync/test_merge_apply.py",
        "tests/unit/sync/test_merge_laws.py",
    ),
    "sync/agent/cycle.py": (
        "tests/unit/sync_agent/test_cycle.py",
        "tests/unit/sync_agent/test_batches.py",
        "tests/unit/sync_agent/test_agent.py",
    ),
    "sync/hub/feed.py": (*HUB_TESTS, "-knot postgres"),
    "sync/hub/pull.py": (*HUB_TESTS, "tests/unit/sync_hub/test_pull.py", "-knot postgres"),
    "sync/hub/memory/feeds.py": (*HUB_TESTS, "-knot postgres"),
    "sync/hub/postgres/feeds.py": (*HUB_TESTS, "-kpostgres"),
}
"""Each module with the tests that are about it, as words for pytest."""

GOAL: Final = 0.85
_HEAVY: Final = (
    "hypothesis", "pydantic", "cryptography.hazmat.primitives.asymmetric.ed25519", "psycopg",
    "psycopg_pool", "zstandard", "structlog", "fastapi", "uvicorn", "requests", "sqlcipher3",
)  # fmt: skip
_SAID: Final = "said.txt"
_SLOWEST: Final = 8
"""A mutant that takes so many times as long as no mutant runs for ever."""


def plan(root: Path = ROOT) -> Iterator[dict[str, Any]]:
    """Yield every mutant: its module, number, line, what was done, and an id that changes with
    the module's text.
    """
    for module in TARGETS:
        source = (root / module).read_text("utf-8")
        text = hashlib.sha256(source.encode()).hexdigest()[:12]
        for one in mutants(source):
            yield {
                "id": f"{module}:{text}:{one.number}",
                "module": module,
                "number": one.number,
                "line": one.line,
                "what": one.what,
            }


class Lane:
    """A copy of the tree in which one mutant after another lives."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._patience_s: dict[str, float] = {}
        shutil.rmtree(folder, ignore_errors=True)
        copy_tree(ROOT, folder)
        for name in _HEAVY:
            import_module(name)

    def judge(self, mutant: dict[str, Any]) -> dict[str, Any]:
        """Return the mutant with its fate: killed, survived, or ran for ever."""
        module = mutant["module"]
        path = self._folder / module
        whole = path.read_text("utf-8")
        if module not in self._patience_s:
            started = time.monotonic()
            fate = self._run(TARGETS[module], 600)
            said = (self._folder / _SAID).read_text("utf-8", "replace")[-2000:]
            assert fate == "survived", f"{module}: its tests fail as it is\n{said}"
            self._patience_s[module] = 10 + _SLOWEST * (time.monotonic() - started)
        path.write_text(mutated(whole, mutant["number"]), "utf-8")
        try:
            fate = self._run(TARGETS[module], self._patience_s[module])
        finally:
            path.write_text(whole, "utf-8")
        return {**mutant, "fate": fate}

    def _run(self, tests: Sequence[str], patience_s: float) -> str:
        child = os.fork()
        if child == 0:
            self._be_pytest(tests)
        watched = os.pidfd_open(child)
        try:
            if not select.select([watched], [], [], patience_s)[0]:
                os.killpg(child, signal.SIGKILL)
        finally:
            os.close(watched)
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        if code < 0:
            return "ran for ever"
        return "survived" if code == pytest.ExitCode.OK else "killed"

    def _be_pytest(self, tests: Sequence[str]) -> None:
        """Run the tests in this process, on the copy, and end with pytest's exit code."""
        os.setsid()
        os.chdir(self._folder)
        said = os.open(_SAID, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for descriptor in (1, 2):
            os.dup2(said, descriptor)
        sys.path[:] = [str(self._folder), *(p for p in sys.path if p not in {"", str(ROOT)})]
        for name in [name for name in sys.modules if name.partition(".")[0] == "tests"]:
            del sys.modules[name]
        sys.dont_write_bytecode = True
        code: int = 99
        try:
            words = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:randomly"]
            words += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
            code = int(pytest.main([*words, *tests]))
        except BaseException:
            traceback.print_exc()
            raise
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)


def table(results: Sequence[dict[str, Any]]) -> list[tuple[str, int, int]]:
    """Return module, mutants noticed, and mutants, for each module."""
    found: dict[str, list[int]] = {}
    for one in results:
        counts = found.setdefault(one["module"], [0, 0])
        counts[0] += one["fate"] != "survived"
        counts[1] += 1
    return [(module, *counts) for module, counts in sorted(found.items())]  # type: ignore[misc]


def survivors(results: Sequence[dict[str, Any]]) -> list[str]:
    """Return the mutants nobody noticed, with their place."""
    return [
        f"{one['module']}:{one['line']} {one['what']}"
        for one in sorted(results, key=lambda one: (one["module"], one["line"], one["number"]))
        if one["fate"] == "survived"
    ]


if __name__ == "__main__":
    serve(Lane(Path(sys.argv[2]) / f"mutants-{sys.argv[1]}").judge)
