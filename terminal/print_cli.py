"""The command that makes PDF files of codes: the set-up cards, member cards, labels."""

from __future__ import annotations

import argparse
import csv
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

from devices.setup_cards import CARDS
from resources.texts import Messages
from terminal import app, machine, unsent_file
from terminal.config import TerminalSettings
from ui.printing import codes, layout, paint, papers, set_up

ROWS_WRONG: Final = "PRINT_ROWS"
_MEMBER: Final = ("number", "code", "masked_name")
_LABEL: Final = ("name", "code")
_ROWS_MAX: Final = 10_000

T = TypeVar("T")


class RowsError(ValueError):
    """A table lacks a column, or a row a value; `place` says where."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


def add_to(commands: Any) -> None:
    """Add the command to a parser's subparsers."""
    command = commands.add_parser("cards", help="make a PDF of the set-up cards, or of others")
    command.add_argument("file", type=Path, metavar="FILE", help="a new PDF")
    rows = command.add_mutually_exclusive_group()
    rows.add_argument("--members", type=Path, metavar="CSV", default=None, help=", ".join(_MEMBER))
    rows.add_argument("--labels", type=Path, metavar="CSV", default=None, help=", ".join(_LABEL))
    command.add_argument("--single", action="store_true", help="one to a page of its own size")


def run(settings: TerminalSettings, options: argparse.Namespace) -> int:
    """Run the command. Return 0, or 1 when it was refused."""
    if not machine.has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"  # What is painted here is a file.
    app.application(settings)
    texts = Messages(settings.language)
    try:
        sheets = _sheets(options)
        unsent_file.write_new(options.file, paint.pdf(sheets, options.file.stem))
    except (codes.UnprintableError, layout.NoRoomError) as error:
        return _complain(texts, error.code, {})
    except RowsError as error:
        return _complain(texts, ROWS_WRONG, {"place": error.place})
    except (OSError, UnicodeDecodeError, csv.Error):
        return _complain(texts, "PRINT_NOT_SAVED", {"path": str(options.file)})
    print(texts.of("PRINT_DONE", {"pages": str(len(sheets)), "path": str(options.file)}))
    return 0


def _sheets(options: argparse.Namespace) -> Sequence[layout.Sheet]:
    if options.members is not None:
        members = _read(options.members, _MEMBER, _member)
        return papers.member_sheets(members, "", is_single=options.single)
    if options.labels is not None:
        return papers.label_sheets(_read(options.labels, _LABEL, _label), is_single=options.single)
    return set_up.set_up_sheets([(card.id, card.format, card.content) for card in CARDS])


def _member(row: Mapping[str, str]) -> papers.MemberCard:
    return papers.MemberCard(row["number"], row["code"], row["masked_name"], row.get("tier") or "")


def _label(row: Mapping[str, str]) -> papers.Label:
    lines = tuple(row.get(name) or "" for name in ("spec", "maker", "price"))
    return papers.Label(row["name"], tuple(filter(None, lines)), row["code"])


def _read(
    path: Path, needed: Sequence[str], make: Callable[[Mapping[str, str]], T]
) -> tuple[T, ...]:
    """Return what the rows of a table with titles say. Raise RowsError with the place only: what
    stands in a row is somebody's.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        lacking = [name for name in needed if name not in (reader.fieldnames or ())]
        if lacking:
            raise RowsError(", ".join(lacking))
        made: list[T] = []
        for row in reader:
            empty = [name for name in needed if not (row[name] or "").strip()]
            if empty or len(made) == _ROWS_MAX:
                raise RowsError(f"{reader.line_num}: {', '.join(empty)}")
            made.append(make(row))
    if not made:
        raise RowsError("1")
    return tuple(made)


def _complain(texts: Messages, code: str, facts: dict[str, str]) -> int:
    print(f"guitai: {texts.of(code, facts)} [{code}]", file=sys.stderr)
    return 1
