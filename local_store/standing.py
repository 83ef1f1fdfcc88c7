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
_TROUBLE: Final = "trouble"
HUB_STATE: Final = "hub_state"
DRAINING: Final = "draining_since"


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
    def is_reading_locked(self) -> bool:
        """Tell whether health data may not be shown: the lease is over, or HQ is taking the till
        out of service.
        """
        if self.draining_since_ms is not None:
            return True
        lease = self.lease_until_ms
        return lease is not None and self._now_ms > lease

    def set_skew(self, skew_ms: int) -> None:
        """Correct the time of later units of work."""
        self._meta.set(SKEW, skew_ms)

    def heard(self, now_ms: int, skew_ms: int, lease_until_ms: int | None) -> None:
        """Note a whole exchange. Ends any trouble."""
        self.set_skew(skew_ms)
        self._meta.set(HEARD, now_ms)
        self._meta.set(LEASE, lease_until_ms)
        self.set_trouble(None)

    def set_trouble(self, code: str | None) -> None:
        """Note what stands between, or that nothing does any more."""
        self._meta.set(_TROUBLE, code)

    def set_hub_state(self, state: str) -> bool:
        """Note what HQ says of this till. Draining counts from the first time it was said, until
        HQ says otherwise. Return whether that was news.
        """
        was = self.hub_state
        self._meta.set(HUB_STATE, str(state))
        if state != DeviceState.DRAINING:
            self._meta.set(DRAINING, None)
        elif self.draining_since_ms is None:
            self._meta.set(DRAINING, self._now_ms)
        return was != state
