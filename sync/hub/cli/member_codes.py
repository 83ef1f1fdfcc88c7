"""`issue-code`, `revoke-code`, `code-keys`: signed member codes."""

from __future__ import annotations

import argparse
import csv
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sync.hub.cli.serve import now_ms, opened
from sync.hub.errors import InputError

if TYPE_CHECKING:
    from sync.hub.cli.commands import Add
    from sync.hub.member_codes import Office
    from sync.protocol.member_code import Signed

_NAME: Final = re.compile(r"[0-9a-f]{16}")
_HEAD: Final = ("code_name", "masked_name", "tier", "last_day", "text")


def add_commands(add: Add) -> None:
    """Add these commands."""
    issue = add("issue-code", _issue)
    issue.add_argument("--customer", action="append", required=True, metavar="ID")
    issue.add_argument("--profile", choices=("card", "app"), default="card")
    issue.add_argument("--days", type=int, default=3 * 365, help="how long a card holds")
    issue.add_argument("--out", type=Path, required=True, metavar="FILE.csv")
    revoke = add("revoke-code", _revoke)
    which = revoke.add_mutually_exclusive_group(required=True)
    which.add_argument("--code", metavar="TEXT", help="the code itself")
    which.add_argument("--name", metavar="16HEX", help="as it is printed beside the code")
    which.add_argument("--customer", metavar="ID", help="all codes issued until now")
    revoke.add_argument("--reason", default="lost")
    keys = add("code-keys", _keys)
    keys.add_argument("action", choices=("list", "new", "retire"), metavar="ACTION")
    keys.add_argument("--number", type=int, help="which key to retire")


@contextmanager
def _office(parsed: argparse.Namespace) -> Iterator[Office]:
    from sync.hub.keys import open_code_keys, open_keys
    from sync.hub.member_codes import Office

    folder = parsed.data / "keys"
    with opened(parsed.data, parsed.dsn) as storage:
        keys = open_keys(folder, secrets.token_bytes)
        codes = open_code_keys(folder, secrets.token_bytes)
        yield Office(storage, codes, keys.root, keys.content, now_ms())


def _issue(parsed: argparse.Namespace) -> int:
    """Issue signed member codes into a file, a line each, to print cards from."""
    from sync.hub import member_codes
    from sync.protocol.member_code import Profile

    if not 1 <= parsed.days <= 36_500:  # noqa: PLR2004 (a hundred years)
        raise InputError("--days needs 1 to 36500")
    profile = Profile[parsed.profile.upper()]
    with _office(parsed) as office:
        made = member_codes.issue(office, parsed.customer, profile, days=parsed.days)
    _write(parsed.out, made)
    print(f"codes {len(made)} key {made[0].code.key}")
    return 0


def _write(path: Path, made: list[Signed]) -> None:
    """Write the file for its owner only: names in it are masked, and codes are as good as cards."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEAD)
        for one in made:
            last = datetime.fromtimestamp(one.code.expires_ms / 1000, UTC).date()
            name = one.code.masked_name
            # A spreadsheet takes what begins so for a formula.
            shown = f"'{name}" if name[:1] in "=+-@" and name else name
            writer.writerow((one.id, shown, one.code.tier, last.isoformat(), one.to_text()))


def _revoke(parsed: argparse.Namespace) -> int:
    """Void one member code, or all of a customer; tills hear of it first of all."""
    from sync.hub import member_codes
    from sync.protocol.member_code import MemberCodeError, parse

    name = parsed.name
    if parsed.code is not None:
        try:
            name = parse(parsed.code).id
        except MemberCodeError:
            raise InputError("this is no member code, or it was not copied whole") from None
    elif name is not None and not _NAME.fullmatch(name):
        raise InputError("--name needs 16 hex digits")
    with _office(parsed) as office:
        member_codes.revoke(office, name=name, customer=parsed.customer, reason=parsed.reason)
    print(f"revoked {name or 'all codes of the customer'}")
    return 0


def _keys(parsed: argparse.Namespace) -> int:
    """List the keys of member codes, make the next one, or void all that one signed."""
    from dataclasses import replace

    from sync.hub import member_codes
    from sync.hub.keys import add_code_key

    with _office(parsed) as opened_office:
        office = opened_office
        if parsed.action == "new":
            office = replace(office, keys=add_code_key(office.keys, secrets.token_bytes))
            member_codes.publish_key(office, office.keys.newest)
        elif parsed.action == "retire":
            if parsed.number is None:
                raise InputError("--number says which key to retire")
            if parsed.number == office.keys.newest:
                raise InputError("this key signs: make the next one first (code-keys new)")
            member_codes.publish_key(office, parsed.number, member_codes.RETIRED)
        said = member_codes.statuses(office)
        for number in sorted(said):
            print(f"{number}\t{said[number]}\t{office.keys.public(number)}")
    return 0
