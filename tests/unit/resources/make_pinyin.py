"""Writes the table of readings from pypinyin: `python -m tests.unit.resources.make_pinyin`.

The library itself is not shipped: to import it takes 180 ms and 56 MB, and a name 44 µs.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from pypinyin import Style, lazy_pinyin
from pypinyin.pinyin_dict import pinyin_dict

TABLE: Final = Path(__file__).resolve().parents[3] / "resources" / "pinyin" / "readings.json"


def table() -> str:
    """Return every character's commonest reading without its tone, by reading."""
    by_reading: dict[str, list[str]] = {}
    for code in sorted(pinyin_dict):
        (reading,) = lazy_pinyin(chr(code), style=Style.NORMAL)
        if reading.isascii() and reading.isalpha():
            by_reading.setdefault(reading, []).append(chr(code))
    joined = {reading: "".join(by_reading[reading]) for reading in sorted(by_reading)}
    return json.dumps(joined, ensure_ascii=False, indent=0) + "\n"


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
