"""Writing lines to a file, plain or compressed, and counting them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

import zstandard

from terminal.sandbox.store import Line

COMPRESSED: Final = ".zst"
_LEVEL: Final = 6


def encode(line: Line) -> bytes:
    """Return the bytes of one line, with its newline."""
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


@contextmanager
def sink(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for lines; a name that ends in `.zst` is compressed. Raise OSError."""
    with path.open("wb") as raw:
        if path.suffix != COMPRESSED:
            yield raw
            return
        with zstandard.ZstdCompressor(level=_LEVEL).stream_writer(raw, closefd=False) as packed:
            yield packed


def write(lines: Iterable[Line], file: IO[bytes]) -> Counter[str]:
    """Write every line and return how many records there were of each kind."""
    counts: Counter[str] = Counter()
    for line in lines:
        file.write(encode(line))
        if "k" in line:
            counts[line["k"]] += 1
    return counts
