"""The desk: what the judging of one device's groups works on. No I/O.

Everything the groups may touch was read and locked beforehand (see `push`); what they change is
collected here and written afterwards, all of it or nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sync.hub.op_log import Settled
from sync.hub.open_groups import GroupId, OpenGroups
from sync.hub.records import NOTHING, Entity, Key, Stored

LOOKS_MAX = 1_000_000
"""How many times one push may have a group looked at that was kept aside, beyond going through all
of them once: about two seconds' work. What an honest till settles needs a few for each.
"""


class StaffMember(NamedTuple):
    """What judging asks of somebody: their role, and whether they still work here."""

    role: str
    active: bool


class LinkWord(NamedTuple):
    """What is to be said to a request to be shown a customer: whom, or why not."""

    subject: Key | None
    code: str | None = None


@dataclass(slots=True)
class Desk:
    """What a push works on: the records it may touch, as read at its start and changed since.

    `homes` gives the owner of each entity that is in the till's stream; `blocked` the entities with
    a group of this till that was not applied, and `open` those groups, where something may become
    of them; `is_behind` says that one was closed since these were gone through, so that `blocked`
    may name too much, and `looks_left` how often more may be looked at. `names` are the ids in
    whose name the till may stamp; `staff` are the people who may have acted, by id; `links` the
    words on requests to be shown a customer, by number and stamp of the op: a till and what it was
    before may each have one under a number. `lines` are the canonical lines of what is `touched`.
    """

    store: str
    device: str
    now_ms: int
    homes: dict[Entity, str]
    stored: Mapping[Key, Stored]
    blocked: set[Entity]
    inc: int = 1
    names: frozenset[str] = frozenset()
    staff: Mapping[str, StaffMember] = field(default_factory=dict)
    links: Mapping[tuple[int, str], LinkWord] = field(default_factory=dict)
    open: OpenGroups = field(default_factory=OpenGroups)
    is_behind: bool = False
    looks_left: int = field(default_factory=lambda: LOOKS_MAX)
    touched: dict[Key, Stored] = field(default_factory=dict)
    lines: dict[Key, bytes] = field(default_factory=dict)
    created: dict[Entity, int] = field(default_factory=dict)
    linked: list[Key] = field(default_factory=list)
    settled: dict[GroupId, Settled] = field(default_factory=dict)

    def now(self, key: Key) -> Stored:
        """Return the record as it is by now in this push."""
        return self.touched.get(key) or self.stored.get(key) or NOTHING

    def may_stamp(self, device: str) -> bool:
        """Tell whether the till speaks in this device's name: its own, or one it had."""
        return device == self.device or device in self.names

    def actor(self, name: str) -> StaffMember | None:
        """Return who acted; None when HQ knows nobody of that name in this store."""
        return _PROGRAM if name == SYSTEM else self.staff.get(name)


SYSTEM = "system"
"""The actor of what the till's program does by itself."""
_PROGRAM = StaffMember(SYSTEM, active=True)
