"""PINs on the real store: chosen, proven, slowed down, forgotten, and never seen anywhere else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from argon2 import PasswordHasher

from terminal.domain.problems import Refusal
from terminal.domain.staff import Role
from terminal.services import pins
from terminal.services.pins import Person, Pins, PinThread, Proven
from terminal.services.session import SignedIn
from tests.builders import TestStore, a_staff
from tests.integration.services.conftest import Shop
from tests.integration.services.shop import audited, everything, rows

RIGHT: Final = "204816"
OTHER: Final = "739164"
WRONG: Final = "739165"
QUICK: Final = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
MANAGER: Final = ("staff", "staff-3", a_staff(name="合成店长", role="manager", badge="B003"))


class Elapsed:
    """A clock that nobody can set: milliseconds since some moment."""

    def __init__(self) -> None:
        self.ms = 5_000_000

    def __call__(self) -> int:
        return self.ms


@pytest.fixture
def elapsed() -> Elapsed:
    return Elapsed()


def at(till: TestStore, elapsed: Callable[[], int]) -> Pins:
    """Return the PINs of a program that starts now."""
    return Pins(till.store.run, elapsed, QUICK)


@pytest.fixture
def desk(till: TestStore, elapsed: Elapsed) -> Pins:
    return at(till, elapsed)


@pytest.fixture
def managed(shop: Shop, elapsed: Elapsed) -> tuple[TestStore, Pins]:
    made = shop(MANAGER)[0]
    return made, at(made, elapsed)


def slip(desk: Pins, times: int) -> list[str]:
    codes = []
    for _ in range(times):
        done = desk.prove("staff-1", WRONG)
        assert isinstance(done, Refusal)
        codes.append(done.code)
    return codes


def test_the_first_sign_in_chooses_the_pin_that_later_ones_need(
    till: TestStore, desk: Pins
) -> None:
    first = desk.choose("staff-1", RIGHT)
    assert isinstance(first, SignedIn)
    assert ("staff-1", Role.PHARMACIST) == (first.session.actor, first.session.role)
    assert Refusal("PIN_WRONG") == desk.sign_in("staff-1", WRONG)
    assert first == desk.sign_in("staff-1", RIGHT)
    assert [
        ("staff.pin_chosen", "staff-1"),
        ("staff.signed_in", "staff-1"),
        ("staff.pin_wrong", "staff-1"),
        ("staff.signed_in", "staff-1"),
    ] == audited(till)


def test_who_has_a_pin_cannot_be_given_another_by_whoever_comes_along(desk: Pins) -> None:
    desk.choose("staff-1", RIGHT)
    assert Refusal("PIN_CHOSEN_BEFORE") == desk.choose("staff-1", OTHER)
    assert Proven("staff-1") == desk.prove("staff-1", RIGHT)


@pytest.mark.parametrize("staff", ["staff-9", "staff-404"])
def test_who_left_or_was_never_here_has_no_pin(desk: Pins, staff: str) -> None:
    assert Refusal("STAFF_NOT_HERE") == desk.choose(staff, RIGHT)
    assert Refusal("STAFF_NOT_HERE") == desk.sign_in(staff, RIGHT)


def test_a_weak_pin_is_refused_and_none_is_kept(till: TestStore, desk: Pins) -> None:
    assert Refusal("PIN_IS_DATE") == desk.choose("staff-1", "850312")
    assert Refusal("PIN_NOT_CHOSEN") == desk.sign_in("staff-1", "850312")
    assert [] == rows(till, "SELECT k FROM meta WHERE k LIKE 'pin:%'")


def test_wrong_ones_slow_down_and_a_right_one_ends_it(desk: Pins, elapsed: Elapsed) -> None:
    desk.choose("staff-1", RIGHT)
    assert ["PIN_WRONG", "PIN_WRONG", "PIN_WAIT"] == slip(desk, 3)
    assert Refusal("PIN_WAIT", {"seconds": "5"}) == desk.prove("staff-1", RIGHT)
    elapsed.ms += 4_999
    assert Refusal("PIN_WAIT", {"seconds": "1"}) == desk.prove("staff-1", RIGHT)
    elapsed.ms += 1
    assert Proven("staff-1") == desk.prove("staff-1", RIGHT)
    assert ["PIN_WRONG", "PIN_WRONG", "PIN_WAIT"] == slip(desk, 3)


def test_neither_a_restart_nor_a_clock_set_either_way_shortens_the_wait(
    till: TestStore, desk: Pins, elapsed: Elapsed
) -> None:
    desk.choose("staff-1", RIGHT)
    slip(desk, 3)
    for days in (-3, 3):
        till.clock.ms += days * 86_400_000
        elapsed.ms += 1_000
        again = at(till, elapsed)
        assert Refusal("PIN_WAIT", {"seconds": "5"}) == again.prove("staff-1", RIGHT)


def test_a_try_is_counted_before_it_is_looked_at(
    till: TestStore, desk: Pins, elapsed: Elapsed
) -> None:
    desk.choose("staff-1", RIGHT)

    class Killed(Pins):
        def _is_right(self, kept: str, typed: str) -> bool:
            raise InterruptedError

    for _ in range(3):
        with pytest.raises(InterruptedError):
            Killed(till.store.run, elapsed, QUICK).prove("staff-1", WRONG)
    assert Refusal("PIN_WAIT", {"seconds": "5"}) == at(till, elapsed).prove("staff-1", RIGHT)


def test_half_a_pin_is_no_try(desk: Pins) -> None:
    desk.choose("staff-1", RIGHT)
    for typed in ("", "20481", "2048166", "BG0018"):
        assert Refusal("PIN_NOT_SIX") == desk.prove("staff-1", typed)
    assert ["PIN_WRONG"] == slip(desk, 1)


def test_one_persons_slips_do_not_slow_another(desk: Pins) -> None:
    desk.choose("staff-1", RIGHT)
    desk.choose("staff-2", OTHER)
    slip(desk, 3)
    assert Proven("staff-2") == desk.prove("staff-2", OTHER)


def test_a_manager_lets_somebody_choose_anew(managed: tuple[TestStore, Pins]) -> None:
    till, desk = managed
    desk.choose("staff-1", RIGHT)
    desk.choose("staff-3", OTHER)
    slip(desk, 3)
    assert Refusal("PIN_WRONG") == desk.reset("staff-3", RIGHT, "staff-1")
    assert Proven("staff-3") == desk.reset("staff-3", OTHER, "staff-1")
    assert isinstance(desk.choose("staff-1", "660318"), Refusal)  # A date: still looked at.
    assert isinstance(desk.choose("staff-1", "918273"), SignedIn)
    assert ("staff.pin_reset", "staff-1") in audited(till)


@pytest.mark.parametrize(("manager", "staff"), [("staff-2", "staff-1"), ("staff-3", "staff-3")])
def test_nobody_else_can_not_even_a_manager_their_own(
    managed: tuple[TestStore, Pins], manager: str, staff: str
) -> None:
    _, desk = managed
    desk.choose("staff-2", RIGHT)
    desk.choose("staff-3", RIGHT)
    done = desk.reset(manager, RIGHT, staff)
    assert isinstance(done, Refusal)
    assert done.code in ("PIN_NO_MANAGER", "STAFF_NOT_HERE")


def test_whoever_keeps_the_machine_can_have_a_pin_forgotten(till: TestStore, desk: Pins) -> None:
    desk.choose("staff-1", RIGHT)
    assert None is till.run(lambda uow: pins.forget(uow, staff_id="staff-1"), None)
    assert isinstance(desk.choose("staff-1", OTHER), SignedIn)
    gone = till.run(lambda uow: pins.forget(uow, staff_id="nobody"), None)
    assert Refusal("STAFF_NOT_HERE") == gone


def test_the_lock_knows_who_works_here_and_who_has_a_pin(till: TestStore, desk: Pins) -> None:
    desk.choose("staff-2", RIGHT)
    found: tuple[Person, ...] = till.read(pins.people)
    assert {"staff-1": False, "staff-2": True} == {one.staff.id: one.has_pin for one in found}


def test_a_pin_and_its_hash_are_in_no_op_and_in_no_log(
    till: TestStore, desk: Pins, expected_logs: object, caplog: pytest.LogCaptureFixture
) -> None:
    desk.choose("staff-1", RIGHT)
    slip(desk, 2)
    sent = "\n".join(str(row) for row in rows(till, "SELECT * FROM outbox"))
    for secret in (RIGHT, WRONG, "argon2"):
        assert secret not in sent
        assert secret not in caplog.text
    assert "argon2id" in everything(till)
    assert RIGHT not in everything(till)


def test_a_damaged_hash_is_a_wrong_pin_and_no_crash(till: TestStore, desk: Pins) -> None:
    desk.choose("staff-1", RIGHT)
    damaged = '{"hash": "nonsense", "failures": 0}'
    till.run(lambda uow: uow.meta.set("pin:staff-1", damaged), None)
    assert Refusal("PIN_WRONG") == desk.prove("staff-1", RIGHT)


def test_tills_hash_with_argon2id_at_its_usual_cost(till: TestStore, tmp_path: Path) -> None:
    thread = PinThread(Pins(till.store.run, lambda: 0))
    try:
        done = thread.submit(lambda one: one.choose("staff-1", RIGHT)).result(timeout=30)
    finally:
        thread.close()
    assert isinstance(done, SignedIn)
    assert "$argon2id$v=19$m=65536,t=3,p=4$" in everything(till)
