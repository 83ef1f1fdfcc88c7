"""Every event that the till logs is on the list of those that may leave it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from terminal.log_events import EVENTS

ROOT: Final = Path(__file__).resolve().parents[2]
PACKAGES: Final = ("terminal", "ui", "devices", "local_store", "sync/agent", "sync/protocol")
LEVELS: Final = {"debug", "info", "warning", "error", "critical", "exception"}


def _logged() -> Iterator[str]:
    """Yield what is logged as it stands; a text with places for values is no event."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    yield from _event(node, node.func)


def _event(call: ast.Call, called: ast.Attribute) -> Iterator[str]:
    is_log = "log" in ast.unparse(called.value).rpartition(".")[2]
    if is_log and called.attr in LEVELS and isinstance(call.args[0], ast.Constant):
        text = str(call.args[0].value)
        if "%" not in text:
            yield text


def test_the_list_has_what_is_logged_and_nothing_else() -> None:
    assert EVENTS == set(_logged())


def test_no_event_has_a_place_for_a_value() -> None:
    assert [] == [event for event in EVENTS if "{" in event or not event.isascii()]
