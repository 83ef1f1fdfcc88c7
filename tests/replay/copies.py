"""Copies of the tree, to be spoilt."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]


def files_of(root: Path) -> list[str]:
    """Return the files of the work tree as they are now, without what is made there."""
    command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others"]
    command.append("--exclude-standard")
    listed = subprocess.run(command, capture_output=True, check=True).stdout.decode().split("\0")
    return sorted({name for name in listed if name and (root / name).is_file()})


def copy_tree(root: Path, target: Path) -> None:
    """Copy the work tree to a folder that is not there yet, or is empty. Files keep their times, so
    the byte code that Python and pytest made of them in `root` comes along and is believed: a file
    that is changed in the copy has another time, and is compiled anew.
    """
    names = files_of(root)
    for folder in sorted({(root / name).parent for name in names}):
        there = target / folder.relative_to(root)
        there.mkdir(parents=True, exist_ok=True)
        if (folder / "__pycache__").is_dir():
            with suppress(FileNotFoundError):  # Another process just renamed what it compiled.
                shutil.copytree(folder / "__pycache__", there / "__pycache__")
    for name in names:
        shutil.copy2(root / name, target / name)
