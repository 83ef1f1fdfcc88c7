"""A file system that refuses to write: a real one, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.builders import a_store

CHILD = """
import resource, signal, sys
from pathlib import Path
from local_store.errors import LocalStoreError
from sync.protocol.ops import Fact
from tests.builders import a_store, an_observation

till = a_store(Path(sys.argv[1]), durable=True)

def save(uow, note="x" * 400):
    for _ in range(20):
        uow.put("observation", uow.new_id(), Fact(an_observation("c1", brand_new=note)))

till.run(save)
limit = int(sys.argv[2])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
saved, codes = 20, []
for _ in range(200):
    try:
        till.run(save)
    except LocalStoreError as error:
        codes.append(error.code)
        if len(codes) == 3:
            break
    else:
        saved += 20
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
till.run(save)
saved += 20
print(saved, *codes)
till.close()
"""


def _run(*command: str) -> list[str]:
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=False,
        env={**os.environ, "PYTHONPATH": "."},
    )  # fmt: skip
    assert "" == done.stderr
    return done.stdout.split()


def test_a_file_that_may_grow_no_further_loses_nothing_saved_and_the_store_recovers(
    tmp_path: Path,
) -> None:
    saved, *codes = _run(sys.executable, "-c", CHILD, str(tmp_path), str(600 * 1024))
    assert 3 == len(codes)
    assert set(codes) <= {"STORE_DISK_FAULT", "STORE_DISK_FULL"}
    _expect(tmp_path, int(saved))


def _expect(folder: Path, saved: int) -> None:
    till = a_store(folder)
    sql = "SELECT (SELECT count(*) FROM observation), (SELECT count(*) FROM outbox)"
    assert (saved, saved) == till.read(lambda uow: uow._db.execute(sql).fetchone())
    assert till.read(lambda uow: uow.sync.first_broken_op()) is None
    till.store.check_pages().result()
    till.close()
