"""What HQ's own people and jobs keep: stores, counted work, small facts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, Protocol

from sync.hub.devices import Device
from sync.hub.records import Key
from sync.merge import Body
from sync.protocol.enrol import StoreInfo


class Arrival(NamedTuple):
    """From where and when (UTC ms) counted work first came."""

    store: str
    device: str
    received_at: int


class Version(NamedTuple):
    """One version of a record of chain-wide configuration."""

    kind: str
    id: str
    version: int


class Stores(Protocol):
    """The stores of the chain."""

    def find(self, store: str) -> StoreInfo | None:
        """Return the store with this id."""
        ...

    def keep(self, store: StoreInfo) -> None:
        """Make a store, or give it its new name, code, zone and cut-off."""
        ...


class Counted(Protocol):
    """Counted work that waits for HQ's word, and where it came from."""

    def queue(self, device: Device, work: Sequence[tuple[Key, str]], *, now_ms: int) -> None:
        """Queue outcomes, each with its task. Where and when one first came from stays."""
        ...

    def claim(self, limit: int) -> list[tuple[Key, str]]:
        """Return some outcomes that wait, each with its task; nobody else gets them meanwhile."""
        ...

    def settle(self, work: Collection[Key], *, now_ms: int) -> None:
        """Take these out of the queue."""
        ...

    def arrivals(self, outcomes: Collection[Key]) -> dict[Key, Arrival]:
        """Return from where and when each of these came; what HQ made itself came from nowhere."""
        ...

    def requeue(self, device: str, *, since_ms: int, now_ms: int) -> int:
        """Queue again what came from a device since then, as if it came now, and count it."""
        ...


class Past(Protocol):
    """Every version of configuration that answers may have been given under."""

    def keep(self, versions: Mapping[Version, Body]) -> None:
        """Keep these; one that is there already is replaced."""
        ...

    def find(self, versions: Collection[Version]) -> dict[Version, Body]:
        """Return those of the versions that are there."""
        ...


class Meta(Protocol):
    """Small facts about this HQ, by name."""

    def get(self, name: str) -> str | None:
        """Return a fact."""
        ...

    def keep(self, name: str, value: str) -> str:
        """Keep a fact unless it is known, and return what is."""
        ...

    def set(self, name: str, value: str) -> None:
        """Keep a fact whatever was known."""
        ...
