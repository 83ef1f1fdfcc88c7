"""Copies of the tree, to be spoilt."""

from __future__ import annotations

import shutil
import subprocess
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
    """Copy the work tree to a folder that is not there yet, or is empty."""
    for name in files_of(root):
        there = target / name
        there.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / name, there)
