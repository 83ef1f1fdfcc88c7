"""HQ issues member codes, takes them back, and changes its keys."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest

from sync.hub import loading, member_codes
from sync.hub.__main__ import main
from sync.hub.cli import member_codes as cli
from sync.hub.errors import InputError
from sync.hub.keys import add_code_key, open_code_keys, open_keys
from sync.hub.member_codes import Office
from sync.hub.memory.storage import MemoryStorage
from sync.hub.records import CHAIN_WIDE, Key
from sync.protocol import member_code
from sync.protocol.enrol import StoreInfo
from sync.protocol.member_code import MINUTE_MS, Profile
from tests.builders import START_MS, a_customer

WHO: Final = "0192c7a4-6b1e-7c3d-8f00-5a2b9c4d7e10"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    drawn = Random(7).randbytes
    keys = open_keys(tmp_path / "keys", drawn)
    made = Office(
        MemoryStorage(), open_code_keys(tmp_path / "keys", drawn), keys.root, keys.content, START_MS
    )
    store = StoreInfo(id="0018", code="DX018", name="合成数据店", time_zone="Asia/Shanghai")
    made.storage.run(lambda tx: tx.stores.keep(store))
    people: list[tuple[str, dict[str, Any]]] = [
        (WHO, a_customer(1, name="王秀兰", tier="A")),
        ("c-2", a_customer(2, name="欧阳合成甲乙丙", tier="重点")),
        ("c-3", a_customer(3, canonical_id=WHO)),
        ("c-4", a_customer(4, restricted=True)),
        ("a-name-far-too-long-for-it", a_customer(5)),
    ]
    lines = [
        json.dumps({"k": "customer", "id": one, "b": body, "stores": ["0018"]})
        for one, body in people
    ]
    loading.load(made.storage, lines, made.content, now_ms=START_MS)
    return made


def held(office: Office, kind: str, record_id: str) -> dict[str, Any]:
    key = Key(CHAIN_WIDE, kind, record_id)
    with office.storage.snapshot() as tx:
        return dict(tx.records.read([key])[key].state.body)


def test_a_card_says_the_least_and_is_signed_with_the_key_of_the_trust_bundle(
    office: Office,
) -> None:
    (made,) = member_codes.issue(office, [WHO], Profile.CARD, days=1000)
    code = member_code.parse(made.to_text()).code
    assert (WHO, "王*兰", "A", 1) == (code.customer, code.masked_name, code.tier, code.key)
    assert 1000 * 1440 * MINUTE_MS == code.expires_ms - code.issued_ms
    assert 0 <= START_MS - code.issued_ms < MINUTE_MS
    assert made.is_by(office.keys.keys[1].public_key())


def test_an_app_code_lasts_ten_minutes_and_a_joined_file_leads_to_the_one_that_stayed(
    office: Office,
) -> None:
    (made,) = member_codes.issue(office, ["c-3"], Profile.APP)
    assert (WHO, 10 * MINUTE_MS) == (
        made.code.customer,
        made.code.expires_ms - made.code.issued_ms,
    )


def test_a_long_name_is_shortened_and_a_tier_of_words_left_out(office: Office) -> None:
    (made,) = member_codes.issue(office, ["c-2"], Profile.CARD)
    assert ("欧***丙", "") == (made.code.masked_name, made.code.tier)
    assert "𠮷*𠮷"[:2] == member_codes.short_name("𠮷𠮷𠮷")[:2]
    assert len(member_codes.short_name("𠮷𠮷𠮷𠮷").encode()) <= 10


@pytest.mark.parametrize("customer", ["nobody", "c-4", "a-name-far-too-long-for-it"])
def test_no_code_is_made_of_whom_hq_does_not_know_or_may_not_serve(
    office: Office, customer: str
) -> None:
    with pytest.raises(InputError):
        member_codes.issue(office, [customer], Profile.CARD)


def test_a_revoked_card_and_all_cards_of_somebody_stand_in_the_list(office: Office) -> None:
    (made,) = member_codes.issue(office, [WHO], Profile.CARD)
    member_codes.revoke(office, name=made.id, customer=None, reason="lost")
    assert {"status": "revoked", "at": START_MS, "reason": "lost"} == held(
        office, "revoked_code", made.id
    )
    member_codes.revoke(office, name=None, customer="c-3", reason="left")
    found = held(office, "revoked_code", member_code.all_of(WHO))
    assert made.code.issued_ms < found["before_at"] <= START_MS + 1
    member_codes.revoke(office, name=None, customer="c-4", reason="left")


def test_a_new_key_signs_from_now_on_and_an_old_one_can_be_retired(office: Office) -> None:
    assert {1: "active"} == member_codes.statuses(office)
    keys = add_code_key(office.keys, Random(9).randbytes)
    newer = replace(office, keys=keys)
    assert {1: "active", 2: "not sent"} == member_codes.statuses(newer)
    (made,) = member_codes.issue(newer, [WHO], Profile.CARD)
    assert (2, True) == (made.code.key, made.is_by(keys.keys[2].public_key()))
    told = held(newer, "member_key", "2")
    assert member_code.is_key_proved(
        told["proof"], 2, told["public"], "active", root=office.root.public_key()
    )
    member_codes.publish_key(newer, 1, member_codes.RETIRED)
    assert {1: "retired", 2: "active"} == member_codes.statuses(newer)
    with pytest.raises(InputError):
        member_codes.publish_key(newer, 1)
    with pytest.raises(InputError):
        member_codes.publish_key(newer, 9)


def test_keys_are_read_again_and_nobody_else_may_read_them(office: Office, tmp_path: Path) -> None:
    added = add_code_key(office.keys, Random(9).randbytes)
    again = open_code_keys(tmp_path / "keys", Random(1).randbytes)
    assert [1, 2] == sorted(again.keys)
    assert [added.public(n) for n in (1, 2)] == [again.public(n) for n in (1, 2)]
    assert 0o600 == (tmp_path / "keys" / "member_code_2.key").stat().st_mode & 0o777


def run(*arguments: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([*arguments])
    return code, out.getvalue(), err.getvalue()


def test_the_commands_issue_revoke_list_renew_and_retire(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def opened(*_: object) -> Iterator[Any]:
        yield office.storage

    monkeypatch.setattr(cli, "opened", opened)
    data, out = ["--data", str(tmp_path)], tmp_path / "cards.csv"
    done = run("issue-code", *data, "--customer", WHO, "--customer", "c-2", "--out", str(out))
    assert (0, "codes 2 key 1\n") == done[:2]
    assert 0o600 == out.stat().st_mode & 0o777
    rows = list(csv.DictReader(out.read_text("utf-8-sig").splitlines()))
    assert ["王*兰", "欧***丙"] == [row["masked_name"] for row in rows]
    code = member_code.parse(rows[0]["text"])
    assert code.id == rows[0]["code_name"]
    assert WHO not in out.read_text("utf-8-sig")
    assert (0, f"revoked {code.id}\n") == run("revoke-code", *data, "--code", rows[0]["text"])[:2]
    assert "revoked" == held(office, "revoked_code", code.id)["status"]
    assert 0 == run("revoke-code", *data, "--name", code.id)[0]
    assert 0 == run("revoke-code", *data, "--customer", WHO)[0]
    for wrong in (("--code", "GT1AAAA"), ("--name", "xyz"), ("--customer", "nobody")):
        assert 1 == run("revoke-code", *data, *wrong)[0]
    keys = ["code-keys", *data]
    refused: tuple[tuple[str, ...], ...] = (
        ("retire", "--number", "1"),
        ("retire",),
        ("retire", "--number", "9"),
    )
    for words in refused:
        assert 1 == run(*keys, *words)[0]
    assert 0 == run(*keys, "new")[0]
    assert 0 == run(*keys, "retire", "--number", "1")[0]
    listed = [line.split("\t")[:2] for line in run(*keys, "list")[1].splitlines()]
    assert [["1", "retired"], ["2", "active"]] == listed
    assert 1 == run("issue-code", *data, "--customer", WHO, "--days", "0", "--out", str(out))[0]
