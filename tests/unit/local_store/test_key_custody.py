"""Where the database's key is kept."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from local_store.errors import DiskFaultError, KeyMissingError, KeyUnreadableError
from local_store.key_custody import CustodyTier, FileCustody, obtain
from tests.builders import TEST_KEY, SeededIds

OTHER_SLOT = {"kind": "recovery", "sealed": "c2VhbGVk"}


def _custody(folder: Path) -> FileCustody:
    return FileCustody(folder / "key.json")


def test_a_kept_key_is_loaded_again(tmp_path: Path) -> None:
    _custody(tmp_path).keep(TEST_KEY)
    assert TEST_KEY == _custody(tmp_path).load()


def test_before_anything_was_kept_there_is_no_key(tmp_path: Path) -> None:
    assert _custody(tmp_path).load() is None


def test_it_says_that_it_is_the_weakest_tier(tmp_path: Path) -> None:
    assert CustodyTier.FILE is _custody(tmp_path).tier


@pytest.mark.parametrize("mask", [0o000, 0o022])
def test_nobody_else_may_read_the_file(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        _custody(tmp_path).keep(TEST_KEY)
    finally:
        os.umask(before)
    assert 0o600 == stat.S_IMODE((tmp_path / "key.json").stat().st_mode)


def test_a_newer_key_takes_the_place_of_the_older_and_nothing_is_left_over(tmp_path: Path) -> None:
    custody = _custody(tmp_path)
    custody.keep(bytes(32))
    custody.keep(TEST_KEY)
    assert TEST_KEY == custody.load()
    assert ["key.json"] == [path.name for path in tmp_path.iterdir()]


def test_a_write_that_was_cut_off_before_does_not_stand_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "key.json.part").write_text("half")
    _custody(tmp_path).keep(TEST_KEY)
    assert TEST_KEY == _custody(tmp_path).load()


def test_slots_of_other_kinds_are_left_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "key.json"
    path.write_text(json.dumps({"v": 1, "slots": [OTHER_SLOT]}))
    custody = _custody(tmp_path)
    assert custody.load() is None
    custody.keep(TEST_KEY)
    assert OTHER_SLOT == json.loads(path.read_text())["slots"][0]
    custody.forget()
    assert [OTHER_SLOT] == json.loads(path.read_text())["slots"]
    assert custody.load() is None


def test_forgetting_the_only_slot_removes_the_file(tmp_path: Path) -> None:
    custody = _custody(tmp_path)
    custody.keep(TEST_KEY)
    custody.forget()
    custody.forget()
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'{"v": 2, "slots": []}',
        b'{"v": 1, "slots": [3]}',
        b'{"v": 1, "slots": [{"kind": "file"}]}',
        b'{"v": 1, "slots": [{"kind": "file", "key": "!!"}]}',
        b'{"v": 1, "slots": [{"kind": "file", "key": "AAAA"}]}',
        b'{"v": 1, "slots": [{"kind": "file", "key": 5}]}',
    ],
)
def test_a_damaged_file_is_told_and_never_taken_for_no_key(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "key.json").write_bytes(content)
    with pytest.raises(KeyUnreadableError, match="STORE_KEY_UNREADABLE"):
        _custody(tmp_path).load()


def test_a_folder_in_the_files_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "key.json").mkdir()
    with pytest.raises(KeyUnreadableError):
        _custody(tmp_path).load()


def test_a_key_of_another_length_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyUnreadableError):
        _custody(tmp_path).keep(bytes(16))


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(DiskFaultError, match="STORE_DISK_FAULT"):
        FileCustody(tmp_path / "nowhere" / "key.json").keep(TEST_KEY)


def test_the_first_start_makes_a_key_and_later_ones_find_it(tmp_path: Path) -> None:
    database = tmp_path / "store.db"
    made = obtain(_custody(tmp_path), SeededIds(), database=database)
    database.write_bytes(b"x")
    again = obtain(_custody(tmp_path), SeededIds(seed=2), database=database)
    assert (32, made) == (len(made), again)


def test_a_database_without_its_key_is_told_and_no_other_key_is_made(tmp_path: Path) -> None:
    database = tmp_path / "store.db"
    database.write_bytes(b"x")
    with pytest.raises(KeyMissingError, match="STORE_KEY_MISSING"):
        obtain(_custody(tmp_path), SeededIds(), database=database)
    assert not (tmp_path / "key.json").exists()


def test_an_empty_file_left_by_a_crash_counts_as_no_database(tmp_path: Path) -> None:
    database = tmp_path / "store.db"
    database.touch()
    assert 32 == len(obtain(_custody(tmp_path), SeededIds(), database=database))
