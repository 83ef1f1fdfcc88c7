"""A file of a big pack is made beside the window, on the real thread, while the window lives."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from terminal.domain.problems import Refusal
from terminal.file_desk import FileDesk
from tests.fakes.pages_in_window import ZONE
from ui.compliance import paper
from ui.compliance.files import FileJobs, Told, ToSave
from ui.compliance.states import pack


def make(sales: int, told: Told) -> bytes:
    return paper.pdf(pack(sales), ZONE, told)


@pytest.fixture
def crashes() -> list[BaseException]:
    """What broke off."""
    return []


def test_the_window_goes_on_while_a_pdf_is_made_and_hears_of_every_page(
    look: QApplication, qtbot: QtBot, tmp_path: Path, crashes: list[BaseException]
) -> None:
    desk = FileDesk(tmp_path)
    jobs = FileJobs(desk.submit, crashes.append)
    pages: list[tuple[int, int]] = []
    saved: list[str | Refusal] = []
    turns: list[int] = []
    jobs.progressed.connect(lambda done, total: pages.append((done, total)))
    ticker = QTimer(interval=0)
    ticker.timeout.connect(lambda: turns.append(len(pages)))
    ticker.start()
    jobs(str(tmp_path), ToSave("pack.pdf", partial(make, 120)), saved.append)
    qtbot.waitUntil(lambda: bool(saved), timeout=30_000)
    ticker.stop()
    desk.close()
    assert ([], [str(tmp_path / "pack.pdf")]) == (crashes, saved)
    assert b"%PDF" == (tmp_path / "pack.pdf").read_bytes()[:4]
    total = pages[-1][1]
    assert [(done, total) for done in range(1, total + 1)] == pages
    assert len(set(turns)) >= 3  # It turned between the pages, not only after the last.


def test_a_window_that_closes_ends_the_file_and_leaves_nothing_behind(
    look: QApplication, qtbot: QtBot, tmp_path: Path, crashes: list[BaseException]
) -> None:
    desk = FileDesk(tmp_path)
    jobs = FileJobs(desk.submit, crashes.append)
    saved: list[str | Refusal] = []
    jobs(str(tmp_path), ToSave("pack.pdf", partial(make, 400)), saved.append)
    jobs.close()
    desk.close()
    assert ([], [], []) == (saved, crashes, list(tmp_path.iterdir()))
