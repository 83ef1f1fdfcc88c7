"""What people are told outside the screens' own words: by stable code, in their language.

Errors, refusals and troubles travel as codes with facts; here they become text. A text says what
happened, what was kept, and the next step; the code itself is shown too, so that IT can look it up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from resources.lookup import read_text

LANGUAGES: Final = ("zh_CN", "en")
UNKNOWN: Final = "UNKNOWN_CODE"

_PLACEHOLDER: Final = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Message:
    """One text: what happened, what was kept (may be empty), what to do next, and the code."""

    what: str
    kept: str
    next: str
    code: str

    @property
    def detail(self) -> str:
        """Return what was kept and the next step, as one text."""
        return " ".join(filter(None, (self.kept, self.next)))

    def __str__(self) -> str:
        """Return the whole text on one line, without the code."""
        return " ".join(filter(None, (self.what, self.detail)))


@cache
def messages(language: str) -> Messages:
    """Return the texts of a language. Raise FileNotFoundError when there are none."""
    return Messages(language)


def message(language: str, code: str, facts: Mapping[str, str] | None = None) -> Message:
    """Return the text of a code in a language."""
    return messages(language).of(code, facts)


class Messages:
    """The texts of one language.

    Raises:
        FileNotFoundError: there is no such language.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        loaded: Any = json.loads(read_text("messages", f"{language}.json"))
        self._texts: dict[str, dict[str, str]] = loaded

    def codes(self) -> frozenset[str]:
        """Return every code there is a text for."""
        return frozenset(self._texts)

    def raw(self, code: str) -> Mapping[str, str]:
        """Return the parts of a text as they are written. Raise KeyError for an unknown code."""
        return self._texts[code]

    def of(self, code: str, facts: Mapping[str, str] | None = None) -> Message:
        """Return the text of a code. One we do not know, perhaps from a newer HQ, gets a general
        text and keeps its code; a fact that is missing shows as …, never as a brace.
        """
        text = self._texts.get(code) or self._texts[UNKNOWN]
        given = facts or {}

        def filled(part: str) -> str:
            return _PLACEHOLDER.sub(lambda found: given.get(found[1], "…"), text.get(part, ""))

        return Message(filled("what"), filled("kept"), filled("next"), code)
