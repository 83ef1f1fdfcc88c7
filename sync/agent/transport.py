"""The way to HQ, as the agent sees it. HTTP in the product, a lossy wire in the simulation."""

from __future__ import annotations

from typing import Protocol

from sync.protocol.cycle import SyncAnswer, SyncRequest
from sync.protocol.enrol import EnrolAnswer, EnrolRequest


class Transport(Protocol):
    """One call, one answer. Raises SyncError subclasses and nothing else; an error never says
    whether HQ has taken the request, only that its answer did not come.
    """

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        """Send the enrolment of a new till."""
        ...

    def sync(self, request: SyncRequest) -> SyncAnswer:
        """Send one sync request."""
        ...

    def close(self) -> None:
        """Close the connection, if one is kept."""
        ...
