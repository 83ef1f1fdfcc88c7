"""What requests cost: an honest till has room for all it ever needs, and whoever repeats what is
heavy has not.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests

from sync.hub import snapshots
from sync.hub.config import EdgeSettings
from sync.hub.hub import Hub
from sync.protocol.repair import RepairRequest
from sync.protocol.snapshot import Manifest
from tests.hub_fixtures import ScriptedTill, load_lines, new_till
from tests.integration.hub.line import get, post, sync
from tests.integration.hub.test_limits import serving

CHUNKS = 130
NEVER_FILLS = EdgeSettings(device_rate=0.000_001)


@pytest.fixture
def till(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> ScriptedTill:
    """A till of a store whose stream is CHUNKS chunks long."""
    monkeypatch.setattr(snapshots, "CHUNK_BYTES_AIM", 1)
    rows = (
        {"k": "customer", "id": f"c-{n}", "owner": "0018", "stores": ["0018"],
         "b": {"name": f"测试{n}", "synthetic": True}}
        for n in range(CHUNKS)
    )  # fmt: skip
    load_lines(hub, *rows)
    return new_till(hub)


@pytest.fixture
def url(hub: Hub) -> Iterator[str]:
    with serving(hub, NEVER_FILLS) as made:
        yield made


def compare(till: ScriptedTill, url: str) -> requests.Response:
    asked = RepairRequest.model_validate(
        {"v": 1, "schema": till.schema, "device": till.device, "inc": till.inc,
         "epoch": till.epoch, "s": "s:0018", "buckets": [{"n": 0, "sum": "0" * 16}] * 256}
    )  # fmt: skip
    return post(till, f"{url}/v1/repair", asked.model_dump_json(by_alias=True).encode())


def test_a_first_load_of_130_chunks_and_a_repair_of_all_fit_into_one_share(
    till: ScriptedTill, url: str
) -> None:
    statuses = [sync(till, url).status_code]
    for stream in ("g", "s:0018"):
        told = get(till, f"{url}/v1/snapshot/{stream}")
        chunks = Manifest.model_validate(told.json()).chunks
        statuses += [told.status_code] + [
            get(till, f"{url}/v1/snapshot/{stream}/{one.sha256}").status_code for one in chunks
        ]
    assert len(statuses) > CHUNKS
    statuses += [compare(till, url).status_code for _ in range(15)]
    statuses += [sync(till, url).status_code for _ in range(50)]
    assert {200} == set(statuses)


def test_who_compares_over_and_over_is_stopped_long_before_who_asks_for_news(
    hub: Hub, till: ScriptedTill, url: str
) -> None:
    told = [compare(till, url) for _ in range(41)]
    assert [200] * 40 + [429] == [one.status_code for one in told]
    assert "HQ_BUSY" == told[-1].json()["code"]
    other = new_till(hub)
    assert [200] * 50 == [sync(other, url).status_code for _ in range(50)]


def test_a_build_counts_for_who_has_it_built_and_for_nobody_else(
    hub: Hub, till: ScriptedTill
) -> None:
    with serving(hub, EdgeSettings(device_rate=0.000_001, device_burst=1_500)) as url:
        told = [get(till, f"{url}/v1/snapshot/{stream}") for stream in ("s:0018", "s:0018", "g")]
        assert [200, 200, 429] == [one.status_code for one in told]
        assert 200 == get(new_till(hub), f"{url}/v1/snapshot/g").status_code, "and now it is there"
        assert 200 == get(till, f"{url}/v1/snapshot/g").status_code
