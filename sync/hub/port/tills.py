"""Tills: who they are, how far their ops are here, and what became of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple, Protocol

from sync.hub.devices import Chain, Device, Listed, NewDevice, Pushed, Seen, Standing
from sync.hub.op_log import Judged, KeptGroup, KeptOp, Logged, Settled, Word
from sync.hub.records import Key


class Code(NamedTuple):
    """A one-time code that is still good: what it is bound to, and the till that used it. One made
    for `again` admits what was that device only.
    """

    secret_hash: bytes
    store: str
    desk: str
    device: str | None
    again: str | None = None


class Ops(Protocol):
    """The log of every op HQ ever took."""

    def between(self, device: Device, first: int, last: int) -> dict[int, Logged]:
        """Return what HQ has of the device's ops from number `first` to `last`."""
        ...

    def keep(self, device: Device, judged: Sequence[Judged], *, now_ms: int) -> None:
        """Write the ops of these groups with their verdicts."""
        ...

    def of_groups(self, device: Device, first: int, last: int) -> dict[str, Logged]:
        """Return what became of the groups that the devices of its lineage sent under these
        numbers.
        """
        ...

    def rejudge(self, device: Device, judged: Judged) -> None:
        """Note what became of a group that was kept aside, wherever a device of the family sent it:
        copies of a till have the same group in the log of each.
        """
        ...

    def history(self, device: Device) -> Iterator[KeptOp]:
        """Yield the device's ops by number."""
        ...


class Aside(Protocol):
    """Groups that were not applied, byte for byte, and which records they touch. What a device was
    before it came again counts as the device.

    Copies of a till that each came again share the groups of their common past, and a word on one
    of those is for each of them. So the words of a whole family are numbered in one row.
    """

    def keep(self, device: Device, judged: Sequence[Judged], *, now_ms: int) -> None:
        """Keep these groups aside."""
        ...

    def open_bytes(self, device: Device) -> int:
        """Return how large the unresolved groups of this device are, as JSON, together."""
        ...

    def open_groups(self, device: Device) -> list[KeptGroup]:
        """Return the unresolved groups of this device, by number."""
        ...

    def settle(self, device: Device, settled: Sequence[Settled], *, now_ms: int) -> None:
        """Note what became of groups, and give each the family's next word number, which is no less
        than the time: an HQ that was set back gives none a second time. The device's chain is
        locked.
        """
        ...

    def words_after(self, device: Device, vseq: int, limit: int) -> list[Word]:
        """Return the later words on the device's groups beyond that number, by number."""
        ...

    def renumber(self, device: Device, above: int) -> int:
        """Number all words of the device's family anew, in their order, beyond `above`, and after
        them what is unresolved and had no later word: a till has heard words that this HQ does not
        remember. Return the last number. The device's chain is locked.
        """
        ...

    def gave(self, device: Device, vseq: int) -> bool:
        """Tell whether a word to the device's family has or had this number."""
        ...

    def closed(self, device: Device, groups: Collection[str]) -> set[str]:
        """Return which of the groups with these ids were closed."""
        ...

    def listed(self, *, unresolved_only: bool, limit: int) -> list[KeptGroup]:
        """Return groups of all devices, oldest first."""
        ...

    def find(self, device: str, first_n: int) -> KeptGroup | None:
        """Return the group of the device that begins with this op."""
        ...

    def devices_waiting(self, code: str) -> list[str]:
        """Return the devices that have a held group with this code."""
        ...


class Devices(Protocol):
    """The tills HQ knows."""

    def find(self, device: str) -> Device | None:
        """Return the device with this id."""
        ...

    def heir(self, device: str) -> Device | None:
        """Return what the device with this id is by now: itself, or what it came again as last."""
        ...

    def listed(self) -> list[Listed]:
        """Return every till, by store and the time of its enrolment."""
        ...

    def lock_naming(self) -> None:
        """Keep other enrolments waiting, so that an id found free stays free to the end."""
        ...

    def add(self, device: NewDevice) -> None:
        """Add a till, of which HQ has no ops yet."""
        ...

    def lock_chain(self, device: Device) -> Chain:
        """Return how far HQ has the device's ops, and keep every other push of it, and of its
        family, waiting: this is what makes each op take effect exactly once.
        """
        ...

    def standing(self, device: Device) -> Standing:
        """Return what the device is told of its ops."""
        ...

    def advance(self, device: Device, last_n: int, last_hash: bytes, pushed: Pushed) -> None:
        """Note that HQ has the device's ops up to `last_n`, and what it brought today with them."""
        ...

    def note_seen(self, device: Device, seen: Seen) -> None:
        """Note when the device was heard of, and what it said of itself."""
        ...

    def slowest(self, stream: str, *, since_ms: int) -> int | None:
        """Return how far the slowest till that was heard of since then has read the stream; None
        when none reads it.
        """
        ...

    def flag_fork(self, device: Device, *, now_ms: int) -> None:
        """Stop the device: its chain and HQ's are not the same."""
        ...

    def set_status(self, device: str, status: str, *, now_ms: int | None = None) -> str:
        """Set what a device may do and return its store. `now_ms` is from when a draining one
        drains. Raise InputError for an unknown one.
        """
        ...

    def announce_key(self, device: Device, sig_pub: bytes, box_pub: bytes, *, now_ms: int) -> None:
        """Keep a device's next keys, which take over at their first use."""
        ...

    def use_next_key(self, device: Device) -> None:
        """Make the announced keys the only ones, if there are any."""
        ...

    def renew_key(self, device: str, *, now_ms: int) -> str:
        """Count a device's key as made now, and return its store. Raise InputError."""
        ...

    def mark(self, mark: str) -> int:
        """Note how far HQ has every device's ops, under a name, and count the devices."""
        ...

    def mark_durable(self, mark: str) -> int:
        """Note that a verified backup holds every op up to that mark, and count the devices it
        held more of than was known. Raise InputError for an unknown mark.
        """
        ...


class Codes(Protocol):
    """One-time codes that admit tills, known by the hash of their secrets, and failed attempts."""

    def add(self, code: Code, *, expires_at: int) -> None:
        """Keep a new code."""
        ...

    def lock(self, secret_hash: bytes, *, now_ms: int) -> Code | None:
        """Return the code, locked, if it is good until `now_ms`."""
        ...

    def use(self, secret_hash: bytes, device: str, *, now_ms: int) -> None:
        """Note which till used the code."""
        ...

    def failures(self, address: str, *, since_ms: int) -> int:
        """Return how many wrong secrets came from the address after that time."""
        ...

    def note_failure(self, address: str, *, now_ms: int, forget_ms: int) -> None:
        """Note a wrong secret, and forget those up to `forget_ms`."""
        ...


class Nonces(Protocol):
    """Signed requests that were seen. They may be forgotten early: a replay has no effect."""

    def add(self, device: Device, nonce: str, *, now_ms: int) -> bool:
        """Note a nonce, and tell whether it is new."""
        ...

    def add_of(
        self, device: str, sig_pub: bytes, nonce: str, *, now_ms: int
    ) -> tuple[Device, bool] | None:
        """Return the device with this id, if it signs with that key, as it stands now; note a
        nonce of it, and tell whether that is new. Of a revoked one nothing is kept, and all is new.
        """
        ...

    def forget(self, *, before_ms: int) -> int:
        """Forget those seen before that time, and count them."""
        ...


class Links(Protocol):
    """Requests of tills to be shown a customer of another store."""

    def count(self, device: Device, day: int) -> int:
        """Count one more request of the device on that day, and return how many that makes."""
        ...

    def customers_named(self, name: str, phone: str) -> list[Key]:
        """Return the customers with that name and phone, two at most. The one reading that asks
        across owners.
        """
        ...

    def add_due(self, subject: Key, stream: str) -> None:
        """Note that a subject is to be put into a stream."""
        ...

    def due(self, limit: int) -> list[tuple[Key, str]]:
        """Return subjects that are to be put into a stream."""
        ...

    def drop_due(self, subject: Key, stream: str) -> None:
        """Note that it was done."""
        ...


class Alerts(Protocol):
    """What somebody at HQ should look at."""

    def add(self, device: Device, code: str, *, now_ms: int) -> None:
        """Raise an alert about a device, unless it was raised on that UTC day already."""
        ...

    def listed(self, *, since_ms: int) -> list[Alert]:
        """Return the alerts since then, latest first."""
        ...


class Alert(NamedTuple):
    """Something about a till that somebody at HQ should look at."""

    store: str
    device: str
    code: str
    at: int
