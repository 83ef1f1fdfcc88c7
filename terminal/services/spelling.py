"""How Chinese words are typed by who has no input method on."""

from __future__ import annotations

from local_store import pinyin
from terminal.domain.search import units


def spelt(text: str) -> tuple[str, str]:
    """Return a text's pinyin without tones, and its initials: 血压 is xueya and xy."""
    read = [one.lower() for one in pinyin.of_medicine(units(text))]
    return "".join(read), "".join(one[0] for one in read if one)
