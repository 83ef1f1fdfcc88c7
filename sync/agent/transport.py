"""The way to HQ, as the agent sees it. HTTP in the product, a lossy wire in the simulation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from sync.protocol.cycle import SyncAnswer, SyncRequest
from sync.protocol.enrol import EnrolAnswer, EnrolRequest
from sync.protocol.repair import RepairAnswer, RepairRequest
from sync.protocol.rotation import RotateAnswer, RotateRequest
from sync.protocol.snapshot import Chunk, Manifest


class Transport(Protocol):
    """One call, one answer. Raises SyncError subclasses and nothing else; an error never says
    whether HQ has taken the request, only that its answer did not come. A call that HQ does not
    know raises HubLacksError.
    """

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        """Send the enrolment of a new till."""
        ...

    def sync(self, request: SyncRequest) -> SyncAnswer:
        """Send one sync request."""
        ...

    def rotate(self, request: RotateRequest) -> RotateAnswer:
        """Announce new keys under the present one."""
        ...

    def repair(self, request: RepairRequest) -> RepairAnswer:
        """Ask what differs in a stream, or for what mends it."""
        ...

    def manifest(self, stream: str) -> Manifest:
        """Ask of which chunks a stream's snapshot consists."""
        ...

    def chunk(self, stream: str, chunk: Chunk) -> bytes:
        """Fetch one chunk, check it against its hash, and return it unpacked."""
        ...

    def hang_up(self) -> None:
        """End a call under way, from any thread; later ones fail as unreachable."""
        ...

    def close(self) -> None:
        """Close the connection, if one is kept."""
        ...


class EnrolLine(Protocol):
    """The connection of a till that HQ does not know yet."""

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        """Send the enrolment of a new till."""
        ...

    def close(self) -> None:
        """Close the connection, if one is kept."""
        ...


class WaitLine(Protocol):
    """The connection that a wait is parked on: never the one that exchanges."""

    def wait(self, after: Mapping[str, int]) -> bool:
        """Park until one of the streams has moved on; return whether one has."""
        ...

    def cut(self) -> None:
        """End a wait under way, from any thread; the next one takes a new connection."""
        ...

    def hang_up(self) -> None:
        """End a wait under way, from any thread; later ones fail as unreachable."""
        ...

    def close(self) -> None:
        """Close the connection, if one is kept."""
        ...
