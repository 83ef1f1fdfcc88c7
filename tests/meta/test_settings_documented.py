"""Every setting and every option has its place in the page that explains them, with its default."""

from __future__ import annotations

import argparse
import dataclasses
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from devices.registry import FACTORIES
from resources.texts import Messages
from sync.hub.cli import commands as hub_cli
from sync.hub.config import EdgeSettings, HubSettings
from terminal import cli, demo
from terminal.config import BackupSettings, ScannerSettings, TerminalSettings, WedgeSettings

ROOT: Final = Path(__file__).resolve().parents[2]
LINES_MAX: Final = 240
OPTION: Final = re.compile(r"--[a-z]+(?:-[a-z]+)*")

Table = dict[str, str]


@cache
def _page() -> str:
    return (ROOT / "docs" / "operations.md").read_text("utf-8")


def _table(head: str) -> Table:
    """Return the rows of the table whose first column is called so: first cell, and the rest."""
    lines = _page().splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(f"| {head} |"))
    rows: Table = {}
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        first, _, rest = line.strip("| ").partition(" | ")
        rows[first] = rest
    return rows


def _shown(default: Any) -> str:
    if default is PydanticUndefined:
        return "–"
    return "below" if isinstance(default, BaseModel) else f"`{default}`"


def _defaults(model: type[BaseModel], prefix: str = "") -> Table:
    fields = model.model_fields.items()
    return {f"`{prefix}{name}`": _shown(info.default) for name, info in fields}


def _second(table: Table) -> Table:
    return {name: rest.partition(" | ")[0] for name, rest in table.items()}


def test_every_setting_of_a_till_has_its_row_with_its_default_and_no_other_has() -> None:
    expected = _defaults(TerminalSettings) | _defaults(WedgeSettings, "wedge.")
    expected |= _defaults(BackupSettings, "backup.")
    assert expected == _second(_table("setting"))


def test_every_value_of_the_hub_has_its_row_with_its_default_and_no_other_has() -> None:
    fields = dataclasses.fields(HubSettings)
    expected = {f"`{one.name}`": _shown(one.default) for one in fields}
    assert expected == _second(_table("hub value"))


def test_every_value_of_the_hubs_edge_has_its_row_with_its_default_and_no_other_has() -> None:
    fields = dataclasses.fields(EdgeSettings)
    expected = {f"`{one.name}`": _shown(one.default) for one in fields}
    assert expected == _second(_table("edge value"))


def test_a_scanners_parts_and_every_option_of_its_driver_are_named() -> None:
    table = _table("of a scanner")
    assert {f"`{name}`" for name in ScannerSettings.model_fields} == table.keys()
    registry = (ROOT / "devices" / "registry.py").read_text("utf-8")
    options = re.findall(r'options\.(?:text|number)\("([a-z_]+)"\)', registry)
    assert {"port", "suffix", "baudrate"} <= set(options)
    assert set(options) == set(re.findall(r"`([a-z_]+)`", table["`options`"])) - set(FACTORIES)


def _commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    found: dict[str, argparse.ArgumentParser] = {}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            found |= action.choices
    return found


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Yield options as they are typed, and arguments that stand by themselves in capitals."""
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction | argparse._SubParsersAction):
            continue
        yield action.option_strings[-1] if action.option_strings else action.dest.upper()


def _demo_parser() -> argparse.ArgumentParser:
    """Return the parser of the demonstration, taken at the moment it would parse."""
    caught: list[argparse.ArgumentParser] = []

    def catch(self: argparse.ArgumentParser, *_: Any) -> argparse.Namespace:
        caught.append(self)
        return argparse.Namespace()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(argparse.ArgumentParser, "parse_args", catch)
        demo._parse([])
    return caught[0]


def test_every_option_of_the_demonstration_has_its_row() -> None:
    named = set(OPTION.findall(" ".join(_table("option of `dev.py run`"))))
    assert set(_options(_demo_parser())) == named


def test_every_command_and_option_of_a_till_has_its_row() -> None:
    parser = cli._parser()
    rows = _table("option of `guitai`")
    expected = set(_options(parser))
    for name, command in _commands(parser).items():
        expected |= {name, *_options(command)}
    told = " ".join(rows)
    words = set(OPTION.findall(told)) | set(re.findall(r"`([a-z][a-z-]*)", told))
    taken = (re.match(r"`[a-z][a-z-]* ([A-Z]+)", row) for row in rows)
    named = words | {found[1] for found in taken if found is not None}
    assert expected == named - {"en"}


def test_every_command_of_the_hub_has_its_row_with_its_options() -> None:
    rows = _table("command of `guitai-hub`")
    commands = _commands(hub_cli.parser())
    assert {"all", *(f"`{name}`" for name in commands)} == rows.keys()
    everywhere = set(OPTION.findall(rows["all"]))
    for name, command in commands.items():
        told = rows[f"`{name}`"].partition(" | ")[0]
        named = set(OPTION.findall(told)) | set(re.findall(r"`([A-Z]+)`", told))
        assert set(_options(command)) == everywhere | named, name


def test_defaults_of_the_hubs_options_are_as_the_page_says() -> None:
    rows = _table("command of `guitai-hub`")
    for name, command in _commands(hub_cli.parser()).items():
        for action in command._actions:
            if action.option_strings and action.default not in (None, "", False, "==SUPPRESS=="):
                assert f"`{action.option_strings[-1]}` (`{action.default}`" in rows[f"`{name}`"]


def test_every_code_the_page_names_is_one() -> None:
    named = set(re.findall(r"`([A-Z]+_[A-Z_]+[A-Z])`", _page())) - {"GUITAI_DATA_DIR"}
    assert len(named) > 15
    assert set() == named - Messages("en").codes()


def test_the_page_stays_short_enough_to_be_read() -> None:
    assert len(_page().splitlines()) <= LINES_MAX
