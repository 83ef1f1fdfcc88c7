"""Later words: what a till is told of its groups that were kept aside, after their verdicts.

Words have numbers, and a till says up to which it has heard them. An HQ that was set back to a
backup counts anew from less and may have passed the till's number again when the till comes; so
numbers are drawn from the clock, and which were given is kept: by a number that it never gave HQ
knows that the till heard words which it has forgotten itself.
"""

from __future__ import annotations

from typing import Final

from sync.hub.devices import Device, Standing
from sync.hub.op_log import Word
from sync.hub.outside import Outside
from sync.hub.review import Review
from sync.hub.storage import Storage, Transaction

WORDS_MAX: Final = 200
"""Most words in one answer."""


def after(
    tx: Transaction, device: Device, judged: int, standing: Standing
) -> tuple[list[Word], int]:
    """Return the words that a till which has `judged` has not heard, and how far they reach."""
    if standing.vseq <= judged:
        return [], 0
    words = tx.aside.words_after(device, judged, WORDS_MAX)
    full = len(words) == WORDS_MAX
    return words, words[-1].vseq if full else standing.vseq


class LaterWords:
    """What makes the words that a till is about to be told complete."""

    def __init__(self, storage: Storage, outside: Outside, review: Review) -> None:
        self._storage, self._outside, self._review = storage, outside, review

    def put_right(self, device: Device, judged: int, standing: Standing) -> bool:
        """Return whether anything changed for a till that has heard words up to `judged`.

        One that remembers words which this HQ, set back, does not has to hear them all again, and
        what is unresolved besides. One that came again from a copy may have work that waited for
        their common past, which was settled at the other one: it is judged now.
        """
        if standing.vseq == judged:
            return False
        is_set_back = judged > 0 and not self._storage.apart(
            lambda tx: tx.aside.gave(device, judged)
        )
        if is_set_back:
            now_ms = self._outside.now_ms()
            self._storage.run(lambda tx: _renumber(tx, device, max(judged, now_ms)))
        freed = self._review.replay(device) if device.lineage else 0
        return is_set_back or freed > 0


def _renumber(tx: Transaction, device: Device, above: int) -> None:
    tx.devices.lock_chain(device)
    tx.aside.renumber(device, max(above, tx.devices.standing(device).vseq))
