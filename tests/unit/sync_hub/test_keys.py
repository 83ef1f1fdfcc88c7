"""HQ's own keys."""

from __future__ import annotations

from pathlib import Path
from random import Random

from sync.hub.keys import open_keys


def test_keys_are_made_once_and_read_afterwards(tmp_path: Path) -> None:
    first = open_keys(tmp_path / "keys", Random(1).randbytes)
    again = open_keys(tmp_path / "keys", Random(2).randbytes)
    assert first.trust == again.trust
    assert 5 == len(set(first.trust.model_dump().values()))


def test_nobody_else_may_read_them(tmp_path: Path) -> None:
    open_keys(tmp_path / "keys", Random(1).randbytes)
    assert 0o700 == (tmp_path / "keys").stat().st_mode & 0o777
    files = list((tmp_path / "keys").iterdir())
    assert 5 == len(files)
    assert {0o600} == {file.stat().st_mode & 0o777 for file in files}


def test_a_key_another_process_made_meanwhile_is_the_one(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    drawn = Random(1)

    def slow(size: int) -> bytes:
        if not (folder / "root.key").exists():
            (folder / "root.key").write_bytes(b"\x01" * size)
        return drawn.randbytes(size)

    first = open_keys(folder, slow)
    assert b"\x01" * 32 == (folder / "root.key").read_bytes()
    assert first.trust == open_keys(folder, drawn.randbytes).trust
