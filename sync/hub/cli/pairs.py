"""`pairs`: files that may be one person's, and what HQ's people decide about them."""

from __future__ import annotations

import argparse
import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from sync.hub.cli.serve import now_ms, opened
from sync.hub.errors import InputError
from terminal.domain.customer import mask_name

if TYPE_CHECKING:
    from sync.hub.cli.commands import Add
    from sync.hub.likeness import Likely, Side
    from sync.hub.persons import Pair

_ACTIONS: Final = ("list", "find", "show", "join", "part", "undo")
_TAIL: Final = 4


def add_commands(add: Add) -> None:
    """Add this command."""
    pairs = add("pairs", _pairs)
    pairs.add_argument("action", choices=_ACTIONS, metavar="ACTION")
    pairs.add_argument("file", nargs="?", metavar="FILE", help="with join the one that gives way")
    pairs.add_argument("other", nargs="?", metavar="OTHER", help="with join the one that stays")
    pairs.add_argument("--all", action="store_true", help="list decided ones too")
    pairs.add_argument("--by", default="hq", help="who decided")


def _pairs(parsed: argparse.Namespace) -> int:
    """List or find files that may be one person's, show two, join or part them, or undo that."""
    from sync.hub.outside import Outside
    from sync.hub.persons import Persons

    one, other = parsed.file, parsed.other
    if parsed.action not in ("list", "find") and not (one and other):
        raise InputError(f"pairs {parsed.action} needs FILE and OTHER")
    with opened(parsed.data, parsed.dsn) as storage:
        persons = Persons(storage, Outside(now_ms, secrets.token_bytes))
        match parsed.action:
            case "list":
                for pair in persons.listed(open_only=not parsed.all):
                    print(_line(pair))
            case "find":
                for found in persons.likely():
                    print(_likely_line(found))
            case "show":
                print(_side_by_side(persons.show(one, other)))
            case "join":
                print("joined" if persons.join(one, other, by=parsed.by) else "no change")
            case "part":
                print("parted" if persons.part(one, other, by=parsed.by) else "no change")
            case _:
                persons.undo(one, other, by=parsed.by)
                print("undone")
    return 0


def _line(pair: Pair) -> str:
    """Return both ids, whether HQ is asked, and who said what."""
    words = ", ".join(
        f"{'one' if word.is_same else 'two'} by {word.by} of {word.key.owner}"
        f" {datetime.fromtimestamp(word.at / 1000, UTC):%Y-%m-%d}"
        for word in pair.words
    )
    state = "open" if pair.is_open else "decided"
    return f"{pair.first.key.id}\t{pair.second.key.id}\t{state}\t{words}"


def _likely_line(found: Likely) -> str:
    """Return both ids, of 100 how much speaks for one person, what, and both sides' stores."""
    sides = (found.first, found.second)
    ids, stores = [side.key.id for side in sides], [",".join(side.stores) for side in sides]
    return "\t".join([*ids, str(found.score), ",".join(found.reasons), *stores])


def _side_by_side(pair: Pair) -> str:
    """Return both files masked as at the till, a line for each thing that is compared."""
    first, second = _told(pair.first), _told(pair.second)
    lines = [f"{name}\t{first[name] or '-'}\t{second[name] or '-'}" for name in first]
    return "\n".join([*lines, f"words\t{_line(pair)}"])


def _told(side: Side) -> dict[str, str]:
    body = side.body
    phones = [str(one)[-_TAIL:] for one in body.get("phones") or ()]
    substances = [str(one.get("substance", "")) for one in body.get("allergies") or ()]
    return {
        "file": side.key.id,
        "stores": " ".join(side.stores),
        "name": mask_name(str(body.get("name", ""))),
        "sex": _text(body.get("sex")),
        "born": _text(body.get("birth_on")),
        "phones end in": " ".join(phones),
        "conditions": " ".join(map(str, body.get("conditions") or ())),
        "allergies": " ".join(substances),
        "leads to": _text(body.get("canonical_id")),
        "may not be used": "yes" if body.get("restricted") or body.get("withdrawn") else "",
    }


def _text(value: Any) -> str:
    return "" if value is None else str(value)
