"""Files of unsent work as a scripted till would export them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sync.protocol import chain, unsent
from sync.protocol.cycle import Push
from sync.protocol.ops import Group
from tests.hub_fixtures import ScriptedTill


def told(till: ScriptedTill, push: Push, **states: str) -> list[dict[str, Any]]:
    """Return the groups of a push as the till's export has them, pending but for `states` by
    name.
    """
    at = chain.from_text(push.prev)
    groups = []
    for group in push.groups:
        ops, at = _chained(till, group, at)
        state = states.get(group.g, "pending")
        more = {"device": till.device, "inc": till.inc, "group": group.g}
        groups.append({**more, "state": state, "code": None, "tries": 1, "ops": ops})
    return groups


def _chained(till: ScriptedTill, group: Group, at: bytes) -> tuple[list[dict[str, Any]], bytes]:
    ops = []
    for op in group.ops:
        whole = op.model_dump()
        commit = chain.commit(op.b, chain.from_text(op.salt))
        linked = chain.link(at, chain.header(till.device, till.inc, group.g, whole), commit)
        plain = op.model_dump(exclude_defaults=True)
        ops.append({**plain, "prev": chain.to_text(at), "hash": chain.to_text(linked)})
        at = linked
    return ops, at


def sealed(till: ScriptedTill, groups: Sequence[dict[str, Any]], **changes: Any) -> bytes:
    """Return the file that holds these groups; `changes` are of its sender."""
    fields: dict[str, Any] = {
        "device": till.device,
        "inc": till.inc,
        "key": till.key,
        "now_ms": till.hub.outside.now_ms(),
        "to": till.hub.keys.trust.recovery,
        "once": bytes(range(32)),
    }
    return unsent.seal(groups, unsent.Sender(**(fields | changes)))


def exported(till: ScriptedTill, *pushes: Push) -> bytes:
    """Return the file of these pushes, as if the till had sent none of them."""
    return sealed(till, [group for push in pushes for group in told(till, push)])
