"""The hub's commands, and how one is added."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

from sync.hub.cli import answers, member_codes, pairs, review, serve, stores, tills, unsent, upkeep

Command: TypeAlias = Callable[[argparse.Namespace], int]
Add: TypeAlias = Callable[[str, Command], argparse.ArgumentParser]

_GROUPS: Final = (serve, stores, tills, member_codes, review, pairs, answers, unsent, upkeep)


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; each sets `command` to what carries it out."""
    made = argparse.ArgumentParser(prog="guitai-hub", description="HQ's end of Guitai's sync.")
    commands = made.add_subparsers(required=True, metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data", type=Path, required=True, help="the hub's folder")
    common.add_argument("--dsn", help="a PostgreSQL to use instead of the one in the folder")

    def add(name: str, command: Command) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, parents=[common], help=(command.__doc__ or "").strip())
        sub.set_defaults(command=command)
        return sub

    for group in _GROUPS:
        group.add_commands(add)
    return made
