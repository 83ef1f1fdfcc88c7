"""Answers held against the version of the form they were given under.

The till checks at each edit; HQ again, for a till of another build, a fault or a changed store.
What is wrong is told to HQ's people and nothing is refused: what a customer said is kept as it
came, and shows at the tills as before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sync.hub.port.office import Version
from sync.hub.port.streams import Listing
from sync.hub.records import Change, Key
from sync.hub.storage import Storage, Transaction
from sync.merge import Body
from terminal.domain import proxy
from terminal.domain.errors import DomainError
from terminal.domain.forms import checking
from terminal.domain.forms.content import form_from_content
from terminal.domain.forms.model import Form
from terminal.domain.forms.response import ResponseUnreadableError, from_items

RESPONSE: Final = "response"
_FORM: Final = "form"

RESPONSE_WRONG: Final = "RESPONSE_WRONG"
"""The alert about a till whose answers do not fit their form."""
VERSION_UNKNOWN: Final = "FORM_VERSION_UNKNOWN"
"""HQ does not have that version of the form, so nobody can tell."""
FORM_UNUSABLE: Final = "FORM_UNUSABLE"

_PAGE: Final = 500
# What a body may hold is not ours to choose, and no answer may end the thread that judges.
_ODD: Final = (DomainError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where: link ids from the outermost group inwards, "" for the whole."""

    place: str
    code: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """Answers that do not fit. Whose they are and what they say is not told here."""

    key: Key
    form: str
    version: int
    at: int
    faults: tuple[Fault, ...]

    @property
    def is_checked(self) -> bool:
        """Tell whether they were held against their form at all."""
        return all(one.code not in (VERSION_UNKNOWN, FORM_UNUSABLE) for one in self.faults)


def keep_versions(tx: Transaction, changes: Iterable[Change]) -> None:
    """Keep the versions of forms among what was loaded: a newer one takes their place."""
    loaded = {
        Version(_FORM, one.key.id, one.after.state.body["version"]): one.after.state.body
        for one in changes
        if one.key.kind == _FORM
    }
    if loaded:
        tx.past.keep(loaded)


def tell(tx: Transaction, keys: Sequence[Key], *, now_ms: int) -> None:
    """Raise an alert about each till among whose answers are wrong ones."""
    stored = tx.records.read(keys)
    bodies = {key: one.state.body for key, one in stored.items()}
    wrong = [one.key for one in _wrong(tx, bodies) if one.is_checked]
    arrivals = tx.counted.arrivals(wrong)
    for name in sorted({one.device for one in arrivals.values()}):
        device = tx.devices.find(name)
        if device is not None:
            tx.alerts.add(device, RESPONSE_WRONG, now_ms=now_ms)


def wrong_answers(storage: Storage) -> list[Wrong]:
    """Return all answers that do not fit their form, by key. Those that were taken back since are
    left out.
    """
    found: list[Wrong] = []
    replaced: set[str] = set()
    with storage.snapshot() as tx:
        after: Key | None = None
        while page := tx.records.listed(Listing.RESPONSES, after, _PAGE):
            bodies = {key: one.state.body for key, one in page}
            replaced |= {
                str(body["supersedes"]) for body in bodies.values() if "supersedes" in body
            }
            found += _wrong(tx, bodies)
            after = page[-1][0]
    return [one for one in found if one.key.id not in replaced]


def _wrong(tx: Transaction, bodies: Mapping[Key, Body]) -> Iterator[Wrong]:
    # What takes others back says nothing, and who bought for somebody answered no form of HQ's.
    said = {key: b for key, b in bodies.items() if b["items"] and b["form"] != proxy.FORM}
    versions = {key: Version(_FORM, b["form"], b["form_version"]) for key, b in said.items()}
    known = tx.past.find(set(versions.values()))
    forms = {version: _form(version, body) for version, body in known.items()}
    for key, body in said.items():
        version = versions[key]
        faults = _faults(forms.get(version), body["items"], is_known=version in forms)
        if faults:
            yield Wrong(key, version.id, version.version, body["at"], faults)


def _form(version: Version, body: Body) -> Form | None:
    try:
        return form_from_content(version.id, version.version, body["content"])
    except _ODD:
        return None


def _faults(form: Form | None, items: Mapping[str, Any], *, is_known: bool) -> tuple[Fault, ...]:
    if form is None:
        return (Fault("", FORM_UNUSABLE if is_known else VERSION_UNKNOWN),)
    try:
        found = checking.check(form, from_items(items))
    except (*_ODD, RecursionError):
        return (Fault("", ResponseUnreadableError.code),)
    return tuple(Fault("/".join(link for link, _ in one.path), one.code) for one in found)
