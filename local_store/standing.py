"""How this till stands with HQ: when it was last heard, until when it may show health data, and
whether HQ is taking its work back.
"""

from __future__ import annotations

from typing import Final

from local_store.meta import Meta
from sync.protocol.cycle import DeviceState

SKEW: Final = "skew_ms"
HEARD: Final = "heard_at"
LEASE: Final = "lease_until"
HUB_STATE: Final = "hub_state"
DRAINING: Final = "draining_since"
RAN: Final = "draining_ran"
SEEN: Final = "seen_at"
SEEN_STEP_MS: Final = 60_000
"""So far time goes on before it is noted again."""
_TROUBLE: Final = "trouble"


class Standing:
    """Repository of these facts. `now_ms` is corrected by the skew."""

    def __init__(self, meta: Meta, *, now_ms: int) -> None:
        self._meta, self._now_ms = meta, now_ms

    @property
    def skew_ms(self) -> int:
        """Return how far HQ's clock is ahead of this machine's."""
        return self._meta.get_int(SKEW) or 0

    @property
    def heard_ms(self) -> int | None:
        """Return when (UTC ms) HQ was last heard."""
        return self._meta.get_int(HEARD)

    @property
    def lease_until_ms(self) -> int | None:
        """Return until when (UTC ms) health data may be shown without hearing from HQ."""
        return self._meta.get_int(LEASE)

    @property
    def trouble(self) -> str | None:
        """Return the code of what stands between this till and HQ."""
        return self._meta.get(_TROUBLE)

    @property
    def hub_state(self) -> str:
        """Return what HQ last said of this till, empty before it said anything."""
        return self._meta.get(HUB_STATE) or ""

    @property
    def draining_since_ms(self) -> int | None:
        """Return since when (UTC ms) HQ wants this till's work handed over, or None."""
        return self._meta.get_int(DRAINING)

    @property
    def draining_ran_ms(self) -> int:
        """Return for how long this till was seen to run since then, whatever its clock did."""
        return self._meta.get_int(RAN) or 0

    @property
    def is_reading_locked(self) -> bool:
        """Tell whether health data may not be shown: the lease is over, or HQ is taking the till
        out of service.
        """
        draining, lease, seen = self._meta.get_ints(DRAINING, LEASE, SEEN)
        if draining is not None:
            return True
        return lease is not None and max(self._now_ms, seen or 0) > lease

    @property
    def seen_ms(self) -> int | None:
        """Return the latest time (UTC ms) that was seen here since HQ was last heard, or what HQ
        said then. A clock that is set back does not bring it back; HQ's word does.
        """
        return self._meta.get_int(SEEN)

    def note_time(self, floor_ms: int = 0) -> int:
        """Note that it is now, or `floor_ms` if that is later; return the latest time seen."""
        seen = self.seen_ms or 0
        latest = max(self._now_ms, floor_ms)
        if latest - seen < SEEN_STEP_MS:
            return max(seen, latest)
        self._meta.set(SEEN, latest)
        return latest

    def set_skew(self, skew_ms: int) -> None:
        """Correct the time of later units of work."""
        self._meta.set(SKEW, skew_ms)

    def heard(
        self, now_ms: int, skew_ms: int, lease_until_ms: int | None, trouble: str | None
    ) -> None:
        """Note a whole exchange, and what stands between for all that."""
        self._meta.set_known(
            {
                SKEW: skew_ms,
                HEARD: now_ms,
                SEEN: now_ms,
                LEASE: lease_until_ms,
                _TROUBLE: trouble,
            }
        )

    def set_trouble(self, code: str | None) -> None:
        """Note what stands between, or that nothing does any more."""
        self._meta.set(_TROUBLE, code)

    def set_hub_state(self, state: str, ran_ms: int = 0) -> bool:
        """Note what HQ says of this till, and for how long it ran since HQ said so last. Draining
        counts from the first time it was said, until HQ says otherwise. Return whether that was
        news.
        """
        was = self.hub_state
        if state != DeviceState.DRAINING:
            self._meta.set_known({HUB_STATE: str(state), DRAINING: None, RAN: None})
            return was != state
        self._meta.set(HUB_STATE, str(state))
        if self.draining_since_ms is None:
            self._meta.set(DRAINING, self._now_ms)
        if ran_ms:
            self._meta.set(RAN, self.draining_ran_ms + ran_ms)
        return was != state
