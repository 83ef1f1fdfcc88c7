"""Who works here, and what the till knows about its exchange, on the real store."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sync.protocol.cycle import Verdict, VerdictState
from terminal.domain.card import SyncState
from terminal.domain.followup import OutcomeCode
from terminal.domain.problems import Refusal
from terminal.domain.staff import Role, Session
from terminal.services import counter, followups, session, sync_status
from terminal.services.followups import OutcomeEntry
from terminal.services.session import SignedIn
from tests.builders import DEVICE, START_MS, STORE, TestStore, a_staff, load
from tests.integration.services.conftest import Shop
from tests.integration.services.shop import a_due, audited, ops, rows


def sign_in(till: TestStore, staff: str) -> SignedIn | Refusal:
    work = lambda uow: session.sign_in(uow, staff_id=staff)  # noqa: E731 (one call, with its staff)
    done: SignedIn | Refusal = till.run(work, session=None)
    return done


@pytest.mark.parametrize(
    ("staff", "role", "name"),
    [("staff-1", Role.PHARMACIST, "合成药师"), ("staff-2", Role.CLERK, "合成店员")],
)
def test_a_session_says_who_acts_as_what_on_which_till(
    till: TestStore, staff: str, role: Role, name: str
) -> None:
    assert SignedIn(Session(staff, role, DEVICE, STORE), name) == sign_in(till, staff)


@pytest.mark.parametrize("role", ["astronaut", "system", ""])
def test_a_role_this_program_does_not_know_may_do_what_a_clerk_may(shop: Shop, role: str) -> None:
    till, _ = shop(("staff", "staff-3", a_staff(role=role or "x", badge="B003")))
    done = sign_in(till, "staff-3")
    assert isinstance(done, SignedIn)
    assert Role.CLERK is done.session.role


@pytest.mark.parametrize("staff", ["staff-9", "staff-404"])
def test_whoever_left_or_was_never_here_does_not_get_in(till: TestStore, staff: str) -> None:
    assert Refusal("STAFF_NOT_HERE") == sign_in(till, staff)
    assert [] == ops(till)


def test_signing_in_is_audited(till: TestStore) -> None:
    sign_in(till, "staff-2")
    assert [("staff.signed_in", "staff-2")] == audited(till)


def test_everything_done_in_a_session_bears_its_actor(shop: Shop) -> None:
    till, _ = shop(("task", "k-1", a_due()))
    done = sign_in(till, "staff-2")
    assert isinstance(done, SignedIn)
    entry = OutcomeEntry(OutcomeCode.REFUSED)
    till.run(lambda uow: followups.record(uow, task_id="k-1", entry=entry), done.session)
    assert [("staff-2",)] == rows(
        till, "SELECT DISTINCT actor FROM outbox WHERE kind IN ('outcome', 'task')"
    )
    assert "staff-2" == ops(till, "outcome")[0]["fact"]["by"]


def state(till: TestStore) -> SyncState:
    found: SyncState = till.read(sync_status.read)
    return found


def groups_in(till: TestStore, where: str) -> int:
    ((count,),) = rows(till, f"SELECT count(DISTINCT g) FROM outbox WHERE state = '{where}'")
    return int(count)


def assert_counts_are_the_rows(till: TestStore) -> None:
    found = state(till)
    assert (
        groups_in(till, "pending"),
        groups_in(till, "held"),
        groups_in(till, "quarantined"),
        sum(n for (n,) in rows(till, "SELECT n FROM cursor")),
    ) == (found.unsent, found.held, found.quarantined, found.loaded_rows)


def test_a_fresh_till_has_sent_everything_and_heard_nothing(till: TestStore) -> None:
    found = state(till)
    assert (0, 0, 0, None, None, None, False) == (
        found.unsent,
        found.held,
        found.quarantined,
        found.oldest_unsent_at,
        found.heard_at,
        found.trouble,
        found.loading,
    )
    assert_counts_are_the_rows(till)


def test_saves_are_counted_and_not_their_parts(shop: Shop) -> None:
    till, _ = shop(("task", "k-1", a_due()), ("task", "k-2", a_due(anchor="fact-2")))
    entry = OutcomeEntry(OutcomeCode.DONE, {"glucose_mmol_e1": 68})
    till.run(lambda uow: followups.record(uow, task_id="k-1", entry=entry))
    till.clock.advance(ms=90_000)
    till.run(lambda uow: counter.card(uow, customer_id="c-1"))
    found = state(till)
    assert (2, datetime.fromtimestamp(START_MS / 1000, UTC)) == (
        found.unsent,
        found.oldest_unsent_at,
    )
    assert_counts_are_the_rows(till)


def test_what_hq_took_held_or_refused_is_counted_as_such(shop: Shop) -> None:
    till, _ = shop(*[("task", f"k-{n}", a_due(anchor=f"f-{n}")) for n in range(4)])
    entry = OutcomeEntry(OutcomeCode.REFUSED)
    for n in range(4):
        till.run(lambda uow, k=f"k-{n}": followups.record(uow, task_id=k, entry=entry))
    saves = [g for (g,) in rows(till, "SELECT g FROM outbox GROUP BY g ORDER BY min(n)")]
    judged = [
        Verdict(g=saves[0], st=VerdictState.APPLIED),
        Verdict(g=saves[1], st=VerdictState.HELD, code="WAITS"),
        Verdict(g=saves[2], st=VerdictState.QUARANTINED, code="BODY_INVALID"),
    ]
    till.run(lambda uow: uow.sync.settle(6, judged))
    found = state(till)
    assert (1, 1, 1) == (found.unsent, found.held, found.quarantined)
    assert_counts_are_the_rows(till)


def test_a_stream_whose_end_was_not_reached_is_loading(shop: Shop) -> None:
    till, stream = shop()
    till.run(lambda uow: uow.sync.resnap(stream.name))
    assert state(till).loading
    load(till, stream)
    assert not state(till).loading
    assert_counts_are_the_rows(till)


def test_trouble_stays_until_hq_answers(till: TestStore) -> None:
    till.run(lambda uow: uow.sync.note_trouble("HQ_UNREACHABLE"))
    assert "HQ_UNREACHABLE" == state(till).trouble
    till.run(lambda uow: uow.sync.note_exchange(START_MS, 0))
    found = state(till)
    assert (None, datetime.fromtimestamp(START_MS / 1000, UTC)) == (found.trouble, found.heard_at)
