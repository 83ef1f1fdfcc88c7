"""Settings nobody can read, a folder nobody can use, a machine without a display: one line with its
code, no traceback, and nothing left behind.
"""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from resources.texts import LANGUAGES, Messages
from terminal import cli
from tests.integration.bad_input import data_folder
from tests.integration.bad_input.rig import assert_told

ROOT: Final = Path(__file__).resolve().parents[3]


def told(capsys: pytest.CaptureFixture[str]) -> str:
    """Return the one line that was said."""
    said = capsys.readouterr()
    assert "" == said.out
    (line,) = said.err.strip().splitlines()
    return line


SETTINGS: dict[str, tuple[bytes, str]] = {
    "no TOML": (b'language = "zh\n', "terminal.toml"),
    "no text": (b"\xff\xfe\x00", "terminal.toml"),
    "a name nobody knows": (b'langage = "en"\n', "langage"),
    "a value out of range": (b"scale_percent = 130\n", "scale_percent"),
    "a wrong nested value": (b"[wedge]\nenabled = 'six'\n", "wedge.enabled"),
}


@pytest.mark.parametrize("case", SETTINGS)
def test_wrong_settings_are_told_by_where_they_stand_and_not_by_what_they_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], case: str
) -> None:
    content, place = SETTINGS[case]
    (tmp_path / "terminal.toml").write_bytes(content)
    for language in LANGUAGES:
        argv = ["--data", str(tmp_path), "--language", language, "status"]
        assert 2 == cli.main(argv)
        line = told(capsys)
        assert str(Messages(language).of("SETTINGS_INVALID", {"places": place})) in line
        assert "[SETTINGS_INVALID]" in line
        assert "six" not in line
    assert ["terminal.toml"] == [path.name for path in tmp_path.iterdir()]


def test_a_wrong_variable_of_the_environment_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUITAI_THEME", "pink")
    assert 2 == cli.main(["--data", str(tmp_path), "status"])
    assert "theme" in told(capsys)


@pytest.mark.parametrize("command", [["provision", "GT1.ANY"], ["run"]])
def test_a_data_folder_that_cannot_be_one_is_told(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "file").write_text("")
    where = str(tmp_path / "file" / "till")
    done = run("--data", where, "--language", "en", *command)
    assert (1, "") == (done.returncode, done.stdout)
    assert f"guitai: {Messages('en').of('STORE_UNREACHABLE')} [STORE_UNREACHABLE]\n" == done.stderr
    assert_told("STORE_UNREACHABLE")


def test_whatever_comes_first_the_data_folder_is_its_accounts_alone(tmp_path: Path) -> None:
    till = tmp_path / "till"
    assert 1 == run("--data", str(till), "provision", "GT1.ANY").returncode
    assert {0o700} == {stat.S_IMODE(one.stat().st_mode) for one in (till, till / "logs")}
    assert 0o600 == stat.S_IMODE((till / "key.json").stat().st_mode)


def test_a_machine_without_a_display_says_so_instead_of_breaking_off(tmp_path: Path) -> None:
    done = run("--data", str(tmp_path), "--language", "en", "run", display=False)
    assert (1, "") == (done.returncode, done.stdout)
    assert f"guitai: {Messages('en').of('NO_DISPLAY')} [NO_DISPLAY]\n" == done.stderr
    assert_told("NO_DISPLAY")
    assert [] == list(tmp_path.iterdir())


def test_status_says_what_waits_as_it_stands_in_the_store(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data_folder.make(tmp_path / "till")
    assert 0 == cli.main(["--data", str(tmp_path / "till"), "status"])
    state = json.loads(capsys.readouterr().out)
    assert (1, 0, None, None) == (
        state["unsent"],
        state["quarantined"],
        state["heard_at"],
        state["trouble"],
    )


def test_a_reader_who_had_enough_is_no_trouble_with_the_data(tmp_path: Path) -> None:
    data_folder.make(tmp_path / "till")
    ours, theirs = os.pipe()
    os.close(ours)
    try:
        done = run("--data", str(tmp_path / "till"), "status", output=theirs)
    finally:
        os.close(theirs)
    assert (141, "") == (done.returncode, done.stderr)


def run(
    *arguments: str, display: bool = True, output: int = subprocess.PIPE
) -> subprocess.CompletedProcess[str]:
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    if display:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    return subprocess.run(
        [sys.executable, "-m", "terminal", *arguments],
        stdout=output,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        timeout=60,
        cwd=ROOT,
        env=environment,
    )
