"""What a backup takes, its test included: copied, read again from the disk, authenticated, counted
and compared.
"""

from __future__ import annotations

from functools import partial
from statistics import median
from typing import Final

from local_store.backup import BackupPlan, back_up, fetch
from local_store.key_custody import FileCustody
from tests.bench.rig.figures import Figure, Figures, Target, WrongError
from tests.bench.store_rig import plain
from tests.bench.store_rig.data import DATABASE, PLAIN, Made
from tests.bench.store_rig.laps import Laps
from tests.builders import START_MS, TEST_KEY, a_store

MB_S: Final = Target("backup_mb_s", "MB/s", 100, "more")
_MB: Final = 1_000_000
_BACKUPS: Final = 3


def backups(made: Made) -> Figures:
    """Back a store up that is open, again and again; with sqlite3's own means as well, its copy
    checked and counted too. The last one is fetched back and opened.
    """
    folder = made.folder / "backups"
    custody = FileCustody(made.folder / "key.json")
    custody.keep(TEST_KEY)
    till = a_store(made.folder, enrolled=False, inline=False, name=DATABASE, seed=14)
    laps = Laps()
    try:
        for number in range(_BACKUPS):
            plan = BackupPlan(folder, custody, START_MS + number, floor=0)
            backup = laps.take(partial(back_up, till.store, plan))
    finally:
        till.close()
    fetch(backup, made.folder / "fetched.db", TEST_KEY)
    (made.folder / "fetched.db").unlink()
    theirs, tally = zip(
        *(plain.back_up(made, made.folder / "backup.db") for _ in range(_BACKUPS)), strict=True
    )
    streams = {stream: list(of) for stream, of in tally[0].streams.items()}
    if backup.streams != streams:
        raise WrongError("the backup does not hold what the plain database holds")
    rate, worked = (backup.bytes / _MB / median(taken) * 1_000 for taken in (laps.wall, laps.cpu))
    size = (made.folder / PLAIN).stat().st_size
    return {
        **MB_S.met_by(rate),
        "backup_mb": Figure(backup.bytes / _MB, "MB"),
        "backup_cpu_mb_s": Figure(worked, "MB/s", None, "more"),
        "backup_sqlite3_mb_s": Figure(size / _MB / median(theirs), "MB/s", None, "more"),
        "backup_ratio": Figure(rate / (size / _MB / median(theirs)), "×", None, "more"),
    }
