"""Files that leave the till: made on a thread of their own, whole or not at all."""

from __future__ import annotations

import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from terminal.domain.problems import Refusal
from terminal.file_desk import FileDesk
from ui.compliance.files import StoppedError, Told


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[FileDesk]:
    made = FileDesk(tmp_path / "exports")
    yield made
    made.close()


def ignore(_done: int, _total: int) -> None:
    """Hear nothing."""


def test_a_file_is_made_beside_the_screens_and_is_this_accounts_own(
    desk: FileDesk, tmp_path: Path
) -> None:
    made_on: list[str] = []

    def make(_told: Told) -> bytes:
        made_on.append(threading.current_thread().name)
        return b"pack"

    path = desk.submit(str(tmp_path / "new"), "pack.pdf", make, ignore).result()
    assert str(tmp_path / "new" / "pack.pdf") == path
    assert b"pack" == Path(path).read_bytes()
    assert 0o600 == stat.S_IMODE(Path(path).stat().st_mode)
    assert threading.current_thread().name not in made_on
    again = desk.submit(str(tmp_path / "new"), "pack.pdf", lambda _told: b"other", ignore)
    assert Refusal("EXPORT_EXISTS") == again.result()
    assert b"pack" == Path(path).read_bytes()


def test_a_folder_that_cannot_be_written_is_said(desk: FileDesk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    done = desk.submit(str(tmp_path / "file"), "pack.pdf", lambda _told: b"", ignore)
    assert Refusal("EXPORT_FAILED") == done.result()


def test_a_file_under_way_ends_when_the_screens_go(desk: FileDesk, tmp_path: Path) -> None:
    def stopped(_done: int, _total: int) -> None:
        raise StoppedError

    def make(told: Told) -> bytes:
        told(1, 9)
        raise AssertionError("it went on")

    with pytest.raises(StoppedError):
        desk.submit(str(tmp_path), "pack.pdf", make, stopped).result()
    assert [] == list(tmp_path.iterdir())
