"""What goes wrong in a world, by class, and how much of it has."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from typing import Final


class Fault(StrEnum):
    """The classes of what goes wrong."""

    LOST_REQUEST = "lost request"
    LOST_ANSWER = "lost answer"
    DUPLICATE = "duplicate"
    LATE_REPLAY = "late replay"
    OVERTAKEN = "overtaken request"
    REORDERED = "reordered pages"
    PORTAL = "portal"
    SERVER_ERROR = "server error"
    DAMAGED_ANSWER = "damaged answer"
    BROKEN_OFF = "answer breaks off"
    SNAPSHOT_CUT = "snapshot interrupted"
    WRONG_ROW = "wrong row"
    STOPPED = "stopped between slices"
    TILL_CRASH = "till crash"
    TILL_RESTART = "till restart"
    HUB_CRASH = "hub crash before reply"
    HUB_GONE = "hub crash before commit"
    HUB_RESTART = "hub restart"
    HUB_SET_BACK = "hub set back"
    HUB_RESTORED = "hub restored"
    TILL_SET_BACK = "till set back"
    TILL_CLONED = "till cloned"
    TILL_CLOCK = "till clock"
    HUB_CLOCK = "hub clock"
    UPGRADE = "till upgrade"
    GRANT = "membership granted"
    REVOKE = "membership revoked"
    NEW_KEYS = "keys exchanged"
    DAMAGED_ROW = "damaged row"
    PRUNED = "tombstones pruned"
    RETIRED = "till shut out"


ON_THE_WIRE: Final = (
    Fault.LOST_REQUEST, Fault.LOST_ANSWER, Fault.DUPLICATE, Fault.LATE_REPLAY, Fault.OVERTAKEN,
    Fault.REORDERED, Fault.PORTAL, Fault.SERVER_ERROR, Fault.DAMAGED_ANSWER, Fault.BROKEN_OFF,
    Fault.WRONG_ROW, Fault.HUB_CRASH, Fault.HUB_GONE,
)  # fmt: skip
"""Classes that happen to a request on its way."""

AT_REST: Final = (
    Fault.STOPPED, Fault.TILL_CRASH, Fault.TILL_RESTART, Fault.HUB_RESTART, Fault.TILL_CLOCK,
    Fault.HUB_CLOCK, Fault.GRANT, Fault.REVOKE, Fault.DAMAGED_ROW, Fault.PRUNED,
)  # fmt: skip
"""Classes that happen between requests, any number of times."""

ONCE: Final = (Fault.TILL_SET_BACK, Fault.TILL_CLONED, Fault.RETIRED, Fault.NEW_KEYS)
"""Classes that happen once in a world that has drawn them."""

DISASTERS: Final = (Fault.HUB_SET_BACK, Fault.UPGRADE, Fault.HUB_RESTORED)
"""Classes of which one world in ten has one."""

OPS_MIN: Final = 300
FAULTS_MIN: Final = 20
CLASSES_MIN: Final = 5
DISASTER_EVERY: Final = 10
ONCE_RATE: Final = 0.12
_RATES: Final = (0.03, 0.1, 0.25)


@dataclass(slots=True)
class Plan:
    """The swarm: which classes a world draws, and how often those on the wire happen (0 … 1)."""

    rates: dict[Fault, float] = field(default_factory=dict)
    at_rest: tuple[Fault, ...] = ()
    once: tuple[Fault, ...] = ()
    disasters: tuple[Fault, ...] = ()


def draw(seed: int, rng: Random) -> Plan:
    """Return the plan of a seed. Every tenth has a disaster, each kind of them in turn."""
    wire = rng.sample(ON_THE_WIRE, rng.randrange(3, len(ON_THE_WIRE) + 1))
    rest = rng.sample(AT_REST, rng.randrange(2, len(AT_REST) + 1))
    once = [fault for fault in ONCE if rng.random() < ONCE_RATE]
    turn, has_none = divmod(seed, DISASTER_EVERY)
    disasters = () if has_none else (DISASTERS[turn % len(DISASTERS)],)
    rates = {fault: rng.choice(_RATES) for fault in sorted(wire)}
    # What is drawn at rest may never come about: enough classes on the wire make a world for sure.
    spare = [fault for fault in ON_THE_WIRE if fault not in wire]
    rates |= dict.fromkeys(spare[: max(CLASSES_MIN - len(wire), 0)], _RATES[1])
    return Plan(rates, tuple(sorted(rest)), tuple(once), disasters)


@dataclass(slots=True)
class Tally:
    """What has gone wrong so far."""

    counts: Counter[Fault] = field(default_factory=Counter)

    def note(self, fault: Fault) -> None:
        """Count one."""
        self.counts[fault] += 1

    def lacks(self, plan: Plan) -> list[str]:
        """Return what is missing for this to be a world, beside ops."""
        missing = []
        if self.counts.total() < FAULTS_MIN:
            missing.append("faults")
        if len(self.counts) < CLASSES_MIN:
            missing.append("classes")
        # Whether new keys go through is for the other faults to allow.
        expected = [fault for fault in (*plan.disasters, *plan.once) if fault is not Fault.NEW_KEYS]
        missing += [fault for fault in expected if not self.counts[fault]]
        return missing

    def by_name(self) -> dict[str, int]:
        """Return the counts by class, for reports."""
        return {fault.value: count for fault, count in sorted(self.counts.items())}
