"""What a card and the list of follow-ups cost: from asking the store to what screens show."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final, NamedTuple

from local_store.store import Store
from local_store.unit_of_work import UnitOfWork
from terminal.domain.card import CustomerCard, Worklist
from terminal.machine import settle
from terminal.services import counter, customer_card, followups
from terminal.services.counter import CardFound
from tests.bench.rig.figures import Figure, Figures, Target, WrongError
from tests.bench.store_rig import laps, people, plain
from tests.bench.store_rig.data import DATABASE, PLAIN, Made
from tests.bench.store_rig.laps import Laps
from tests.builders import SESSION, a_store

CARD_MS: Final = Target("card_p95_ms", "ms", 10)
FOLLOWUPS_MS: Final = Target("followups_ms", "ms", 20)
_LISTS: Final = 40
_ROUNDS: Final = 5


def card(made: Made) -> Figures:
    """Open the card of everybody of whom everything is on file, once each: the looking is audited,
    and on the disk, before anything shows. Then the same without the audit, here and in plain
    sqlite3, and all the desk ever noted of them. Each round begins with a store that is opened anew
    and has read no card; of somebody's times the middle one counts, because the machine is shared
    and half as fast for a second now and then. What single rounds came to is told as well.
    """
    rounds = [_round(made, seed) for seed in range(_ROUNDS)]
    taken = laps.middle([one.opened for one in rounds])
    again = laps.middle([one.read for one in rounds])
    files = laps.middle([one.files for one in rounds])
    peers = [_peers_round(made) for _ in range(_ROUNDS)]
    theirs = laps.middle([peer for peer, _ in peers])
    if any(ours.cards != cards for ours, (_, cards) in zip(rounds, peers, strict=True)):
        raise WrongError("the store and plain sqlite3 show different cards")
    return {
        **taken.told("card", 95, 50, 99, 100),
        **CARD_MS.met_by(taken.at(95)),
        "card_p95_least_ms": Figure(min(one.opened.at(95) for one in rounds), "ms"),
        "card_p95_most_ms": Figure(max(one.opened.at(95) for one in rounds), "ms"),
        **again.told("card_read", 95, 50),
        **files.told("card_file", 95, 50),
        "card_read_p95_sqlite3_ms": Figure(theirs.at(95), "ms"),
        "card_read_p95_ratio": Figure(again.at(95) / theirs.at(95), "×"),
    }


def _peers_round(made: Made) -> tuple[Laps, list[str]]:
    (made.folder / PLAIN).read_bytes()  # The same start for both.
    with plain.opened(made.folder / PLAIN) as run:
        return _timed(run, made.known.full, counter.refresh)


class _Round(NamedTuple):
    """What it took to open cards, to read them again, and to read all that was noted."""

    opened: Laps
    read: Laps
    files: Laps
    cards: list[str]


def _round(made: Made, seed: int) -> _Round:
    till = a_store(made.folder, enrolled=False, inline=False, name=DATABASE, seed=seed)
    try:
        settle()  # As the till does once its window stands,
        till.store.check_pages().result()  # and this, which reads the whole file, at every start.
        before = till.store.read(_opened).result()
        taken, cards = _timed(partial(_write, till.store), made.known.full, counter.card)
        again, read = _timed(partial(_read, till.store), made.known.full, counter.refresh)
        files, _ = _timed(partial(_read, till.store), made.known.full, _everything)
        opened = till.store.read(_opened).result() - before
    finally:
        till.close()
    if read != cards:
        raise WrongError("a card shows something else when it is read again")
    if opened != len(made.known.full):
        raise WrongError("a card was shown and not audited")
    return _Round(taken, again, files, cards)


def worklist(made: Made) -> Figures:
    """Read the list of follow-ups again and again, the first time after the store opened counted
    too; in plain sqlite3 as well.
    """
    till = a_store(made.folder, enrolled=False, inline=False, name=DATABASE, seed=12)
    try:
        taken, lists = _lists(partial(_read, till.store))
        due = till.store.read(_due).result()
    finally:
        till.close()
    with plain.opened(made.folder / PLAIN) as run:
        theirs, others = _lists(run)
    shown = lists[0]
    if lists != others:
        raise WrongError("the store and plain sqlite3 list different tasks")
    if len(shown.overdue) + len(shown.today) != min(due, followups.LIST_LIMIT):
        raise WrongError("tasks that are due are not listed")
    return {
        **taken.told("followups", 95, 50, 100),
        **FOLLOWUPS_MS.met_by(taken.at(95)),
        "followups_due": Figure(due, "tasks"),
        "followups_p95_sqlite3_ms": Figure(theirs.at(95), "ms"),
        "followups_p95_ratio": Figure(taken.at(95) / theirs.at(95), "×"),
    }


def _read(store: Store, work: Callable[[UnitOfWork], Any]) -> Any:
    return store.read(work, SESSION).result()


def _write(store: Store, work: Callable[[UnitOfWork], Any]) -> Any:
    return store.run(work, SESSION).result()


def _timed(
    run: Callable[[Callable[[UnitOfWork], Any]], Any], ids: list[str], ask: Callable[..., Any]
) -> tuple[Laps, list[str]]:
    """Return what it took, and what was found as texts: a till keeps no card but the one it shows,
    and hundreds of them here would be gone through by the collector within every tenth one.
    """
    taken, found = Laps(), []
    for one in ids:
        result = taken.take(partial(run, partial(ask, customer_id=one)))
        if ask is not _everything:
            _require_full(result)
        found.append(repr(result))
    return taken, found


def _lists(
    run: Callable[[Callable[[UnitOfWork], Any]], Any],
) -> tuple[Laps, list[Worklist]]:
    taken = Laps()
    found: list[Worklist] = [taken.take(lambda: run(followups.worklist)) for _ in range(_LISTS)]
    return taken, found


def _require_full(found: Any) -> None:
    one = found.card if isinstance(found, CardFound) else None
    if not isinstance(one, CustomerCard):
        raise WrongError("somebody on file has no card")
    counts = {
        "tasks": (len(one.tasks), people.FULL_TASKS),
        "medicines": (len(one.medicines), people.FULL_MEDICINES),
        "events": (len(one.events), customer_card.EVENTS_SHOWN),
        # The file that HQ joined to theirs may add some.
        "allergies": (min(len(one.allergies), 2), 2),
        "conditions": (min(len(one.conditions), 3), 3),
        "readings": (sum(found is not None for found in (one.glucose, one.pressure)), 2),
        "code": (one.member_code is not None, True),
        "money": (one.spent_fen > 0 and one.visits > 0, True),
    }
    for name, (here, wanted) in counts.items():
        if here != wanted:
            raise WrongError(f"a card shows {here} {name}, not {wanted}")


def _everything(uow: UnitOfWork, *, customer_id: str) -> tuple[Any, ...]:
    """Return what the desk noted of somebody, all of it: what no card shows at once."""
    customer = uow.customers.get(customer_id)
    if customer is None:
        raise WrongError("somebody on file is not there")
    found = (
        uow.tags.of_customer(customer_id),
        uow.consents.of_customer(customer_id),
        uow.visits.of_customer(customer_id, 50),
        uow.responses.of_customer(customer_id, 50),
        uow.contacts.of_customer(customer_id, 50),
        uow.signups.of_customer(customer_id),
        uow.complaints.of_customer(customer_id, 50),
        uow.requests.of_customer(customer_id),
        uow.events.of_customer(customer_id, 50),
        uow.customers.of_household(customer.household or ""),
    )
    if not all(found):
        raise WrongError("something noted of somebody is not there")
    return found


def _opened(uow: UnitOfWork) -> int:
    sql = "SELECT count(*) FROM audit WHERE action = 'customer.opened'"
    return int(uow._db.execute(sql).fetchone()[0])


def _due(uow: UnitOfWork) -> int:
    sql = "SELECT count(*) FROM task WHERE state = 'open' AND due_on <= ?"
    return int(uow._db.execute(sql, (uow.today.isoformat(),)).fetchone()[0])
