"""An error nobody foresaw is told by its type and place, never by its message: that quotes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PERSONAL = "测试员15400000018"

# A sum that is none raises an error in our code whose message quotes it.
RAISES = f"""
import logging, sys, threading
from pathlib import Path
from sync.protocol import checksum

def goes_wrong():
    checksum.from_text("{PERSONAL}")

def in_a_thread():
    thread = threading.Thread(target=goes_wrong, name="side")
    thread.start()
    thread.join()
"""
TERMINAL = "from terminal.log_setup import set_up; set_up(Path(sys.argv[1]) / 'logs', 'info')\n"
HUB = "from sync.hub.log_setup import set_up_log; set_up_log()\n"


def run(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-c", script, str(folder)]
    return subprocess.run(line, capture_output=True, text=True, timeout=60, check=False)


def events(text: str) -> list[dict[str, Any]]:
    """Return the lines of a log; there is nothing else in it."""
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize(("set_up", "name"), [(TERMINAL, "crash"), (HUB, "unforeseen error")])
def test_of_any_thread_only_type_and_place_are_logged(
    tmp_path: Path, set_up: str, name: str
) -> None:
    done = run(f"{RAISES}{set_up}in_a_thread()\ngoes_wrong()\n", tmp_path)
    assert 1 == done.returncode
    side, main = events(done.stderr)
    assert ["side", None] == [one.get("thread") for one in (side, main)]
    for told in (side, main):
        assert ("critical", name, "ValueError") == (told["level"], told["event"], told["error"])
        assert re.fullmatch(r"sync/protocol/checksum\.py:\d+", told["place"])
    assert PERSONAL not in done.stderr + done.stdout


def test_the_tills_file_has_them_too(tmp_path: Path) -> None:
    run(f"{RAISES}{TERMINAL}in_a_thread()\ngoes_wrong()\n", tmp_path)
    written = (tmp_path / "logs" / "terminal.log").read_text("utf-8")
    assert ["ValueError"] * 2 == [one["error"] for one in events(written)]
    assert PERSONAL not in written


@pytest.mark.parametrize(
    "logged",
    [
        "logging.getLogger('a.library').exception('it failed')",
        "logging.getLogger('a.library').error('it failed', exc_info=error)",
        "__import__('structlog').get_logger('terminal').exception('it failed')",
    ],
)
def test_an_error_that_is_handed_to_the_tills_log_loses_its_message(
    tmp_path: Path, logged: str
) -> None:
    script = f"try:\n    goes_wrong()\nexcept ValueError as error:\n    {logged}\n"
    done = run(f"{RAISES}{TERMINAL}{script}", tmp_path)
    (told,) = events(done.stderr)
    assert ("it failed", "ValueError") == (told["event"], told["error"])
    assert re.fullmatch(r"sync/protocol/checksum\.py:\d+", told["place"])
    assert PERSONAL not in done.stderr


def test_the_place_of_an_error_beyond_our_code_is_the_innermost_file(tmp_path: Path) -> None:
    done = run(f"{RAISES}{HUB}Path(sys.argv[1], '{PERSONAL}').read_text()\n", tmp_path)
    (told,) = events(done.stderr)
    assert "FileNotFoundError" == told["error"]
    assert re.fullmatch(r"\w+\.py:\d+", told["place"])
    assert PERSONAL not in done.stderr


def test_a_thread_that_leaves_on_purpose_is_no_error(tmp_path: Path) -> None:
    leave = "thread = threading.Thread(target=sys.exit)\nthread.start()\nthread.join()\n"
    for set_up in (TERMINAL, HUB):
        done = run(f"{RAISES}{set_up}{leave}", tmp_path)
        assert (0, "") == (done.returncode, done.stderr)
