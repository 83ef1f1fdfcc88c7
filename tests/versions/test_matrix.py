"""Released tills go on with the present HQ: what they once sent is answered in their terms."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import importlib
import json
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
import zstandard

from sync.hub import loading
from sync.hub.app import create_app
from sync.hub.config import HubSettings
from sync.hub.hub import Hub
from sync.hub.keys import open_keys
from sync.hub.memory.storage import MemoryStorage
from sync.hub.outside import Outside
from sync.hub.port.tills import Code
from tests.simulation import builds, seeds
from tests.simulation.hq import Reply, call, on_this_thread
from tests.versions.record import CORPORA, DESK, content

CORPUS_NAMES: Final = sorted(path.stem for path in CORPORA.glob("*.json"))
_LETTERS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"


class Replay:
    """The present HQ, with the clock and the luck of the day a corpus was recorded."""

    def __init__(self, corpus: dict[str, Any], folder: Path) -> None:
        self.ms = corpus["exchanges"][0]["at"]
        self._loop = asyncio.new_event_loop()
        enrolled = next(one["answer"] for one in corpus["exchanges"] if "/enrol" in _path(one))
        self._rng = Random(corpus["seed"])
        self._letters = [_LETTERS.index(letter) for letter in enrolled["device"]]
        self._epoch = bytes.fromhex(enrolled["epoch"])
        self._storage = MemoryStorage()
        keys = open_keys(folder / "keys", self._rng.randbytes)
        outside = Outside(lambda: self.ms, self._random_bytes)
        self._hub = Hub(self._storage, keys, outside, HubSettings())
        self._app: Any = create_app(self._hub)
        on_this_thread(self._app)
        self._storage.run(lambda tx: tx.stores.keep(seeds.store_info("0018")))

    def play(self, one: dict[str, Any]) -> Reply | None:
        """Do once more what was done then; return HQ's answer when it was asked something."""
        self.ms = one["at"]
        if "load" in one:
            loading.load(self._storage, one["load"], self._hub.keys.content, now_ms=self.ms)
        elif "judge" in one:
            self._hub.judge_work()
        elif "code" in one:
            digest = hashlib.sha256(one["code"].encode()).digest()
            code, expires = Code(digest, one["store"], DESK, None), self.ms + 900_000
            self._storage.run(lambda tx: tx.codes.add(code, expires_at=expires))
        else:
            body = base64.b64decode(one["body"])
            sent = call(self._app, one["method"], one["url"], (one["headers"], body))
            return self._loop.run_until_complete(sent)
        return None

    def close(self) -> None:
        """End HQ."""
        self._app.close()
        self._loop.close()

    def _random_bytes(self, count: int) -> bytes:
        """Return what makes this HQ give the till the name and the epoch it had then."""
        if count == len(self._epoch):
            return self._epoch
        if count == 4 and self._letters:
            return self._letters.pop(0).to_bytes(4, "big")
        return self._rng.randbytes(count)


@pytest.fixture(params=CORPUS_NAMES)
def corpus(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What a release's till said, and what its HQ answered."""
    found: dict[str, Any] = json.loads((CORPORA / f"{request.param}.json").read_text("utf-8"))
    return found


@pytest.fixture
def replay(corpus: dict[str, Any], tmp_path: Path) -> Iterator[Replay]:
    """The present HQ on the day the corpus was recorded."""
    made = Replay(corpus, tmp_path)
    yield made
    made.close()


def test_every_release_has_its_corpus_and_its_till() -> None:
    assert builds.names() == CORPUS_NAMES
    assert "v0.1" in CORPUS_NAMES


def test_a_released_till_gets_the_answers_it_got_from_the_hq_of_its_day(
    corpus: dict[str, Any], replay: Replay
) -> None:
    for one in corpus["exchanges"]:
        reply = replay.play(one)
        if reply is None:
            continue
        assert one["status"] == reply.status, one
        answer = content(reply)
        if "/sync" in _path(one) and reply.status == 200:
            assert _meaning(one["answer"]) == _meaning(answer)
        elif "/snapshot" in _path(one):
            assert _snapshot(one["answer"]) == _snapshot(answer)
        elif reply.status == 200:
            assert one["answer"]["device"] == answer["device"]
            assert one["answer"].keys() <= answer.keys()
        else:
            assert one["answer"]["code"] == answer["code"]


def test_a_released_till_understands_every_answer(corpus: dict[str, Any], replay: Replay) -> None:
    """By its own models and its own checks of what an HQ may say."""
    with builds.modules_of(builds.source_of(corpus["tag"])):
        messages = importlib.import_module("sync.protocol.cycle")
        enrolment = importlib.import_module("sync.protocol.enrol")
        checks = importlib.import_module("sync.agent.cycle")
        reader = _SnapshotReader()
    acked_n = made_n = 0
    for one in corpus["exchanges"]:
        reply = replay.play(one)
        if reply is None or reply.status != 200:
            continue
        text = json.dumps(content(reply))
        if "/enrol" in _path(one):
            enrolment.EnrolAnswer.model_validate_json(text)
            continue
        if "/snapshot" in _path(one):
            reader.read(content(reply))
            continue
        request = messages.SyncRequest.model_validate_json(json.dumps(_asked(one)))
        answer = messages.SyncAnswer.model_validate_json(text)
        if request.push:
            made_n = max(made_n, request.push.groups[-1].ops[-1].n)
        at = checks.Position(acked_n, made_n)
        checks.check_answer(request, answer, at)
        acked_n = checks.settlement(request, answer, at).acked_n
    assert made_n == acked_n > 0


def test_a_corpus_writes_every_kind_and_every_form_of_op(corpus: dict[str, Any]) -> None:
    ops = [
        op
        for one in corpus["exchanges"]
        if "/sync" in _path(one)
        for group in _asked(one).get("push", {}).get("groups", [])
        for op in group["ops"]
    ]
    forms = {(op["k"], *op["b"]) for op in ops}
    assert {
        ("customer", "set"), ("customer", "add"), ("customer", "del"), ("observation", "fact"),
        ("task", "set"), ("outcome", "fact"), ("audit", "fact"),
    } <= forms  # fmt: skip
    verdicts = {
        verdict["st"]
        for one in corpus["exchanges"]
        for verdict in one.get("answer", {}).get("verdicts", [])
    }
    # Since 0.2 HQ says nothing of what it applied as it came.
    told = {"applied"} if corpus["tag"] == "v0.1" else set()
    assert {"merged", "held", "quarantined"} | told == verdicts


@pytest.mark.prove
@pytest.mark.parametrize("tag", CORPUS_NAMES)
def test_the_till_kept_here_is_the_one_that_was_released(tag: str) -> None:
    source = builds.source_of(tag)
    for path in sorted(source.rglob("*.py")):
        name = path.relative_to(source).as_posix()
        shown = subprocess.run(
            ["git", "show", f"{tag}:{name}"], check=True, stdout=subprocess.PIPE
        ).stdout
        assert shown == path.read_bytes(), name


class _SnapshotReader:
    """Reads snapshots as the release that is loaded does."""

    def __init__(self) -> None:
        self._protocol: Any = None
        if find_spec("sync.protocol.snapshot") is not None:  # The first release had none.
            self._protocol = importlib.import_module("sync.protocol.snapshot")
            self._replica = importlib.import_module("sync.agent.replica")
        self._manifest: Any = None

    def read(self, answer: dict[str, Any]) -> None:
        """Read the list of a snapshot's chunks, or the one chunk it has."""
        if "chunk" in answer:
            assert self._replica.lines_of(_unpacked(answer["chunk"]), self._manifest.chunks[0])
            return
        self._manifest = self._protocol.Manifest.model_validate_json(json.dumps(answer))
        self._replica.check_manifest(self._manifest, answer["s"], answer["epoch"])
        assert 1 == len(self._manifest.chunks)


def _snapshot(answer: dict[str, Any]) -> Any:
    """Return what a snapshot says: its place and its count, or its rows."""
    if "chunk" not in answer:
        return [answer[name] for name in ("s", "seq", "n", "epoch")]
    rows = [json.loads(line) for line in _unpacked(answer["chunk"]).splitlines()]
    return [[*row[:3], _unsigned({"b": row[3]}), row[4]] for row in rows]


def _unpacked(chunk: str) -> bytes:
    packed = base64.b64decode(chunk)
    return zstandard.ZstdDecompressor().stream_reader(packed).read()


def _path(one: dict[str, Any]) -> str:
    return str(one.get("url", ""))


def _asked(one: dict[str, Any]) -> dict[str, Any]:
    """Return what a recorded request asks."""
    encoding = one["headers"].get("Content-Encoding", "")
    raw = base64.b64decode(one["body"])
    asked: dict[str, Any] = content(Reply(200, {"content-encoding": encoding}, raw))
    return asked


def _meaning(answer: dict[str, Any]) -> dict[str, Any]:
    """Return what an answer says, without what no till looks at and what differs from HQ to HQ:
    its pace, and signatures made with its own keys. What is not said is as usual.
    """
    pages = [
        {**page, "rows": [_unsigned(row) for row in page.get("rows", [])], "ck": _count(page)}
        for page in answer.get("pages", [])
    ]
    for page in pages:
        page.pop("early", None)
    return {
        "epoch": answer["epoch"],
        "ack": answer["ack"],
        "verdicts": [
            {name: verdict.get(name) for name in ("g", "st", "code")}
            for verdict in answer.get("verdicts", [])
        ],
        "pages": pages,
        "resnap": answer.get("resnap", []),
        "lease_until": answer["lease_until"],
    }


def _unsigned(row: dict[str, Any]) -> dict[str, Any]:
    body = {name: value for name, value in row.get("b", {}).items() if name != "sig"}
    return {**row, "b": body}


def _count(page: dict[str, Any]) -> int | None:
    mark = page.get("ck")
    return None if mark is None else int(mark["n"])
