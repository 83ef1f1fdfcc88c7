"""A few short runs of the partition matrix, in every run of the tests: HQ with two workers and
five tills as real processes, and lines that fail.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.prove import nemesis
from tests.prove.partitions import LONG_RUNS, LONG_S, SHORT_RUNS, SHORT_S, Run, do_run, plan
from tests.prove.people import Holdings
from tests.prove.server import Server, loaded_server

SEED: Final = int(os.environ.get("GUITAI_SEED", "7"))
SECONDS: Final = 6.0


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with loaded_server(Holdings(), SEED) as made:
        yield made


@pytest.mark.timeout(300)
@pytest.mark.parametrize("fault", ["cut-both", "kill-hub", nemesis.MIXED])
def test_tills_behind_failing_lines_end_with_what_hq_has_and_nothing_is_lost(
    fault: str, server: Server, tmp_path: Path
) -> None:
    result = do_run(Run(SEED, fault, SECONDS, ops_s=30), server, tmp_path)
    assert result["failure"] is None, result
    assert result["ops"] > 30
    assert result["events"]


def test_the_matrix_has_every_fault_many_times() -> None:
    runs = list(plan(1))
    short = [run for run in runs if run.seconds == SHORT_S]
    long = [run for run in runs if run.seconds == LONG_S]
    assert (SHORT_RUNS, LONG_RUNS) == (len(short), len(long))
    assert len(runs) == len({run.seed for run in runs})
    for fault in nemesis.CLASSES:
        assert len([run for run in short if run.fault == fault]) >= SHORT_RUNS // 20
    assert set(nemesis.CLASSES) - {"none"} == {run.fault for run in long}
