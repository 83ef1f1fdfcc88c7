"""What must hold of requests to be shown a customer: whoever is asked for by name and phone as the
file has them is shown where that was asked, with everything, and nobody else is.

That a stream holds all records of those who are in it, and each till all of its stream, is checked
of every customer alike (see `checks`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

from sync.hub.config import DAY_MS
from tests.simulation import seeds
from tests.simulation.storages import HubStorage, LoggedOp

_WALKERS: Final = {walker.id: walker for walker in seeds.WALKERS}
_QUOTA: Final = "LINK_QUOTA"
_EVIDENCE: Final = "LINK_EVIDENCE"
_UNJUDGED: Final = frozenset({"DEVICE_DRAINING", "WITHHELD", "ERASED"})
"""Said of requests that HQ does not look into."""


def requests(storage: HubStorage) -> Iterator[tuple[str, LoggedOp]]:
    """Yield every request that HQ has, with the device that sent it."""
    for device in storage.devices():
        for op in storage.ops(device):
            if op.kind == "link":
                yield device, op


def check(storage: HubStorage, *, at_rest: bool = False) -> None:
    """Raise AssertionError unless walkers are where they were asked for. While HQ works, some may
    be promised and not there yet.
    """
    expected = {(walker.id, f"s:{walker.store}") for walker in seeds.WALKERS}
    stores = storage.stores()
    for device, op in requests(storage):
        about = op.entity.partition(".")[0]
        if _is_applied(op):
            assert about in _WALKERS, f"{device} {op.n}: shown on evidence of nobody"
            expected.add((about, f"s:{stores[device]}"))
        elif op.code not in _UNJUDGED:
            says = (_QUOTA,) if about in _WALKERS else (_QUOTA, _EVIDENCE)
            assert op.code in says, f"{device} {op.n}: {about} is refused as {op.code}"
    promised = storage.links_due()
    assert not (at_rest and promised), f"promised and never kept: {promised}"
    there = {(one, stream) for _, _, one, stream in (*storage.members(), *promised)}
    assert expected == {place for place in there if place[0] in _WALKERS}


def check_shares(storage: HubStorage, links_per_day: int) -> None:
    """Raise AssertionError unless each device had its share of each of HQ's days, in the order in
    which it asked, and no more; whoever asked for more is told of.
    """
    asked: dict[tuple[str, int], list[LoggedOp]] = defaultdict(list)
    groups = Counter(op.g for _, op in requests(storage))
    for device, op in requests(storage):
        # A till that came again sends some once more, which are judged and counted only once.
        if groups[op.g] == 1 and op.code not in _UNJUDGED:
            asked[device, op.at // DAY_MS].append(op)
    for (device, day), ops in asked.items():
        over = [op.n for op in ops if op.code == _QUOTA]
        assert len(ops) - len(over) <= links_per_day, f"{device} had more than its share on {day}"
        assert not over or (device, _QUOTA) in storage.alerts(), f"nobody heard of {device}"


def _is_applied(op: LoggedOp) -> bool:
    return op.verdict in ("applied", "merged") and op.code not in _UNJUDGED
