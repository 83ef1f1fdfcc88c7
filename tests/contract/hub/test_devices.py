"""A till's keys and its end: new keys, old keys, shut out, and come again."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync.hub.acceptance import HQ_DEVICE
from sync.hub.errors import InputError, RefusedError
from sync.hub.hub import Hub
from sync.protocol import chain, revocation, rotation
from sync.protocol.cycle import DeviceState, VerdictState
from sync.protocol.enrol import Again, EnrolRequest, prove_again
from sync.protocol.ops import Group
from sync.protocol.problems import ProblemCode
from sync.protocol.rotation import RotateRequest
from sync.protocol.signatures import SignedMessage, sign
from tests.contract.hub.copies import sent_again
from tests.hub_fixtures import (
    OTHER_STORE,
    START_MS,
    STORE,
    FakeTime,
    ScriptedTill,
    enrol_request,
    new_secret,
    new_till,
)

CUSTOMER = ("customer", "c-1", {"set": {"name": "测试甲"}})
POISON = ("customer", "c-1", {"set": {"birth_on": "?"}})
DAY_MS = 24 * 3_600_000
LIFE_MS = 400 * DAY_MS
URL = "http://hub/v1/sync"


def knock(till: ScriptedTill, key: Ed25519PrivateKey, nonce: str) -> None:
    """Let a till sign something with this key."""
    message = SignedMessage("POST", URL, {})
    created_s = till.hub.outside.now_ms() // 1000
    sign(message, b"", key=key, key_id=till.device, created_s=created_s, nonce=nonce)
    till.hub.authenticate(message, b"")


def refused(act: Any, *args: Any) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        act(*args)
    return caught.value


def announcement(till: ScriptedTill, seed: int = 77) -> tuple[Ed25519PrivateKey, RotateRequest]:
    key = Ed25519PrivateKey.from_private_bytes(Random(seed).randbytes(32))
    box = X25519PrivateKey.from_private_bytes(Random(seed + 1).randbytes(32))
    request = rotation.prove(
        till.device, till.inc,
        sig_pub=chain.to_text(key.public_key().public_bytes_raw()),
        box_pub=chain.to_text(box.public_key().public_bytes_raw()), key=key,
    )  # fmt: skip
    return key, request


def test_a_new_key_takes_over_at_its_first_use(hub: Hub) -> None:
    till = new_till(hub)
    key, request = announcement(till)
    assert hub.outside.now_ms() + LIFE_MS == hub.rotate(till.who(), request).until
    knock(till, till.key, "a")
    knock(till, key, "b")
    assert ProblemCode.SIGNATURE == refused(knock, till, till.key, "c").problem
    knock(till, key, "d")


def test_a_key_is_announced_by_its_holder_and_for_itself_only(hub: Hub) -> None:
    till, other = new_till(hub), new_till(hub)
    _, request = announcement(till)
    forged = request.model_copy(update={"proof": announcement(till, 5)[1].proof})
    assert ProblemCode.SIGNATURE == refused(hub.rotate, till.who(), forged).problem
    assert ProblemCode.FOREIGN == refused(hub.rotate, other.who(), request).problem


def test_an_announcement_that_was_never_used_is_replaced_by_a_later_one(hub: Hub) -> None:
    till = new_till(hub)
    lost, request = announcement(till, 5)
    hub.rotate(till.who(), request)
    key, request = announcement(till, 6)
    hub.rotate(till.who(), request)
    knock(till, key, "a")
    assert ProblemCode.SIGNATURE == refused(knock, till, lost, "b").problem


def test_a_till_is_asked_for_new_keys_after_two_thirds_of_their_life(
    hub: Hub, fake_time: FakeTime
) -> None:
    till = new_till(hub)
    fake_time.ms += LIFE_MS * 2 // 3
    assert not till.sync().rotate
    fake_time.ms += 1
    assert till.sync().rotate
    hub.rotate(till.who(), announcement(till)[1])
    assert not till.sync().rotate


def test_a_till_whose_key_is_too_old_may_send_and_not_read_until_somebody_approves(
    hub: Hub, fake_time: FakeTime
) -> None:
    till = new_till(hub)
    till.read_all()
    fake_time.ms += LIFE_MS
    assert DeviceState.ACTIVE == till.sync().state
    fake_time.ms += 1
    answer = till.sync(till.save(CUSTOMER))
    assert (DeviceState.EXPIRED, [], False) == (answer.state, answer.pages, answer.rotate)
    assert (1, [VerdictState.APPLIED]) == (answer.ack.n, [v.st for v in answer.verdicts])
    assert not hub.may_read(till.who())
    assert ProblemCode.SIGNATURE == refused(hub.rotate, till.who(), announcement(till)[1]).problem
    assert STORE.id == hub.upkeep.approve(till.device)
    assert hub.may_read(till.who())
    till.sync()
    assert {"name": "测试甲"} == till.body("customer", "c-1")


def test_a_till_that_is_shut_out_hands_over_its_work_and_is_told_with_proof(hub: Hub) -> None:
    till = new_till(hub)
    assert STORE.id == hub.upkeep.revoke(till.device)
    answer = till.sync(till.save(CUSTOMER))
    assert (DeviceState.DRAINING, [], answer.now) == (
        answer.state, answer.pages, answer.lease_until,
    )  # fmt: skip
    assert ["DEVICE_DRAINING"] == [verdict.code for verdict in answer.verdicts]
    assert not hub.may_read(till.who())
    for told in (refused(lambda: till.sync(drained=True)), refused(knock, till, till.key, "a")):
        assert (ProblemCode.DEVICE_REVOKED, 403) == (told.problem, told.status)
        root = hub.keys.root.public_key()
        assert revocation.is_proved(told.proof or "", till.device, till.inc, root=root)


def test_work_that_comes_with_the_word_that_it_was_all_is_taken_first(hub: Hub) -> None:
    till = new_till(hub)
    hub.upkeep.revoke(till.device)
    assert 1 == till.sync(till.save(CUSTOMER), drained=True).ack.n


def test_a_till_has_72_hours_to_hand_over_its_work(hub: Hub, fake_time: FakeTime) -> None:
    till = new_till(hub)
    hub.upkeep.revoke(till.device)
    fake_time.ms += 3 * DAY_MS
    hub.upkeep.revoke(till.device)
    till.sync(till.save(CUSTOMER))
    fake_time.ms += 1
    assert ProblemCode.DEVICE_REVOKED == refused(till.sync).problem
    assert "revoked" == till.who().status


def test_a_till_may_be_shut_out_at_once(hub: Hub) -> None:
    till = new_till(hub)
    hub.upkeep.revoke(till.device, at_once=True)
    assert ProblemCode.DEVICE_REVOKED == refused(knock, till, till.key, "a").problem
    with pytest.raises(InputError):
        hub.upkeep.revoke("zzzzzzzz")
    with pytest.raises(InputError):
        hub.upkeep.approve("zzzzzzzz")


def test_a_till_that_parks_a_wait_comes_again_late(hub: Hub) -> None:
    till = new_till(hub)
    assert (15_000, 300_000) == (till.sync().next_ms, till.sync(waits=True).next_ms)


def asking_again(request: EnrolRequest, again: Again, *keys: Ed25519PrivateKey) -> EnrolRequest:
    """Return a request to come again that these keys vouch for."""
    return prove_again(request.model_copy(update={"again": again}), keys)


def come_again(
    till: ScriptedTill, start: int, *, store: str = STORE.id, inc: int = 1
) -> ScriptedTill:
    """Return the till as another device that goes on with its ops from `start` on."""
    key, request = enrol_request(new_secret(till.hub, store), 4_711)
    request = asking_again(request, Again(device=till.device, inc=inc, start=start), till.key)
    answer = till.hub.enrol(request, address="127.0.0.1")
    assert (start, 1) == (answer.start, answer.inc)
    return ScriptedTill(
        hub=till.hub, store=store, device=answer.device, inc=answer.inc, epoch=answer.epoch,
        key=key, n=start - 1, head=chain.genesis(answer.device, answer.inc),
        cursors=dict.fromkeys(answer.streams, 0), saves=till.saves, judged=till.judged,
    )  # fmt: skip


@pytest.fixture
def clones(hub: Hub) -> tuple[ScriptedTill, list[Group]]:
    """A till that HQ stopped, and work of it that HQ has (op 2) or may not have (op 3)."""
    till = new_till(hub)
    till.sync(till.save(CUSTOMER))
    n, head = till.n, till.head
    groups = [
        till.group(("customer", "c-1", {"set": {"note": "一"}}), base=1),
        till.group(("customer", "c-1", {"set": {"note": "二"}}), base=1),
    ]
    till.sync(till.push(groups[:1], start=n + 1, prev=head))
    till.n, till.head = 2, chain.genesis(till.device, 9)
    assert ProblemCode.DEVICE_FORKED == refused(till.sync, till.save(CUSTOMER)).problem
    return till, groups


def test_a_stopped_till_comes_again_as_another_device_with_its_unsent_work(
    hub: Hub, clones: tuple[ScriptedTill, list[Group]]
) -> None:
    old, groups = clones
    till = come_again(old, 2)
    answer = till.sync(sent_again(till, groups))
    assert (3, [VerdictState.APPLIED] * 2) == (answer.ack.n, [v.st for v in answer.verdicts])
    assert {"name": "测试甲", "note": "二"} == till.body("customer", "c-1")
    assert 3 == till.rows["s:0018"]["customer", "c-1"]["rev"], "op 2 had no second effect"
    knock(old, old.key, "a")
    assert ProblemCode.DEVICE_FORKED == refused(old.sync, old.save(CUSTOMER)).problem
    assert (old.device,) == till.who().lineage
    later = till.save(("customer", "c-1", {"set": {"note": "三"}}), base=3)
    assert 4 == till.sync(later).ack.n


def test_a_lost_answer_to_coming_again_is_repeated(
    hub: Hub, clones: tuple[ScriptedTill, list[Group]]
) -> None:
    old, _ = clones
    _, request = enrol_request(new_secret(hub), 9)
    asked = asking_again(request, Again(device=old.device, inc=1, start=3), old.key)
    first = hub.enrol(asked, address="127.0.0.1")
    assert (first, 3) == (hub.enrol(asked, address="127.0.0.1"), first.start)


def test_both_clones_may_come_again(hub: Hub, clones: tuple[ScriptedTill, list[Group]]) -> None:
    old, groups = clones
    first, second = come_again(old, 3), come_again(old, 2)
    first.sync(sent_again(first, groups[1:]))
    second.sync(sent_again(second, groups[:1]))
    first.sync()
    assert {"name": "测试甲", "note": "二"} == first.body("customer", "c-1")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"store": OTHER_STORE.id}, ProblemCode.FOREIGN),
        ({"inc": 2}, ProblemCode.FOREIGN),
    ],
)
def test_who_comes_again_has_to_fit_what_hq_knows(
    hub: Hub, clones: tuple[ScriptedTill, list[Group]], change: Any, problem: ProblemCode
) -> None:
    error = refused(lambda: come_again(clones[0], **{"start": 3, **change}))
    assert problem == error.problem
    assert "active" == clones[0].who().status


def test_work_kept_aside_follows_its_till(hub: Hub) -> None:
    old = new_till(hub)
    old.sync(old.saves_of([CUSTOMER], [POISON]))
    till = come_again(old, 3)
    note = ("customer", "c-1", {"set": {"note": "后"}})
    assert ["WAITS"] == [v.code for v in till.sync(till.save(note)).verdicts]
    fact = {"group": f"{old.device}-2", "how": "dropped", "at": 1}
    answer = till.sync(till.save(("resolution", "r-1", {"fact": fact})))
    assert [(f"{old.device}-2", 2, True), (f"{till.device}-3", 3, False)] == [
        (verdict.g, verdict.n, verdict.closed) for verdict in answer.late
    ]
    assert "后" == (till.body("customer", "c-1") or {})["note"]


def test_hqs_word_on_old_work_reaches_the_till_as_what_it_is_now(hub: Hub) -> None:
    old = new_till(hub)
    old.sync(old.saves_of([CUSTOMER], [POISON]))
    hub.review.close(old.device, 2)
    old.sync()
    old.sync(old.save(POISON))
    till = come_again(old, 4)
    hub.review.close(old.device, 3)
    assert [3] == [verdict.n for verdict in till.sync().late]
    assert START_MS + 1 == till.judged


def test_work_that_was_closed_before_it_came_again_comes_back_closed(hub: Hub) -> None:
    old = new_till(hub)
    old.sync(old.save(CUSTOMER))
    push = old.save(POISON)
    old.sync(push)
    hub.review.close(old.device, 2)
    till = come_again(old, 2)
    assert [2] == [verdict.n for verdict in till.sync().late], "heard before the work is sent again"
    (verdict,) = till.sync(sent_again(till, push.groups)).verdicts
    assert (VerdictState.QUARANTINED, True) == (verdict.st, verdict.closed)


def test_a_group_is_not_closed_because_another_of_its_number_was(hub: Hub) -> None:
    old = new_till(hub)
    old.sync(old.saves_of([CUSTOMER], [POISON]))
    hub.review.close(old.device, 2)
    till = come_again(old, 2)
    push = till.save(("customer", "c-1", {"set": {"birth_on": "!"}}))
    for _ in "once", "again":
        (verdict,) = till.sync(push).verdicts
        assert (VerdictState.QUARANTINED, False) == (verdict.st, verdict.closed)


def test_a_till_that_a_restore_made_hq_forget_comes_again_with_all_its_work(hub: Hub) -> None:
    lost = new_till(hub)
    groups = [lost.group(CUSTOMER, stamp_device="zzzzzzzz")]
    was = Again(device="zzzzzzzz", inc=1, start=9)
    asked = asking_again(enrol_request(new_secret(hub), 4_712)[1], was, lost.key)
    error = refused(lambda: hub.enrol(asked, address="127.0.0.1"))
    assert ProblemCode.FOREIGN == error.problem, "this HQ was never played back"
    with pytest.raises(InputError):
        new_secret(hub, again="zzzzzzzz")
    hub.upkeep.restored()
    hub.follow_epoch()
    error = refused(lambda: hub.enrol(asked, address="127.0.0.1"))
    assert ProblemCode.AGAIN_UNPROVED == error.problem, "HQ forgot its keys too"
    made_for_it = asked.model_copy(update={"secret": new_secret(hub, again="zzzzzzzz")})
    answer = hub.enrol(made_for_it, address="127.0.0.1")
    assert 1 == answer.start
    till = replace(
        lost, device=answer.device, epoch=answer.epoch, n=0,
        head=chain.genesis(answer.device, answer.inc), cursors=dict.fromkeys(answer.streams, 0),
    )  # fmt: skip
    assert ("zzzzzzzz",) == till.who().lineage
    assert [VerdictState.APPLIED] == [v.st for v in till.sync(sent_again(till, groups)).verdicts]


def test_nobody_comes_again_in_the_name_of_hq(hub: Hub) -> None:
    _, request = enrol_request(new_secret(hub), 4_715)
    asked = request.model_copy(update={"again": Again(device=HQ_DEVICE, inc=1, start=1)})
    hub.upkeep.restored()
    error = refused(lambda: hub.enrol(asked, address="127.0.0.1"))
    assert ProblemCode.FOREIGN == error.problem


def test_a_till_whose_work_a_restore_lost_comes_again_with_that_too(hub: Hub) -> None:
    old = new_till(hub)
    old.sync(old.save(CUSTOMER))
    _, request = enrol_request(new_secret(hub), 4_713)
    asked = asking_again(request, Again(device=old.device, inc=1, start=9), old.key)
    assert 2 == hub.enrol(asked, address="127.0.0.1").start
