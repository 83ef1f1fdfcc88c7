"""PINs of staff. Their hashes lie in this till's encrypted database and nowhere else: they are no
record, no op carries one, and HQ never hears of them.

A try is counted before it is looked at, so ending the program in between gains nothing. How long
somebody has to wait goes by a clock that nobody can set, from the last wrong try or from the start
of the program: then the whole wait begins anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Final, Protocol, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from local_store.unit_of_work import UnitOfWork
from terminal.domain import pin
from terminal.domain.identifiers import CodeKind
from terminal.domain.problems import Refusal
from terminal.domain.staff import Role, Staff
from terminal.services import counter, session
from terminal.services.session import SignedIn
from terminal.services.work import Work

T = TypeVar("T")

_META: Final = "pin:"
_HASH: Final = "hash"
_FAILURES: Final = "failures"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may sign in here. `has_pin`: they have chosen one at this till."""

    staff: Staff
    has_pin: bool

    @property
    def is_manager(self) -> bool:
        """Tell whether they may let others choose a new PIN."""
        return self.staff.role == Role.MANAGER


@dataclass(frozen=True, slots=True)
class Proven:
    """That somebody typed their own PIN."""

    staff: str


class Write(Protocol):
    """Runs work on the store thread, as the program itself."""

    def __call__(self, work: Work[T]) -> Future[T]:
        """Return at once."""


def people(uow: UnitOfWork) -> tuple[Person, ...]:
    """Return everybody at work here, by name."""
    return tuple(Person(one, _record(uow, one.id) is not None) for one in uow.staff.active())


def badge(uow: UnitOfWork, *, payload: str, symbology: str | None = None) -> Staff | None:
    """Return whose badge was scanned, None for every other code. Nothing else is looked up, so
    nobody's card is opened by it.
    """
    code = counter.meaning(uow, payload, symbology=symbology)
    return uow.staff.by_badge(code.value) if code.kind is CodeKind.BADGE else None


def forget(uow: UnitOfWork, *, staff_id: str) -> Refusal | None:
    """Let somebody choose a new PIN at their next sign-in, for whoever may work on this machine's
    account. Audited.
    """
    if uow.staff.get(staff_id) is None:
        return Refusal("STAFF_NOT_HERE")
    uow.meta.set(_META + staff_id, None)
    uow.audit("staff.pin_reset", entity_kind="staff", entity=staff_id)
    return None


class Pins:
    """Sets and checks PINs. For one thread that may wait: hashing takes a tenth of a second.

    `elapsed_ms` never jumps and counts while the machine sleeps.
    """

    def __init__(
        self,
        write: Write,
        elapsed_ms: Callable[[], int],
        hasher: PasswordHasher | None = None,
    ) -> None:
        self._write, self._elapsed_ms = write, elapsed_ms
        self._hasher = hasher or PasswordHasher()
        self._wrong_at: dict[str, int] = {}
        self._started = elapsed_ms()

    def sign_in(self, staff_id: str, typed: str) -> SignedIn | Refusal:
        """Return the session of whoever types their own PIN."""
        proven = self.prove(staff_id, typed)
        if isinstance(proven, Refusal):
            return proven
        return self._write(partial(session.sign_in, staff_id=staff_id)).result()

    def prove(self, staff_id: str, typed: str) -> Proven | Refusal:
        """Say whether this is somebody's PIN. PIN_WRONG, PIN_WAIT, PIN_NOT_CHOSEN, STAFF_NOT_HERE,
        and PIN_NOT_SIX for what has not even its form, which counts as no try.
        """
        plain = pin.read(typed)
        if not pin.is_whole(plain):
            return Refusal("PIN_NOT_SIX")
        begun = self._write(partial(self._begin, staff_id)).result()
        if isinstance(begun, Refusal):
            return begun
        if not self._is_right(begun, plain):
            return self._wrong(staff_id)
        self._write(partial(_succeed, staff_id)).result()
        self._wrong_at.pop(staff_id, None)
        return Proven(staff_id)

    def choose(self, staff_id: str, typed: str) -> SignedIn | Refusal:
        """Give somebody who has none the PIN they typed, and sign them in."""
        plain = pin.read(typed)
        staff = self._write(partial(_one_without, staff_id)).result()
        if isinstance(staff, Refusal):
            return staff
        if (weak := pin.weakness(plain, staff.badge)) is not None:
            return weak
        return self._write(partial(_keep, staff_id, self._hasher.hash(plain))).result()

    def reset(self, manager_id: str, typed: str, staff_id: str) -> Proven | Refusal:
        """Let somebody choose a new PIN, by the PIN of a manager other than themselves."""
        allowed = self._write(partial(_may_reset, manager_id, staff_id)).result()
        if isinstance(allowed, Refusal):
            return allowed
        proven = self.prove(manager_id, typed)
        if isinstance(proven, Proven):
            self._write(partial(_forget_by, manager_id, staff_id)).result()
            self._wrong_at.pop(staff_id, None)
        return proven

    def _begin(self, staff_id: str, uow: UnitOfWork) -> str | Refusal:
        staff = uow.staff.get(staff_id)
        if staff is None or not staff.active:
            return Refusal("STAFF_NOT_HERE")
        kept = _record(uow, staff_id)
        if kept is None:
            return Refusal("PIN_NOT_CHOSEN")
        failures = int(kept[_FAILURES])
        if left := self._left_s(staff_id, failures):
            return Refusal("PIN_WAIT", {"seconds": str(left)})
        _write_record(uow, staff_id, str(kept[_HASH]), failures + 1)
        return str(kept[_HASH])

    def _wrong(self, staff_id: str) -> Refusal:
        self._wrong_at[staff_id] = self._elapsed_ms()
        failures = self._write(partial(_fail, staff_id)).result()
        wait = pin.wait_s(failures)
        return Refusal("PIN_WAIT", {"seconds": str(wait)}) if wait else Refusal("PIN_WRONG")

    def _left_s(self, staff_id: str, failures: int) -> int:
        since = self._elapsed_ms() - self._wrong_at.get(staff_id, self._started)
        return max(-(-(pin.wait_s(failures) * 1000 - since) // 1000), 0)

    def _is_right(self, kept: str, typed: str) -> bool:
        try:
            return self._hasher.verify(kept, typed)
        except (Argon2Error, InvalidHashError):
            return False


class PinThread:
    """Runs what is asked of the PINs one after another, on a thread of its own."""

    def __init__(self, pins: Pins) -> None:
        self._pins = pins
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="pin")

    def submit(self, job: Callable[[Pins], T]) -> Future[T]:
        """Start a job, such as `lambda pins: pins.sign_in(staff, typed)`, and return at once."""
        return self._executor.submit(job, self._pins)

    def close(self) -> None:
        """Take no more jobs, and wait for the one under way. The store must still be open."""
        self._executor.shutdown(wait=True, cancel_futures=True)


def _record(uow: UnitOfWork, staff_id: str) -> dict[str, str | int] | None:
    text = uow.meta.get(_META + staff_id)
    return None if text is None else dict(json.loads(text))


def _write_record(uow: UnitOfWork, staff_id: str, kept: str, failures: int) -> None:
    uow.meta.set(_META + staff_id, json.dumps({_HASH: kept, _FAILURES: failures}))


def _succeed(staff_id: str, uow: UnitOfWork) -> None:
    if (kept := _record(uow, staff_id)) is not None:
        _write_record(uow, staff_id, str(kept[_HASH]), 0)


def _fail(staff_id: str, uow: UnitOfWork) -> int:
    """Note a wrong try for HQ, and return how many there were; it was counted before."""
    uow.audit("staff.pin_wrong", entity_kind="staff", entity=staff_id)
    kept = _record(uow, staff_id)
    return 0 if kept is None else int(kept[_FAILURES])


def _one_without(staff_id: str, uow: UnitOfWork) -> Staff | Refusal:
    staff = uow.staff.get(staff_id)
    if staff is None or not staff.active:
        return Refusal("STAFF_NOT_HERE")
    return staff if _record(uow, staff_id) is None else Refusal("PIN_CHOSEN_BEFORE")


def _keep(staff_id: str, hashed: str, uow: UnitOfWork) -> SignedIn | Refusal:
    again = _one_without(staff_id, uow)
    if isinstance(again, Refusal):
        return again
    _write_record(uow, staff_id, hashed, 0)
    uow.audit("staff.pin_chosen", entity_kind="staff", entity=staff_id)
    return session.sign_in(uow, staff_id=staff_id)


def _may_reset(manager_id: str, staff_id: str, uow: UnitOfWork) -> Refusal | None:
    manager, staff = uow.staff.get(manager_id), uow.staff.get(staff_id)
    if manager is None or not manager.active or manager.role != Role.MANAGER:
        return Refusal("PIN_NO_MANAGER")
    if staff is None or not staff.active or manager_id == staff_id:
        return Refusal("STAFF_NOT_HERE")
    return None


def _forget_by(manager_id: str, staff_id: str, uow: UnitOfWork) -> None:
    uow.meta.set(_META + staff_id, None)
    facts = {"manager": manager_id}
    uow.audit("staff.pin_reset", entity_kind="staff", entity=staff_id, facts=facts)
