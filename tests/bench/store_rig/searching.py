"""What a key pressed in the search field costs: from the text to masked hits with their reasons."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from random import Random
from typing import Any, Final

from local_store import pinyin
from local_store.store import Store
from local_store.unit_of_work import UnitOfWork
from terminal.domain.search import units
from terminal.services import counter
from tests.bench.rig.figures import BenchError, Figure, Figures, percentile, spread
from tests.bench.store_rig import plain
from tests.bench.store_rig.data import DATABASE, Made
from tests.builders import SESSION, a_store

P95_MS: Final = 20
FIRST_MS: Final = 50
_OPENINGS: Final = 12

Reader = Callable[[Callable[[UnitOfWork], Any]], Any]


def keystrokes(made: Made, *, samples: int) -> Figures:
    """Type what people type, key by key, and take the time of each; in plain sqlite3 as well."""
    texts = list(_typed(made, samples))
    till = a_store(made.folder, enrolled=False, inline=False, name=DATABASE)
    try:
        taken = _times(partial(_read, till.store), texts)
        _require_found(partial(_read, till.store), texts[:100])
    finally:
        till.close()
    with plain.opened(made.folder / plain.NAME) as run:
        theirs = _times(run, texts)
    ours = percentile(taken, 95)
    return {
        "search_p95_ms": Figure(ours, "ms", P95_MS),
        **spread("search", taken, "ms", (50, 99, 100)),
        "search_p95_sqlite3_ms": Figure(percentile(theirs, 95), "ms"),
        "search_p95_ratio": Figure(ours / percentile(theirs, 95), "×"),
    }


def first_key(made: Made, *, samples: int) -> Figures:
    """Open the store and press one key, again and again; in plain sqlite3 as well. The worst of
    them counts: nobody opens a store twelve times.
    """
    texts = list(_typed(made, samples))[:: max(samples // _OPENINGS, 1)][:_OPENINGS]
    taken, theirs = [], []
    for text in texts:
        pinyin.readings.cache_clear()
        till = a_store(made.folder, enrolled=False, inline=False, name=DATABASE)
        try:
            taken += _times(partial(_read, till.store), [text])
        finally:
            till.close()
        with plain.opened(made.folder / plain.NAME) as run:
            theirs += _times(run, [text])
    return {
        "search_first_key_ms": Figure(max(taken), "ms", FIRST_MS),
        "search_first_key_p50_ms": Figure(percentile(taken, 50), "ms"),
        "search_first_key_sqlite3_ms": Figure(max(theirs), "ms"),
        "search_first_key_ratio": Figure(max(taken) / max(theirs), "×"),
    }


def _read(store: Store, work: Callable[[UnitOfWork], Any]) -> Any:
    return store.read(work, SESSION).result()


def _times(run: Reader, texts: list[str]) -> list[float]:
    taken = []
    for text in texts:
        work = partial(counter.search, text=text)
        started = time.perf_counter_ns()
        run(work)
        taken.append((time.perf_counter_ns() - started) / 1e6)
    return taken


def _require_found(run: Reader, texts: list[str]) -> None:
    found = sum(bool(run(partial(counter.search, text=text))) for text in texts)
    if found * 2 < len(texts):
        raise BenchError(f"{found} of {len(texts)} texts found anything")


def _typed(made: Made, samples: int) -> Iterator[str]:
    """Yield texts as they grow key by key, of customers and medicines by turns."""
    rng = Random(made.sizes.seed)
    count = 0
    while True:
        for whole in (*_of_customer(rng, made), *_of_medicine(rng, made)):
            least = 2 if whole.isdigit() else 1
            for end in range(least, len(whole) + 1):
                yield whole[:end]
                count += 1
                if count == samples:
                    return


def _of_customer(rng: Random, made: Made) -> tuple[str, ...]:
    body = rng.choice(made.customers)
    read = pinyin.of_person(units(body["name"]))[0]
    phone = body["phones"][0]
    initials = "".join(one[0] for one in read)
    return (
        *(phone[-4:], phone, body["name"], body["name"][-2:]),
        *("".join(read), initials, initials.upper(), "".join(read)[:6]),
    )


def _of_medicine(rng: Random, made: Made) -> tuple[str, ...]:
    body = rng.choice(made.medicines)
    read = pinyin.of_medicine(units(body["generic"]))
    initials = "".join(one[0] for one in read)
    return (body["generic"][:6], initials[:6], initials[2:6] or "a", body["trade"])
