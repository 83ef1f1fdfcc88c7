"""One person in two files: what staff said of it, and what HQ's people decide.

A decision is a word of HQ beside those of the staff (an `external_id` of the system `same_person`),
and for one person the staying file's id in the other's `canonical_id`. No record is rewritten and
none is moved: what each side entered stands under its own id, and tills read the files of a person
as one. So a decision is taken back by taking these two away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

import structlog

from sync import hlc
from sync.hub import changes, links, records
from sync.hub.acceptance import HQ_DEVICE
from sync.hub.errors import InputError
from sync.hub.likeness import Likely, Side, likely, side
from sync.hub.outside import Outside
from sync.hub.port.streams import Listing
from sync.hub.records import NOTHING, Change, Key, Stored
from sync.hub.storage import Storage, Transaction
from sync.merge import Body, State, apply
from sync.protocol.kinds import KINDS
from sync.protocol.ops import Fact, Set

_log: Final = structlog.get_logger("sync.hub")

SAME_PERSON: Final = Listing.SAME_PERSON.value
HQ: Final = "hq"
"""`how` a word of HQ was found."""
_CUSTOMER: Final = "customer"
_WORD: Final = "external_id"
_LINKED: Final = "linked"
_SAME: Final = 50
"""From this confidence on, of 100, a word says that it is one person."""
_PAGE: Final = 500
_HOPS_MAX: Final = 8
"""How often tills follow one file to the next."""
_ID_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody said of two files, `first` and `second`. `linked`: which files HQ showed to
    which streams for it.
    """

    key: Key
    first: str
    second: str
    is_same: bool
    at: int
    by: str
    is_hqs: bool
    linked: tuple[tuple[str, str], ...] = ()

    @property
    def pair(self) -> tuple[str, str]:
        """Return both files, whichever was named first."""
        first, second = sorted((self.first, self.second))
        return first, second


@dataclass(frozen=True, slots=True)
class Pair:
    """Two files that somebody said something of, oldest word first. `is_open`: HQ's people have
    not decided, or somebody said otherwise since.
    """

    first: Side
    second: Side
    words: tuple[Word, ...]
    is_open: bool


class Persons:
    """What HQ's people do about files that may be one person's."""

    def __init__(self, storage: Storage, outside: Outside) -> None:
        self._storage, self._outside = storage, outside

    def listed(self, *, open_only: bool = True) -> list[Pair]:
        """Return the pairs that something was said of, those said of longest ago first."""
        with self._storage.snapshot() as tx:
            found = [_pair(tx, words) for words in _by_pair(_words(tx)).values()]
        pairs = [one for one in found if one is not None and (one.is_open or not open_only)]
        return sorted(pairs, key=lambda one: one.words[0].at)

    def likely(self) -> list[Likely]:
        """Return the files that look like one person's, of all stores, the likeliest first. A phone
        alone is a household's. It goes through all files and stores nothing.
        """
        with self._storage.snapshot() as tx:
            decided = {word.pair for word in _words(tx) if word.is_hqs}
            return likely(tx, decided)

    def show(self, one: str, other: str) -> Pair:
        """Return two files side by side. Raise InputError when one of them is not here."""
        with self._storage.snapshot() as tx:
            words = _by_pair(_words(tx)).get((min(one, other), max(one, other)), [])
            sides = [side(tx, _customer(tx, name)) for name in sorted((one, other))]
        return Pair(sides[0], sides[1], tuple(words), _is_open(words))

    def join(self, gone: str, stays: str, *, by: str = HQ) -> bool:
        """Make the file `gone` one with `stays`, in every stream that either is in; False when it
        is so already. Raise InputError when it cannot be.
        """
        return self._decide("joined", partial(_join, gone=gone, stays=stays, by=by))

    def part(self, one: str, other: str, *, by: str = HQ) -> bool:
        """Say that two files are of two people; False when that is said. Raise InputError."""
        return self._decide("parted", partial(_part, one=one, other=other, by=by))

    def undo(self, one: str, other: str, *, by: str = HQ) -> None:
        """Take back what HQ said of two files: joined ones are two again, and a store that saw one
        of them for the other's sake only sees it no more. Raise InputError.
        """
        self._decide("undone", partial(_undo, one=one, other=other, by=by))

    def _decide(self, what: str, work: Callable[..., bool]) -> bool:
        def run(tx: Transaction) -> bool:
            # A transaction that is run again draws anew; the one that counts is committed once.
            drawn = self._outside.random_bytes(_ID_BYTES).hex()
            return work(tx, drawn=drawn, now_ms=self._outside.now_ms())

        done = self._storage.run(run)
        _log.info("files of one person", decided=what, changed=done)
        return done


def _join(tx: Transaction, *, gone: str, stays: str, by: str, drawn: str, now_ms: int) -> bool:
    words = _words(tx)
    keys = _locked(tx, words, gone, stays)
    stored = tx.records.read(keys)
    joined, root = _root(stored, _of(keys, gone)), _root(stored, _of(keys, stays))
    if joined == root:
        return False
    if joined != _of(keys, gone):
        raise InputError(f"{gone} is joined to {joined.id}; undo that, or join {joined.id}")
    for key in keys:
        body = stored[key].state.body
        if body.get("restricted") or body.get("withdrawn"):
            raise InputError(f"the file of customer {key.id} may not be used")
    streams = tx.members.streams_of(keys)
    every = sorted({stream for inside in streams.values() for stream in inside})
    missing = [(key, one) for one in every for key in keys if one not in streams.get(key, ())]
    word = _fact(joined.id, root.id, is_same=True, by=by, now_ms=now_ms)
    word[_LINKED] = [[key.id, stream] for key, stream in missing]
    inside = streams.get(joined, ())
    pointed = _pointed(joined, stored[joined], root.id, now_ms)
    change = Change(joined, stored[joined], pointed, inside)
    changes.write(tx, [change, _said(joined, drawn, word, inside, now_ms)])
    for key, stream in missing:
        links.link(tx, key, stream)
    return True


def _part(tx: Transaction, *, one: str, other: str, by: str, drawn: str, now_ms: int) -> bool:
    words = _words(tx)
    first, second = (_customer(tx, name) for name in sorted((one, other)))
    tx.records.lock((), besides=[first, second])
    held = _hqs(words, first.id, second.id)
    if held is not None:
        if held.is_same:
            raise InputError("HQ joined them; undo that first")
        return False
    word = _fact(first.id, second.id, is_same=False, by=by, now_ms=now_ms)
    inside = tx.members.streams_of([first]).get(first, ())
    changes.write(tx, [_said(first, drawn, word, inside, now_ms)])
    return True


def _undo(tx: Transaction, *, one: str, other: str, by: str, drawn: str, now_ms: int) -> bool:
    words = _words(tx)
    held = _hqs(words, one, other)
    if held is None:
        raise InputError("HQ decided nothing about these two")
    keys = _locked(tx, words, one, other)
    mine = {key.id for key in keys}
    later = [w for w in words if w.is_hqs and w.is_same and w.first in mine and w.at > held.at]
    if held.is_same and later:
        last = max(later, key=lambda w: w.at)
        raise InputError(f"{last.first} was joined to {last.second} since; undo that first")
    said = Key(held.key.owner, _CUSTOMER, held.first)
    word = {**_fact(held.first, held.second, is_same=held.is_same, by=by, now_ms=now_ms)}
    word["undoes"] = held.key.id
    inside = tx.members.streams_of([said]).get(said, ())
    written = [_said(said, drawn, word, inside, now_ms)]
    stored = tx.records.read([said]).get(said, NOTHING)
    if held.is_same and stored.state.body.get("canonical_id") == held.second:
        written.append(Change(said, stored, _pointed(said, stored, None, now_ms), inside))
    changes.write(tx, written)
    for name, stream in sorted(held.linked, key=lambda one: one[1]):
        links.unlink(tx, _of(keys, name), stream, now_ms=now_ms)
    return True


def _words(tx: Transaction) -> list[Word]:
    """Return every word that was not taken back, oldest first."""
    every: list[Word] = []
    undone: set[tuple[str, bool]] = set()
    after: Key | None = None
    while page := tx.records.listed(Listing.SAME_PERSON, after, _PAGE):
        after = page[-1][0]
        for key, one in page:
            body, is_hqs = one.state.body, _is_hqs(one.state)
            if body.get("undoes"):
                # Nobody else takes back what HQ decided.
                undone.add((str(body["undoes"]), is_hqs))
            elif body["entity_kind"] == _CUSTOMER:
                every.append(_word(key, body, is_hqs=is_hqs))
    standing = [one for one in every if (one.key.id, one.is_hqs) not in undone]
    return sorted(standing, key=lambda one: (one.at, one.key))


def _is_hqs(state: State) -> bool:
    """Tell whether HQ said it. What a body claims is its writer's; the stamp is checked."""
    stamp = hlc.parse(str(state.clocks["how"]))
    return state.body["how"] == HQ and stamp.device == HQ_DEVICE


def _word(key: Key, body: Body, *, is_hqs: bool) -> Word:
    linked = body[_LINKED] if is_hqs and _LINKED in body else ()
    return Word(
        key=key,
        first=body["entity"],
        second=body["value"],
        is_same=body.get("confidence_e2", 0) >= _SAME,
        at=body["at"],
        by=body["by"],
        is_hqs=is_hqs,
        linked=tuple((str(name), str(stream)) for name, stream in linked),
    )


def _by_pair(words: Iterable[Word]) -> dict[tuple[str, str], list[Word]]:
    found: dict[tuple[str, str], list[Word]] = {}
    for word in words:
        found.setdefault(word.pair, []).append(word)
    return found


def _is_open(words: Iterable[Word]) -> bool:
    """Tell whether HQ's people are asked: somebody says one person, or contradicts HQ since."""
    every = list(words)
    last = next((one for one in reversed(every) if one.is_hqs), None)
    if last is None:
        return any(one.is_same for one in every)
    return any(one.at > last.at and one.is_same is not last.is_same for one in every)


def _hqs(words: Iterable[Word], one: str, other: str) -> Word | None:
    """Return HQ's last word on two files."""
    pair = (min(one, other), max(one, other))
    said = [word for word in words if word.is_hqs and word.pair == pair]
    return said[-1] if said else None


def _pair(tx: Transaction, words: list[Word]) -> Pair | None:
    """Return a pair, None when one of the files is not here any more."""
    try:
        first, second = (side(tx, _customer(tx, name)) for name in words[0].pair)
    except InputError:
        return None
    return Pair(first, second, tuple(words), _is_open(words))


def _customer(tx: Transaction, customer: str) -> Key:
    owner = tx.members.owners_of([(_CUSTOMER, customer)]).get((_CUSTOMER, customer))
    key = Key(owner or "", _CUSTOMER, customer)
    if key not in tx.records.read([key]):
        raise InputError(f"no customer {customer}")
    return key


def _locked(tx: Transaction, words: Iterable[Word], one: str, other: str) -> list[Key]:
    """Return both files, and all that HQ joined to them, locked: who sees one sees them all."""
    names = {_customer(tx, one).id, _customer(tx, other).id}
    if len(names) == 1:
        raise InputError("it takes two files")
    joins = [word for word in words if word.is_hqs and word.is_same]
    while more := {n for w in joins if names & set(w.pair) for n in w.pair} - names:
        names |= more
    keys = sorted(_customer(tx, name) for name in names)
    tx.records.lock((), besides=keys)
    return keys


def _of(keys: Iterable[Key], name: str) -> Key:
    return next(key for key in keys if key.id == name)


def _root(stored: Mapping[Key, Stored], key: Key) -> Key:
    """Return the file that a file leads to."""
    by_id = {one.id: one for one in stored}
    for _ in range(_HOPS_MAX):
        following = stored[key].state.body.get("canonical_id")
        if following is None:
            return key
        if following not in by_id:
            raise InputError(f"{key.id} is joined to {following} by a load; settle it there")
        key = by_id[following]
    raise InputError(f"{key.id} was joined too often")


def _fact(first: str, second: str, *, is_same: bool, by: str, now_ms: int) -> Body:
    return {
        "entity_kind": _CUSTOMER,
        "entity": first,
        "system": SAME_PERSON,
        "value": second,
        "how": HQ,
        "confidence_e2": 100 if is_same else 0,
        "customer": first,
        "at": now_ms,
        "by": by,
    }


def _said(customer: Key, drawn: str, body: Body, inside: tuple[str, ...], now_ms: int) -> Change:
    """Return HQ's word as a record about the customer."""
    key = Key(customer.owner, _WORD, drawn)
    stamp = str(hlc.tick(None, now_ms=now_ms, device=HQ_DEVICE))
    state = apply(KINDS[_WORD], State(), Fact(body), stamp=stamp, by_hq=True).state
    return Change(key, NOTHING, records.next_rev(key, NOTHING, state), inside)


def _pointed(key: Key, before: Stored, to: str | None, now_ms: int) -> Stored:
    """Return a file that leads to another, or to none."""
    stamps: Iterator[str] = (one for one in before.state.clocks.values() if isinstance(one, str))
    last = max(stamps, default=None)
    held = hlc.parse(last) if last else None
    stamp = str(hlc.tick(held, now_ms=now_ms, device=HQ_DEVICE))
    fields = Set({"canonical_id": to})
    state = apply(KINDS[_CUSTOMER], before.state, fields, stamp=stamp, by_hq=True).state
    return records.next_rev(key, before, state)
