"""Judging a group: may this person at this till write this, and what are the records then. No I/O.

A group is worked out on copies and taken over whole or not at all, before anything of it is
written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import ValidationError

from sync import hlc
from sync.hub import records
from sync.hub.desk import Desk, LinkWord
from sync.hub.op_log import Arrived, Judged, LinkedOp
from sync.hub.records import Entity, Key
from sync.merge import Applied, AuthorityError, State, apply
from sync.protocol.canonical import NotCanonicalError
from sync.protocol.cycle import VerdictState
from sync.protocol.kinds import KINDS, Kind, Policy
from sync.protocol.ops import Fact, Op, OpBody, OpFormError, Set, from_wire

MERGED: Final = "MERGED"
CLOCK_FUTURE: Final = "CLOCK_FUTURE"
KIND_UNKNOWN: Final = "KIND_UNKNOWN"
KIND_IS_HQS: Final = "KIND_IS_HQS"
WAITS: Final = "WAITS"
BODY_INVALID: Final = "BODY_INVALID"
SUBJECT_NOT_VISIBLE: Final = "SUBJECT_NOT_VISIBLE"
SUBJECT_FIXED: Final = "SUBJECT_FIXED"
ACTOR_UNKNOWN: Final = "ACTOR_UNKNOWN"
ACTOR_INACTIVE: Final = "ACTOR_INACTIVE"
ROLE_NOT_ALLOWED: Final = "ROLE_NOT_ALLOWED"
ERASED: Final = "ERASED"
WITHHELD: Final = "WITHHELD"

LINK_QUOTA: Final = "LINK_QUOTA"

LINK: Final = "link"
RESOLUTION: Final = "resolution"

RECORD_BYTES_MAX: Final = 256 * 1024
"""Greatest size of a record a till may make, with its clocks: far beyond what a person writes, and
every record has to fit into an answer, or the store's tills would get nothing behind it.
"""


class _RefusedOpError(ValueError):
    """The group cannot be applied."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class _Trial:
    """The records of one group, being worked out."""

    desk: Desk
    states: dict[Key, State] = field(default_factory=dict)
    homes: dict[Entity, str] = field(default_factory=dict)
    review: dict[Key, set[str]] = field(default_factory=dict)
    lines: dict[Key, bytes] = field(default_factory=dict)
    linked: list[Key] = field(default_factory=list)
    merged: bool = False
    future: bool = False
    inactive: bool = False
    erased: bool = False

    def state(self, key: Key) -> State:
        return self.states.get(key) or self.desk.now(key).state

    def home(self, entity: Entity) -> str | None:
        return self.homes.get(entity) or self.desk.homes.get(entity)

    @property
    def code(self) -> str | None:
        """Return what is to be said of a group that is applied as it is."""
        said = (
            (self.future, CLOCK_FUTURE), (self.inactive, ACTOR_INACTIVE), (self.erased, ERASED),
        )  # fmt: skip
        return next((code for holds, code in said if holds), None)


def judge(desk: Desk, group: Arrived) -> Judged:
    """Return the verdict on `group`, and take its records over when it is applied."""
    if any(item.op.w for item in group.ops):
        return Judged(group, VerdictState.QUARANTINED, WITHHELD)
    if any(word.code == LINK_QUOTA for word in _link_words(desk, group)):
        # At once: what waits is not counted again when it is let go.
        return Judged(group, VerdictState.QUARANTINED, LINK_QUOTA)
    entities = {(item.op.k, item.op.id) for item in group.ops if not item.op.erased}
    if entities & desk.blocked:
        return Judged(group, VerdictState.HELD, WAITS)
    if any(kind not in KINDS for kind, _ in entities):
        return Judged(group, VerdictState.HELD, KIND_UNKNOWN)
    return _try(desk, group)


def _link_words(desk: Desk, group: Arrived) -> list[LinkWord]:
    """Return the words on the requests in a group to be shown a customer."""
    named = [(item.op.n, item.op.hlc) for item in group.ops if item.op.k == LINK]
    return [desk.links[name] for name in named if name in desk.links]


def is_plain(judged: Judged) -> bool:
    """Tell whether there is nothing to say of a group but that it was applied."""
    return (judged.state, judged.code) == (VerdictState.APPLIED, None)


def _try(desk: Desk, group: Arrived) -> Judged:
    trial = _Trial(desk)
    try:
        for item in group.ops:
            if item.op.erased:
                trial.erased = True
            else:
                _step(trial, item)
        for key in trial.states:
            _check(trial, key)
    except _WaitsError:
        return Judged(group, VerdictState.HELD, WAITS)
    except (_RefusedOpError, AuthorityError, OpFormError, NotCanonicalError) as error:
        return Judged(group, VerdictState.QUARANTINED, error.code)
    if trial.merged:
        judged = Judged(group, VerdictState.MERGED, MERGED)
    else:
        judged = Judged(group, VerdictState.APPLIED, trial.code)
    _take_over(trial, judged)
    return judged


class _WaitsError(ValueError):
    """What the group refers to is in another group that waits."""


def _step(trial: _Trial, item: LinkedOp) -> None:
    """Apply one op to the trial's copies."""
    op, kind = item.op, KINDS[item.op.k]
    _authorise(trial, kind, op)
    body = from_wire(op.b)
    key = _key(trial, kind, op, body)
    state = trial.state(key)
    stamp = _stamp(trial, op, body, state)
    body = _unsaid(trial, kind, key, body)
    for part, seen in _by_sight(trial, kind, key, op, body):
        applied = apply(kind, state, part, stamp=stamp, seen_present=seen)
        trial.merged |= bool(applied.conflicts)
        _note_review(trial, kind, key, part, applied)
        state = applied.state
    trial.states[key] = state


def _authorise(trial: _Trial, kind: Kind, op: Op) -> None:
    """Raise unless whoever acted may make ops of this kind. Work of somebody who has left since is
    taken: it may have been done offline before.
    """
    if kind.writer != "store":
        raise _RefusedOpError(KIND_IS_HQS)
    actor = trial.desk.actor(op.actor)
    if actor is None:
        raise _RefusedOpError(ACTOR_UNKNOWN)
    if actor.role not in kind.roles:
        raise _RefusedOpError(ROLE_NOT_ALLOWED)
    trial.inactive |= not actor.active
    if kind.name == LINK:
        word = trial.desk.links.get((op.n, op.hlc))
        if word is not None and word.code is not None:
            raise _RefusedOpError(word.code)
        if word is not None and word.subject is not None:
            trial.linked.append(word.subject)


def _unsaid(trial: _Trial, kind: Kind, key: Key, body: OpBody) -> OpBody:
    """Return `body` without what HQ was told before: a fact stays as it came, whatever an older
    stamp claims, for a stamp is only its till's word. Nor does anybody say later what it left out,
    as that it takes another one back; only what this program knows nothing of may be added.
    """
    present = trial.desk.now(key)
    if not (isinstance(body, Fact) and kind.fact and present.rev):
        return body
    told = present.state.clocks.keys() | kind.merge.keys()
    held = {name for name in body.fields.keys() & told if kind.policy(name) is Policy.FIRST_WRITER}
    trial.merged |= any(body.fields[name] != present.state.body.get(name) for name in held)
    return Fact({name: value for name, value in body.fields.items() if name not in held})


def _key(trial: _Trial, kind: Kind, op: Op, body: OpBody) -> Key:
    """Return which record the op writes. A new one is its customer's owner's."""
    entity = (op.k, op.id)
    home = trial.home(entity)
    if home is not None:
        return Key(home, *entity)
    home = _home_of_new(trial, kind, op.id, body.fields if isinstance(body, Set | Fact) else {})
    key = Key(home, *entity)
    # A record of that owner which this till does not see is not its to write.
    if kind.stream == "store" and trial.desk.now(key).rev:
        raise _RefusedOpError(SUBJECT_NOT_VISIBLE)
    trial.homes[entity] = home
    return key


def _home_of_new(trial: _Trial, kind: Kind, record_id: str, fields: dict[str, Any]) -> str:
    subject = records.subject_of(kind, record_id, fields)
    if subject == (kind.name, record_id):
        return trial.desk.store
    home = trial.home(subject)
    if home is not None:
        return home
    if subject in trial.desk.blocked:
        raise _WaitsError
    raise _RefusedOpError(SUBJECT_NOT_VISIBLE)


def _stamp(trial: _Trial, op: Op, body: OpBody, state: State) -> str:
    """Return the stamp that orders the op.

    A clock far ahead would win every field until that time comes: its stamps count as made when
    they arrived, in the order of the ops, and after what the till itself set before. Elements of
    sets keep theirs, which there is a name and orders nothing: a removal has to find what it
    removes.
    """
    device = op.hlc[-hlc.DEVICE_ID_LENGTH :]
    if not trial.desk.may_stamp(device):
        raise OpFormError  # Nobody speaks for another device: a stamp also says whose change it is.
    if hlc.ms_of(op.hlc) <= trial.desk.now_ms + hlc.MAX_AHEAD_MS:
        return op.hlc
    trial.future = True
    if not isinstance(body, Set | Fact):
        return op.hlc
    clamped = hlc.Hlc(trial.desk.now_ms, op.n & 0xFFFF, device)
    held = [state.clocks[name] for name in body.fields if name in state.clocks]
    own = [
        one
        for one in held
        if isinstance(one, str) and trial.desk.may_stamp(one[-hlc.DEVICE_ID_LENGTH :])
    ]
    last = hlc.parse(max(own)) if own else None
    if last is None or last < clamped:
        return str(clamped)
    return str(hlc.tick(last, now_ms=trial.desk.now_ms, device=device))


def _by_sight(
    trial: _Trial, kind: Kind, key: Key, op: Op, body: OpBody
) -> list[tuple[OpBody, bool]]:
    """Return the op in parts by whether its author had seen what it overwrites.

    That matters for identity fields only. The author has seen a field whose last change is not
    after the revision it started from, or was its own.
    """
    if not isinstance(body, Set):
        return [(body, True)]
    stored, clocks = trial.desk.now(key), trial.state(key).clocks
    unseen = {
        name: value
        for name, value in body.fields.items()
        if kind.policy(name) is Policy.REVIEW
        and stored.review.get(name, 0) > op.base
        and not trial.desk.may_stamp(clocks.get(name, "")[-hlc.DEVICE_ID_LENGTH :])
    }
    seen = {name: value for name, value in body.fields.items() if name not in unseen}
    parts: list[tuple[OpBody, bool]] = [(Set(seen), True)] if seen else []
    return [*parts, (Set(unseen), False)] if unseen else parts


def _note_review(trial: _Trial, kind: Kind, key: Key, part: OpBody, applied: Applied) -> None:
    if isinstance(part, Set):
        names = {name for name in part.fields if kind.policy(name) is Policy.REVIEW}
        trial.review.setdefault(key, set()).update(names - set(applied.conflicts))


def _check(trial: _Trial, key: Key) -> None:
    """Raise unless the record may be as the group leaves it."""
    kind, state = KINDS[key.kind], trial.states[key]
    try:
        kind.body.model_validate(state.body)
    except ValidationError:
        raise _RefusedOpError(BODY_INVALID) from None
    before = trial.desk.now(key)
    line = trial.lines[key] = records.line_of(key, before.rev + 1, state)
    if len(line) > RECORD_BYTES_MAX:
        raise _RefusedOpError(BODY_INVALID)
    subject = records.subject_of(kind, key.id, state.body)
    if before.rev and subject != records.subject_of(kind, key.id, before.state.body):
        raise _RefusedOpError(SUBJECT_FIXED)
    if before.rev:
        return  # It is in the till's stream, and so is its customer.
    if subject != (kind.name, key.id) and trial.home(subject) != key.owner:
        raise _RefusedOpError(SUBJECT_NOT_VISIBLE)


def _take_over(trial: _Trial, judged: Judged) -> None:
    desk = trial.desk
    desk.homes.update(trial.homes)
    desk.linked += trial.linked
    first: dict[Entity, int] = {}
    for item in judged.group.ops:
        first.setdefault((item.op.k, item.op.id), item.op.n)
    for key, state in trial.states.items():
        before = desk.now(key)
        if not before.rev and is_plain(judged):
            desk.created[key.kind, key.id] = first[key.kind, key.id]
        line = desk.lines[key] = trial.lines[key]
        review = {**before.review, **dict.fromkeys(trial.review.get(key, ()), before.rev + 1)}
        desk.touched[key] = records.next_rev(key, before, state, line=line, review=review)
