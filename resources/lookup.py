"""Find the files of this package, wherever the program is installed."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable


def find(*parts: str) -> Traversable:
    """Return the file or folder at `parts`, such as `find("icons", "warn.svg")`.

    Raises:
        FileNotFoundError: the program was installed without it.
    """
    found = files("resources").joinpath(*parts)
    if not (found.is_file() or found.is_dir()):
        raise FileNotFoundError("/".join(("resources", *parts)))
    return found


def read_text(*parts: str) -> str:
    """Return a text file's content. Raise FileNotFoundError."""
    return find(*parts).read_text(encoding="utf-8")


def read_bytes(*parts: str) -> bytes:
    """Return a file's content. Raise FileNotFoundError."""
    return find(*parts).read_bytes()
