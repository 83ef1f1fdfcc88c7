"""A whole chain and the command: sizes, streaming, files."""

from __future__ import annotations

import io
import json
from collections import Counter
from datetime import date
from itertools import islice
from pathlib import Path
from statistics import mean, median

import pytest
import zstandard

from terminal.sandbox import chain, store
from terminal.sandbox.__main__ import main
from terminal.sandbox.catalogue import build
from terminal.sandbox.chain import ChainPlan

AS_OF = date(2026, 11, 21)


def test_store_sizes_are_lognormal_around_their_mean() -> None:
    sizes = [p.customers for p in chain.store_plans(ChainPlan(seed=18, as_of=AS_OF))]
    assert 127 == len(sizes)
    assert pytest.approx(787, abs=2) == mean(sizes)
    assert 150 <= min(sizes) <= max(sizes) <= 3500
    assert median(sizes) < mean(sizes) < max(sizes) / 2


def test_a_chain_is_a_stream_that_holds_one_store_at_a_time() -> None:
    plan = ChainPlan(seed=18, as_of=AS_OF)
    first = list(islice(chain.generate(plan), 6100))
    assert 127 == len(first[0]["meta"]["stores"])
    assert [["0001"]] == [line["stores"] for line in first if line.get("k") == "staff"][:1]


def test_a_store_of_a_chain_is_the_store_made_alone() -> None:
    plan = ChainPlan(seed=4, as_of=AS_OF, stores=2, mean=150)
    alone = chain.store_plans(plan)[1]
    lines = list(chain.generate(plan))
    own = list(store.generate(alone))
    shared = 1 + len(list(store.chain_lines(build(4), AS_OF)))
    assert own[1:] == [*lines[1:shared], *lines[-(len(own) - shared) :]]


def test_records_of_a_chain_are_unique_and_a_few_customers_know_two_stores() -> None:
    plan = ChainPlan(seed=4, as_of=AS_OF, stores=3, mean=200)
    keys: Counter[tuple[str, str]] = Counter()
    stores: list[list[str]] = []
    phones: set[str] = set()
    for line in chain.generate(plan):
        if "k" in line:
            keys[line["k"], line["id"]] += 1
        if line.get("k") == "customer":
            stores.append(line["stores"])
            assert line["b"]["home_store"] == line["stores"][0]
            phones.update(line["b"].get("phones", ()))
    assert 1 == max(keys.values())
    assert 1 <= sum(len(linked) == 2 for linked in stores) <= 0.08 * len(stores)
    assert len(phones) > 0.9 * len(stores)


@pytest.mark.parametrize("wrong", [{"stores": 0}, {"stores": 10_000}, {"mean": 10}])
def test_a_chain_that_cannot_be_made_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        ChainPlan(seed=1, as_of=AS_OF, **wrong)


def test_the_command_writes_a_store_and_says_what_is_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain, packed, truth = (tmp_path / name for name in ("a.jsonl", "a.jsonl.zst", "t.jsonl"))
    asked = ["--seed", "5", "--store", "0042", "--customers", "40", "--as-of", "2026-11-21"]
    assert 0 == main([*asked, "--out", str(plain), "--truth", str(truth)])
    capsys.readouterr()
    assert 0 == main([*asked, "--out", str(packed), "--show-codes", "3"])
    printed = capsys.readouterr().out.splitlines()
    assert "customer 40" in printed
    assert 3 == sum(line.startswith("code 3204") for line in printed)
    unpacked = zstandard.ZstdDecompressor().stream_reader(io.BytesIO(packed.read_bytes())).read()
    assert plain.read_bytes() == unpacked
    assert len(unpacked) > 2 * packed.stat().st_size
    hidden = [json.loads(line) for line in truth.read_text("utf-8").splitlines()]
    assert "合成数据" == hidden[0]["meta"]["notice"]
    assert all("adherence" in course for course in hidden[1:])
    assert "adherence" not in plain.read_text("utf-8")


def test_the_command_writes_a_chain(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "chain.jsonl"
    assert 0 == main(["--chain", "1", "--as-of", "2026-11-21", "--out", str(out)])
    assert "medicine 3000" in capsys.readouterr().out.splitlines()


@pytest.mark.parametrize(
    ("wrong", "refused"),
    [
        (["--store", "18"], "store"),
        (["--customers", "1"], "customers"),
        (["--chain", "0"], "stores"),
    ],
)
def test_the_command_refuses_what_it_cannot_make(
    wrong: list[str], refused: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "never.jsonl"
    with pytest.raises(SystemExit):
        main([*wrong, "--as-of", "2026-11-21", "--out", str(out)])
    assert f"--{refused}" in capsys.readouterr().err
    assert not out.exists()


def test_the_command_says_which_file_it_cannot_write(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "no such folder" / "a.jsonl"
    with pytest.raises(SystemExit, match="1"):
        main(["--as-of", "2026-11-21", "--customers", "40", "--out", str(out)])
    printed = capsys.readouterr().err
    assert str(out) in printed
    assert "Traceback" not in printed
