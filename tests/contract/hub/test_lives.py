"""HQ played back from a backup, backups that were tried, and what streams forget."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sync.hub import links
from sync.hub.errors import InputError, RefusedError
from sync.hub.hub import Hub
from sync.hub.memory.storage import MemoryStorage
from sync.hub.records import Key
from sync.hub.upkeep import Upkeep
from sync.protocol.cycle import VerdictState
from sync.protocol.problems import ProblemCode
from tests.hub_fixtures import (
    OTHER_STORE,
    FakeTime,
    ScriptedTill,
    count,
    hub_on,
    new_till,
)

CUSTOMER = ("customer", "c-1", {"set": {"name": "测试甲"}})
DAY_MS = 24 * 3_600_000


def refusal(till: ScriptedTill, push: object = None) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        till.sync(push)  # type: ignore[arg-type]
    return caught.value


def test_a_till_of_an_earlier_life_is_told_the_new_one_and_how_far_hq_is(hub: Hub) -> None:
    till = new_till(hub)
    till.sync(till.saves_of([CUSTOMER], [CUSTOMER]))
    earlier, now = hub.epoch, hub.upkeep.restored()
    hub.epoch = hub.upkeep.epoch()
    assert now == hub.epoch != earlier
    push = till.save(CUSTOMER)
    error = refusal(till, push)
    assert (ProblemCode.EPOCH, 409) == (error.problem, error.status)
    assert (now, 2) == (error.epoch, error.ack)
    assert 2 == count(hub, "op_log"), "nothing is taken before the till knows"
    till.epoch = now
    assert 3 == till.sync(push).ack.n


def test_a_hub_that_runs_on_learns_of_its_new_life_from_the_first_till(hub: Hub) -> None:
    till = new_till(hub)
    till.epoch = hub.upkeep.restored()
    till.sync()
    assert till.epoch == hub.epoch


def test_all_earlier_lives_are_known_and_no_others_before_there_are_any(hub: Hub) -> None:
    till = new_till(hub)
    first, till.epoch = hub.epoch, "f" * 16
    assert ProblemCode.FOREIGN == refusal(till).problem
    till.epoch = first
    second = hub.upkeep.restored()
    hub.epoch = third = hub.upkeep.restored()
    assert [first, second] == hub.upkeep.earlier_epochs()
    assert third == hub.upkeep.epoch()
    assert ProblemCode.EPOCH == refusal(till).problem
    till.epoch = second
    assert ProblemCode.EPOCH == refusal(till).problem


def test_a_life_that_a_second_restore_forgot_is_known_for_an_earlier_one(
    fake_time: FakeTime, tmp_path: Path
) -> None:
    storage = MemoryStorage()
    hub = hub_on(storage, fake_time, tmp_path)
    till = new_till(hub)
    till.sync(till.save(CUSTOMER))
    backup = storage.copy()
    till.epoch = hub.upkeep.restored()
    till.sync(till.save(CUSTOMER))
    storage.restore(backup)
    hub.epoch = hub.upkeep.restored()
    error = refusal(till)
    assert (ProblemCode.EPOCH, hub.epoch, 1) == (error.problem, error.epoch, error.ack)


def test_a_new_life_tells_every_till_what_is_kept_aside(hub: Hub) -> None:
    """A till may have heard since that it was applied or closed, which HQ knows no more."""
    till, other = new_till(hub), new_till(hub)
    poison = ("customer", "c-1", {"set": {"birth_on": "?"}})
    note = ("customer", "c-1", {"set": {"note": "等"}})
    till.sync(till.saves_of([CUSTOMER], [poison], [note]))
    till.epoch = other.epoch = hub.upkeep.restored()
    told = [(one.n, one.st, one.closed) for one in till.sync().late]
    assert [(2, VerdictState.QUARANTINED, False), (3, VerdictState.HELD, False)] == told
    assert ([], []) == (till.sync().late, other.sync().late)
    hub.review.close(till.device, 2)
    assert [(2, True), (3, False)] == [(one.n, one.closed) for one in till.sync().late]


def test_an_hq_set_back_untold_that_passed_the_number_a_till_heard_tells_it_all_again(
    fake_time: FakeTime, tmp_path: Path
) -> None:
    storage = MemoryStorage()
    hub = hub_on(storage, fake_time, tmp_path)
    till = new_till(hub)
    saves = [[("customer", f"c-{n}", {"set": {"birth_on": "?"}})] for n in (1, 2, 3)]
    till.sync(till.saves_of(*saves))
    backup = storage.copy()
    for n in (1, 2):
        hub.review.close(till.device, n)
    till.sync()
    storage.restore(backup)
    fake_time.ms += DAY_MS
    for _ in range(3):
        hub.review.retry(till.device, 2)
    hub.review.close(till.device, 3)
    told = {one.n: one.closed for one in till.sync().late}
    assert {1: False, 2: False, 3: True} == told
    assert [] == till.sync().late


def test_a_till_too_old_to_understand_goes_on_under_the_life_it_knows(hub: Hub) -> None:
    till = new_till(hub)
    till.schema = 1
    hub.upkeep.restored()
    answer = till.sync(till.save(CUSTOMER))
    assert (till.epoch, 1) == (answer.epoch, answer.ack.n)


def test_only_what_a_tried_backup_holds_is_durable(hub: Hub) -> None:
    till, other = new_till(hub), new_till(hub)
    till.sync(till.saves_of([CUSTOMER], [CUSTOMER]))
    mark = hub.upkeep.backup_mark()
    till.sync(till.save(CUSTOMER))
    assert (3, 0) == tuple(till.sync().ack.model_dump().values())
    assert 1 == hub.upkeep.backup_verified(mark)
    assert (3, 2) == tuple(till.sync().ack.model_dump().values())
    assert 0 == other.sync().ack.durable
    assert 0 == hub.upkeep.backup_verified(mark)
    with pytest.raises(InputError):
        hub.upkeep.backup_verified("no such")


def test_an_older_mark_takes_nothing_back(hub: Hub) -> None:
    till = new_till(hub)
    till.sync(till.save(CUSTOMER))
    older = hub.upkeep.backup_mark()
    till.sync(till.save(CUSTOMER))
    hub.upkeep.backup_verified(hub.upkeep.backup_mark())
    hub.upkeep.backup_verified(older)
    assert 2 == till.sync().ack.durable


@pytest.fixture
def leavers(hub: Hub) -> tuple[ScriptedTill, ScriptedTill]:
    """A till, and one of a store that three customers were shown to and left again."""
    own, other = new_till(hub), new_till(hub, OTHER_STORE.id)
    own.sync(own.saves_of(*[[("customer", f"c-{n}", CUSTOMER[2])] for n in range(3)]))
    now = hub.outside.now_ms()
    for n in range(3):
        subject = Key("0018", "customer", f"c-{n}")
        hub.storage.run(lambda tx, s=subject: links.link(tx, s, "s:0022"))  # type: ignore[misc]
        hub.storage.run(
            lambda tx, s=subject: links.unlink(tx, s, "s:0022", now_ms=now)  # type: ignore[misc]
        )
    return own, other


def test_a_stream_forgets_what_left_long_ago_and_everybody_read(
    hub: Hub, leavers: tuple[ScriptedTill, ScriptedTill], fake_time: FakeTime
) -> None:
    _, other = leavers
    fake_time.ms += 180 * DAY_MS
    other.read_all()
    fake_time.ms += 60_001
    other.sync()
    assert 3 == hub.upkeep.forget_gone()
    assert 0 == hub.upkeep.forget_gone()
    assert [] == other.sync().resnap
    fresh = new_till(hub, OTHER_STORE.id)
    fresh.read_all()
    assert (fresh.recount("s:0022"), {}) == (fresh.marks["s:0022"], fresh.records("s:0022"))


def test_it_forgets_once_a_day(
    hub: Hub, leavers: tuple[ScriptedTill, ScriptedTill], fake_time: FakeTime
) -> None:
    assert hub.upkeep.daily_if_due()
    fake_time.ms += 181 * DAY_MS
    assert hub.upkeep.daily_if_due()
    assert 0 == hub.upkeep.forget_gone()
    assert not hub.upkeep.daily_if_due()
    assert not Upkeep(hub.storage, hub.outside, hub.settings).daily_if_due()


def test_what_left_lately_is_kept(
    hub: Hub, leavers: tuple[ScriptedTill, ScriptedTill], fake_time: FakeTime
) -> None:
    fake_time.ms += 180 * DAY_MS
    assert 0 == hub.upkeep.forget_gone()
    fake_time.ms += 1
    assert 3 == hub.upkeep.forget_gone()


def test_what_an_active_till_has_not_read_of_is_kept(
    hub: Hub, leavers: tuple[ScriptedTill, ScriptedTill], fake_time: FakeTime
) -> None:
    _, other = leavers
    other.cursors["s:0022"] = 4
    fake_time.ms += 170 * DAY_MS
    other.sync()
    other.cursors["s:0022"] = 4
    fake_time.ms += 11 * DAY_MS
    assert 1 == hub.upkeep.forget_gone(), "they left at 3, 5 and 7"
    assert [] == [one.reason for one in other.sync().resnap]


def test_a_till_away_for_longer_is_told_to_load_anew(
    hub: Hub, leavers: tuple[ScriptedTill, ScriptedTill], fake_time: FakeTime
) -> None:
    _, other = leavers
    other.cursors["s:0022"] = 2
    fake_time.ms += 60_001
    other.sync()
    other.cursors["s:0022"] = 2
    fake_time.ms += 181 * DAY_MS
    assert 3 == hub.upkeep.forget_gone()
    assert [("s:0022", "PRUNED")] == [(one.s, one.reason) for one in other.sync().resnap]


def test_a_till_of_the_first_schema_loads_a_stream_that_forgot(
    hub: Hub, leavers: tuple[ScriptedTill, ScriptedTill], fake_time: FakeTime
) -> None:
    _, other = leavers
    people = [[("customer", f"d-{n}", CUSTOMER[2])] for n in range(3)]
    other.read_all()
    other.sync(other.saves_of(*people))
    fake_time.ms += 181 * DAY_MS
    assert 3 == hub.upkeep.forget_gone()
    fresh = new_till(hub, OTHER_STORE.id)
    fresh.schema = 1
    hub.settings = replace(hub.settings, page_bytes=1)
    fresh.read_all(rows=2_000)
    assert 3 == len(fresh.records("s:0022"))
    assert fresh.recount("s:0022") == fresh.marks["s:0022"]
    fresh.cursors["s:0022"] = 2
    assert [("s:0022", "PRUNED")] == [(one.s, one.reason) for one in fresh.sync().resnap]


def test_what_came_back_is_not_forgotten(
    hub: Hub, leavers: tuple[ScriptedTill, ScriptedTill], fake_time: FakeTime
) -> None:
    subject = Key("0018", "customer", "c-1")
    hub.storage.run(lambda tx: links.link(tx, subject, "s:0022"))
    fake_time.ms += 181 * DAY_MS
    assert 2 == hub.upkeep.forget_gone()
    fresh = new_till(hub, OTHER_STORE.id)
    fresh.read_all()
    assert [("customer", "c-1")] == list(fresh.records("s:0022"))
    assert fresh.recount("s:0022") == fresh.marks["s:0022"]


def test_ops_that_a_restored_hq_lost_take_effect_when_sent_again(
    fake_time: FakeTime, tmp_path_factory: pytest.TempPathFactory
) -> None:
    storage = MemoryStorage()
    hub = hub_on(storage, fake_time, tmp_path_factory.mktemp("hub"))
    till = new_till(hub)
    till.sync(till.save(CUSTOMER))
    backup = storage.copy()
    later = till.save(("customer", "c-1", {"set": {"note": "后"}}), base=1)
    till.sync(later)
    storage.restore(backup)
    till.epoch = hub.upkeep.restored()
    assert 1 == till.sync().ack.n
    till.cursors["s:0018"] = 0
    assert 2 == till.sync(later).ack.n
    assert {"name": "测试甲", "note": "后"} == till.body("customer", "c-1")


def test_an_epoch_begun_beside_a_running_hub_is_taken_up(hub: Hub) -> None:
    before, now = hub.epoch, hub.upkeep.restored()
    assert before == hub.epoch
    hub.follow_epoch()
    assert now == hub.epoch
