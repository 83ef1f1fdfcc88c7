"""The groups of one till that wait or were refused: found by who they are, by their names, and by
what they have to do with. No I/O.

There may be many thousands, and one push may settle thousands of them: nothing here goes through
all of them for one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from sync.hub.op_log import KeptGroup
from sync.hub.records import Entity
from sync.protocol.kinds import KINDS
from sync.protocol.ops import Op

GroupId = tuple[str, int]
"""Device and first op of a group that was kept aside."""

HELD: Final = "held"


class OpenGroups:
    """Groups that were kept aside and are not settled."""

    def __init__(self, groups: Iterable[KeptGroup] = ()) -> None:
        self._groups: dict[GroupId, KeptGroup] = {}
        self._named: dict[str, set[GroupId]] = {}
        self._touching: dict[Entity, set[GroupId]] = {}
        for group in groups:
            self.put(group)

    def __contains__(self, name: GroupId) -> bool:
        return name in self._groups

    def __len__(self) -> int:
        return len(self._groups)

    def get(self, name: GroupId) -> KeptGroup | None:
        """Return a group, as it stands now."""
        return self._groups.get(name)

    def put(self, group: KeptGroup) -> None:
        """Add a group, or change how it stands."""
        name = (group.device, group.first_n)
        self._groups[name] = group
        self._named.setdefault(group.g, set()).add(name)
        for entity in touched_by(group.ops):
            self._touching.setdefault(entity, set()).add(name)

    def drop(self, name: GroupId) -> None:
        """Take a group out, if it is there."""
        group = self._groups.pop(name, None)
        if group is None:
            return
        self._named[group.g].discard(name)
        for entity in touched_by(group.ops):
            self._touching[entity].discard(name)

    def in_order(self) -> list[KeptGroup]:
        """Return all, in the order of their ops."""
        return _sorted(self._groups.values())

    def named(self, names: Collection[str]) -> list[KeptGroup]:
        """Return those with these names, in the order of their ops."""
        return _sorted(self._groups[one] for name in names for one in self._named.get(name, ()))

    def around(self, entities: Iterable[Entity]) -> list[KeptGroup]:
        """Return, in the order of their ops, those by which it can be told which of these records
        are blocked: all that touch them, and for each that waits all that touch what it touches.
        """
        found: dict[GroupId, KeptGroup] = {}
        seen = set(entities)
        left = list(seen)
        while left:
            for name in self._touching.get(left.pop(), ()):
                if name in found:
                    continue
                group = found[name] = self._groups[name]
                if group.state == HELD:  # Any other blocks whatever there is before it.
                    more = touched_by(group.ops) - seen
                    seen |= more
                    left += more
        return _sorted(found.values())


def touched_by(ops: Iterable[Op]) -> set[Entity]:
    """Return the records that these ops touch, and the customers that they name."""
    found: set[Entity] = set()
    for op in ops:
        found.add((op.k, op.id))
        named = subject_named(op)
        if named is not None:
            found.add(named)
    return found


def subject_named(op: Op) -> Entity | None:
    """Return the customer that an op names as its record's."""
    kind = KINDS.get(op.k)
    if kind is None or kind.subject in (None, "id"):
        return None
    for form in ("set", "fact"):
        fields = op.b.get(form)
        named = fields.get(kind.subject) if isinstance(fields, dict) else None
        if isinstance(named, str) and "\x00" not in named:
            return ("customer", named)
    return None


def _sorted(groups: Iterable[KeptGroup]) -> list[KeptGroup]:
    return sorted(groups, key=lambda one: (one.first_n, one.device))
