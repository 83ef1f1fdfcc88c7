"""The worlds notice the mistakes they are there for: each is made on purpose and has to fail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from local_store.errors import LocalStoreError
from local_store.outbox import PushBatch
from local_store.unit_of_work import UnitOfWork
from sync.agent.agent import Agent, Ask
from sync.agent.cycle import Settlement
from sync.hub import desk_work, links
from sync.hub.desk import LinkWord
from sync.hub.memory.links import MemoryLinks
from sync.protocol.cycle import SyncAnswer, SyncRequest
from tests.simulation import checks, seeds
from tests.simulation.world import World

SEEDS = (1, 5, 6, 7)
ENOUGH = len(SEEDS) // 2
"""Once so many worlds have failed, the others need not be made."""
SHOWING = (52, 90)


class AcksEverything(Agent):
    """The classic: an answer to what was sent acknowledges whatever is pending by then, and with
    it what somebody saved while the request was under way.
    """

    def _settle(self, uow: UnitOfWork, settlement: Settlement) -> None:
        uow.sync.settle(uow.sync.outbox().last_n(), settlement.verdicts)


class ForgetsTheAnswer(Agent):
    """Takes a request that was sent for one that arrived."""

    def _ask(self, ask: Ask, batch: PushBatch, progress: Any) -> SyncAnswer:
        if batch.groups:
            self._store.run(lambda uow: uow.sync.settle(batch.last)).result()
        return super()._ask(ask, batch, progress)


class LosesARow(Agent):
    """Moves the cursor over rows it did not apply, and does not mend what does not add up."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._asker: Any = _LosesARow(self._asker)

    def _mend(self, *_: Any) -> bool:
        return False


class _LosesARow:
    def __init__(self, asker: Any) -> None:
        self._asker = asker

    def ask(self, request: SyncRequest) -> Any:
        answer, exchange = self._asker.ask(request)
        pages = [page.model_copy(update={"rows": page.rows[1:]}) for page in answer.pages]
        return answer.model_copy(update={"pages": pages}), exchange


class ForgetsVerdicts(Agent):
    """Settles ops without what HQ said of them."""

    def _settle(self, uow: UnitOfWork, settlement: Settlement) -> None:
        uow.sync.settle(settlement.acked_n)


@pytest.mark.parametrize("mistake", [AcksEverything, ForgetsTheAnswer, LosesARow, ForgetsVerdicts])
def test_a_mistake_in_the_agent_shows(mistake: type[Agent], build: Callable[..., World]) -> None:
    failed = []
    for seed in SEEDS:
        world = build(seed, mistake)
        try:
            world.run()
            world.quiesce()
            checks.check(world)
        except (AssertionError, LocalStoreError, KeyError) as error:
            failed.append(f"{seed}: {type(error).__name__} {str(error)[:70]}")
            if len(failed) == ENOUGH:
                return
    pytest.fail(f"{mistake.__name__} was noticed only in {failed}")


def _shows_by_name_alone(patch: pytest.MonkeyPatch) -> None:
    """Takes the name for evidence, whatever the phone."""

    def evidence(tx: Any, op: Any) -> LinkWord:
        name = op.b["fact"]["name"]
        walker = next(one for one in seeds.WALKERS if one.name == name)
        (found,) = tx.links.customers_named(walker.name, walker.phone)
        return LinkWord(found)

    patch.setattr(desk_work, "_evidence", evidence)


def _counts_nothing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(MemoryLinks, "count", lambda *_: 0)


def _forgets_its_promise(patch: pytest.MonkeyPatch) -> None:
    def drop(tx: Any, subject: Any, stream: str) -> None:
        tx.links.drop_due(subject, stream)

    patch.setattr(links, "_link_one", drop)


def _leaves_records_behind(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(links, "_FOLLOWING", ["member_code"])


@pytest.mark.parametrize(
    "mistake",
    [_shows_by_name_alone, _counts_nothing, _forgets_its_promise, _leaves_records_behind],
)
def test_a_mistake_about_who_is_shown_where_shows(
    mistake: Callable[[pytest.MonkeyPatch], None],
    build: Callable[..., World],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mistake(monkeypatch)
    for seed in SHOWING:
        world = build(seed)
        try:
            world.run()
            world.quiesce()
            checks.check(world)
        except AssertionError:
            return
    pytest.fail(f"{mistake.__name__} was not noticed")
