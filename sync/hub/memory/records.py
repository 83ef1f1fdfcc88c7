"""Records and the streams their subjects are in, in memory."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from itertools import islice

from sync.hub.errors import ConcurrentChangeError
from sync.hub.memory.tables import Journal, RecordRow
from sync.hub.port.streams import Listing
from sync.hub.records import Change, Entity, Key, Stored
from sync.merge import Body, State
from sync.protocol.canonical import encode


class MemoryRecords:
    """See `storage.Records`. There is one transaction at a time, so nothing needs a lock."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._tables = journal.tables

    def lock(self, keys: Iterable[Key], *, besides: Iterable[Key] = ()) -> dict[Key, Stored]:  # noqa: ARG002 (the port's form)
        """Return those that exist."""
        return self.read(keys)

    def read(self, keys: Iterable[Key]) -> dict[Key, Stored]:
        """Return those that exist."""
        there = self._tables.records
        return {key: _stored(there[key]) for key in sorted(set(keys)) if key in there}

    def write(self, changes: Sequence[Change]) -> None:
        """Write changed records."""
        for change in changes:
            key, after = change.key, change.after
            held = self._tables.records.get(key)
            if (held is None) != (change.before.rev == 0):
                raise ConcurrentChangeError
            row = RecordRow(
                rev=after.rev,
                body=encode(after.state.body).decode(),
                clocks=encode(after.state.clocks).decode(),
                h64=after.h64,
                review=tuple(after.review.items()),
                source=after.source,
            )
            self._journal.put(self._tables.records, key, row)
            if held is None or held.body != row.body:
                self._index(key, json.loads(held.body) if held else {}, after.state.body)

    def about(self, subject: Key, kinds: Collection[str]) -> dict[Key, int]:
        """Return the content hashes of the subject and its records."""
        found = [subject] if subject in self._tables.records else []
        if subject.kind == "customer":
            followers = self._tables.about.get((subject.owner, subject.id), ())
            found += [key for key in followers if key.kind in kinds]
        return {key: self._tables.records[key].h64 for key in found}

    def listed(self, what: Listing, after: Key | None, limit: int) -> list[tuple[Key, Stored]]:
        """Return records of any owner by key."""
        kind = "response" if what is Listing.RESPONSES else "external_id"
        there = self._tables.records
        keys = sorted(key for key in there if key.kind == kind and (after is None or key > after))
        found = ((key, _stored(there[key])) for key in keys)
        if what is Listing.SAME_PERSON:
            said = what.value
            found = ((k, one) for k, one in found if one.state.body.get("system") == said)
        return list(islice(found, limit))

    def alike(self, most: int) -> list[list[Key]]:
        """Return groups of customers that share something."""
        shared: dict[tuple[str, ...], set[Key]] = {}
        for key, row in self._tables.records.items():
            body = json.loads(row.body) if key.kind == "customer" else {}
            if key.kind != "customer" or "canonical_id" in body:
                continue
            for phone in body.get("phones", ()):
                shared.setdefault(("phone", phone), set()).add(key)
            if "birth_on" in body:
                born = ("born", body["birth_on"], str(body.get("name")))
                shared.setdefault(born, set()).add(key)
        return sorted(sorted(keys) for keys in shared.values() if 1 < len(keys) <= most)

    def outcomes_of(self, tasks: Iterable[Key]) -> list[Key]:
        """Return the outcomes of these tasks."""
        index = self._tables.outcomes
        return [key for task in tasks for key in index.get((task.owner, task.id), ())]

    def _index(self, key: Key, before: Body, after: Body) -> None:
        self._move(self._tables.about, key, before.get("customer"), after.get("customer"))
        if key.kind == "outcome":
            self._move(self._tables.outcomes, key, before.get("task"), after.get("task"))

    def _move(
        self,
        index: dict[tuple[str, str], tuple[Key, ...]],
        key: Key,
        before: str | None,
        after: str | None,
    ) -> None:
        if before == after:
            return
        if before is not None:
            place = (key.owner, before)
            left = tuple(one for one in index[place] if one != key)
            self._journal.put(index, place, left)
        if after is not None:
            place = (key.owner, after)
            self._journal.put(index, place, (*index.get(place, ()), key))


class MemoryMembers:
    """See `storage.Members`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._tables = journal.tables

    def streams_of(self, subjects: Iterable[Key]) -> dict[Key, tuple[str, ...]]:
        """Return the streams of each subject."""
        there = self._tables.members
        return {key: there[key] for key in sorted(set(subjects)) if there.get(key)}

    def owners_of(self, subjects: Iterable[Entity]) -> dict[Entity, str]:
        """Return the owner of each subject that is in any stream."""
        there = self._tables.owners
        return {one: there[one][-1] for one in sorted(set(subjects)) if there.get(one)}

    def add(self, members: Iterable[tuple[Key, str]]) -> int:
        """Put subjects into streams."""
        fresh = 0
        for subject, stream in sorted(set(members)):
            inside = self._tables.members.get(subject, ())
            if stream in inside:
                continue
            fresh += 1
            self._put(subject, tuple(sorted((*inside, stream))))
        return fresh

    def remove(self, subject: Key, stream: str) -> bool:
        """Take a subject out of a stream."""
        inside = self._tables.members.get(subject, ())
        if stream not in inside:
            return False
        self._put(subject, tuple(one for one in inside if one != stream))
        return True

    def _put(self, subject: Key, inside: tuple[str, ...]) -> None:
        self._journal.put(self._tables.members, subject, inside)
        entity = (subject.kind, subject.id)
        owners = {*self._tables.owners.get(entity, ()), subject.owner}
        if not inside:
            owners.discard(subject.owner)
        self._journal.put(self._tables.owners, entity, tuple(sorted(owners)))


def _stored(row: RecordRow) -> Stored:
    return Stored(
        state=State(json.loads(row.body), json.loads(row.clocks)),
        rev=row.rev,
        h64=row.h64,
        review=dict(row.review),
        source=row.source,
    )
