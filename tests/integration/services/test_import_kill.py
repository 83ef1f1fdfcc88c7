"""The plug is pulled during an import, and during its undoing: the till goes on where it stood."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import pytest

from tests.builders import a_store
from tests.integration.services.old_table import a_file, line
from tests.integration.services.shop import rows

ROOT: Final = Path(__file__).resolve().parents[3]
PEOPLE: Final = 110


@pytest.fixture
def table(tmp_path: Path) -> Path:
    people = [
        line(f"合成{n}号", 手机=f"154{n:08d}", 会员卡号=f"88{n:04d}", 病种="高血压")
        for n in range(PEOPLE)
    ]
    return a_file(tmp_path, people)


def run(folder: Path, table: Path, slices: int) -> int:
    """Run the child and return how it ended."""
    command = [sys.executable, "-m", "tests.integration.services.import_child"]
    ended = subprocess.run(
        [*command, str(folder), str(table), str(slices)], cwd=ROOT, check=False, timeout=90
    )
    return ended.returncode


def counted(folder: Path, *queries: str) -> list[Any]:
    """Return the first value of each query over the till's database."""
    with closing(a_store(folder, enrolled=False)) as till:
        assert till.read(lambda uow: uow.sync.outbox().first_broken()) is None
        return [rows(till, sql)[0][0] for sql in queries]


ALL: Final = "SELECT count(*) FROM customer"
WITHDRAWN: Final = "SELECT count(*) FROM customer WHERE withdrawn = 1"
MADE: Final = "SELECT count(*) FROM outbox WHERE kind = 'customer' AND body LIKE '%\"name\"%'"
CARDS: Final = "SELECT count(*) FROM external_id"
STATE: Final = "SELECT state FROM import_batch"
ROWS: Final = "SELECT count(*) FROM import_row"


def test_a_killed_import_goes_on_and_doubles_nothing(tmp_path: Path, table: Path) -> None:
    folder = tmp_path / "till"
    folder.mkdir()
    for slices in (2, 1, 2):
        assert -signal.SIGKILL == run(folder, table, slices)
    assert ["running", 100, 100, 100] == counted(folder, STATE, ALL, MADE, CARDS)
    assert 0 == run(folder, table, 0)
    assert ["done", PEOPLE, PEOPLE, PEOPLE] == counted(folder, STATE, ALL, MADE, CARDS)


def test_a_killed_undo_goes_on_until_all_is_taken_back(tmp_path: Path, table: Path) -> None:
    folder = tmp_path / "till"
    folder.mkdir()
    assert 0 == run(folder, table, 0)
    assert -signal.SIGKILL == run(folder, table, 2)
    assert ["undoing", 40, 70] == counted(folder, STATE, WITHDRAWN, ROWS)
    assert 0 == run(folder, table, 0)
    assert ["undone", PEOPLE, 0] == counted(folder, STATE, WITHDRAWN, ROWS)
