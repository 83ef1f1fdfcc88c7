"""The till's hybrid logical clock, persisted in the transaction that uses it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from local_store.meta import Meta
from sync import hlc

HLC: Final = "hlc"


class Stamps:
    """Makes stamps and follows those of others. `now_ms` is corrected by the measured skew."""

    def __init__(self, meta: Meta, *, device: str, now_ms: int) -> None:
        self._meta, self._device, self._now_ms = meta, device, now_ms

    def next(self) -> str:
        """Return the next stamp: after every one made or followed before."""
        return self.several(1)[0]

    def several(self, count: int) -> list[str]:
        """Return the next stamps, one or more, in order."""
        last, stamps = self._last(), []
        for _ in range(count):
            last = hlc.tick(last, now_ms=self._now_ms, device=self._device)
            stamps.append(str(last))
        self._meta.set(HLC, stamps[-1])
        return stamps

    def follow(self, clocks: Iterable[dict[str, Any]]) -> None:
        """Let our next stamp come after all in these field clocks, so that whoever edits what they
        see here wins over it. Stamps from a clock too far ahead are not followed.
        """
        self._follow(greatest(clocks, limit=self._limit()))

    def follow_bare(self, stamps: Sequence[str]) -> None:
        """Let our next stamp come after all of these."""
        limit, best = self._limit(), max(stamps, default="")
        self._follow(best if best < limit else max((o for o in stamps if o < limit), default=""))

    def _limit(self) -> str:
        return str(hlc.Hlc(self._now_ms + hlc.MAX_AHEAD_MS, 0, ""))

    def _follow(self, best: str) -> None:
        try:
            remote = hlc.parse(best)
        except hlc.HlcFormatError:
            return
        last = self._last()
        after = hlc.observe(last, remote, now_ms=self._now_ms, device=self._device)
        if after is not None and after != last:
            self._meta.set(HLC, str(after))

    def _last(self) -> hlc.Hlc | None:
        text = self._meta.get(HLC)
        return None if text is None else hlc.parse(text)


def greatest(clocks: Iterable[dict[str, Any]], *, limit: str) -> str:
    """Return the greatest stamp below `limit` in field clocks, or an empty text."""
    return max((one for one in stamps_in(clocks) if one < limit), default="")


def stamps_in(clocks: Iterable[dict[str, Any]]) -> set[str]:
    """Return the stamps in field clocks, each once."""
    values = [value for fields in clocks for value in fields.values()]
    found = {one for one in values if one.__class__ is str}
    found.update(
        one
        for value in values
        if value.__class__ is dict
        for cell in value.values()
        if cell.__class__ is dict  # Whatever a faulty peer put there.
        for stamps in cell.values()
        if stamps.__class__ is list
        for one in stamps
        if one.__class__ is str
    )
    return found
