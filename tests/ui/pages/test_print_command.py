"""`guitai cards`: PDF files of codes from the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from terminal import cli

Run = Callable[..., int]


@pytest.fixture
def run(look: QApplication, tmp_path: Path) -> Run:
    def command(*args: object) -> int:
        return cli.main(["--data", str(tmp_path / "till"), "--language", "en", *map(str, args)])

    return command


def table(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", "utf-8-sig")
    return path


def test_the_set_up_cards_are_written_once_and_never_over_a_file(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "cards.pdf"
    assert 0 == run("cards", out)
    assert out.read_bytes().startswith(b"%PDF")
    assert "Wrote 1 page(s)" in capsys.readouterr().out
    before = out.read_bytes()
    assert 1 == run("cards", out)
    assert "[PRINT_NOT_SAVED]" in capsys.readouterr().err
    assert before == out.read_bytes()
    assert not (tmp_path / "till").exists()


def test_labels_and_member_cards_come_from_a_table(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    labels = table(tmp_path / "l.csv", "name,code,spec", "合成片,6901234567892,0.5 g", "乙,A-1,")
    assert 0 == run("cards", tmp_path / "l.pdf", "--labels", labels, "--single")
    assert "Wrote 2 page(s)" in capsys.readouterr().out
    members = table(tmp_path / "m.csv", "number,code,masked_name", "320400187737,GT1AB,合*成")
    assert 0 == run("cards", tmp_path / "m.pdf", "--members", members)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("name,spec", "甲,x"), "[PRINT_ROWS]"),
        (("name,code", "甲,"), "[PRINT_ROWS]"),
        (("name,code",), "[PRINT_ROWS]"),
        (("name,code", "甲,药品"), "[PRINT_CONTENT]"),
        (("name,code", "甲," + "A" * 3000), "[PRINT_NO_ROOM]"),
    ],
)
def test_a_table_that_cannot_be_printed_says_why_and_writes_nothing(
    run: Run,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    lines: tuple[str, ...],
    said: str,
) -> None:
    rows = table(tmp_path / "l.csv", *lines)
    assert 1 == run("cards", tmp_path / "l.pdf", "--labels", rows)
    told = capsys.readouterr().err
    assert said in told
    assert "甲" not in told
    assert not (tmp_path / "l.pdf").exists()
