"""`guitai import` as it is typed: what it says, what it changes, how it ends."""

from __future__ import annotations

import re
import signal
import stat
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from local_store.store import Store
from local_store.unit_of_work import UnitOfWork
from terminal import app, cli, import_cli
from terminal.domain.imports.model import Progress, Stage
from terminal.services.import_pace import Pace
from tests.builders import an_identity
from tests.integration.services.old_table import a_file, line

Said = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A till's folder, enrolled."""
    made = tmp_path / "till"
    with closing(app.open_store(made, must_exist=False)) as store:
        store.run(_enrol).result()
    return made


def _enrol(uow: UnitOfWork) -> None:
    uow.sync.make_keys()
    uow.sync.enrolled(an_identity())


@pytest.fixture
def table(tmp_path: Path) -> Path:
    rows = [line(f"合成{n}号", 手机=f"154{n:08d}") for n in range(5)]
    return a_file(tmp_path, [*rows, line("合成甲", 手机="1.54E+10"), line("", 手机="15400000101")])


def run(folder: Path, *words: object, language: str = "en") -> int:
    """Run the command and return its exit code."""
    return cli.main(["--data", str(folder), "--language", language, "import", *map(str, words)])


def names(folder: Path) -> list[str]:
    """Return the names of those on file."""

    def work(uow: UnitOfWork) -> list[Any]:
        sql = "SELECT name FROM customer WHERE withdrawn IS NOT 1 ORDER BY name"
        return uow._db.execute(sql).fetchall()

    store: Store
    with closing(app.open_store(folder)) as store:
        return [one for (one,) in store.read(work).result()]


def test_a_table_is_taken_over_listed_and_taken_back(
    folder: Path, table: Path, capsys: Said
) -> None:
    assert 0 == run(folder, table, "--yes")
    said = capsys.readouterr().out
    assert "text gb18030 ','" in said
    assert re.search(r"4 手机 → phone", said)
    assert "[IMPORT_CHECKED]" in said
    assert "[IMPORT_NUMBER_DAMAGED]" in said
    assert "Taken over: 6 new files" in said
    assert 6 == len(names(folder))
    batch = re.search(r"--undo ([0-9a-f-]{36})", said)
    assert batch is not None

    assert 0 == run(folder, "--list", language="zh_CN")
    listed = capsys.readouterr().out
    assert f"{batch[1]}  " in listed
    assert "新建档案 6 份" in listed
    assert "[IMPORT_DONE]" in listed
    assert 0 == run(folder, "--undo", batch[1])
    assert "[IMPORT_UNDONE]" in capsys.readouterr().out
    assert [] == names(folder)
    assert 1 == run(folder, "--undo", batch[1])
    assert "[IMPORT_UNDONE_BEFORE]" in capsys.readouterr().err


def test_a_dry_run_changes_nothing_and_writes_the_report(
    folder: Path, table: Path, tmp_path: Path, capsys: Said
) -> None:
    report = tmp_path / "report.csv"
    assert 0 == run(folder, table, "--dry-run", "--report", report, language="zh_CN")
    assert "还没有改动任何内容" in capsys.readouterr().out
    assert [] == names(folder)
    text = report.read_text("utf-8-sig")
    assert "7,phone,missing,IMPORT_NUMBER_DAMAGED," in text
    assert "丢了位数" in text
    assert 0o600 == stat.S_IMODE(report.stat().st_mode)
    assert 1 == run(folder, table, "--dry-run", "--report", report)
    assert "[EXPORT_EXISTS]" in capsys.readouterr().err


def test_before_the_first_one_the_list_says_so(folder: Path, capsys: Said) -> None:
    assert 0 == run(folder, "--list")
    assert "[IMPORT_NONE]" in capsys.readouterr().out


def test_what_people_lack_is_told_in_words_with_its_code(
    folder: Path, table: Path, capsys: Said
) -> None:
    assert 0 == run(folder, table, "--dry-run", language="zh_CN")
    assert re.search(r"\d 人没有手机号。 \[IMPORT_LACKS_PHONE\]", capsys.readouterr().out)


def test_an_interrupted_undo_says_that_it_goes_on(
    folder: Path, table: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(folder, table, "--yes")
    batch = re.search(r"--undo ([0-9a-f-]{36})", capsys.readouterr().out)
    assert batch is not None
    monkeypatch.setattr(import_cli, "Pace", partial(Pace, first=2, most=2))
    with monkeypatch.context() as patch:
        patch.setattr(
            import_cli._Command, "_progress", lambda *_: signal.raise_signal(signal.SIGINT)
        )
        assert 1 == run(folder, "--undo", batch[1])
    assert "[IMPORT_UNDO_STOPPED]" in capsys.readouterr().out
    run(folder, "--list")
    assert "[IMPORT_UNDO_STOPPED]" in capsys.readouterr().out
    assert 0 == run(folder, "--undo", batch[1])
    assert [] == names(folder)


def test_nobody_to_ask_means_no(folder: Path, table: Path, capsys: Said) -> None:
    assert 1 == run(folder, table)
    assert "[IMPORT_NEEDS_YES]" in capsys.readouterr().err
    assert [] == names(folder)


def test_columns_are_named_by_number_or_title(folder: Path, tmp_path: Path, capsys: Said) -> None:
    titles = ("称呼", "号", "姓名")
    path = a_file(tmp_path, [("合成甲", "15400000101", "x")], titles=titles)
    assert 0 == run(folder, path, "--map", "name=称呼", "--map", "phone=2", "--yes")
    assert ["合成甲"] == names(folder)
    capsys.readouterr()
    for wrong in ("name=9", "name=没有", "nothing=1", "name"):
        assert 1 == run(folder, path, "--map", wrong, "--yes")
        assert "[IMPORT_MAP_INVALID]" in capsys.readouterr().err


def test_duplicates_go_as_the_command_says(folder: Path, table: Path, tmp_path: Path) -> None:
    assert 0 == run(folder, table, "--yes")
    again = [line("合成1号", 手机="15400000001", 备注="x"), line("合成9号", 手机="15400000009")]
    path = a_file(tmp_path, again, name="again.csv")
    assert 0 == run(folder, path, "--on-duplicate", "skip", "--yes")
    assert 7 == len(names(folder))
    third = a_file(tmp_path, [*again, line("合成8号", 手机="15400000008")], name="third.csv")
    assert 0 == run(folder, third, "--on-duplicate", "new", "--yes")
    assert 10 == len(names(folder))


def test_an_interrupted_one_ends_with_a_whole_slice_and_goes_on(
    folder: Path, table: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_cli, "Pace", partial(Pace, first=2, most=2))
    told = import_cli._Command._progress
    before = signal.getsignal(signal.SIGINT)  # In the background of a shell it is ignored.

    def interrupt(command: import_cli._Command, progress: Progress) -> None:
        told(command, progress)
        if progress.stage is Stage.WRITING:
            signal.raise_signal(signal.SIGINT)

    with monkeypatch.context() as patch:
        patch.setattr(import_cli._Command, "_progress", interrupt)
        assert 1 == run(folder, table, "--yes")
    assert "[IMPORT_STOPPED]" in capsys.readouterr().out
    run(folder, "--list")
    assert "stopped at row" in capsys.readouterr().out
    assert 2 == len(names(folder))
    assert 0 == run(folder, table, "--yes")
    assert 6 == len(names(folder))
    assert signal.getsignal(signal.SIGINT) is before


def test_a_file_is_taken_over_once(folder: Path, table: Path, capsys: Said) -> None:
    assert 0 == run(folder, table, "--yes")
    assert 1 == run(folder, table, "--yes")
    assert "[IMPORT_DONE_BEFORE]" in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], ["a.csv", "--list"], ["--undo", "x", "--list"]])
def test_one_thing_at_a_time_is_done(folder: Path, words: list[str], capsys: Said) -> None:
    with pytest.raises(SystemExit) as ended:
        run(folder, *words)
    assert 2 == ended.value.code


def test_what_is_in_the_table_is_in_no_log(folder: Path, table: Path) -> None:
    run(folder, table, "--yes")
    for log in (folder / "logs").rglob("*"):
        text = log.read_text("utf-8") if log.is_file() else ""
        assert "合成" not in text
        assert "154000" not in text
        assert table.name not in text


def test_nothing_is_left_beside_the_till_and_the_table(
    folder: Path, table: Path, tmp_path: Path
) -> None:
    before = {path.name for path in tmp_path.iterdir()}
    run(folder, table, "--yes")
    assert before == {path.name for path in tmp_path.iterdir()}
