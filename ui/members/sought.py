"""Who was looked for last, by hand or with the scanner. No widgets here."""

from __future__ import annotations

from typing import Final

from terminal.domain.problems import Refusal

_NOBODY: Final = "LOOKUP_NOTHING"
_NO_PHONE: Final = "SCAN_PHONE_NOT_HERE"
"""Answers to somebody who is not on file here: a new file may be begun. The second one comes for a
whole number, whether it was typed or read.
"""


class Sought:
    """What was typed into the search field last, and which phone was typed or read last."""

    def __init__(self) -> None:
        self._typed, self._phone, self.times = "", "", 0

    def type(self, text: str) -> None:
        """Somebody looked for this by hand."""
        self._typed = self._phone = text
        self.times += 1

    def read(self, phone: str) -> None:
        """The scanner read a phone."""
        self._phone = phone
        self.times += 1

    def nobody(self, answer: object) -> str:
        """Return whom the counter's answer says it did not find, empty while it says no such
        thing.
        """
        if not isinstance(answer, Refusal):
            return ""
        return {_NOBODY: self._typed, _NO_PHONE: self._phone}.get(answer.code, "")
