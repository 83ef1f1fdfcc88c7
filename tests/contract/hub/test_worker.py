"""What HQ does by itself about tills that were shut out."""

from __future__ import annotations

from sync.hub import devices
from sync.hub.hub import Hub
from tests.hub_fixtures import FakeTime, new_till


def test_a_till_that_was_shut_out_and_never_comes_is_revoked_when_its_time_is_over(
    hub: Hub, fake_time: FakeTime
) -> None:
    till, other = new_till(hub), new_till(hub)
    hub.upkeep.revoke(till.device)
    fake_time.ms += hub.settings.drain_ms
    assert [] == hub.upkeep.end_overdue()
    assert devices.DRAINING == till.who().status
    fake_time.ms += 1
    assert hub.upkeep.daily_if_due()
    assert (devices.REVOKED, devices.ACTIVE) == (till.who().status, other.who().status)
    assert [] == hub.upkeep.end_overdue()
