"""What people do at a till in the simulation: through the product's own services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from local_store.unit_of_work import UnitOfWork
from sync.protocol.kinds import KINDS
from sync.protocol.ops import Add, Del, Element, Fact, Set
from terminal.domain import observation
from terminal.domain.followup import OutcomeCode
from terminal.domain.staff import Role, Session
from terminal.services import followups
from terminal.services.followups import OutcomeEntry, Recorded
from tests.simulation import seeds
from tests.simulation.seeds import TAGS, Walker

_ENTRIES = (
    OutcomeCode.DONE, OutcomeCode.DONE, OutcomeCode.DONE, OutcomeCode.NO_ANSWER,
    OutcomeCode.RESCHEDULED, OutcomeCode.REFUSED, OutcomeCode.STOPPED, OutcomeCode.OTHER,
)  # fmt: skip

_WALKERS = frozenset(walker.id for walker in seeds.WALKERS)


@dataclass(slots=True)
class Desk:
    """Somebody at work. `did` counts what was done, by name."""

    actor: str
    device: str
    store: str
    rng: Random
    recorded: list[str] = field(default_factory=list)
    did: dict[str, int] = field(default_factory=dict)

    @property
    def session(self) -> Session:
        """Return the session everything is done under."""
        return Session(self.actor, Role.PHARMACIST, self.device, self.store)

    def work(self, uow: UnitOfWork) -> None:
        """Do one thing."""
        chosen: Callable[[UnitOfWork], bool] = self.rng.choices(
            [
                self._complete,
                self._undo,
                self._tag,
                self._note,
                self._rename,
                self.register,
                self._bad,
                self._ask_for,
            ],
            [40, 12, 25, 8, 4, 4, 2, 6],
        )[0]
        if chosen(uow):
            name = chosen.__name__.lstrip("_")
            self.did[name] = self.did.get(name, 0) + 1

    def _complete(self, uow: UnitOfWork) -> bool:
        due = uow.tasks.open_due(uow.today + timedelta(days=40), 50)
        # Lists leave out tasks whose customer has not arrived yet.
        known = uow.customers.many([task.customer for task in due])
        listed = [task for task in due if task.customer in known]
        if not listed:
            return False
        task = self.rng.choice(listed)
        rule = uow.rules.followups().get(task.rule)
        code = self.rng.choice(_ENTRIES)
        items = None
        if rule is not None and rule.reading is not None and code is OutcomeCode.DONE:
            low, high = 80, 120
            names = observation.ITEMS[rule.reading]
            items = {name: high - 20 * at for at, name in enumerate(names)}
            items[names[0]] += self.rng.randrange(low)
        entry = OutcomeEntry(code, items, self.rng.choice(["", "好转"]))
        done = followups.record(uow, task_id=task.id, entry=entry)
        assert isinstance(done, Recorded), done
        self.recorded.append(done.outcome_id)
        return True

    def _undo(self, uow: UnitOfWork) -> bool:
        if not self.recorded:
            return False
        followups.undo(uow, outcome_id=self.recorded.pop())
        return True

    def _tag(self, uow: UnitOfWork) -> bool:
        customer = self._someone(uow)
        if customer is None:
            return False
        element = (Element("tags", self.rng.choice(TAGS)),)
        uow.put("customer", customer, Add(element) if self.rng.random() < 0.5 else Del(element))
        return True

    def _note(self, uow: UnitOfWork) -> bool:
        customer = self._someone(uow)
        if customer is None:
            return False
        note = self.rng.choice([None, "晨起头晕", "已缓解", f"第{self.rng.randrange(99)}次"])
        uow.put("customer", customer, Set({"note": note}))
        return True

    def _rename(self, uow: UnitOfWork) -> bool:
        customer = self._someone(uow)
        if customer is None or customer in _WALKERS:
            return False
        uow.put("customer", customer, Set({"name": self.rng.choice(["王兰", "王小兰", "李梅"])}))
        return True

    def register(self, uow: UnitOfWork) -> bool:
        """Open a file for somebody new."""
        customer = uow.new_id()
        uow.put("customer", customer, Set({"name": "赵新"}))
        uow.put("customer", customer, Add((Element("tags", "新客"),)))
        reading = {"glucose_mmol_e1": 60 + self.rng.randrange(90)}
        fields = {"customer": customer, "code": "glucose_random", "at": uow.now_ms}
        uow.put("observation", uow.new_id(), Fact({**fields, "items": reading}))
        return True

    def _bad(self, uow: UnitOfWork) -> bool:
        """Write what HQ refuses, and with it a change to somebody, whose later ones wait."""
        customer = self._someone(uow)
        if customer is not None:
            uow.put("customer", customer, Set({"note": "待核实"}))
        fields = {"customer": "nobody", "code": "glucose_random", "at": uow.now_ms, "items": {}}
        uow.put("observation", uow.new_id(), Fact(fields))
        return True

    def _ask_for(self, uow: UnitOfWork) -> bool:
        """Ask HQ for the file of somebody who says name and phone: both as they are in it, or one
        of them of somebody else, or of nobody.
        """
        if "link" not in KINDS:
            return False  # v0.1 could not ask.
        walker, other = self.rng.sample(seeds.WALKERS, 2)
        if self.rng.random() < 0.6:
            self.ask_for(uow, walker)
        else:
            phone = self.rng.choice([other.phone, seeds.NOBODYS_PHONE])
            self._ask(uow, seeds.WRONG, walker.name, phone)
        return True

    def ask_for(self, uow: UnitOfWork, walker: Walker) -> None:
        """Ask HQ for somebody's file, by what is in it."""
        self._ask(uow, walker.id, walker.name, walker.phone)

    def _ask(self, uow: UnitOfWork, about: str, name: str, phone: str) -> None:
        """Ask for a file. The request's id says whether there is one of that name and phone."""
        fact = Fact({"name": name, "phone": phone, "at": uow.now_ms})
        uow.put("link", f"{about}.{uow.new_id()}", fact)

    def _someone(self, uow: UnitOfWork) -> str | None:
        """Return one of the customers this till knows."""
        rows = uow._db.execute("SELECT id FROM customer ORDER BY id").fetchall()
        return self.rng.choice(rows)[0] if rows else None
