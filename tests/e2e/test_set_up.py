"""A scanner that types is set up in a real window: keys come from the window system."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from devices.setup_cards import BY_ID, GS, CardId
from terminal.device_book import BOOK_FILE
from tests.e2e.desk import _xdotool
from tests.e2e.keyed import KeyedWindow

TRIES = 5


class SetUpWindow(KeyedWindow):
    """The window of `tests.e2e.set_up_window`, and a scanner before it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(module="tests.e2e.set_up_window", arguments=[str(folder)])
        _xdotool("windowfocus", "--sync", str(self.window))

    def press(self, *keys: str) -> None:
        """Press keys as a person does."""
        _xdotool("key", "--delay", "90", *keys)

    def scan(self, text: str, delay_ms: int = 8) -> None:
        """Type a code with Enter at its end, a separator as F8."""
        before, separator, after = text.partition(GS)
        if not separator:
            _xdotool("type", "--delay", str(delay_ms), f"{text}\n")
            return
        typing = f"type --delay {delay_ms}"
        script = f"{typing} {before}\nkey F8\n{typing} {after}\nkey Return\n"
        subprocess.run(["xdotool", "-"], input=script, text=True, check=True, timeout=20)

    def until(self, name: str, text: str) -> Mapping[str, str]:
        """Wait until a widget says so."""
        state = self.wait(lambda one: text in one["texts"].get(name, ""), 10)
        texts: dict[str, str] = state["texts"]
        assert text in texts.get(name, ""), (name, state)
        return texts

    def card(self, card: CardId) -> None:
        """Scan a card until it is read: on a busy machine it may come with a stall."""
        sign = f"devices.set_up.cards.{card.value}.sign"
        for _ in range(TRIES):
            self.scan(BY_ID[card].content)
            state = self.wait(lambda one: one["texts"].get(sign) == "read", 3)
            if state["texts"].get(sign) == "read":
                return
        raise AssertionError((card, state["texts"]))

    def trial(self, code: str, said: str) -> None:
        """Scan a code until the trial says so: on a busy machine it may look like typing."""
        for _ in range(TRIES):
            self.scan(code)
            if said in self.wait(lambda one: said in str(one["texts"]), 3)["texts"].values():
                return
        self.until("devices.detail.trial", said)


@pytest.fixture
def window(tmp_path: Path) -> Iterator[SetUpWindow]:
    with SetUpWindow(tmp_path) as shown:
        yield shown


def test_a_typing_scanner_is_set_up_from_first_card_to_first_scan(
    window: SetUpWindow, tmp_path: Path
) -> None:
    window.until("devices.headline.what", "All devices are ready.")
    window.press("n")
    window.until("devices.set_up.asked.title", "1  Digits")
    window.scan("284512345678901234")
    texts = window.until("devices.set_up.last.title", "No set-up card")
    assert not any("2845" in text for text in texts.values())
    for card in (CardId.DIGITS, CardId.SYMBOLS, CardId.SEPARATOR):
        window.card(card)
    window.until("devices.set_up.asked.title", "4  Long code")
    window.press("s")
    texts = window.until("devices.set_up.asked.what", "All cards are read. Keep it?")
    assert "Enter" in texts.values()
    assert "arrives as F8" in texts.values()
    window.press("Return")
    window.until("devices.notice.text", "The scanner is set up. Try it with T.")
    check_book(json.loads((tmp_path / BOOK_FILE).read_text()))

    window.press("t")
    window.until("devices.detail.trial", "Read any code with it now.")
    window.trial("6901234567892", "It works: Product barcode, 13 characters.")
    state = window.state()
    assert ([], []) == (state["scans"], state["crashes"])


def check_book(book: dict[str, Any]) -> None:
    (device,) = book["devices"]
    learned = device["learned"]
    assert ("keyboard", "enter", "f8") == (device["id"], learned["suffix"], learned["separator"])
    assert ["enter"] == learned["profile"]["suffix"]
    assert learned["ms_per_key"] < 60
