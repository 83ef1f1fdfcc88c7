"""`guitai-hub unsent-import FILE`: what it says, how it ends, and nothing personal in either."""

from __future__ import annotations

from pathlib import Path

import pytest

from resources.texts import messages
from sync.hub.hub import Hub
from tests.hub_fixtures import ScriptedTill, count, settled_till
from tests.integration.hub.test_process import Done, hub
from tests.integration.hub.test_workers import beside
from tests.unsent_files import exported

__all__ = ["beside"]

NAME = "测试甲一"


@pytest.fixture
def till(beside: Hub) -> ScriptedTill:
    return settled_till(beside)


@pytest.fixture
def file(till: ScriptedTill, tmp_path: Path) -> Path:
    """An export of two saves: a customer with a reading, and one that HQ refuses."""
    reading = {"customer": "c-1", "code": "glucose_fasting", "at": 1, "items": {}}
    push = till.saves_of(
        [
            ("customer", "c-1", {"set": {"name": NAME}}),
            ("observation", "o-1", {"fact": {**reading, "items": {"glucose_mmol_e1": 84}}}),
        ],
        [("customer", "c-2", {"set": {"tier": "gold"}})],
    )
    path = tmp_path / "work.jsonl"
    path.write_bytes(exported(till, push))
    return path


def imported(file: Path, dsn: str, *arguments: str) -> Done:
    return hub("unsent-import", file.parent, "--dsn", dsn, str(file), *arguments)


def told(out: str) -> list[str]:
    """Return the lines that people read; the hub's log is among them where nobody set it up."""
    return [line for line in out.splitlines() if "[info" not in line]


def test_a_dry_run_lists_counts_and_changes_nothing(
    beside: Hub, till: ScriptedTill, file: Path, hub_dsn: str
) -> None:
    done = imported(file, hub_dsn, "--dry-run")
    assert (0, "") == (done.code, done.err)
    first, *rest = told(done.out)
    assert first.startswith(f"device {till.device} of store 0018, written 20")
    assert ["new 2 customer=2 observation=1", "here already 0"] == rest
    assert NAME not in done.out
    assert 0 == count(beside, "op_log")


def test_it_is_taken_once(beside: Hub, file: Path, hub_dsn: str) -> None:
    done = imported(file, hub_dsn)
    assert (0, "") == (done.code, done.err)
    assert [
        "taken 2 customer=2 observation=1",
        "here already 0",
        "verdicts applied=1 quarantined=1",
    ] == told(done.out)[1:]
    again = imported(file, hub_dsn)
    assert ["taken 0", "here already 2 customer=2 observation=1", "verdicts"] == (
        told(again.out)[1:]
    )
    assert 3 == count(beside, "op_log")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_damaged_file_is_told_by_code_in_ones_language(
    beside: Hub, file: Path, hub_dsn: str, language: str
) -> None:
    file.write_bytes(file.read_bytes()[:-20])
    done = imported(file, hub_dsn, "--language", language)
    text = messages(language).of("UNSENT_DAMAGED")
    assert (1, "", f"guitai-hub: {text} [UNSENT_DAMAGED]\n") == (done.code, done.out, done.err)
    assert 0 == count(beside, "op_log")


def test_a_file_for_another_hub_is_foreign(
    beside: Hub, file: Path, hub_dsn: str, tmp_path: Path
) -> None:
    done = hub("unsent-import", tmp_path / "other", "--dsn", hub_dsn, str(file))
    assert 1 == done.code
    assert done.err.endswith("[UNSENT_FOREIGN]\n")
    assert 0 == count(beside, "op_log")


def test_a_file_that_is_not_there_is_said(tmp_path: Path, hub_dsn: str) -> None:
    done = imported(tmp_path / "nothing.jsonl", hub_dsn)
    assert 1 == done.code
    assert done.err.startswith("guitai-hub: [Errno 2]")
