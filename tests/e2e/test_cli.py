"""The command lines as people type them: what they say, how they end, what they leave behind."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Final

import pytest

from resources.texts import messages
from terminal import app
from tests.e2e.desk import Desk, windows_of
from tests.e2e.shop import CUSTOMERS, RICH_CODE, ROOT, Shop, environment, run, until

READY_S: Final = 60
END_S: Final = 30
# The first start of the demonstration, of a smaller store than it makes by default.
SMALL_DEMO: Final = (
    "import sys; from terminal import demo;"
    f" demo.CUSTOMERS = {CUSTOMERS}; sys.exit(demo.main(sys.argv[1:]))"
)


def told(code: str) -> str:
    """Return the one line that tells of a failure."""
    return f"guitai: {messages('zh_CN').of(code)} [{code}]\n"


@pytest.fixture
def hub_up(shop: Shop) -> Shop:
    """The shop, with HQ running."""
    shop.hub.start()
    return shop


def test_a_till_is_enrolled_once_and_says_how_it_stands(hub_up: Shop, tmp_path: Path) -> None:
    folder = str(tmp_path / "till")
    done = run("terminal", "--data", folder, "provision", hub_up.hub.code_for("4"))
    assert (0, "") == (done.returncode, done.stderr)
    assert re.fullmatch(r"示例 0018 店 \(0018\): [0-9a-z]{8}\n", done.stdout)

    done = run("terminal", "--data", folder, "status")
    assert (0, "") == (done.returncode, done.stderr)
    state = json.loads(done.stdout)
    assert (0, True, None) == (state["unsent"], state["loading"], state["heard_at"])

    done = run("terminal", "--data", folder, "provision", hub_up.hub.code_for("4"))
    assert (1, "", told("STORE_ENROLLED")) == (done.returncode, done.stdout, done.stderr)


def test_a_provisioning_code_that_was_cut_is_refused_before_anybody_is_asked(
    hub_up: Shop, tmp_path: Path
) -> None:
    cut = hub_up.hub.code_for("4")[:-3]
    done = run("terminal", "--data", str(tmp_path / "till"), "provision", cut)
    assert (1, "", told("ENROL_CODE")) == (done.returncode, done.stdout, done.stderr)


def test_a_provisioning_code_is_of_no_use_after_its_time(hub_up: Shop, tmp_path: Path) -> None:
    code = hub_up.hub.code_for("4")
    with hub_up.hub.database() as connection:
        connection.execute("UPDATE enrolment_code SET expires_at = 0 WHERE used_at IS NULL")
    done = run("terminal", "--data", str(tmp_path / "till"), "provision", code)
    assert (1, "", told("ENROL_SECRET")) == (done.returncode, done.stdout, done.stderr)


def test_the_status_of_a_folder_without_a_till_is_told_by_code(tmp_path: Path) -> None:
    folder = tmp_path / "nothing"
    done = run("terminal", "--data", str(folder), "status")
    assert (1, "", told("STORE_NOT_ENROLLED")) == (done.returncode, done.stdout, done.stderr)
    assert not folder.exists()


def test_a_till_that_was_never_enrolled_says_so_in_its_window_and_ends_when_told(
    display: str, tmp_path: Path
) -> None:
    with Desk(tmp_path / "till") as desk:
        desk.start()
        screen = desk.screen()
        message = messages("zh_CN").of("STORE_NOT_ENROLLED")
        expected = (message.what, message.detail, message.code)
        assert expected == tuple(
            screen.text(f"failure.{one}") for one in ("what", "detail", "code")
        )
        assert "failure" == screen.window
        assert 1 == desk.end()


def test_the_demo_without_a_display_names_the_command_that_needs_none(tmp_path: Path) -> None:
    unset = dict.fromkeys(("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    done = run("terminal.demo", "--data", str(tmp_path / "demo"), changes=unset)
    assert (2, "", 1) == (done.returncode, done.stderr, len(done.stdout.splitlines()))
    assert "dev.py run --shots" in done.stdout
    assert not (tmp_path / "demo").exists()


def test_ctrl_c_ends_the_demo_with_its_till_its_hub_and_its_database(
    display: str, tmp_path: Path
) -> None:
    folder = tmp_path / "demo"
    with program("-c", SMALL_DEMO, "--data", str(folder)) as process:
        until("the demo's window", partial(shown_by, process), timeout_s=READY_S)
        ours = [process.pid, *children_of(process.pid), postmaster(folder / "hub")]
        assert 3 == len(ours)
        # As a terminal does it: everything in its foreground hears of Ctrl-C.
        os.killpg(process.pid, signal.SIGINT)
        out, errors = process.communicate(timeout=END_S)
        assert RICH_CODE in out
        assert ("", 0) == (errors, process.returncode)
    until("nobody is left", lambda: not any(map(lives, ours)) or None, timeout_s=END_S)


def test_ctrl_c_is_heard_while_the_window_is_still_being_made(hub_up: Shop, tmp_path: Path) -> None:
    folder = tmp_path / "till"
    app.provision(folder, hub_up.hub.code_for("4"))
    with program("-m", "terminal", "--data", str(folder)) as process:
        opened = partial(has_open, process, folder / app.DATABASE)
        until("the till's database open", opened, timeout_s=READY_S)
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate(timeout=END_S)
        assert ("", "", 0) == (out, errors, process.returncode)


def shown_by(process: subprocess.Popen[str]) -> list[str] | None:
    """Return the windows of a process that runs, None when it has none yet."""
    assert process.poll() is None, process.communicate()
    return windows_of(process.pid) or None


def has_open(process: subprocess.Popen[str], path: Path) -> bool | None:
    """Tell whether a process that runs has a file open."""
    assert process.poll() is None, process.communicate()
    real = str(path.resolve())
    for one in Path(f"/proc/{process.pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # The program may close it while we look.
            if str(one.readlink()) == real:
                return True
    return None


@contextmanager
def program(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Run Python with these arguments in a process group of its own."""
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(END_S)


def children_of(pid: int) -> list[int]:
    """Return the processes that this one started and that still run."""
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def postmaster(hub: Path) -> int:
    """Return the process of a hub's PostgreSQL."""
    return int((hub / "pg" / "postmaster.pid").read_text().split()[0])


def lives(pid: int) -> bool:
    """Tell whether a process runs; one that only waits to be collected does not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"
