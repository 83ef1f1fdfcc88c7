"""Later words: what a till is told of its groups that were kept aside, after their verdicts."""

from __future__ import annotations

from typing import Final

from sync.hub.devices import Device, Standing
from sync.hub.op_log import Word
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


def put_right(
    storage: Storage, review: Review, device: Device, judged: int, standing: Standing
) -> bool:
    """Make what a till is about to be told complete, and return whether anything changed.

    A till that remembers words which this HQ, set back, does not has to hear them all again. One
    that came again from a copy may have work that waited for their common past, which was settled
    at the other one: it is judged now.
    """
    if standing.vseq == judged:
        return False
    is_set_back = judged > standing.vseq
    if is_set_back:
        storage.run(lambda tx: _renumber(tx, device, judged))
    freed = review.replay(device) if device.lineage else 0
    return is_set_back or freed > 0


def _renumber(tx: Transaction, device: Device, above: int) -> None:
    tx.devices.lock_chain(device)
    if tx.devices.standing(device).vseq < above:
        tx.aside.renumber(device, above)
