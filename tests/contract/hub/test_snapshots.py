"""Snapshots: what a stream holds, line by line, and never anything else."""

from __future__ import annotations

import hashlib
import json
import threading
from typing import Any

import pytest
import zstandard

from sync.hub import snapshots
from sync.hub.config import DAY_MS, HubSettings
from sync.hub.errors import RefusedError
from sync.hub.feed import Head
from sync.hub.hub import Hub
from sync.hub.port.snapshots import Built
from sync.hub.snapshots import Fitness, fitness
from sync.protocol import checksum
from sync.protocol.canonical import canonical
from sync.protocol.kinds import KINDS
from sync.protocol.problems import ProblemCode
from sync.protocol.snapshot import CHUNK_BYTES_MAX, CHUNK_ROWS_MAX, Manifest
from tests.hub_fixtures import OTHER_STORE, FakeTime, ScriptedTill, load_lines, new_till

STREAM = "s:0018"


def customer(name: str, record: str = "c-1") -> tuple[str, str, dict[str, Any]]:
    return ("customer", record, {"set": {"name": name}})


def lines_of(hub: Hub, till: ScriptedTill, manifest: Manifest) -> list[bytes]:
    """Return all lines of a snapshot, each chunk checked against what the manifest says of it."""
    lines: list[bytes] = []
    for chunk in manifest.chunks:
        body = hub.chunk(till.who(), manifest.s, chunk.sha256)
        assert (chunk.bytes, chunk.sha256) == (len(body), hashlib.sha256(body).hexdigest())
        plain = zstandard.ZstdDecompressor().decompress(body, max_output_size=CHUNK_BYTES_MAX)
        assert plain.endswith(b"\n")
        part = plain.splitlines()
        assert chunk.rows == len(part) <= CHUNK_ROWS_MAX
        lines += part
    return lines


def counted(lines: list[bytes]) -> tuple[int, str]:
    return len(lines), checksum.to_text(sum(map(checksum.line_h64, lines)))


def refused(hub: Hub, till: ScriptedTill, stream: str = STREAM) -> ProblemCode:
    with pytest.raises(RefusedError) as caught:
        hub.manifest(till.who(), stream)
    return caught.value.problem


def test_its_lines_are_the_streams_records_and_their_hashes_add_up_to_the_streams_sum(
    hub: Hub,
) -> None:
    till = new_till(hub)
    till.sync(till.saves_of(*([customer("测试", f"c-{n}")] for n in range(40))))
    till.sync(till.save(customer("另一个测试", "c-7")))
    till.read_all()
    manifest = hub.manifest(till.who(), STREAM)
    lines = lines_of(hub, till, manifest)
    assert (manifest.n, manifest.sum) == counted(lines) == till.marks[STREAM]
    assert manifest.seq == till.cursors[STREAM]
    assert hub.epoch == manifest.epoch
    rows = {(k, i): (rev, b, c) for k, i, rev, b, c in map(json.loads, lines)}
    assert {key: (row["rev"], row["b"], row["c"]) for key, row in till.rows[STREAM].items()} == rows
    assert lines == [canonical(json.loads(line)) for line in lines]


def test_kinds_that_a_desk_needs_first_come_first(hub: Hub) -> None:
    till = new_till(hub)
    reading = {"customer": "c-1", "code": "glucose_fasting", "at": 1,
               "items": {"glucose_mmol_e1": 84}}  # fmt: skip
    till.sync(till.save(customer("测试"), ("observation", "o-1", {"fact": reading})))
    lines = lines_of(hub, till, hub.manifest(till.who(), STREAM))
    found = [(KINDS[k].lane, k, i) for k, i, *_ in map(json.loads, lines)]
    assert sorted(found) == found
    assert {"staff", "customer", "observation"} == {kind for _, kind, _ in found}


def test_an_empty_stream_has_a_snapshot_without_chunks(hub: Hub) -> None:
    manifest = hub.manifest(new_till(hub).who(), "g")
    assert (0, 0, "0" * 16, []) == (manifest.seq, manifest.n, manifest.sum, manifest.chunks)


def test_a_long_stream_comes_in_bounded_chunks(hub: Hub) -> None:
    till = new_till(hub)
    load_lines(
        hub,
        *(
            {"k": "customer", "id": f"c-{n}", "b": {"name": "测试"}, "stores": ["0018"]}
            for n in range(CHUNK_ROWS_MAX + 10)
        ),
    )
    manifest = hub.manifest(till.who(), STREAM)
    assert [CHUNK_ROWS_MAX, 11] == [chunk.rows for chunk in manifest.chunks]
    assert (manifest.n, manifest.sum) == counted(lines_of(hub, till, manifest))


def test_long_lines_make_chunks_of_fewer_rows(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots, "CHUNK_BYTES_AIM", 1_000)
    till = new_till(hub)
    till.sync(till.saves_of(*([customer("测试", f"c-{n}")] for n in range(60))))
    manifest = hub.manifest(till.who(), STREAM)
    assert len(manifest.chunks) > 3
    assert (manifest.n, manifest.sum) == counted(lines_of(hub, till, manifest))


def test_what_changed_a_little_keeps_the_names_of_the_other_chunks(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, fake_time: FakeTime
) -> None:
    monkeypatch.setattr(snapshots, "CHUNK_BYTES_AIM", 1_000)
    till = new_till(hub)
    till.sync(till.saves_of(*([customer("测试", f"c-{n:03}")] for n in range(60))))
    before = hub.manifest(till.who(), STREAM)
    till.sync(till.save(customer("改", "c-059")))
    fake_time.ms += DAY_MS + 1
    after = hub.manifest(till.who(), STREAM)
    assert before.seq < after.seq
    same = {one.sha256 for one in before.chunks} & {one.sha256 for one in after.chunks}
    assert len(after.chunks) - 1 == len(same)


def test_a_till_begins_with_the_snapshot_and_reads_on(hub: Hub) -> None:
    till, other = new_till(hub), new_till(hub)
    till.sync(till.saves_of(*([customer("测试", f"c-{n}")] for n in range(5))))
    manifest = hub.manifest(other.who(), STREAM)
    till.sync(till.save(customer("后来", "c-3")))
    for k, i, rev, b, c in map(json.loads, lines_of(hub, other, manifest)):
        row = {"k": k, "id": i, "rev": rev, "b": b, "c": c}
        other.rows.setdefault(STREAM, {})[k, i] = row
    other.cursors[STREAM] = manifest.seq
    other.read_all()
    till.read_all()
    assert other.marks[STREAM] == other.recount(STREAM) == till.recount(STREAM)


def test_one_that_is_fresh_is_given_again_and_one_that_is_old_is_not(
    hub: Hub, fake_time: FakeTime
) -> None:
    till = new_till(hub)
    till.sync(till.save(customer("一")))
    first = hub.manifest(till.who(), STREAM)
    till.sync(till.save(customer("二")))
    assert first == hub.manifest(till.who(), STREAM)
    fake_time.ms += DAY_MS + 1
    assert first.seq + 1 == hub.manifest(till.who(), STREAM).seq


def test_the_last_two_are_kept_and_older_ones_are_gone(hub: Hub, fake_time: FakeTime) -> None:
    till = new_till(hub)
    made = []
    for name in ("一", "二", "三"):
        till.sync(till.save(customer(name)))
        made.append(hub.manifest(till.who(), STREAM))
        fake_time.ms += DAY_MS + 1
    for manifest in made[1:]:
        assert 2 == len(lines_of(hub, till, manifest))
    with pytest.raises(RefusedError) as caught:
        lines_of(hub, till, made[0])
    assert (ProblemCode.SNAPSHOT_GONE, 404) == (caught.value.problem, caught.value.status)


def test_after_a_restore_nothing_of_before_is_given(hub: Hub) -> None:
    till = new_till(hub)
    till.sync(till.save(customer("一")))
    before = hub.manifest(till.who(), STREAM)
    hub.epoch = hub.upkeep.restored()
    after = hub.manifest(till.who(), STREAM)
    assert (before.seq, hub.epoch) == (after.seq, after.epoch)
    assert before.epoch != after.epoch


HEAD = Head(20_000, 1_000, 0, 500)
SETTINGS = HubSettings()


def built(**changes: Any) -> Built:
    fields = {
        "s": "g", "seq": 19_000, "n": 1, "sum": "0" * 16, "epoch": "e", "schema_version": 1,
        "chunks": [], **changes,
    }  # fmt: skip
    return Built(Manifest(**fields), 0)


@pytest.mark.parametrize(
    ("one", "now_ms", "expected"),
    [
        (None, 0, Fitness.USELESS),
        (built(), 0, Fitness.FIT),
        (built(epoch="other"), 0, Fitness.USELESS),
        (built(seq=20_001), 0, Fitness.USELESS),
        (built(seq=499), 0, Fitness.USELESS),
        (built(seq=500), 0, Fitness.OLD),
        (built(seq=15_000), 0, Fitness.FIT),
        (built(seq=14_999), 0, Fitness.OLD),
        (built(), DAY_MS, Fitness.FIT),
        (built(), DAY_MS + 1, Fitness.OLD),
    ],
)
def test_when_one_is_fit(one: Built | None, now_ms: int, expected: Fitness) -> None:
    assert expected is fitness(one, HEAD, "e", SETTINGS, now_ms=now_ms)


def test_a_large_stream_may_run_further_ahead() -> None:
    large = Head(200_000, 100_000, 0, 0)
    assert Fitness.FIT is fitness(built(seq=175_000), large, "e", SETTINGS, now_ms=0)
    assert Fitness.OLD is fitness(built(seq=174_999), large, "e", SETTINGS, now_ms=0)


def test_while_one_is_being_built_others_get_the_old_one_or_come_again(
    hub: Hub, fake_time: FakeTime
) -> None:
    till = new_till(hub)
    till.sync(till.save(customer("一")))
    assert hub.snapshots._begin(STREAM)
    with pytest.raises(RefusedError) as caught:
        hub.manifest(till.who(), STREAM)
    assert (ProblemCode.BUSY, 1) == (caught.value.problem, caught.value.retry_after_s)
    hub.snapshots._end(STREAM)
    first = hub.manifest(till.who(), STREAM)
    fake_time.ms += DAY_MS + 1
    assert hub.snapshots._begin(STREAM)
    assert first == hub.manifest(till.who(), STREAM)


def test_who_may_not_read_gets_none(hub: Hub, fake_time: FakeTime) -> None:
    till, draining, forked = new_till(hub), new_till(hub), new_till(hub)
    hub.upkeep.revoke(draining.device)
    who = forked.who()
    hub.storage.run(lambda tx: tx.devices.flag_fork(who, now_ms=fake_time.ms))
    assert ProblemCode.FOREIGN is refused(hub, till, f"s:{OTHER_STORE.id}")
    assert ProblemCode.SNAPSHOT_GONE is refused(hub, draining)
    assert ProblemCode.DEVICE_FORKED is refused(hub, forked)
    fake_time.ms += hub.settings.key_life_ms + 1
    assert ProblemCode.SNAPSHOT_GONE is refused(hub, till)


def test_one_taken_under_eight_writers_is_the_stream_at_its_number(postgres_hub: Hub) -> None:
    hub = postgres_hub
    tills = [new_till(hub) for _ in range(8)]
    stop = threading.Event()
    failed: list[str] = []

    def write(till: ScriptedTill, place: int) -> None:
        n = 0
        while not stop.is_set():
            n += 1
            push = till.save(customer(f"甲{n}", f"c-{place}-{n}"), customer(f"乙{n}", "c-all"))
            answer = till.sync(push)
            if answer.ack.n != till.n:
                failed.append(till.device)

    threads = [
        threading.Thread(target=write, args=(till, place), name="writer")
        for place, till in enumerate(tills)
    ]
    for thread in threads:
        thread.start()
    taken: dict[int, tuple[Manifest, list[bytes]]] = {}
    # Until it was taken at many places among the writes, however slow the machine.
    while len(taken) < 12 and any(thread.is_alive() for thread in threads):
        with hub.storage.snapshot() as tx:
            manifest, bodies = snapshots.build(tx, STREAM, hub.epoch)
        taken[manifest.seq] = manifest, bodies
    stop.set()
    for thread in threads:
        thread.join()
    assert [] == failed
    assert 12 == len(taken)
    for manifest, bodies in taken.values():
        plain = [zstandard.ZstdDecompressor().decompress(body) for body in bodies]
        lines = [line for part in plain for line in part.splitlines()]
        assert (manifest.n, manifest.sum) == counted(lines)
