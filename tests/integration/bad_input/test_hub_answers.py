"""Whatever answers in HQ's place, or HQ in trouble: the till says what it is, keeps everything, and
goes on by itself once HQ is there again.
"""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from sync.agent.errors import SyncError
from sync.hub import devices
from sync.hub.config import DAY_MS
from sync.hub.hub import Hub
from terminal.domain.customer import Mark
from tests.hub_fixtures import START_MS, FakeTime, sql
from tests.integration.bad_input.conftest import TillMaker
from tests.integration.bad_input.rig import PORTAL, Gate, Till, assert_told

HOUR_MS = 3_600_000


def outcomes_at(hub: Hub) -> dict[str, Any]:
    """Return HQ's outcomes by id."""
    with sql(hub) as connection:
        found = connection.execute("SELECT id, body FROM record WHERE kind = 'outcome'")
        return dict(found.fetchall())


def assert_kept(till: Till, outcome: str, *, unsent: int = 1) -> None:
    """Assert that an entry is on screen, in its row and on its way."""
    assert [outcome] == [item.outcome_id for item in till.worklist().done]
    assert [(outcome,)] == till.rows("SELECT entity FROM outbox WHERE kind = 'outcome'")
    assert unsent == till.state().unsent
    assert till.read(lambda uow: uow.sync.first_broken_op()) is None


def assert_arrived(till: Till, hub: Hub, outcome: str) -> None:
    """Assert that HQ has the entry exactly once and that nothing is left to send or to say."""
    assert [outcome] == list(outcomes_at(hub))
    state = till.state()
    assert (0, None) == (state.unsent, state.trouble)
    assert [outcome] == [item.outcome_id for item in till.worklist().done]


INSTEAD = {
    "a portal's page": (PORTAL, "HQ_NOT_GUITAI"),
    "somebody's JSON": ((200, "application/json", b'{"ok":true}'), "HQ_NOT_GUITAI"),
    "a router's login": ((401, "text/html", b"<h1>login</h1>"), "HQ_NOT_GUITAI"),
    "a file server": ((404, "text/plain", b"not found"), "HQ_NOT_GUITAI"),
    "a gateway without HQ": ((502, "text/html", b"<h1>Bad Gateway</h1>"), "HQ_UNREACHABLE"),
    "a gateway in time trouble": ((504, "text/html", b""), "HQ_UNREACHABLE"),
}


def test_what_answers_in_hqs_place_is_told_and_loses_nothing(
    hub: Hub, hq_gate: Gate, till: Till
) -> None:
    task = "k-1"
    for instead, code in INSTEAD.values():
        hq_gate.instead = instead
        outcome = till.done(task)
        exchanged = till.exchange()
        assert (code, True) == (exchanged.trouble, exchanged.failed)
        assert (code, 1) == (till.state().trouble, till.state().unsent)
        assert_told(code)
        assert outcome not in outcomes_at(hub)
        assert (outcome, Mark.LOCAL) in [(i.outcome_id, i.mark) for i in till.worklist().done]
        hq_gate.instead = None
        assert till.exchange().trouble is None
        assert outcome in outcomes_at(hub)
        assert (0, None) == (till.state().unsent, till.state().trouble)
        ((task,),) = till.rows("SELECT id FROM task WHERE anchor = ?", task)
    assert len(INSTEAD) == len(outcomes_at(hub)) == till.worklist().done_count


def test_a_portal_at_enrolment_leaves_a_till_that_can_be_enrolled_later(
    hub: Hub, hq_gate: Gate, new_till: TillMaker
) -> None:
    hq_gate.instead = PORTAL
    with pytest.raises(SyncError) as caught:
        new_till()
    assert "HQ_NOT_GUITAI" == caught.value.code
    assert 1 == hq_gate.asked
    hq_gate.instead = None
    till = new_till()
    assert till.exchange().trouble is None


CLOCKS = {
    # Less than a day is HQ's to say; backwards it cannot be right, and people are told so.
    "hours ahead": (HOUR_MS * 3 // 2, "CLOCK_SUSPECT"),
    "hours behind": (-5 * HOUR_MS, "HQ_CLOCK_SUSPECT"),
    "years ahead": (9 * 365 * DAY_MS, "HQ_CLOCK_SUSPECT"),
    "years behind": (-9 * 365 * DAY_MS, "HQ_CLOCK_SUSPECT"),
}


@pytest.mark.parametrize("case", CLOCKS)
def test_a_hub_with_a_wrong_clock_is_told_and_work_goes_through(
    hub: Hub, fake_time: FakeTime, till: Till, case: str
) -> None:
    off_ms, code = CLOCKS[case]
    fake_time.ms += off_ms
    outcome = till.done()
    exchanged = till.exchange()
    assert (code, False) == (exchanged.trouble, exchanged.failed)
    assert code == till.state().trouble
    assert_told(code)
    assert [outcome] == list(outcomes_at(hub))
    assert_kept(till, outcome, unsent=0)
    # Somebody sets HQ's clock: the till notices by itself, and nothing has to be undone.
    fake_time.ms = START_MS
    assert till.exchange().trouble is None
    assert_arrived(till, hub, outcome)


@pytest.mark.parametrize("years", [9, -9])
def test_the_hour_of_an_entry_does_not_follow_a_hub_that_is_years_off(
    fake_time: FakeTime, till: Till, years: int
) -> None:
    fake_time.ms += years * 365 * DAY_MS
    till.exchange()
    outcome = till.done()
    assert [(START_MS,)] == till.rows("SELECT at FROM outcome WHERE id = ?", outcome)


# Beyond 400 days such a hub takes every till's key for too old and lets none read its word.
@pytest.mark.parametrize(("years", "code"), [(1, "AT_OLD"), (-9, "AT_FUTURE")])
def test_work_that_such_a_hub_refuses_to_count_stays_on_record_with_its_reason(
    hub: Hub, fake_time: FakeTime, till: Till, years: int, code: str
) -> None:
    fake_time.ms += years * 365 * DAY_MS
    outcome = till.done()
    till.exchange()
    hub.judge_work()
    till.exchange()
    (item,) = till.worklist().done
    assert (outcome, code) == (item.outcome_id, item.refusal)
    assert 0 == till.worklist().done_accepted_count
    assert_told(code)
    assert outcomes_at(hub).keys() == {outcome}


def test_a_till_whose_own_clock_is_absurd_takes_hqs_time_and_says_so(
    hub: Hub, new_till: TillMaker
) -> None:
    till = new_till(offset_ms=-20 * 365 * DAY_MS)
    assert "CLOCK_SUSPECT" == till.exchange().trouble
    assert_told("CLOCK_SUSPECT")
    outcome = till.done()
    till.exchange()
    assert START_MS == outcomes_at(hub)[outcome]["at"]


def test_a_revoked_till_is_told_and_keeps_what_it_has_not_sent(hub: Hub, till: Till) -> None:
    outcome = till.done()
    hub.storage.run(lambda tx: tx.devices.set_status(till.device, devices.REVOKED))
    exchanged = till.exchange()
    # It asks again now and then: with work unsent it is not over before 72 hours.
    assert ("HQ_DEVICE_REVOKED", False) == (exchanged.trouble, exchanged.halted)
    assert "HQ_DEVICE_REVOKED" == till.state().trouble
    assert_told("HQ_DEVICE_REVOKED")
    assert_kept(till, outcome)
    assert {} == outcomes_at(hub)
    # Revoked by mistake: the device is made active again, and the till goes on where it stood.
    hub.storage.run(lambda tx: tx.devices.set_status(till.device, devices.ACTIVE))
    assert till.exchange().trouble is None
    assert_arrived(till, hub, outcome)


@pytest.mark.expected_logs("revoked")
def test_a_draining_till_hands_over_its_work_for_review_and_reads_nothing(
    hub: Hub, till: Till
) -> None:
    outcome = till.done()
    cursors = till.read(lambda uow: uow.sync.cursors())
    hub.storage.run(lambda tx: tx.devices.set_status(till.device, devices.DRAINING))
    exchanged = till.exchange()
    assert ("HQ_DEVICE_REVOKED", True) == (exchanged.trouble, exchanged.halted)
    state = till.state()
    assert (0, 1) == (state.unsent, state.quarantined)
    assert [("quarantined", "DEVICE_DRAINING")] == till.rows(
        "SELECT DISTINCT state, code FROM outbox"
    )
    assert_told("DEVICE_DRAINING")
    assert cursors == till.read(lambda uow: uow.sync.cursors())
    assert ["k-1"] == [item.id for item in till.worklist().today], "it has not been accepted"
    # Both sides hold the bytes: the till in its outbox, HQ in its log of ops.
    (body,) = till.rows("SELECT body FROM outbox WHERE entity = ?", outcome)
    assert '"code":"done"' in body[0]
    assert [outcome] == _quarantined_at(hub)
    assert {} == outcomes_at(hub)


def _quarantined_at(hub: Hub) -> list[str]:
    with sql(hub) as connection:
        found = connection.execute("SELECT ops FROM quarantine WHERE code = 'DEVICE_DRAINING'")
        return [op["id"] for (ops,) in found for op in ops if op["k"] == "outcome"]


@pytest.mark.expected_logs("database away", "discarding closed connection", "error connecting")
def test_a_hub_without_its_database_is_busy_and_everything_is_kept(
    hub: Hub, hub_dsn: str, postgres: str, till: Till
) -> None:
    outcome = till.done()
    name = hub_dsn.partition("dbname=")[2].split()[0]
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS false")
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,)
        )
        exchanged = till.exchange()
        assert ("HQ_BUSY", True, 5000) == (
            exchanged.trouble,
            exchanged.failed,
            exchanged.next_ms,
        )
        assert_told("HQ_BUSY")
        assert_kept(till, outcome)
        connection.execute(f"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS true")
    for _ in range(5):
        if till.exchange().trouble is None:
            break
    assert_arrived(till, hub, outcome)


def test_a_hub_that_hangs_up_is_away_and_everything_is_kept(
    hub: Hub, hq_gate: Gate, till: Till
) -> None:
    outcome = till.done()
    behind, hq_gate.behind = hq_gate.behind, "http://127.0.0.1:1"
    assert "HQ_UNREACHABLE" == till.exchange().trouble
    assert_told("HQ_UNREACHABLE")
    assert_kept(till, outcome)
    hq_gate.behind = behind
    assert till.exchange().trouble is None
    assert_arrived(till, hub, outcome)


def test_what_is_saved_while_hq_is_not_itself_is_sent_with_what_was_saved_before(
    hub: Hub, hq_gate: Gate, till: Till
) -> None:
    hq_gate.instead = PORTAL
    first = till.done()
    till.exchange()
    following = till.rows("SELECT id FROM task WHERE anchor = 'k-1'")[0][0]
    till.clock.ms += 1000
    second = till.done(following)
    assert 2 == till.state().unsent
    hq_gate.instead = None
    assert till.exchange().trouble is None
    assert {first, second} == outcomes_at(hub).keys()
