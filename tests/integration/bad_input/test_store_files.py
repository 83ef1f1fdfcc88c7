"""A till whose files are not as it left them: each is told by its own code, nothing is changed or
made up, and with the files back as they were everything is there.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from local_store.database import KEY_BYTES, open_database
from local_store.errors import CorruptError, LocalStoreError
from local_store.key_custody import FileCustody
from resources.texts import LANGUAGES, Messages
from terminal import app, cli
from tests.integration.bad_input import data_folder
from tests.integration.bad_input.data_folder import around, assert_whole, record
from tests.integration.bad_input.rig import assert_told

ROOT: Final = Path(__file__).resolve().parents[3]
PAGE: Final = 4096
WAIT_S: Final = 60


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A data folder that was made once, and the id of the entry in it."""
    folder = tmp_path_factory.mktemp("original") / "till"
    return folder, data_folder.make(folder)


@pytest.fixture
def folder(original: tuple[Path, str], tmp_path: Path) -> Path:
    """A copy of it, for one test to spoil."""
    copy = tmp_path / "till"
    shutil.copytree(original[0], copy)
    return copy


@pytest.fixture
def entry(original: tuple[Path, str]) -> str:
    """The id of the entry that must not be lost."""
    return original[1]


def contents(folder: Path) -> dict[str, bytes]:
    """Return what lies in a folder, but for what any look at a database leaves beside it."""
    return {
        path.name: path.read_bytes()
        for path in sorted(folder.iterdir())
        if path.is_file() and not path.name.endswith((".lock", "-shm"))
        if not (path.name.endswith("-wal") and path.stat().st_size == 0)
    }


def refused(folder: Path) -> str:
    """Return why the till does not start, having made sure that this changed nothing, that people
    are told in their language, and that the command line says the same.
    """
    before = contents(folder)
    with pytest.raises(LocalStoreError) as caught:
        app.open_store(folder)
    code = caught.value.code
    assert_told(code)
    assert before == contents(folder)
    return code


@pytest.fixture
def database(folder: Path) -> Path:
    return folder / app.DATABASE


def key_of(folder: Path) -> bytes:
    key = FileCustody(folder / app.KEY_FILE).load()
    assert key is not None
    return key


def flip(path: Path, at: int) -> None:
    """Change one byte of a file."""
    data = bytearray(path.read_bytes())
    data[at] ^= 0xFF
    path.write_bytes(data)


def test_a_folder_nobody_touched_is_whole(folder: Path, entry: str) -> None:
    assert_whole(folder, entry)


def test_a_wrong_key_opens_nothing_and_the_right_one_everything(folder: Path, entry: str) -> None:
    right = (folder / app.KEY_FILE).read_bytes()
    FileCustody(folder / app.KEY_FILE).keep(bytes(KEY_BYTES))
    assert "STORE_WRONG_KEY" == refused(folder)
    (folder / app.KEY_FILE).write_bytes(right)
    assert_whole(folder, entry)


def test_a_wrong_key_after_a_crash_leaves_the_log_of_unwritten_pages_alone(
    folder: Path, tmp_path: Path, entry: str
) -> None:
    crashed = tmp_path / "crashed"
    with app.opened(folder) as store:
        second = record(around(store, folder), "k-1")
        shutil.copytree(folder, crashed)  # As a power cut leaves it: the log was not written back.
    right = (crashed / app.KEY_FILE).read_bytes()
    assert (crashed / f"{app.DATABASE}-wal").stat().st_size > 0
    FileCustody(crashed / app.KEY_FILE).keep(bytes(KEY_BYTES))
    assert "STORE_WRONG_KEY" == refused(crashed)
    (crashed / app.KEY_FILE).write_bytes(right)
    assert_whole(crashed, entry, second)


def test_a_key_file_that_is_gone_is_not_made_anew(folder: Path, entry: str) -> None:
    kept = folder / app.KEY_FILE
    right = kept.read_bytes()
    kept.unlink()
    assert "STORE_KEY_MISSING" == refused(folder)
    assert not kept.exists()
    kept.write_bytes(right)
    assert_whole(folder, entry)


def test_not_even_enrolling_makes_a_key_for_a_database_that_has_lost_its_own(folder: Path) -> None:
    (folder / app.KEY_FILE).unlink()
    before = contents(folder)
    with pytest.raises(LocalStoreError) as caught:
        app.provision(folder, "GT1.ANY")
    assert "STORE_KEY_MISSING" == caught.value.code
    assert before == contents(folder)


BROKEN_KEYS: dict[str, bytes] = {
    "empty": b"",
    "no JSON": b"\x00\xff not a key file",
    "cut": b'{"v": 1, "slots": [{"kind": "file", "key": "AAA',
    "of a newer form": b'{"v": 9, "slots": []}',
    "too short": json.dumps({"v": 1, "slots": [{"kind": "file", "key": "AAAA"}]}).encode(),
}


@pytest.mark.parametrize("case", BROKEN_KEYS)
def test_a_damaged_key_file_is_told_and_left_as_it_is(folder: Path, entry: str, case: str) -> None:
    right = (folder / app.KEY_FILE).read_bytes()
    (folder / app.KEY_FILE).write_bytes(BROKEN_KEYS[case])
    assert "STORE_KEY_UNREADABLE" == refused(folder)
    (folder / app.KEY_FILE).write_bytes(right)
    assert_whole(folder, entry)


def test_a_database_of_a_newer_version_is_left_to_the_newer_program(
    folder: Path, database: Path, entry: str
) -> None:
    known = set_version(folder, 999)
    assert "STORE_NEWER" == refused(folder)
    set_version(folder, known)
    assert_whole(folder, entry)


def set_version(folder: Path, number: int) -> int:
    """Write another version into the database, as another program would, and return the old."""
    connection = open_database(folder / app.DATABASE, key_of(folder))
    (before,) = connection.execute("PRAGMA user_version").fetchone()
    connection.execute(f"PRAGMA user_version = {number}")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()
    return int(before)


PLACES: dict[str, Callable[[int], int]] = {
    "in the first page": lambda _: 100,
    "at the end of the first page": lambda _: PAGE - 1,
    "in the second page": lambda _: PAGE + 50,
    "in the middle": lambda size: size // 2 + 7,
    "in the last page": lambda size: size - 9,
}


@pytest.mark.parametrize("place", PLACES)
def test_one_flipped_byte_anywhere_is_noticed_before_anything_is_written(
    folder: Path, database: Path, entry: str, place: str
) -> None:
    at = PLACES[place](database.stat().st_size)
    flip(database, at)
    assert "STORE_CORRUPT" == refused(folder)
    flip(database, at)
    assert_whole(folder, entry)


def test_a_damaged_salt_reads_as_a_wrong_key(folder: Path, database: Path, entry: str) -> None:
    flip(database, 3)
    assert "STORE_WRONG_KEY" == refused(folder)
    flip(database, 3)
    assert_whole(folder, entry)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"SQLite format 3\x00" + bytes(PAGE), "STORE_NOT_DATABASE"),
        (b"merely a text file\n" * 400, "STORE_NOT_DATABASE"),
        (b"\x00\x01", "STORE_NOT_DATABASE"),
    ],
)
def test_a_file_that_is_no_database_of_ours_is_not_touched(
    folder: Path, database: Path, entry: str, content: bytes, code: str
) -> None:
    ours = database.read_bytes()
    database.write_bytes(content)
    assert code == refused(folder)
    database.write_bytes(ours)
    assert_whole(folder, entry)


@pytest.mark.parametrize("pages", [1, 2, 20])
def test_a_database_that_was_cut_off_is_noticed(
    folder: Path, database: Path, entry: str, pages: int
) -> None:
    ours = database.read_bytes()
    database.write_bytes(ours[: pages * PAGE])
    assert "STORE_CORRUPT" == refused(folder)
    database.write_bytes(ours)
    assert_whole(folder, entry)


def test_a_database_that_was_emptied_is_not_taken_for_a_new_till(
    folder: Path, database: Path, entry: str
) -> None:
    ours = database.read_bytes()
    database.write_bytes(b"")
    assert "STORE_NOT_DATABASE" == refused(folder)
    database.write_bytes(ours)
    assert_whole(folder, entry)


def test_damage_that_comes_while_the_till_runs_stops_what_meets_it_and_nothing_else(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "till"
    entry = data_folder.make(folder, customers=300)
    database = folder / app.DATABASE
    with app.opened(folder) as store:
        before = store.read(lambda uow: uow.sync.state()).result().unsent
        healthy = database.read_bytes()
        database.write_bytes(healthy[:PAGE] + bytes(len(healthy) - PAGE))
        with pytest.raises(CorruptError) as caught:
            store.read(lambda uow: uow.search.find("合成客2")).result()
        assert_told(caught.value.code)
        database.write_bytes(healthy)
        after = store.read(lambda uow: uow.sync.state()).result().unsent
        assert (before, 1) == (after, before)
    assert_whole(folder, entry)


HOLD: Final = """
import sys
from pathlib import Path
from terminal import app
store = app.open_store(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
store.close()
"""


@contextmanager
def another_process(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Let a second terminal process have the store, for as long as the block lasts."""
    command = [sys.executable, "-c", HOLD, str(folder)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        try:
            assert process.stdout is not None
            assert "open\n" == process.stdout.readline()
            yield process
        finally:
            process.kill()


def test_a_second_terminal_process_is_kept_out_and_the_first_goes_on(
    folder: Path, entry: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with another_process(folder) as process:
        with pytest.raises(LocalStoreError) as caught:
            app.open_store(folder)
        assert "STORE_LOCKED" == caught.value.code
        assert_told("STORE_LOCKED")
        for language in LANGUAGES:
            assert 1 == cli.main(["--data", str(folder), "--language", language, "status"])
            said = capsys.readouterr().err
            assert str(Messages(language).of("STORE_LOCKED")) in said
            assert "[STORE_LOCKED]" in said
        assert process.poll() is None
    # Killed, it has left its lock file behind, which means nothing.
    assert (folder / f"{app.DATABASE}.lock").exists()
    assert_whole(folder, entry)


def test_the_other_way_round_the_second_process_says_so_and_ends(folder: Path, entry: str) -> None:
    with app.opened(folder) as store:
        command = [sys.executable, "-m", "terminal", "--data", str(folder), "--language", "en"]
        done = subprocess.run(
            [*command, "status"],
            capture_output=True,
            text=True,
            check=False,
            timeout=WAIT_S,
            cwd=ROOT,
        )
        assert (1, "") == (done.returncode, done.stdout)
        assert "[STORE_LOCKED]" in done.stderr
        second = record(around(store, folder), "k-1")
    assert_whole(folder, entry, second)


def test_a_till_that_was_never_enrolled_says_so_and_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(LocalStoreError) as caught:
        app.open_store(tmp_path / "nowhere")
    assert "STORE_NOT_ENROLLED" == caught.value.code
    assert_told(caught.value.code)
    assert not (tmp_path / "nowhere").exists()


CHILD: Final = Path(__file__).with_name("full_disk_child.py")
MOUNTED: Final = 'mount -t tmpfs -o size=2m tmpfs "$1" && exec "$2" "$3" "$1" small && exit 9'


def on_a_small_disk(folder: Path) -> subprocess.CompletedProcess[str] | None:
    """Run the child on a file system of 2 MiB of its own; None where this account may not mount."""
    for unshare in (["unshare", "--mount"], ["unshare", "--map-root-user", "--mount"]):
        if shutil.which("unshare") is None:
            return None
        inside = ["sh", "-c", MOUNTED, "sh", str(folder), sys.executable, str(CHILD)]
        done = run_child([*unshare, *inside])
        if done.stdout or "Traceback" in done.stderr:
            return done
    return None


def run_child(command: list[str]) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=WAIT_S, env=environment
    )


def test_a_full_disk_refuses_the_entry_by_its_code_and_loses_none_of_the_others(
    tmp_path: Path,
) -> None:
    done = on_a_small_disk(tmp_path)
    expected = "STORE_DISK_FULL"
    if done is None:
        expected = "STORE_DISK_FAULT"  # What the system calls a file that may not grow.
        done = run_child([sys.executable, str(CHILD), str(tmp_path), "limit"])
    assert 0 == done.returncode, done.stderr
    seen = json.loads(done.stdout)
    assert [expected] * 3 == seen["codes"]
    assert_told(expected)
    assert 2 < len(seen["saved"]) < data_folder.REST
    assert sorted(seen["saved"]) == sorted(seen["found"]), (
        "what was saved before and after is there"
    )
    assert (0, 1, True) == (seen["left_over"], seen["reads"], seen["whole"])
    for code in (seen["close"], seen["open"]):
        if code is not None:
            assert expected == code
