"""What a key pressed in the search field costs: from the text to masked hits with their reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any, Final

from local_store import pinyin
from local_store.store import Store
from local_store.unit_of_work import UnitOfWork
from terminal.domain.search import units
from terminal.services import counter
from tests.bench.rig.figures import Figure, Figures, Target, WrongError
from tests.bench.store_rig import plain
from tests.bench.store_rig.data import DATABASE, PLAIN, Made
from tests.bench.store_rig.laps import Laps
from tests.builders import SESSION, a_store

P95_MS: Final = Target("search_p95_ms", "ms", 20)
FIRST_MS: Final = Target("search_first_key_ms", "ms", 50)
_OPENINGS: Final = 12
_COMPARED: Final = 400

Reader = Callable[[Callable[[UnitOfWork], Any]], Any]


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the field after a key, and who must then be among the hits, if anybody."""

    text: str
    wanted: str | None = None


def keystrokes(made: Made, *, samples: int) -> Figures:
    """Type what people type, key by key, and take the time of each; in plain sqlite3 as well. The
    hits of both have to be the same, and hold whoever was typed whole.
    """
    asked = list(_typed(made, samples))
    taken, theirs = Laps(), Laps()
    compared = [one for one in asked if one.wanted] + asked[:_COMPARED]
    till = a_store(made.folder, enrolled=False, inline=False, name=DATABASE)
    try:
        _press(taken, partial(_read, till.store), asked)
        found = [_hits(partial(_read, till.store), one) for one in compared]
    finally:
        till.close()
    with plain.opened(made.folder / PLAIN) as run:
        _press(theirs, run, asked)
        if [_hits(run, one) for one in compared] != found:
            raise WrongError("the store and plain sqlite3 find different people")
    return {
        **taken.told("search", 95, 50, 99, 100),
        **P95_MS.met_by(taken.at(95)),
        "search_p95_sqlite3_ms": Figure(theirs.at(95), "ms"),
        "search_p95_ratio": Figure(taken.at(95) / theirs.at(95), "×"),
    }


def first_key(made: Made, *, samples: int) -> Figures:
    """Open the store and press one key, again and again; in plain sqlite3 as well. The worst of
    them counts: nobody opens a store twelve times.
    """
    asked = list(_typed(made, samples))[:: max(samples // _OPENINGS, 1)][:_OPENINGS]
    taken, theirs = Laps(), Laps()
    for one in asked:
        pinyin.readings.cache_clear()
        till = a_store(made.folder, enrolled=False, inline=False, name=DATABASE)
        try:
            _press(taken, partial(_read, till.store), [one])
            found = _hits(partial(_read, till.store), one)
        finally:
            till.close()
        with plain.opened(made.folder / PLAIN) as run:
            _press(theirs, run, [one])
            if _hits(run, one) != found:
                raise WrongError("the store and plain sqlite3 find different people")
    return {
        **taken.told("search_first_key", 100, 50),
        **FIRST_MS.met_by(taken.at(100)),
        "search_first_key_sqlite3_ms": Figure(theirs.at(100), "ms"),
        "search_first_key_ratio": Figure(taken.at(100) / theirs.at(100), "×"),
    }


def some_texts(made: Made, samples: int) -> list[str]:
    """Return what somebody types, key by key."""
    return [one.text for one in _typed(made, samples)]


def _read(store: Store, work: Callable[[UnitOfWork], Any]) -> Any:
    return store.read(work, SESSION).result()


def _press(laps: Laps, run: Reader, asked: list[Typed]) -> None:
    for one in asked:
        laps.take(partial(run, partial(counter.search, text=one.text)))


def _hits(run: Reader, one: Typed) -> Any:
    hits = run(partial(counter.search, text=one.text))
    if one.wanted is not None and one.wanted not in {hit.id for hit in hits}:
        raise WrongError("somebody is not found by what is on file")
    return hits


def _typed(made: Made, samples: int) -> Iterator[Typed]:
    """Yield texts as they grow key by key, of customers and medicines by turns."""
    rng = Random(made.sizes.seed)
    count = 0
    while True:
        for whole in (*_of_customer(rng, made), *_of_medicine(rng, made)):
            least = 2 if whole.text.isdigit() else 1
            for end in range(least, len(whole.text) + 1):
                yield whole if end == len(whole.text) else Typed(whole.text[:end])
                count += 1
                if count == samples:
                    return


def _of_customer(rng: Random, made: Made) -> tuple[Typed, ...]:
    one = rng.choice(made.known.customers)
    read = pinyin.of_person(units(one["name"]))[0]
    phone, initials = one["phones"][0], "".join(each[0] for each in read)
    return (
        *(Typed(phone[-4:]), Typed(phone, one["id"]), Typed(one["name"]), Typed(one["name"][-2:])),
        *(Typed("".join(read)), Typed(initials), Typed(initials.upper())),
        Typed("".join(read)[:6]),
    )


def _of_medicine(rng: Random, made: Made) -> tuple[Typed, ...]:
    one = rng.choice(made.known.medicines)
    read = pinyin.of_medicine(units(one["generic"]))
    initials = "".join(each[0] for each in read)
    return (
        *(Typed(one["generic"][:6]), Typed(initials[:6])),
        *(Typed(initials[2:6] or "a"), Typed(one["trade"])),
    )
