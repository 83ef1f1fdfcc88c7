"""The words of the program itself, as opposed to everything it shows of people and of HQ."""

from __future__ import annotations

import re
from functools import cache
from typing import Final
from xml.etree import ElementTree as ET

from resources.lookup import read_text

_HOLE: Final = re.compile(r"%L?[0-9n]")


@cache
def own_words(language: str) -> frozenset[str]:
    """Return the texts of the screens in a language, without those that anything is put into."""
    root = ET.fromstring(read_text("i18n", f"guitai_{language}.ts"))  # noqa: S314 (our own file)
    texts = (one.text or "" for one in root.iter("translation") if len(one) == 0)
    return frozenset(text for text in texts if text and _HOLE.search(text) is None)
