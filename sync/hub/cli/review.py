"""`quarantine`: groups that were not applied, and what to do about them."""

from __future__ import annotations

import argparse
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sync.hub.cli.serve import now_ms, opened

if TYPE_CHECKING:
    from sync.hub.cli.commands import Add
    from sync.hub.op_log import KeptGroup
    from sync.hub.review import Review


def add_commands(add: Add) -> None:
    """Add this command."""
    quarantine = add("quarantine", _quarantine)
    quarantine.add_argument("action", choices=["list", "show", "retry", "close", "recount"])
    quarantine.add_argument("device", metavar="DEVICE", nargs="?")
    quarantine.add_argument(
        "op", metavar="OP", type=int, nargs="?", help="the number of the group's first op"
    )
    quarantine.add_argument("--all", action="store_true", help="list resolved ones too")
    quarantine.add_argument("--by", default="hq", help="who decided")
    quarantine.add_argument(
        "--since-ms", type=int, default=0, help="recount what came since then (UTC ms)"
    )


def _quarantine(parsed: argparse.Namespace) -> int:
    """List what was not applied, show one, judge it anew, close it, or count a till's work anew."""
    with _review_of(parsed) as review:
        match parsed.action:
            case "list":
                for group in review.listed(unresolved_only=not parsed.all):
                    print(_line(group))
            case "recount":
                print(f"queued {review.recount(parsed.device or '', since_ms=parsed.since_ms)}")
            case "show":
                print(_whole(review.show(parsed.device, parsed.op)))
            case "retry":
                print(_line(review.retry(parsed.device, parsed.op, by=parsed.by)))
            case _:
                print(_line(review.close(parsed.device, parsed.op, by=parsed.by)))
    return 0


@contextmanager
def _review_of(parsed: argparse.Namespace) -> Iterator[Review]:
    from sync.hub.errors import InputError
    from sync.hub.outside import Outside
    from sync.hub.review import Review

    if parsed.action in ("show", "retry", "close") and parsed.op is None:
        raise InputError(f"quarantine {parsed.action} needs DEVICE and OP")
    with opened(parsed.data, parsed.dsn) as storage:
        yield Review(storage, Outside(now_ms, secrets.token_bytes))


def _line(group: KeptGroup) -> str:
    """Return a group without its content: store, device, first op, state, code, kinds, since."""
    kinds = ",".join(sorted({op.k for op in group.ops}))
    age_s = max(now_ms() - group.received_at, 0) // 1000
    return (
        f"{group.store}\t{group.device}\t{group.first_n}\t{group.state}\t{group.code or '-'}"
        f"\t{kinds}\t{age_s}"
    )


def _whole(group: KeptGroup) -> str:
    """Return a group with its content, as JSON."""
    told = group._asdict() | {"ops": [op.model_dump(exclude={"salt"}) for op in group.ops]}
    return json.dumps(told, ensure_ascii=False, indent=2)
