"""The page of keys says what the table of keys does."""

from __future__ import annotations

from pathlib import Path

from ui.shortcuts import TABLE, Binding

_PAGE = Path(__file__).resolve().parents[3] / "docs" / "keys.md"


def _row(binding: Binding) -> str:
    keys = " ".join(f"`{key}`" for key in binding.keys)
    where = "everywhere" if binding.pages is None else ", ".join(sorted(binding.pages))
    return f"| {binding.action} | {keys} | {where} | {'yes' if binding.is_held else ''} |"


def test_the_page_of_keys_has_exactly_the_rows_of_the_table() -> None:
    lines = _PAGE.read_text("utf-8").splitlines()
    start = lines.index("|---|---|---|---|") + 1
    shown = [line for line in lines[start:] if line.startswith("|")]
    assert [_row(binding) for binding in TABLE] == shown
