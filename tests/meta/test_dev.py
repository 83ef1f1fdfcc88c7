"""The task runner: what it finds missing, what it says, and when it trusts `.venv`."""

from __future__ import annotations

import ast
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

import dev

ROOT = Path(__file__).resolve().parents[2]


class ScriptedRunner:
    """Answers set-up's commands from a script and remembers them. `pip` writes no files."""

    def __init__(self, *, installed: Sequence[str] = (), known: Sequence[str] = ()) -> None:
        self.installed, self.known = set(installed), set(known)
        self.failing: dict[str, str] = {}
        self.commands: list[str] = []

    def __call__(self, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        line = " ".join(command)
        self.commands.append(line)
        for part, words in self.failing.items():
            if part in line:
                return subprocess.CompletedProcess(list(command), 1, words)
        return subprocess.CompletedProcess(list(command), 0, self._answer(command))

    def _answer(self, command: Sequence[str]) -> str:
        if command[0] == "dpkg-query":
            return "".join(f"{one} installed\n" for one in command if one in self.installed)
        if command[0] == "apt-cache":
            return "".join(
                f"Package: {one}\nVersion: 1\n\n" for one in command if one in self.known
            )
        if "venv" in command:
            python = Path(command[-1]) / "bin" / "python"
            python.parent.mkdir(parents=True, exist_ok=True)
            python.touch()
        return ""

    def ran(self, part: str) -> list[str]:
        return [line for line in self.commands if part in line]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty checkout with two requirement files, which dev.py takes for its own."""
    requirements = tmp_path / "requirements"
    requirements.mkdir()
    (requirements / "run.txt").write_text("a==1\n", "utf-8")
    (requirements / "dev.txt").write_text("a==1\nb==1\n", "utf-8")
    venv = tmp_path / ".venv"
    for name, value in {
        "ROOT": tmp_path,
        "VENV": venv,
        "BUILD": tmp_path / "build",
        "PYTHON": venv / "bin" / "python",
        "STAMP": venv / "guitai-stamp",
        "QT_AND_ZBAR": ["libgl1"],
        "TEST_SCREEN": ["xvfb"],
    }.items():
        monkeypatch.setattr(dev, name, value)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    return tmp_path


def test_only_packages_dpkg_does_not_have_are_missing() -> None:
    runner = ScriptedRunner(installed=["libgl1"])
    assert ["libzbar0"] == dev.missing_packages(["libgl1", "libzbar0"], runner)


def test_a_package_present_under_its_t64_name_is_not_missing() -> None:
    runner = ScriptedRunner(installed=["libglib2.0-0t64"])
    assert [] == dev.missing_packages(["libglib2.0-0"], runner)


def test_a_package_removed_but_still_configured_is_missing() -> None:
    def runner(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(list(command), 0, "libgl1 config-files\n")

    assert ["libgl1"] == dev.missing_packages(["libgl1"], runner)


def test_an_input_method_is_there_for_the_proofs_only() -> None:
    assert "ibus" not in dev.packages_for("dev.txt", with_venv=False)
    assert "ibus" in dev.packages_for("dev.txt", with_venv=False, more=dev.INPUT_METHOD)


def test_packages_are_installed_under_the_name_the_release_gives_them() -> None:
    runner = ScriptedRunner(known=["libzbar0t64"])
    assert ["libgl1", "libzbar0t64"] == dev.names_here(["libgl1", "libzbar0"], runner)


def test_root_updates_the_lists_and_installs_without_recommendations() -> None:
    runner = ScriptedRunner(installed=["libgl1"], known=["libzbar0t64"])
    dev.set_up_system(["libgl1", "libzbar0"], runner, root=True)
    update, install = runner.ran("apt-get")
    assert update.endswith("update")
    assert install.startswith("apt-get install -y --no-install-recommends")
    assert install.endswith(" libzbar0t64")


def test_without_root_one_command_is_named_and_nothing_is_installed() -> None:
    runner = ScriptedRunner()
    with pytest.raises(dev.SetUpError) as refusal:
        dev.set_up_system(["libgl1", "libzbar0"], runner, root=False)
    assert 3 == refusal.value.code
    install = "apt-get install -y --no-install-recommends libgl1 libzbar0"
    assert f"  sudo sh -c 'apt-get update && {install}'" == str(refusal.value).splitlines()[-1]
    assert [] == runner.ran("apt-get install")


def test_nothing_is_asked_of_apt_when_every_package_is_there() -> None:
    runner = ScriptedRunner(installed=["libgl1"])
    dev.set_up_system(["libgl1"], runner, root=False)
    assert [] == runner.ran("apt")


def test_venv_is_a_package_to_install_where_the_distribution_split_it_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    venv = f"python3.{sys.version_info.minor}-venv"
    assert venv == dev.packages_for("run.txt", with_venv=True)[-1]
    assert venv not in dev.packages_for("run.txt", with_venv=False)


def test_running_needs_no_virtual_screen_and_testing_does() -> None:
    assert "xvfb" not in dev.packages_for("run.txt", with_venv=False)
    assert "xvfb" in dev.packages_for("dev.txt", with_venv=False)


def test_set_up_makes_the_environment_and_the_next_one_does_nothing(checkout: Path) -> None:
    runner = ScriptedRunner(installed=["libgl1", "xvfb"])
    dev.set_up("dev.txt", runner)
    assert 1 == len(runner.ran("-m venv --clear"))
    (install,) = runner.ran("pip install")
    assert "--require-hashes --only-binary :all:" in install

    again = ScriptedRunner(installed=["libgl1", "xvfb"])
    dev.set_up("dev.txt", again)
    assert ["dpkg-query"] == [line.split()[0] for line in again.commands]


def test_an_environment_for_development_also_serves_to_run(checkout: Path) -> None:
    dev.set_up("dev.txt", ScriptedRunner(installed=["libgl1", "xvfb"]))
    runner = ScriptedRunner(installed=["libgl1"])
    dev.set_up("run.txt", runner)
    assert [] == runner.ran("pip")


def test_an_environment_to_run_is_added_to_for_development(checkout: Path) -> None:
    dev.set_up("run.txt", ScriptedRunner(installed=["libgl1"]))
    runner = ScriptedRunner(installed=["libgl1", "xvfb"])
    dev.set_up("dev.txt", runner)
    assert [] == runner.ran("-m venv")
    assert 1 == len(runner.ran("dev.txt"))


@pytest.mark.parametrize("cut_in", ["-m venv", "pip install"])
def test_a_set_up_that_was_cut_is_done_again_from_nothing(checkout: Path, cut_in: str) -> None:
    runner = ScriptedRunner(installed=["libgl1", "xvfb"])
    runner.failing = {cut_in: "one\ntwo: no space left\n"}
    with pytest.raises(dev.SetUpError, match="no space left"):
        dev.set_up("dev.txt", runner)

    again = ScriptedRunner(installed=["libgl1", "xvfb"])
    dev.set_up("dev.txt", again)
    assert 1 == len(again.ran("-m venv --clear"))


def test_a_failure_names_the_command_that_failed(checkout: Path) -> None:
    runner = ScriptedRunner(installed=["libgl1", "xvfb"])
    runner.failing = {"pip install": "no such wheel\n"}
    with pytest.raises(dev.SetUpError) as failure:
        dev.set_up("dev.txt", runner)
    assert "Installing the pinned packages failed (1)." == str(failure.value).splitlines()[0]
    assert runner.ran("pip install")[0] in str(failure.value)


def test_changed_requirements_make_the_environment_anew(checkout: Path) -> None:
    dev.set_up("dev.txt", ScriptedRunner(installed=["libgl1", "xvfb"]))
    (checkout / "requirements" / "run.txt").write_text("a==2\n", "utf-8")
    runner = ScriptedRunner(installed=["libgl1", "xvfb"])
    dev.set_up("run.txt", runner)
    assert 1 == len(runner.ran("-m venv --clear"))


def test_an_environment_whose_interpreter_is_gone_is_made_anew(checkout: Path) -> None:
    dev.set_up("run.txt", ScriptedRunner(installed=["libgl1"]))
    dev.PYTHON.unlink()
    runner = ScriptedRunner(installed=["libgl1"])
    dev.set_up("run.txt", runner)
    assert 1 == len(runner.ran("-m venv --clear"))


def test_the_environment_of_another_tree_is_never_emptied(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "other" / "bin").mkdir(parents=True)
    (checkout / ".venv").symlink_to(tmp_path / "other")
    runner = ScriptedRunner(installed=["libgl1", "xvfb"])
    with pytest.raises(dev.SetUpError, match="is a link"):
        dev.set_up("dev.txt", runner)
    assert [] == runner.ran("-m venv")


def test_a_command_that_does_not_exist_fails_and_does_not_raise() -> None:
    assert 127 == dev.run(["/no/such/program"]).returncode


def test_set_up_commands_find_no_compiler() -> None:
    assert "/bin/false\n" == dev.run(["sh", "-c", "echo $CC"]).stdout


def test_a_set_up_command_holds_the_lock_even_if_its_parent_is_killed(tmp_path: Path) -> None:
    with (tmp_path / "setup.lock").open("w") as lock:
        os.set_inheritable(lock.fileno(), True)
        held = dev.run(["readlink", f"/proc/self/fd/{lock.fileno()}"]).stdout
    assert f"{lock.name}\n" == held


def test_a_folder_no_group_names_is_tested_with_the_first(tmp_path: Path) -> None:
    for folder in ("unit/devices", "novel", "e2e", "meta", "bench"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "test_one.py").touch()
    groups = dev.groups_with_tests(tmp_path)
    assert [["unit", "novel"], ["e2e"]] == [list(group.folders) for group in groups]


@pytest.mark.parametrize(
    ("said", "is_closing"),
    [
        ("====== 12 passed in 0.51s ======", True),
        ("== 1 failed, 2 passed, 1 warning in 75.02s (0:01:15) ==", True),
        ("3 passed, 1 deselected in 0.02s", True),
        ("no tests ran in 0.01s", True),
        ("12 rows copied", False),
        ("FAILED tests/unit/test_x.py::test_y - in 3 places", False),
    ],
)
def test_the_closing_line_of_pytest_is_recognised(said: str, *, is_closing: bool) -> None:
    assert is_closing == bool(dev.CLOSING.match(said))


def test_a_step_that_fails_shows_all_it_said_and_one_that_passes_its_last_word(
    capfd: pytest.CaptureFixture[str],
) -> None:
    good = dev.follow("good", ["sh", "-c", "echo a; echo b"], {}, quiet=True)
    assert ("", True, "b") == (capfd.readouterr().out, good.ok, good.closing)
    bad = dev.follow("bad", ["sh", "-c", "echo a; echo b; exit 4"], {}, quiet=True)
    assert ("a\nb\n", False) == (capfd.readouterr().out, bad.ok)


def test_the_file_parses_on_pythons_too_old_to_run_it() -> None:
    source = (ROOT / "dev.py").read_text("utf-8")
    ast.parse(source, feature_version=(3, 6))


def test_an_unknown_command_is_refused_with_the_list_of_commands(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert 2 == dev.main(["tset"])
    assert "no command 'tset'" in capsys.readouterr().out


def test_an_interrupt_reaches_the_program_and_its_exit_code_comes_back() -> None:
    program = (
        "import signal, sys\n"
        "signal.signal(signal.SIGINT, lambda *_: sys.exit(7))\n"
        "print('ready', flush=True)\n"
        "signal.pause()\n"
    )
    start = (
        f"import dev, pathlib; dev.PYTHON = pathlib.Path({sys.executable!r})\n"
        f"dev.become(['-c', {program!r}], dev.environment())"
    )
    with subprocess.Popen(
        [sys.executable, "-c", start], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert "ready\n" == process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert 7 == process.wait(10)
