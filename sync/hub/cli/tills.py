"""`provision`, `devices`, `revoke`: who may be a till."""

from __future__ import annotations

import argparse
import secrets
from typing import TYPE_CHECKING

from sync.hub.cli.serve import now_ms, opened
from sync.hub.cli.upkeep import upkeep_of

if TYPE_CHECKING:
    from sync.hub.cli.commands import Add


def add_commands(add: Add) -> None:
    """Add these commands."""
    provision = add("provision", _provision)
    provision.add_argument("--store", required=True)
    provision.add_argument("--desk", default="")
    provision.add_argument("--url", required=True, help="how the till reaches this hub")
    provision.add_argument(
        "--again", metavar="DEVICE", help="for what was this device to come again with, nobody else"
    )
    revoke = add("revoke", _revoke)
    revoke.add_argument("device", metavar="DEVICE")
    revoke.add_argument(
        "--now", action="store_true", help="at once: what it has not handed over stays there"
    )
    add("devices", _devices)


def _provision(parsed: argparse.Namespace) -> int:
    """Print a code that admits one till to a store, within 15 minutes."""
    from sync.hub import enrolment
    from sync.hub.config import HubSettings
    from sync.hub.keys import open_keys
    from sync.protocol.enrol import ProvisioningCode

    keys = open_keys(parsed.data / "keys", secrets.token_bytes)
    expires_at = now_ms() + HubSettings().enrol_code_ms
    with opened(parsed.data, parsed.dsn) as storage:
        secret = storage.run(
            lambda tx: enrolment.new_secret(
                tx,
                parsed.store,
                parsed.desk,
                again=parsed.again,
                expires_at=expires_at,
                random_bytes=secrets.token_bytes,
            )
        )
        pin = storage.run(lambda tx: tx.meta.get("pin"))
    code = ProvisioningCode(
        url=parsed.url,
        secret=secret,
        trust=keys.trust.digest(),
        pin=pin if parsed.url.startswith("https:") else None,
    )
    print(code.to_text())
    return 0


def _revoke(parsed: argparse.Namespace) -> int:
    """Shut a till out: it reads nothing more and hands over its work for review, then it ends."""
    with upkeep_of(parsed) as upkeep:
        store = upkeep.revoke(parsed.device, at_once=parsed.now)
    print(f"device {parsed.device} of store {store}: {'revoked' if parsed.now else 'draining'}")
    return 0


def _devices(parsed: argparse.Namespace) -> int:
    """List the tills: store, id, status, desk, ops received, seconds since heard of, skew in s."""
    with opened(parsed.data, parsed.dsn) as storage:
        listed = storage.run(lambda tx: tx.devices.listed())
    now = now_ms()
    for one in listed:
        age_s = max(now - one.last_seen, 0) // 1000
        state = f"{one.status}{' forked' if one.forked else ''}"
        print(
            f"{one.store}\t{one.device}\t{state}\t{one.desk or '-'}\t{one.last_n}\t{age_s}"
            f"\t{one.skew_ms // 1000}"
        )
    return 0
