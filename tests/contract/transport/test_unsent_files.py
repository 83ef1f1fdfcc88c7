"""Real tills, their exports and the real hub: the file and the line bring the same work once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from sync.agent.enrolment import AboutTill, enrol_again
from sync.hub import devices
from sync.hub.errors import UnsentError
from sync.hub.hub import Hub
from sync.hub.unsent import UnsentWork
from sync.protocol.unsent import UnsentCode
from terminal.domain.sync_centre import Exported
from terminal.services import sync_centre
from tests.contract.transport.test_real_lives import Till, _code, new_till
from tests.hub_fixtures import ACTOR, STAFF, STORE, load_lines

__all__ = ["new_till"]

NewTill = Callable[..., Till]


def export(till: Till) -> bytes:
    """Return the file that the till's command line would write."""
    written: list[bytes] = []

    def write(name: str, content: bytes) -> str:
        written.append(content)
        return name

    done = till.store.run(lambda uow: sync_centre.copy_out(uow, write=write), None).result()
    assert isinstance(done, Exported)
    return written[0]


def revisions(hub: Hub, *names: str) -> dict[str, int]:
    with hub.storage.snapshot() as tx:
        rows = tx.feeds.rows_after(f"s:{STORE.id}", 0, 1_000)
    return {row.id: row.rev for row in rows if row.id in names}


def test_the_line_brings_again_what_the_file_brought_and_nothing_is_doubled(
    hub: Hub, new_till: NewTill
) -> None:
    till, reader = new_till(), new_till()
    till.save("c1", "c2")
    raw = export(till)
    till.save("c3")
    found = UnsentWork(hub).take(raw)
    assert (Counter(applied=2), 0) == (found.states, found.known.groups)
    assert reader.sync().trouble is None
    assert (True, True, False) == tuple(reader.has(name) for name in ("c1", "c2", "c3"))
    # The two, the one saved since, and what is on record of the export.
    assert (None, 4) == ((done := till.sync()).trouble, done.pushed)
    assert {"c1": 1, "c2": 1, "c3": 1} == revisions(hub, "c1", "c2", "c3")
    assert (0, 0) == (till.centre.state.unsent, till.centre.state.quarantined)
    assert 0 == len(till.centre.held)
    assert till.sync().trouble is None


def test_a_till_hears_by_the_line_what_hq_refused_of_the_file(hub: Hub, new_till: NewTill) -> None:
    load_lines(
        hub, {"k": "staff", "id": ACTOR, "b": {**STAFF, "role": "none"}, "stores": [STORE.id]}
    )
    till = new_till()
    till.save("c1")
    assert Counter(quarantined=1) == UnsentWork(hub).take(export(till)).states
    assert till.sync().trouble is None
    assert (0, 1) == (till.centre.state.unsent, till.centre.state.quarantined)


def test_what_came_by_file_is_not_taken_again_from_a_till_that_comes_again(
    hub: Hub, hub_url: str, new_till: NewTill
) -> None:
    till = new_till()
    till.save("c1", "c2")
    raw = export(till)
    UnsentWork(hub).take(raw)
    till.agent.close()
    enrol_again(till.store, _code(hub, hub_url), AboutTill("test", "1"), connect=till.connect)
    till.begin()
    assert till.sync().trouble is None
    assert 0 == till.centre.state.unsent
    assert {"c1": 1, "c2": 1} == revisions(hub, "c1", "c2")
    with pytest.raises(UnsentError) as caught:
        UnsentWork(hub).take(raw)
    assert UnsentCode.FORKED == caught.value.code


def test_a_till_that_came_again_exports_its_old_and_its_new_work(
    hub: Hub, hub_url: str, new_till: NewTill
) -> None:
    till = new_till()
    load_lines(
        hub, {"k": "staff", "id": ACTOR, "b": {**STAFF, "role": "none"}, "stores": [STORE.id]}
    )
    till.save("c1")
    assert till.sync().trouble is None
    assert 1 == till.centre.state.quarantined
    load_lines(hub, {"k": "staff", "id": ACTOR, "b": STAFF, "stores": [STORE.id]})
    till.agent.close()
    enrol_again(till.store, _code(hub, hub_url), AboutTill("test", "1"), connect=till.connect)
    till.begin()
    till.save("c2")
    found = UnsentWork(hub).take(export(till))
    assert (Counter(applied=1), 1) == (found.states, found.known.groups)
    assert {"c2": 1} == revisions(hub, "c1", "c2")


def test_work_of_a_lost_till_is_taken_for_review(hub: Hub, new_till: NewTill) -> None:
    till, reader = new_till(), new_till()
    till.save("c1")
    device = till.centre.device
    hub.storage.run(lambda tx: tx.devices.set_status(device, devices.REVOKED))
    UnsentWork(hub).take(export(till))
    assert {} == revisions(hub, "c1")
    hub.review.retry(device, 1)
    assert reader.sync().trouble is None
    assert reader.has("c1")
