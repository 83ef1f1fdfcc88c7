"""Who HQ admits: a till with a fresh one-time secret, once."""

from __future__ import annotations

import pytest

from sync.hub import enrolment
from sync.hub.errors import InputError, RefusedError
from sync.hub.hub import Hub
from sync.protocol.problems import ProblemCode
from tests.hub_fixtures import STORE, FakeTime, count, enrol_request, new_secret, new_till, sql

HERE = "127.0.0.1"


def refused(hub: Hub, secret: str, *, seed: int = 9, address: str = HERE) -> RefusedError:
    _, request = enrol_request(secret, seed)
    with pytest.raises(RefusedError) as caught:
        hub.enrol(request, address=address)
    return caught.value


def test_an_admitted_till_learns_who_it_is_and_whom_to_trust(hub: Hub) -> None:
    _, request = enrol_request(new_secret(hub))
    answer = hub.enrol(request, address=HERE)
    assert (1, STORE, ["g", "s:0018"]) == (answer.inc, answer.store, answer.streams)
    assert hub.keys.trust == answer.trust
    assert (hub.epoch, hub.outside.now_ms()) == (answer.epoch, answer.now)
    assert 8 == len(answer.device)
    assert set(answer.device) <= set("0123456789abcdefghijklmnopqrstuvwxyz")


def test_a_secret_admits_one_till_only(hub: Hub) -> None:
    secret = new_secret(hub)
    hub.enrol(enrol_request(secret, 1)[1], address=HERE)
    error = refused(hub, secret, seed=2)
    assert (ProblemCode.ENROL_SECRET, 403) == (error.problem, error.status)
    assert 1 == count(hub, "device")


def test_a_till_whose_answer_was_lost_gets_the_same_again(hub: Hub) -> None:
    _, request = enrol_request(new_secret(hub))
    first = hub.enrol(request, address=HERE)
    assert first == hub.enrol(request, address=HERE)
    assert 1 == count(hub, "device")


def test_a_secret_is_good_for_fifteen_minutes(hub: Hub, fake_time: FakeTime) -> None:
    early, late = new_secret(hub), new_secret(hub)
    fake_time.ms += 15 * 60_000
    hub.enrol(enrol_request(early, 1)[1], address=HERE)
    fake_time.ms += 1
    assert ProblemCode.ENROL_SECRET == refused(hub, late).problem


def test_five_wrong_secrets_a_minute_close_the_door_to_more_of_them_and_not_to_the_right_one(
    hub: Hub, fake_time: FakeTime
) -> None:
    for _ in range(5):
        assert 403 == refused(hub, "WRONGSECRET").status
    error = refused(hub, "WRONGSECRET")
    assert (ProblemCode.BUSY, 429, 60) == (error.problem, error.status, error.retry_after_s)
    assert 403 == refused(hub, "WRONGSECRET", address="127.0.0.2").status
    hub.enrol(enrol_request(new_secret(hub), 3)[1], address=HERE)
    fake_time.ms += 60_000
    assert 403 == refused(hub, "WRONGSECRET").status


def test_hq_keeps_no_secret_in_clear(postgres_hub: Hub) -> None:
    secret = new_secret(postgres_hub)
    with sql(postgres_hub) as connection:
        row = connection.execute("SELECT enrolment_code::text FROM enrolment_code").fetchone()
    assert row is not None
    assert secret not in row[0]
    assert secret.encode().hex() not in row[0]


def test_a_store_that_is_not_there_gives_no_secrets(hub: Hub) -> None:
    with pytest.raises(InputError):
        new_secret(hub, "9999")


def test_a_till_too_old_is_told_so_before_its_secret_is_spent(hub: Hub) -> None:
    secret = new_secret(hub)
    _, request = enrol_request(secret)
    with pytest.raises(RefusedError) as caught:
        hub.enrol(request.model_copy(update={"schema_version": 0}), address=HERE)
    assert (ProblemCode.VERSION, 426) == (caught.value.problem, caught.value.status)
    hub.enrol(request, address=HERE)


@pytest.mark.parametrize("key", ["?" * 43, "A" * 42 + "é"])
def test_a_key_that_is_none_is_malformed(hub: Hub, key: str) -> None:
    _, request = enrol_request(new_secret(hub))
    with pytest.raises(RefusedError) as caught:
        hub.enrol(request.model_copy(update={"box_pub": key}), address=HERE)
    assert ProblemCode.MALFORMED == caught.value.problem


def test_a_new_id_is_drawn_again_when_a_till_has_it(hub: Hub) -> None:
    till = new_till(hub)
    numbers = ["0123456789abcdefghijklmnopqrstuvwxyz".index(letter) for letter in till.device]
    draws = iter([*numbers, *([35] * 8)])

    def drawn(_size: int) -> bytes:
        return next(draws).to_bytes(4, "big")

    expires = hub.outside.now_ms() + 1
    secret = hub.storage.run(
        lambda tx: enrolment.new_secret(
            tx, "0018", "1", expires_at=expires, random_bytes=lambda size: b"\x07" * size
        )
    )
    admitted = hub.storage.run(
        lambda tx: enrolment.admit(
            tx, enrol_request(secret, 5)[1], now_ms=hub.outside.now_ms(), random_bytes=drawn
        )
    )
    assert admitted is not None
    assert "z" * 8 == admitted.device
