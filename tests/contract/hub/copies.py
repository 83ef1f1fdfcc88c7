"""A till's copies, each of which comes again as another device, and goes on with what it has."""

from __future__ import annotations

from collections.abc import Sequence

from sync.protocol import chain
from sync.protocol.cycle import Push
from sync.protocol.enrol import Again, prove_again
from sync.protocol.ops import Group
from tests.hub_fixtures import ScriptedTill, enrol_request, new_secret


def copy_of(till: ScriptedTill, start: int, *, seed: int) -> ScriptedTill:
    """Return a copy of the till as another device that goes on with its ops from `start` on."""
    key, request = enrol_request(new_secret(till.hub, till.store), seed)
    again = Again(device=till.device, inc=till.inc, start=start)
    request = prove_again(request.model_copy(update={"again": again}), [till.key])
    answer = till.hub.enrol(request, address="127.0.0.1")
    return ScriptedTill(
        hub=till.hub,
        store=till.store,
        device=answer.device,
        inc=answer.inc,
        epoch=answer.epoch,
        key=key,
        n=answer.start - 1,
        head=chain.genesis(answer.device, answer.inc),
        cursors=dict.fromkeys(answer.streams, 0),
        saves=till.saves,
    )


def sent_again(till: ScriptedTill, groups: Sequence[Group]) -> Push:
    """Return a push of groups that were made before, chained for what the till is now."""
    start, prev = till.n + 1, till.head
    for group in groups:
        for op in group.ops:
            fields = op.model_dump(include={"n", "k", "id", "hlc", "actor", "base", "sv"})
            head = chain.header(till.device, till.inc, group.g, fields)
            commit = chain.commit(op.b, chain.from_text(op.salt))
            till.head = chain.link(till.head, head, commit)
            till.n, till.ops[op.n] = op.n, op
    return till.push(list(groups), start=start, prev=prev)
