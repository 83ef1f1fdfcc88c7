"""Work out of a till's export: taken as its push, once, or refused whole."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync.hub import devices
from sync.hub.errors import UnsentError
from sync.hub.hub import Hub
from sync.hub.unsent import Found, Pile, UnsentWork
from sync.protocol import chain
from sync.protocol.cycle import Push, VerdictState
from sync.protocol.rotation import prove
from sync.protocol.unsent import UnsentCode
from tests.hub_fixtures import STORE, ScriptedTill, count, new_till, settled_till
from tests.unsent_files import exported, sealed, told

NAME = "测试甲一"
REFUSED = ("customer", "c-9", {"set": {"tier": "gold"}})


def customer(record: str) -> tuple[str, str, dict[str, Any]]:
    return ("customer", record, {"set": {"name": NAME}})


def customers(till: ScriptedTill, *records: str) -> Push:
    return till.saves_of(*[[customer(record)] for record in records])


def take(hub: Hub, raw: bytes) -> Found:
    return UnsentWork(hub).take(raw)


def refusal(hub: Hub, raw: bytes) -> str:
    """Return why a file is not taken, having seen that this changes nothing."""
    before = [count(hub, table) for table in ("op_log", "quarantine", "record")]
    codes = set()
    for act in (UnsentWork(hub).look, UnsentWork(hub).take):
        with pytest.raises(UnsentError) as caught:
            act(raw)
        codes.add(caught.value.code)
    assert before == [count(hub, table) for table in ("op_log", "quarantine", "record")]
    (code,) = codes
    return str(code)


def piles(found: Found) -> tuple[int, int]:
    return found.fresh.groups, found.known.groups


def test_it_takes_effect_as_if_the_till_had_sent_it_and_once_when_it_does(hub: Hub) -> None:
    till, other = settled_till(hub), settled_till(hub)
    push = till.saves_of([customer("c-1"), customer("c-2")], [REFUSED], [customer("c-3")])
    found = take(hub, exported(till, push))
    assert (
        Found(
            till.device,
            STORE.id,
            hub.outside.now_ms(),
            Pile(3, Counter(customer=4)),
            Pile(),
            Counter(applied=2, quarantined=1),
        )
        == found
    )
    other.read_all()
    names = {("customer", f"c-{n}") for n in (1, 2, 3)}
    assert names == other.records("s:0018").keys()
    ops = count(hub, "op_log")
    answer = till.sync(push)
    assert [VerdictState.APPLIED, VerdictState.QUARANTINED, VerdictState.APPLIED] == [
        one.st for one in answer.verdicts
    ]
    assert (4, ops) == (answer.ack.n, count(hub, "op_log"))
    till.read_all()
    assert {1} == {row["rev"] for row in till.records("s:0018").values()}
    assert till.recount("s:0018") == till.marks["s:0018"]
    assert 5 == till.sync(customers(till, "c-4")).ack.n


def test_what_the_till_sent_meanwhile_is_reported_and_the_rest_taken(hub: Hub) -> None:
    till = settled_till(hub)
    first, second = customers(till, "c-1", "c-2"), customers(till, "c-3")
    raw = exported(till, first, second)
    till.sync(first)
    found = take(hub, raw)
    assert ((1, 2), Counter(applied=1)) == (piles(found), found.states)
    assert (Counter(customer=1), Counter(customer=2)) == (found.fresh.ops, found.known.ops)
    again = take(hub, raw)
    assert ((0, 3), Counter()) == (piles(again), again.states)
    assert 3 == count(hub, "op_log")


def test_what_hq_refused_before_is_there_already_and_nothing_more_becomes_of_it(hub: Hub) -> None:
    till = settled_till(hub)
    refused = till.saves_of([REFUSED], [customer("c-1")])
    till.sync(refused)
    later = customers(till, "c-2")
    groups = [told(till, refused, **{refused.groups[0].g: "quarantined"})[0], *told(till, later)]
    assert (1, 1) == piles(take(hub, sealed(till, groups)))
    assert [1] == [one.first_n for one in hub.review.listed()]


def test_looking_changes_nothing(hub: Hub) -> None:
    till = settled_till(hub)
    found = UnsentWork(hub).look(exported(till, customers(till, "c-1", "c-2")))
    assert ((2, 0), Counter()) == (piles(found), found.states)
    assert 0 == count(hub, "op_log")
    assert 0 == till.sync().ack.n


@pytest.mark.parametrize("status", [devices.DRAINING, devices.REVOKED])
def test_work_of_a_till_that_is_shut_out_waits_for_the_operator(hub: Hub, status: str) -> None:
    till, other = settled_till(hub), settled_till(hub)
    raw = exported(till, customers(till, "c-1", "c-2"))
    hub.storage.run(lambda tx: tx.devices.set_status(till.device, status))
    assert Counter(quarantined=2) == take(hub, raw).states
    other.read_all()
    assert {} == other.records("s:0018")
    assert [(1, "DEVICE_DRAINING"), (2, "DEVICE_DRAINING")] == [
        (one.first_n, one.code) for one in hub.review.listed()
    ]
    hub.review.retry(till.device, 1)
    other.read_all()
    assert {("customer", "c-1")} == other.records("s:0018").keys()
    assert (0, 2) == piles(take(hub, raw))


def test_a_long_absence_is_taken_in_parts_and_whole(hub: Hub) -> None:
    till = settled_till(hub)
    found = take(hub, exported(till, customers(till, *[f"c-{n}" for n in range(450)])))
    assert Counter(applied=450) == found.states
    till.read_all()
    assert 450 == len(till.records("s:0018"))


def test_every_cut_and_every_changed_byte_is_noticed(memory_hub: Hub) -> None:
    hub = memory_hub
    till = settled_till(hub)
    raw = exported(till, customers(till, "c-1", "c-2"))
    assert (2, 0) == piles(UnsentWork(hub).look(raw))
    for at in range(0, len(raw), 7):
        assert UnsentCode.DAMAGED == refusal(hub, raw[:at])
        changed = raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]
        assert refusal(hub, changed) in {"UNSENT_DAMAGED", "UNSENT_FOREIGN", "UNSENT_KEY"}
    assert UnsentCode.DAMAGED == refusal(hub, raw + b"\n")
    lines = [b"{}\n" * 3, b"[]\n" * 3, b"[" * 90_000, b"\xff\n\n\n", b'{"sealed":1}\n' * 3]
    assert {"UNSENT_DAMAGED"} == {refusal(hub, line) for line in lines}


def test_nothing_of_the_work_can_be_read_in_the_file(memory_hub: Hub) -> None:
    till = settled_till(memory_hub)
    raw = exported(till, customers(till, "c-1"))
    assert NAME not in raw.decode("ascii")
    assert "customer" not in raw.decode("ascii")


def test_ops_that_do_not_fit_their_chain_are_damage_even_under_a_good_signature(
    memory_hub: Hub,
) -> None:
    till = settled_till(memory_hub)
    groups = told(till, customers(till, "c-1", "c-2"))
    groups[1]["ops"][0]["b"] = {"set": {"name": "another"}}
    assert UnsentCode.DAMAGED == refusal(memory_hub, sealed(till, groups))
    assert UnsentCode.DAMAGED == refusal(memory_hub, sealed(till, []))
    assert UnsentCode.DAMAGED == refusal(memory_hub, sealed(till, [{"group": "x"}]))


def test_a_file_for_another_hq_or_of_an_unknown_till_is_foreign(memory_hub: Hub) -> None:
    hub = memory_hub
    till = settled_till(hub)
    groups = told(till, customers(till, "c-1"))
    elsewhere = X25519PrivateKey.from_private_bytes(bytes(range(1, 33))).public_key()
    to = chain.to_text(elsewhere.public_bytes_raw())
    assert UnsentCode.FOREIGN == refusal(hub, sealed(till, groups, to=to))
    assert UnsentCode.FOREIGN == refusal(hub, sealed(till, groups, device="nobody00"))
    assert UnsentCode.FOREIGN == refusal(hub, sealed(till, groups, inc=2))


def test_a_file_of_a_newer_program_is_told_apart(memory_hub: Hub) -> None:
    till = settled_till(memory_hub)
    raw = exported(till, customers(till, "c-1"))
    newer = raw.replace(b'"version":1', b'"version":2', 1)
    assert UnsentCode.NEWER == refusal(memory_hub, newer)


def test_only_keys_that_hq_knows_as_the_tills_count(hub: Hub) -> None:
    till = settled_till(hub)
    groups = told(till, customers(till, "c-1"))
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    assert UnsentCode.KEY == refusal(hub, sealed(till, groups, key=other))
    pub = chain.to_text(other.public_key().public_bytes_raw())
    request = prove(till.device, till.inc, sig_pub=pub, box_pub=pub, key=other)
    hub.rotate(till.who(), request)
    assert (1, 0) == piles(take(hub, sealed(till, groups, key=other)))


def test_work_after_ops_that_hq_lacks_waits_for_those(hub: Hub) -> None:
    till = settled_till(hub)
    first, second = customers(till, "c-1"), customers(till, "c-2")
    assert UnsentCode.GAP == refusal(hub, exported(till, second))
    assert (1, 0) == piles(take(hub, exported(till, first)))
    assert (1, 0) == piles(take(hub, exported(till, second)))


def test_a_copys_work_is_refused_and_nobody_is_stopped_for_it(hub: Hub) -> None:
    till = settled_till(hub)
    head, saves = till.head, till.saves
    raw = exported(till, customers(till, "c-1", "c-2"))
    till.n, till.head, till.saves = 0, head, saves
    till.sync(customers(till, "c-7"))
    assert UnsentCode.FORKED == refusal(hub, raw)
    assert till.who().forked_at is None
    till.sync(customers(till, "c-8"))
    assert UnsentCode.FORKED == refusal(hub, raw)


def test_a_till_that_hq_stopped_brings_its_work_itself(hub: Hub) -> None:
    till = settled_till(hub)
    raw = exported(till, customers(till, "c-1"))
    device = till.who()
    hub.storage.run(lambda tx: tx.devices.flag_fork(device, now_ms=1))
    assert UnsentCode.FORKED == refusal(hub, raw)


def test_another_tills_chain_cannot_be_handed_in_as_ones_own(hub: Hub) -> None:
    till, other = settled_till(hub), new_till(hub)
    groups = told(other, customers(other, "c-1"))
    assert UnsentCode.FORKED == refusal(hub, sealed(till, groups))
