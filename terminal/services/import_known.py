"""Looks up whom and what the store knows, as far as the rows of a file may be about them: a portion
at a time, so that a card or a search at the till comes in between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final, TypeVar

from local_store.imports import CARD_KINDS, Known
from local_store.runs import no_collection
from local_store.unit_of_work import UnitOfWork
from terminal.domain.imports.matching import Wanted
from terminal.domain.medicine import Medicine
from terminal.services.import_plan import Catalogue, Surroundings, people_of
from terminal.services.import_writes import TIME_DIGITS, is_made_by
from terminal.services.work import Submit

T = TypeVar("T")
Portion = Callable[[int, UnitOfWork], tuple[list[T], int | None]]
"""Reads what follows a place, and says from where to go on."""

PORTION: Final = 2_000


def look(read: Submit, wanted: Wanted, *, batch: str | None, buys: bool) -> Surroundings:
    """Return whom the store knows, without those whom import `batch`, which goes on, made; and,
    where the file has purchases, the catalogue.
    """
    owners = {customer for _, customer in _cards(read, wanted)}
    people = partial(_people, wanted, owners, batch)
    known = list(_all(read, people))
    owned: dict[str, list[str]] = {}
    for at in range(0, len(known), PORTION):
        ids = [one.id for one in known[at : at + PORTION]]
        for number, customer in read(partial(_cards_of, ids)).result():
            owned.setdefault(customer, []).append(number)
    catalogue = Catalogue(_all(read, _medicines)) if buys else None
    return Surroundings(people_of(known, owned), catalogue)


def noted(read: Submit, batch: str) -> Iterator[tuple[int, str, int]]:
    """Yield what the rows of an import that goes on did: row, customer, whether it made them."""
    after = 0
    while rows := read(partial(_noted, batch, after)).result():
        yield from rows
        after = rows[-1][0]


def _all(read: Submit, portion: Portion[T]) -> Iterator[T]:
    place: int | None = 0
    while place is not None:
        found, place = read(partial(portion, place)).result()
        yield from found


def _cards(read: Submit, wanted: Wanted) -> Iterator[tuple[str, str]]:
    if wanted.cards:
        for kind in CARD_KINDS:
            yield from _all(read, partial(_cards_there, wanted, kind))


def _people(
    wanted: Wanted, owners: set[str], batch: str | None, place: int, uow: UnitOfWork
) -> tuple[list[Known], int | None]:
    prefix = None if batch is None else batch[:TIME_DIGITS]

    def is_wanted(one: str, name: str, phones: Sequence[str], birth_on: str | None) -> bool:
        if not (wanted.has(name, phones, birth_on) or one in owners):
            return False
        is_own = prefix is not None and one.startswith(prefix)
        return not (is_own and batch is not None and is_made_by(batch, one))

    with no_collection():
        return uow.imports.people(place, PORTION, is_wanted)


def _cards_there(
    wanted: Wanted, kind: str, place: int, uow: UnitOfWork
) -> tuple[list[tuple[str, str]], int | None]:
    return uow.imports.cards(kind, place, PORTION, wanted.cards)


def _cards_of(customers: Sequence[str], uow: UnitOfWork) -> list[tuple[str, str]]:
    return uow.imports.cards_of(customers)


def _medicines(place: int, uow: UnitOfWork) -> tuple[list[Medicine], int | None]:
    return uow.imports.catalogue(place, PORTION)


def _noted(batch: str, after: int, uow: UnitOfWork) -> list[tuple[int, str, int]]:
    return uow.imports.noted(batch, after, PORTION)
