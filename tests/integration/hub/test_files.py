"""Snapshots and repair over HTTP: whole, in part, named by content, and only for who may read."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
import zstandard

from sync.hub.hub import Hub
from sync.protocol.repair import RepairAnswer
from sync.protocol.rotation import RotateAnswer, prove
from sync.protocol.snapshot import Manifest
from sync.protocol.version import PROTOCOL_VERSION, SCHEMA_VERSION
from tests.hub_fixtures import OTHER_STORE, ScriptedTill, enrol_request, load_lines, new_till
from tests.integration.hub.line import get, post, sync

RULE = {
    "version": 1, "status": "live", "ring": "all", "valid_from": "2026-01-01",
    "content": {"type": "followup", "cycle_days": 30},
}  # fmt: skip


@pytest.fixture
def till(hub: Hub) -> ScriptedTill:
    load_lines(hub, *({"k": "rule", "id": f"r-{n}", "b": RULE} for n in range(20)))
    made = new_till(hub)
    saves = ([("customer", f"c-{n}", {"set": {"name": "测试"}})] for n in range(50))
    made.sync(made.saves_of(*saves))
    return made


def manifest_of(till: ScriptedTill, url: str, stream: str) -> Manifest:
    response = get(till, f"{url}/v1/snapshot/{stream}")
    assert (200, "1") == (response.status_code, response.headers["Guitai"]), response.text
    return Manifest.model_validate(response.json())


@pytest.mark.parametrize("stream", ["g", "s:0018", "s%3A0018"])
def test_a_stream_is_loaded_chunk_by_chunk(till: ScriptedTill, hub_url: str, stream: str) -> None:
    manifest = manifest_of(till, hub_url, stream)
    rows = 0
    for chunk in manifest.chunks:
        response = get(till, f"{hub_url}/v1/snapshot/{stream}/{chunk.sha256}")
        assert (200, f'"{chunk.sha256}"') == (response.status_code, response.headers["ETag"])
        assert chunk.sha256 == hashlib.sha256(response.content).hexdigest()
        rows += len(zstandard.ZstdDecompressor().decompress(response.content).splitlines())
    assert manifest.n == rows > 0


def test_what_all_stores_share_may_be_kept_and_what_is_a_stores_own_may_not(
    till: ScriptedTill, hub_url: str
) -> None:
    kept = {}
    for stream in ("g", "s:0018"):
        (chunk,) = manifest_of(till, hub_url, stream).chunks
        response = get(till, f"{hub_url}/v1/snapshot/{stream}/{chunk.sha256}")
        kept[stream] = response.headers["Cache-Control"]
    assert {"g": "private, max-age=31536000, immutable", "s:0018": "no-store"} == kept


def test_a_chunk_of_the_chains_stream_is_the_same_for_every_store(
    hub: Hub, till: ScriptedTill, hub_url: str
) -> None:
    far = new_till(hub, OTHER_STORE.id)
    assert manifest_of(till, hub_url, "g") == manifest_of(far, hub_url, "g")


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-9", 0, 10),
        ("bytes=10-", 10, None),
        ("bytes=-7", -7, None),
        ("bytes=5-99999", 5, None),
    ],
)
def test_a_part_of_a_chunk(
    till: ScriptedTill, hub_url: str, asked: str, start: int, end: int | None
) -> None:
    (chunk,) = manifest_of(till, hub_url, "g").chunks
    url = f"{hub_url}/v1/snapshot/g/{chunk.sha256}"
    whole = get(till, url).content
    part = get(till, url, range=asked, if_range=f'"{chunk.sha256}"')
    assert (206, whole[start:end]) == (part.status_code, part.content)
    first = whole.index(part.content)
    place = f"bytes {first}-{first + len(part.content) - 1}/{len(whole)}"
    assert place == part.headers["Content-Range"]
    other = get(till, url, range=asked, if_range='"another"')
    assert (200, whole) == (other.status_code, other.content)


@pytest.mark.parametrize(
    ("asked", "status"),
    [("bytes=99999-", 416), ("bytes=-0", 416), ("bytes=-", 200), ("rows=1-2", 200),
     ("bytes=0-1,3-4", 200), ("x", 200)],
)  # fmt: skip
def test_a_part_there_is_not_is_refused_and_one_out_of_form_is_the_whole(
    till: ScriptedTill, hub_url: str, asked: str, status: int
) -> None:
    (chunk,) = manifest_of(till, hub_url, "g").chunks
    response = get(till, f"{hub_url}/v1/snapshot/g/{chunk.sha256}", range=asked)
    assert status == response.status_code


def test_a_chunk_one_has_is_not_sent_again(till: ScriptedTill, hub_url: str) -> None:
    (chunk,) = manifest_of(till, hub_url, "g").chunks
    url = f"{hub_url}/v1/snapshot/g/{chunk.sha256}"
    again = get(till, url, if_none_match=f'"x", "{chunk.sha256}"')
    assert (304, b"", f'"{chunk.sha256}"') == (
        again.status_code, again.content, again.headers["ETag"]
    )  # fmt: skip
    assert 200 == get(till, url, if_none_match='"x"').status_code


def test_what_is_not_there_or_not_the_tills_is_refused_by_name(
    till: ScriptedTill, hub_url: str
) -> None:
    gone = get(till, f"{hub_url}/v1/snapshot/g/{'0' * 64}")
    assert (404, "HQ_SNAPSHOT_GONE") == (gone.status_code, gone.json()["code"])
    far = get(till, f"{hub_url}/v1/snapshot/s:{OTHER_STORE.id}")
    assert (403, "HQ_FOREIGN") == (far.status_code, far.json()["code"])


def test_repair_over_http(till: ScriptedTill, hub_url: str) -> None:
    fields: dict[str, Any] = {
        "v": PROTOCOL_VERSION, "schema": SCHEMA_VERSION, "device": till.device, "inc": till.inc,
        "epoch": till.epoch, "s": "s:0018", "buckets": [{"n": 0, "sum": "0" * 16}] * 256,
    }  # fmt: skip
    response = post(till, f"{hub_url}/v1/repair", json.dumps(fields).encode())
    answer = RepairAnswer.model_validate(response.json())
    assert 30 < len(answer.differ) <= 51
    del fields["buckets"]
    fields["of"] = answer.differ
    response = post(till, f"{hub_url}/v1/repair", json.dumps(fields).encode())
    assert 51 == len(RepairAnswer.model_validate(response.json()).put)


def test_new_keys_are_announced_under_the_old_and_take_over_at_their_first_use(
    hub: Hub, till: ScriptedTill, hub_url: str
) -> None:
    key, request = enrol_request("SECRETSECRET", seed=77)
    proved = prove(till.device, till.inc, sig_pub=request.sig_pub, box_pub=request.box_pub, key=key)
    response = post(till, f"{hub_url}/v1/rotate", proved.model_dump_json().encode())
    until = RotateAnswer.model_validate(response.json()).until
    assert hub.outside.now_ms() + hub.settings.key_life_ms == until
    assert 200 == sync(till, hub_url).status_code
    old, till.key = till.key, key
    assert 200 == sync(till, hub_url).status_code
    till.key = old
    assert 401 == sync(till, hub_url).status_code
